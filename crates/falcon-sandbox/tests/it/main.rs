//! The sandbox over HTTP, called by falcon-transport, and by a plain HTTP client for requests that
//! falcon-transport does not send.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod aggregates;
mod api_schema;
mod assets;
mod auth;
mod collection_paging;
mod collections;
mod copied;
mod default_data;
mod definition;
mod errors;
mod explorer;
mod explorer_documents;
mod faults;
mod graphql;
mod http;
mod inventory;
mod load;
mod operations;
mod paging;
mod policy_rules;
mod sensors;
mod sort;
mod subsidiaries;
mod support;
#[cfg(feature = "tls")]
mod tls;
mod typed_aggregates;
