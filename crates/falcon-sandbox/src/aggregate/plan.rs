//! An aggregation made ready to be computed.

use falcon_aggregates::{AggregationType, DynamicAggregate, Interval, Range};
use fql::eval::Matcher;
use fql::{Collection, FieldType, Instant, Time, TimeError, Timestamp};
use jiff::tz::TimeZone;
use regex_lite::Regex;
use serde_json::Value;

use super::calendar;
use super::key::Key;
use super::values::{Reader, Scalar, Values};

/// How many buckets of terms there are unless the request says it.
const SIZE: u64 = 10;

/// An aggregation, and what has to be known to compute it.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) name: String,
    pub(super) kind: FieldType,
    pub(super) work: Work,
    pub(super) nested: Vec<Plan>,
    field: usize,
    matcher: Option<Matcher>,
    words: Vec<String>,
    missing: Option<Scalar<'static>>,
}

/// What is computed.
#[derive(Debug)]
pub(super) enum Work {
    Terms(Terms),
    Histogram(Histogram),
    Ranges(Vec<Range>),
    DateRanges(Vec<Span>),
    Cardinality,
    Max,
    Min,
    Avg,
    Sum,
    Percentiles(Vec<f64>),
}

#[derive(Debug)]
pub(super) struct Terms {
    pub(super) order: Order,
    pub(super) size: usize,
    pub(super) from: usize,
    include: Option<Regex>,
    exclude: Option<Regex>,
}

#[derive(Debug)]
pub(super) struct Histogram {
    pub(super) order: Order,
    pub(super) interval: Interval,
    pub(super) zone: TimeZone,
    pub(super) bounds: Option<[i64; 2]>,
}

/// The order of buckets, and which are left out.
#[derive(Debug)]
pub(super) struct Order {
    pub(super) sort: falcon_aggregates::BucketSort,
    pub(super) least: u64,
    pub(super) most: u64,
}

/// A range of time, in milliseconds since 1970.
#[derive(Debug)]
pub(super) struct Span {
    pub(super) from: Option<i64>,
    pub(super) to: Option<i64>,
}

impl Plan {
    pub(super) fn new<C: Collection>(
        aggregate: &DynamicAggregate<C>,
        reader: &mut Reader,
        now: Timestamp,
    ) -> Result<Self, String> {
        // An alias is read from the field that it stands for.
        let row = C::TABLE.find(aggregate.field());
        let kind = row.map_or(FieldType::Any, |row| row.kind);
        let field = reader.number_of(row.map_or(aggregate.field(), |row| row.name));
        let filter = aggregate.params().filter();
        let matcher = match filter.is_match_all() {
            true => None,
            false => Some(Matcher::new(filter, now).map_err(|error| error.to_string())?),
        };
        let words = aggregate.params().q().unwrap_or_default();
        let missing = aggregate.params().missing();
        let nested = aggregate.sub_aggregates().iter();
        Ok(Self {
            name: aggregate.name().to_owned(),
            kind,
            work: Work::new(aggregate, now)?,
            nested: nested
                .map(|nested| Self::new(nested, reader, now))
                .collect::<Result<_, _>>()?,
            field,
            matcher,
            words: words.split_whitespace().map(str::to_lowercase).collect(),
            missing: missing.map(|text| Scalar::Text(text.to_owned().into())),
        })
    }

    /// Whether the document is counted.
    pub(super) fn selects(&self, document: &str) -> bool {
        let matches =
            |matcher: &Matcher| matcher.matches_json(document.as_bytes()).unwrap_or(false);
        self.matcher.as_ref().is_none_or(matches)
            && (self.words.is_empty() || has_words(document, &self.words))
    }

    /// The values of the document, or the one that stands for none.
    pub(super) fn values<'v, 'd>(&'v self, values: &'v Values<'d>) -> &'v [Scalar<'d>] {
        match (values[self.field].as_slice(), &self.missing) {
            ([], Some(missing)) => std::slice::from_ref(missing),
            (values, _) => values,
        }
    }
}

impl Work {
    fn new<C>(aggregate: &DynamicAggregate<C>, now: Timestamp) -> Result<Self, String> {
        let zone = aggregate.params().time_zone().map(calendar::zone);
        Ok(match aggregate.aggregation_type() {
            AggregationType::Terms => Self::Terms(Terms::new(aggregate)?),
            AggregationType::DateHistogram => Self::Histogram(Histogram::new(aggregate, zone, now)),
            AggregationType::Range => Self::Ranges(aggregate.params().ranges().to_vec()),
            AggregationType::DateRange => {
                let end = |text| moment(text, zone.as_ref(), now);
                let ranges = aggregate.params().date_ranges().iter();
                let spans = ranges.map(|range| Span {
                    from: range.start().and_then(end),
                    to: range.end().and_then(end),
                });
                Self::DateRanges(spans.collect())
            }
            AggregationType::Cardinality => Self::Cardinality,
            AggregationType::Max => Self::Max,
            AggregationType::Min => Self::Min,
            AggregationType::Avg => Self::Avg,
            AggregationType::Sum => Self::Sum,
            AggregationType::Percentiles => {
                let percents = aggregate.params().percents().iter();
                let percents: Vec<f64> = percents.map(|percent| percent.get()).collect();
                Self::Percentiles(match percents.is_empty() {
                    true => vec![1.0, 5.0, 25.0, 50.0, 75.0, 95.0, 99.0],
                    false => percents,
                })
            }
        })
    }
}

impl Terms {
    fn new<C>(aggregate: &DynamicAggregate<C>) -> Result<Self, String> {
        let size = aggregate.params().size().filter(|size| *size > 0);
        let from = aggregate.params().skip().unwrap_or(0);
        Ok(Self {
            order: Order::new(aggregate, falcon_aggregates::BucketSort::COUNT_DESC),
            size: usize::try_from(size.unwrap_or(SIZE)).unwrap_or(usize::MAX),
            from: usize::try_from(from).unwrap_or(usize::MAX),
            include: pattern("include", aggregate.params().include())?,
            exclude: pattern("exclude", aggregate.params().exclude())?,
        })
    }

