//! Values in words.

use fql::{RelativeTime, Time};
use fql_syntax::{Value, civil_from_unix, push_quoted};

/// A value as the filter writes it; one with an escaped star without the escape, because it is no
/// pattern.
pub(super) fn plain(value: Value<'_>, text: &str) -> String {
    match value {
        Value::String(_) => {
            let mut quoted = String::new();
            push_quoted(text, &mut quoted);
            quoted
        }
        other => other.canonical(),
    }
}

/// The time that a text says, if it says one.
pub(super) fn moment(text: &str) -> Option<String> {
    match Time::parse(text).ok()? {
        Time::Relative(ago) => Some(before_now(ago)),
        Time::Absolute {
            seconds,
            nanoseconds,
        } => {
            let [year, month, day, hour, minute, second] = civil_from_unix(seconds)?;
            let fraction = match nanoseconds {
                0 => String::new(),
                some => format!(".{some:09}").trim_end_matches('0').to_owned(),
            };
            Some(format!(
                "{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}{fraction} UTC"
            ))
        }
    }
}

/// `7 days before now`
fn before_now(ago: RelativeTime) -> String {
    let spelled = ago.to_string();
    let Some(span) = spelled.strip_prefix("now-") else {
        return spelled;
    };
    let (amount, unit) = span.split_at(span.len() - 1);
    let unit = match unit {
        "m" => "minute",
        "h" => "hour",
        "d" => "day",
        _ => "week",
    };
    let plural = if amount == "1" { "" } else { "s" };
    format!("{amount} {unit}{plural} before now")
}

#[cfg(test)]
mod tests {
    use super::moment;

    #[test]
    fn times_are_told_in_full() {
        for (text, words) in [
            ("now", Some("now")),
            ("now-0d", Some("now")),
            ("now-1h", Some("1 hour before now")),
            ("now-15m", Some("15 minutes before now")),
            ("now-2w", Some("2 weeks before now")),
            ("2026", Some("2026-01-01 00:00:00 UTC")),
            ("2026-11-22T10:30", Some("2026-11-22 10:30:00 UTC")),
            (
                "2026-11-22T10:30:01.250Z",
                Some("2026-11-22 10:30:01.25 UTC"),
            ),
            ("yesterday", None),
        ] {
            assert_eq!(moment(text).as_deref(), words, "{text}");
        }
    }
}
