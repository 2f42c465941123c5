//! Aggregations of a request, prepared for computation.

use falcon_aggregates::{
    AggregationType, BucketSort, DynamicAggregate, Interval, Parameters, Range,
};
use fql::collections::any::Any;
use fql::eval::{JsonScalar, Matcher};
use fql::syntax::Time;
use fql::table::{FieldType, Table};
use fql::{Filter, Instant, Timestamp};
use jiff::tz::TimeZone;
use regex_lite::Regex;
use serde_json::Value;

use super::calendar;
use super::fields::{FieldValues, Fields};
use super::group_key::{GroupKey, millis, number};

/// The default number of `terms` buckets.
const DEFAULT_SIZE: u64 = 10;
const DEFAULT_PERCENTS: [f64; 7] = [1.0, 5.0, 25.0, 50.0, 75.0, 95.0, 99.0];

/// A prepared aggregation.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) name: String,
    pub(super) aggregation_type: AggregationType,
    pub(super) field_type: FieldType,
    pub(super) computation: Computation,
    pub(super) nested: Vec<Plan>,
    /// The index of the field.
    field: usize,
    matcher: Option<Matcher>,
    /// The words of `q` in lower case.
    words: Vec<String>,
    missing: Option<JsonScalar<'static>>,
}

/// The computation of an aggregation type, with its parameters.
#[derive(Debug)]
pub(super) enum Computation {
    Terms(Terms),
    Histogram(Histogram),
    Ranges(Vec<Range>),
    DateRanges(Vec<MillisRange>),
    Cardinality,
    Max,
    Min,
    Avg,
    Sum,
    Percentiles(Vec<f64>),
    Filters(Filters),
}

/// Filters and the labels of their buckets.
#[derive(Debug)]
pub(super) struct Filters {
    /// A filter that matches everything has no matcher.
    filters: Vec<(String, Option<Matcher>)>,
    /// The label of the bucket for the documents that match no filter.
    other: Option<String>,
}

impl Filters {
    fn new(params: Parameters<'_, Any>, table: &Table, now: Instant) -> Result<Self, String> {
        let filters = params
            .filters_spec()
            .into_iter()
            .flat_map(|spec| spec.filters());
        let filters =
            filters.map(|(label, filter)| Ok((label.to_owned(), matcher(filter, table, now)?)));
        let other = params.filters_spec().and_then(|spec| spec.other_label());
        Ok(Self {
            filters: filters.collect::<Result<_, String>>()?,
            other: other.map(str::to_owned),
        })
    }

    /// Returns the labels of the buckets.
    pub(super) fn labels(&self) -> impl Iterator<Item = &str> {
        let labels = self.filters.iter().map(|(label, _)| label);
        labels.chain(&self.other).map(String::as_str)
    }

    /// Returns the indexes of the buckets of a document.
    pub(super) fn buckets(&self, json: &str) -> Vec<usize> {
        let matches = |(_, matcher): &(String, Option<Matcher>)| selects(matcher.as_ref(), json);
        let matching = self.filters.iter().enumerate();
        let mut buckets: Vec<usize> = matching
            .filter(|(_, filter)| matches(filter))
            .map(|(index, _)| index)
            .collect();
        if buckets.is_empty() && self.other.is_some() {
            buckets.push(self.filters.len());
        }
        buckets
    }
}

/// Returns the matcher of a filter, or `None` for a filter that matches everything.
fn matcher(filter: &Filter<Any>, table: &Table, now: Instant) -> Result<Option<Matcher>, String> {
    if filter.is_match_all() {
        return Ok(None);
    }
    let tree = filter.tree().map_err(|error| error.to_string())?;
    Ok(Some(Matcher::from_tree(table, &tree, now)))
}

/// Returns `true` if a matcher selects a document. A malformed document is not selected.
fn selects(matcher: Option<&Matcher>, json: &str) -> bool {
    matcher.is_none_or(|matcher| matcher.matches_json(json.as_bytes()).unwrap_or(false))
}

#[derive(Debug)]
pub(super) struct Terms {
    pub(super) order: BucketOrder,
    pub(super) size: usize,
    pub(super) from: usize,
    include: Option<Regex>,
    exclude: Option<Regex>,
}

#[derive(Debug)]
pub(super) struct Histogram {
    pub(super) order: BucketOrder,
    pub(super) interval: Interval,
    pub(super) time_zone: TimeZone,
    pub(super) extended_bounds: Option<[i64; 2]>,
}

/// The order of buckets, and the document counts of those that are returned.
#[derive(Debug)]
pub(super) struct BucketOrder {
    pub(super) sort: BucketSort,
    pub(super) min_doc_count: u64,
    pub(super) max_doc_count: u64,
}

/// A half-open range of milliseconds since 1970.
#[derive(Debug)]
pub(super) struct MillisRange {
    pub(super) from: Option<i64>,
    pub(super) to: Option<i64>,
}

