//! The `fql` command-line program.
//!
//! [`cli`] declares the command line and dispatches to one module per subcommand under [`commands`].
//! Subcommands that process filters share [`filters`] (arguments and iteration),
//! [`checked_filter`] (parsing and validation) and [`describe`] (filters in words). [`output`] and
//! [`terminal`] write to the standard streams. [`client`] connects to the API or to a sandbox and is
//! compiled only with the `network` feature.

mod checked_filter;
mod cli;
#[cfg(feature = "network")]
mod client;
mod collection;
mod commands;
mod completion;
mod compression;
#[cfg(feature = "network")]
mod csv;
mod describe;
mod error;
mod filters;
mod help;
mod input;
mod json_text;
#[cfg(feature = "network")]
mod operation;
mod output;
mod progress;
#[cfg(feature = "network")]
mod request_check;
#[cfg(feature = "network")]
mod service_errors;
mod terminal;

use std::process::ExitCode;

fn main() -> ExitCode {
    match cli::run() {
        Ok(status) => status.into(),
        Err(error) => cli::report(error),
    }
}
