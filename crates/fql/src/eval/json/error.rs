//! Errors of JSON documents.

use std::fmt;

/// The error of a document that is not valid JSON: the fault and its position.
///
/// # Examples
///
/// ```
/// use fql::eval::Matcher;
/// use fql::{Instant, fql};
/// use fql::collections::external_assets as asset;
///
/// let matcher = Matcher::new(&fql!(asset, "manual:true"), Instant::now())?;
/// let error = matcher.matches_json(br#"{"manual":true,"confidence":}"#).unwrap_err();
/// assert_eq!(error.offset(), 28);
/// assert_eq!(error.to_string(), "expected a value at byte 29");
/// # Ok::<(), fql::InvalidFilter>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JsonError {
    offset: usize,
    kind: JsonErrorKind,
}

impl JsonError {
    pub(super) fn new(offset: usize, kind: JsonErrorKind) -> Self {
        Self { offset, kind }
    }

    /// Returns the number of bytes of the document before the fault.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.offset
    }
}

impl fmt::Display for JsonError {
    /// Writes the fault and its byte, counted from 1.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}", self.kind.message(), self.offset + 1)
    }
}

impl std::error::Error for JsonError {}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum JsonErrorKind {
    InvalidUtf8,
    UnexpectedEnd,
    ExpectedValue,
    ExpectedKey,
    ExpectedColon,
    ExpectedCommaOrBrace,
    ExpectedCommaOrBracket,
    TrailingComma,
    TrailingCharacters,
    ControlCharacter,
    InvalidEscape,
    LoneSurrogate,
    InvalidNumber,
    NumberOutOfRange,
    TooDeep,
}

impl JsonErrorKind {
    fn message(self) -> &'static str {
        match self {
            Self::InvalidUtf8 => "invalid UTF-8",
            Self::UnexpectedEnd => "unexpected end of document",
            Self::ExpectedValue => "expected a value",
            Self::ExpectedKey => "expected a key in double quotes",
            Self::ExpectedColon => "expected `:`",
            Self::ExpectedCommaOrBrace => "expected `,` or `}`",
            Self::ExpectedCommaOrBracket => "expected `,` or `]`",
            Self::TrailingComma => "trailing comma",
            Self::TrailingCharacters => "unexpected characters after the document",
            Self::ControlCharacter => "unescaped control character in a string",
            Self::InvalidEscape => "invalid escape sequence",
            Self::LoneSurrogate => "lone surrogate in a string",
            Self::InvalidNumber => "invalid number",
            Self::NumberOutOfRange => "number out of range",
            Self::TooDeep => "more than 127 nested arrays and objects",
        }
    }
}
