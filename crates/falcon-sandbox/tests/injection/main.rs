//! A value from outside is one value, whatever it holds: in every filter that is built of it, in
//! every request that carries it, and in what the sandbox makes of it.
//!
//! What arrives is read by readers of these tests' own, which share no line with the library.

#![allow(
    clippy::unwrap_used,
    reason = "what is unwrapped here is what is tested"
)]

mod built;
mod filters;
mod http;
mod reader;
mod requests;
mod sandbox;
mod values;
