//! Checks of the filter, the sort order and the aggregations of a request before it is sent.

use falcon_aggregates::{Aggregates, InvalidAggregates, RequestError};
use falcon_transport::operation::{Operation, OperationId};
use fql::collections::any;
use fql::collections::external_assets::ExternalAssets;
use fql::collections::sensors::Sensors;
use fql::syntax::{parse_for_table, parse_sort_for_table};
use fql::table::Table;
use fql::{Collection, Filter, InvalidSort, Limits, Sort, collections};
use fql_syntax::display_safe;

use crate::error::Error;
use crate::output::{print_diagnostics, print_stderr};

/// Parses and validates a filter, and prints its diagnostics.
pub(crate) fn parse_filter<C: Collection>(filter: &str) -> Result<Filter<C>, Error> {
    let parsed = Filter::parse_with(filter, &Limits::DEFAULT);
    print_diagnostics(None, parsed.report());
    parsed.into_result().map_err(|_| Error::Invalid("filter"))
}

/// Parses and validates a sort order, and prints its diagnostics.
pub(crate) fn parse_sort<C: Collection>(sort: &str) -> Result<Sort<C>, Error> {
    sort_result(sort.parse())
}

fn sort_result<T>(parsed: Result<T, InvalidSort>) -> Result<T, Error> {
    parsed.map_err(|invalid| {
        print_diagnostics(None, invalid.report());
        Error::Invalid("sort order")
    })
}

/// Checks the filters and sort orders among `key=value` parameters of an operation of a collection.
pub(crate) fn check_parameters(operation: &Operation, parameters: &[String]) -> Result<(), Error> {
    let has_operation = |table: &&Table| table.operation(operation.name()).is_some();
    let mut tables = collections::all().filter(has_operation);
    let table = match (tables.next(), tables.next()) {
        (None, _) => return Ok(()),
        (Some(table), None) => table,
        // The operation lists documents of several collections.
        (Some(_), Some(_)) => &any::TABLE,
    };
    let mut parameters = parameters
        .iter()
        .filter_map(|parameter| parameter.split_once('='));
    parameters.try_for_each(|(key, value)| check_parameter(table, key.trim(), value))
}

fn check_parameter(table: &Table, key: &str, value: &str) -> Result<(), Error> {
    match key {
        "filter" => {
            let parsed = parse_for_table(table, value, &Limits::DEFAULT);
            let is_invalid = parsed.diagnostics().has_errors();
            print_diagnostics(None, &parsed.into_report());
            if is_invalid {
                return Err(Error::Invalid("filter"));
            }
            Ok(())
        }
        "sort" => sort_result(parse_sort_for_table(table, value)).map(drop),
        _ => Ok(()),
    }
}

/// Checks the body of an operation that aggregates.
pub(crate) fn check_body(operation: &Operation, body: &str) -> Result<(), Error> {
    match operation.id() {
        Some(id @ (OperationId::AggregateExternalAssets | OperationId::GetSensorAggregates)) => {
            validate_aggregations(id, body, RequestError::to_string).map(drop)
        }
        _ => Ok(()),
    }
}

/// Validates the request of an operation that aggregates, prints its errors and returns its
/// normalized form.
pub(crate) fn validate_aggregations(
    operation: OperationId,
    body: &str,
    describe: impl Fn(&RequestError) -> String,
) -> Result<String, Error> {
    let normalized = match operation {
        OperationId::GetSensorAggregates => body
            .parse::<Aggregates<Sensors>>()
            .map(|request| request.to_json()),
        _ => body
            .parse::<Aggregates<ExternalAssets>>()
            .map(|request| request.to_json()),
    };
    normalized.map_err(|invalid: InvalidAggregates| {
        for error in invalid.errors() {
            print_stderr(&format!("error: {}\n", display_safe(&describe(error))));
        }
        if invalid.omitted() > 0 {
            print_stderr(&format!("note: {} more errors\n", invalid.omitted()));
        }
        Error::Invalid("request")
    })
}
