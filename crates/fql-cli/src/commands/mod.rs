//! The subcommands, one a file.

#[cfg(feature = "network")]
mod aggregate;
#[cfg(feature = "network")]
mod assets;
#[cfg(feature = "network")]
mod body;
#[cfg(feature = "network")]
mod call;
mod check;
mod completions;
mod explain;
mod fields;
mod fmt;
mod man;
mod r#match;
#[cfg(feature = "network")]
mod serve;

use clap::Subcommand;

use crate::failure::{Failure, Status};
use crate::help::Help;

/// What the program can be asked to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Check(check::Args),
    Fmt(fmt::Args),
    Explain(explain::Args),
    Fields(fields::Args),
    Match(r#match::Args),
    #[cfg(feature = "network")]
    Assets(assets::Args),
    #[cfg(feature = "network")]
    Aggregate(aggregate::Args),
    #[cfg(feature = "network")]
    Call(call::Args),
    #[cfg(feature = "network")]
    Serve(serve::Args),
    Completions(completions::Args),
    Man(man::Args),
}

/// The name of a subcommand, and what is said of it beside its options.
type Named = (&'static str, fn() -> Help);

/// The subcommands in their order.
pub(crate) const HELP: &[Named] = &[
    ("check", check::help),
    ("fmt", fmt::help),
    ("explain", explain::help),
    ("fields", fields::help),
    ("match", r#match::help),
    #[cfg(feature = "network")]
    ("assets", assets::help),
    #[cfg(feature = "network")]
    ("aggregate", aggregate::help),
    #[cfg(feature = "network")]
    ("call", call::help),
    #[cfg(feature = "network")]
    ("serve", serve::help),
    ("completions", completions::help),
    ("man", man::help),
];

impl Command {
    pub(crate) fn run(self) -> Result<Status, Failure> {
        match self {
            Self::Check(args) => check::run(&args),
            Self::Fmt(args) => fmt::run(&args),
            Self::Explain(args) => explain::run(&args),
            Self::Fields(args) => fields::run(&args),
            Self::Match(args) => r#match::run(&args),
            #[cfg(feature = "network")]
            Self::Assets(args) => assets::run(&args),
            #[cfg(feature = "network")]
            Self::Aggregate(args) => aggregate::run(&args),
            #[cfg(feature = "network")]
            Self::Call(args) => call::run(&args),
            #[cfg(feature = "network")]
            Self::Serve(args) => serve::run(&args),
            Self::Completions(args) => completions::run(&args),
            Self::Man(args) => man::run(&args),
        }
    }
}
