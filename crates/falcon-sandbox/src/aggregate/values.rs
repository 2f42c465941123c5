//! The values of one field, for the explorer.

use std::collections::HashMap;

use fql::eval::{JsonPaths, JsonScalar, Predicate};
use fql::table::{FieldType, Table};
use serde_json::Value;

use super::group_key::GroupKey;
use crate::cancel::CancelToken;
use crate::data::Document;
use crate::response::ErrorResponse;

/// The values of a field, with the numbers of documents that have them.
#[derive(Debug, Default)]
pub(crate) struct ValueCounts {
    /// The most frequent values, in the JSON type that the field gives them. Times are strings.
    pub(crate) values: Vec<(Value, usize)>,
    /// The sum of the counts of all other values.
    pub(crate) other: usize,
    /// The number of documents without a value that have an object in its place.
    pub(crate) objects: usize,
    /// The number of documents without either.
    pub(crate) missing: usize,
}

/// Counts documents by the values of a field, of which the `size` most frequent ones are returned. A document
/// with several values counts for each.
///
/// # Errors
///
/// Returns an error if the request is cancelled.
pub(crate) fn count_values<'d>(
    table: &Table,
    field: &str,
    size: usize,
    documents: impl Iterator<Item = &'d Document>,
    cancel: &CancelToken,
) -> Result<ValueCounts, ErrorResponse> {
    let field_type = table
        .find(field)
        .map_or(FieldType::Any, |row| row.field_type);
    let mut counts: HashMap<GroupKey, usize> = HashMap::new();
    let mut result = ValueCounts::default();
    let mut keys = Vec::new();
    for_each(table, field, documents, cancel, |values| {
        let scalars = values.iter().filter(|value| **value != JsonScalar::Object);
        keys.extend(scalars.map(|value| GroupKey::new(field_type, value)));
        if keys.is_empty() {
            match values {
                [] => result.missing += 1,
                _ => result.objects += 1,
            }
        }
        keys.sort_unstable();
        keys.dedup();
        for key in keys.drain(..) {
            *counts.entry(key).or_default() += 1;
        }
    })?;
    let mut sorted: Vec<(GroupKey, usize)> = counts.into_iter().collect();
    sorted.sort_unstable_by(|(left, left_count), (right, right_count)| {
        (right_count, left).cmp(&(left_count, right))
    });
    let others = sorted.split_off(size.min(sorted.len()));
    result.other = others.iter().map(|(_, count)| count).sum();
    let values = sorted.iter().map(|(key, count)| (key.to_json(), *count));
    result.values = values.collect();
    Ok(result)
}

/// Returns the number of documents that each predicate selects by a value of a field.
///
/// # Errors
///
/// Returns an error if the request is cancelled.
pub(crate) fn count_matches<'d>(
    table: &Table,
    field: &str,
    predicates: &[Predicate],
    documents: impl Iterator<Item = &'d Document>,
    cancel: &CancelToken,
) -> Result<Vec<usize>, ErrorResponse> {
    let mut counts = vec![0; predicates.len()];
    for_each(table, field, documents, cancel, |values| {
        for (count, predicate) in counts.iter_mut().zip(predicates) {
            *count += usize::from(values.iter().any(|value| predicate.matches(value)));
        }
    })?;
    Ok(counts)
}

/// Calls `visitor` with the values of a field in each document.
pub(super) fn for_each<'d>(
    table: &Table,
    field: &str,
    documents: impl Iterator<Item = &'d Document>,
    cancel: &CancelToken,
    mut visitor: impl FnMut(&[JsonScalar<'d>]),
) -> Result<(), ErrorResponse> {
    // Documents contain the field itself, not its alias.
    let path = table.find(field).map_or(field, |row| row.name);
    let path = JsonPaths::new([path]);
    let mut values = Vec::new();
    for document in documents {
        if cancel.is_cancelled() {
            return Err(ErrorResponse::cancelled());
        }
        values.clear();
        // A malformed document has no values.
        let _ = path.visit(document.json().as_bytes(), |_, value| values.push(value));
        visitor(&values);
    }
    Ok(())
}
