//! Requests of the operations that aggregate.

use falcon_aggregates::{AggregateResult, Aggregates, IntoAggregates};
use serde_json::Value;

use crate::api::request_builder::{RequestBuilder, awaitable, to_json};
use crate::error::Error;
use crate::response::typed_response::Response;

/// A request for aggregations, from [`Falcon::aggregate`](crate::Falcon::aggregate),
/// [`aggregate_assets`](crate::exposure_management::ExposureManagement::aggregate_assets) or
/// [`get_sensor_aggregates`](crate::identity_protection::IdentityProtection::get_sensor_aggregates).
#[derive(Clone, Debug)]
#[must_use = "nothing is sent until the request is awaited"]
pub struct AggregateRequest(RequestBuilder);

impl AggregateRequest {
    /// Creates a request whose body is a list, or one object. If the aggregations are invalid, it
    /// fails when it is sent.
    pub(crate) fn new<C>(
        mut builder: RequestBuilder,
        is_object: bool,
        aggregates: impl IntoAggregates<C>,
    ) -> Self {
        let aggregates: Aggregates<C> = match aggregates.into_aggregates() {
            Ok(aggregates) => aggregates,
            Err(invalid) => {
                builder.request.invalid = Some(invalid.into());
                return Self(builder);
            }
        };
        let mut body = to_json(&aggregates);
        match body.as_array_mut().map(Vec::as_mut_slice) {
            Some([only]) if is_object => {
                let only = only.take();
                return Self(builder.with_body(only));
            }
            Some(_) if is_object => {
                let message = "the operation supports one aggregation per request";
                let error = Error::argument(message).with_help("send one request for each");
                builder.request.invalid = Some(error);
            }
            _ => {}
        }
        builder.request = builder
            .request
            .with_body(body)
            .with_raw_json(aggregates.to_json());
        Self(builder)
    }

    pub(crate) fn from_json(builder: RequestBuilder, body: Value) -> Self {
        Self(builder.with_body(body))
    }

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

awaitable!(AggregateRequest => Response<AggregateResult>);
