//! Ranges of time in arguments.

use fql::Instant;
use fql_syntax::excerpt;

use super::argument_value::to_string;
use super::resolve::Arguments;

/// A range of time that contains its ends.
#[derive(Debug, Default)]
pub(super) struct TimeRange {
    start: Option<Instant>,
    end: Option<Instant>,
}

impl TimeRange {
    /// Returns the range of the arguments `{prefix}StartTime` and `{prefix}EndTime`, or of
    /// `startTime` and `endTime` if `prefix` is empty. Without both, returns `None`.
    pub(super) fn new(
        arguments: &Arguments,
        prefix: &str,
        now: Instant,
    ) -> Result<Option<Self>, String> {
        let bound = |suffix: &str| {
            let mut name = format!("{prefix}{suffix}");
            if prefix.is_empty() {
                name = name.replacen(&suffix[..1], &suffix[..1].to_lowercase(), 1);
            }
            let value = arguments.get(&name);
            let source = value.and_then(to_string);
            source
                .map(|source| parse_time(&name, &source, now))
                .transpose()
        };
        let (start, end) = (bound("StartTime")?, bound("EndTime")?);
        Ok((start.is_some() || end.is_some()).then_some(Self { start, end }))
    }

    /// Returns `true` if the range contains the time in a document.
    pub(super) fn contains(&self, time: &str) -> bool {
        let Ok(time) = time.parse::<Instant>() else {
            return false;
        };
        self.start.is_none_or(|start| start <= time) && self.end.is_none_or(|end| time <= end)
    }
}

/// Parses a time in ISO 8601, or one relative to now: `P-30D` is 30 days ago.
fn parse_time(name: &str, source: &str, now: Instant) -> Result<Instant, String> {
    let days = source
        .strip_prefix("P-")
        .and_then(|source| source.strip_suffix('D'))
        .and_then(|days| days.parse::<u32>().ok());
    let time = match days {
        Some(days) => {
            let seconds = now.unix_seconds() - 86_400 * i64::from(days);
            Some(Instant::from_unix(seconds))
        }
        None => source.parse().ok(),
    };
    time.ok_or_else(|| {
        format!(
            "invalid time `{}` in `{name}`: expected a time such as `2026-11-22T10:00:00Z` or \
             `P-30D`",
            excerpt(source, 40)
        )
    })
}
