//! Answers of the service's shape.

use std::cmp::Reverse;
use std::collections::HashMap;

use falcon_aggregates::{BucketKey, Range};
use fql::{Direction, FieldType};
use jiff::tz::TimeZone;
use serde_json::{Map, Number, Value, json};

use super::calendar;
use super::key::Key;
use super::plan::{Histogram, Order, Plan, Span, Terms, Work};
use super::state::{Bucket, Numbers, State};

/// So many buckets a date histogram may have: the usual limit of the search engine underneath.
const MOST_BUCKETS: usize = 65_535;

/// The result of an aggregation.
pub(super) fn answer(plan: &Plan, state: &State) -> Result<Value, String> {
    let mut result = Map::new();
    result.insert("name".to_owned(), plan.name.as_str().into());
    let buckets = match (state, &plan.work) {
        (State::ByKey(buckets), Work::Terms(terms)) => {
            terms_buckets(plan, terms, buckets, &mut result)?
        }
        (State::ByKey(buckets), Work::Histogram(histogram)) => {
            histogram_buckets(plan, histogram, buckets)?
        }
        (State::ByRange(buckets), Work::Ranges(ranges)) => {
            each(plan, ranges, buckets, range_entries)?
        }
        (State::ByRange(buckets), Work::DateRanges(spans)) => {
            each(plan, spans, buckets, span_entries)?
        }
        (State::Distinct { documents, keys }, _) => {
            vec![metric(*documents, keys.len().into(), plan)]
        }
        (State::Numbers { documents, numbers }, work) => {
            number_buckets(plan, *documents, numbers, work)
        }
        _ => Vec::new(),
    };
    result.insert("buckets".to_owned(), buckets.into());
    Ok(result.into())
}

/// A bucket: its entries, how many documents it has, and what is nested in it.
fn bucket(plan: &Plan, bucket: &Bucket, mut entries: Value) -> Result<Value, String> {
    entries["count"] = bucket.count.into();
    if !plan.nested.is_empty() {
        let nested = plan.nested.iter().zip(&bucket.nested);
        let answers = nested.map(|(plan, state)| answer(plan, state));
        entries["sub_aggregates"] = answers.collect::<Result<Vec<_>, _>>()?.into();
    }
    Ok(entries)
}

fn each<T>(
    plan: &Plan,
    ranges: &[T],
    buckets: &[Bucket],
    entries: fn(&T) -> Value,
) -> Result<Vec<Value>, String> {
    let pairs = ranges.iter().zip(buckets);
    pairs
        .map(|(range, counted)| bucket(plan, counted, entries(range)))
        .collect()
}

/// A bucket and what it is for.
type Counted<'b> = (&'b Key, &'b Bucket);

/// The buckets that have neither too few nor too many documents, in their order.
fn ordered<'b>(order: &Order, buckets: impl Iterator<Item = Counted<'b>>) -> Vec<Counted<'b>> {
    let has_enough = |(_, bucket): &Counted<'_>| (order.least..=order.most).contains(&bucket.count);
    let mut kept: Vec<_> = buckets.filter(has_enough).collect();
    // Those of one size in the order of their values.
    match (order.sort.key(), order.sort.direction()) {
        (BucketKey::Term, Direction::Ascending) => kept.sort_unstable_by_key(|(key, _)| *key),
        (BucketKey::Term, Direction::Descending) => {
            kept.sort_unstable_by_key(|(key, _)| Reverse(*key));
        }
        (BucketKey::Count, Direction::Ascending) => {
            kept.sort_unstable_by_key(|(key, bucket)| (bucket.count, *key));
        }
        (BucketKey::Count, Direction::Descending) => {
            kept.sort_unstable_by_key(|(key, bucket)| (Reverse(bucket.count), *key));
        }
    }
    kept
}

fn terms_buckets(
    plan: &Plan,
    terms: &Terms,
    buckets: &HashMap<Key, Bucket>,
    result: &mut Map<String, Value>,
) -> Result<Vec<Value>, String> {
    let ordered = ordered(&terms.order, buckets.iter());
    let (before, rest) = ordered.split_at(terms.from.min(ordered.len()));
    let (shown, behind) = rest.split_at(terms.size.min(rest.len()));
    let others: u64 = before
        .iter()
        .chain(behind)
        .map(|(_, bucket)| bucket.count)
        .sum();
    result.insert("sum_other_doc_count".to_owned(), others.into());
    result.insert("doc_count_error_upper_bound".to_owned(), 0.into());
    shown
        .iter()
        .map(|(key, counted)| {
            let mut entries = json!({ "label": key.label() });
            if let Some(text) = key.label_as_text() {
                entries["key_as_string"] = text.into();
            }
            bucket(plan, counted, entries)
        })
        .collect()
}

