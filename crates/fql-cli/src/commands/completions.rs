//! `fql completions`

use std::io::Write;

use clap_complete::Shell;

use crate::failure::{Failure, Status};
use crate::output::with_output;

/// Prints what a shell needs to complete the command line
#[derive(Debug, clap::Args)]
#[command(after_help = EPILOGUE)]
pub(crate) struct Args {
    /// The shell
    shell: Shell,
}

const EPILOGUE: &str = "\
Examples:
  fql completions bash > ~/.local/share/bash-completion/completions/fql
  fql completions zsh > \"${fpath[1]}/_fql\"
  fql completions fish > ~/.config/fish/completions/fql.fish";

pub(crate) fn run(args: &Args) -> Result<Status, Failure> {
    // By way of memory, because clap_complete panics where it can't write.
    let mut script = Vec::new();
    clap_complete::generate(
        args.shell,
        &mut crate::cli::definition(),
        "fql",
        &mut script,
    );
    with_output(|out| Ok(out.write_all(&script)?))?;
    Ok(Status::Good)
}
