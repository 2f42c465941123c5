//! [`Range`]: a range of numbers.

use std::cmp::Ordering;
use std::fmt;
use std::ops::{RangeFrom, RangeInclusive, RangeTo, RangeToInclusive};

use serde::Serialize;
use serde_json::Number;

use super::invalid_range::{InvalidRange, no_unchecked_conversion};

/// A half-open range of numbers: it contains its start but not its end.
///
/// Either end may be unbounded, and the ranges of one request may overlap.
///
/// # Examples
///
/// ```
/// use falcon_aggregates::Range;
///
/// let low = Range::below(70);
/// let high = Range::between(70, 100)?;
/// let rest = Range::at_least(100);
/// assert_eq!([low, high, rest].map(|range| range.to_string()), ["..70", "70..100", "100.."]);
/// assert!(Range::between(100, 70).is_err());
///
/// // The half-open ranges of Rust convert.
/// let ranges: [Range; 3] = [(..70).into(), (70..100).try_into()?, (100..).into()];
/// assert_eq!(ranges.map(|range| range.to_string()), ["..70", "70..100", "100.."]);
/// # Ok::<(), falcon_aggregates::InvalidRange>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Range {
    #[serde(rename = "From", skip_serializing_if = "Option::is_none")]
    from: Option<Number>,
    #[serde(rename = "To", skip_serializing_if = "Option::is_none")]
    to: Option<Number>,
}

impl Range {
    /// Creates the range of all numbers less than `to`.
    #[must_use]
    pub fn below(to: impl Into<Number>) -> Self {
        Self {
            from: None,
            to: Some(to.into()),
        }
    }

    /// Creates the range of all numbers greater than or equal to `from`.
    #[must_use]
    pub fn at_least(from: impl Into<Number>) -> Self {
        Self {
            from: Some(from.into()),
            to: None,
        }
    }

    /// Creates the range from `from` to `to`, excluding `to`.
    ///
    /// # Errors
    /// `from` is greater than `to`.
    pub fn between(from: impl Into<Number>, to: impl Into<Number>) -> Result<Self, InvalidRange> {
        let (from, to) = (from.into(), to.into());
        if compare(&from, &to) == Some(Ordering::Greater) {
            return Err(InvalidRange::new(from.to_string(), to.to_string()));
        }
        Ok(Self {
            from: Some(from),
            to: Some(to),
        })
    }

    /// Returns the start, which is in the range; `None` if it is unbounded.
    #[must_use]
    pub fn start(&self) -> Option<&Number> {
        self.from.as_ref()
    }

    /// Returns the end, which is not in the range; `None` if it is unbounded.
    #[must_use]
    pub fn end(&self) -> Option<&Number> {
        self.to.as_ref()
    }

    /// Returns `true` if the number is in the range.
    ///
    /// # Examples
    ///
    /// ```
    /// use falcon_aggregates::Range;
    ///
    /// assert!(Range::below(70).contains(69.5));
    /// assert!(!Range::below(70).contains(70.0));
    /// ```
    #[must_use]
    pub fn contains(&self, number: f64) -> bool {
        let bound = |end: &Option<Number>| end.as_ref().and_then(Number::as_f64);
        bound(&self.from).is_none_or(|from| from <= number)
            && bound(&self.to).is_none_or(|to| number < to)
    }
}

/// The range of a Rust range without a start. `..=to` does not convert: a range excludes its end.
impl<N: Into<Number>> From<RangeTo<N>> for Range {
    fn from(range: RangeTo<N>) -> Self {
        Self::below(range.end)
    }
}

impl<N: Into<Number>> From<RangeFrom<N>> for Range {
    fn from(range: RangeFrom<N>) -> Self {
        Self::at_least(range.start)
    }
}

impl<N: Into<Number>> TryFrom<std::ops::Range<N>> for Range {
    type Error = InvalidRange;

    fn try_from(range: std::ops::Range<N>) -> Result<Self, InvalidRange> {
        Self::between(range.start, range.end)
    }
}

no_unchecked_conversion! { Range: std::ops::Range<N> RangeInclusive<N> RangeToInclusive<N> }

impl fmt::Display for Range {
    /// Writes the range in Rust's syntax.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(from) = &self.from {
            write!(f, "{from}")?;
        }
        f.write_str("..")?;
        match &self.to {
            Some(to) => write!(f, "{to}"),
            None => Ok(()),
        }
    }
}

/// Compares two numbers. Integers are not compared as floating-point numbers, which would equate
/// large ones that differ.
fn compare(left: &Number, right: &Number) -> Option<Ordering> {
    match (left.as_i128(), right.as_i128()) {
        (Some(left), Some(right)) => Some(left.cmp(&right)),
        _ => left.as_f64()?.partial_cmp(&right.as_f64()?),
    }
}
