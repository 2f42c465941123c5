//! Points in time, absolute or relative to now.

use std::fmt;
use std::str::FromStr;
use std::time::{Duration, SystemTime};

use fql_syntax::{RelativeTime, Time, TimeError, civil_from_unix};

/// A value for a timestamp field.
///
/// Absolute times print as ISO 8601 in UTC, to the nanosecond when they have a fraction; relative
/// ones as `now-7d`, which the service resolves when it evaluates the filter.
///
/// ```
/// use fql::Timestamp;
///
/// assert_eq!(Timestamp::days_ago(7).to_string(), "now-7d");
/// assert_eq!(Timestamp::from_unix(1_795_341_600).to_string(), "2026-11-22T10:00:00Z");
/// assert_eq!("2026-11".parse::<Timestamp>()?.to_string(), "2026-11-01T00:00:00Z");
/// # Ok::<(), fql::TimeError>(())
/// ```
///
/// From the outside: `std::time::SystemTime`; `jiff::Timestamp` with the feature `jiff`;
/// `chrono::DateTime` of any zone with the feature `chrono`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Timestamp {
    time: Time,
    /// `2026-11-22T10:00:00Z'` of an absolute time, so that one known when the program is compiled
    /// is printed then.
    date_time: DateTime,
}

/// A date and a time, a quote, and zeros behind them. Two blocks of sixteen bytes are known to be
/// text in a few instructions, which twenty-one bytes are not.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[repr(align(8))]
struct DateTime([u8; 32]);

/// The length of the date and the time.
const DATE_TIME: usize = 19;
/// The length with the `Z` and the quote.
const QUOTED: usize = DATE_TIME + 2;

/// 0000-01-01T00:00:00Z, the first time that four digits of a year can tell.
const FIRST: i64 = -62_167_219_200;
/// 9999-12-31T23:59:59Z
const LAST: i64 = 253_402_300_799;

impl Timestamp {
    /// The moment at which the filter is evaluated.
    pub const NOW: Self = Self::new(Time::Relative(RelativeTime::NOW));

    /// So many minutes before the filter is evaluated.
    #[must_use]
    pub const fn minutes_ago(minutes: u32) -> Self {
        Self::new(Time::Relative(RelativeTime::minutes(minutes)))
    }

    /// So many hours before the filter is evaluated.
    #[must_use]
    pub const fn hours_ago(hours: u32) -> Self {
        Self::new(Time::Relative(RelativeTime::hours(hours)))
    }

    /// So many days before the filter is evaluated.
    #[must_use]
    pub const fn days_ago(days: u32) -> Self {
        Self::new(Time::Relative(RelativeTime::days(days)))
    }

    /// So many weeks before the filter is evaluated.
    #[must_use]
    pub const fn weeks_ago(weeks: u32) -> Self {
        Self::new(Time::Relative(RelativeTime::weeks(weeks)))
    }

    /// So many seconds after 1970-01-01T00:00:00Z, or before it when negative.
    ///
    /// Times that four digits can't tell the year of are taken to the nearest that they can:
    /// the start of the year 0 or the end of 9999.
    #[must_use]
    pub const fn from_unix(seconds: i64) -> Self {
        Self::from_unix_parts(seconds, 0)
    }

    /// The same with milliseconds.
    #[must_use]
    pub const fn from_unix_millis(milliseconds: i64) -> Self {
        let nanoseconds = milliseconds.rem_euclid(1_000) as u32 * 1_000_000;
        Self::from_unix_parts(milliseconds.div_euclid(1_000), nanoseconds)
    }

    /// Less than a second of nanoseconds is added; more is cut to that.
    const fn from_unix_parts(seconds: i64, nanoseconds: u32) -> Self {
        let most = if nanoseconds > 999_999_999 {
            999_999_999
        } else {
            nanoseconds
        };
        let (seconds, nanoseconds) = match seconds {
            ..FIRST => (FIRST, 0),
            FIRST..=LAST => (seconds, most),
            _ => (LAST, 999_999_999),
        };
        Self::new(Time::Absolute {
            seconds,
            nanoseconds,
        })
    }

    /// A time within the years that four digits tell.
    const fn new(time: Time) -> Self {
        let date_time = match time {
            Time::Absolute { seconds, .. } => date_time(seconds),
            Time::Relative(_) => DateTime([0; 32]),
        };
        Self { time, date_time }
    }

    /// The time as the syntax knows it.
    #[must_use]
    pub const fn time(self) -> Time {
        self.time
    }
}

impl FromStr for Timestamp {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, TimeError> {
        Time::parse(text).map(Self::new)
    }
}

impl Timestamp {
    /// Appends the time as `Display` shows it, and a quote, without the machinery of formatting:
    /// filters by time are common, and this takes a tenth of the time.
    #[inline(always)]
    pub(crate) fn put_quoted(&self, out: &mut String) {
        match self.time {
            Time::Absolute { nanoseconds: 0, .. } => {
                // Digits and their separators, by construction.
                if let Ok(text) = std::str::from_utf8(&self.date_time.0)
                    && let Some((text, _)) = text.split_at_checked(QUOTED)
                {
                    out.push_str(text);
                }
            }
            _ => self.put_longer(out),
        }
    }

    /// A time with a fraction, or one relative to now.
    #[inline(never)]
    fn put_longer(&self, out: &mut String) {
        match self.time {
            Time::Relative(ago) => put_ago(ago, out),
            Time::Absolute { nanoseconds, .. } => {
                let date_time = std::str::from_utf8(&self.date_time.0[..DATE_TIME]);
                out.push_str(date_time.unwrap_or_default());
                put_fraction(nanoseconds, out);
                out.push('Z');
            }
        }
        out.push('\'');
    }
}

