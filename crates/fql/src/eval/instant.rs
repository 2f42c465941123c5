//! Points in time, as documents write them and as filters do.

use fql_syntax::{Time, TimeError};

use crate::value::Timestamp;

/// Seconds since 1970 and nanoseconds: compared in this order.
pub(crate) type Instant = (i64, u32);

/// The time of a literal, for a filter that is evaluated at `now`.
pub(crate) fn of_literal(text: &str, now: Instant) -> Option<Instant> {
    resolve(Time::parse(text).ok()?, now)
}

/// The time as it is when the filter is evaluated at `now`; before the beginning of time, that.
pub(crate) fn resolve(time: Time, now: Instant) -> Option<Instant> {
    match time {
        Time::Absolute {
            seconds,
            nanoseconds,
        } => Some((seconds, nanoseconds)),
        Time::Relative(ago) => {
            let ago = i64::try_from(ago.seconds()).unwrap_or(i64::MAX);
            Some((now.0.saturating_sub(ago), now.1))
        }
    }
}

/// The time of a timestamp that is not relative; of a relative one, as if it were 1970.
pub(crate) fn of_timestamp(timestamp: Timestamp) -> Instant {
    resolve(timestamp.time(), (0, 0)).unwrap_or_default()
}

/// A time in a document: as in a filter, but never relative, and with any zone.
pub(crate) fn of_document(text: &str) -> Option<Instant> {
    match Time::parse(text) {
        Ok(Time::Absolute {
            seconds,
            nanoseconds,
        }) => Some((seconds, nanoseconds)),
        Err(TimeError::Offset) => with_offset(text),
        Ok(Time::Relative(_)) | Err(_) => None,
    }
}

/// `2026-11-22T10:00:00+02:00`, also `+0200` and `+02`.
fn with_offset(text: &str) -> Option<Instant> {
    let time_of_day = text.find('T')?;
    let at = time_of_day + text[time_of_day..].find(['+', '-'])?;
    let (local, offset) = text.split_at(at);
    let Ok(Time::Absolute {
        seconds,
        nanoseconds,
    }) = Time::parse(local)
    else {
        return None;
    };
    let (sign, digits) = offset.split_at(1);
    let digits: String = digits
        .chars()
        .filter(|character| *character != ':')
        .collect();
    let number = |range: std::ops::Range<usize>| digits.get(range)?.parse::<i64>().ok();
    let (hours, minutes) = match digits.len() {
        2 => (number(0..2)?, 0),
        4 => (number(0..2)?, number(2..4)?),
        _ => return None,
    };
    if hours > 23 || minutes > 59 {
        return None;
    }
    let ahead = (hours * 60 + minutes) * 60;
    Some((
        if sign == "+" {
            seconds - ahead
        } else {
            seconds + ahead
        },
        nanoseconds,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_taken_into_account() {
        let utc = of_document("2026-11-22T10:00:00Z");
        assert!(utc.is_some());
        for same in [
            "2026-11-22T10:00:00",
            "2026-11-22T12:00:00+02:00",
            "2026-11-22T12:00:00.000+0200",
            "2026-11-22T12+02",
            "2026-11-22T04:30:00-05:30",
        ] {
            assert_eq!(of_document(same), utc, "{same}");
        }
        for none in [
            "now",
            "now-7d",
            "",
            "2026-11-22T10:00:00+25:00",
            "2026-11-22T10:00:00+1",
        ] {
            assert_eq!(of_document(none), None, "{none}");
        }
    }
}
