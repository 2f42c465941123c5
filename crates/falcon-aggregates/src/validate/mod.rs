//! Validation of requests: everything that the typed builder does not rule out at compile time.

mod names;

use fql::collections::any::Any;
use fql::syntax::parse_sort_for_table;
use fql::table::{FieldType, Table};
use fql::{Collection, Property, Report};

use crate::error::InvalidAggregates;
use crate::json_path::JsonPath;
use crate::request::aggregates::Aggregates;
use crate::request::aggregation_type::AggregationType;
use crate::request::dynamic::DynamicAggregate;
use crate::request::extra_field::ExtraField;
use crate::request::parameter::Parameter;

pub(crate) use names::{check_names, check_names_of_single};

/// The maximum number of aggregations nested in one of the list, over all levels.
pub(crate) const MAX_NESTED: usize = 3;

impl<C: Collection> Aggregates<C> {
    /// Validates a list of aggregations. Of typed ones, only the names need validation.
    pub(crate) fn validate(
        list: Vec<DynamicAggregate<C>>,
        is_typed: bool,
    ) -> Result<Self, InvalidAggregates> {
        let mut errors = InvalidAggregates::none();
        if list.is_empty() {
            let help = "add at least one aggregation";
            errors.push(&JsonPath::Root, "the request is empty", help);
        }
        if !is_typed {
            for (index, aggregate) in list.iter().enumerate() {
                let path = JsonPath::Root.index(index);
                check_top_level(aggregate, const { &C::TABLE }, &path, &mut errors);
            }
        }
        check_names(&list, &JsonPath::Root, &mut errors);
        errors.or(Self { list })
    }
}

impl<C> DynamicAggregate<C> {
    /// Nests another aggregation, which is computed in each bucket.
    ///
    /// # Examples
    ///
    /// ```
    /// use falcon_aggregates::{AggregationType::{Cardinality, Terms}, DynamicAggregate};
    /// use fql::collections::external_assets::ExternalAssets;
    ///
    /// let mut outer = DynamicAggregate::<ExternalAssets>::new("by_city", Terms, "ip.location.city");
    /// for (name, field) in [("isps", "ip.isp"), ("ports", "ip.services.port"), ("asns", "ip.asn")] {
    ///     outer = outer.nest(DynamicAggregate::new(name, Cardinality, field))?;
    /// }
    /// let error = outer.nest(DynamicAggregate::new("types", Cardinality, "asset_type")).unwrap_err();
    /// assert!(error.to_string().contains("at most three aggregations"));
    /// # Ok::<(), falcon_aggregates::InvalidAggregates>(())
    /// ```
    ///
    /// # Errors
    /// More than three aggregations would be nested, over all levels; this type does not have
    /// buckets; or an aggregation of the same name is already nested.
    pub fn nest(mut self, nested: Self) -> Result<Self, InvalidAggregates> {
        self.sub_aggregates.push(nested);
        let mut errors = InvalidAggregates::none();
        let root = JsonPath::Root;
        check_nested_count(&self, &root, &mut errors);
        check_has_buckets(&self, &root, &mut errors);
        check_names(
            &self.sub_aggregates,
            &root.key("sub_aggregates"),
            &mut errors,
        );
        errors.or(self)
    }
}

/// Checks one aggregation of a list and everything nested in it, except for the names.
pub(crate) fn check_top_level<C>(
    aggregate: &DynamicAggregate<C>,
    table: &Table,
    path: &JsonPath<'_>,
    errors: &mut InvalidAggregates,
) {
    check_nested_count(aggregate, path, errors);
    check_recursively(aggregate, table, path, errors);
}

fn check_recursively<C>(
    aggregate: &DynamicAggregate<C>,
    table: &Table,
    path: &JsonPath<'_>,
    errors: &mut InvalidAggregates,
) {
    check_field(aggregate, table, path, errors);
    check_required(aggregate, path, errors);
    if aggregate.sub_aggregates.is_empty() {
        return;
    }
    check_has_buckets(aggregate, path, errors);
    let path = path.key("sub_aggregates");
    for (index, nested) in aggregate.sub_aggregates.iter().enumerate() {
        check_recursively(nested, table, &path.index(index), errors);
    }
}