/// A point in time as `YYYY-MM-DDThh:mm:ss`.
const fn date_time(seconds: i64) -> DateTime {
    let mut text = *b"0000-00-00T00:00:00Z'\0\0\0\0\0\0\0\0\0\0\0";
    let Some([year, month, day, hour, minute, second]) = civil_from_unix(seconds) else {
        return DateTime(text);
    };
    let parts = [year / 100, year % 100, month, day, hour, minute, second];
    let places = [0, 2, 5, 8, 11, 14, 17];
    let mut index = 0;
    while index < parts.len() {
        text[places[index]] += (parts[index] / 10) as u8;
        text[places[index] + 1] += (parts[index] % 10) as u8;
        index += 1;
    }
    DateTime(text)
}

fn put_ago(ago: RelativeTime, out: &mut String) {
    out.push_str("now");
    if let Some((amount, unit)) = ago.amount_and_unit() {
        out.push('-');
        crate::print::integer(out, amount);
        out.push(unit);
    }
}

/// As few digits as tell it, in threes.
fn put_fraction(nanoseconds: u32, out: &mut String) {
    let text = match nanoseconds {
        _ if nanoseconds.is_multiple_of(1_000_000) => format!(".{:03}", nanoseconds / 1_000_000),
        _ if nanoseconds.is_multiple_of(1_000) => format!(".{:06}", nanoseconds / 1_000),
        _ => format!(".{nanoseconds:09}"),
    };
    out.push_str(&text);
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Timestamp").field(&self.to_string()).finish()
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::with_capacity(32);
        self.put_quoted(&mut text);
        f.pad(text.trim_end_matches('\''))
    }
}

impl From<SystemTime> for Timestamp {
    /// Beyond the years 0 to 9999, the nearest time within them.
    fn from(time: SystemTime) -> Self {
        match time.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(after) => {
                let seconds = i64::try_from(after.as_secs()).unwrap_or(i64::MAX);
                Self::from_unix_parts(seconds, after.subsec_nanos())
            }
            Err(before) => Self::before_1970(before.duration()),
        }
    }
}

impl Timestamp {
    fn before_1970(duration: Duration) -> Self {
        let seconds = i64::try_from(duration.as_secs()).unwrap_or(i64::MAX);
        match duration.subsec_nanos() {
            0 => Self::from_unix_parts(-seconds, 0),
            nanoseconds => Self::from_unix_parts((-seconds) - 1, 1_000_000_000 - nanoseconds),
        }
    }
}

impl From<RelativeTime> for Timestamp {
    fn from(ago: RelativeTime) -> Self {
        Self::new(Time::Relative(ago))
    }
}

#[cfg(feature = "jiff")]
impl From<jiff::Timestamp> for Timestamp {
    fn from(time: jiff::Timestamp) -> Self {
        let seconds = time.as_nanosecond().div_euclid(1_000_000_000);
        let nanoseconds = time.as_nanosecond().rem_euclid(1_000_000_000);
        Self::from_unix_parts(seconds as i64, nanoseconds as u32)
    }
}

#[cfg(feature = "chrono")]
impl<Z: chrono::TimeZone> From<chrono::DateTime<Z>> for Timestamp {
    fn from(time: chrono::DateTime<Z>) -> Self {
        Self::from_unix_parts(time.timestamp(), time.timestamp_subsec_nanos())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_absolute_time_prints_in_utc_with_the_fraction_it_has() {
        for (time, text) in [
            (Timestamp::from_unix(0), "1970-01-01T00:00:00Z"),
            (Timestamp::from_unix(-1), "1969-12-31T23:59:59Z"),
            (Timestamp::from_unix_millis(-1), "1969-12-31T23:59:59.999Z"),
            (
                Timestamp::from_unix_parts(0, 1_000),
                "1970-01-01T00:00:00.000001Z",
            ),
            (
                Timestamp::from_unix_parts(0, 1),
                "1970-01-01T00:00:00.000000001Z",
            ),
            (
                Timestamp::from_unix(i64::MAX),
                "9999-12-31T23:59:59.999999999Z",
            ),
            (Timestamp::from_unix(i64::MIN), "0000-01-01T00:00:00Z"),
        ] {
            assert_eq!(time.to_string(), text);
            assert_eq!(text.parse(), Ok(time));
        }
    }

    #[test]
    fn the_standard_library_s_time_converts_on_both_sides_of_1970() {
        let half = Duration::from_millis(1_500);
        let after = Timestamp::from(SystemTime::UNIX_EPOCH + half);
        let before = Timestamp::from(SystemTime::UNIX_EPOCH - half);
        assert_eq!(after.to_string(), "1970-01-01T00:00:01.500Z");
        assert_eq!(before.to_string(), "1969-12-31T23:59:58.500Z");
    }

    #[cfg(feature = "jiff")]
    #[test]
    fn a_time_of_jiff_converts() {
        let time = jiff::Timestamp::new(-2, 500_000_000).expect("in range");
        assert_eq!(
            Timestamp::from(time).to_string(),
            "1969-12-31T23:59:58.500Z"
        );
    }

    #[cfg(feature = "chrono")]
    #[test]
    fn a_time_of_chrono_converts_whatever_its_zone() {
        let time = chrono::DateTime::parse_from_rfc3339("1970-01-01T02:00:00.25+02:00");
        let time = Timestamp::from(time.expect("a time"));
        assert_eq!(time.to_string(), "1970-01-01T00:00:00.250Z");
    }
}
