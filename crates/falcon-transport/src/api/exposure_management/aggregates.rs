//! Aggregates over external assets.

use falcon_aggregates::AggregateResult;

use super::ExposureManagement;
use crate::api::aggregates::{AggregateRequest, IntoAggregateRequest};
use crate::api::operation::OperationId;
use crate::client::Falcon;
use crate::error::Error;
use crate::fql::collections::external_assets::ExternalAssets;
use crate::response::Response;

impl ExposureManagement {
    /// Aggregates over external assets. It takes typed aggregations, one or several as a tuple, or
    /// the requests as a list of JSON objects, which are sent as they are.
    ///
    /// ```no_run
    /// # async fn example(falcon: falcon_transport::Falcon) -> Result<(), Box<dyn std::error::Error>> {
    /// use falcon_transport::falcon_aggregates::Aggregate;
    /// use fql::collections::external_assets as asset;
    ///
    /// let ports = Aggregate::terms("ports", asset::ip::services::port).size(20);
    /// let handle = ports.key();
    /// let answer = falcon.exposure_management().aggregate_assets(ports).send().await?;
    /// for bucket in handle.get(&answer.complete()?)? {
    ///     println!("{} assets have port {}", bucket.count(), bucket.label());
    /// }
    /// # Ok(()) }
    /// ```
    pub fn aggregate_assets<F>(
        &self,
        requests: impl IntoAggregateRequest<ExternalAssets, F>,
    ) -> AggregateAssets {
        AggregateAssets {
            falcon: self.falcon.clone(),
            request: requests.into_request(),
        }
    }
}

/// A request for [`aggregate_assets`](ExposureManagement::aggregate_assets).
#[derive(Clone, Debug)]
#[must_use = "nothing is sent before `send()`"]
pub struct AggregateAssets {
    falcon: Falcon,
    request: AggregateRequest,
}

impl AggregateAssets {
    /// Sends it.
    ///
    /// # Errors
    ///
    /// [`Error::is_argument`] when there is no request, or one that is no object; and when two
    /// typed aggregations beside each other have the same name, or one has none.
    pub async fn send(self) -> Result<Response<AggregateResult>, Error> {
        let call = self.request.call(OperationId::AggregateExternalAssets)?;
        self.falcon.execute(&call).await
    }
}
