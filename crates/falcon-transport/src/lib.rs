//! Calls the documented operations of CrowdStrike Falcon's Exposure Management and Identity
//! Protection, with checked filters and typed answers, and keeps working when the service does
//! not.
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use falcon_transport::Falcon;
//! use fql::collections::external_assets as asset;
//! use futures_util::TryStreamExt;
//!
//! // FALCON_CLIENT_ID, FALCON_CLIENT_SECRET and, where need be, FALCON_CLOUD
//! let falcon = Falcon::from_env()?;
//! let filter = asset::criticality.eq("Critical") & asset::ip::services::port.is_in([22, 3389]);
//! let mut assets = falcon.exposure_management().query_assets().filter(filter).assets();
//! while let Some(fetched) = assets.try_next().await? {
//!     if let Some(asset) = fetched.found() {
//!         println!("{} {:?}", asset.id, asset.criticality);
//!     }
//! }
//! # Ok(()) }
//! ```
//!
//! # Overview
//!
//! * [`Falcon`] is the client: cheap to clone, shared by all tasks. [`Falcon::from_env`] and
//!   [`Falcon::builder`] make one.
//! * [`Falcon::exposure_management`] and [`Falcon::identity_protection`] have a method for each of
//!   the twenty operations. Each begins a request that ends in `send().await`; those that list
//!   also end in a stream over all pages, such as [`QueryAssets::ids`] and [`QueryAssets::assets`].
//! * [`Falcon::call`] calls any of them by [`OperationId`], with parameters and JSON as they are.
//! * [`Response`] holds what succeeded beside what failed, so that a partial success cannot be taken
//!   for a whole one. The [`models`] keep what they do not know.
//! * [`Download`] is a blob as it comes, to a writer or into a file.
//! * [`Error`] is the one error, with predicates and accessors.
//!
//! # What it does by itself
//!
//! * **Tokens** are got when first needed, shared, renewed ahead of their end by one task while
//!   the others wait, and renewed once when the service refuses one.
//! * **Rate limits** are waited for, by all clones together, until the moment that the service
//!   names; calls slow down ahead of the limit.
//! * **Faults** are followed by another attempt where that can do nothing twice: see
//!   [`RetryPolicy`].
//! * **Time** is bounded: each attempt by [`FalconBuilder::request_timeout`], each call by
//!   [`FalconBuilder::overall_timeout`]. Dropping a future ends its call at once.
//! * **Secrets** are wiped when they are no more needed, and are in no error, no `Debug` and no
//!   trace. Redirects are not followed, and plain `http` is refused except to this machine.
//!
//! # Tracing
//!
//! Each call is a span `falcon_call` with the operation, method and path; each attempt an event in
//! it, `DEBUG` when it succeeded, `WARN` when it failed. Filters, ids and bodies are not traced.
//!
//! # What it does not do
//!
//! It speaks HTTP/1.1 only, needs a Tokio runtime, and repeats no download that was cut off.

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
mod nearest;
mod paging;
mod response;

// The server of the integration tests, which names this crate as they do.
#[cfg(test)]
extern crate self as falcon_transport;
#[cfg(test)]
#[path = "../tests/it/support.rs"]
#[allow(
    dead_code,
    clippy::unwrap_used,
    reason = "the integration tests use the rest"
)]
mod support;

/// The filters that the listings take, under the version that this crate was built with.
#[doc(no_inline)]
pub use fql;

/// The requests that the aggregate operations take, under the version that this crate was built
/// with.
#[doc(no_inline)]
pub use falcon_aggregates;

pub use api::chunk_filter::chunk_filter;
pub use api::exposure_management::{
    AddAssets, AggregateAssets, AssetUpdate, DeleteAssets, DownloadAssets, ExposureManagement,
    GetAssets, GetEcosystemSubsidiaries, InventoryAddition, PreviewAssets, QueryAssets,
    QueryAssetsV1, QueryCombinedEcosystemSubsidiaries, QueryEcosystemSubsidiaries, TriageUpdate,
    UpdateAssets,
};
pub use api::identity_protection::{
    Activity, Condition, CreatePolicyRules, DeletePolicyRules, GetPolicyRules, GetSensorAggregates,
    GetSensorDetails, Graphql, GraphqlNodes, GraphqlPages, GraphqlResponse, IdentityProtection,
    PolicyRule, QueryPolicyRules, QuerySensors, RuleMode, Subject,
};
pub use api::ids::{IntoIds, ids_from_csv};
pub use api::operation::{Idempotency, Method, OperationId};
pub use api::params::Params;
pub use api::raw_response::RawResponse;
pub use builder::FalconBuilder;
pub use client::Falcon;
pub use cloud::Cloud;
pub use error::Error;
pub use http::download::{Download, Progress};
pub use http::rate_limit::RateLimit;
pub use http::retry_policy::RetryPolicy;
pub use paging::{DetailResult, Details, HasId, MissingItem, Pager, Pages, Position};
pub use response::api_error::ApiError;
pub use response::meta::{Meta, Offset, Pagination, WriteCounts};
pub use response::parts::{MalformedItem, RejectedItem, ResponseParts};
pub use response::{Partial, Response};

/// What the fuzz targets call, because no program needs it. No part of the interface: it changes
/// without notice.
#[doc(hidden)]
pub mod __private {
    use serde::de::DeserializeOwned;

    use crate::response::parts::ResponseParts;

    /// The content of an answer with this body.
    ///
    /// # Errors
    /// A body that is no JSON object.
    pub fn read_envelope<T: DeserializeOwned>(
        body: &[u8],
    ) -> Result<ResponseParts<T>, serde_json::Error> {
        ResponseParts::read(body)
    }
}
