//! Byte ranges of a filter's source.

use core::fmt;
use core::ops::Range;

/// A range of bytes in the source of a filter.
///
/// Offsets count bytes, never characters; [`Report::position`](crate::Report::position) converts
/// one to a line and a column. A source is at most 4 GiB long, so that a span takes eight bytes.
///
/// ```
/// use fql_syntax::Span;
///
/// let span = Span::new(2, 5);
/// assert_eq!(span.slice("a+bcd+e"), "bcd");
/// assert_eq!(span.range(), 2..5);
/// assert_eq!(span.to_string(), "2..5");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Span {
    start: u32,
    end: u32,
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

impl Span {
    /// Creates the span from `start` up to, not including, `end`.
    ///
    /// An offset beyond 4 GiB is clamped; an `end` before `start` gives an empty span.
    #[must_use]
    #[inline]
    pub fn new(start: usize, end: usize) -> Self {
        let start = clamp(start);
        Self {
            start,
            end: clamp(end).max(start),
        }
    }

    /// Creates the span of offsets within a source that is not longer than 4 GiB, `start` first.
    #[inline(always)]
    pub(crate) const fn of_parsed(start: usize, end: usize) -> Self {
        Self {
            start: start as u32,
            end: end as u32,
        }
    }

    /// Returns the offset of the first byte.
    #[must_use]
    #[inline]
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// Returns the offset after the last byte.
    #[must_use]
    #[inline]
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Returns both offsets, to slice with.
    #[must_use]
    #[inline]
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// Returns the number of bytes in the span.
    #[must_use]
    #[inline]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Returns `true` if the span has no bytes.
    #[must_use]
    #[inline]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Returns the spanned part of `source`, or an empty string when `source` is too short or the span
    /// splits a character.
    #[must_use]
    #[inline]
    pub fn slice(self, source: &str) -> &str {
        source.get(self.range()).unwrap_or_default()
    }

    /// Returns the smallest span that covers both.
    #[must_use]
    #[inline]
    pub fn to(self, other: Self) -> Self {
        Self {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }
}

fn clamp(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}
