//! Absolute points in time.

use std::fmt;
use std::str::FromStr;
use std::time::{Duration, SystemTime};

use fql_syntax::{Time, TimeError};

use super::civil::{self, DateTime};

const NANOSECONDS_PER_SECOND: u32 = 1_000_000_000;

/// An absolute point in time, to the nanosecond.
///
/// Use it for the times of documents, responses and clocks: it is always absolute, it is ordered,
/// and it parses ISO 8601 with any offset from UTC, and all of RFC 3339. A [`Timestamp`](crate::Timestamp) is a value of a filter instead:
/// it may be relative (`now-7d`), and [`Timestamp::resolve`](crate::Timestamp::resolve) returns its instant.
///
/// A partial time parses as its first instant: `2026` is the start of the year. A time without an
/// offset is in UTC.
///
/// # Examples
///
/// ```
/// use fql::Instant;
///
/// let noon: Instant = "2026-11-22T13:00:00.5+01:00".parse()?;
/// assert_eq!(noon, "2026-11-22T12:00:00.5Z".parse()?);
/// assert_eq!(noon.unix_millis(), 1_795_348_800_500);
/// assert_eq!(noon.to_string(), "2026-11-22T12:00:00.500Z");
/// assert!("now-7d".parse::<Instant>().is_err());
/// # Ok::<(), fql::values::TimeError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Instant {
    // The derived order compares the seconds first.
    seconds: i64,
    nanoseconds: u32,
}

impl Instant {
    /// 1970-01-01T00:00:00Z.
    pub const UNIX_EPOCH: Self = Self::from_unix(0);

    /// Creates an instant from seconds since 1970-01-01T00:00:00Z, negative before it.
    #[must_use]
    pub const fn from_unix(seconds: i64) -> Self {
        Self {
            seconds,
            nanoseconds: 0,
        }
    }

    /// `nanoseconds` is less than 1,000,000,000.
    pub(crate) const fn from_unix_parts(seconds: i64, nanoseconds: u32) -> Self {
        Self {
            seconds,
            nanoseconds,
        }
    }

    /// Creates an instant from milliseconds since 1970-01-01T00:00:00Z, negative before it.
    #[must_use]
    pub const fn from_unix_millis(milliseconds: i64) -> Self {
        Self {
            seconds: milliseconds.div_euclid(1_000),
            nanoseconds: milliseconds.rem_euclid(1_000) as u32 * 1_000_000,
        }
    }

    /// Returns the current time of the system clock.
    #[must_use]
    pub fn now() -> Self {
        SystemTime::now().into()
    }

    /// Returns the whole seconds since 1970-01-01T00:00:00Z, rounded down.
    #[must_use]
    pub const fn unix_seconds(self) -> i64 {
        self.seconds
    }

    /// Returns the whole milliseconds since 1970-01-01T00:00:00Z, rounded down. Saturates at the
    /// bounds of `i64`.
    #[must_use]
    pub const fn unix_millis(self) -> i64 {
        let milliseconds = (self.nanoseconds / 1_000_000) as i64;
        self.seconds
            .saturating_mul(1_000)
            .saturating_add(milliseconds)
    }

    /// Returns the nanoseconds after [`unix_seconds`](Self::unix_seconds), less than 1,000,000,000.
    #[must_use]
    pub const fn nanoseconds(self) -> u32 {
        self.nanoseconds
    }

    /// Returns the absolute time of `time`, for a filter that is evaluated at `now`. Saturates at
    /// the minimum instant.
    pub(crate) fn resolve(time: Time, now: Self) -> Self {
        match time {
            Time::Absolute {
                seconds,
                nanoseconds,
            } => Self {
                seconds,
                nanoseconds,
            },
            Time::Relative(relative) => {
                let seconds = i64::try_from(relative.seconds()).unwrap_or(i64::MAX);
                Self {
                    seconds: now.seconds.saturating_sub(seconds),
                    ..now
                }
            }
        }
    }

    fn before_1970(duration: Duration) -> Self {
        let seconds = i64::try_from(duration.as_secs()).unwrap_or(i64::MAX);
        match duration.subsec_nanos() {
            0 => Self::from_unix(-seconds),
            nanoseconds => Self {
                seconds: -seconds - 1,
                nanoseconds: NANOSECONDS_PER_SECOND - nanoseconds,
            },
        }
    }
}

impl FromStr for Instant {
    type Err = TimeError;

    /// Parses ISO 8601 and all of RFC 3339: `2026-11-22T10:00:00Z`, `2026-11-22T10:00:00.5+02:00`,
    /// `2026-11-22`. `t` and `z` may be lower-case. A fraction is truncated to nanoseconds. A leap
    /// second, `23:59:60`, is the first second of the next minute.
    ///
    /// # Errors
    /// Returns an error if the source is not a time, or if it is relative to now.
    fn from_str(source: &str) -> Result<Self, TimeError> {
        match Time::parse(source)? {
            Time::Absolute {
                seconds,
                nanoseconds,
            } => Ok(Self {
                seconds,
                nanoseconds,
            }),
            Time::Relative(_) => Err(TimeError::Form),
        }
    }
}

