//! Async client for the documented operations of CrowdStrike Falcon's Exposure Management and
//! Identity Protection.
//!
//! Filters are checked [`fql`] filters of the operation's collection, responses are typed, listings
//! are streams, and requests are retried where that is safe.
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use falcon_transport::Falcon;
//! use fql::collections::external_assets as asset;
//!
//! // Reads FALCON_CLIENT_ID, FALCON_CLIENT_SECRET and, if set, FALCON_CLOUD.
//! let falcon = Falcon::from_env()?;
//! let filter = asset::criticality.eq("Critical") & asset::ip::services::port.is_in([22, 3389]);
//! let mut assets = falcon.exposure_management().query_assets().filter(filter).assets();
//! while let Some(result) = assets.try_next().await? {
//!     if let Some(asset) = result.found() {
//!         println!("{} {:?}", asset.id, asset.criticality);
//!     }
//! }
//! # Ok(()) }
//! ```
//!
//! # Core types
//!
//! * [`Falcon`] is the client. Clones share the token, the rate limit and the connections.
//! * [`ExposureManagement`] and [`IdentityProtection`] have a method for each of the twenty
//!   operations. A method returns a request builder, which is sent when it is awaited. The modules
//!   [`exposure_management`] and [`identity_protection`] contain the requests and their bodies.
//! * [`Response`] is a successful response, which may have failed in part; the module [`response`]
//!   contains its parts. The resources are [`models`] that keep unknown fields.
//! * [`Pager`] and [`Details`], in [`paging`], are streams over all pages of a listing.
//! * [`Download`] is a stream over the bytes of a blob.
//! * [`List`] lists any collection of [`fql`], such as hosts, and [`RawRequest`] calls any path.
//! * [`OperationId`] names an operation that is chosen at run time.
//! * [`Error`] is the error of every call.
//!
//! # Tasks
//!
//! * **Create a client**: [`Falcon::from_env`], or [`Falcon::builder`] for all settings.
//! * **Send one request**: `.await`, or `send().await`, then [`Response::complete`] for all-or-nothing, or
//!   [`Response::succeeded`] and [`Response::errors`] for a partial success.
//! * **List everything**: a stream such as [`QueryAssets::ids`] or [`QueryAssets::assets`]. After an
//!   interruption, continue it from its [`Position`]. Loop with `next` or `try_next`, and limit the
//!   number of items with `take`.
//! * **Save a blob**: [`Download::to_file`].
//! * **Handle errors**: [`Error::kind`] and the predicates of [`Error`]. [`Error::may_have_been_done`] is `true` for a
//!   write whose outcome is unknown.
//! * **List another collection**: [`Falcon::list`] with an operation of its module. [`Falcon::fetch`]
//!   returns documents by id, [`Falcon::aggregate`] aggregations.
//! * **Send a request that has no method here**: [`Falcon::get`], [`Falcon::post`] and so on, with a
//!   path, a query and JSON.
//! * **Send raw JSON or raw query parameters**: the methods with the suffix `_json`, such as
//!   [`ExposureManagement::update_assets_json`], and `query` of a request.
//! * **Call an operation by its id**, with parameters and JSON: [`Falcon::call`].
//! * **Query a long list of values**: [`chunk_filter`] creates filters that fit a URL.
//!
//! The page `docs/transport.md` of the repository describes retries, rate limits, tokens and paging
//! in detail.
//!
//! # Features
//!
//! * **Tokens** are requested on first use, shared by all clones, renewed before they expire, and
//!   renewed once when the service rejects one.
//! * **Rate limits**: after a 429 all clones wait until the reset, and requests are paced while few
//!   remain.
//! * **Retries** follow the [`RetryPolicy`]. A write is never sent twice unless the first attempt
//!   was certainly not processed.
//! * **Timeouts**: [`FalconBuilder::request_timeout`] per attempt and
//!   [`FalconBuilder::overall_timeout`] per call. Dropping a future cancels its call.
//! * **Secrets** are wiped from memory when they are dropped, and redacted in errors, `Debug` and
//!   traces. Redirects are not followed, and plain `http` is accepted only for loopback addresses.
//! * **Tracing**: each call is a span `falcon_call` with operation, method and path. Each attempt is
//!   an event, `DEBUG` on success and `WARN` on failure. Filters, ids and bodies are not traced.
//!
//! # Cargo features
//!
//! TLS, of which the program chooses one:
//!
//! | feature | TLS |
//! |---|---|
//! | `rustls-ring` (default) | rustls with ring, which compiles fastest |
//! | `rustls-aws-lc-rs` | rustls with aws-lc-rs, which also has hybrid post-quantum key exchange |
//! | `native-tls` | the library of the system: SChannel, Secure Transport or OpenSSL |
//! | none | that of the client that is passed to [`FalconBuilder::http_client`], or plain `http` only |
//!
//! If several are enabled, `native-tls` takes precedence, then `rustls-aws-lc-rs`; if the process has a
//! default provider of rustls, both rustls features use it. Root certificates are those of the system.
//!
//! The other features add the operations of collections, by family, and are those of [`fql`]: `alerts`,
//! `cloud`, `containers`, `discover`, `hosts`, `intel`, `platform`, `policies`, `response`, `rules`,
//! `spotlight`, and `all-collections`. None of them is enabled by default.
//!
//! # Limits
//!
//! The client speaks HTTP/1.1, requires a Tokio runtime, and does not resume a truncated download.
//! It was tested against the sandbox and against simulated servers, not against the live service.
//!
//! [`ExposureManagement`]: exposure_management::ExposureManagement
//! [`ExposureManagement::update_assets_json`]: exposure_management::ExposureManagement::update_assets_json
//! [`IdentityProtection`]: identity_protection::IdentityProtection
//! [`QueryAssets::ids`]: List::ids
//! [`QueryAssets::assets`]: List::assets
//! [`Pager`]: paging::Pager
//! [`Details`]: paging::Details
//! [`Download`]: response::Download
//! [`Download::to_file`]: response::Download::to_file
//! [`OperationId`]: operation::OperationId

