//! Times in filters: ISO 8601, whole or truncated, or relative to the present.

mod civil;
mod mistakes;
mod rfc3339;

use std::fmt;

use civil::CivilTime;
pub use civil::{civil_from_unix, civil_text};
pub use mistakes::TimeMistake;

/// A time literal: `'2026-11-22T10:00:00Z'`, `'2026'`, `'now'`, `'now-7d'`.
///
/// ```
/// use fql_syntax::{RelativeTime, Time};
///
/// assert_eq!(Time::parse("1970-01-02"), Ok(Time::Absolute { seconds: 86_400, nanoseconds: 0 }));
/// assert_eq!(Time::parse("now-7d"), Ok(Time::Relative(RelativeTime::days(7))));
/// assert!(Time::parse("last tuesday").is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Time {
    /// A point in time, as the time since 1970-01-01T00:00:00Z. A truncated time is its first
    /// instant: `2026` is the start of the year.
    Absolute {
        /// Whole seconds, negative before 1970.
        seconds: i64,
        /// Nanoseconds after the whole second, less than 1,000,000,000.
        nanoseconds: u32,
    },
    /// A time before the filter is evaluated.
    Relative(RelativeTime),
}

impl Time {
    /// Parses a time without its quotes: ISO 8601 with or without an offset from UTC, all of RFC 3339,
    /// or `now-7d`.
    ///
    /// `t` and `z` may be lower-case, a fraction is truncated to nanoseconds, and a leap second,
    /// `23:59:60`, is the first second of the next minute. A time without an offset is in UTC. The
    /// date before a time of day may be truncated: `2026T10:20`.
    ///
    /// # Errors
    ///
    /// Returns an error if the input is not in the format of a time, or if its date or time of day
    /// does not exist.
    pub fn parse(text: &str) -> Result<Self, TimeError> {
        match text.strip_prefix("now") {
            Some(offset) => RelativeTime::parse_offset(offset).map(Self::Relative),
            None => {
                let (seconds, nanoseconds) = match CivilTime::parse(text) {
                    Ok((civil, nanoseconds)) => (civil.unix_seconds(), nanoseconds),
                    Err(error) => rfc3339::parse(text).map_err(|other| match other {
                        TimeError::Form => error,
                        other => other,
                    })?,
                };
                Ok(Self::Absolute {
                    seconds,
                    nanoseconds,
                })
            }
        }
    }
}

/// A duration before the present, in one unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RelativeTime {
    amount: u32,
    unit: Unit,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Unit {
    Minutes,
    Hours,
    Days,
    Weeks,
}

impl Unit {
    const fn from_letter(letter: u8) -> Option<Self> {
        match letter {
            b'm' => Some(Self::Minutes),
            b'h' => Some(Self::Hours),
            b'd' => Some(Self::Days),
            b'w' => Some(Self::Weeks),
            _ => None,
        }
    }

    const fn letter(self) -> char {
        match self {
            Self::Minutes => 'm',
            Self::Hours => 'h',
            Self::Days => 'd',
            Self::Weeks => 'w',
        }
    }

    const fn seconds(self) -> u64 {
        match self {
            Self::Minutes => 60,
            Self::Hours => 3_600,
            Self::Days => 86_400,
            Self::Weeks => 604_800,
        }
    }
}

impl RelativeTime {
    /// The present, `now`.
    pub const NOW: Self = Self::minutes(0);

    /// Creates a time such as `now-5m`.
    #[must_use]
    pub const fn minutes(amount: u32) -> Self {
        let unit = Unit::Minutes;
        Self { amount, unit }
    }

    /// Creates a time such as `now-5h`.
    #[must_use]
    pub const fn hours(amount: u32) -> Self {
        let unit = Unit::Hours;
        Self { amount, unit }
    }

    /// Creates a time such as `now-5d`.
    #[must_use]
    pub const fn days(amount: u32) -> Self {
        let unit = Unit::Days;
        Self { amount, unit }
    }

    /// Creates a time such as `now-5w`.
    #[must_use]
    pub const fn weeks(amount: u32) -> Self {
        let unit = Unit::Weeks;
        Self { amount, unit }
    }

    /// Returns the number of seconds before the present.
    #[must_use]
    pub const fn seconds(self) -> u64 {
        self.amount as u64 * self.unit.seconds()
    }

