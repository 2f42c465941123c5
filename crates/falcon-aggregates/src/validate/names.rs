//! Validation of names: each is set, and unique among its siblings.

use std::collections::HashSet;

use crate::error::InvalidAggregates;
use crate::json_path::JsonPath;
use crate::request::dynamic::DynamicAggregate;
use crate::request::messages::excerpt;

/// Lists up to this length are compared pairwise, which takes less time than hashing.
const MAX_PAIRWISE: usize = 8;

/// Checks the names of a list at `path` and of all aggregations nested in it.
pub(crate) fn check_names<C>(
    list: &[DynamicAggregate<C>],
    path: &JsonPath<'_>,
    errors: &mut InvalidAggregates,
) {
    let mut seen = (list.len() > MAX_PAIRWISE).then(HashSet::new);
    for (index, aggregate) in list.iter().enumerate() {
        let name = &aggregate.name;
        let is_duplicate = match &mut seen {
            Some(seen) => !seen.insert(name),
            None => list[..index].iter().any(|sibling| sibling.name == *name),
        };
        if is_duplicate || name.is_empty() {
            push_invalid_name(name, &path.index(index), errors);
        }
        if !aggregate.sub_aggregates.is_empty() {
            let path = path.index(index);
            check_names(
                &aggregate.sub_aggregates,
                &path.key("sub_aggregates"),
                errors,
            );
        }
    }
}

/// Checks the names of the aggregation at `path`, which has no siblings, and of all aggregations
/// nested in it.
pub(crate) fn check_names_of_single<C>(
    aggregate: &DynamicAggregate<C>,
    path: &JsonPath<'_>,
    errors: &mut InvalidAggregates,
) {
    if aggregate.name.is_empty() {
        push_invalid_name("", path, errors);
    }
    check_names(
        &aggregate.sub_aggregates,
        &path.key("sub_aggregates"),
        errors,
    );
}

#[cold]
fn push_invalid_name(name: &str, path: &JsonPath<'_>, errors: &mut InvalidAggregates) {
    let path = path.key("name");
    if errors.covers(&path) {
        return;
    }
    if name.is_empty() {
        let help = "add a name, which identifies the result";
        errors.push(&path, "missing name", help);
    } else {
        let message = format!("duplicate aggregation name `{}`", excerpt(name));
        errors.push(&path, message, "give each aggregation its own name");
    }
}
