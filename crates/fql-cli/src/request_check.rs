//! Checks of the filter, the sort order and the aggregations of a request before it is sent.

use falcon_aggregates::{Aggregates, DynamicAggregate, ExtraField, RequestError};
use falcon_transport::operation::Operation;
use fql::collections::any::{self, Any};
use fql::operation::{FilterLocation, OperationKind, OperationSpec, SortForm};
use fql::syntax::{SortKey, parse_sort_for_table, sort_warnings_for_table};
use fql::table::Table;
use fql::{Filter, Limits, Property, Report, Sort, collections};
use fql_syntax::display_safe;
use serde_json::Value;

use crate::error::Error;
use crate::output::{print_diagnostics, print_stderr};

/// Parses a filter, validates it against a table, and prints its diagnostics.
pub(crate) fn parse_filter(table: &Table, filter: &str) -> Result<Filter<Any>, Error> {
    let parsed = Filter::parse_for_table(table, filter, &Limits::DEFAULT);
    print_diagnostics(None, parsed.report());
    parsed.into_result().map_err(|_| Error::Invalid("filter"))
}

/// A sort order in the form that an operation documents.
#[derive(Debug)]
pub(crate) enum SortOrder {
    Directed(Sort<Any>),
    /// A field without a direction.
    Field(String),
}

/// Parses a sort order of an operation, validates it against a table, and prints its diagnostics. If it
/// is strict, warnings are errors.
pub(crate) fn parse_sort(
    table: &Table,
    operation: &OperationSpec,
    sort: &str,
    is_strict: bool,
) -> Result<SortOrder, Error> {
    let id = operation.id;
    match (operation.sort, SortKey::parse(sort)) {
        (SortForm::None, _) => Err(unsupported_sort(&format!("`{id}` does not sort"))),
        (SortForm::FieldOnly, Ok(key)) => Err(unsupported_sort(&format!(
            "`{id}` sorts by a field without a direction; use `{}`",
            key.field()
        ))),
        (SortForm::FieldOnly, Err(_)) => {
            let property = Property::<Any>::new(sort.to_owned());
            property.map_err(|invalid| invalid_sort(invalid.report()))?;
            parse_sort_field(table, sort, is_strict)
        }
        (SortForm::OptionalDirection, Err(_)) if Property::<Any>::new(sort.to_owned()).is_ok() => {
            parse_sort_field(table, sort, is_strict)
        }
        _ => {
            check_sort(table, sort, is_strict)?;
            let sort = Sort::parse_for_table(table, sort);
            sort.map(SortOrder::Directed)
                .map_err(|invalid| invalid_sort(invalid.report()))
        }
    }
}

fn parse_sort_field(table: &Table, field: &str, is_strict: bool) -> Result<SortOrder, Error> {
    check_sort(table, &format!("{field}|asc"), is_strict)?;
    Ok(SortOrder::Field(field.to_owned()))
}

fn check_sort(table: &Table, sort: &str, is_strict: bool) -> Result<(), Error> {
    let key =
        parse_sort_for_table(table, sort).map_err(|invalid| invalid_sort(invalid.report()))?;
    let warnings = sort_warnings_for_table(table, &key);
    if is_strict && !warnings.diagnostics().is_empty() {
        return Err(invalid_sort(&warnings));
    }
    print_diagnostics(None, &warnings);
    Ok(())
}

fn invalid_sort(report: &Report) -> Error {
    print_diagnostics(None, report);
    Error::Invalid("sort order")
}

fn unsupported_sort(message: &str) -> Error {
    print_stderr(&format!("error: {message}\n"));
    Error::Invalid("sort order")
}

/// Returns the table of the collection that has an operation, and the row of the operation.
fn described(operation: &Operation) -> Option<(&'static Table, &'static OperationSpec)> {
    let mut described =
        collections::all().filter_map(|table| Some((table, table.operation(operation.name())?)));
    let (table, spec) = described.next()?;
    // Some operations have documents of several collections.
    Some(match described.next() {
        Some(_) => (&any::TABLE, spec),
        None => (table, spec),
    })
}

/// Checks the filters and sort orders among `key=value` parameters of an operation of a collection.
pub(crate) fn check_parameters(operation: &Operation, parameters: &[String]) -> Result<(), Error> {
    let Some((table, spec)) = described(operation) else {
        return Ok(());
    };
    let mut parameters = parameters
        .iter()
        .filter_map(|parameter| parameter.split_once('='));
    parameters.try_for_each(|(key, value)| match key.trim() {
        "filter" => parse_filter(table, value).map(drop),
        "sort" if spec.sort != SortForm::None => parse_sort(table, spec, value, false).map(drop),
        _ => Ok(()),
    })
}

/// Checks the body of an operation that aggregates, or the filter and sort order in that of a listing.
pub(crate) fn check_body(operation: &Operation, body: &str) -> Result<(), Error> {
    match described(operation) {
        Some((table, spec)) if matches!(spec.kind, OperationKind::Aggregation(_)) => {
            parse_aggregations(table, body, RequestError::to_string).map(drop)
        }
        Some((_, spec)) if spec.filter == FilterLocation::Body => {
            let body = parse_json(body)?;
            let parameter = |key: &str| Some(format!("{key}={}", body.get(key)?.as_str()?));
            let parameters: Vec<_> = ["filter", "sort"]
                .into_iter()
                .filter_map(parameter)
                .collect();
            check_parameters(operation, &parameters)
        }
        _ => Ok(()),
    }
}

fn parse_json(body: &str) -> Result<Value, Error> {
    serde_json::from_str(body).map_err(|error| {
        print_stderr(&format!("error: invalid JSON in the request: {error}\n"));
        Error::Invalid("request")
    })
}

/// Parses the request of an operation that aggregates, and prints its errors, or warnings about fields
/// that the table may lack.
pub(crate) fn parse_aggregations(
    table: &Table,
    body: &str,
    describe: impl Fn(&RequestError) -> String,
) -> Result<Aggregates<Any>, Error> {
    let body = parse_json(body)?;
    let aggregates = Aggregates::parse_for_table(table, &body).map_err(|invalid| {
        for error in invalid.errors() {
            print_stderr(&format!("error: {}\n", display_safe(&describe(error))));
        }
        if invalid.omitted() > 0 {
            print_stderr(&format!("note: {} more errors\n", invalid.omitted()));
        }
        Error::Invalid("request")
    })?;
    warn_about_fields(table, aggregates.list());
    Ok(aggregates)
}

/// Prints a warning for each field that the table does not have: it has no buckets if it is misspelled.
fn warn_about_fields(table: &Table, aggregates: &[DynamicAggregate<Any>]) {
    for aggregate in aggregates {
        let field = aggregate.field();
        let is_known = table.find(field).is_some() || ExtraField::find_in(table, field).is_some();
        if !field.is_empty() && !is_known {
            let sort = format!("{field}|asc");
            let warnings = SortKey::parse(&sort).map(|key| sort_warnings_for_table(table, &key));
            for warning in warnings.iter().flat_map(Report::diagnostics) {
                let (message, help) = (warning.message(), warning.help());
                print_stderr(&format!("warning: {message} ({help})\n"));
            }
        }
        warn_about_fields(table, aggregate.sub_aggregates());
    }
}
