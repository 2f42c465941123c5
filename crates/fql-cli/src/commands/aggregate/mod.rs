//! `fql aggregate`

mod chart;
mod request;
mod rows;

use std::io::Write;

use clap::ValueEnum;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use falcon_aggregates::{AggregateResult, AggregationType, RequestError};
use falcon_transport::operation::Params;
use falcon_transport::response::RawResponse;
use fql::operation::{AggregateBody, OperationKind};
use serde_json::Value;

use crate::client::{self, ClientArgs};
use crate::collection::CollectionArgs;
use crate::completion::OfferedValues;
use crate::error::{Error, ExitStatus};
use crate::input::read_body;
use crate::output::{print_message, with_output};
use crate::progress::Progress;
use crate::request_check::parse_aggregations;
use crate::{help, operation, service_errors};

/// Count documents or compute metrics by field
///
/// Runs one aggregation, or a whole request with `--body`. The request is validated first: types,
/// fields, ranges and nesting. If it is invalid, it is not sent.
#[derive(Debug, clap::Args)]
#[command(
    override_usage = USAGE,
    before_help = EXAMPLES,
    after_long_help = help::sections(&[client::ENVIRONMENT, EXIT_STATUS]),
)]
pub(crate) struct Args {
    /// Type of the aggregation
    #[arg(value_name = "TYPE", required_unless_present = "body", value_parser = type_parser())]
    aggregation: Option<AggregationType>,

    /// Field to aggregate
    #[arg(
        value_name = "FIELD",
        required_unless_present = "body",
        value_parser = OfferedValues::fields(),
        hide_possible_values = true
    )]
    field: Option<String>,

    #[command(flatten)]
    options: request::Options,

    /// Whole request: JSON, `@FILE` to read a file, or `@-` to read standard input
    #[arg(
        long,
        value_name = "JSON|@FILE",
        conflicts_with_all = [
            "aggregation", "field", "filter", "size", "sort", "interval", "time_zone", "ranges",
            "missing", "nest",
        ],
    )]
    body: Option<String>,

    #[command(flatten)]
    collection: CollectionArgs,

    /// Id of the operation that aggregates, in place of the default one
    ///
    /// `fql collections --format json` has the operations. The default one is the newest of the
    /// collection.
    #[arg(long, value_name = "ID", value_parser = OfferedValues::aggregations(), hide_possible_values = true)]
    operation: Option<String>,

    /// Further parameter of the operation, split at the first `=`
    #[arg(long = "param", value_name = "KEY=VALUE")]
    parameters: Vec<String>,

    /// Output format
    #[arg(long, value_enum, default_value_t)]
    format: Format,

    #[command(flatten)]
    client: ClientArgs,
}

// Clap's own usage does not show that the two forms are exclusive.
const USAGE: &str = "\
fql aggregate [OPTIONS] <TYPE> <FIELD>
       fql aggregate [OPTIONS] --body <JSON|@FILE>";

const EXAMPLES: &str = r#"Examples:
  fql aggregate terms criticality
  fql aggregate terms ip.services.port --filter "manual:true" --size 5
  fql aggregate date_histogram last_seen --interval month
  fql aggregate range confidence --ranges ..50,50.. --nest max:confidence
  fql aggregate percentiles confidence --format json
  fql aggregate terms status -c alerts --filter "severity:>=70"
  fql aggregate terms status -c sensors --format csv
  fql aggregate --body @request.json"#;

const EXIT_STATUS: &str = "\
Exit status:
  0    success
  1    the service rejected the request, or the response contains errors
       or lacks a result
  2    invalid request, usage error, I/O error, connection error or
       malformed response";

/// `--format`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum Format {
    /// Bar chart that fits the terminal
    #[default]
    Chart,
    /// Results of the response as one JSON array
    Json,
    /// One row per bucket: aggregation, label, document count and computed value
    Csv,
}