    /// Returns the amount and the letter of its unit, or `None` for the present.
    #[must_use]
    pub const fn amount_and_unit(self) -> Option<(u32, char)> {
        if self.amount == 0 {
            None
        } else {
            Some((self.amount, self.unit.letter()))
        }
    }

    /// Parses the rest of a time after `now`.
    fn parse_offset(offset: &str) -> Result<Self, TimeError> {
        if offset.is_empty() {
            return Ok(Self::NOW);
        }
        let parse = || {
            let (&unit, digits) = offset.strip_prefix('-')?.as_bytes().split_last()?;
            let digits = str::from_utf8(digits).ok()?;
            if !digits.bytes().all(|digit| digit.is_ascii_digit()) {
                return None;
            }
            Some(Self {
                amount: digits.parse().ok()?,
                unit: Unit::from_letter(unit)?,
            })
        };
        parse().ok_or(TimeError::Relative)
    }
}

impl fmt::Display for RelativeTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.amount_and_unit() {
            Some((amount, unit)) => write!(f, "now-{amount}{unit}"),
            None => f.write_str("now"),
        }
    }
}

/// The reason why a string is not a time. [`help`](Self::help) suggests the supported form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TimeError {
    /// The string is not in the format of a time.
    Form,
    /// `now` is followed by an invalid offset.
    Relative,
    /// A month, day, hour, minute or second is out of range.
    OutOfRange,
    /// The offset from UTC is not one such as `+02:00`.
    Offset,
}

impl TimeError {
    /// Returns a suggestion of what to write instead.
    #[must_use]
    pub const fn help(self) -> &'static str {
        match self {
            Self::Form | Self::OutOfRange => {
                "use a time such as `2026-11-22T10:00:00Z`, `2026-11-22` or `now-7d`"
            }
            Self::Relative => "use `now` or an offset such as `now-7d`, with m, h, d or w",
            Self::Offset => "use `Z` for UTC, or an offset such as `+02:00`",
        }
    }
}

impl fmt::Display for TimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Form => "invalid time format",
            Self::Relative => "invalid relative time",
            Self::OutOfRange => "date or time component out of range",
            Self::Offset => "invalid time zone offset",
        })
    }
}

impl std::error::Error for TimeError {}

