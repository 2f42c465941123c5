//! Times as filters write them: ISO 8601 in UTC, whole or cut short, or relative to now.

use std::fmt;

/// The time of a literal: `'2026-11-22T10:00:00Z'`, `'2026'`, `'now'`, `'now-7d'`.
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
    /// A point in time, as the time since 1970-01-01T00:00:00Z. A time that is cut short means its
    /// first instant: `2026` is the start of the year.
    Absolute {
        /// Whole seconds, negative before 1970.
        seconds: i64,
        /// What is added to them, less than a second.
        nanoseconds: u32,
    },
    /// So long before the filter is evaluated.
    Relative(RelativeTime),
}

impl Time {
    /// Reads a time, without quotes.
    ///
    /// # Errors
    /// What is wrong with the text, and what to write instead.
    pub fn parse(text: &str) -> Result<Self, TimeError> {
        match text.strip_prefix("now") {
            Some(offset) => RelativeTime::parse(offset).map(Self::Relative),
            None => absolute(text),
        }
    }
}

/// A span of time before now, in one unit.
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

impl RelativeTime {
    /// `now`
    pub const NOW: Self = Self {
        amount: 0,
        unit: Unit::Minutes,
    };

    /// `now-5m`
    #[must_use]
    pub const fn minutes(amount: u32) -> Self {
        Self {
            amount,
            unit: Unit::Minutes,
        }
    }

    /// `now-5h`
    #[must_use]
    pub const fn hours(amount: u32) -> Self {
        Self {
            amount,
            unit: Unit::Hours,
        }
    }

    /// `now-5d`
    #[must_use]
    pub const fn days(amount: u32) -> Self {
        Self {
            amount,
            unit: Unit::Days,
        }
    }

    /// `now-5w`
    #[must_use]
    pub const fn weeks(amount: u32) -> Self {
        Self {
            amount,
            unit: Unit::Weeks,
        }
    }

    /// How many seconds before now.
    #[must_use]
    pub const fn seconds(self) -> u64 {
        let unit = match self.unit {
            Unit::Minutes => 60,
            Unit::Hours => 3_600,
            Unit::Days => 86_400,
            Unit::Weeks => 604_800,
        };
        self.amount as u64 * unit
    }

    /// How many of which unit, as the letter that is written; `None` for now itself.
    #[must_use]
    pub const fn amount_and_unit(self) -> Option<(u32, char)> {
        let unit = match self.unit {
            Unit::Minutes => 'm',
            Unit::Hours => 'h',
            Unit::Days => 'd',
            Unit::Weeks => 'w',
        };
        if self.amount == 0 {
            None
        } else {
            Some((self.amount, unit))
        }
    }

    /// What stands behind `now`.
    fn parse(offset: &str) -> Result<Self, TimeError> {
        if offset.is_empty() {
            return Ok(Self::NOW);
        }
        let amount_and_unit = offset.strip_prefix('-').ok_or(TimeError::Relative)?;
        let digits = amount_and_unit.trim_end_matches(|unit: char| !unit.is_ascii_digit());
        if digits.is_empty() || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
            return Err(TimeError::Relative);
        }
        let amount = digits.parse().map_err(|_| TimeError::Relative)?;
        match &amount_and_unit[digits.len()..] {
            "m" => Ok(Self::minutes(amount)),
            "h" => Ok(Self::hours(amount)),
            "d" => Ok(Self::days(amount)),
            "w" => Ok(Self::weeks(amount)),
            _ => Err(TimeError::Relative),
        }
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

/// Why a text is no time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TimeError {
    /// Not of any form of a time.
    Form,
    /// `now` and something that is no offset.
    Relative,
    /// A month, day, hour, minute or second that does not exist.
    OutOfRange,
    /// An offset from UTC.
    Offset,
}

impl fmt::Display for TimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Form => {
                "write a time as `'2026-11-22T10:00:00Z'`, cut short as `'2026-11-22'`, or as \
                 `'now-7d'`"
            }
            Self::Relative => {
                "write a time before now as `'now'` or as `'now-7d'`, with m, h, d or w"
            }
            Self::OutOfRange => "write a month, day, hour, minute and second that exist",
            Self::Offset => "write the time in UTC, with `Z`",
        })
    }
}

impl std::error::Error for TimeError {}

/// `YYYY[-MM[-DD[Thh[:mm[:ss[.fraction]]][Z]]]]`
fn absolute(text: &str) -> Result<Time, TimeError> {
    let (civil_from_unix, nanoseconds) = Civil::parse(text)?;
    Ok(Time::Absolute {
        seconds: civil_from_unix.seconds(),
        nanoseconds,
    })
}

/// Whether the text is a time: what [`Time::parse`] says, without working out which.
pub(crate) fn is_time(text: &str) -> bool {
    match text.strip_prefix("now") {
        Some(offset) => RelativeTime::parse(offset).is_ok(),
        None => Civil::parse(text).is_ok(),
    }
}

/// A date and a time of day that exist.
struct Civil {
    year: u32,
    month: u32,
    day: u32,
    hour: u32,
    minute: u32,
    second: u32,
}

/// The first instant of every year. A time that is cut short ends where one of its parts does, and
/// has the rest from here.
const FIRST_INSTANT: [u8; 19] = *b"0000-01-01T00:00:00";

