//! Tests that run the built program.

#[cfg(feature = "network")]
mod aggregate;
#[cfg(feature = "network")]
mod assets;
#[cfg(feature = "network")]
mod call;
mod check;
mod collections;
mod completions;
#[cfg(unix)]
mod examples;
mod explain;
#[cfg(all(unix, feature = "network"))]
mod explore;
mod fields;
mod fmt;
mod help;
mod input;
#[cfg(feature = "lint")]
mod lint;
mod r#match;
mod match_threads;
#[cfg(not(all(feature = "lint", feature = "network")))]
mod missing_commands;
mod mistakes;
mod output;
#[cfg(feature = "network")]
mod query;
#[cfg(all(unix, feature = "network"))]
mod serve;
mod sql;
mod support;
#[cfg(target_os = "linux")]
mod terminal;
