//! Checks of the filter, the sort order and the aggregations of a request before it is sent.

use falcon_aggregates::{Aggregates, InvalidAggregates, RequestError};
use falcon_transport::operation::{Operation, OperationId};
use fql::collections::any::{self, Any};
use fql::collections::external_assets::ExternalAssets;
use fql::collections::sensors::Sensors;
use fql::syntax::{parse_for_table, parse_sort_for_table, sort_warnings_for_table};
use fql::table::Table;
use fql::{Filter, Limits, Report, Sort, collections};
use fql_syntax::{Parsed, display_safe};

use crate::error::Error;
use crate::output::{print_diagnostics, print_stderr};

/// Parses a filter, validates it against a table, and prints its diagnostics.
pub(crate) fn parse_filter(table: &Table, filter: &str) -> Result<Filter<Any>, Error> {
    let parsed = parse_for_table(table, filter, &Limits::DEFAULT);
    let filter = to_filter(&parsed);
    print_diagnostics(None, &parsed.into_report());
    filter.ok_or(Error::Invalid("filter"))
}

/// Returns a filter that has been validated, or `None` if it is rejected.
pub(crate) fn to_filter(validated: &Parsed<'_>) -> Option<Filter<Any>> {
    let canonical = validated.tree()?.to_string();
    Filter::parse_with(&canonical, &Limits::TRUSTED)
        .into_result()
        .ok()
}

/// Parses a sort order, validates it against a table, and prints its diagnostics. If it is strict, warnings
/// are errors.
pub(crate) fn parse_sort(table: &Table, sort: &str, is_strict: bool) -> Result<Sort<Any>, Error> {
    let to_error = |report: &Report| {
        print_diagnostics(None, report);
        Error::Invalid("sort order")
    };
    let key = parse_sort_for_table(table, sort).map_err(|invalid| to_error(invalid.report()))?;
    let warnings = sort_warnings_for_table(table, &key);
    if is_strict && !warnings.diagnostics().is_empty() {
        return Err(to_error(&warnings));
    }
    print_diagnostics(None, &warnings);
    Sort::parse_for_table(table, sort).map_err(|invalid| to_error(invalid.report()))
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
    parameters.try_for_each(|(key, value)| match key.trim() {
        "filter" => parse_filter(table, value).map(drop),
        "sort" => parse_sort(table, value, false).map(drop),
        _ => Ok(()),
    })
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