impl Civil {
    /// The date and time, and the nanoseconds behind the second.
    #[inline]
    fn parse(text: &str) -> Result<(Self, u32), TimeError> {
        let bytes = text.as_bytes();
        let (written, nanoseconds) = match bytes.get(19) {
            Some(b'.') => (&bytes[..19], fraction(&bytes[20..])),
            _ => (without_zone(bytes), Some(0)),
        };
        let (Some(nanoseconds), 4 | 7 | 10 | 13 | 16 | 19) = (nanoseconds, written.len()) else {
            return Err(no_form(text));
        };
        let mut whole = FIRST_INSTANT;
        whole[..written.len()].copy_from_slice(written);
        let civil_from_unix = Self::of_digits(&whole).ok_or_else(|| no_form(text))?;
        if civil_from_unix.exists() {
            Ok((civil_from_unix, nanoseconds))
        } else {
            Err(TimeError::OutOfRange)
        }
    }

    /// `None` unless digits and separators stand where they do in [`FIRST_INSTANT`].
    #[inline]
    fn of_digits(whole: &[u8; 19]) -> Option<Self> {
        let separated = whole[4] == b'-'
            && whole[7] == b'-'
            && whole[10] == b'T'
            && whole[13] == b':'
            && whole[16] == b':';
        let mut is_decimal = true;
        let mut two = |at: usize| {
            let [tens, ones] = [whole[at], whole[at + 1]].map(|digit| digit.wrapping_sub(b'0'));
            is_decimal &= tens <= 9 && ones <= 9;
            u32::from(tens) * 10 + u32::from(ones)
        };
        let civil_from_unix = Self {
            year: two(0) * 100 + two(2),
            month: two(5),
            day: two(8),
            hour: two(11),
            minute: two(14),
            second: two(17),
        };
        (separated && is_decimal).then_some(civil_from_unix)
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

    fn seconds(&self) -> i64 {
        let of_day = self.hour * 3_600 + self.minute * 60 + self.second;
        days_since_1970(self.year, self.month, self.day) * 86_400 + i64::from(of_day)
    }
}

/// Only a time of day has a zone.
#[inline]
fn without_zone(bytes: &[u8]) -> &[u8] {
    match bytes {
        [time @ .., b'Z'] if time.len() >= 13 => time,
        _ => bytes,
    }
}

/// One to nine digits behind the point of a second, as nanoseconds, and the zone.
fn fraction(behind_point: &[u8]) -> Option<u32> {
    let digits = match behind_point {
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

/// What to say of a text that has not the form of a time: it may be one with an offset behind it.
#[cold]
fn no_form(text: &str) -> TimeError {
    let of_day = text.find('T').unwrap_or(text.len());
    match text[of_day..].find(['+', '-']) {
        Some(sign) => match Civil::parse(&text[..of_day + sign]) {
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

/// Days from 1970-01-01 in the Gregorian calendar.
fn days_since_1970(year: u32, month: u32, day: u32) -> i64 {
    // Years that begin in March put the leap day last.
    let (year, month) = if month < 3 {
        (i64::from(year) - 1, i64::from(month) + 9)
    } else {
        (i64::from(year), i64::from(month) - 3)
    };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    let of_year = (153 * month + 2) / 5 + i64::from(day) - 1;
    year * 365 + leap_days + of_year - DAYS_TO_1970
}

/// The date and time of day of a point in time, for printing. Years beyond 9999 and before 0000
/// can't be written in four digits and give `None`.
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
    // Years begin in March, so that the leap day comes last. Days count from March of the year
    // -400: everything is then positive and small, and its divisions are cheap.
    let from_march = (seconds + (DAYS_TO_1970 + DAYS_OF_ERA as i64) * 86_400) as u64;
    let days = (from_march / 86_400) as u32;
    let of_day = (from_march % 86_400) as u32;
    let era = days / DAYS_OF_ERA;
    let of_era = days % DAYS_OF_ERA;
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month_from_march + 2) / 5 + 1;
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
        of_day / 3_600,
        of_day / 60 % 60,
        of_day % 60,
    ])
}

/// Days from 0000-03-01 to 1970-01-01.
const DAYS_TO_1970: i64 = 719_468;
/// Days in 400 years.
const DAYS_OF_ERA: u32 = 146_097;

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(text: &str) -> Result<i64, TimeError> {
        match Time::parse(text)? {
            Time::Absolute { seconds, .. } => Ok(seconds),
            Time::Relative(ago) => panic!("{ago} is relative"),
        }
    }

    #[test]
    fn a_time_cut_short_is_its_first_instant() {
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
    fn a_fraction_is_kept_to_the_nanosecond() {
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
    fn what_is_no_time_is_refused_with_a_reason() {
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
    fn the_calendar_runs_both_ways() {
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
    fn a_relative_time_prints_as_it_reads() {
        for text in ["now", "now-15m", "now-720h", "now-7d", "now-1w"] {
            let Ok(Time::Relative(ago)) = Time::parse(text) else {
                panic!("{text}")
            };
            assert_eq!(ago.to_string(), text);
        }
        for (ago, seconds) in [
            (RelativeTime::NOW, 0),
            (RelativeTime::minutes(2), 120),
            (RelativeTime::hours(3), 10_800),
            (RelativeTime::days(4), 345_600),
            (RelativeTime::weeks(u32::MAX), 2_597_596_220_016_000),
        ] {
            assert_eq!(ago.seconds(), seconds, "{ago}");
        }
    }
}
