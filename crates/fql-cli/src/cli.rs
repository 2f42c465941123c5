//! The command line as a whole.

use clap::{CommandFactory, FromArgMatches, Parser};

use crate::commands::{self, Command};
use crate::help::{Block, Help, Section};
use crate::width;

/// Checks, formats and explains filters in FQL, CrowdStrike's Falcon Query Language, and holds them
/// against documents.
#[derive(Debug, Parser)]
#[cfg_attr(feature = "network", command(about = ABOUT_WITH_NETWORK))]
#[command(
    name = "fql",
    version,
    subcommand_required = true,
    arg_required_else_help = true
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[cfg(feature = "network")]
const ABOUT_WITH_NETWORK: &str = "\
Checks, formats and explains filters in FQL, CrowdStrike's Falcon Query Language, holds them against \
documents, and calls the API that takes them, or a sandbox that answers like it.";

fn help() -> Help {
    Help {
        examples: &[
            r#"fql check "criticality:'Critical'+ip.services.port:[22,3389]""#,
            r#"fql fmt --fix "criticality='Critical' AND confidence:100""#,
            r#"fql explain "last_seen:>'now-7d'+perimeter:!*'un*'""#,
            r"fql fields '*port*'",
            r#"fql match --count "criticality:'Critical'" assets.ndjson"#,
        ],
        sections: vec![Section {
            heading: "Environment",
            blocks: vec![Block::terms(&[
                (
                    "NO_COLOR",
                    "no colour; without it, colour is used on a terminal only",
                ),
                ("CLICOLOR_FORCE", "with 1, colour in pipes, too"),
                (
                    "COLUMNS",
                    "how wide help is, and what is shown on a terminal",
                ),
            ])],
        }],
        statuses: &[
            ("0", "all is well"),
            (
                "1",
                "some filter is not valid, nothing was found, or the service refused",
            ),
            (
                "2",
                "the command line is wrong, or something could not be read, written or reached",
            ),
        ],
    }
}

/// The command line with its help, for whoever reads it, and for completions and manual pages.
pub(crate) fn definition() -> clap::Command {
    let mut program = help().attach_to(Cli::command(), width::of_help());
    let names = program
        .get_subcommands()
        .map(|command| command.get_name().to_owned());
    for name in names.collect::<Vec<_>>() {
        // Only that of the command which is called is laid out.
        program = program.mut_subcommand(name, |command| command.defer(with_help));
    }
    program
}

fn with_help(command: clap::Command) -> clap::Command {
    match help_of(Some(command.get_name())) {
        Some(help) => help.attach_to(command, width::of_help()),
        None => command,
    }
}

/// The help of a subcommand; without a name, that of the program.
pub(crate) fn help_of(subcommand: Option<&str>) -> Option<Help> {
    let Some(name) = subcommand else {
        return Some(help());
    };
    let found = commands::HELP.iter().find(|(known, _)| *known == name);
    found.map(|(_, help)| help())
}

impl Cli {
    /// Reads the command line.
    pub(crate) fn read() -> Result<Self, clap::Error> {
        Self::from_arg_matches(&definition().try_get_matches()?)
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_command_line_is_well_defined() {
        super::definition().debug_assert();
    }

    #[test]
    fn every_subcommand_has_its_help() {
        for command in super::definition().get_subcommands() {
            assert!(
                super::help_of(Some(command.get_name())).is_some(),
                "{command}"
            );
        }
    }
}
