//! Validation of names: each is set, and unique among its siblings.

use std::collections::HashSet;

use crate::error::InvalidAggregates;
use crate::json_path::JsonPath;
use crate::request::dynamic::DynamicAggregate;

/// Lists up to this length are compared pairwise, which takes less time than hashing.
const MAX_PAIRWISE: usize = 8;

/// Checks the names of a list at `path`.
pub(crate) fn check_names<C>(
    list: &[DynamicAggregate<C>],
    path: &JsonPath<'_>,
    errors: &mut InvalidAggregates,
) {
    let mut seen = HashSet::new();
    for (index, aggregate) in list.iter().enumerate() {
        let name = aggregate.name();
        let is_duplicate = if list.len() <= MAX_PAIRWISE {
            list[..index].iter().any(|sibling| sibling.name == name)
        } else {
            !seen.insert(name)
        };
        if name.is_empty() || is_duplicate {
            push_invalid_name(name, &path.index(index), errors);
        }
    }
}

/// Checks the name of a single aggregation, which has no siblings.
pub(crate) fn check_name<C>(
    aggregate: &DynamicAggregate<C>,
    path: &JsonPath<'_>,
    errors: &mut InvalidAggregates,
) {
    if aggregate.name().is_empty() {
        push_invalid_name("", path, errors);
    }
}

/// Checks the names of a list at `path` and of all aggregations nested in it.
pub(super) fn check_nested_names<C>(
    list: &[DynamicAggregate<C>],
    path: &JsonPath<'_>,
    errors: &mut InvalidAggregates,
) {
    check_names(list, path, errors);
    for (index, aggregate) in list.iter().enumerate() {
        if !aggregate.sub_aggregates.is_empty() {
            let path = path.index(index);
            check_nested_names(
                &aggregate.sub_aggregates,
                &path.key("sub_aggregates"),
                errors,
            );
        }
    }
}

fn push_invalid_name(name: &str, path: &JsonPath<'_>, errors: &mut InvalidAggregates) {
    let path = path.key("name");
    if errors.covers(&path) {
        return;
    }
    if name.is_empty() {
        let help = "add a name, which identifies the result";
        errors.push(&path, "missing name", help);
    } else {
        let message = format!("duplicate aggregation name `{name}`");
        errors.push(&path, message, "give each aggregation its own name");
    }
}
