//! Runs the program as its users do.

mod check;
mod completions;
#[cfg(unix)]
mod examples;
mod explain;
mod fields;
mod fmt;
mod input;
mod output;
mod support;
