//! The result of one line of NDJSON.

use fql::eval::{JsonError, Matcher};

use super::document_reader::DocumentReader;
use super::line_reader::Line;
use super::response::may_be_response;

/// The result of a line, which depends on no other line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LineOutcome {
    /// A document that does not match, or an empty line.
    NoMatch,
    Match,
    /// A document that is a string and does not match.
    String,
    /// An array of documents or a response of the API.
    Documents,
    Malformed(JsonError),
    TooLong,
}

impl LineOutcome {
    pub(super) fn new(matcher: &Matcher, line: &Line<'_>) -> Self {
        let Line::Complete(line) = line else {
            return Self::TooLong;
        };
        let document = line.trim_ascii_end();
        if document.is_empty() {
            return Self::NoMatch;
        }
        match matcher.matches_json(document) {
            Ok(_) if has_documents(document.trim_ascii_start()) => Self::Documents,
            Ok(true) => Self::Match,
            Ok(false) if document.starts_with(b"\"") => Self::String,
            Ok(false) => Self::NoMatch,
            Err(error) => Self::Malformed(error),
        }
    }
}

/// Returns `true` if a line of NDJSON, which is valid JSON, is an array or a response of the API.
fn has_documents(line: &[u8]) -> bool {
    line.starts_with(b"[")
        || (may_be_response(line)
            && DocumentReader::new(line, 1, line.len()).starts_with_response())
}
