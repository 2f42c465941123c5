//! Aggregations over external assets.

use falcon_aggregates::{AggregateResult, IntoAggregates};
use serde_json::Value;

use super::ExposureManagement;
use crate::api::aggregates::AggregateRequest;
use crate::api::operation_id::OperationId;
use crate::api::request_builder::awaitable;
use crate::error::Error;
use crate::fql::collections::external_assets::ExternalAssets;
use crate::response::typed_response::Response;

const OPERATION: OperationId = OperationId::AggregateExternalAssets;

impl ExposureManagement {
    /// Aggregates external assets, with one typed aggregation or several as a tuple.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(falcon: falcon_transport::Falcon) -> Result<(), Box<dyn std::error::Error>> {
    /// use falcon_transport::falcon_aggregates::Aggregate;
    /// use fql::collections::external_assets as asset;
    ///
    /// let ports = Aggregate::terms("ports", asset::ip::services::port).size(20);
    /// let key = ports.key();
    /// let response = falcon.exposure_management().aggregate_assets(ports).send().await?;
    /// for bucket in key.get(&response.complete()?)? {
    ///     println!("{} assets have port {}", bucket.count(), bucket.label());
    /// }
    /// # Ok(()) }
    /// ```
    pub fn aggregate_assets(
        &self,
        aggregates: impl IntoAggregates<ExternalAssets>,
    ) -> AggregateAssets {
        AggregateAssets(AggregateRequest::new(&self.falcon, OPERATION, aggregates))
    }

    /// Aggregates external assets, with the body `json!([{"name": …}, …])`.
    pub fn aggregate_assets_json(&self, body: Value) -> AggregateAssets {
        AggregateAssets(AggregateRequest::from_json(&self.falcon, OPERATION, body))
    }
}

/// A request for [`aggregate_assets`](ExposureManagement::aggregate_assets).
#[derive(Clone, Debug)]
#[must_use = "nothing is sent until the request is awaited"]
pub struct AggregateAssets(AggregateRequest);

impl AggregateAssets {
    /// Sends the request and returns the result of each aggregation.
    ///
    /// # Errors
    ///
    /// [`Error::is_argument`] for an empty request, an aggregation without a name and sibling
    /// aggregations with the same name.
    pub async fn send(self) -> Result<Response<AggregateResult>, Error> {
        self.0.send().await
    }
}

awaitable!(AggregateAssets => Response<AggregateResult>);
