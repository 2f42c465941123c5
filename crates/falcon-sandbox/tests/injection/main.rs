//! A value from outside stays one value, whatever it contains: in every filter that is built from
//! it, in every request that carries it, and when the sandbox evaluates it.
//!
//! Filters and requests are read by parsers of these tests, which share no code with the library.

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