fn type_parser() -> impl TypedValueParser<Value = AggregationType> {
    let names = AggregationType::ALL.iter().map(|known| known.as_str());
    PossibleValuesParser::new(names).try_map(|name| name.parse::<AggregationType>())
}

pub(crate) fn run(args: &Args) -> Result<ExitStatus, Error> {
    let table = args.collection.get().table();
    let operation =
        operation::aggregation(table, args.operation.as_deref()).map_err(usage_error)?;
    let parameters = operation::parameters(operation, &args.parameters).map_err(usage_error)?;
    let parameters = parameters
        .into_iter()
        .fold(Params::new(), |params, (key, value)| {
            params.with(key, value)
        });
    let body = match (&args.body, args.aggregation, &args.field) {
        (Some(body), ..) => read_body(body)?,
        (None, Some(aggregation), Some(field)) => args.options.request(aggregation, field)?,
        (None, ..) => return Err(usage_error("missing TYPE and FIELD".into())),
    };
    let describe = match args.body {
        Some(_) => RequestError::to_string,
        None => request::describe_by_option,
    };
    let request = parse_aggregations(table, &body, describe)?;
    args.options.print_filter_warnings(table);
    let list = request.to_json();
    let body = match (operation.kind, request.list()) {
        (OperationKind::Aggregation(AggregateBody::Object), [only]) => {
            serde_json::to_string(only).map_err(|error| usage_error(error.to_string()))?
        }
        (OperationKind::Aggregation(AggregateBody::Object), _) => {
            return Err(usage_error(format!(
                "`{}` supports one aggregation per request",
                operation.id
            )));
        }
        _ => list.clone(),
    };
    // The validated request is JSON.
    let request: Value = serde_json::from_str(&list).unwrap_or_default();
    client::block_on(async {
        let connection = args.client.connect().await?;
        let falcon = &connection.falcon;
        let response = falcon.call_with_json(operation, parameters, body);
        match client::with_wait_reports(falcon, &Progress::hidden(), response).await {
            Ok(response) => write_response(&response, &request, args.format),
            Err(error) => service_errors::handle_not_found(&error, connection.no_documents(table)),
        }
    })
}

fn usage_error(message: String) -> Error {
    Error::Usage {
        subcommand: "aggregate",
        message,
    }
}

fn write_response(
    response: &RawResponse,
    request: &Value,
    format: Format,
) -> Result<ExitStatus, Error> {
    let mut envelope = response
        .json()
        .map_err(|error| service_errors::to_error(&error))?;
    let results = match envelope["resources"].take() {
        Value::Array(results) => results,
        _ => Vec::new(),
    };
    let missing = missing_names(request, &results);
    with_output(|out| {
        match format {
            Format::Json => {
                out.write_json(&results)?;
                out.write_all(b"\n")?;
            }
            Format::Chart => chart::write(&rows::rows(&decode(results), request), out)?,
            Format::Csv => rows::write_csv(&rows::rows(&decode(results), request), out)?,
        }
        Ok(())
    })?;
    for name in &missing {
        print_message(&format!(
            "the response has no result for aggregation `{name}`"
        ));
    }
    let status = service_errors::print_response_errors(response);
    Ok(match missing.is_empty() {
        true => status,
        false => ExitStatus::Failure,
    })
}

/// Returns the names of the aggregations of the request that have no result.
fn missing_names(request: &Value, results: &[Value]) -> Vec<String> {
    let names = request.as_array().into_iter().flatten();
    names
        .filter_map(|aggregation| aggregation["name"].as_str())
        .filter(|name| results.iter().all(|result| result["name"] != **name))
        .map(str::to_owned)
        .collect()
}

/// Decodes results; reports and skips malformed ones.
fn decode(results: Vec<Value>) -> Vec<AggregateResult> {
    let decoded = results.into_iter().filter_map(|result| {
        serde_json::from_value(result)
            .map_err(|error| print_message(&format!("cannot decode result: {error}")))
            .ok()
    });
    decoded.collect()
}
