//! `fql lint` in a build without the feature `lint`.

use crate::error::{Error, ExitStatus};

/// Find broken filters in programs (not in this build)
#[derive(Debug, clap::Args)]
#[command(hide = true)]
pub(crate) struct Args {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, hide = true)]
    arguments: Vec<std::ffi::OsString>,
}

pub(crate) fn run(_: &Args) -> Result<ExitStatus, Error> {
    Err(Error::MissingFeature {
        command: "lint",
        feature: "lint",
    })
}
