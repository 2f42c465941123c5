//! The program `fql`: checks, formats and explains filters, holds them against documents, and calls
//! the API that takes them.
//!
//! One file a subcommand under `commands`; what they share lies beside it: [`batch`] answers
//! filter by filter, [`input`] is where filters come from, [`verdict`] what is found about one,
//! [`output`] and [`paint`] how that is shown, [`words`] how a filter reads in words; [`lines`] is
//! where documents come from, and [`progress`] how far that has come. [`help`] lays out what is said
//! of each subcommand.
//! What needs a network is behind the feature `network`.

mod batch;
mod cli;
#[cfg(feature = "network")]
mod client;
mod collection;
mod commands;
#[cfg(feature = "network")]
mod csv;
mod failure;
mod format;
mod help;
mod hint;
mod input;
mod lines;
mod output;
mod paint;
mod printable;
mod progress;
#[cfg(feature = "network")]
mod refusal;
mod suggested;
#[cfg(feature = "network")]
mod table;
mod verdict;
mod width;
mod words;

use std::process::ExitCode;

use crate::cli::Cli;
use crate::failure::Failure;

fn main() -> ExitCode {
    let result = match Cli::read() {
        Ok(cli) => cli.command.run(),
        Err(usage) => Err(Failure::Usage(usage)),
    };
    match result {
        Ok(status) => status.into(),
        Err(failure) => failure.report(),
    }
}
