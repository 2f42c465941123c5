//! The command line: its definition, dispatch and errors.

use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

use clap::builder::PossibleValuesParser;
use clap::error::{ContextKind, ContextValue};
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

#[cfg(feature = "lint")]
use crate::commands::lint;
#[cfg(feature = "network")]
use crate::commands::{aggregate, assets, call, explore, query, serve};
use crate::commands::{check, collections, completions, explain, fields, fmt, man, r#match, sql};
use crate::error::{Error, ExitStatus};
use crate::help;

/// Check, format, explain and evaluate filters in FQL, the CrowdStrike Falcon Query Language
#[derive(Debug, Parser)]
#[cfg_attr(feature = "network", command(about = ABOUT_WITH_NETWORK))]
#[command(
    name = "fql",
    version,
    subcommand_required = true,
    arg_required_else_help = true,
    before_help = EXAMPLES,
    after_long_help = help::sections(&[ENVIRONMENT, EXIT_STATUS]),
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[cfg(feature = "network")]
const ABOUT_WITH_NETWORK: &str = "\
Check, format, explain and evaluate filters in FQL, the CrowdStrike Falcon Query Language, and call \
the Falcon API or a local sandbox";

const EXAMPLES: &str = r#"Examples:
  fql check "criticality:'Critical'+ip.services.port:[22,3389]"
  fql fmt --fix "criticality='Critical' AND confidence:100"
  fql explain "last_seen:>'now-7d'+perimeter:!*'un*'"
  fql explain FQL101
  fql fields '*port*'
  fql match --count "criticality:'Critical'" assets.ndjson"#;

const ENVIRONMENT: &str = "\
Environment:
  NO_COLOR        disables colors, which are used on terminals by default
  CLICOLOR_FORCE  enables colors in pipes if set to 1
  COLUMNS         overrides the width of the terminal";

const EXIT_STATUS: &str = "\
Exit status:
  0    success
  1    invalid filter, no match, or request rejected by the service
  2    usage error, I/O error or connection error";

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Args),
    Fmt(fmt::Args),
    Explain(explain::Args),
    Fields(fields::Args),
    Collections(collections::Args),
    Match(r#match::Args),
    #[cfg(feature = "lint")]
    Lint(lint::Args),
    Sql(sql::Args),
    #[cfg(feature = "network")]
    Query(query::Args),
    #[cfg(feature = "network")]
    Assets(assets::Args),
    #[cfg(feature = "network")]
    Aggregate(aggregate::Args),
    #[cfg(feature = "network")]
    Call(call::Args),
    #[cfg(feature = "network")]
    Serve(serve::Args),
    #[cfg(feature = "network")]
    Explore(explore::Args),
    Completions(completions::Args),
    Man(man::Args),
}

/// The subcommands that are not in this build, and the features that add them.
const MISSING: &[(&str, &str)] = &[
    #[cfg(not(feature = "lint"))]
    ("lint", "lint"),
    #[cfg(not(feature = "network"))]
    ("query", "network"),
    #[cfg(not(feature = "network"))]
    ("assets", "network"),
    #[cfg(not(feature = "network"))]
    ("aggregate", "network"),
    #[cfg(not(feature = "network"))]
    ("call", "network"),
    #[cfg(not(feature = "network"))]
    ("serve", "network"),
    #[cfg(not(feature = "network"))]
    ("explore", "network"),
];

/// Parses the command line and runs the subcommand.
pub(crate) fn run() -> Result<ExitStatus, Error> {
    let matches = definition()
        .try_get_matches()
        .map_err(|error| missing_command(&error).unwrap_or(Error::Clap(error)))?;
    match Cli::from_arg_matches(&matches)?.command {
        Command::Check(args) => check::run(&args),
        Command::Fmt(args) => fmt::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Fields(args) => fields::run(&args),
        Command::Collections(args) => collections::run(&args),
        Command::Match(args) => r#match::run(&args),
        #[cfg(feature = "lint")]
        Command::Lint(args) => lint::run(&args),
        Command::Sql(args) => sql::run(&args),
        #[cfg(feature = "network")]
        Command::Query(args) => query::run(&args),
        #[cfg(feature = "network")]
        Command::Assets(args) => assets::run(&args),
        #[cfg(feature = "network")]
        Command::Aggregate(args) => aggregate::run(&args),
        #[cfg(feature = "network")]
        Command::Call(args) => call::run(&args),
        #[cfg(feature = "network")]
        Command::Serve(args) => serve::run(&args),
        #[cfg(feature = "network")]
        Command::Explore(args) => explore::run(&args),
        Command::Completions(args) => completions::run(&args, definition()),
        Command::Man(args) => man::run(&args, definition()),
    }
}

/// Returns the error of a subcommand that is not in this build, `None` if there is no such subcommand.
fn missing_command(error: &clap::Error) -> Option<Error> {
    let Some(ContextValue::String(name)) = error.get(ContextKind::InvalidSubcommand) else {
        return None;
    };
    let (command, feature) = MISSING.iter().find(|(command, _)| command == name)?;
    Some(Error::MissingFeature { command, feature })
}

/// Returns clap's definition of the program with the layout of its help.
fn definition() -> clap::Command {
    let program = Cli::command();
    let names: Vec<String> = program
        .get_subcommands()
        .map(|subcommand| subcommand.get_name().to_owned())
        .collect();
    help::with_layout(program)
        .mut_subcommands(help::with_layout)
        .mut_subcommand("man", |man| {
            man.mut_arg("subcommand", |argument| {
                argument.value_parser(PossibleValuesParser::new(names))
            })
        })
}

/// Prints an error and returns its exit status.
pub(crate) fn report(error: Error) -> ExitCode {
    match error {
        Error::Usage {
            subcommand,
            message,
        } => report_clap(&usage_error(subcommand, &message)),
        Error::Clap(error) => report_clap(&error),
        Error::Output(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::from(141),
        other => {
            // Nothing can be reported when standard error is closed.
            let _ = writeln!(io::stderr(), "fql: {other}");
            ExitCode::from(2)
        }
    }
}

/// Prints an error of clap. Help and version are among them and go to standard output.
fn report_clap(error: &clap::Error) -> ExitCode {
    match error.print() {
        Ok(()) => ExitCode::from(error.exit_code() as u8),
        Err(error) => report(Error::Output(error)),
    }
}

fn usage_error(subcommand: &str, message: &str) -> clap::Error {
    let mut program = definition();
    program.build();
    let command = match program.find_subcommand_mut(subcommand) {
        Some(command) => command,
        None => &mut program,
    };
    command.error(clap::error::ErrorKind::ValueValidation, message)
}

#[cfg(test)]
mod tests {
    #[test]
    fn command_line_definition_is_consistent() {
        super::definition().debug_assert();
    }
}
