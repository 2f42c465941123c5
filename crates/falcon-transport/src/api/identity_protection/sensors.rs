//! Sensors.

use falcon_aggregates::AggregateResult;
use serde_json::json;

use super::IdentityProtection;
use crate::api::aggregates::{AggregateRequest, IntoAggregateRequest};
use crate::api::ids::IntoIds;
use crate::api::listing::{Listing, listing_methods};
use crate::api::operation::OperationId;
use crate::api::request::ApiRequest;
use crate::client::Falcon;
use crate::error::Error;
use crate::fql::collections::sensors::Sensors;
use crate::models::Sensor;
use crate::paging::{Details, Fetch, Pager, Scheme};
use crate::response::Response;

/// How many ids are asked for a page unless a limit is said: as many as the service gives.
const PAGE: u32 = 200;

impl IdentityProtection {
    /// Aggregates over sensors. It takes typed aggregations, one or several as a tuple, or the
    /// requests as a list of JSON objects, which are sent as they are.
    ///
    /// ```no_run
    /// # async fn example(falcon: falcon_transport::Falcon) -> Result<(), Box<dyn std::error::Error>> {
    /// use falcon_transport::falcon_aggregates::Aggregate;
    /// use fql::collections::sensors;
    ///
    /// let by_status = Aggregate::terms("by_status", sensors::property("status")?);
    /// let handle = by_status.key();
    /// let answer = falcon.identity_protection().get_sensor_aggregates(by_status).send().await?;
    /// for bucket in handle.get(&answer.complete()?)? {
    ///     println!("{} sensors are {}", bucket.count(), bucket.label());
    /// }
    /// # Ok(()) }
    /// ```
    pub fn get_sensor_aggregates<F>(
        &self,
        requests: impl IntoAggregateRequest<Sensors, F>,
    ) -> GetSensorAggregates {
        GetSensorAggregates {
            falcon: self.falcon.clone(),
            request: requests.into_request(),
        }
    }

    /// Details of sensors, by 1 to 5,000 device ids.
    pub fn get_sensor_details<F>(&self, ids: impl IntoIds<F>) -> GetSensorDetails {
        GetSensorDetails {
            falcon: self.falcon.clone(),
            ids: ids.into_ids(),
        }
    }

    /// Device ids of sensors that match a filter.
    pub fn query_sensors(&self) -> QuerySensors {
        QuerySensors {
            falcon: self.falcon.clone(),
            listing: Listing::default(),
            offset: None,
        }
    }
}

/// A request for [`get_sensor_aggregates`](IdentityProtection::get_sensor_aggregates).
#[derive(Clone, Debug)]
#[must_use = "nothing is sent before `send()`"]
pub struct GetSensorAggregates {
    falcon: Falcon,
    request: AggregateRequest,
}

impl GetSensorAggregates {
    /// Sends it.
    ///
    /// # Errors
    ///
    /// [`Error::is_argument`] when there is no request, or one that is no object; and when two
    /// typed aggregations beside each other have the same name, or one has none.
    pub async fn send(self) -> Result<Response<AggregateResult>, Error> {
        let call = self.request.call(OperationId::GetSensorAggregates)?;
        self.falcon.execute(&call).await
    }
}

/// A request for [`get_sensor_details`](IdentityProtection::get_sensor_details).
#[derive(Clone, Debug)]
#[must_use = "nothing is sent before `send()`"]
pub struct GetSensorDetails {
    falcon: Falcon,
    ids: Vec<String>,
}

impl GetSensorDetails {
    /// Sends it.
    ///
    /// # Errors
    ///
    /// [`Error::is_argument`] when there are no ids, more than 5,000, or an empty one.
    pub async fn send(self) -> Result<Response<Sensor>, Error> {
        let body = json!({ "ids": self.ids });
        let call = ApiRequest::new(OperationId::GetSensorDetails).with_body(body);
        self.falcon.execute(&call).await
    }
}

/// A request for [`query_sensors`](IdentityProtection::query_sensors).
#[derive(Clone, Debug)]
#[must_use = "nothing is sent before `send()`"]
pub struct QuerySensors {
    falcon: Falcon,
    listing: Listing<Sensors>,
    offset: Option<u64>,
}

impl QuerySensors {
    listing_methods!(Sensors, "1 to 200");

    /// How many come before the first.
    pub fn offset(mut self, offset: u64) -> Self {
        self.offset = Some(offset);
        self
    }

    /// Sends it, for one page.
    ///
    /// # Errors
    ///
    /// [`Error::is_argument`] for a limit outside 1 to 200, and for a filter too long for an
    /// address line.
    pub async fn send(self) -> Result<Response<String>, Error> {
        self.falcon.execute(&self.call()).await
    }

    /// All device ids, page by page.
    pub fn ids(self) -> Pager<String> {
        Pager::new(self.falcon.clone(), self.call(), Scheme::Offset, PAGE)
    }

    /// All sensors with their details, in the order of the listing.
    pub fn sensors(self) -> Details<Sensor> {
        let falcon = self.falcon.clone();
        Details::new(
            self.ids(),
            Fetch {
                falcon,
                operation: OperationId::GetSensorDetails,
            },
        )
    }

    fn call(&self) -> ApiRequest {
        let place = self.offset.map(|offset| ("offset", offset));
        self.listing.call(OperationId::QuerySensorsByFilter, place)
    }
}
