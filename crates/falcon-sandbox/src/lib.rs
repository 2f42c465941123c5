//! A local, in-process server that behaves like CrowdStrike Falcon's Exposure Management and
//! Identity Protection APIs.
//!
//! A [`Sandbox`] serves all twenty operations with their paths, envelopes, limits, status codes and
//! messages, over documents in memory. It evaluates filters, sort orders, aggregations and GraphQL
//! queries, applies writes, and injects faults on demand. Use it to test API clients and to try
//! filters without an account or network access.
//!
//! # Examples
//!
//! ```
//! use falcon_sandbox::{Fault, Sandbox};
//! use falcon_transport::Falcon;
//! use falcon_transport::fql::collections::external_assets as asset;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! // By default, a sandbox has 1,000 generated assets, which are the same in every run.
//! let sandbox = Sandbox::builder().start().await?;
//!
//! // Any HTTP client works: it needs the base URL and the credentials.
//! let falcon = Falcon::builder()
//!     .credentials("sandbox", "sandbox")
//!     .base_url(sandbox.url())
//!     .build()?;
//! let filter = asset::criticality.eq("Critical") & asset::ip::services::port.is_in([22, 3389]);
//!
//! // The first response is truncated, so the client retries.
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
//! # Core types
//!
//! * [`Sandbox`] is a running server, [`SandboxBuilder`] its configuration.
//! * [`Data`] holds the documents that it serves, [`data::Generator`] creates sample ones.
//! * [`Fault`] is a failure of one request, [`FaultRates`] are random failures.
//! * [`Requests`] is the log of received requests.
//!
//! # Tasks
//!
//! * Serve other collections, such as hosts: pass their documents to
//!   [`SandboxBuilder::collection`].
//! * Serve other documents: pass generated ones, NDJSON files or your own to
//!   [`SandboxBuilder::data`].
//! * Get reproducible results for filters relative to `now`: fix the time with
//!   [`SandboxBuilder::now`].
//! * Test authorization: add clients with fewer scopes with [`SandboxBuilder::client`].
//! * Test token renewal: shorten the [`SandboxBuilder::token_lifetime`] or call
//!   [`Sandbox::expire_tokens`].
//! * Test error handling: [`Sandbox::script`] faults for the next requests, or set random
//!   [`SandboxBuilder::faults`].
//! * Check which requests a client sent: [`Sandbox::requests`].
//! * Check or save the documents after writes: [`Sandbox::snapshot`].
//!
//! * Test a client that accepts only `https` URLs: enable the feature `tls` and call
//!   `SandboxBuilder::tls`.
//! * Log requests: [`SandboxBuilder::on_request`].
//! * Try filters in a browser: [`SandboxBuilder::explorer`].
//!
//! # Features
//!
//! * `tls`: HTTPS, with generated or given certificates. It adds rustls and rcgen.
//!
//! # Limits
//!
//! The server speaks HTTP/1.1 and keeps all documents in memory. It follows the public documentation
//! and was not compared with the live service. `docs/sandbox.md` in the repository describes each
//! operation and the intended differences.

#![deny(missing_docs)]
#![forbid(unsafe_code)]

mod aggregate;
mod allowed_hosts;
mod auth;
mod cancel;
mod collection;
pub mod data;
mod explore;
mod fault;
mod graphql;
mod http;
mod id;
mod operation;
mod ops;
mod ordered_f64;
mod query;
mod rate_limit;
mod request_log;
mod response;
mod sandbox;
mod sort_number;
mod state;
mod store;
#[cfg(feature = "tls")]
mod tls;

#[doc(no_inline)]
pub use data::{Data, Document};
pub use fault::{Fault, FaultRates};
pub use request_log::{LoggedRequest, Requests};
pub use sandbox::{Sandbox, SandboxBuilder};
#[cfg(feature = "tls")]
pub use tls::TlsCertificate;

/// Runs the examples of the crate's README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct ReadmeDoctests;

/// Compiles the examples of `docs/sandbox.md`.
#[cfg(doctest)]
#[doc = include_str!("../../../docs/sandbox.md")]
pub struct PageDoctests;
