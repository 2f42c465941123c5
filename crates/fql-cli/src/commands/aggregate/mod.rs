//! `fql aggregate`

mod chart;
mod request;
mod rows;

use std::io::Write;

use clap::ValueEnum;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use falcon_aggregates::{AggregateResult, AggregationType, RequestError};
use falcon_transport::operation::{OperationId, Params};
use falcon_transport::response::RawResponse;
use serde_json::Value;

use crate::client::{self, ClientArgs};
use crate::completion::OfferedValues;
use crate::error::{Error, ExitStatus};
use crate::input::read_body;
use crate::output::{print_message, with_output};
use crate::progress::Progress;
use crate::request_check::validate_aggregations;
use crate::{help, service_errors};

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

    /// Collection to aggregate
    #[arg(short, long, value_enum, default_value_t)]
    collection: Collection,

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
  fql aggregate terms status -c sensors --format csv
  fql aggregate --body @request.json"#;

const EXIT_STATUS: &str = "\
Exit status:
  0    success
  1    the service rejected the request, or the response contains errors
       or lacks a result
  2    invalid request, usage error, I/O error, connection error or
       malformed response";

/// `--collection`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum Collection {
    /// External assets
    #[default]
    ExternalAssets,
    /// Identity Protection sensors
    Sensors,
}

impl Collection {
    fn operation(self) -> OperationId {
        match self {
            Self::ExternalAssets => OperationId::AggregateExternalAssets,
            Self::Sensors => OperationId::GetSensorAggregates,
        }
    }
}

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
    let body = match (&args.body, args.aggregation, &args.field) {
        (Some(body), ..) => read_body(body)?,
        (None, Some(aggregation), Some(field)) => args.options.request(aggregation, field)?,
        (None, ..) => {
            return Err(Error::Usage {
                subcommand: "aggregate",
                message: "missing TYPE and FIELD".into(),
            });
        }
    };
    let operation = args.collection.operation();
    let body = match args.body {
        Some(_) => validate_aggregations(operation, &body, RequestError::to_string)?,
        None => validate_aggregations(operation, &body, request::describe_by_option)?,
    };
    // The validated request is JSON.
    let request: Value = serde_json::from_str(&body).unwrap_or_default();
    client::block_on(async {
        let connection = args.client.connect().await?;
        let falcon = &connection.falcon;
        let response = falcon.call_with_json(operation, Params::new(), body);
        match client::with_wait_reports(falcon, &Progress::hidden(), response).await {
            Ok(response) => write_response(&response, &request, args.format),
            Err(error) => service_errors::handle(&error),
        }
    })
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
