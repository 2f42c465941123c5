//! Parsing of requests from JSON. An invalid request results in every error at once, each with its
//! location, so the parser continues after an error.

mod filters_spec;
mod object;
mod parameters;
mod ranges;

use std::str::FromStr;

use fql::collections::any::Any;
use fql::table::Table;
use fql::{Collection, Filter, Limits, ParsedFilter};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::error::InvalidAggregates;
use crate::json_path::JsonPath;
use crate::request::aggregates::Aggregates;
use crate::request::aggregation_type::AggregationType;
use crate::request::dynamic::DynamicAggregate;
use crate::request::parameter::Parameter;
use crate::request::unknown_variant::UnknownVariant;
use crate::validate::{self, MAX_NESTED};
use object::{ObjectReader, json_type};

const EXAMPLE: &str = "use an object such as `{\"name\": …, \"type\": …, \"field\": …}`";

/// The table of a collection and the parser of its filters.
pub(crate) struct Schema<'t, C> {
    pub(crate) table: &'t Table,
    parse_filter: fn(&Table, &str, &Limits) -> ParsedFilter<C>,
}

impl<C: Collection> Schema<'static, C> {
    pub(crate) fn of_collection() -> Self {
        Self {
            table: const { &C::TABLE },
            parse_filter: |_, source, limits| Filter::parse_with(source, limits),
        }
    }
}

impl<'t> Schema<'t, Any> {
    fn of_table(table: &'t Table) -> Self {
        Self {
            table,
            parse_filter: Filter::parse_for_table,
        }
    }
}

impl<C> Clone for Schema<'_, C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C> Copy for Schema<'_, C> {}

impl Aggregates<Any> {
    /// Parses a list of aggregations, or a single one, of a collection that is known only at run time.
    ///
    /// # Examples
    ///
    /// ```
    /// use falcon_aggregates::Aggregates;
    /// use fql::collections::external_assets;
    /// use serde_json::json;
    ///
    /// let table = &external_assets::TABLE;
    /// let body = json!({"name": "types", "type": "terms", "field": "asset_type"});
    /// assert!(Aggregates::parse_for_table(table, &body).is_ok());
    /// let body = json!({"name": "types", "type": "terms", "field": "asset_typ"});
    /// let error = Aggregates::parse_for_table(table, &body).unwrap_err();
    /// assert_eq!(error.errors()[0].help(), "did you mean `asset_type`?");
    /// ```
    ///
    /// # Errors
    /// The request is invalid, as for [`from_value`](Self::from_value).
    pub fn parse_for_table(table: &Table, body: &Value) -> Result<Self, InvalidAggregates> {
        parse_list(body, Schema::of_table(table)).map(|list| Self { list })
    }
}

impl<C: Collection> Aggregates<C> {
    /// Parses a list of aggregations, or a single one.
    ///
    /// A key whose value is `null`, `""` or `[]` counts as absent: some generated clients write all
    /// keys.
    ///
    /// # Errors
    /// The request is invalid: see [`new`](Self::new), or it has unknown types, keys, intervals,
    /// time zones or orders, invalid filters, ranges that end before they start, or values of the
    /// wrong JSON type.
    pub fn from_value(body: &Value) -> Result<Self, InvalidAggregates> {
        parse_list(body, Schema::of_collection()).map(|list| Self { list })
    }
}

impl<C: Collection> FromStr for Aggregates<C> {
    type Err = InvalidAggregates;

    /// Parses the JSON of a list of aggregations, or of a single one.
    fn from_str(source: &str) -> Result<Self, InvalidAggregates> {
        match serde_json::from_str(source) {
            Ok(body) => Self::from_value(&body),
            Err(error) => {
                let mut errors = InvalidAggregates::none();
                errors.push(&JsonPath::Root, format!("invalid JSON: {error}"), EXAMPLE);
                Err(errors)
            }
        }
    }
}

impl<'de, C: Collection> Deserialize<'de> for Aggregates<C> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let body = Value::deserialize(deserializer)?;
        Self::from_value(&body).map_err(serde::de::Error::custom)
    }
}

impl<'de, C: Collection> Deserialize<'de> for DynamicAggregate<C> {
    /// Deserializes and validates one aggregation, like [`Aggregates`](crate::Aggregates).
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let body = Value::deserialize(deserializer)?;
        let mut errors = InvalidAggregates::none();
        let aggregate = parse_single(&body, Schema::of_collection(), &mut errors);
        errors.or(aggregate).map_err(serde::de::Error::custom)
    }
}

