//! The client that the subcommands of the network share.

use std::error::Error as StdError;
use std::fmt::Write as _;
use std::future::Future;

use clap::ValueHint;
use falcon_sandbox::Sandbox;
use falcon_sandbox::data::Generator;
use falcon_transport::{Error, Falcon, FalconBuilder};

use crate::failure::{Failure, Status};
use crate::help::{Block, Section};
use crate::output::tell;
use crate::printable::printable;

/// What the sandbox takes as client id and as secret. Both are public.
pub(crate) const SANDBOX: &str = "sandbox";

/// What the sandbox's data are made from unless another seed is said.
pub(crate) const SEED: u64 = 42;

/// Runs what needs a network.
pub(crate) fn block_on<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::Call(format!("no runtime could be made: {error}")))?;
    let result = runtime.block_on(work);
    // What a sandbox still computes is for nobody any more.
    runtime.shutdown_background();
    result
}

/// Where requests go.
#[derive(Debug, clap::Args)]
pub(crate) struct ClientArgs {
    /// Where the API is, instead of at the cloud that the environment names
    ///
    /// Plain http is taken for this machine only. For an address of this machine, and when no
    /// FALCON_* variable is set, the sandbox's own client id and secret are used.
    #[arg(long, value_name = "URL", value_hint = ValueHint::Url, help_heading = "Service")]
    base_url: Option<String>,
}

/// What the help says of the environment.
pub(crate) fn environment() -> Section {
    Section {
        heading: "Environment",
        blocks: vec![
            Block::terms(&[
                ("FALCON_CLIENT_ID", "the API client's id"),
                ("FALCON_CLIENT_SECRET", "its secret"),
                (
                    "FALCON_CLOUD",
                    "us-1 (the default), us-2, us-3, eu-1, us-gov-1, us-gov-2, or auto",
                ),
                ("FALCON_MEMBER_CID", "the member customer to act for"),
                (
                    "FALCON_BASE_URL",
                    "another address than the cloud's; `--base-url` comes before it",
                ),
            ]),
            Block::Text(
                "Without any of them, and without `--base-url`, a sandbox in this program answers, \
                 with made-up data.",
            ),
        ],
    }
}

/// A client, and the sandbox that answers it, if that is one of our own.
#[derive(Debug)]
pub(crate) struct Connection {
    pub(crate) falcon: Falcon,
    /// Runs as long as this lives.
    _sandbox: Option<Sandbox>,
}

impl ClientArgs {
    /// A client as the environment and the command line say; where neither says anything, one of a
    /// sandbox in this process. Nothing is sent yet.
    pub(crate) async fn connect(&self) -> Result<Connection, Failure> {
        let falcon = match &self.base_url {
            Some(url) => at(url)?,
            None if FalconBuilder::variables_set().is_empty() => return sandbox().await,
            None => built(from_environment()?)?,
        };
        Ok(Connection {
            falcon,
            _sandbox: None,
        })
    }
}

/// A client of the API at this address.
fn at(url: &str) -> Result<Falcon, Failure> {
    if !FalconBuilder::variables_set().is_empty() {
        let client = built(from_environment()?.base_url(url).allow_insecure_http())?;
        // As the client reads the address, which is not as it stands: it may hold a tab, say.
        if client.is_local() || client.base_url().starts_with("https:") {
            return Ok(client);
        }
        return Err(Failure::Call(format!(
            "`{}` is plain http, which would send the secret for all to read: write `https://…`",
            printable(url)
        )));
    }
    // Whether plain http goes to this machine only is seen below, in words of the command line.
    let client = built(of_sandbox(url).allow_insecure_http())?;
    if client.is_local() {
        Ok(client)
    } else {
        Err(Failure::Call(
            "no credentials are set: set FALCON_CLIENT_ID and FALCON_CLIENT_SECRET".into(),
        ))
    }
}

fn from_environment() -> Result<FalconBuilder, Failure> {
    FalconBuilder::from_env().map_err(|error| failure(&error))
}

fn of_sandbox(url: &str) -> FalconBuilder {
    Falcon::builder()
        .credentials(SANDBOX, SANDBOX)
        .base_url(url)
}

/// Nobody is to take made-up data for their own, so it is said where these come from.
async fn sandbox() -> Result<Connection, Failure> {
    let sandbox = Sandbox::builder()
        .data(Generator::new(SEED).generate())
        .start()
        .await
        .map_err(|error| Failure::Call(format!("the sandbox can't be started: {error}")))?;
    let falcon = built(of_sandbox(&sandbox.url()))?;
    tell(
        "fql: no FALCON_* variable is set, so a sandbox in this program answers, with made-up \
         data\n",
    );
    Ok(Connection {
        falcon,
        _sandbox: Some(sandbox),
    })
}

fn built(builder: FalconBuilder) -> Result<Falcon, Failure> {
    builder
        .user_agent(concat!("fql/", env!("CARGO_PKG_VERSION")))
        .build()
        .map_err(|error| failure(&error))
}

/// How the program ends when a call failed: the service's own refusal is an answer, of which the
/// user is told.
pub(crate) fn outcome(error: &Error) -> Result<Status, Failure> {
    let was_refused = error.status().is_some_and(|status| status >= 300);
    if was_refused {
        tell(&format!("fql: {}\n", with_causes(error)));
        Ok(Status::Bad)
    } else {
        Err(failure(error))
    }
}

/// An error of the client as a failure of the program.
pub(crate) fn failure(error: &Error) -> Failure {
    Failure::Call(with_causes(error))
}

/// An error and what lies under it, each said once.
fn with_causes(error: &Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(under) = cause {
        let said = under.to_string();
        if !text.contains(&said) {
            // Writing to a string does not fail.
            let _ = write!(text, ": {said}");
        }
        cause = under.source();
    }
    printable(&text).into_owned()
}
