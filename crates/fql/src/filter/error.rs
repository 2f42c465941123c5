//! Errors of filters.

use std::fmt;

use fql_syntax::Report;

/// The error of an invalid filter, sort expression or property name.
///
/// `Display` shows every problem with an excerpt, a caret and a help. `Debug` shows the same, because
/// that is what `unwrap` and `main` print.
#[derive(Clone, PartialEq, Eq)]
pub struct InvalidFilter {
    report: Report,
    subject: &'static str,
}

impl InvalidFilter {
    pub(crate) fn new(report: Report) -> Self {
        Self {
            report,
            subject: "filter",
        }
    }

    pub(crate) fn sort(report: Report) -> Self {
        Self {
            report,
            subject: "sort expression",
        }
    }

    pub(crate) fn property(report: Report) -> Self {
        Self {
            report,
            subject: "property name",
        }
    }

    /// Returns the diagnostics, each with its code, span, message, help and fix.
    #[must_use]
    pub fn report(&self) -> &Report {
        &self.report
    }
}

impl fmt::Display for InvalidFilter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "invalid {}\n{}", self.subject, self.report)
    }
}

impl fmt::Debug for InvalidFilter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for InvalidFilter {}

/// The error of a filter that cannot be negated.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum NegateError {
    /// The filter matches everything. Its negation would match nothing, which FQL cannot express.
    MatchesAll,
    /// The filter contains an unchecked string that is not a valid filter.
    Invalid(InvalidFilter),
}

impl fmt::Display for NegateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::MatchesAll => "cannot negate a filter that matches everything",
            Self::Invalid(_) => "cannot negate an invalid unchecked filter",
        })
    }
}

impl std::error::Error for NegateError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::MatchesAll => None,
            Self::Invalid(error) => Some(error),
        }
    }
}

/// The error of combining no filters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EmptyOperands;

impl fmt::Display for EmptyOperands {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected at least one filter to combine")
    }
}

impl std::error::Error for EmptyOperands {}
