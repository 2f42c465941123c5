//! What is known of an aggregation after some documents.

use std::collections::{HashMap, HashSet};

use super::calendar;
use super::key::{self, Key};
use super::plan::{Plan, Work};
use super::values::Values;

/// What an aggregation has counted so far.
#[derive(Debug)]
pub(super) enum State {
    /// A bucket for each value that was met.
    ByKey(HashMap<Key, Bucket>),
    /// A bucket for each range of the request.
    ByRange(Vec<Bucket>),
    /// The different values.
    Distinct { documents: u64, keys: HashSet<Key> },
    /// All values as numbers.
    Numbers { documents: u64, numbers: Numbers },
}

/// Documents that fall together, and what is computed of them.
#[derive(Debug)]
pub(super) struct Bucket {
    pub(super) count: u64,
    pub(super) nested: Vec<State>,
}

#[derive(Debug, Default)]
pub(super) struct Numbers {
    pub(super) count: u64,
    pub(super) sum: f64,
    pub(super) least: Option<f64>,
    pub(super) largest: Option<f64>,
    /// Kept for percentiles only.
    pub(super) all: Vec<f64>,
}

impl Bucket {
    pub(super) fn new(plan: &Plan) -> Self {
        Self {
            count: 0,
            nested: plan.nested.iter().map(State::of).collect(),
        }
    }

    fn add(&mut self, plan: &Plan, document: &str, values: &Values<'_>) {
        self.count += 1;
        for (plan, state) in plan.nested.iter().zip(&mut self.nested) {
            state.add(plan, document, values);
        }
    }
}

impl State {
    pub(super) fn of(plan: &Plan) -> Self {
        let ranges = |count| Self::ByRange((0..count).map(|_| Bucket::new(plan)).collect());
        match &plan.work {
            Work::Terms(_) | Work::Histogram(_) => Self::ByKey(HashMap::new()),
            Work::Ranges(list) => ranges(list.len()),
            Work::DateRanges(list) => ranges(list.len()),
            Work::Cardinality => Self::Distinct {
                documents: 0,
                keys: HashSet::new(),
            },
            Work::Max | Work::Min | Work::Avg | Work::Sum | Work::Percentiles(_) => Self::Numbers {
                documents: 0,
                numbers: Numbers::default(),
            },
        }
    }

    /// Counts a document, whose fields have these values.
    pub(super) fn add(&mut self, plan: &Plan, document: &str, values: &Values<'_>) {
        let own = plan.values(values);
        if own.is_empty() || !plan.selects(document) {
            return;
        }
        match self {
            Self::ByKey(buckets) => {
                // A document counts once in a bucket.
                let mut keys: Vec<Key> = match &plan.work {
                    Work::Histogram(histogram) => own
                        .iter()
                        .filter_map(key::time)
                        .filter_map(|time| {
                            calendar::start(time, histogram.interval, &histogram.zone)
                        })
                        .map(Key::Time)
                        .collect(),
                    Work::Terms(terms) => own
                        .iter()
                        .map(|scalar| Key::of(plan.kind, scalar))
                        .filter(|key| terms.takes(key))
                        .collect(),
                    _ => Vec::new(),
                };
                keys.sort_unstable();
                keys.dedup();
                for key in keys {
                    let bucket = buckets.entry(key).or_insert_with(|| Bucket::new(plan));
                    bucket.add(plan, document, values);
                }
            }
            Self::ByRange(buckets) => match &plan.work {
                Work::Ranges(ranges) => {
                    let numbers = || own.iter().filter_map(|value| key::number(plan.kind, value));
                    for (range, bucket) in ranges.iter().zip(buckets) {
                        if numbers().any(|number| range.contains(number)) {
                            bucket.add(plan, document, values);
                        }
                    }
                }
                Work::DateRanges(spans) => {
                    for (span, bucket) in spans.iter().zip(buckets) {
                        let is_in = |time: i64| {
                            span.from.is_none_or(|from| from <= time)
                                && span.to.is_none_or(|to| time < to)
                        };
                        if own.iter().filter_map(key::time).any(is_in) {
                            bucket.add(plan, document, values);
                        }
                    }
                }
                _ => {}
            },
            Self::Distinct { documents, keys } => {
                *documents += 1;
                keys.extend(own.iter().map(|scalar| Key::of(plan.kind, scalar)));
            }
            Self::Numbers { documents, numbers } => {
                let before = numbers.count;
                let keeps = matches!(plan.work, Work::Percentiles(_));
                for number in own.iter().filter_map(|value| key::number(plan.kind, value)) {
                    numbers.add(number, keeps);
                }
                *documents += u64::from(numbers.count > before);
            }
        }
    }
}

impl Numbers {
    fn add(&mut self, number: f64, keeps: bool) {
        self.count += 1;
        self.sum += number;
        self.least = Some(self.least.map_or(number, |least| least.min(number)));
        self.largest = Some(self.largest.map_or(number, |largest| largest.max(number)));
        if keeps {
            self.all.push(number);
        }
    }
}
