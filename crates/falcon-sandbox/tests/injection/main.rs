//! An untrusted value stays one value, in every filter that is built from it, in every request that
//! contains it, and when the sandbox evaluates it.
//!
//! The tests parse filters and requests with their own parsers, which share no code with the library.

#![allow(
    clippy::unwrap_used,
    reason = "a failed step of a test is reported by its panic"
)]

mod builders;
mod filters;
mod parser;
mod requests;
mod sandbox;
mod values;
