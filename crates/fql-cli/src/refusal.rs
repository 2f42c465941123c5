//! What the service says beside its answer.

use std::fmt::Write as _;

use falcon_transport::RawResponse;

use crate::failure::Status;
use crate::output::tell;
use crate::printable::printable;

/// Tells of the errors that an answer lists, and of the items that it says were refused.
pub(crate) fn tell_of_errors(reply: &RawResponse) -> Status {
    let errors = reply.errors();
    let rejected = reply.rejected();
    let count = match errors.len() + rejected.len() {
        0 => return Status::Good,
        1 => "an error".to_owned(),
        many => format!("{many} errors"),
    };
    let trace = reply
        .trace_id()
        .map_or_else(String::new, |id| format!(" (trace id `{id}`)"));
    let operation = reply.operation();
    let mut text =
        format!("fql: {operation}: the service lists {count} beside its answer{trace}\n");
    for error in errors {
        // Writing to a string does not fail.
        let _ = writeln!(text, "  {error}");
    }
    for item in rejected {
        let _ = writeln!(text, "  refused: {item}");
    }
    let lines = text.lines().map(|line| printable(line) + "\n");
    tell(&lines.collect::<String>());
    Status::Bad
}
