//! [`DateRange`] and [`ExtendedBounds`]: ranges of time.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::ops::{RangeFrom, RangeInclusive, RangeTo, RangeToInclusive};

use fql::syntax::Time;
use fql::values::TimeError;
use fql::{Instant, Timestamp};
use serde::Serialize;

use super::invalid_range::{InvalidRange, no_unchecked_conversion};

/// A half-open range of time: it contains its start but not its end.
///
/// Either end may be unbounded, and the ranges of one request may overlap.
///
/// An end is any value of a timestamp field: a [`Timestamp`], a `SystemTime` or, with a feature of
/// `fql`, a time of another crate. The service documents absolute times only. Relative ones, such
/// as `Timestamp::days_ago(7)`, are a convention of the underlying search engine.
///
/// # Examples
///
/// ```
/// use falcon_aggregates::DateRange;
/// use fql::Timestamp;
///
/// let may: Timestamp = "2026-05".parse()?;
/// let june: Timestamp = "2026-06".parse()?;
/// assert_eq!(
///     DateRange::between(may, june)?.to_string(),
///     "2026-05-01T00:00:00Z..2026-06-01T00:00:00Z",
/// );
/// assert!(DateRange::between(june, may).is_err());
/// assert_eq!(DateRange::since(june).to_string(), "2026-06-01T00:00:00Z..");
///
/// // The half-open ranges of Rust convert.
/// assert_eq!(DateRange::from(..june), DateRange::before(june));
/// assert_eq!(DateRange::from(june..), DateRange::since(june));
/// assert_eq!(DateRange::try_from(may..june)?, DateRange::between(may, june)?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct DateRange {
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<Cow<'static, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<Cow<'static, str>>,
}

impl DateRange {
    /// Creates the range of all times before `to`.
    #[must_use]
    pub fn before(to: impl Into<Timestamp>) -> Self {
        Self {
            from: None,
            to: Some(to.into().to_string().into()),
        }
    }

    /// Creates the range of all times from `from` on.
    #[must_use]
    pub fn since(from: impl Into<Timestamp>) -> Self {
        Self {
            from: Some(from.into().to_string().into()),
            to: None,
        }
    }

    /// Creates the range from `from` to `to`, excluding `to`.
    ///
    /// # Errors
    /// `from` is after `to`. A relative and an absolute time are not comparable, and are accepted
    /// in either order.
    pub fn between(
        from: impl Into<Timestamp>,
        to: impl Into<Timestamp>,
    ) -> Result<Self, InvalidRange> {
        Self::from_strings(Some(from.into().to_string()), Some(to.into().to_string()))
    }

    /// Creates a range from ends that [`check_time`] accepts.
    pub(crate) fn from_strings(
        from: Option<String>,
        to: Option<String>,
    ) -> Result<Self, InvalidRange> {
        match (from, to) {
            (Some(from), Some(to)) if is_after(&from, &to) => Err(InvalidRange::new(from, to)),
            (from, to) => Ok(Self {
                from: from.map(Cow::Owned),
                to: to.map(Cow::Owned),
            }),
        }
    }

    /// Returns the start, which is in the range, as a string; `None` if it is unbounded.
    #[must_use]
    pub fn start(&self) -> Option<&str> {
        self.from.as_deref()
    }

    /// Returns the end, which is not in the range, as a string; `None` if it is unbounded.
    #[must_use]
    pub fn end(&self) -> Option<&str> {
        self.to.as_deref()
    }
}

/// The range of a Rust range without a start. `..=to` does not convert: a range excludes its end.
impl<N: Into<Timestamp>> From<RangeTo<N>> for DateRange {
    fn from(range: RangeTo<N>) -> Self {
        Self::before(range.end)
    }
}

impl<N: Into<Timestamp>> From<RangeFrom<N>> for DateRange {
    fn from(range: RangeFrom<N>) -> Self {
        Self::since(range.start)
    }
}

impl<N: Into<Timestamp>> TryFrom<std::ops::Range<N>> for DateRange {
    type Error = InvalidRange;

    fn try_from(range: std::ops::Range<N>) -> Result<Self, InvalidRange> {
        Self::between(range.start, range.end)
    }
}

no_unchecked_conversion! { DateRange: std::ops::Range<N> RangeInclusive<N> RangeToInclusive<N> }

impl fmt::Display for DateRange {
    /// Writes the range in Rust's syntax.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let start = self.start().unwrap_or_default();
        let end = self.end().unwrap_or_default();
        write!(f, "{start}..{end}")
    }
}

/// The span of time for which a date histogram has buckets even without documents.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct ExtendedBounds {
    min: Cow<'static, str>,
    max: Cow<'static, str>,
}

impl ExtendedBounds {
    /// Creates the span from `min` to `max`.
    ///
    /// # Errors
    /// `min` is after `max`.
    pub fn between(
        min: impl Into<Timestamp>,
        max: impl Into<Timestamp>,
    ) -> Result<Self, InvalidRange> {
        Self::from_strings(min.into().to_string(), max.into().to_string())
    }

    /// Creates bounds from times that [`check_time`] accepts.
    pub(crate) fn from_strings(min: String, max: String) -> Result<Self, InvalidRange> {
        if is_after(&min, &max) {
            return Err(InvalidRange::new(min, max));
        }
        Ok(Self {
            min: min.into(),
            max: max.into(),
        })
    }

    /// Returns the time of the first bucket as the string in the request.
    #[must_use]
    pub fn min(&self) -> &str {
        &self.min
    }

    /// Returns the time of the last bucket as the string in the request.
    #[must_use]
    pub fn max(&self) -> &str {
        &self.max
    }
}

/// Checks that `source` is a time: ISO 8601 with any offset, or relative to now.
pub(crate) fn check_time(source: &str) -> Result<(), TimeError> {
    Time::parse(source).map(drop)
}

/// Returns `true` if one time is known to be after another.
fn is_after(source: &str, other: &str) -> bool {
    let order = match (Time::parse(source), Time::parse(other)) {
        (Ok(Time::Relative(time)), Ok(Time::Relative(other))) => {
            // The larger the distance from now, the earlier.
            Some(other.seconds().cmp(&time.seconds()))
        }
        _ => match (source.parse::<Instant>(), other.parse::<Instant>()) {
            (Ok(time), Ok(other)) => Some(time.cmp(&other)),
            _ => None,
        },
    };
    order == Some(Ordering::Greater)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_respects_offsets() {
        for (from, to, is_reversed) in [
            ("2026-11-22T12:00:00+02:00", "2026-11-22T10:00:00Z", false),
            ("2026-11-22T12:00:00+02:00", "2026-11-22T09:59:59Z", true),
            ("now-7d", "now", false),
            ("now", "now-7d", true),
            ("now", "2000", false),
            ("2000", "now-7d", false),
        ] {
            assert_eq!(is_after(from, to), is_reversed, "{from} {to}");
        }
    }

    #[test]
    fn time_may_have_offset() {
        for time in ["2026-11-22T10:00:00+0200", "2026-11", "now-7d"] {
            assert!(check_time(time).is_ok(), "{time}");
        }
        for invalid in ["", "yesterday", "2026-11-22T10+25"] {
            assert!(check_time(invalid).is_err(), "{invalid}");
        }
    }
}
