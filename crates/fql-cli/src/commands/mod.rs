//! The subcommands. Each module has the arguments (`Args`) and `run`.

#[cfg(feature = "network")]
pub(crate) mod aggregate;
#[cfg(feature = "network")]
pub(crate) mod assets;
#[cfg(feature = "network")]
pub(crate) mod call;
pub(crate) mod check;
pub(crate) mod collections;
pub(crate) mod completions;
pub(crate) mod explain;
#[cfg(feature = "network")]
pub(crate) mod explore;
pub(crate) mod fields;
pub(crate) mod fmt;
#[cfg(feature = "lint")]
pub(crate) mod lint;
pub(crate) mod man;
pub(crate) mod r#match;
#[cfg(feature = "network")]
pub(crate) mod query;
#[cfg(feature = "network")]
pub(crate) mod serve;
pub(crate) mod sql;
