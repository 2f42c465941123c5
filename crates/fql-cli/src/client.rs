//! The client that the subcommands of the network share.

use std::error::Error as StdError;
use std::fmt::Write as _;

use falcon_transport::{Error, Falcon, FalconBuilder};

use crate::failure::{Failure, Status};
use crate::output::tell;
use crate::printable::printable;

/// What the sandbox takes as client id and as secret. Both are public.
const SANDBOX: &str = "sandbox";

/// Where requests go.
#[derive(Debug, clap::Args)]
pub(crate) struct ClientArgs {
    /// Where the API is, instead of at the cloud that the environment names
    ///
    /// Plain http is taken for this machine only. For an address of this machine, and when no
    /// FALCON_* variable is set, the sandbox's own client id and secret are used.
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
}

impl ClientArgs {
    /// A client as the environment and the command line say. Nothing is sent yet.
    pub(crate) fn client(&self) -> Result<Falcon, Failure> {
        let Some(url) = &self.base_url else {
            return from_environment();
        };
        if !FalconBuilder::variables_set().is_empty() {
            let builder = FalconBuilder::from_env().map_err(|error| failure(&error))?;
            return built(builder.base_url(url));
        }
        let client = built(
            Falcon::builder()
                .credentials(SANDBOX, SANDBOX)
                .base_url(url),
        )?;
        if client.is_local() {
            Ok(client)
        } else {
            Err(Failure::Call(
                "no credentials are set: set FALCON_CLIENT_ID and FALCON_CLIENT_SECRET".into(),
            ))
        }
    }
}

fn from_environment() -> Result<Falcon, Failure> {
    if FalconBuilder::variables_set().is_empty() {
        return Err(Failure::Call(
            "nothing says whom to call: set FALCON_CLIENT_ID and FALCON_CLIENT_SECRET, and \
             FALCON_CLOUD where it is not us-1; or give `--base-url URL` for a service on this \
             machine"
                .into(),
        ));
    }
    built(FalconBuilder::from_env().map_err(|error| failure(&error))?)
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