impl MillisRange {
    fn contains(&self, millis: i64) -> bool {
        self.from.is_none_or(|from| from <= millis) && self.to.is_none_or(|to| millis < to)
    }
}

impl Plan {
    /// Prepares an aggregation and adds its fields to `fields`.
    pub(super) fn new(
        aggregate: &DynamicAggregate<Any>,
        fields: &mut Fields<'_>,
        now: Instant,
    ) -> Result<Self, String> {
        let (field, field_type) = fields.add(aggregate.field());
        let params = aggregate.params();
        let matcher = matcher(params.filter(), fields.table, now)?;
        let words = params.q().unwrap_or_default();
        let missing = params.missing();
        let nested = aggregate.sub_aggregates().iter();
        Ok(Self {
            name: aggregate.name().to_owned(),
            aggregation_type: aggregate.aggregation_type(),
            field_type,
            computation: Computation::new(aggregate.aggregation_type(), params, fields.table, now)?,
            nested: nested
                .map(|nested| Self::new(nested, fields, now))
                .collect::<Result<_, _>>()?,
            field,
            matcher,
            words: words.split_whitespace().map(str::to_lowercase).collect(),
            missing: missing.map(|missing| JsonScalar::Str(missing.to_owned().into())),
        })
    }

    /// Returns the number of buckets that exist before documents are added: one for each range or
    /// filter, and those nested in it.
    pub(super) fn initial_size(&self) -> usize {
        let count = match &self.computation {
            Computation::Ranges(ranges) => ranges.len(),
            Computation::DateRanges(ranges) => ranges.len(),
            Computation::Filters(filters) => filters.labels().count(),
            _ => 0,
        };
        count.saturating_mul(self.bucket_size())
    }

    /// Returns the number of buckets in a new bucket, including itself.
    pub(super) fn bucket_size(&self) -> usize {
        let nested = self.nested.iter().map(Self::initial_size);
        nested.fold(1, usize::saturating_add)
    }

    /// Returns `true` if the filter and `q` match the document.
    pub(super) fn selects(&self, json: &str) -> bool {
        selects(self.matcher.as_ref(), json)
            && (self.words.is_empty() || has_words(json, &self.words))
    }

