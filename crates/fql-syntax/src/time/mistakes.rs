//! Strings that are meant as a time, and the times that they probably mean.

use super::civil::{CivilTime, FIRST_INSTANT, civil_text, days_in_month};
use super::{RelativeTime, Time};

/// A string that is meant as a time and is not one.
///
/// ```
/// use fql_syntax::TimeMistake;
///
/// let mistake = TimeMistake::find("2026-11-22 10:00:00").expect("a mistake");
/// assert_eq!(mistake.help(), "write `T` between the date and the time of day");
/// assert_eq!(mistake.replacement(), Some("2026-11-22T10:00:00"));
/// assert_eq!(TimeMistake::find("now-7d"), None);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeMistake {
    help: String,
    replacement: Option<String>,
}

type Recognizer = fn(&str) -> Option<TimeMistake>;

/// In this order; the first that recognizes the string describes it.
const RECOGNIZERS: &[Recognizer] = &[
    space_for_t,
    upper_case,
    relative_words,
    relative_offset,
    duration,
    unix_time,
    date_with_slashes,
    date_without_zeros,
    out_of_range,
    day_word,
];

impl TimeMistake {
    /// Returns the mistake in `text`, or `None` if it is a time, or if the mistake is not known.
    #[must_use]
    pub fn find(text: &str) -> Option<Self> {
        if Time::parse(text).is_ok() || text.len() > 64 {
            return None;
        }
        RECOGNIZERS.iter().find_map(|recognizer| recognizer(text))
    }

    /// Returns what to write instead, as the help text of a diagnostic.
    #[must_use]
    pub fn help(&self) -> &str {
        &self.help
    }

    /// Returns the time that is certainly meant, without quotes.
    #[must_use]
    pub fn replacement(&self) -> Option<&str> {
        self.replacement.as_deref()
    }

    fn without_replacement(help: impl Into<String>) -> Self {
        Self {
            help: help.into(),
            replacement: None,
        }
    }

    /// The replacement must be a time.
    fn new(help: impl Into<String>, replacement: String) -> Option<Self> {
        Time::parse(&replacement).is_ok().then(|| Self {
            help: help.into(),
            replacement: Some(replacement),
        })
    }

    fn with_use(replacement: String) -> Option<Self> {
        Self::new(format!("use `'{replacement}'`"), replacement)
    }
}

/// `2026-11-22 10:00:00`, with or without an offset.
fn space_for_t(text: &str) -> Option<TimeMistake> {
    let (date, time) = text.split_once(' ')?;
    let time = time.trim_start();
    if date.len() != 10 || !time.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    let time = time
        .replace(" UTC", "Z")
        .replace(" GMT", "Z")
        .replace(' ', "");
    TimeMistake::new(
        "write `T` between the date and the time of day",
        format!("{date}T{time}"),
    )
}

/// `NOW-7D`. An upper-case `M` may be months.
fn upper_case(text: &str) -> Option<TimeMistake> {
    let offset = strip_prefix_ignoring_case(text, "now")?;
    if offset.ends_with('M') {
        let help =
            "use lower case: `m` is minutes; months are not supported, use days: `'now-30d'`";
        return Some(TimeMistake::without_replacement(help));
    }
    TimeMistake::new("use lower case", text.to_ascii_lowercase())
}

/// `last 7 days`, `past 24 hours`, `7 days ago`
fn relative_words(text: &str) -> Option<TimeMistake> {
    let lower = text.to_ascii_lowercase();
    let mut words = lower.split_ascii_whitespace();
    let first = words.next()?;
    let (amount, unit) = match first {
        "last" | "past" => (words.next()?, words.next().unwrap_or_default()),
        _ if words.clone().last() == Some("ago") => (first, words.next()?),
        _ => return None,
    };
    let amount: u32 = amount.parse().ok()?;
    relative(amount, unit)
}

/// `now-7days`, `now-30s`, `now/d`, `now+7d`, `now - 7d`
fn relative_offset(text: &str) -> Option<TimeMistake> {
    let offset = text.strip_prefix("now")?.trim();
    if offset.contains('/') {
        let help = "rounding such as `/d` is not supported: use `'now-1d'` or a date";
        return Some(TimeMistake::without_replacement(help));
    }
    if offset.starts_with('+') {
        let help = "times after the present are not supported: use an absolute time";
        return Some(TimeMistake::without_replacement(help));
    }
    let (amount, unit) = amount_and_unit(offset.strip_prefix('-')?.trim())?;
    relative(amount, unit)
}