    /// Whether the value gets a bucket.
    pub(super) fn takes(&self, key: &Key) -> bool {
        if self.include.is_none() && self.exclude.is_none() {
            return true;
        }
        let text = key.text();
        let holds = |pattern: &Regex| pattern.is_match(&text);
        self.include.as_ref().is_none_or(holds) && !self.exclude.as_ref().is_some_and(holds)
    }
}

/// A pattern holds for a whole value.
fn pattern(key: &str, text: Option<&str>) -> Result<Option<Regex>, String> {
    let Some(text) = text else {
        return Ok(None);
    };
    // The text by itself first: a parenthesis in it may not close the one that is put around.
    let read = Regex::new(text).and_then(|_| Regex::new(&format!("^(?:{text})$")));
    read.map(Some)
        .map_err(|error| format!("`{key}` is no regular expression: {error}"))
}

impl Histogram {
    fn new<C>(aggregate: &DynamicAggregate<C>, zone: Option<TimeZone>, now: Timestamp) -> Self {
        let bounds = aggregate.params().extended_bounds().and_then(|bounds| {
            let end = |text| moment(text, zone.as_ref(), now);
            Some([end(bounds.min())?, end(bounds.max())?])
        });
        Self {
            order: Order::new(aggregate, falcon_aggregates::BucketSort::TERM_ASC),
            // The request was checked to have one.
            interval: aggregate.params().interval().unwrap_or(Interval::Day),
            zone: zone.unwrap_or(TimeZone::UTC),
            bounds,
        }
    }

    /// Whether intervals without documents have buckets.
    pub(super) fn is_dense(&self) -> bool {
        self.order.least == 0
    }
}

impl Order {
    fn new<C>(aggregate: &DynamicAggregate<C>, usual: falcon_aggregates::BucketSort) -> Self {
        let dense = u64::from(aggregate.params().extended_bounds().is_none());
        Self {
            sort: aggregate.params().sort().unwrap_or(usual),
            least: aggregate.params().min_doc_count().unwrap_or(dense),
            // Clients that write all keys write 0 for no limit.
            most: aggregate
                .params()
                .max_doc_count()
                .filter(|most| *most > 0)
                .unwrap_or(u64::MAX),
        }
    }
}

/// The moment of a text, for a request that is answered now. A text without a zone is what the
/// clocks of the request's zone show.
fn moment(text: &str, zone: Option<&TimeZone>, now: Timestamp) -> Option<i64> {
    let parsed = Time::parse(text);
    if let Ok(Time::Relative(relative)) = parsed {
        let now = Instant::from(now);
        return Some(Timestamp::from(relative).resolve(now).unix_millis());
    }
    let absolute: Instant = text.parse().ok()?;
    let has_zone = text.ends_with('Z') || parsed == Err(TimeError::Offset);
    match zone {
        Some(zone) if !has_zone => calendar::as_local(absolute.unix_millis(), zone),
        _ => Some(absolute.unix_millis()),
    }
}

/// Whether each word stands in some value of the document, whatever the case.
fn has_words(document: &str, words: &[String]) -> bool {
    let Ok(document) = serde_json::from_str::<Value>(document) else {
        return false;
    };
    let mut wanted: Vec<&String> = words.iter().collect();
    let mut open = vec![&document];
    while let Some(value) = open.pop() {
        let text = match value {
            Value::Array(elements) => {
                open.extend(elements);
                continue;
            }
            Value::Object(members) => {
                open.extend(members.values());
                continue;
            }
            Value::String(text) => text.to_lowercase(),
            Value::Null => continue,
            other => other.to_string(),
        };
        wanted.retain(|word| !text.contains(word.as_str()));
    }
    wanted.is_empty()
}