fn check_has_buckets<C>(
    aggregate: &DynamicAggregate<C>,
    path: &JsonPath<'_>,
    errors: &mut InvalidAggregates,
) {
    let aggregation_type = aggregate.aggregation_type;
    if !aggregation_type.has_buckets() {
        let message = format!("`{aggregation_type}` does not support nested aggregations");
        let help = "nest in `terms`, `date_histogram`, `date_range`, `range` or `filters`";
        errors.push(&path.key("sub_aggregates"), message, help);
    }
}

fn check_nested_count<C>(
    aggregate: &DynamicAggregate<C>,
    path: &JsonPath<'_>,
    errors: &mut InvalidAggregates,
) {
    let count = aggregate.nested_count();
    if count > MAX_NESTED {
        push_too_many_nested(count, path, errors);
    }
}

pub(crate) fn push_too_many_nested(
    count: usize,
    path: &JsonPath<'_>,
    errors: &mut InvalidAggregates,
) {
    let path = path.key("sub_aggregates");
    if !errors.covers(&path) {
        let message = format!(
            "at most three aggregations can be nested in one, counted over all levels; found {count}"
        );
        let help = "move the others to a separate aggregation of the list";
        errors.push(&path, message, help);
    }
}

/// Checks that the collection has the field, and that the type supports the type of the field.
fn check_field<C>(
    aggregate: &DynamicAggregate<C>,
    table: &Table,
    path: &JsonPath<'_>,
    errors: &mut InvalidAggregates,
) {
    let path = path.key("field");
    let (name, aggregation_type) = (aggregate.field(), aggregate.aggregation_type);
    if errors.covers(&path) {
        return;
    }
    let row_type = table.find(name).map(|row| row.field_type);
    let extra_type = || ExtraField::find_in(table, name).map(|field| field.field_type);
    if let Some(field_type) = row_type.or_else(extra_type) {
        if !aggregation_type.supports_field_type(field_type) {
            let message = format!(
                "`{aggregation_type}` does not support `{name}`, a field of type {field_type}"
            );
            errors.push(&path, message, field_types_help(aggregation_type));
        }
        return;
    }
    // The buckets of filters do not depend on a field.
    if name.is_empty() && aggregation_type == AggregationType::Filters {
        return;
    }
    if name.is_empty() {
        return errors.push(&path, "missing field", "add the field to aggregate");
    }
    // The parsers of properties and sorts report an invalid or unknown field. A sort alone would
    // report an invalid name as an invalid sort.
    let report = match Property::<Any>::new(name.to_owned()) {
        Err(invalid) => Some(invalid.report().clone()),
        Ok(_) => {
            let sort = format!("{name}|asc");
            let invalid = parse_sort_for_table(table, &sort).err();
            invalid.map(|invalid| invalid.report().clone())
        }
    };
    for diagnostic in report.iter().flat_map(Report::diagnostics) {
        errors.push(&path, diagnostic.message(), diagnostic.help());
    }
}

fn field_types_help(aggregation_type: AggregationType) -> String {
    let supported = aggregation_type.field_types().iter();
    let supported: Vec<String> = supported.map(FieldType::to_string).collect();
    let supported = match supported.as_slice() {
        [first @ .., last] if !first.is_empty() => format!("{} or {last}", first.join(", ")),
        supported => supported.concat(),
    };
    format!("use a field of type {supported}")
}

fn check_required<C>(
    aggregate: &DynamicAggregate<C>,
    path: &JsonPath<'_>,
    errors: &mut InvalidAggregates,
) {
    let Some(parameter) = aggregate.aggregation_type.required() else {
        return;
    };
    let params = aggregate.params();
    let (is_set, help) = match parameter {
        Parameter::Interval => (
            params.interval().is_some(),
            "use `year`, `month`, `week`, `day`, `hour` or `minute`",
        ),
        Parameter::Ranges => (
            !params.ranges().is_empty(),
            "add at least one range, such as `[{\"From\": 0, \"To\": 70}]`",
        ),
        Parameter::DateRanges => (
            !params.date_ranges().is_empty(),
            "add at least one range, such as `[{\"from\": \"2026-05-28T09:00:31Z\"}]`",
        ),
        Parameter::FiltersSpec => (
            params
                .filters_spec()
                .is_some_and(|spec| spec.filters().len() > 0),
            "add at least one filter, such as `{\"filters\": {\"high\": \"criticality:'High'\"}}`",
        ),
        _ => (true, ""),
    };
    let path = path.key(parameter.as_str());
    if !is_set && !errors.covers(&path) {
        let message = format!("`{}` requires `{parameter}`", aggregate.aggregation_type);
        errors.push(&path, message, help);
    }
}
