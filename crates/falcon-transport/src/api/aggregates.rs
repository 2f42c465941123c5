//! Requests of the two operations that aggregate.

use falcon_aggregates::{AggregateResult, Aggregates, IntoAggregates, InvalidAggregates};
use serde_json::Value;

use crate::api::operation::Operation;
use crate::api::request::ApiRequest;
use crate::api::request_builder::to_json;
use crate::client::Falcon;
use crate::error::Error;
use crate::response::typed_response::Response;

/// An aggregate request. An invalid one is reported when it is sent.
#[derive(Clone, Debug)]
pub(crate) struct AggregateRequest {
    falcon: Falcon,
    operation: Operation,
    request: Result<ApiRequest, InvalidAggregates>,
}

impl AggregateRequest {
    pub(crate) fn new<C>(
        falcon: &Falcon,
        operation: impl Into<Operation>,
        aggregates: impl IntoAggregates<C>,
    ) -> Self {
        let operation = operation.into();
        let aggregates = aggregates.into_aggregates();
        Self {
            falcon: falcon.clone(),
            operation: operation.clone(),
            request: aggregates.map(|aggregates: Aggregates<C>| {
                let json = aggregates.to_json();
                ApiRequest::new(operation.clone())
                    .with_body(to_json(&aggregates))
                    .with_raw_json(json)
            }),
        }
    }

    pub(crate) fn from_json(falcon: &Falcon, operation: impl Into<Operation>, body: Value) -> Self {
        let operation = operation.into();
        Self {
            falcon: falcon.clone(),
            operation: operation.clone(),
            request: Ok(ApiRequest::new(operation).with_body(body)),
        }
    }

    pub(crate) async fn send(self) -> Result<Response<AggregateResult>, Error> {
        let request = self
            .request
            .map_err(|invalid| Error::from(invalid).with_operation(self.operation))?;
        self.falcon.execute(&request).await
    }
}
