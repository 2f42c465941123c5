//! Ecosystem subsidiaries.
//!
//! The `version_id` of the first response keeps a listing consistent: it names the version of the
//! data, and the requests for the other pages repeat it. When the data changes, the service rejects
//! the old version and the listing ends with that error.

use serde::de::DeserializeOwned;

use super::ExposureManagement;
use crate::api::ids::IntoIds;
use crate::api::list::List;
use crate::api::operation_id::OperationId;
use crate::api::request::{ApiRequest, query_method, request_type};
use crate::error::Error;
use crate::fql::collections::subsidiaries::{self, Subsidiaries};
use crate::models::Subsidiary;
use crate::paging::{Details, Pager};
use crate::response::typed_response::Response;

impl ExposureManagement {
    /// Lists subsidiaries with their details.
    pub fn query_combined_ecosystem_subsidiaries(&self) -> QueryCombinedEcosystemSubsidiaries {
        List::of(&self.falcon, subsidiaries::COMBINED_ECOSYSTEM_SUBSIDIARIES)
    }

    /// Lists the ids of subsidiaries.
    pub fn query_ecosystem_subsidiaries(&self) -> QueryEcosystemSubsidiaries {
        List::of(&self.falcon, subsidiaries::QUERY_ECOSYSTEM_SUBSIDIARIES)
    }

    /// Returns the details of subsidiaries, by 1 to 100 ids.
    pub fn get_ecosystem_subsidiaries(&self, ids: impl IntoIds) -> GetEcosystemSubsidiaries {
        let operation = OperationId::GetEcosystemSubsidiaries;
        GetEcosystemSubsidiaries(ApiRequest::new(&self.falcon, operation).with_ids(ids))
    }
}

/// A request for
/// [`query_combined_ecosystem_subsidiaries`](ExposureManagement::query_combined_ecosystem_subsidiaries).
pub type QueryCombinedEcosystemSubsidiaries = List<Subsidiaries, Subsidiary>;

/// A request for
/// [`query_ecosystem_subsidiaries`](ExposureManagement::query_ecosystem_subsidiaries).
pub type QueryEcosystemSubsidiaries = List<Subsidiaries, String>;

impl List<Subsidiaries, Subsidiary> {
    /// Returns a stream of all subsidiaries, from one version of the data.
    pub fn subsidiaries(self) -> Pager<Subsidiary> {
        self.documents()
    }
}

impl List<Subsidiaries, String> {
    /// Returns a stream of all subsidiaries with their details, from one version of the data and in
    /// the order of the listing.
    pub fn subsidiaries(self) -> Details<Subsidiary> {
        self.details(subsidiaries::GET_ECOSYSTEM_SUBSIDIARIES)
    }
}

impl<T: DeserializeOwned + Send> List<Subsidiaries, T> {
    /// Lists this version of the data, as named by an earlier response in
    /// [`Meta::version_id`](crate::response::Meta::version_id).
    pub fn version_id(self, id: impl Into<String>) -> Self {
        self.parameter("version_id", id.into())
    }
}

request_type! {
    /// A request for
    /// [`get_ecosystem_subsidiaries`](ExposureManagement::get_ecosystem_subsidiaries).
    GetEcosystemSubsidiaries with query_method;
    /// Sends the request.
    ///
    /// # Errors
    ///
    /// [`Error::is_argument`] unless there are 1 to 100 non-empty ids.
    send(request) -> Response<Subsidiary> { request.send().await }
}

impl GetEcosystemSubsidiaries {
    /// Reads this version of the data, as named by an earlier response in
    /// [`Meta::version_id`](crate::response::Meta::version_id).
    pub fn version_id(self, id: impl Into<String>) -> Self {
        Self(self.0.with("version_id", id.into()))
    }
}
