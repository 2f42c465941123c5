//! Computes aggregations over documents, in one pass.
//!
//! What the documentation leaves open follows the conventions of the search engine underneath:
//! ten buckets of terms unless `size` says otherwise, the largest first; buckets of a date histogram
//! in the order of time, those without documents only when `min_doc_count` is 0 or there are
//! `extended_bounds`. A document counts once in a bucket, however many of its values fall into it;
//! `max`, `min`, `avg`, `sum` and `percentiles` are of all values. Percentiles are exact, and lie
//! between two values where they fall between two.

mod answer;
mod calendar;
mod key;
mod plan;
mod state;
#[cfg(test)]
mod tests;
mod values;

use falcon_aggregates::Aggregates;
use fql::{Collection, Timestamp};
use serde_json::Value;

use crate::data::Document;
use plan::Plan;
use state::State;
use values::Reader;

/// The resources of the answer to a request, which is a list of aggregations or a single one. `now`
/// is what relative times count from.
///
/// # Errors
/// Everything that is wrong with the request, at least one text.
pub(crate) fn compute<'d, C: Collection>(
    body: &Value,
    documents: impl Iterator<Item = &'d Document>,
    now: Timestamp,
) -> Result<Vec<Value>, Vec<String>> {
    let request = Aggregates::<C>::from_value(body).map_err(|invalid| {
        let errors = invalid.errors().iter();
        errors.map(ToString::to_string).collect::<Vec<_>>()
    })?;
    let mut reader = Reader::default();
    let plans = request.list().iter();
    let plans = plans
        .map(|aggregate| Plan::new(aggregate, &mut reader, now))
        .collect::<Result<Vec<_>, _>>()
        .map_err(|problem| vec![problem])?;
    let mut states: Vec<State> = plans.iter().map(State::of).collect();
    let mut values = reader.values();
    for document in documents {
        reader.read(document.json(), &mut values);
        for (plan, state) in plans.iter().zip(&mut states) {
            state.add(plan, document.json(), &values);
        }
    }
    plans
        .iter()
        .zip(&states)
        .map(|(plan, state)| answer::answer(plan, state))
        .collect::<Result<_, _>>()
        .map_err(|problem| vec![problem])
}
