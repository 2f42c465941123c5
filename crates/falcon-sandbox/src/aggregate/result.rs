//! Aggregation results in the service's JSON format.

use std::cmp::Reverse;
use std::collections::HashMap;

use falcon_aggregates::{BucketKey, Range};
use fql::syntax::Direction;
use fql::table::FieldType;
use jiff::tz::TimeZone;
use serde_json::{Map, Number, Value, json};

use super::accumulator::{Accumulator, Bucket, Stats};
use super::calendar;
use super::group_key::{GroupKey, exact_integer};
use super::plan::{BucketOrder, Computation, Histogram, MillisRange, Plan, Terms};

/// Maximum number of date histogram buckets: the default limit of the underlying search engine.
const MAX_BUCKETS: usize = 65_535;

/// Returns the result of an aggregation.
pub(super) fn to_json(plan: &Plan, accumulator: &Accumulator) -> Result<Value, String> {
    let mut result = Map::new();
    result.insert("name".to_owned(), plan.name.as_str().into());
    let buckets = match (accumulator, &plan.computation) {
        (Accumulator::ByKey(buckets), Computation::Terms(terms)) => {
            terms_buckets(plan, terms, buckets, &mut result)?
        }
        (Accumulator::ByKey(buckets), Computation::Histogram(histogram)) => {
            histogram_buckets(plan, histogram, buckets)?
        }
        (Accumulator::ByRange(buckets), Computation::Ranges(ranges)) => {
            range_buckets(plan, ranges, buckets, range_members)?
        }
        (Accumulator::ByRange(buckets), Computation::DateRanges(ranges)) => {
            range_buckets(plan, ranges, buckets, date_range_members)?
        }
        (Accumulator::ByRange(buckets), Computation::Filters(filters)) => {
            let labels: Vec<&str> = filters.labels().collect();
            range_buckets(plan, &labels, buckets, |label| json!({ "label": label }))?
        }
        (Accumulator::Distinct { documents, keys }, _) => {
            vec![metric_bucket(plan, *documents, Some(keys.len().into()))]
        }
        (
            Accumulator::Numbers {
                has_other_values: true,
                stats,
                ..
            },
            _,
        ) if stats.count == 0 => {
            return Err(format!(
                "`{}` requires numbers or times: the field of `{}` has values of another type",
                plan.aggregation_type, plan.name
            ));
        }
        (
            Accumulator::Numbers {
                documents, stats, ..
            },
            _,
        ) => stats_buckets(plan, *documents, stats),
        _ => Vec::new(),
    };
    result.insert("buckets".to_owned(), buckets.into());
    Ok(result.into())
}

/// Adds the document count and the nested results to the members of a bucket.
fn bucket_json(plan: &Plan, bucket: &Bucket, mut members: Value) -> Result<Value, String> {
    members["count"] = bucket.count.into();
    if !plan.nested.is_empty() {
        let nested = plan.nested.iter().zip(&bucket.nested);
        let results = nested.map(|(plan, accumulator)| to_json(plan, accumulator));
        members["sub_aggregates"] = results.collect::<Result<Vec<_>, _>>()?.into();
    }
    Ok(members)
}

fn range_buckets<T>(
    plan: &Plan,
    ranges: &[T],
    buckets: &[Bucket],
    members: fn(&T) -> Value,
) -> Result<Vec<Value>, String> {
    ranges
        .iter()
        .zip(buckets)
        .map(|(range, bucket)| bucket_json(plan, bucket, members(range)))
        .collect()
}

type KeyedBucket<'b> = (&'b GroupKey, &'b Bucket);

/// Returns the buckets within the document counts of `order`, sorted.
fn ordered<'b>(
    order: &BucketOrder,
    buckets: impl Iterator<Item = KeyedBucket<'b>>,
) -> Vec<KeyedBucket<'b>> {
    let counts = order.min_doc_count..=order.max_doc_count;
    let mut buckets: Vec<_> = buckets
        .filter(|(_, bucket)| counts.contains(&bucket.count))
        .collect();
    // Buckets of the same count are sorted by key.
    match (order.sort.key(), order.sort.direction()) {
        (BucketKey::Term, Direction::Ascending) => buckets.sort_unstable_by_key(|(key, _)| *key),
        (BucketKey::Term, Direction::Descending) => {
            buckets.sort_unstable_by_key(|(key, _)| Reverse(*key));
        }
        (BucketKey::Count, Direction::Ascending) => {
            buckets.sort_unstable_by_key(|(key, bucket)| (bucket.count, *key));
        }
        (BucketKey::Count, Direction::Descending) => {
            buckets.sort_unstable_by_key(|(key, bucket)| (Reverse(bucket.count), *key));
        }
    }
    buckets
}

fn terms_buckets(
    plan: &Plan,
    terms: &Terms,
    buckets: &HashMap<GroupKey, Bucket>,
    result: &mut Map<String, Value>,
) -> Result<Vec<Value>, String> {
    let ordered = ordered(&terms.order, buckets.iter());
    let (skipped, rest) = ordered.split_at(terms.from.min(ordered.len()));
    let (returned, dropped) = rest.split_at(terms.size.min(rest.len()));
    let omitted = skipped.iter().chain(dropped);
    let omitted: u64 = omitted.map(|(_, bucket)| bucket.count).sum();
    result.insert("sum_other_doc_count".to_owned(), omitted.into());
    result.insert("doc_count_error_upper_bound".to_owned(), 0.into());
    returned
        .iter()
        .map(|(key, bucket)| {
            let mut members = json!({ "label": key.label() });
            if let Some(formatted) = key.formatted() {
                members["key_as_string"] = formatted.into();
            }
            bucket_json(plan, bucket, members)
        })
        .collect()
}

