//! Errors of filter and sort expressions, in the service's wording.

use std::fmt::Display;

use fql::Report;
use fql::diagnostics::{Diagnostic, Severity};

use crate::response::ErrorResponse;

/// Returns the response to an invalid `kind` of expression: `filter` or `sort`.
pub(crate) fn parse_error(kind: &str, messages: &[impl Display]) -> ErrorResponse {
    let messages: Vec<String> = messages.iter().map(ToString::to_string).collect();
    let messages = messages.join(", ");
    ErrorResponse::bad_request(format!("Failed to parse {kind} expression. [{messages}]"))
}

/// Returns the errors of a report, without its warnings.
pub(crate) fn errors(report: &Report) -> impl Iterator<Item = &Diagnostic> {
    let is_error = |diagnostic: &&Diagnostic| diagnostic.severity() == Severity::Error;
    report.diagnostics().iter().filter(is_error)
}

pub(super) fn describe(diagnostic: &Diagnostic) -> String {
    format!("{}: {}", diagnostic.message(), diagnostic.help())
}
