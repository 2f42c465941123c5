//! Times in filters: ISO 8601 in UTC, whole or truncated, or relative to the present.

use std::fmt;

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
    /// Parses a time without its quotes.
    ///
    /// # Errors
    ///
    /// Returns an error if the input is not in the format of a time, or if its date or time of day
    /// does not exist.
    pub fn parse(text: &str) -> Result<Self, TimeError> {
        match text.strip_prefix("now") {
            Some(offset) => RelativeTime::parse_offset(offset).map(Self::Relative),
            None => {
                let (civil, nanoseconds) = CivilTime::parse(text)?;
                Ok(Self::Absolute {
                    seconds: civil.unix_seconds(),
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
    /// The time has an offset from UTC.
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
            Self::Offset => "convert the time to UTC, with `Z`",
        }
    }
}

impl fmt::Display for TimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Form => "invalid time format",
            Self::Relative => "invalid relative time",
            Self::OutOfRange => "date or time component out of range",
            Self::Offset => "unsupported time zone offset",
        })
    }
}

impl std::error::Error for TimeError {}

/// Returns `true` if [`Time::parse`] succeeds, without computing the time.
pub(crate) fn is_time(text: &str) -> bool {
    match text.strip_prefix("now") {
        Some(offset) => RelativeTime::parse_offset(offset).is_ok(),
        None => CivilTime::parse(text).is_ok(),
    }
}

/// A date and a time of day in UTC.
struct CivilTime {
    year: u32,
    month: u32,
    day: u32,
    hour: u32,
    minute: u32,
    second: u32,
}

/// The first instant of a year, which completes truncated times.
const FIRST_INSTANT: [u8; 19] = *b"0000-01-01T00:00:00";

impl CivilTime {
    /// Parses `YYYY[-MM[-DD[Thh[:mm[:ss[.fraction]]][Z]]]]`. The fraction is returned as
    /// nanoseconds.
    #[inline]
    fn parse(text: &str) -> Result<(Self, u32), TimeError> {
        let bytes = text.as_bytes();
        let (civil, nanoseconds) = match bytes.get(19) {
            Some(b'.') => (&bytes[..19], parse_fraction(&bytes[20..])),
            _ => (without_zone(bytes), Some(0)),
        };
        let (Some(nanoseconds), 4 | 7 | 10 | 13 | 16 | 19) = (nanoseconds, civil.len()) else {
            return Err(form_error(text));
        };
        let mut whole = FIRST_INSTANT;
        whole[..civil.len()].copy_from_slice(civil);
        let civil = Self::from_digits(&whole).ok_or_else(|| form_error(text))?;
        if civil.exists() {
            Ok((civil, nanoseconds))
        } else {
            Err(TimeError::OutOfRange)
        }
    }

    /// Returns `None` unless digits and separators are where [`FIRST_INSTANT`] has them.
    #[inline]
    fn from_digits(whole: &[u8; 19]) -> Option<Self> {
        let is_separated = whole[4] == b'-'
            && whole[7] == b'-'
            && whole[10] == b'T'
            && whole[13] == b':'
            && whole[16] == b':';
        let mut is_decimal = true;
        let mut two_digits = |at: usize| {
            let [tens, ones] = [whole[at], whole[at + 1]].map(|digit| digit.wrapping_sub(b'0'));
            is_decimal &= tens <= 9 && ones <= 9;
            u32::from(tens) * 10 + u32::from(ones)
        };
        let civil = Self {
            year: two_digits(0) * 100 + two_digits(2),
            month: two_digits(5),
            day: two_digits(8),
            hour: two_digits(11),
            minute: two_digits(14),
            second: two_digits(17),
        };
        (is_separated && is_decimal).then_some(civil)
    }

    #[inline]
    fn exists(&self) -> bool {
        (1..=12).contains(&self.month)
            && self.day >= 1
            && (self.day <= 28 || self.day <= days_in_month(self.year, self.month))
            && self.hour < 24
            && self.minute < 60
            && self.second < 60
    }

    fn unix_seconds(&self) -> i64 {
        let second_of_day = self.hour * 3_600 + self.minute * 60 + self.second;
        days_since_1970(self.year, self.month, self.day) * 86_400 + i64::from(second_of_day)
    }
}

