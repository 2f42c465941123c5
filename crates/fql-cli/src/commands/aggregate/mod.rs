//! `fql aggregate`

mod chart;
mod request;
mod rows;

use std::io::Write;

use clap::ValueEnum;
use falcon_aggregates::{AggregateResult, AggregationType};
use falcon_transport::{OperationId, Params, RawResponse};
use serde_json::Value;

use crate::client::{self, ClientArgs};
use crate::commands::body::read_body;
use crate::failure::{Failure, Status};
use crate::help::Help;
use crate::output::{tell, with_output};
use crate::printable::printable;
use crate::refusal::tell_of_errors;
use crate::suggested::Suggested;

/// Counts and measures documents by a field
///
/// One aggregation from the command line, or a whole request with `--body`. What is asked is checked
/// first: types, fields, ranges, at most three nested; a wrong request is not sent.
#[derive(Debug, clap::Args)]
#[command(override_usage = USAGE)]
pub(crate) struct Args {
    /// What to compute
    #[arg(value_name = "TYPE", required_unless_present = "body", value_parser = types())]
    aggregation: Option<AggregationType>,

    /// The field to compute it of
    #[arg(
        value_name = "FIELD",
        required_unless_present = "body",
        value_parser = Suggested::fields(),
        hide_possible_values = true
    )]
    field: Option<String>,

    #[command(flatten)]
    options: request::Options,

    /// A whole request instead: JSON, `@FILE` for the content of a file, or `@-` for standard input
    #[arg(long, value_name = "JSON|@FILE", conflicts_with_all = ["aggregation", "field"])]
    body: Option<String>,

    /// What is aggregated
    #[arg(short, long, value_enum, default_value_t)]
    collection: Collection,

    /// How to show the answer
    #[arg(long, value_enum, default_value_t)]
    format: Format,

    #[command(flatten)]
    client: ClientArgs,
}

/// A body says it all, so the two forms are told apart.
const USAGE: &str = "\
fql aggregate [OPTIONS] <TYPE> <FIELD>
       fql aggregate [OPTIONS] --body <JSON|@FILE>";

pub(super) fn help() -> Help {
    Help {
        examples: &[
            r"fql aggregate terms criticality",
            r#"fql aggregate terms ip.services.port --filter "criticality:'Critical'" --size 5"#,
            r"fql aggregate date_histogram last_seen --interval month --nest cardinality:ip.location.city",
            r"fql aggregate range ip.services.port --ranges ..1024,1024..49152,49152..",
            r"fql aggregate percentiles confidence --format json",
            r"fql aggregate terms status -c sensors --format csv",
            r#"fql aggregate --body '[{"name":"n","type":"terms","field":"criticality"}]'"#,
        ],
        sections: vec![client::environment()],
        statuses: &[
            ("0", "there is an answer"),
            (
                "1",
                "the service refused, or lists errors beside its answer",
            ),
            (
                "2",
                "the request or the command line is wrong, there was no connection, or the answer \
                 could not be read or written",
            ),
        ],
    }
}

/// `--collection`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum Collection {
    /// External assets
    #[default]
    ExternalAssets,
    /// Sensors of Identity Protection
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
    /// Bars, in the width of the terminal
    #[default]
    Chart,
    /// The answers, as one array
    Json,
    /// A bucket a row: the aggregation, its label, how many documents, and what was computed
    Csv,
}

/// The types by their names.
fn types() -> impl clap::builder::TypedValueParser<Value = AggregationType> {
    use clap::builder::TypedValueParser;
    let names = AggregationType::ALL.iter().map(|known| known.as_str());
    clap::builder::PossibleValuesParser::new(names).try_map(|name| name.parse::<AggregationType>())
}

pub(crate) fn run(args: &Args) -> Result<Status, Failure> {
    let body = match (&args.body, args.aggregation, &args.field) {
        (Some(body), ..) => read_body(body)?,
        (None, Some(aggregation), Some(field)) => args.options.request(aggregation, field)?,
        // Clap asks for both.
        (None, ..) => return Err(Failure::usage("aggregate", "no aggregation is given")),
    };
    let body = request::checked(&body, args.collection)?;
    // It was just written, so it is JSON.
    let request: Value = serde_json::from_str(&body).unwrap_or_default();
    client::block_on(async {
        let connection = args.client.connect().await?;
        let operation = args.collection.operation();
        let called = connection
            .falcon
            .call_with_json(operation, Params::new(), body);
        match called.await {
            Ok(reply) => show(&reply, &request, args.format),
            Err(error) => client::outcome(&error),
        }
    })
}

fn show(reply: &RawResponse, request: &Value, format: Format) -> Result<Status, Failure> {
    let mut envelope = reply.json().map_err(|error| client::failure(&error))?;
    let answers = match envelope["resources"].take() {
        Value::Array(answers) => answers,
        _ => Vec::new(),
    };
    with_output(|out| {
        match format {
            Format::Json => {
                serde_json::to_writer(&mut *out, &answers)
                    .map_err(|error| Failure::Write(error.into()))?;
                out.write_all(b"\n")?;
            }
            Format::Chart => chart::write(&read(answers), request, out)?,
            Format::Csv => rows::write_csv(&read(answers), request, out)?,
        }
        Ok(())
    })?;
    Ok(tell_of_errors(reply))
}

/// The answers; what is none is told of.
fn read(answers: Vec<Value>) -> Vec<AggregateResult> {
    let read = answers.into_iter().filter_map(|answer| {
        serde_json::from_value(answer)
            .map_err(|error| tell(&format!("fql: {}\n", printable(&error.to_string()))))
            .ok()
    });
    read.collect()
}
