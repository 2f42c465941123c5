//! The state of an aggregation while documents are added.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use super::budget::Budget;
use super::fields::FieldValues;
use super::group_key::{self, GroupKey};
use super::plan::{Computation, Plan};

#[derive(Debug)]
pub(super) enum Accumulator {
    /// One bucket for each value in the documents.
    ByKey(HashMap<GroupKey, Bucket>),
    /// One bucket for each range or filter of the request.
    ByRange(Vec<Bucket>),
    /// The distinct values.
    Distinct {
        documents: u64,
        keys: HashSet<GroupKey>,
    },
    /// Statistics over all values.
    Numbers {
        documents: u64,
        /// A document has a value that is not a number.
        has_other_values: bool,
        stats: Stats,
    },
}

/// The documents of one bucket: their number and the nested aggregations over them.
#[derive(Debug)]
pub(super) struct Bucket {
    pub(super) count: u64,
    pub(super) nested: Vec<Accumulator>,
}

#[derive(Debug, Default)]
pub(super) struct Stats {
    pub(super) count: u64,
    pub(super) sum: f64,
    pub(super) min: Option<f64>,
    pub(super) max: Option<f64>,
    /// Collected only for percentiles.
    pub(super) values: Vec<f64>,
}

impl Bucket {
    pub(super) fn new(plan: &Plan) -> Self {
        Self {
            count: 0,
            nested: plan.nested.iter().map(Accumulator::new).collect(),
        }
    }

    fn add(&mut self, plan: &Plan, json: &str, values: &FieldValues<'_>, budget: &mut Budget) {
        self.count += 1;
        for (plan, accumulator) in plan.nested.iter().zip(&mut self.nested) {
            accumulator.add(plan, json, values, budget);
        }
    }
}

impl Accumulator {
    pub(super) fn new(plan: &Plan) -> Self {
        let ranges = |count| Self::ByRange((0..count).map(|_| Bucket::new(plan)).collect());
        match &plan.computation {
            Computation::Terms(_) | Computation::Histogram(_) => Self::ByKey(HashMap::new()),
            Computation::Ranges(list) => ranges(list.len()),
            Computation::DateRanges(list) => ranges(list.len()),
            Computation::Filters(filters) => ranges(filters.labels().count()),
            Computation::Cardinality => Self::Distinct {
                documents: 0,
                keys: HashSet::new(),
            },
            Computation::Max
            | Computation::Min
            | Computation::Avg
            | Computation::Sum
            | Computation::Percentiles(_) => Self::Numbers {
                documents: 0,
                has_other_values: false,
                stats: Stats::default(),
            },
        }
    }

    /// Adds a document, given as JSON and as the values of its fields.
    pub(super) fn add(
        &mut self,
        plan: &Plan,
        json: &str,
        values: &FieldValues<'_>,
        budget: &mut Budget,
    ) {
        if let (Self::ByRange(buckets), Computation::Filters(filters)) =
            (&mut *self, &plan.computation)
        {
            if plan.selects(json) {
                for index in filters.buckets(json) {
                    buckets[index].add(plan, json, values, budget);
                }
            }
            return;
        }
        let own_values = plan.values(values);
        if own_values.is_empty() || !plan.selects(json) {
            return;
        }
        match self {
            Self::ByKey(buckets) => {
                for key in plan.keys(own_values) {
                    let bucket = match buckets.entry(key) {
                        Entry::Occupied(entry) => entry.into_mut(),
                        Entry::Vacant(entry) if budget.take(plan.bucket_size()) => {
                            entry.insert(Bucket::new(plan))
                        }
                        Entry::Vacant(_) => return,
                    };
                    bucket.add(plan, json, values, budget);
                }
            }
            Self::ByRange(buckets) => {
                for (index, bucket) in buckets.iter_mut().enumerate() {
                    if plan.is_in_range(index, own_values) {
                        bucket.add(plan, json, values, budget);
                    }
                }
            }
            Self::Distinct { documents, keys } => {
                *documents += 1;
                let own_keys = own_values
                    .iter()
                    .map(|value| GroupKey::new(plan.field_type, value));
                for key in own_keys {
                    if keys.insert(key) {
                        budget.take(1);
                    }
                }
            }
            Self::Numbers {
                documents,
                has_other_values,
                stats,
            } => {
                let before = stats.count;
                let keep_values = matches!(plan.computation, Computation::Percentiles(_));
                let numbers = own_values
                    .iter()
                    .filter_map(|value| group_key::number(plan.field_type, value));
                for number in numbers {
                    stats.add(number, keep_values);
                    if keep_values {
                        budget.take(1);
                    }
                }
                *documents += u64::from(stats.count > before);
                *has_other_values |= stats.count == before;
            }
        }
    }
}

impl Stats {
    fn add(&mut self, number: f64, keep_value: bool) {
        self.count += 1;
        self.sum += number;
        self.min = Some(self.min.map_or(number, |min| min.min(number)));
        self.max = Some(self.max.map_or(number, |max| max.max(number)));
        if keep_value {
            self.values.push(number);
        }
    }
}
