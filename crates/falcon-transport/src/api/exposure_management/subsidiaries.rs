//! Ecosystem subsidiaries.
//!
//! A listing is kept consistent by `version_id`: the first answer names the state that was read,
//! and the pages after it ask for the same. When the data change, a stale id is refused by the
//! service, and the listing ends with its error.

use super::ExposureManagement;
use crate::api::ids::IntoIds;
use crate::api::listing::{Listing, listing_methods, parameters_method};
use crate::api::operation::OperationId;
use crate::api::request::ApiRequest;
use crate::client::Falcon;
use crate::error::Error;
use crate::fql::collections::subsidiaries::Subsidiaries;
use crate::models::Subsidiary;
use crate::paging::{Details, Fetch, Pager, Scheme};
use crate::response::Response;

/// How many items are asked for a page unless a limit is said; it is the documents' own.
const PAGE: u32 = 100;

impl ExposureManagement {
    /// Subsidiaries that match a filter, with their details.
    pub fn query_combined_ecosystem_subsidiaries(&self) -> QueryCombinedEcosystemSubsidiaries {
        QueryCombinedEcosystemSubsidiaries {
            falcon: self.falcon.clone(),
            listing: Listing::default(),
            offset: None,
            version_id: None,
        }
    }

    /// Ids of subsidiaries that match a filter.
    pub fn query_ecosystem_subsidiaries(&self) -> QueryEcosystemSubsidiaries {
        QueryEcosystemSubsidiaries {
            falcon: self.falcon.clone(),
            listing: Listing::default(),
            offset: None,
            version_id: None,
        }
    }

    /// Details of subsidiaries, by 1 to 100 ids.
    pub fn get_ecosystem_subsidiaries<F>(&self, ids: impl IntoIds<F>) -> GetEcosystemSubsidiaries {
        GetEcosystemSubsidiaries {
            falcon: self.falcon.clone(),
            ids: ids.into_ids(),
            version_id: None,
            parameters: Vec::new(),
        }
    }
}

/// The methods of both listings of subsidiaries.
macro_rules! subsidiary_listing {
    ($operation:expr, $item:ty) => {
        listing_methods!(
            Subsidiaries,
            "any number from 1 on; 100 unless said otherwise"
        );

        /// How many come before the first.
        pub fn offset(mut self, offset: u64) -> Self {
            self.offset = Some(offset);
            self
        }

        /// The state of the data to read, as an earlier answer names it in
        /// [`Meta::version_id`](crate::Meta::version_id).
        pub fn version_id(mut self, id: impl Into<String>) -> Self {
            self.version_id = Some(id.into());
            self
        }

        /// Sends it, for one page.
        ///
        /// # Errors
        ///
        /// [`Error::is_argument`] for a limit of 0, and for a filter too long for an address line.
        pub async fn send(self) -> Result<Response<$item>, Error> {
            let call = self
                .call()
                .with_some("version_id", self.version_id.as_ref());
            self.falcon.execute(&call).await
        }

        fn call(&self) -> ApiRequest {
            self.listing
                .call($operation, self.offset.map(|offset| ("offset", offset)))
        }

        fn pager(self) -> Pager<$item> {
            let call = self.call();
            Pager::new(self.falcon, call, Scheme::Offset, PAGE).versioned(self.version_id)
        }
    };
}

/// A request for
/// [`query_combined_ecosystem_subsidiaries`](ExposureManagement::query_combined_ecosystem_subsidiaries).
#[derive(Clone, Debug)]
#[must_use = "nothing is sent before `send()`"]
pub struct QueryCombinedEcosystemSubsidiaries {
    falcon: Falcon,
    listing: Listing<Subsidiaries>,
    offset: Option<u64>,
    version_id: Option<String>,
}

impl QueryCombinedEcosystemSubsidiaries {
    subsidiary_listing!(OperationId::CombinedEcosystemSubsidiaries, Subsidiary);

    /// All subsidiaries, page by page, of one state of the data.
    pub fn subsidiaries(self) -> Pager<Subsidiary> {
        self.pager()
    }
}

/// A request for
/// [`query_ecosystem_subsidiaries`](ExposureManagement::query_ecosystem_subsidiaries).
#[derive(Clone, Debug)]
#[must_use = "nothing is sent before `send()`"]
pub struct QueryEcosystemSubsidiaries {
    falcon: Falcon,
    listing: Listing<Subsidiaries>,
    offset: Option<u64>,
    version_id: Option<String>,
}

impl QueryEcosystemSubsidiaries {
    subsidiary_listing!(OperationId::QueryEcosystemSubsidiaries, String);

    /// All ids, page by page, of one state of the data.
    pub fn ids(self) -> Pager<String> {
        self.pager()
    }

    /// All subsidiaries with their details, of one state of the data, in the order of the listing.
    pub fn subsidiaries(self) -> Details<Subsidiary> {
        let falcon = self.falcon.clone();
        Details::new(
            self.ids(),
            Fetch {
                falcon,
                operation: OperationId::GetEcosystemSubsidiaries,
            },
        )
    }
}

/// A request for
/// [`get_ecosystem_subsidiaries`](ExposureManagement::get_ecosystem_subsidiaries).
#[derive(Clone, Debug)]
#[must_use = "nothing is sent before `send()`"]
pub struct GetEcosystemSubsidiaries {
    falcon: Falcon,
    ids: Vec<String>,
    version_id: Option<String>,
    parameters: Vec<(String, String)>,
}

impl GetEcosystemSubsidiaries {
    parameters_method!();

    /// The state of the data to read, as an earlier answer names it in
    /// [`Meta::version_id`](crate::Meta::version_id).
    pub fn version_id(mut self, id: impl Into<String>) -> Self {
        self.version_id = Some(id.into());
        self
    }

    /// Sends it.
    ///
    /// # Errors
    ///
    /// [`Error::is_argument`] when there are no ids, more than 100, or an empty one.
    pub async fn send(self) -> Result<Response<Subsidiary>, Error> {
        let call = ApiRequest::new(OperationId::GetEcosystemSubsidiaries)
            .with_ids(&self.ids)
            .with_some("version_id", self.version_id);
        self.falcon
            .execute(&call.with_raw_query(&self.parameters))
            .await
    }
}
