//! Errors of the client and of the service as messages.

use std::error::Error as StdError;

use falcon_transport::response::RawResponse;
use fql_syntax::display_safe;

use crate::error::{Error, ExitStatus};
use crate::output::{print_message, print_stderr};

/// Handles the error of a request. A rejection by the service is a completed run: it is printed and
/// sets the exit status.
pub(crate) fn handle(error: &falcon_transport::Error) -> Result<ExitStatus, Error> {
    let is_rejection = error.status().is_some_and(|status| status >= 300);
    if is_rejection {
        print_message(&with_sources(error));
        Ok(ExitStatus::Failure)
    } else {
        Err(to_error(error))
    }
}

/// Handles the error of a request; `not_found` replaces the message of an error 404.
pub(crate) fn handle_not_found(
    error: &falcon_transport::Error,
    not_found: Option<String>,
) -> Result<ExitStatus, Error> {
    match not_found.filter(|_| error.status() == Some(404)) {
        Some(message) => {
            print_message(&message);
            Ok(ExitStatus::Failure)
        }
        None => handle(error),
    }
}

/// Converts an error of the client to an error that stops the program.
pub(crate) fn to_error(error: &falcon_transport::Error) -> Error {
    Error::Network(display_safe(&with_sources(error)).into_owned())
}

/// Formats an error and its sources. A source whose text is already included is left out.
pub(crate) fn with_sources(error: &falcon_transport::Error) -> String {
    let mut message = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let text = cause.to_string();
        if !message.contains(&text) {
            message = format!("{message}: {text}");
        }
        source = cause.source();
    }
    with_help(message, error)
}

/// Help for users of the program, in place of help that names this part of the library.
const PROGRAM_HELP: [(&str, &str); 10] = [
    (
        "`chunk_filter`",
        "shorten the list in the filter, or split it across several commands",
    ),
    (
        "`max_response_len`",
        "request fewer items, or use a narrower filter",
    ),
    ("there are no ids", "pass them as `ids=ID1,ID2`"),
    ("a value that is not empty", "pass it as `NAME=VALUE`"),
    ("`overall_timeout`", "repeat the command after the reset"),
    (
        "`root_certificate`",
        "check the base URL and the trusted certificates of this machine",
    ),
    ("`position()`", "repeat the command"),
    ("`query([", "leave out `--sort`"),
    (
        "`credentials`",
        "set FALCON_CLIENT_ID and FALCON_CLIENT_SECRET",
    ),
    (
        "`allow_insecure_http`",
        "use `https://`; plain HTTP is accepted for this machine only",
    ),
];

/// Appends the help of an error to its message.
pub(crate) fn with_help(message: String, error: &falcon_transport::Error) -> String {
    let program_help = |help: &str| {
        let mut known = PROGRAM_HELP.iter();
        known.find(|(name, _)| help.contains(name))
    };
    match error.help() {
        Some(help) => {
            let help = program_help(help).map_or(help, |(_, help)| *help);
            format!("{message}; help: {help}")
        }
        None => message,
    }
}

/// Prints the errors and rejected items that a response contains.
pub(crate) fn print_response_errors(response: &RawResponse) -> ExitStatus {
    let errors = response.errors();
    let rejected = response.rejected();
    let count = match errors.len() + rejected.len() {
        0 => return ExitStatus::Success,
        1 => "1 error".to_owned(),
        count => format!("{count} errors"),
    };
    let trace = response
        .trace_id()
        .map_or_else(String::new, |id| format!(" (trace id `{id}`)"));
    let operation = response.operation();
    print_message(&format!(
        "{operation}: the response contains {count}{trace}"
    ));
    let errors = errors.iter().map(ToString::to_string);
    let rejected = rejected.iter().map(ToString::to_string);
    for line in errors.chain(rejected) {
        print_stderr(&format!("  {}\n", display_safe(&line)));
    }
    ExitStatus::Failure
}