impl From<SystemTime> for Instant {
    fn from(time: SystemTime) -> Self {
        match time.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(after) => Self {
                seconds: i64::try_from(after.as_secs()).unwrap_or(i64::MAX),
                nanoseconds: after.subsec_nanos(),
            },
            Err(before) => Self::before_1970(before.duration()),
        }
    }
}

impl fmt::Display for Instant {
    /// Writes ISO 8601 in UTC. Beyond the years 0 to 9999, writes the nearest time within them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (seconds, nanoseconds) = civil::clamp(self.seconds, self.nanoseconds);
        let mut iso = String::with_capacity(32);
        iso.push_str(DateTime::new(seconds).unzoned());
        if nanoseconds > 0 {
            civil::push_fraction(nanoseconds, &mut iso);
        }
        iso.push('Z');
        f.pad(&iso)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offset_is_subtracted() {
        let utc = "2026-11-22T10:00:00Z".parse::<Instant>();
        assert!(utc.is_ok());
        for same in [
            "2026-11-22T10",
            "2026-11-22T10:00:00",
            "2026-11-22T12:00:00+02:00",
            "2026-11-22T12:00:00.000+0200",
            "2026-11-22T12+02",
            "2026-11-22T04:30:00-05:30",
            "2026-11-23T09:59:00+23:59",
            "2026-11-22T10:59:00+00:59",
        ] {
            assert_eq!(same.parse(), utc, "{same}");
        }
    }

    #[test]
    fn all_of_rfc_3339_is_parsed() {
        for (source, utc) in [
            ("2026-11-22t10:00:00z", "2026-11-22T10:00:00Z"),
            ("2026-11-22t12:00:00.5+02:00", "2026-11-22T10:00:00.5Z"),
            ("2026-11-22T10:00:00-00:00", "2026-11-22T10:00:00Z"),
            (
                "2026-11-22T10:00:00.1234567899Z",
                "2026-11-22T10:00:00.123456789Z",
            ),
            (
                "2026-11-22T12:00:00.99999999999999999999+02:00",
                "2026-11-22T10:00:00.999999999Z",
            ),
            ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"),
            ("2016-12-31t23:59:60.25z", "2017-01-01T00:00:00.25Z"),
            ("1990-12-31T15:59:60-08:00", "1991-01-01T00:00:00Z"),
        ] {
            let instant = utc.parse::<Instant>();
            assert!(instant.is_ok(), "{utc}");
            assert_eq!(source.parse(), instant, "{source}");
        }
    }

    #[test]
    fn invalid_and_relative_times_are_errors() {
        for source in [
            "",
            "now",
            "now-7d",
            "yesterday",
            "2026-11-22T10:00:00+25:00",
            "2026-11-22T10:00:00+24",
            "2026-11-22T10:00:00+1",
            "2026-11-22T10:00:00+2x",
            "2026-11-22T10:00:00+x2",
            "2026-11-22T10:00:00+0:",
            "2026-11-22T10:00:00+:0",
            "2026-11-22T10:00:00+é",
            "2026-11-22T10:00:00++1",
            "2026-11-22T10:00:00+0:200",
            "2026-11-22T10:00:00+02:60",
            "2026-11-22T10:00:00Z+02:00",
            "2026-11-22+02:00",
            "2026-11-22z",
            "2026-11-22 10:00:00Z",
            "2026-11-22t10:00:00zz",
            "2026-11-22T10:00:61Z",
            "2026-11-22T10:60:60Z",
            "2026-11-22T10:60",
            "2026-11-22T10:00:60:60Z",
            "2026-11-22T10:00:00.Z",
            "2026-11-22T10:00:00.1234567890xZ",
            "2026-11-22T10:00:00.123456789é",
            "2026-11-22T10:00.1234567890Z",
            "2026-11-2é10:00:00z",
        ] {
            assert!(source.parse::<Instant>().is_err(), "{source}");
        }
    }

    #[test]
    fn order_and_units_hold_before_and_after_1970() {
        let instants = [
            "1969-12-31T23:59:58.5Z",
            "1969-12-31T23:59:59Z",
            "1970-01-01",
        ]
        .map(|source| source.parse::<Instant>().expect("a time"));
        assert!(instants.is_sorted());
        assert_eq!(instants.map(Instant::unix_seconds), [-2, -1, 0]);
        assert_eq!(instants.map(Instant::unix_millis), [-1_500, -1_000, 0]);
        assert_eq!(instants.map(Instant::nanoseconds), [500_000_000, 0, 0]);
        assert_eq!(Instant::from_unix_millis(-1_500), instants[0]);
        let half = Duration::from_millis(1_500);
        assert_eq!(Instant::from(SystemTime::UNIX_EPOCH - half), instants[0]);
    }

    #[test]
    fn relative_time_saturates_at_the_minimum() {
        let now = Instant::from_unix(i64::MIN + 1);
        let time = Time::parse("now-7d").expect("a time");
        assert_eq!(Instant::resolve(time, now), Instant::from_unix(i64::MIN));
    }
}
