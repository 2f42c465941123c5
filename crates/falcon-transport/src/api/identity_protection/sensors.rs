//! Sensors.

use falcon_aggregates::IntoAggregates;
use serde_json::Value;

use super::IdentityProtection;
use crate::api::aggregates::AggregateRequest;
use crate::api::ids::IntoIds;
use crate::api::list::List;
use crate::api::operation_id::OperationId;
use crate::api::request::{ApiRequest, request_type};
use crate::error::Error;
use crate::fql::collections::sensors::{self, Sensors};
use crate::models::Sensor;
use crate::paging::Details;
use crate::response::typed_response::Response;

impl IdentityProtection {
    /// Aggregates sensors, with one typed aggregation or several as a tuple.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(falcon: falcon_transport::Falcon) -> Result<(), Box<dyn std::error::Error>> {
    /// use falcon_transport::falcon_aggregates::Aggregate;
    /// use fql::collections::sensors;
    ///
    /// let by_status = Aggregate::terms("by_status", sensors::property("status")?);
    /// let key = by_status.key();
    /// let response = falcon.identity_protection().get_sensor_aggregates(by_status).send().await?;
    /// for bucket in key.get(&response.complete()?)? {
    ///     println!("{} sensors are {}", bucket.count(), bucket.label());
    /// }
    /// # Ok(()) }
    /// ```
    pub fn get_sensor_aggregates(
        &self,
        aggregates: impl IntoAggregates<Sensors>,
    ) -> AggregateRequest {
        let request = ApiRequest::new(&self.falcon, OperationId::GetSensorAggregates);
        AggregateRequest::new(request, aggregates)
    }

    /// Aggregates sensors, with the body `json!([{"name": …}, …])`.
    pub fn get_sensor_aggregates_json(&self, body: Value) -> AggregateRequest {
        let request = ApiRequest::new(&self.falcon, OperationId::GetSensorAggregates);
        AggregateRequest::from_json(request, body)
    }

    /// Returns the details of sensors, by 1 to 5,000 device ids.
    pub fn get_sensor_details(&self, ids: impl IntoIds) -> GetSensorDetails {
        let operation = OperationId::GetSensorDetails;
        GetSensorDetails(ApiRequest::new(&self.falcon, operation).with_ids(ids))
    }

    /// Lists the device ids of sensors.
    pub fn query_sensors(&self) -> QuerySensors {
        List::of(&self.falcon, sensors::QUERY_SENSORS_BY_FILTER)
    }
}

request_type! {
    /// A request for [`get_sensor_details`](IdentityProtection::get_sensor_details).
    GetSensorDetails;
    /// Sends the request.
    ///
    /// # Errors
    ///
    /// [`Error::is_argument`] unless there are 1 to 5,000 non-empty ids.
    send(request) -> Response<Sensor> { request.send().await }
}

/// A request for [`query_sensors`](IdentityProtection::query_sensors).
pub type QuerySensors = List<Sensors, String>;

impl List<Sensors, String> {
    /// Returns a stream of all sensors with their details, in the order of the listing.
    pub fn sensors(self) -> Details<Sensor> {
        self.details(sensors::GET_SENSOR_DETAILS)
    }
}
