//! `fql call`

use std::fmt::Write as _;
use std::io::Write as _;

use clap::builder::TypedValueParser;
use falcon_transport::operation::{Operation, OperationId, Params};
use falcon_transport::response::{Download, RawResponse};
use falcon_transport::{Falcon, ids_from_csv};
use fql_syntax::display_safe;

use crate::client::{self, ClientArgs};
use crate::completion::OfferedValues;
use crate::error::{Error, ExitStatus};
use crate::input::read_body;
use crate::output::{Output, with_output};
use crate::progress::Progress;
use crate::request_check::{check_body, check_parameters};
use crate::{help, service_errors};

/// Call an API operation and print the response
///
/// Parameters, limits, ids, filters, sort orders and aggregations are checked against the API documentation
/// first, and for operations of external assets and Identity Protection also the structure of the body. Transient errors are retried if the request is idempotent.
#[derive(Debug, clap::Args)]
#[command(
    before_help = EXAMPLES,
    after_long_help = help::sections(&[OUTPUT, &operations(), client::ENVIRONMENT, EXIT_STATUS]),
)]
pub(crate) struct Args {
    /// Operation id or alias
    #[arg(value_name = "OPERATION", value_parser = operation_parser(), hide_possible_values = true)]
    operation: Operation,

    /// Parameters, split at the first `=`; several ids as `ids=ID1,ID2`
    #[arg(value_name = "KEY=VALUE")]
    parameters: Vec<String>,

    /// Request body: JSON, `@FILE` to read a file, or `@-` to read standard input
    ///
    /// The body is sent byte for byte. A file may have up to 64 MiB.
    #[arg(long, value_name = "JSON|@FILE")]
    body: Option<String>,

    /// Send filters, sort orders and aggregations without checking them
    ///
    /// They are checked against the documented fields, like those of `fql assets`. Other operations
    /// have none.
    #[arg(long)]
    unchecked: bool,

    #[command(flatten)]
    client: ClientArgs,
}

const EXAMPLES: &str = r#"Examples:
  fql call query_assets limit=5 filter="criticality:'Critical'"
  fql call get_assets ids=ID1,ID2
  fql call update_assets --body '{"assets":[{"id":"ID1","manual":true}]}'
  fql call create_policy_rules --body @rule.json
  fql call download_assets assetId=ID1 hash=HASH > banner.bin
  fql call query_sensors limit=1 --base-url http://127.0.0.1:8080"#;

const OUTPUT: &str = "\
Output:
  The body of the response, unchanged: JSON, or the bytes of a download. On
  a terminal, control characters and invisible characters are escaped.";

const EXIT_STATUS: &str = "\
Exit status:
  0    success
  1    the service rejected the request, or the response contains errors
  2    usage error, incomplete credentials, I/O error, connection error or
       malformed response";

/// Parses an operation and offers all names to shell completion.
fn operation_parser() -> impl TypedValueParser<Value = Operation> {
    OfferedValues::operations().try_map(|name| {
        let operation = name.parse::<Operation>();
        operation.map_err(|error| service_errors::with_help(error.to_string(), &error))
    })
}

/// Returns the help section that lists each operation with its aliases and parameters.
fn operations() -> String {
    let mut section = String::from("Operations:");
    for operation in OperationId::all() {
        let mut parameters = operation.parameters();
        parameters.extend(operation.has_body().then_some("--body"));
        let aliases = operation.aliases().join(", ");
        // Writing to a string cannot fail.
        let _ = write!(section, "\n  {}", operation.id());
        if !aliases.is_empty() {
            let _ = write!(section, "\n      aliases: {aliases}");
        }
        let _ = write!(section, "\n      parameters: {}", parameters.join(", "));
    }
    section.push_str(
        "\n\nOperations of collections:\n  All that `fql collections` lists, such as QueryDevicesByFilter.",
    );
    section
}

/// Splits `ids=ID1,ID2` into one parameter per id.
fn split_ids(operation: &Operation, parameters: &[String]) -> Vec<String> {
    let key = operation.ids_parameter().unwrap_or("ids");
    let split = parameters.iter().flat_map(|parameter| {
        match parameter.split_once('=').filter(|(name, _)| *name == key) {
            Some((_, ids)) if !ids_from_csv(ids).is_empty() => {
                let ids = ids_from_csv(ids).into_iter();
                ids.map(|id| format!("{key}={id}")).collect()
            }
            _ => vec![parameter.clone()],
        }
    });
    split.collect()
}

pub(crate) fn run(args: &Args) -> Result<ExitStatus, Error> {
    let parameters = split_ids(&args.operation, &args.parameters);
    let params = Params::from_key_values(&parameters).map_err(|error| Error::Usage {
        subcommand: "call",
        message: display_safe(&service_errors::with_help(error.to_string(), &error)).into_owned(),
    })?;
    let body = args.body.as_deref().map(read_body).transpose()?;
    if !args.unchecked {
        check_parameters(&args.operation, &parameters)?;
        if let Some(body) = &body {
            check_body(&args.operation, body)?;
        }
    }
    client::block_on(async {
        let connection = args.client.connect().await?;
        let falcon = &connection.falcon;
        let progress = Progress::hidden();
        if args.operation == OperationId::BlobDownloadExternalAssets && body.is_none() {
            let download = falcon.call_download(params);
            return match client::with_wait_reports(falcon, &progress, download).await {
                Ok(download) => write_download(download).await,
                Err(error) => service_errors::handle(&error),
            };
        }
        let response = send(falcon, &args.operation, params, body);
        match client::with_wait_reports(falcon, &progress, response).await {
            Ok(response) => write_response(&response),
            Err(error) => service_errors::handle(&error),
        }
    })
}

async fn send(
    falcon: &Falcon,
    operation: &Operation,
    params: Params,
    body: Option<String>,
) -> Result<RawResponse, falcon_transport::Error> {
    match body {
        Some(body) => falcon.call_with_json(operation, params, body).await,
        None => falcon.call(operation, params, None).await,
    }
}

/// Writes a response, then the errors that it contains.
fn write_response(response: &RawResponse) -> Result<ExitStatus, Error> {
    let body = response.bytes();
    with_output(|out| {
        out.write_json_source(body)?;
        if !body.is_empty() && !body.ends_with(b"\n") {
            out.write_all(b"\n")?;
        }
        Ok(())
    })?;
    Ok(service_errors::print_response_errors(response))
}

/// Writes a download while it is received.
async fn write_download(mut download: Download) -> Result<ExitStatus, Error> {
    let mut out = Output::new();
    while let Some(chunk) = download.next().await {
        match chunk {
            Ok(chunk) => out.write_json_source(&chunk)?,
            Err(error) => {
                out.flush()?;
                return service_errors::handle(&error);
            }
        }
    }
    out.flush()?;
    Ok(ExitStatus::Success)
}
