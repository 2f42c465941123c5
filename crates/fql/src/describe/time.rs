//! Times in words.

use fql_syntax::{RelativeTime, Time, civil_from_unix};

/// Describes an absolute or relative time; `None` if the literal is not a time.
pub(super) fn describe(literal: &str) -> Option<String> {
    match Time::parse(literal).ok()? {
        Time::Relative(time) => Some(describe_relative(time)),
        Time::Absolute {
            seconds,
            nanoseconds,
        } => {
            let [year, month, day, hour, minute, second] = civil_from_unix(seconds)?;
            let fraction = match nanoseconds {
                0 => String::new(),
                _ => format!(".{nanoseconds:09}")
                    .trim_end_matches('0')
                    .to_owned(),
            };
            Some(format!(
                "{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}{fraction} UTC"
            ))
        }
    }
}

/// Returns `7 days before now` for `now-7d`.
fn describe_relative(time: RelativeTime) -> String {
    let literal = time.to_string();
    let Some(offset) = literal.strip_prefix("now-") else {
        return literal;
    };
    let (amount, unit) = offset.split_at(offset.len() - 1);
    let unit = match unit {
        "m" => "minute",
        "h" => "hour",
        "d" => "day",
        _ => "week",
    };
    let plural = if amount == "1" { "" } else { "s" };
    format!("{amount} {unit}{plural} before now")
}
