//! `fql man`

use std::io::Write;

use clap_mangen::Man;

use crate::failure::{Failure, Status};
use crate::output::with_output;

/// Prints a manual page
#[derive(Debug, clap::Args)]
#[command(after_help = EPILOGUE)]
pub(crate) struct Args {
    /// A subcommand; without one, the page is of `fql` itself
    #[arg(value_name = "SUBCOMMAND")]
    subcommand: Option<String>,
}

const EPILOGUE: &str = "\
Examples:
  fql man > ~/.local/share/man/man1/fql.1
  fql man check > ~/.local/share/man/man1/fql-check.1
  fql man check | man -l -";

pub(crate) fn run(args: &Args) -> Result<Status, Failure> {
    let mut program = crate::cli::definition();
    program.build();
    let command = match &args.subcommand {
        None => &program,
        Some(name) => program
            .find_subcommand(name)
            .ok_or_else(|| Failure::usage("man", &format!("there is no subcommand `{name}`")))?,
    };
    let mut page = Vec::new();
    Man::new(command.clone()).render(&mut page)?;
    with_output(|out| Ok(out.write_all(&page)?))?;
    Ok(Status::Good)
}