#![deny(missing_docs)]
#![forbid(unsafe_code)]

mod api;
mod auth;
mod builder;
mod client;
mod cloud;
mod env;
mod error;
mod http;
pub mod models;
pub mod paging;
pub mod response;
mod stream_methods;
mod tls;
mod vocabulary;

/// The crate of the filters that listings accept, in the version that this crate uses.
#[doc(no_inline)]
pub use fql;

/// The crate of the requests that aggregate operations accept, in the version that this crate uses.
#[doc(no_inline)]
pub use falcon_aggregates;

/// The HTTP client of [`FalconBuilder::http_client`], in the version that this crate uses.
///
/// It has the features `stream` and, by default, `rustls-no-provider`: call [`install_tls_provider`] before you
/// build a client of your own. For other features, such as `query` and `json`, add the same version to your own
/// dependencies.
#[doc(no_inline)]
pub use reqwest;

pub use api::aggregates::AggregateRequest;
pub use api::chunk_filter::chunk_filter;
pub use api::ids::{IntoIds, ids_from_csv};
pub use api::list::List;
pub use api::raw_request::RawRequest;
pub use api::{exposure_management, identity_protection};
pub use builder::FalconBuilder;
pub use client::Falcon;
pub use cloud::Cloud;
pub use error::{Error, ErrorKind, Result};
pub use http::retry_policy::RetryPolicy;
#[doc(no_inline)]
pub use paging::{DetailResult, Position};
#[doc(no_inline)]
pub use response::Response;
pub use tls::install_tls_provider;

/// Operations: the table of the twenty documented ones, and the parameters of [`Falcon::call`].
pub mod operation {
    pub use crate::api::operation::{Idempotency, Operation};
    pub use crate::api::operation_id::OperationId;
    pub use crate::api::params::Params;
    #[doc(no_inline)]
    pub use ::http::Method;
}

/// Entry points of the fuzz targets. Not part of the public API.
#[doc(hidden)]
pub mod __private {
    use serde::de::DeserializeOwned;

    use crate::response::parts::ResponseParts;

    /// Decodes the body of a response.
    ///
    /// # Errors
    ///
    /// Fails when the body is not a JSON object.
    pub fn read_envelope<T: DeserializeOwned>(
        body: &[u8],
    ) -> Result<ResponseParts<T>, serde_json::Error> {
        ResponseParts::read(body)
    }
}
