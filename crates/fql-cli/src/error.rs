//! Errors that stop the program, and the exit status of a completed run.

use std::io;
use std::process::ExitCode;

use fql_syntax::display_safe;

/// The result of a run that completed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ExitStatus {
    /// 0
    Success,
    /// 1: an invalid filter, no match, or a request that the service rejected.
    Failure,
}

impl ExitStatus {
    pub(crate) fn success_if(condition: bool) -> Self {
        if condition {
            Self::Success
        } else {
            Self::Failure
        }
    }
}

impl From<ExitStatus> for ExitCode {
    fn from(status: ExitStatus) -> Self {
        match status {
            ExitStatus::Success => Self::SUCCESS,
            ExitStatus::Failure => Self::FAILURE,
        }
    }
}

/// An error that stops the program. `file` fields hold names as the user gave them.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// An error of clap's parser; also a request for help or the version.
    #[error(transparent)]
    Clap(#[from] clap::Error),
    /// A usage error that clap does not detect. It is printed with the usage of the subcommand.
    #[error("{message}")]
    Usage {
        subcommand: &'static str,
        message: String,
    },
    /// An input file could not be read.
    #[error("cannot read {}: {error}", display_safe(file))]
    Read { file: String, error: io::Error },
    /// An input file was read, but has invalid content.
    #[error("cannot read {}: {reason}", display_safe(file))]
    InvalidInput { file: String, reason: String },
    /// A filter or a request is invalid. Its diagnostics have been printed.
    #[error("aborting due to invalid {0}")]
    Invalid(&'static str),
    /// A filter has no exact form in a dialect of SQL.
    #[error(transparent)]
    Sql(#[from] fql_sql::SqlError),
    /// A line of NDJSON is malformed and `--strict` is set.
    #[error("{location}: {reason}")]
    MalformedLine { location: String, reason: String },
    /// The system started no thread.
    #[error("cannot start a thread: {0}")]
    Thread(io::Error),
    /// A subcommand is not in this build.
    #[error(
        "`fql {command}` is not in this build; install it with \
         `cargo install --git {} fql-cli --features {feature}`",
        env!("CARGO_PKG_REPOSITORY")
    )]
    MissingFeature {
        command: &'static str,
        feature: &'static str,
    },
    /// Files of a directory could not be read. Their errors have been printed.
    #[cfg(feature = "lint")]
    #[error("{files} files could not be read")]
    Incomplete { files: usize },
    /// The client or the sandbox failed.
    #[cfg(feature = "network")]
    #[error("{0}")]
    Network(String),
    /// An output file could not be written.
    #[cfg(any(feature = "lint", feature = "network"))]
    #[error("cannot write {}: {error}", display_safe(file))]
    Write { file: String, error: io::Error },
    /// Standard output could not be written.
    #[error("cannot write to standard output: {0}")]
    Output(#[from] io::Error),
}
