//! `fql man`

use std::io::Write;

use crate::failure::{Failure, Status};
use crate::help::{self, Help};
use crate::output::with_output;
use crate::printable::printable;
use crate::suggested::Suggested;

/// Prints a manual page
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A subcommand; without one, the page is of `fql` itself
    #[arg(value_name = "SUBCOMMAND", value_parser = Suggested::subcommands())]
    subcommand: Option<String>,
}

pub(super) fn help() -> Help {
    Help {
        examples: &[
            r"fql man > ~/.local/share/man/man1/fql.1",
            r"fql man check > ~/.local/share/man/man1/fql-check.1",
            r"fql man check | man -l -",
        ],
        sections: Vec::new(),
        statuses: &[
            ("0", "the page is printed"),
            (
                "2",
                "the command line is wrong, or something could not be written",
            ),
        ],
    }
}

pub(crate) fn run(args: &Args) -> Result<Status, Failure> {
    let mut program = crate::cli::definition().disable_help_subcommand(true);
    program.build();
    let subcommand = args.subcommand.as_deref();
    let command = match subcommand {
        None => Some(&program),
        Some(name) => program.find_subcommand(name),
    };
    let (Some(command), Some(help)) = (command, crate::cli::help_of(subcommand)) else {
        let name = printable(subcommand.unwrap_or_default());
        let problem = format!("there is no subcommand `{name}`");
        return Err(Failure::usage("man", &problem));
    };
    let page = help::page(command, &help)?;
    with_output(|out| Ok(out.write_all(&page)?))?;
    Ok(Status::Good)
}
