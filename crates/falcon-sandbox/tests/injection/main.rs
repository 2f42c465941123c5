//! A value from outside stays one value, whatever it contains: in every filter that is built from
//! it, in every request that carries it, and when the sandbox evaluates it.
//!
//! Filters and requests are read by parsers of these tests, which share no code with the library.

#![allow(
    clippy::unwrap_used,
    reason = "what is unwrapped here is what is tested"
)]

mod builders;
mod filters;
mod http;
mod parser;
mod requests;
mod sandbox;
mod values;
