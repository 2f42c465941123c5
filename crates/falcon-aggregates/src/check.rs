//! What is checked of a request that is built: all of it, except what its types make impossible.

use std::collections::HashSet;

use fql::collections::any::Any;
use fql::{Collection, FieldType, Property, Sort, Table};

use crate::dynamic::DynamicAggregate;
use crate::matrix::{AggregationType, Parameter};
use crate::problem::{InvalidAggregates, Place};

/// How many aggregations may be nested in one of the list, over all levels.
pub(crate) const MOST_NESTED: usize = 3;

/// Up to so many names are compared each with each.
const FEW: usize = 8;

/// Checks a list.
pub(crate) fn list<C: Collection>(list: &[DynamicAggregate<C>], problems: &mut InvalidAggregates) {
    for (index, aggregate) in list.iter().enumerate() {
        one(aggregate, &Place::Root.index(index), problems);
    }
    names(list, |index| Place::Index(&Place::Root, index), problems);
}

/// Checks one of a list, without its name.
pub(crate) fn one<C: Collection>(
    aggregate: &DynamicAggregate<C>,
    place: &Place<'_>,
    problems: &mut InvalidAggregates,
) {
    nested_count(aggregate, place, problems);
    each(aggregate, place, problems);
}

/// Checks the names of a list and of all that is nested in it: what types leave open.
pub(crate) fn all_names<'p, C>(
    list: &[DynamicAggregate<C>],
    place: impl Fn(usize) -> Place<'p>,
    problems: &mut InvalidAggregates,
) {
    names(list, &place, problems);
    for (index, aggregate) in list.iter().enumerate() {
        if !aggregate.sub_aggregates.is_empty() {
            let place = place(index);
            let key = place.key("sub_aggregates");
            nested_names(&aggregate.sub_aggregates, &key, problems);
        }
    }
}

fn nested_names<C>(
    list: &[DynamicAggregate<C>],
    place: &Place<'_>,
    problems: &mut InvalidAggregates,
) {
    names(list, |index| place.index(index), problems);
    for (index, aggregate) in list.iter().enumerate() {
        let place = place.index(index);
        nested_names(
            &aggregate.sub_aggregates,
            &place.key("sub_aggregates"),
            problems,
        );
    }
}

/// Checks one aggregation and those that are nested in it.
fn each<C: Collection>(
    aggregate: &DynamicAggregate<C>,
    place: &Place<'_>,
    problems: &mut InvalidAggregates,
) {
    field(&C::TABLE, aggregate, place, problems);
    required(aggregate, place, problems);
    if aggregate.sub_aggregates.is_empty() {
        return;
    }
    siblings(aggregate, place, problems);
    let key = place.key("sub_aggregates");
    for (index, nested) in aggregate.sub_aggregates.iter().enumerate() {
        each(nested, &key.index(index), problems);
    }
}

/// Checks what is nested in an aggregation: how much, in what, and under which names.
pub(crate) fn nesting<C>(
    aggregate: &DynamicAggregate<C>,
    place: &Place<'_>,
    problems: &mut InvalidAggregates,
) {
    nested_count(aggregate, place, problems);
    siblings(aggregate, place, problems);
}

fn siblings<C>(
    aggregate: &DynamicAggregate<C>,
    place: &Place<'_>,
    problems: &mut InvalidAggregates,
) {
    let key = place.key("sub_aggregates");
    let kind = aggregate.aggregation;
    if !kind.has_buckets() {
        let message = format!("a `{kind}` aggregation makes no buckets to nest others in");
        let help = "nest them in `terms`, `date_histogram`, `date_range` or `range`";
        problems.push(&key, message, help);
    }
    names(
        &aggregate.sub_aggregates,
        |index| key.index(index),
        problems,
    );
}

fn nested_count<C>(
    aggregate: &DynamicAggregate<C>,
    place: &Place<'_>,
    problems: &mut InvalidAggregates,
) {
    let count = aggregate.nested_count();
    if count > MOST_NESTED {
        too_many_nested(count, place, problems);
    }
}

