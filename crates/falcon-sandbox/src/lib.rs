//! An API on your own machine that answers like CrowdStrike Falcon's.
//!
//! A [`Sandbox`] is a server in your process. It answers the twenty operations of Exposure
//! Management and Identity Protection, with their paths, envelopes, limits, status codes and
//! messages, from documents in memory. Filters and aggregations are evaluated for real, what is
//! changed is seen by the next request, and what can go wrong goes wrong on demand. It needs no
//! account and no network.
//!
//! ```
//! use falcon_sandbox::{Fault, Sandbox};
//! use falcon_transport::Falcon;
//! use falcon_transport::fql::collections::external_assets as asset;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! // A thousand assets that look like an inventory's, the same ones each time.
//! let sandbox = Sandbox::builder().start().await?;
//!
//! // Any client will do; this one takes the base URL and the sandbox's own credentials.
//! let falcon = Falcon::builder()
//!     .credentials("sandbox", "sandbox")
//!     .base_url(sandbox.url())
//!     .build()?;
//! let filter = asset::criticality.eq("Critical") & asset::ip::services::port.is_in([22, 3389]);
//!
//! // The first answer is cut off in the middle; the client asks again.
//! sandbox.script([Fault::truncate()]);
//! let query = falcon.exposure_management().query_assets().filter(filter);
//! let ids = query.send().await?.complete()?;
//! assert!(!ids.is_empty());
//! assert_eq!(sandbox.requests().count("query_external_assets_v2"), 2);
//!
//! sandbox.stop().await;
//! # Ok(()) }
//! ```
//!
//! # Overview
//!
//! * [`Sandbox::builder`] says what it is like: [`data`], clients and their scopes, how long tokens
//!   last, the rate limit, the time that it is there.
//! * [`Fault`] is something that goes wrong: in a [script](Sandbox::script), each with one request,
//!   or [at random](FaultRates).
//! * [`Sandbox::requests`] tells what was asked, [`Sandbox::snapshot`] what the documents are now.
//!
//! What each operation does and does not do, and where the sandbox differs from the service on
//! purpose, stands in `docs/sandbox.md` of the repository.

#![deny(missing_docs)]
#![forbid(unsafe_code)]

mod aggregate;
mod auth;
mod builder;
mod connection;
pub mod data;
mod envelope;
mod fault;
mod graphql;
mod id;
mod limiter;
mod listing;
mod log;
mod operation;
mod ops;
mod query;
mod reach;
mod refusal;
mod select;
mod server;
mod service;
mod sort;
mod state;
mod store;

pub use builder::{Sandbox, SandboxBuilder};
pub use fault::{Fault, FaultRates};
pub use log::{LoggedRequest, Requests};

/// Runs the examples of the crate's README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct ReadmeDoctests;

/// Compiles the examples of the page about the sandbox.
#[cfg(doctest)]
#[doc = include_str!("../../../docs/sandbox.md")]
pub struct PageDoctests;
