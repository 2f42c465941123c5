//! Why a text is no JSON document.

use std::fmt;

/// A text that is not one JSON document: what is wrong with it, and where.
///
/// ```
/// use fql::eval::Matcher;
/// use fql::{Timestamp, fql};
/// use fql::collections::external_assets as asset;
///
/// let matcher = Matcher::new(&fql!(asset, "manual:true"), Timestamp::NOW)?;
/// let error = matcher.matches_json(br#"{"manual":true,"confidence":}"#).unwrap_err();
/// assert_eq!(error.offset(), 28);
/// assert_eq!(error.to_string(), "a value is missing at byte 29");
/// # Ok::<(), fql::InvalidFilter>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JsonError {
    offset: usize,
    problem: Problem,
}

impl JsonError {
    pub(crate) fn new(offset: usize, problem: Problem) -> Self {
        Self { offset, problem }
    }

    /// How many bytes of the text come before what is wrong.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.offset
    }
}

impl fmt::Display for JsonError {
    /// The byte is counted from 1.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}", self.problem.message(), self.offset + 1)
    }
}

impl std::error::Error for JsonError {}

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Problem {
    Utf8,
    Ended,
    Value,
    Name,
    Colon,
    CommaOrBrace,
    CommaOrBracket,
    Behind,
    Control,
    Escape,
    Surrogate,
    Number,
    NumberRange,
    Deep,
}

impl Problem {
    fn message(self) -> &'static str {
        match self {
            Self::Utf8 => "the text is not UTF-8",
            Self::Ended => "the document is cut off",
            Self::Value => "a value is missing",
            Self::Name => "a member's name in double quotes is missing",
            Self::Colon => "`:` is missing",
            Self::CommaOrBrace => "`,` or `}` is missing",
            Self::CommaOrBracket => "`,` or `]` is missing",
            Self::Behind => "there is more behind the document",
            Self::Control => "a control character is not escaped",
            Self::Escape => "`\\` escapes nothing that JSON knows",
            Self::Surrogate => "one half of a pair of surrogates stands alone",
            Self::Number => "a number is not complete",
            Self::NumberRange => "a number is too large",
            Self::Deep => "more than 127 arrays and objects lie within each other",
        }
    }
}
