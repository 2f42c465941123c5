//! `fql call`

use std::io::Write;

use clap::builder::TypedValueParser;
use falcon_transport::{Download, Error, Falcon, OperationId, Params, RawResponse};
use futures_util::StreamExt;

use crate::client::{self, ClientArgs};
use crate::commands::body::read_body;
use crate::failure::{Failure, Status};
use crate::help::{Block, Help, Section};
use crate::output::{Output, with_output};
use crate::printable::printable;
use crate::refusal::tell_of_errors;
use crate::suggested::Suggested;

/// Calls an operation of the API and prints its answer
///
/// What the documents say of the operation is checked first: its parameters, limits, ids and the
/// outline of its body. Faults of the service are waited out where that can do nothing twice.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The operation, by its id or by the name of its method
    #[arg(value_name = "OPERATION", value_parser = operation(), hide_possible_values = true)]
    operation: OperationId,

    /// Parameters, each split at its first `=`; several ids as `ids=ID1,ID2`
    #[arg(value_name = "KEY=VALUE")]
    parameters: Vec<String>,

    /// The body: JSON, `@FILE` for the content of a file, or `@-` for standard input
    ///
    /// It is sent byte for byte.
    #[arg(long, value_name = "JSON|@FILE")]
    body: Option<String>,

    #[command(flatten)]
    client: ClientArgs,
}

/// Reads an operation's name, and tells the shells which there are.
fn operation() -> impl TypedValueParser<Value = OperationId> {
    Suggested::operations().try_map(|name| name.parse::<OperationId>())
}

pub(super) fn help() -> Help {
    Help {
        examples: &[
            r#"fql call query_assets limit=5 filter="criticality:'Critical'+last_seen:>'now-7d'""#,
            r"fql call get_assets ids=ID1,ID2",
            r#"fql call update_assets --body '{"assets":[{"id":"ID1","criticality":"High"}]}'"#,
            r"fql call create_policy_rules --body @rule.json",
            r"fql call download_assets assetId=ID1 hash=HASH > banner.bin",
            r"fql call query_sensors limit=1 --base-url http://127.0.0.1:8080",
        ],
        sections: vec![
            Section {
                heading: "Output",
                blocks: vec![Block::Text(
                    "The answer as the service sent it: JSON, or the bytes of a download.",
                )],
            },
            Section {
                heading: "Operations",
                blocks: vec![
                    Block::Text("The id of each, its other names, and what it takes:"),
                    operations(),
                ],
            },
            client::environment(),
        ],
        statuses: &[
            ("0", "the service did it all"),
            (
                "1",
                "the service refused, or lists errors beside its answer",
            ),
            (
                "2",
                "the command line, the environment or a file is wrong; there was no connection; or \
                 the answer could not be read or written",
            ),
        ],
    }
}

/// Each operation by its names, and its parameters.
fn operations() -> Block {
    let named = OperationId::all().map(|operation| {
        let mut takes = operation.parameters();
        takes.extend(operation.takes_body().then_some("--body"));
        let names = [&[operation.id()], operation.aliases()].concat();
        (names.join(", ").into(), takes.join(" ").into())
    });
    Block::Terms(named.collect())
}

pub(crate) fn run(args: &Args) -> Result<Status, Failure> {
    let params = Params::from_key_values(&args.parameters).map_err(|error| wrong(&error))?;
    let body = args.body.as_deref().map(read_body).transpose()?;
    client::block_on(async {
        let connection = args.client.connect().await?;
        let falcon = &connection.falcon;
        if args.operation == OperationId::BlobDownloadExternalAssets && body.is_none() {
            return match falcon.call_download(params).await {
                Ok(download) => write_download(download).await,
                Err(error) => client::outcome(&error),
            };
        }
        match reply(falcon, args.operation, params, body).await {
            Ok(reply) => write_reply(&reply),
            Err(error) => client::outcome(&error),
        }
    })
}

fn wrong(error: &Error) -> Failure {
    Failure::usage("call", &printable(&error.to_string()))
}

async fn reply(
    falcon: &Falcon,
    operation: OperationId,
    params: Params,
    body: Option<String>,
) -> Result<RawResponse, Error> {
    match body {
        Some(text) => falcon.call_with_json(operation, params, text).await,
        None => falcon.call(operation, params, None).await,
    }
}

/// Writes an answer, then tells of the errors that it lists.
fn write_reply(reply: &RawResponse) -> Result<Status, Failure> {
    with_output(|out| {
        out.write_all(reply.bytes())?;
        // Only an answer without content has no line to end.
        if !reply.bytes().is_empty() && !reply.bytes().ends_with(b"\n") {
            out.write_all(b"\n")?;
        }
        Ok(())
    })?;
    Ok(tell_of_errors(reply))
}

/// Writes a blob as it comes.
async fn write_download(mut download: Download) -> Result<Status, Failure> {
    let mut out = Output::new();
    while let Some(piece) = download.next().await {
        match piece {
            Ok(piece) => out.write_all(&piece)?,
            Err(error) => {
                out.flush()?;
                return client::outcome(&error);
            }
        }
    }
    out.flush()?;
    Ok(Status::Good)
}