pub(crate) fn too_many_nested(count: usize, place: &Place<'_>, problems: &mut InvalidAggregates) {
    let place = place.key("sub_aggregates");
    if !problems.tells_of(&place) {
        let message = format!("{count} nested aggregations, over all levels, are too many");
        let help = "nest at most three, and ask for the others in an object of their own";
        problems.push(&place, message, help);
    }
}

/// Every aggregation has a name, which no other of its list has.
pub(crate) fn names<'p, C>(
    list: &[DynamicAggregate<C>],
    place: impl Fn(usize) -> Place<'p>,
    problems: &mut InvalidAggregates,
) {
    let mut seen = HashSet::new();
    for (index, aggregate) in list.iter().enumerate() {
        let name = aggregate.name();
        let is_repeated = if list.len() <= FEW {
            list[..index].iter().any(|other| other.name == name)
        } else {
            !seen.insert(name)
        };
        if !name.is_empty() && !is_repeated {
            continue;
        }
        let place = place(index);
        let place = place.key("name");
        if problems.tells_of(&place) {
            continue;
        }
        if name.is_empty() {
            let help = "write one, under which its answer is found";
            problems.push(&place, "the aggregation has no name", help);
        } else {
            let message = format!("another aggregation beside it is called `{name}`, too");
            problems.push(&place, message, "give each a name of its own");
        }
    }
}

/// The field is one of the collection's, of a kind that the type is computed of.
fn field<C: Collection>(
    table: &Table,
    aggregate: &DynamicAggregate<C>,
    place: &Place<'_>,
    problems: &mut InvalidAggregates,
) {
    let place = place.key("field");
    let (name, kind) = (aggregate.field(), aggregate.aggregation);
    let row = table.find(name);
    if row.is_some_and(|row| kind.suits(row.kind)) || problems.tells_of(&place) {
        return;
    }
    if let Some(row) = row {
        let message = format!(
            "`{name}` is of kind {}, which `{kind}` is not computed of",
            row.kind
        );
        return problems.push(&place, message, kinds_help(kind));
    }
    if name.is_empty() {
        let help = "write the property that it is computed of";
        return problems.push(&place, "the aggregation has no field", help);
    }
    // What is wrong with a field that is none, a sort tells, too; but of a text that is no name it
    // would tell how a sort is written.
    let named = Property::<Any>::new(name.to_owned()).map(drop);
    let told = named.and_then(|()| format!("{name}|asc").parse::<Sort<C>>().map(drop));
    if let Err(error) = told {
        for diagnostic in error.report().diagnostics() {
            problems.push(&place, diagnostic.message(), diagnostic.help());
        }
    }
}

fn kinds_help(kind: AggregationType) -> String {
    let kinds: Vec<String> = kind.kinds().iter().map(FieldType::to_string).collect();
    format!("name a field of kind {}", kinds.join(" or "))
}

fn required<C>(
    aggregate: &DynamicAggregate<C>,
    place: &Place<'_>,
    problems: &mut InvalidAggregates,
) {
    let kind = aggregate.aggregation;
    let Some(parameter) = kind.required() else {
        return;
    };
    let (is_there, help) = match parameter {
        Parameter::Interval => (
            aggregate.interval.is_some(),
            "write one of `year`, `month`, `week`, `day`, `hour`, `minute`",
        ),
        Parameter::Ranges => (
            !aggregate.ranges.is_empty(),
            "write at least one range, as `[{\"From\": 0, \"To\": 70}]`",
        ),
        Parameter::DateRanges => (
            !aggregate.date_ranges.is_empty(),
            "write at least one range, as `[{\"from\": \"2026-05-28T09:00:31Z\"}]`",
        ),
        _ => (true, ""),
    };
    let place = place.key(parameter.as_str());
    if !is_there && !problems.tells_of(&place) {
        problems.push(&place, format!("a `{kind}` aggregation needs it"), help);
    }
}