fn histogram_buckets(
    plan: &Plan,
    histogram: &Histogram,
    buckets: &HashMap<Key, Bucket>,
) -> Result<Vec<Value>, String> {
    let empty = Bucket::new(plan);
    let gaps = gaps(histogram, buckets)?;
    let all = buckets.iter().chain(gaps.iter().map(|key| (key, &empty)));
    let shown = ordered(&histogram.order, all);
    shown
        .into_iter()
        .map(|(key, counted)| {
            let Key::Time(start) = key else {
                return bucket(plan, counted, json!({ "label": key.label() }));
            };
            let text = calendar::text(*start, &histogram.zone);
            bucket(
                plan,
                counted,
                json!({ "label": start, "key_as_string": text }),
            )
        })
        .collect()
}

/// The intervals without documents, between those that have some and within the bounds.
fn gaps(histogram: &Histogram, buckets: &HashMap<Key, Bucket>) -> Result<Vec<Key>, String> {
    if !histogram.is_dense() {
        return Ok(Vec::new());
    }
    let start = |time| calendar::start(time, histogram.interval, &histogram.zone);
    let bounds = histogram.bounds.iter().flatten().copied().filter_map(start);
    let met = buckets.keys().filter_map(|key| match key {
        Key::Time(start) => Some(*start),
        _ => None,
    });
    let starts: Vec<i64> = met.chain(bounds).collect();
    let (Some(first), Some(last)) = (starts.iter().min(), starts.iter().max()) else {
        return Ok(Vec::new());
    };
    let mut gaps = Vec::new();
    let mut at = Some(*first);
    let mut count = 0;
    while let Some(start) = at.filter(|start| start <= last) {
        count += 1;
        if count > MOST_BUCKETS {
            return Err(format!(
                "there would be more than {MOST_BUCKETS} buckets: take a longer interval, or ask \
                 for those with documents only, with `min_doc_count` 1",
            ));
        }
        let key = Key::Time(start);
        if !buckets.contains_key(&key) {
            gaps.push(key);
        }
        at =
            calendar::next(start, histogram.interval, &histogram.zone).filter(|next| *next > start);
    }
    Ok(gaps)
}

fn range_entries(range: &Range) -> Value {
    let shown = |end: Option<&Number>| match end.and_then(Number::as_f64) {
        Some(number) => format!("{number:?}"),
        None => "*".to_owned(),
    };
    let label = format!("{}-{}", shown(range.start()), shown(range.end()));
    let mut entries = json!({ "label": label });
    for (key, end) in [("from", range.start()), ("to", range.end())] {
        if let Some(end) = end {
            entries[key] = Value::Number(end.clone());
        }
    }
    entries
}

fn span_entries(span: &Span) -> Value {
    let shown = |end: Option<i64>| end.map(|end| calendar::text(end, &TimeZone::UTC));
    let ends = [shown(span.from), shown(span.to)];
    let [from, to] = ends.each_ref().map(|end| end.as_deref().unwrap_or("*"));
    let mut entries = json!({ "label": format!("{from}-{to}") });
    let [from, to] = ends;
    for (key, text_key, end, text) in [
        ("from", "string_from", span.from, from),
        ("to", "string_to", span.to, to),
    ] {
        if let (Some(end), Some(text)) = (end, text) {
            entries[key] = end.into();
            entries[text_key] = text.into();
        }
    }
    entries
}

/// The one bucket of an aggregation that makes none; its count is that of the documents with a value.
fn metric(documents: u64, value: Value, plan: &Plan) -> Value {
    let mut entries = json!({ "label": plan.name, "count": documents });
    if plan.kind == FieldType::Timestamp
        && matches!(plan.work, Work::Max | Work::Min)
        && let Some(milliseconds) = value.as_f64()
    {
        entries["value_as_string"] = calendar::text(milliseconds as i64, &TimeZone::UTC).into();
    }
    entries["value"] = value;
    entries
}

fn number_buckets(plan: &Plan, documents: u64, numbers: &Numbers, work: &Work) -> Vec<Value> {
    let value = match work {
        Work::Max => numbers.largest.map(number),
        Work::Min => numbers.least.map(number),
        Work::Sum => Some(number(numbers.sum)),
        Work::Avg => (numbers.count > 0).then(|| number(numbers.sum / numbers.count as f64)),
        Work::Percentiles(percents) => {
            let mut sorted = numbers.all.clone();
            sorted.sort_unstable_by(f64::total_cmp);
            let percentile = |percent: &f64| {
                json!({
                    "label": number(*percent),
                    "key_as_string": format!("{percent:?}"),
                    "count": documents,
                    "value": percentile(&sorted, *percent).map(number),
                })
            };
            return percents.iter().map(percentile).collect();
        }
        _ => None,
    };
    vec![metric(documents, value.unwrap_or(Value::Null), plan)]
}

/// The value below which so many percent of all lie: between two where it falls between two.
fn percentile(sorted: &[f64], percent: f64) -> Option<f64> {
    let place = percent / 100.0 * (sorted.len().checked_sub(1)? as f64);
    let below = sorted.get(place.floor() as usize)?;
    let above = sorted.get(place.ceil() as usize)?;
    Some(below + (above - below) * place.fract())
}

/// A number, whole where it is.
fn number(real: f64) -> Value {
    let integer = real as i64;
    if integer as f64 == real && integer.unsigned_abs() < 1 << 53 {
        integer.into()
    } else {
        real.into()
    }
}