/// Strips the zone, which only a time of day has.
#[inline]
fn without_zone(bytes: &[u8]) -> &[u8] {
    match bytes {
        [time @ .., b'Z'] if time.len() >= 13 => time,
        _ => bytes,
    }
}

/// Parses one to nine digits after the decimal point, and the zone, as nanoseconds.
fn parse_fraction(after_point: &[u8]) -> Option<u32> {
    let digits = match after_point {
        [digits @ .., b'Z'] => digits,
        digits => digits,
    };
    if !(1..=9).contains(&digits.len()) || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let number = digits
        .iter()
        .fold(0, |number, digit| number * 10 + u32::from(digit - b'0'));
    Some(number * 10_u32.pow(9 - digits.len() as u32))
}

/// The error for a string that is not in the format of a time: it may be one with an offset.
#[cold]
fn form_error(text: &str) -> TimeError {
    let time_of_day = text.find('T').unwrap_or(text.len());
    match text[time_of_day..].find(['+', '-']) {
        Some(sign) => match CivilTime::parse(&text[..time_of_day + sign]) {
            Err(TimeError::Form) => TimeError::Form,
            _ => TimeError::Offset,
        },
        None => TimeError::Form,
    }
}

fn is_leap(year: u32) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

fn days_in_month(year: u32, month: u32) -> u32 {
    match month {
        2 => 28 + u32::from(is_leap(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The number of days since 1970-01-01 in the Gregorian calendar.
fn days_since_1970(year: u32, month: u32, day: u32) -> i64 {
    // The leap day is the last day of a year that starts in March.
    let (year, month) = if month < 3 {
        (i64::from(year) - 1, i64::from(month) + 9)
    } else {
        (i64::from(year), i64::from(month) - 3)
    };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    let day_of_year = (153 * month + 2) / 5 + i64::from(day) - 1;
    year * 365 + leap_days + day_of_year - DAYS_TO_1970
}

/// Returns year, month, day, hour, minute and second of a point in time given as seconds since
/// 1970-01-01T00:00:00Z, or `None` if the year does not have four digits.
///
/// ```
/// assert_eq!(fql_syntax::civil_from_unix(86_400), Some([1970, 1, 2, 0, 0, 0]));
/// ```
#[must_use]
pub const fn civil_from_unix(seconds: i64) -> Option<[u32; 6]> {
    // 0000-01-01 to 9999-12-31.
    if seconds < -719_528 * 86_400 || seconds >= 2_932_897 * 86_400 {
        return None;
    }
    // Years start in March, so that the leap day is the last. Days are counted from March of the
    // year -400: all numbers are then positive and small, and their divisions cheap.
    let from_march = (seconds + (DAYS_TO_1970 + DAYS_OF_ERA as i64) * 86_400) as u64;
    let days = (from_march / 86_400) as u32;
    let second_of_day = (from_march % 86_400) as u32;
    let era = days / DAYS_OF_ERA;
    let day_of_era = days % DAYS_OF_ERA;
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let (month, next_year) = if month_from_march < 10 {
        (month_from_march + 3, 0)
    } else {
        (month_from_march - 9, 1)
    };
    let year = era * 400 + year_of_era + next_year - 400;
    Some([
        year,
        month,
        day,
        second_of_day / 3_600,
        second_of_day / 60 % 60,
        second_of_day % 60,
    ])
}

/// The number of days from 0000-03-01 to 1970-01-01.
const DAYS_TO_1970: i64 = 719_468;
/// The number of days in 400 years.
const DAYS_OF_ERA: u32 = 146_097;

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
            Time::parse("1970-01-01T00:00:00.1234567890Z"),
            Err(TimeError::Form)
        );
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
            ("2026-11-22T10:00:00z", TimeError::Form),
            ("2026-11-22T10:00:00+02:00", TimeError::Offset),
            ("2026-11-22T25:00:00-02:00", TimeError::Offset),
            ("2026-11-22T1:00:00+02:00", TimeError::Form),
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
            ("2026-11-22T10:00:60Z", TimeError::OutOfRange),
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
