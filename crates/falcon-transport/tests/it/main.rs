//! Tests of the client against HTTP servers on the loopback interface.

#![allow(
    clippy::unwrap_used,
    reason = "a failed step of a test is reported by its panic"
)]

mod arguments;
mod auth;
mod background_tasks;
mod client_options;
mod collection_listings;
mod debug_output;
mod details;
mod documentation;
mod downloads;
mod envelope;
mod error_conversions;
mod error_responses;
mod graphql_pages;
mod list;
mod list_parameters;
mod listing_ends;
mod listings;
mod models;
mod names;
mod page_selection;
mod paging;
mod rate_limits;
mod raw_requests;
mod requests;
mod response_limits;
mod responses;
mod resume_positions;
mod retries;
mod secrets;
mod send_sync;
mod support;
mod take;
#[cfg(any(
    feature = "rustls-ring",
    feature = "rustls-aws-lc-rs",
    feature = "native-tls"
))]
mod tls;
mod wire;
