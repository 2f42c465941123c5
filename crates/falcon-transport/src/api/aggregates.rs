//! Requests of the operations that aggregate.

use falcon_aggregates::{AggregateResult, Aggregates, IntoAggregates};
use fql::operation::AggregateBody;
use serde_json::Value;

use crate::api::operation::BodyUse;
use crate::api::request::{ApiRequest, query_method, request_type, to_json};
use crate::error::Error;
use crate::response::typed_response::Response;

request_type! {
    /// A request for aggregations, from [`Falcon::aggregate`](crate::Falcon::aggregate),
    /// [`aggregate_assets`](crate::exposure_management::ExposureManagement::aggregate_assets) or
    /// [`get_sensor_aggregates`](crate::identity_protection::IdentityProtection::get_sensor_aggregates).
    AggregateRequest with query_method;
    /// Sends the request and returns the result of each aggregation.
    ///
    /// # Errors
    ///
    /// [`Error::is_argument`] for an empty request, an aggregation without a name and sibling
    /// aggregations with the same name, and for several aggregations where the operation has one.
    send(request) -> Response<AggregateResult> { request.send().await }
}

impl AggregateRequest {
    /// Creates a request, which fails when it is sent if the aggregations are invalid.
    pub(crate) fn new<C>(request: ApiRequest, aggregates: impl IntoAggregates<C>) -> Self {
        let aggregates: Aggregates<C> = match aggregates.into_aggregates() {
            Ok(aggregates) => aggregates,
            Err(invalid) => return Self(request.reject(invalid)),
        };
        let is_object = request.operation.spec().body == BodyUse::Aggregates(AggregateBody::Object);
        Self(match to_json(&aggregates) {
            Value::Array(mut list) if is_object && list.len() == 1 => {
                request.with_body(list.remove(0))
            }
            list => request.with_body(list).with_raw_json(aggregates.to_json()),
        })
    }

    pub(crate) fn from_json(request: ApiRequest, body: Value) -> Self {
        Self(request.with_body(body))
    }
}
