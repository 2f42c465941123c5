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
    // A time that ends in `Z` has its zone already.
    if local.ends_with('Z') {
        return None;
    }
    let (hours, minutes) = match *offset.as_bytes().get(1..)? {
        [h1, h2] => ([h1, h2], [b'0'; 2]),
        [h1, h2, m1, m2] | [h1, h2, b':', m1, m2] => ([h1, h2], [m1, m2]),
        _ => return None,
    };
    let (hours, minutes) = (two_digits(hours)?, two_digits(minutes)?);
    if hours > 23 || minutes > 59 {
        return None;
    }
    let ahead = (hours * 60 + minutes) * 60;
    Some((
        if offset.starts_with('+') {
            seconds - ahead
        } else {
            seconds + ahead
        },
        nanoseconds,
    ))
}

fn two_digits(digits: [u8; 2]) -> Option<i64> {
    let [tens, ones] = digits.map(|digit| (digit as char).to_digit(10));
    Some(i64::from(tens? * 10 + ones?))
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
            "2026-11-23T09:00:00+23:00",
            "2026-11-22T10:59:00+00:59",
        ] {
            assert_eq!(of_document(same), utc, "{same}");
        }
        for none in [
            "now",
            "now-7d",
            "",
            "2026-11-22T10:00:00+25:00",
            "2026-11-22T10:00:00+1",
            "2026-11-22T10:00:00++1",
            "2026-11-22T10:00:00+0:200",
            "2026-11-22T10:00:00+02:60",
            "2026-11-22T10:00:00Z+02:00",
            "2026-11-22+02:00",
        ] {
            assert_eq!(of_document(none), None, "{none}");
        }
    }
}