fn parse_list<C>(
    body: &Value,
    schema: Schema<'_, C>,
) -> Result<Vec<DynamicAggregate<C>>, InvalidAggregates> {
    let mut errors = InvalidAggregates::none();
    let root = JsonPath::Root;
    let mut aggregates = Vec::new();
    match body {
        Value::Array(list) if list.is_empty() => {
            errors.push(
                &root,
                "the request is empty",
                "add at least one aggregation",
            );
        }
        Value::Array(list) => {
            for (index, item) in list.iter().enumerate() {
                aggregates.push(parse_top_level(
                    item,
                    schema,
                    &root.index(index),
                    &mut errors,
                ));
            }
            validate::check_names(&aggregates, &root, &mut errors);
        }
        single => aggregates.push(parse_single(single, schema, &mut errors)),
    }
    errors.or(aggregates)
}

fn parse_single<C>(
    body: &Value,
    schema: Schema<'_, C>,
    errors: &mut InvalidAggregates,
) -> DynamicAggregate<C> {
    let aggregate = parse_top_level(body, schema, &JsonPath::Root, errors);
    validate::check_names_of_single(&aggregate, &JsonPath::Root, errors);
    aggregate
}

/// Parses and validates one aggregation of the list, except for the names.
fn parse_top_level<C>(
    value: &Value,
    schema: Schema<'_, C>,
    path: &JsonPath<'_>,
    errors: &mut InvalidAggregates,
) -> DynamicAggregate<C> {
    let aggregate = parse_aggregate(value, schema, path, 0, errors);
    // Aggregations below the limit of levels are not parsed, but they count.
    let count = nested_count(value);
    if count > MAX_NESTED {
        validate::push_too_many_nested(count, path, errors);
    }
    validate::check_top_level(&aggregate, schema.table, path, errors);
    aggregate
}

/// Counts the nested aggregations at any depth. Recursion could overflow the stack.
fn nested_count(value: &Value) -> usize {
    let mut count = 0;
    let mut pending = vec![value];
    while let Some(value) = pending.pop() {
        if let Some(Value::Array(list)) = value.get(Parameter::SubAggregates.as_str()) {
            let before = pending.len();
            pending.extend(list.iter().filter(|item| !item.is_null()));
            count += pending.len() - before;
        }
    }
    count
}

/// Parses one aggregation. An invalid value leaves its key unset, and the errors that would follow
/// from that are not reported.
fn parse_aggregate<C>(
    value: &Value,
    schema: Schema<'_, C>,
    path: &JsonPath<'_>,
    depth: usize,
    errors: &mut InvalidAggregates,
) -> DynamicAggregate<C> {
    let Value::Object(object) = value else {
        let message = format!("expected an aggregation, found {}", json_type(value));
        errors.push(path, message, EXAMPLE);
        return DynamicAggregate::new("", AggregationType::Terms, "");
    };
    let mut reader = ObjectReader::new(object, path, errors);
    let mut aggregate = DynamicAggregate::new("", parse_type(&mut reader), "");
    if let Some(name) = reader.string("name") {
        aggregate.name = name.to_owned().into();
    }
    if let Some(field) = reader.string("field") {
        aggregate.field = field.to_owned().into();
    }
    parameters::parse(&mut reader, schema, &mut aggregate);
    reader.reject_unknown_keys();
    if depth < MAX_NESTED {
        let path = path.key(Parameter::SubAggregates.as_str());
        for (index, nested) in reader.array(Parameter::SubAggregates).iter().enumerate() {
            // The service's own example has a list with `null`.
            if !nested.is_null() {
                let nested =
                    parse_aggregate(nested, schema, &path.index(index), depth + 1, reader.errors);
                aggregate.sub_aggregates.push(nested);
            }
        }
    }
    aggregate
}

/// Parses the type. The default after an error has no requirements, so no further errors follow.
fn parse_type(reader: &mut ObjectReader<'_>) -> AggregationType {
    if !reader.has("type") {
        reader.error("type", "missing type", "add a type, such as `terms`");
    }
    let parsed = reader.parsed("type", UnknownVariant::help);
    parsed.unwrap_or(AggregationType::Terms)
}
