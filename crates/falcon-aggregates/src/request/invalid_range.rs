//! [`InvalidRange`]: the error of ranges that end before they start.

use std::fmt;

/// The error for a [`Range`](crate::Range), a [`DateRange`](crate::DateRange) or
/// [`ExtendedBounds`](crate::ExtendedBounds) that would end before it starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidRange {
    from: String,
    to: String,
}

impl InvalidRange {
    pub(crate) fn new(from: String, to: String) -> Self {
        Self { from, to }
    }
}

impl fmt::Display for InvalidRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { from, to } = self;
        write!(f, "the range from `{from}` to `{to}` ends before it starts")
    }
}

impl std::error::Error for InvalidRange {}
