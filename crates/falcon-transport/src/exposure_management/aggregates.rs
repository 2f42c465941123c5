//! Aggregates over external assets.

use serde_json::Value;

use super::ExposureManagement;
use crate::answer::Answer;
use crate::client::Falcon;
use crate::error::Error;
use crate::operation::OperationId;
use crate::request::Call;

impl ExposureManagement {
    /// Aggregates over external assets. The requests are a list of JSON objects, each with
    /// `name`, `type`, `field` and what else it needs; what is not set is not sent.
    ///
    /// ```no_run
    /// # async fn example(falcon: falcon_transport::Falcon) -> Result<(), falcon_transport::Error> {
    /// use serde_json::json;
    ///
    /// let request = json!({"name": "ports", "type": "terms", "field": "ip.services.port"});
    /// let answer = falcon.exposure_management().aggregate_assets([request]).send().await?;
    /// # Ok(()) }
    /// ```
    pub fn aggregate_assets(&self, requests: impl IntoIterator<Item = Value>) -> AggregateAssets {
        let requests = requests.into_iter().collect();
        AggregateAssets {
            falcon: self.falcon.clone(),
            requests,
        }
    }
}

/// A request for [`aggregate_assets`](ExposureManagement::aggregate_assets).
#[derive(Clone, Debug)]
#[must_use = "nothing is sent before `send()`"]
pub struct AggregateAssets {
    falcon: Falcon,
    requests: Vec<Value>,
}

impl AggregateAssets {
    /// Sends it.
    ///
    /// # Errors
    ///
    /// [`Error::is_argument`] when there is no request, or one that is no object.
    pub async fn send(self) -> Result<Answer<Value>, Error> {
        let call = Call::new(OperationId::AggregateExternalAssets);
        self.falcon
            .answer(&call.with_body(Value::Array(self.requests)))
            .await
    }
}
