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
use crate::api::request_builder::{RequestBuilder, awaitable, query_method};
use crate::error::Error;
use crate::fql::collections::subsidiaries::{self, Subsidiaries};
use crate::models::Subsidiary;
use crate::paging::{Details, Pager};
use crate::response::typed_response::Response;

impl ExposureManagement {
    /// Lists subsidiaries with their details.
    pub fn query_combined_ecosystem_subsidiaries(&self) -> QueryCombinedEcosystemSubsidiaries {
        let id = OperationId::CombinedEcosystemSubsidiaries;
        List::by_id(
            &self.falcon,
            id,
            subsidiaries::COMBINED_ECOSYSTEM_SUBSIDIARIES,
        )
    }

    /// Lists the ids of subsidiaries.
    pub fn query_ecosystem_subsidiaries(&self) -> QueryEcosystemSubsidiaries {
        let id = OperationId::QueryEcosystemSubsidiaries;
        List::by_id(&self.falcon, id, subsidiaries::QUERY_ECOSYSTEM_SUBSIDIARIES)
    }

    /// Returns the details of subsidiaries, by 1 to 100 ids.
    pub fn get_ecosystem_subsidiaries(&self, ids: impl IntoIds) -> GetEcosystemSubsidiaries {
        let operation = OperationId::GetEcosystemSubsidiaries;
        GetEcosystemSubsidiaries(RequestBuilder::new(&self.falcon, operation).with_ids(ids))
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
        self.details_by(OperationId::GetEcosystemSubsidiaries)
    }
}

impl<T: DeserializeOwned + Send> List<Subsidiaries, T> {
    /// Lists this version of the data, as named by an earlier response in
    /// [`Meta::version_id`](crate::response::Meta::version_id).
    pub fn version_id(self, id: impl Into<String>) -> Self {
        self.parameter("version_id", id.into())
    }
}

/// A request for
/// [`get_ecosystem_subsidiaries`](ExposureManagement::get_ecosystem_subsidiaries).
#[derive(Clone, Debug)]
#[must_use = "nothing is sent until the request is awaited"]
pub struct GetEcosystemSubsidiaries(RequestBuilder);

impl GetEcosystemSubsidiaries {
    query_method!();

    /// Reads this version of the data, as named by an earlier response in
    /// [`Meta::version_id`](crate::response::Meta::version_id).
    pub fn version_id(self, id: impl Into<String>) -> Self {
        Self(self.0.with("version_id", id.into()))
    }

    /// Sends the request.
    ///
    /// # Errors
    ///
    /// [`Error::is_argument`] unless there are 1 to 100 non-empty ids.
    pub async fn send(self) -> Result<Response<Subsidiary>, Error> {
        self.0.send().await
    }
}

awaitable!(GetEcosystemSubsidiaries => Response<Subsidiary>);
