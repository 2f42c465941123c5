//! Aggregations over external assets.

use falcon_aggregates::IntoAggregates;
use serde_json::Value;

use super::ExposureManagement;
use crate::api::aggregates::AggregateRequest;
use crate::api::operation_id::OperationId;
use crate::api::request::ApiRequest;
use crate::fql::collections::external_assets::ExternalAssets;

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
    ) -> AggregateRequest {
        AggregateRequest::new(ApiRequest::new(&self.falcon, OPERATION), aggregates)
    }

    /// Aggregates external assets, with the body `json!([{"name": …}, …])`.
    pub fn aggregate_assets_json(&self, body: Value) -> AggregateRequest {
        AggregateRequest::from_json(ApiRequest::new(&self.falcon, OPERATION), body)
    }
}
