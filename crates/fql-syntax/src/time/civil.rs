//! Dates and times of day in UTC, and the forms of them that most filters and documents have.

use super::TimeError;

/// A date and a time of day in UTC.
pub(super) struct CivilTime {
    year: u32,
    month: u32,
    day: u32,
    hour: u32,
    minute: u32,
    second: u32,
}

/// The first instant of a year, which completes truncated times.
pub(super) const FIRST_INSTANT: [u8; 19] = *b"0000-01-01T00:00:00";

impl CivilTime {
    /// Parses `YYYY[-MM[-DD[Thh[:mm[:ss[.fraction]]][Z]]]]`. The fraction is returned as
    /// nanoseconds.
    #[inline]
    pub(super) fn parse(text: &str) -> Result<(Self, u32), TimeError> {
        let bytes = text.as_bytes();
        let (civil, nanoseconds) = match bytes.get(19) {
            Some(b'.') => (&bytes[..19], parse_fraction(&bytes[20..])),
            _ => (without_zone(bytes), Some(0)),
        };
        let (Some(nanoseconds), 4 | 7 | 10 | 13 | 16 | 19) = (nanoseconds, civil.len()) else {
            return Err(TimeError::Form);
        };
        let mut whole = FIRST_INSTANT;
        whole[..civil.len()].copy_from_slice(civil);
        let civil = Self::from_digits(&whole).ok_or(TimeError::Form)?;
        if civil.exists() {
            Ok((civil, nanoseconds))
        } else {
            Err(TimeError::OutOfRange)
        }
    }

    /// Returns `None` unless digits and separators are where [`FIRST_INSTANT`] has them.
    #[inline]
    pub(super) fn from_digits(whole: &[u8; 19]) -> Option<Self> {
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
    pub(super) fn exists(&self) -> bool {
        (1..=12).contains(&self.month)
            && self.day >= 1
            && (self.day <= 28 || self.day <= days_in_month(self.year, self.month))
            && self.hour < 24
            && self.minute < 60
            && self.second < 60
    }

    pub(super) fn unix_seconds(&self) -> i64 {
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
    Some(nanoseconds(digits))
}

/// Returns the nanoseconds of one to nine decimals.
#[inline]
pub(super) fn nanoseconds(digits: &[u8]) -> u32 {
    let number = digits
        .iter()
        .fold(0, |number, digit| number * 10 + u32::from(digit - b'0'));
    number * 10_u32.pow(9 - digits.len() as u32)
}

fn is_leap(year: u32) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

pub(super) fn days_in_month(year: u32, month: u32) -> u32 {
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

/// Returns a point in time given as seconds since 1970-01-01T00:00:00Z as `2026-11-22T10:00:00`, or
/// `None` if the year does not have four digits.
///
/// ```
/// assert_eq!(fql_syntax::civil_text(86_400).as_deref(), Some("1970-01-02T00:00:00"));
/// ```
#[must_use]
pub fn civil_text(seconds: i64) -> Option<String> {
    let [year, month, day, hour, minute, second] = civil_from_unix(seconds)?;
    Some(format!(
        "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"
    ))
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