    /// Returns the values of the field, or `missing` if there are none.
    pub(super) fn values<'v, 'd>(&'v self, values: &'v FieldValues<'d>) -> &'v [JsonScalar<'d>] {
        match (values[self.field].as_slice(), &self.missing) {
            ([], Some(missing)) => std::slice::from_ref(missing),
            (values, _) => values,
        }
    }

    /// Returns the distinct bucket keys of values.
    pub(super) fn keys(&self, values: &[JsonScalar<'_>]) -> Vec<GroupKey> {
        let mut keys: Vec<GroupKey> = match &self.computation {
            Computation::Histogram(histogram) => values
                .iter()
                .filter_map(millis)
                .filter_map(|millis| histogram.interval_start(millis))
                .map(GroupKey::Time)
                .collect(),
            Computation::Terms(terms) => values
                .iter()
                .map(|value| GroupKey::new(self.field_type, value))
                .filter(|key| terms.includes(key))
                .collect(),
            _ => Vec::new(),
        };
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// Returns `true` if one of the values is in the range with this index.
    pub(super) fn is_in_range(&self, index: usize, values: &[JsonScalar<'_>]) -> bool {
        match &self.computation {
            Computation::Ranges(ranges) => values
                .iter()
                .filter_map(|value| number(self.field_type, value))
                .any(|number| ranges[index].contains(number)),
            Computation::DateRanges(ranges) => values
                .iter()
                .filter_map(millis)
                .any(|millis| ranges[index].contains(millis)),
            _ => false,
        }
    }
}

impl Computation {
    fn new(
        aggregation_type: AggregationType,
        params: Parameters<'_, Any>,
        table: &Table,
        now: Instant,
    ) -> Result<Self, String> {
        let time_zone = params.time_zone().map(calendar::time_zone);
        Ok(match aggregation_type {
            AggregationType::Terms => Self::Terms(Terms::new(params)?),
            AggregationType::DateHistogram => {
                Self::Histogram(Histogram::new(params, time_zone, now))
            }
            AggregationType::Range => Self::Ranges(params.ranges().to_vec()),
            AggregationType::DateRange => {
                let bound = |source| parse_bound(source, time_zone.as_ref(), now);
                let ranges = params.date_ranges().iter();
                let ranges = ranges.map(|range| MillisRange {
                    from: range.start().and_then(bound),
                    to: range.end().and_then(bound),
                });
                Self::DateRanges(ranges.collect())
            }
            AggregationType::Cardinality => Self::Cardinality,
            AggregationType::Max => Self::Max,
            AggregationType::Min => Self::Min,
            AggregationType::Avg => Self::Avg,
            AggregationType::Sum => Self::Sum,
            AggregationType::Filters => Self::Filters(Filters::new(params, table, now)?),
            AggregationType::Percentiles => {
                let percents = params.percents().iter();
                let percents: Vec<f64> = percents.map(|percent| percent.get()).collect();
                Self::Percentiles(match percents.is_empty() {
                    true => DEFAULT_PERCENTS.to_vec(),
                    false => percents,
                })
            }
        })
    }
}

impl Terms {
    fn new(params: Parameters<'_, Any>) -> Result<Self, String> {
        let size = params.size().filter(|size| *size > 0);
        let from = params.skip().unwrap_or(0);
        Ok(Self {
            order: BucketOrder::new(params, BucketSort::COUNT_DESC),
            size: usize::try_from(size.unwrap_or(DEFAULT_SIZE)).unwrap_or(usize::MAX),
            from: usize::try_from(from).unwrap_or(usize::MAX),
            include: regex("include", params.include())?,
            exclude: regex("exclude", params.exclude())?,
        })
    }

    /// Returns `true` if `include` and `exclude` allow the key.
    fn includes(&self, key: &GroupKey) -> bool {
        if self.include.is_none() && self.exclude.is_none() {
            return true;
        }
        let input = key.match_input();
        let matches = |regex: &Regex| regex.is_match(&input);
        self.include.as_ref().is_none_or(matches) && !self.exclude.as_ref().is_some_and(matches)
    }
}

/// Compiles a regular expression that matches a whole value.
fn regex(parameter: &str, source: Option<&str>) -> Result<Option<Regex>, String> {
    let Some(source) = source else {
        return Ok(None);
    };
    // Compiling the source alone first rejects one that closes the group of the anchored form.
    let regex = Regex::new(source).and_then(|_| Regex::new(&format!("^(?:{source})$")));
    regex
        .map(Some)
        .map_err(|error| format!("invalid regular expression in `{parameter}`: {error}"))
}

impl Histogram {
    fn new(params: Parameters<'_, Any>, time_zone: Option<TimeZone>, now: Instant) -> Self {
        let extended_bounds = params.extended_bounds().and_then(|bounds| {
            let bound = |source| parse_bound(source, time_zone.as_ref(), now);
            Some([bound(bounds.min())?, bound(bounds.max())?])
        });
        Self {
            order: BucketOrder::new(params, BucketSort::TERM_ASC),
            // Validation requires an interval.
            interval: params.interval().unwrap_or(Interval::Day),
            time_zone: time_zone.unwrap_or(TimeZone::UTC),
            extended_bounds,
        }
    }

    /// Returns `true` if empty intervals have buckets.
    pub(super) fn has_empty_buckets(&self) -> bool {
        self.order.min_doc_count == 0
    }

    /// Returns the start of the interval that contains a time.
    pub(super) fn interval_start(&self, millis: i64) -> Option<i64> {
        calendar::interval_start(millis, self.interval, &self.time_zone)
    }

    /// Returns the start of the interval after the one that starts at `start`.
    pub(super) fn next_interval(&self, start: i64) -> Option<i64> {
        calendar::next_interval(start, self.interval, &self.time_zone)
    }
}

impl BucketOrder {
    fn new(params: Parameters<'_, Any>, default_sort: BucketSort) -> Self {
        let default_min = u64::from(params.extended_bounds().is_none());
        // Clients that send every parameter send 0 for no maximum.
        let max_doc_count = params.max_doc_count().filter(|max| *max > 0);
        Self {
            sort: params.sort().unwrap_or(default_sort),
            min_doc_count: params.min_doc_count().unwrap_or(default_min),
            max_doc_count: max_doc_count.unwrap_or(u64::MAX),
        }
    }
}

/// Parses the bound of a range in milliseconds since 1970. A time without `Z` or an offset is in
/// the time zone of the request.
fn parse_bound(source: &str, time_zone: Option<&TimeZone>, now: Instant) -> Option<i64> {
    let timestamp: Timestamp = source.parse().ok()?;
    let millis = timestamp.resolve(now).unix_millis();
    let time_of_day = source.split_once(['T', 't']).map_or("", |(_, time)| time);
    let has_offset = time_of_day.contains(['Z', 'z', '+', '-']);
    match (timestamp.time(), time_zone) {
        (Time::Absolute { .. }, Some(time_zone)) if !has_offset => {
            calendar::local_to_utc(millis, time_zone)
        }
        _ => Some(millis),
    }
}

/// Returns `true` if each word occurs in some value of the document, ignoring case.
fn has_words(json: &str, words: &[String]) -> bool {
    let Ok(document) = serde_json::from_str::<Value>(json) else {
        return false;
    };
    let mut missing: Vec<&String> = words.iter().collect();
    let mut pending = vec![&document];
    while let Some(value) = pending.pop() {
        let string = match value {
            Value::Array(elements) => {
                pending.extend(elements);
                continue;
            }
            Value::Object(members) => {
                pending.extend(members.values());
                continue;
            }
            Value::String(string) => string.to_lowercase(),
            Value::Null => continue,
            other => other.to_string(),
        };
        missing.retain(|word| !string.contains(word.as_str()));
    }
    missing.is_empty()
}
