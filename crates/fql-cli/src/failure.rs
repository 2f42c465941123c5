//! Why the program could not do its work, and the status it ends with.

use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

use crate::printable::printable;

/// How the program ends when it did its work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    /// 0
    Good,
    /// 1: some filter is not valid, nothing was found, or the service refused.
    Bad,
}

impl Status {
    pub(crate) fn good_if(is_good: bool) -> Self {
        if is_good { Self::Good } else { Self::Bad }
    }
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        match status {
            Status::Good => Self::SUCCESS,
            Status::Bad => Self::from(1),
        }
    }
}

const FAILED: u8 = 2;
/// What shells report of a program that writes to a closed pipe: 128 and the number of SIGPIPE.
const CLOSED_PIPE: u8 = 141;

/// Why the program could not do its work.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The command line is wrong, or asks for help, which clap treats alike.
    #[error(transparent)]
    Usage(clap::Error),
    /// A file could not be read.
    #[error("cannot read {}: {error}", printable(file))]
    Read {
        /// As it was given.
        file: String,
        /// Why.
        error: io::Error,
    },
    /// A file holds no text.
    #[error("cannot read {}: {problem}", printable(file))]
    NotText {
        /// As it was given.
        file: String,
        /// What it holds instead, and where.
        problem: String,
    },
    /// The filter, or what is named instead, is not valid, of which the user has been told.
    #[error("the {0} is not valid, so nothing was done")]
    NotValid(&'static str),
    /// A line is no document, and none may be skipped.
    #[error("{}: {problem}", printable(place))]
    MalformedItem {
        /// The file and the line.
        place: String,
        /// What is wrong with it.
        problem: String,
    },
    /// The service could not be called, or its answer not be read.
    #[cfg(feature = "network")]
    #[error("{0}")]
    Call(String),
    /// A file could not be written.
    #[cfg(feature = "network")]
    #[error("cannot write {}: {error}", printable(file))]
    Save {
        /// As it was given.
        file: String,
        /// Why.
        error: io::Error,
    },
    /// The output could not be written.
    #[error("cannot write the output: {0}")]
    Write(#[from] io::Error),
}

impl Failure {
    /// A mistake on the command line that clap does not know of.
    pub(crate) fn usage(subcommand: &str, message: &str) -> Self {
        let mut command = crate::cli::definition();
        command.build();
        let command = command
            .find_subcommand_mut(subcommand)
            .expect("a subcommand names itself");
        Self::Usage(command.error(clap::error::ErrorKind::ValueValidation, message))
    }

    /// Tells the user, and says which status to end with.
    pub(crate) fn report(self) -> ExitCode {
        match self {
            Self::Usage(usage) => {
                // Help goes to standard output, which may be closed or full, too.
                match usage.print() {
                    Ok(()) => ExitCode::from(usage.exit_code() as u8),
                    Err(error) => Self::Write(error).report(),
                }
            }
            Self::Write(error) if error.kind() == ErrorKind::BrokenPipe => {
                ExitCode::from(CLOSED_PIPE)
            }
            other => {
                // Where standard error is closed, too, nobody is left to tell.
                let _ = writeln!(io::stderr(), "fql: {other}");
                ExitCode::from(FAILED)
            }
        }
    }
}
