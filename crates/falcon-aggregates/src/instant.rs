//! Points in time, as requests write them.

use std::cmp::Ordering;
use std::time::{Duration, UNIX_EPOCH};

use fql::{Time, TimeError, Timestamp};

/// A point in time, or a span before now. Which of the two kinds is earlier can't be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Instant {
    /// Seconds since 1970, and nanoseconds.
    Absolute(i64, u32),
    /// Seconds before now.
    RelativeTime(u64),
}

impl Instant {
    /// Reads ISO 8601, cut short or whole, with any offset from UTC; or `now-7d`.
    pub(crate) fn parse(text: &str) -> Result<Self, TimeError> {
        match Time::parse(text) {
            Err(TimeError::Offset) => with_offset(text),
            time => time.map(Self::from),
        }
    }
}

/// Reads a time as documents and answers write it: as filters do, and with any offset from UTC.
///
/// ```
/// use falcon_aggregates::parse_timestamp;
///
/// let noon = parse_timestamp("2026-11-22T13:00:00.000+01:00")?;
/// assert_eq!(noon.to_string(), "2026-11-22T12:00:00Z");
/// # Ok::<(), fql::TimeError>(())
/// ```
///
/// # Errors
/// A text that is no time.
pub fn parse_timestamp(text: &str) -> Result<Timestamp, TimeError> {
    match Instant::parse(text)? {
        Instant::RelativeTime(_) => text.parse(),
        Instant::Absolute(seconds, nanoseconds) => {
            let whole = Duration::from_secs(seconds.unsigned_abs());
            let second = match seconds {
                0.. => UNIX_EPOCH.checked_add(whole),
                _ => UNIX_EPOCH.checked_sub(whole),
            };
            let time = second.and_then(|time| time.checked_add(Duration::new(0, nanoseconds)));
            time.map(Timestamp::from).ok_or(TimeError::OutOfRange)
        }
    }
}

impl From<Time> for Instant {
    fn from(time: Time) -> Self {
        match time {
            Time::Absolute {
                seconds,
                nanoseconds,
            } => Self::Absolute(seconds, nanoseconds),
            Time::Relative(ago) => Self::RelativeTime(ago.seconds()),
        }
    }
}

impl PartialOrd for Instant {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Absolute(seconds, nanoseconds), Self::Absolute(others, other_nanoseconds)) => {
                Some((seconds, nanoseconds).cmp(&(others, other_nanoseconds)))
            }
            (Self::RelativeTime(seconds), Self::RelativeTime(others)) => Some(others.cmp(seconds)),
            _ => None,
        }
    }
}

/// `2026-11-22T10:00:00+02:00`, also `+0200` and `+02`.
fn with_offset(text: &str) -> Result<Instant, TimeError> {
    let time_of_day = text.find('T').ok_or(TimeError::Form)?;
    let sign = text[time_of_day..]
        .find(['+', '-'])
        .ok_or(TimeError::Form)?;
    let (local, offset) = text.split_at(time_of_day + sign);
    let seconds_east = offset_seconds(offset).ok_or(TimeError::Form)?;
    match Time::parse(local)? {
        Time::Absolute {
            seconds,
            nanoseconds,
        } => Ok(Instant::Absolute(seconds - seconds_east, nanoseconds)),
        Time::Relative(_) => Err(TimeError::Form),
    }
}

/// How far ahead of UTC `+02:00`, `+0200` or `+02` is.
fn offset_seconds(offset: &str) -> Option<i64> {
    let (sign, digits) = match offset.as_bytes() {
        [b'+', digits @ ..] => (1, digits),
        [b'-', digits @ ..] => (-1, digits),
        _ => return None,
    };
    let (hours, minutes) = match digits {
        [a, b] => ([*a, *b], [b'0', b'0']),
        [a, b, c, d] | [a, b, b':', c, d] => ([*a, *b], [*c, *d]),
        _ => return None,
    };
    let hours = two_digits(hours)?;
    let minutes = two_digits(minutes)?;
    (hours < 24 && minutes < 60).then_some(sign * (hours * 3_600 + minutes * 60))
}

/// A number that is written with two digits.
pub(crate) fn two_digits([tens, ones]: [u8; 2]) -> Option<i64> {
    (tens.is_ascii_digit() && ones.is_ascii_digit())
        .then(|| i64::from(tens - b'0') * 10 + i64::from(ones - b'0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offset_from_utc_is_taken_into_account() {
        let utc = Instant::parse("2026-11-22T10:00:00Z");
        assert!(utc.is_ok());
        for same in [
            "2026-11-22T10",
            "2026-11-22T12:00:00+02:00",
            "2026-11-22T12:00:00.000+0200",
            "2026-11-22T12+02",
            "2026-11-22T04:30:00-05:30",
            "2026-11-23T09:59:00+23:59",
        ] {
            assert_eq!(Instant::parse(same), utc, "{same}");
        }
        for none in [
            "",
            "yesterday",
            "2026-11-22T10+25",
            "2026-11-22T10+24",
            "2026-11-22T10+02:60",
            "2026-11-22T10+2x",
            "2026-11-22T10+x2",
            "2026-11-22T10+0:",
            "2026-11-22T10+:0",
            "2026-11-22T10+1",
            "2026-11-22T10+é",
        ] {
            assert!(Instant::parse(none).is_err(), "{none}");
        }
    }

    #[test]
    fn a_time_is_read_to_the_nanosecond_on_both_sides_of_1970() {
        for (text, utc) in [
            (
                "1969-12-31T23:59:59.999999999Z",
                "1969-12-31T23:59:59.999999999Z",
            ),
            ("0000-01-01", "0000-01-01T00:00:00Z"),
            (
                "9999-12-31T23:00:00-01:00",
                "9999-12-31T23:59:59.999999999Z",
            ),
            ("now-7d", "now-7d"),
        ] {
            assert_eq!(parse_timestamp(text).expect(text).to_string(), utc);
        }
    }

    #[test]
    fn an_absolute_time_and_a_relative_one_are_not_compared() {
        let earlier = Instant::parse("now-7d").expect("a time");
        let later = Instant::parse("now").expect("a time");
        assert_eq!(earlier.partial_cmp(&later), Some(Ordering::Less));
        assert_eq!(earlier.partial_cmp(&Instant::Absolute(0, 0)), None);
    }
}
