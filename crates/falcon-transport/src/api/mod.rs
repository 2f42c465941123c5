//! The operations of the API and their requests.

pub(crate) mod aggregates;
pub(crate) mod call;
pub(crate) mod check;
pub(crate) mod chunk_filter;
mod described;
pub mod exposure_management;
pub(crate) mod graphql_document;
pub mod identity_protection;
pub(crate) mod ids;
pub(crate) mod list;
pub(crate) mod operation;
pub(crate) mod operation_id;
pub(crate) mod params;
mod parse_operation;
pub(crate) mod raw_request;
pub(crate) mod raw_response;
pub(crate) mod request;
mod request_body;
mod request_path;
mod strict_json;
