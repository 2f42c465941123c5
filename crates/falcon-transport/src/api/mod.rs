//! Operations of the API and their requests.

pub(crate) mod aggregates;
pub(crate) mod body;
pub(crate) mod by_ids;
pub(crate) mod call;
pub(crate) mod check;
pub(crate) mod chunk_filter;
mod execute;
pub(crate) mod exposure_management;
pub(crate) mod graphql;
pub(crate) mod identity_protection;
pub(crate) mod ids;
pub(crate) mod listing;
pub(crate) mod operation;
mod parse_operation;
pub(crate) mod request;
