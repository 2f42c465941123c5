//! The result of one line of NDJSON.

use fql::eval::{JsonError, Matcher, Prefilter};

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

/// Evaluates single lines.
#[derive(Debug)]
pub(super) struct LineMatcher {
    matcher: Matcher,
    /// Rejects lines without validating them.
    prefilter: Option<Prefilter>,
}

impl LineMatcher {
    /// Creates a matcher that validates all lines, or only those that may match.
    pub(super) fn new(matcher: Matcher, skips_validation: bool) -> Self {
        let prefilter = skips_validation.then(|| matcher.prefilter()).flatten();
        Self { matcher, prefilter }
    }

    /// Returns the matcher of documents.
    pub(super) fn documents(&self) -> &Matcher {
        &self.matcher
    }

    pub(super) fn outcome(&self, line: &Line<'_>) -> LineOutcome {
        let Line::Complete(line) = line else {
            return LineOutcome::TooLong;
        };
        let document = line.trim_ascii_end();
        if document.is_empty() || self.can_skip(document) {
            return LineOutcome::NoMatch;
        }
        match self.matcher.matches_json(document) {
            Ok(_) if has_documents(document.trim_ascii_start()) => LineOutcome::Documents,
            Ok(true) => LineOutcome::Match,
            Ok(false) if document.starts_with(b"\"") => LineOutcome::String,
            Ok(false) => LineOutcome::NoMatch,
            Err(error) => LineOutcome::Malformed(error),
        }
    }

    /// Returns `true` if the line cannot match and need not be validated. Other lines than objects and
    /// responses are never skipped, and neither are lines that can start a value over several lines.
    fn can_skip(&self, document: &[u8]) -> bool {
        self.prefilter.as_ref().is_some_and(|prefilter| {
            document.starts_with(b"{")
                && document.ends_with(b"}")
                && !may_be_response(document)
                && !prefilter.may_match(document)
        })
    }
}

/// Returns `true` if a line of NDJSON, which is valid JSON, is an array or a response of the API.
fn has_documents(line: &[u8]) -> bool {
    line.starts_with(b"[")
        || (may_be_response(line)
            && DocumentReader::new(line, 1, line.len()).starts_with_response())
}