/// Returns `true` if [`Time::parse`] succeeds, without computing the time.
pub(crate) fn is_time(text: &str) -> bool {
    match text.strip_prefix("now") {
        Some(offset) => RelativeTime::parse_offset(offset).is_ok(),
        None => CivilTime::parse(text).is_ok() || Time::parse(text).is_ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(text: &str) -> Result<i64, TimeError> {
        match Time::parse(text)? {
            Time::Absolute { seconds, .. } => Ok(seconds),
            Time::Relative(relative) => panic!("{relative} is relative"),
        }
    }

    #[test]
    fn truncated_time_is_its_first_instant() {
        for (text, expected) in [
            ("1970", 0),
            ("1970-01", 0),
            ("1970-01-01T00", 0),
            ("1970-01-01T00Z", 0),
            ("1970-01-01T00:01", 60),
            ("1970-01-01T00:01:01Z", 61),
            ("1969-12-31T23:59:59Z", -1),
            ("2000-02-29", 951_782_400),
            ("2026-11-22T10:00:00Z", 1_795_341_600),
            ("9999-12-31T23:59:59Z", 253_402_300_799),
            ("0000-01-01", -62_167_219_200),
        ] {
            assert_eq!(seconds(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn fraction_keeps_nanoseconds() {
        let time = Time::parse("1970-01-01T00:00:00.25Z");
        assert_eq!(
            time,
            Ok(Time::Absolute {
                seconds: 0,
                nanoseconds: 250_000_000
            })
        );
        assert_eq!(
            Time::parse("1970-01-01T00:00:00.1234567899Z"),
            Time::parse("1970-01-01T00:00:00.123456789Z")
        );
    }

    #[test]
    fn offset_is_subtracted() {
        for (text, utc) in [
            ("2026-11-22T12:00:00+02:00", "2026-11-22T10:00:00Z"),
            ("2026-11-22T12:00:00.000+0200", "2026-11-22T10:00:00Z"),
            ("2026-11-22T12+02", "2026-11-22T10:00:00Z"),
            ("2026-11-22T04:30-05:30", "2026-11-22T10:00:00Z"),
            ("2026-11-22t10:00:00z", "2026-11-22T10:00:00Z"),
            ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"),
            ("2021T10:20", "2021-01-01T10:20:00Z"),
            ("2021-05T10:20:30.1Z", "2021-05-01T10:20:30.1Z"),
            ("2021-05T10+01", "2021-05-01T09:00:00Z"),
        ] {
            assert_eq!(Time::parse(text), Time::parse(utc), "{text}");
            assert!(Time::parse(text).is_ok() && is_time(text), "{text}");
        }
    }

    #[test]
    fn invalid_time_has_a_reason() {
        for (text, error) in [
            ("", TimeError::Form),
            ("26", TimeError::Form),
            ("202x", TimeError::Form),
            ("2x26", TimeError::Form),
            ("2026-1x", TimeError::Form),
            ("2026-11-2x", TimeError::Form),
            ("2026-x1-22T10:00:00Z", TimeError::Form),
            ("2026-1-1", TimeError::Form),
            ("2026-11-22 10:00", TimeError::Form),
            ("2026-11-22Z", TimeError::Form),
            ("2026-11-22T10:00:00zz", TimeError::Form),
            ("2026-11-22T10:00:00+25:00", TimeError::Offset),
            ("2026-11-22T10:00:00+2", TimeError::Offset),
            ("2026-11-22T10:00:00Z+02:00", TimeError::Form),
            ("2026-11-22+02:00", TimeError::Form),
            ("2026-11-22T25:00:00-02:00", TimeError::OutOfRange),
            ("2026-11-22T1:00:00+02:00", TimeError::Form),
            ("2026T10:00.5", TimeError::Form),
            ("2026-13T10:00", TimeError::OutOfRange),
            ("2026-11+22T10", TimeError::Form),
            ("2026-11-22T10:00:00.", TimeError::Form),
            ("2026-11-22T10:00:00.5.5Z", TimeError::Form),
            ("2026-11-22T10:00:00ZZ", TimeError::Form),
            ("2026-11-22x10:00:00Z", TimeError::Form),
            ("2026-13-01", TimeError::OutOfRange),
            ("2026-02-29", TimeError::OutOfRange),
            ("2026-00-01", TimeError::OutOfRange),
            ("2026-04-31", TimeError::OutOfRange),
            ("2026-11-00", TimeError::OutOfRange),
            ("2026-11-22T24", TimeError::OutOfRange),
            ("2026-11-22T10:60", TimeError::OutOfRange),
            ("2026-11-22T10:00:61Z", TimeError::OutOfRange),
            ("now+7d", TimeError::Relative),
            ("now-7", TimeError::Relative),
            ("now-7D", TimeError::Relative),
            ("now-d", TimeError::Relative),
            ("now-+7d", TimeError::Relative),
            ("now-1.5d", TimeError::Relative),
            ("now-99999999999d", TimeError::Relative),
            ("NOW", TimeError::Form),
        ] {
            assert_eq!(Time::parse(text), Err(error), "{text}");
        }
    }

    #[test]
    fn civil_time_round_trips() {
        for day in (-719_528..=2_932_896)
            .step_by(37)
            .chain([-719_528, 2_932_896])
        {
            let at = i64::from(day) * 86_400 + 3_723;
            let [year, month, date, hour, minute, second] =
                civil_from_unix(at).expect("four digits");
            let text = format!("{year:04}-{month:02}-{date:02}T{hour:02}:{minute:02}:{second:02}Z");
            assert_eq!(seconds(&text), Ok(at), "{text}");
        }
        assert_eq!(civil_from_unix(-62_167_219_200), Some([0, 1, 1, 0, 0, 0]));
        assert_eq!(civil_from_unix(253_402_300_800), None);
        assert_eq!(civil_from_unix(-62_167_219_201), None);
        assert_eq!(civil_from_unix(i64::MAX), None);
        assert_eq!(civil_from_unix(i64::MIN), None);
    }

    #[test]
    fn relative_time_round_trips() {
        for text in ["now", "now-15m", "now-720h", "now-7d", "now-1w"] {
            let Ok(Time::Relative(relative)) = Time::parse(text) else {
                panic!("{text}")
            };
            assert_eq!(relative.to_string(), text);
        }
        for (relative, seconds) in [
            (RelativeTime::NOW, 0),
            (RelativeTime::minutes(2), 120),
            (RelativeTime::hours(3), 10_800),
            (RelativeTime::days(4), 345_600),
            (RelativeTime::weeks(u32::MAX), 2_597_596_220_016_000),
        ] {
            assert_eq!(relative.seconds(), seconds, "{relative}");
        }
    }
}
