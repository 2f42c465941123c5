//! Documents by the times of one field, for the explorer.

use std::collections::BTreeMap;

use falcon_aggregates::Interval;
use fql::eval::JsonScalar;
use fql::table::Table;
use jiff::tz::TimeZone;

use super::calendar::{self, interval_start, next_interval, years_start};
use super::group_key::millis;
use super::values::for_each;
use crate::cancel::CancelToken;
use crate::data::Document;
use crate::response::ErrorResponse;

/// Maximum number of buckets.
const MAX_BUCKETS: usize = 120;
const DAY: i64 = 24 * 3_600_000;

/// The length of a bucket.
struct BucketLength {
    name: &'static str,
    unit: Interval,
    /// The number of units.
    count: i16,
    /// The shortest length in milliseconds.
    millis: i64,
}

impl BucketLength {
    const fn new(name: &'static str, unit: Interval, count: i16, millis: i64) -> Self {
        Self {
            name,
            unit,
            count,
            millis,
        }
    }

    fn start(&self, millis: i64) -> Option<i64> {
        match self.count {
            1 => interval_start(millis, self.unit, &TimeZone::UTC),
            years => years_start(millis, years),
        }
    }

    fn next(&self, start: i64) -> Option<i64> {
        let next = |start, _| next_interval(start, self.unit, &TimeZone::UTC);
        (0..self.count).try_fold(start, next)
    }

    /// Returns `true` if few enough buckets reach from the first to the last time.
    fn is_long_enough(&self, first: i64, last: i64) -> bool {
        // The first and the last bucket may have begun before and end after the times.
        (last - first) / self.millis + 2 <= MAX_BUCKETS as i64
    }
}

/// The lengths of buckets. The years 0 to 9999, which times have, are a hundred centuries.
const LENGTHS: [BucketLength; 8] = [
    BucketLength::new("minute", Interval::Minute, 1, 60_000),
    BucketLength::new("hour", Interval::Hour, 1, 3_600_000),
    BucketLength::new("day", Interval::Day, 1, DAY),
    BucketLength::new("week", Interval::Week, 1, 7 * DAY),
    BucketLength::new("month", Interval::Month, 1, 28 * DAY),
    BucketLength::new("year", Interval::Year, 1, 365 * DAY),
    BucketLength::new("decade", Interval::Year, 10, 3_652 * DAY),
    BucketLength::new("century", Interval::Year, 100, 36_524 * DAY),
];

/// The numbers of documents over time.
#[derive(Debug)]
pub(crate) struct TimeCounts {
    /// The name of the buckets' length.
    pub(crate) interval: &'static str,
    /// The start of each bucket with the number of its documents, which may be 0.
    pub(crate) buckets: Vec<(String, usize)>,
    /// The number of documents with a time.
    pub(crate) documents: usize,
}

/// Counts documents over the times of a field, in the shortest buckets of which few enough are needed. A
/// document with several times counts once for each bucket. Numbers are not times, as in filters.
///
/// # Errors
///
/// Returns an error if the request is cancelled.
pub(crate) fn count_times<'d>(
    table: &Table,
    field: &str,
    documents: impl Iterator<Item = &'d Document>,
    cancel: &CancelToken,
) -> Result<TimeCounts, ErrorResponse> {
    // Each time with the number of its document.
    let mut times: Vec<(usize, i64)> = Vec::new();
    let mut number = 0;
    for_each(table, field, documents, cancel, |values| {
        number += 1;
        let strings = values
            .iter()
            .filter(|value| matches!(value, JsonScalar::Str(_)));
        times.extend(strings.filter_map(millis).map(|millis| (number, millis)));
    })?;
    let millis = || times.iter().map(|(_, millis)| *millis);
    let first = millis().min().unwrap_or_default();
    let last = millis().max().unwrap_or_default();
    let [.., longest] = &LENGTHS;
    let length = LENGTHS
        .iter()
        .find(|length| length.is_long_enough(first, last));
    let length = length.unwrap_or(longest);
    let mut starts: Vec<(usize, i64)> = times
        .iter()
        .filter_map(|(number, millis)| Some((*number, length.start(*millis)?)))
        .collect();
    starts.sort_unstable();
    starts.dedup();
    Ok(TimeCounts {
        interval: length.name,
        buckets: buckets(length, &starts),
        documents: starts
            .chunk_by(|(left, _), (right, _)| left == right)
            .count(),
    })
}

/// Returns the buckets from the first to the last one that has documents.
fn buckets(length: &BucketLength, starts: &[(usize, i64)]) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
    for (_, start) in starts {
        *counts.entry(*start).or_default() += 1;
    }
    let first = counts.keys().next().copied();
    let last = counts.keys().next_back().copied();
    let next = |start: &i64| length.next(*start).filter(|next| Some(*next) <= last);
    std::iter::successors(first, next)
        .map(|start| {
            let count = counts.get(&start).copied().unwrap_or_default();
            (calendar::format(start, &TimeZone::UTC), count)
        })
        .collect()
}