fn histogram_buckets(
    plan: &Plan,
    histogram: &Histogram,
    buckets: &HashMap<GroupKey, Bucket>,
) -> Result<Vec<Value>, String> {
    let empty = Bucket::new(plan);
    let empty_intervals = empty_intervals(histogram, buckets)?;
    let empty_buckets = empty_intervals.iter().map(|key| (key, &empty));
    ordered(&histogram.order, buckets.iter().chain(empty_buckets))
        .into_iter()
        .map(|(key, bucket)| {
            let mut members = json!({ "label": key.label() });
            if let GroupKey::Time(start) = key {
                members["key_as_string"] = calendar::format(*start, &histogram.time_zone).into();
            }
            bucket_json(plan, bucket, members)
        })
        .collect()
}

/// Returns the intervals without documents, between those with documents and within the bounds of
/// the request.
fn empty_intervals(
    histogram: &Histogram,
    buckets: &HashMap<GroupKey, Bucket>,
) -> Result<Vec<GroupKey>, String> {
    if !histogram.has_empty_buckets() {
        return Ok(Vec::new());
    }
    let bounds = histogram.extended_bounds.iter().flatten();
    let bounds = bounds.filter_map(|millis| histogram.interval_start(*millis));
    let occupied = buckets.keys().filter_map(|key| match key {
        GroupKey::Time(start) => Some(*start),
        _ => None,
    });
    let starts: Vec<i64> = occupied.chain(bounds).collect();
    let (Some(first), Some(last)) = (starts.iter().min(), starts.iter().max()) else {
        return Ok(Vec::new());
    };
    let intervals = std::iter::successors(Some(*first), |start| {
        let next = histogram.next_interval(*start)?;
        (next > *start && next <= *last).then_some(next)
    });
    let intervals: Vec<GroupKey> = intervals
        .take(MAX_BUCKETS + 1)
        .map(GroupKey::Time)
        .collect();
    if intervals.len() > MAX_BUCKETS {
        return Err(format!(
            "more than {MAX_BUCKETS} buckets: use a longer interval, or `min_doc_count` 1 to omit \
             empty buckets"
        ));
    }
    let is_empty = |key: &GroupKey| !buckets.contains_key(key);
    Ok(intervals.into_iter().filter(is_empty).collect())
}

fn range_members(range: &Range) -> Value {
    let bound = |bound: Option<&Number>| match bound.and_then(Number::as_f64) {
        Some(number) => format!("{number:?}"),
        None => "*".to_owned(),
    };
    let label = format!("{}-{}", bound(range.start()), bound(range.end()));
    let mut members = json!({ "label": label });
    for (key, bound) in [("from", range.start()), ("to", range.end())] {
        if let Some(bound) = bound {
            members[key] = Value::Number(bound.clone());
        }
    }
    members
}

fn date_range_members(range: &MillisRange) -> Value {
    let format = |bound: Option<i64>| bound.map(|millis| calendar::format(millis, &TimeZone::UTC));
    let [from, to] = [format(range.from), format(range.to)];
    let label = [&from, &to].map(|bound| bound.as_deref().unwrap_or("*"));
    let mut members = json!({ "label": label.join("-") });
    for (key, formatted_key, bound, formatted) in [
        ("from", "string_from", range.from, from),
        ("to", "string_to", range.to, to),
    ] {
        if let (Some(bound), Some(formatted)) = (bound, formatted) {
            members[key] = bound.into();
            members[formatted_key] = formatted.into();
        }
    }
    members
}

/// Returns the single bucket of a metric, whose count is the number of documents with a value.
///
/// Without a value, the member is absent: the API definition types it as a number.
fn metric_bucket(plan: &Plan, documents: u64, value: Option<Value>) -> Value {
    let mut members = json!({ "label": plan.name, "count": documents });
    let Some(value) = value else {
        return members;
    };
    if plan.field_type == FieldType::Timestamp
        && matches!(plan.computation, Computation::Max | Computation::Min)
        && let Some(millis) = value.as_f64()
    {
        members["value_as_string"] = calendar::format(millis as i64, &TimeZone::UTC).into();
    }
    members["value"] = value;
    members
}

fn stats_buckets(plan: &Plan, documents: u64, stats: &Stats) -> Vec<Value> {
    let value = match &plan.computation {
        Computation::Max => stats.max,
        Computation::Min => stats.min,
        Computation::Sum => Some(stats.sum),
        Computation::Avg => (stats.count > 0).then(|| stats.sum / stats.count as f64),
        Computation::Percentiles(percents) => {
            return percentile_buckets(percents, documents, stats);
        }
        _ => None,
    };
    vec![metric_bucket(plan, documents, value.map(number_json))]
}

fn percentile_buckets(percents: &[f64], documents: u64, stats: &Stats) -> Vec<Value> {
    let mut sorted = stats.values.clone();
    sorted.sort_unstable_by(f64::total_cmp);
    let bucket = |percent: &f64| {
        let mut members = json!({
            "label": number_json(*percent),
            "key_as_string": format!("{percent:?}"),
            "count": documents,
        });
        if let Some(value) = percentile(&sorted, *percent) {
            members["value"] = number_json(value);
        }
        members
    };
    percents.iter().map(bucket).collect()
}

/// Returns a percentile by linear interpolation between the closest ranks.
fn percentile(sorted: &[f64], percent: f64) -> Option<f64> {
    let rank = percent / 100.0 * (sorted.len().checked_sub(1)? as f64);
    let below = sorted.get(rank.floor() as usize)?;
    let above = sorted.get(rank.ceil() as usize)?;
    Some(below + (above - below) * rank.fract())
}

fn number_json(number: f64) -> Value {
    exact_integer(number).map_or_else(|| number.into(), Value::from)
}
