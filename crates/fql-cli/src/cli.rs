//! The command line as a whole.

use clap::{CommandFactory, Parser};

use crate::commands::Command;

/// Checks, formats and explains filters in FQL, CrowdStrike's Falcon Query Language, and holds them
/// against documents.
#[derive(Debug, Parser)]
#[cfg_attr(feature = "network", command(about = ABOUT_WITH_NETWORK))]
#[command(
    name = "fql",
    version,
    subcommand_required = true,
    arg_required_else_help = true,
    max_term_width = 100,
    after_help = EPILOGUE
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[cfg(feature = "network")]
const ABOUT_WITH_NETWORK: &str = "\
Checks, formats and explains filters in FQL, CrowdStrike's Falcon Query Language, holds them against \
documents, and calls the API that takes them, or a sandbox that answers like it.";

const EPILOGUE: &str = "\
Examples:
  fql check \"criticality:'Critical'+ip.services.port:[22,3389]\"
  fql fmt --fix \"criticality='Critical' AND confidence:100\"
  fql explain \"last_seen:>'now-7d'+perimeter:!*'un*'\"
  fql fields '*port*'
  fql match --count \"criticality:'Critical'\" assets.ndjson

Exit status:
  0    all is well
  1    some filter is not valid, nothing was found, or the service refused
  2    the command line is wrong, or something could not be read, written or reached
  141  the reader of the output went away, as in `fql fields | head -1`

Colour is used on a terminal only, and never when NO_COLOR is set.";

/// The command line as clap knows it, for completions and manual pages.
pub(crate) fn definition() -> clap::Command {
    Cli::command()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_command_line_is_well_defined() {
        super::definition().debug_assert();
    }
}
