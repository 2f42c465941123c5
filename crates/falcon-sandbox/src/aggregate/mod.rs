//! Aggregations over documents, computed in one pass.
//!
//! Undocumented behavior follows the conventions of the underlying search engine. A `terms`
//! aggregation returns ten buckets by default, largest first. A date histogram returns its buckets
//! in order of time, and empty ones only if `min_doc_count` is 0 or `extended_bounds` is set. A
//! document counts once per bucket, even if several of its values belong to the bucket; `max`, `min`,
//! `avg`, `sum` and `percentiles` are over all values. Percentiles are exact and interpolate between
//! neighboring values.

mod accumulator;
mod budget;
mod calendar;
mod fields;
mod group_key;
#[cfg(test)]
mod limit_tests;
mod plan;
mod result;
#[cfg(test)]
mod tests;
mod times;
mod values;

use falcon_aggregates::Aggregates;
use fql::Instant;
use fql::table::Table;
use serde_json::Value;

use crate::cancel::CancelToken;
use crate::data::Document;
use accumulator::Accumulator;
use budget::{Budget, MAX_AGGREGATIONS};
use fields::Fields;
use plan::Plan;

pub(crate) use times::count_times;
pub(crate) use values::{count_matches, count_values};

/// Computes the results of an aggregation request: a list of aggregations or a single one.
///
/// # Errors
///
/// Returns one message for each error of the request.
pub(crate) fn compute<'d>(
    table: &Table,
    request: &Value,
    documents: impl Iterator<Item = &'d Document>,
    now: Instant,
    cancel: &CancelToken,
) -> Result<Vec<Value>, Vec<String>> {
    let request = Aggregates::parse_for_table(table, request).map_err(|invalid| {
        let errors = invalid.errors().iter();
        errors.map(ToString::to_string).collect::<Vec<_>>()
    })?;
    if request.list().len() > MAX_AGGREGATIONS {
        return Err(vec![format!(
            "too many aggregations: expected up to {MAX_AGGREGATIONS}, found {}",
            request.list().len()
        )]);
    }
    let mut fields = Fields::new(table);
    let plans: Vec<Plan> = request
        .list()
        .iter()
        .map(|aggregate| Plan::new(aggregate, &mut fields, now))
        .collect::<Result<_, _>>()
        .map_err(|message| vec![message])?;
    let mut budget = Budget::default();
    budget.take(
        plans
            .iter()
            .map(Plan::initial_size)
            .fold(0, usize::saturating_add),
    );
    budget.check().map_err(|message| vec![message])?;
    let mut accumulators: Vec<Accumulator> = plans.iter().map(Accumulator::new).collect();
    let reader = fields.reader();
    let mut values = Vec::new();
    for document in documents {
        let json = document.json();
        reader.read(json, &mut values);
        for (plan, accumulator) in plans.iter().zip(&mut accumulators) {
            accumulator.add(plan, json, &values, &mut budget);
        }
        budget.check().map_err(|message| vec![message])?;
        if cancel.is_cancelled() {
            return Err(vec!["the client closed the connection".to_owned()]);
        }
    }
    plans
        .iter()
        .zip(&accumulators)
        .map(|(plan, accumulator)| result::to_json(plan, accumulator))
        .collect::<Result<_, _>>()
        .map_err(|message| vec![message])
}