/// `7d`, `-7d`
fn duration(text: &str) -> Option<TimeMistake> {
    let (amount, unit) = amount_and_unit(text.strip_prefix('-').unwrap_or(text))?;
    let meant = relative(amount, unit)?;
    Some(TimeMistake::without_replacement(meant.help))
}

/// An amount and its unit: `7days`.
fn amount_and_unit(text: &str) -> Option<(u32, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (amount, unit) = text.split_at(digits);
    let unit = unit.trim_start();
    let is_word = !unit.is_empty() && unit.bytes().all(|byte| byte.is_ascii_alphabetic());
    Some((amount.parse().ok().filter(|_| is_word)?, unit))
}

/// The time before the present by an amount of a unit.
fn relative(amount: u32, unit: &str) -> Option<TimeMistake> {
    let unit = unit.to_ascii_lowercase();
    let time = match unit.as_str() {
        "m" | "min" | "mins" | "minute" | "minutes" => RelativeTime::minutes(amount),
        "h" | "hr" | "hrs" | "hour" | "hours" => RelativeTime::hours(amount),
        "d" | "day" | "days" => RelativeTime::days(amount),
        "w" | "week" | "weeks" => RelativeTime::weeks(amount),
        "s" | "sec" | "secs" | "second" | "seconds" => {
            let help = "seconds are not supported: use minutes, such as `'now-1m'`";
            return Some(TimeMistake::without_replacement(help));
        }
        "mon" | "month" | "months" | "mo" => {
            let help = "months are not supported: use days, such as `'now-30d'`";
            return Some(TimeMistake::without_replacement(help));
        }
        "y" | "year" | "years" => {
            let help = "years are not supported: use days, such as `'now-365d'`";
            return Some(TimeMistake::without_replacement(help));
        }
        _ => return None,
    };
    TimeMistake::with_use(time.to_string())
}

/// Seconds or milliseconds since 1970.
fn unix_time(text: &str) -> Option<TimeMistake> {
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (seconds, milliseconds) = match text.len() {
        10 => (text.parse::<i64>().ok()?, 0),
        13 => (text[..10].parse::<i64>().ok()?, text[10..].parse().ok()?),
        _ => return None,
    };
    let time = civil_text(seconds)?;
    TimeMistake::with_use(match milliseconds {
        0_u32 => format!("{time}Z"),
        milliseconds => format!("{time}.{milliseconds:03}Z"),
    })
}

/// `2026/11/22`, `11/22/2026`
fn date_with_slashes(text: &str) -> Option<TimeMistake> {
    let is_date = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'/')
        && text.matches('/').count() == 2;
    if !is_date {
        return None;
    }
    TimeMistake::with_use(text.replace('/', "-")).or_else(|| {
        let help = "use a date such as `'2026-11-22'`: year, month and day";
        Some(TimeMistake::without_replacement(help))
    })
}

/// `2026-1-5`
fn date_without_zeros(text: &str) -> Option<TimeMistake> {
    let date = text.split(['T', ' ']).next()?;
    let [year, month, day] = date.split('-').collect::<Vec<_>>()[..] else {
        return None;
    };
    let is_short = |number: &str| (1..=2).contains(&number.len());
    if year.len() != 4 || !is_short(month) || !is_short(day) || date.len() == 10 {
        return None;
    }
    let rest = &text[date.len()..];
    TimeMistake::with_use(format!("{year}-{month:0>2}-{day:0>2}{rest}"))
}

