//! The client of the network subcommands.

use std::env;
use std::future::Future;
use std::pin::pin;
use std::time::Duration;

use clap::ValueHint;
use falcon_sandbox::Sandbox;
use falcon_sandbox::data::Generator;
use falcon_transport::{Falcon, FalconBuilder};
use fql::table::Table;
use fql_syntax::display_safe;

use crate::error::Error;
use crate::output::print_message;
use crate::progress::Progress;
use crate::service_errors::to_error;

/// The client id and the client secret of the sandbox. Neither is confidential.
pub(crate) const SANDBOX_CREDENTIAL: &str = "sandbox";

/// The default seed of the sample data.
pub(crate) const DEFAULT_SEED: u64 = 42;

/// The environment section of the help.
pub(crate) const ENVIRONMENT: &str = "\
Environment:
  FALCON_CLIENT_ID      id of the API client
  FALCON_CLIENT_SECRET  secret of the API client
  FALCON_CLOUD          us-1 (default), us-2, us-3, eu-1, us-gov-1,
                        us-gov-2 or auto
  FALCON_MEMBER_CID     child CID, for a parent with several
  FALCON_BASE_URL       base URL, in place of that of the cloud;
                        `--base-url` takes precedence
  If no FALCON_* variable is set and `--base-url` is not given, requests go
  to a built-in sandbox with generated sample data.
  A base URL of this machine needs no credentials: if no other FALCON_*
  variable is set, the client id and secret of the sandbox are used.";

const BASE_URL: &str = "FALCON_BASE_URL";

/// Runs a future that may use the network.
pub(crate) fn block_on<T>(future: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Error::Network(format!("cannot start the async runtime: {error}")))?;
    let result = runtime.block_on(future);
    // Does not wait for requests that the sandbox is still processing.
    runtime.shutdown_background();
    result
}

/// Runs a future and reports when requests wait for the rate limit, once for each wait.
pub(crate) async fn with_wait_reports<T>(
    falcon: &Falcon,
    progress: &Progress,
    future: impl Future<Output = T>,
) -> T {
    const INTERVAL: Duration = Duration::from_millis(200);
    let mut future = pin!(future);
    let mut is_reported = false;
    loop {
        if let Ok(result) = tokio::time::timeout(INTERVAL, future.as_mut()).await {
            return result;
        }
        let pause = falcon.rate_limit_pause();
        if let Some(pause) = pause.filter(|_| !is_reported) {
            let seconds = pause.as_secs_f64().ceil();
            progress.suspend(|| {
                print_message(&format!("rate limit reached: waiting {seconds} s"));
            });
        }
        is_reported = pause.is_some();
    }
}

/// The `--base-url` option.
#[derive(Debug, clap::Args)]
pub(crate) struct ClientArgs {
    /// Base URL of the API, in place of the cloud from the environment
    ///
    /// Plain HTTP is accepted for this machine only.
    #[arg(long, value_name = "URL", value_hint = ValueHint::Url, help_heading = "Service")]
    base_url: Option<String>,
}

/// A client and, if it uses the built-in sandbox, the sandbox.
#[derive(Debug)]
pub(crate) struct Connection {
    pub(crate) falcon: Falcon,
    /// The sandbox stops when it is dropped.
    sandbox: Option<Sandbox>,
}

impl Connection {
    /// Returns the message for an error 404 of the built-in sandbox: it has no documents of the
    /// collection.
    pub(crate) fn no_documents(&self, table: &Table) -> Option<String> {
        let name = table.name;
        self.sandbox.as_ref().map(|_| {
            format!(
                "the built-in sandbox has no documents of `{name}`; use `fql serve --documents \
                 {name}=FILE` and `--base-url`"
            )
        })
    }
}

impl ClientArgs {
    /// Returns a client for the base URL or the environment. If neither is set, starts the built-in
    /// sandbox. Sends no request.
    pub(crate) async fn connect(&self) -> Result<Connection, Error> {
        let variables = FalconBuilder::variables_set();
        let needs_credentials = variables.iter().any(|name| *name != BASE_URL);
        let falcon = match self.base_url.clone().or_else(base_url_from_environment) {
            Some(url) if needs_credentials => client_with_credentials(&url)?,
            Some(url) => client_of_local_sandbox(&url)?,
            None if variables.is_empty() => return start_sandbox().await,
            None => build(builder_from_environment()?)?,
        };
        Ok(Connection {
            falcon,
            sandbox: None,
        })
    }
}

fn base_url_from_environment() -> Option<String> {
    let url = env::var(BASE_URL).ok()?;
    Some(url.trim().to_owned()).filter(|url| !url.is_empty())
}

/// Returns a client with the credentials of the environment.
fn client_with_credentials(url: &str) -> Result<Falcon, Error> {
    let builder = builder_from_environment()?;
    let client = build(builder.base_url(url).allow_insecure_http())?;
    // Checks the URL that the client parsed: URL parsers drop tabs, for example.
    if client.is_local() || client.base_url().starts_with("https:") {
        return Ok(client);
    }
    Err(Error::Network(format!(
        "plain HTTP to `{}` would expose the client secret; use `https://`",
        display_safe(url)
    )))
}

/// Returns a client with the credentials of the sandbox. They are sent to this machine only.
fn client_of_local_sandbox(url: &str) -> Result<Falcon, Error> {
    let client = build(sandbox_builder(url).allow_insecure_http())?;
    if client.is_local() {
        return Ok(client);
    }
    Err(Error::Network(
        "no credentials; set FALCON_CLIENT_ID and FALCON_CLIENT_SECRET".into(),
    ))
}

fn builder_from_environment() -> Result<FalconBuilder, Error> {
    FalconBuilder::from_env().map_err(|error| to_error(&error))
}

fn sandbox_builder(url: &str) -> FalconBuilder {
    Falcon::builder()
        .credentials(SANDBOX_CREDENTIAL, SANDBOX_CREDENTIAL)
        .base_url(url)
}

/// Starts the built-in sandbox. Announces it, so that its data are not mistaken for real data.
async fn start_sandbox() -> Result<Connection, Error> {
    let sandbox = Sandbox::builder()
        .generator(Generator::new(DEFAULT_SEED))
        .start()
        .await
        .map_err(|error| Error::Network(format!("cannot start the sandbox: {error}")))?;
    let falcon = build(sandbox_builder(&sandbox.url()))?;
    print_message("no FALCON_* variables set: using the built-in sandbox (generated sample data)");
    Ok(Connection {
        falcon,
        sandbox: Some(sandbox),
    })
}

fn build(builder: FalconBuilder) -> Result<Falcon, Error> {
    builder
        .user_agent(concat!("fql/", env!("CARGO_PKG_VERSION")))
        .build()
        .map_err(|error| to_error(&error))
}
