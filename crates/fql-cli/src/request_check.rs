//! Checks of the filter, the sort order and the aggregations of a request before it is sent.

use falcon_aggregates::{Aggregates, InvalidAggregates, RequestError};
use falcon_transport::operation::OperationId;
use fql::collections::external_assets::ExternalAssets;
use fql::collections::sensors::Sensors;
use fql::collections::subsidiaries::Subsidiaries;
use fql::{Collection, Filter, InvalidSort, Limits, Sort};
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
    sort.parse().map_err(|invalid: InvalidSort| {
        print_diagnostics(None, invalid.report());
        Error::Invalid("sort order")
    })
}

/// Checks the filters and sort orders among `key=value` parameters of an operation whose collection
/// is known.
pub(crate) fn check_parameters(operation: OperationId, parameters: &[String]) -> Result<(), Error> {
    use OperationId as Id;
    let check = match operation {
        Id::QueryExternalAssets | Id::QueryExternalAssetsV2 => check_parameter::<ExternalAssets>,
        Id::QuerySensorsByFilter => check_parameter::<Sensors>,
        Id::QueryEcosystemSubsidiaries | Id::CombinedEcosystemSubsidiaries => {
            check_parameter::<Subsidiaries>
        }
        _ => return Ok(()),
    };
    let mut parameters = parameters
        .iter()
        .filter_map(|parameter| parameter.split_once('='));
    parameters.try_for_each(|(key, value)| check(key.trim(), value))
}

fn check_parameter<C: Collection>(key: &str, value: &str) -> Result<(), Error> {
    match key {
        "filter" => parse_filter::<C>(value).map(drop),
        "sort" => parse_sort::<C>(value).map(drop),
        _ => Ok(()),
    }
}

/// Checks the body of an operation that aggregates.
pub(crate) fn check_body(operation: OperationId, body: &str) -> Result<(), Error> {
    match operation {
        OperationId::AggregateExternalAssets | OperationId::GetSensorAggregates => {
            validate_aggregations(operation, body, RequestError::to_string).map(drop)
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