/// `2026-02-30`, `2026-13-01`, `2026-11-22T24:00:00Z`
fn out_of_range(text: &str) -> Option<TimeMistake> {
    let bytes = text.as_bytes();
    let length = [19, 16, 13, 10, 7].into_iter().find(|length| {
        let mut whole = FIRST_INSTANT;
        bytes.get(..*length).is_some_and(|start| {
            whole[..*length].copy_from_slice(start);
            CivilTime::from_digits(&whole).is_some()
        })
    })?;
    let part = |range: core::ops::Range<usize>| text.get(range).unwrap_or_default();
    let number = |range| part(range).parse::<u32>().ok();
    let (year, month) = (number(0..4)?, number(5..7)?);
    let (found, kind, bounds) = if !(1..=12).contains(&month) {
        (part(5..7), "month", "01 to 12".to_owned())
    } else if length >= 10 && !(1..=days_in_month(year, month)).contains(&number(8..10)?) {
        let last = days_in_month(year, month);
        (
            part(8..10),
            "day",
            format!("01 to {last} in {}", part(0..7)),
        )
    } else if length >= 13 && number(11..13)? > 23 {
        (part(11..13), "hour", "00 to 23".to_owned())
    } else if length >= 16 && number(14..16)? > 59 {
        (part(14..16), "minute", "00 to 59".to_owned())
    } else if length >= 19 && number(17..19)? > 60 {
        (part(17..19), "second", "00 to 59".to_owned())
    } else {
        return None;
    };
    let article = if kind == "hour" { "an" } else { "a" };
    let help = format!("`{found}` is not {article} {kind}: use {bounds}");
    Some(TimeMistake::without_replacement(help))
}

fn day_word(text: &str) -> Option<TimeMistake> {
    let help = match text.to_ascii_lowercase().as_str() {
        "today" => "use a date such as `'2026-11-22'`, or `'now-1d'` for the last 24 hours",
        "yesterday" => "use a date such as `'2026-11-22'`, or `'now-1d'` for 24 hours ago",
        _ => return None,
    };
    Some(TimeMistake::without_replacement(help))
}

fn strip_prefix_ignoring_case<'t>(text: &'t str, prefix: &str) -> Option<&'t str> {
    let (start, rest) = text.split_at_checked(prefix.len())?;
    (start.eq_ignore_ascii_case(prefix) && start != prefix
        || start == prefix && rest.bytes().any(|byte| byte.is_ascii_uppercase()))
    .then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn certain_mistakes_have_a_replacement() {
        for (text, expected) in [
            ("2026-11-15 00:00:00", "2026-11-15T00:00:00"),
            ("2026-11-15 00:00:00 +0000", "2026-11-15T00:00:00+0000"),
            ("2026-11-15 00:00:00 UTC", "2026-11-15T00:00:00Z"),
            ("NOW-7D", "now-7d"),
            ("Now", "now"),
            ("now-7days", "now-7d"),
            ("now - 7d", "now-7d"),
            ("now-36Hours", "now-36h"),
            ("last 7 days", "now-7d"),
            ("Past 24 Hours", "now-24h"),
            ("2 weeks ago", "now-2w"),
            ("1764000000", "2025-11-24T16:00:00Z"),
            ("1764000000123", "2025-11-24T16:00:00.123Z"),
            ("2026/11/22", "2026-11-22"),
            ("2026-1-5", "2026-01-05"),
            ("2026-1-5T10:00:00Z", "2026-01-05T10:00:00Z"),
        ] {
            let mistake = TimeMistake::find(text).expect(text);
            assert_eq!(mistake.replacement(), Some(expected), "{text}");
        }
    }

    #[test]
    fn other_mistakes_have_help() {
        for (text, help) in [
            ("NOW-7M", "months"),
            ("now-30s", "seconds"),
            ("now-1y", "years"),
            ("now-1mon", "months"),
            ("now/d", "rounding"),
            ("now+7d", "after the present"),
            ("7d", "`'now-7d'`"),
            ("-24h", "`'now-24h'`"),
            ("11/22/2026", "`'2026-11-22'`"),
            ("2026-02-30", "`30` is not a day: use 01 to 28 in 2026-02"),
            ("2026-13-01", "`13` is not a month"),
            ("2026-00", "`00` is not a month"),
            ("2026-11-22T24:00:00Z", "`24` is not an hour"),
            ("2026-11-22T10:60", "`60` is not a minute"),
            ("yesterday", "`'now-1d'`"),
        ] {
            let mistake = TimeMistake::find(text).expect(text);
            assert_eq!(mistake.replacement(), None, "{text}");
            assert!(mistake.help().contains(help), "{text}: {}", mistake.help());
        }
    }

    #[test]
    fn times_and_other_strings_are_no_mistakes() {
        for text in [
            "",
            "now",
            "now-7d",
            "2026",
            "x",
            "zzz-garbage",
            "é",
            "last é",
            "now-é",
            "12345",
        ] {
            assert_eq!(TimeMistake::find(text), None, "{text}");
        }
    }
}
