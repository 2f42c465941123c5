//! Ecosystem subsidiaries.
//!
//! The `version_id` of the first response keeps a listing consistent: it names the version of the
//! data, and the requests for the other pages repeat it. When the data changes, the service rejects
//! the old version and the listing ends with that error.

use super::ExposureManagement;
use crate::api::ids::IntoIds;
use crate::api::operation_id::OperationId;
use crate::api::request_builder::{RequestBuilder, awaitable, listing_methods, query_method};
use crate::error::Error;
use crate::fql::collections::subsidiaries::Subsidiaries;
use crate::fql::{Collection, IntoFilter, IntoSort};
use crate::models::Subsidiary;
use crate::paging::{Details, Limit, Pager, PaginationMode};
use crate::response::typed_response::Response;

/// Default number of items per page, as documented.
const PAGE_SIZE: u32 = 100;

impl ExposureManagement {
    /// Lists subsidiaries with their details.
    pub fn query_combined_ecosystem_subsidiaries(&self) -> QueryCombinedEcosystemSubsidiaries {
        let operation = OperationId::CombinedEcosystemSubsidiaries;
        QueryCombinedEcosystemSubsidiaries(RequestBuilder::new(&self.falcon, operation))
    }

    /// Lists the ids of subsidiaries.
    pub fn query_ecosystem_subsidiaries(&self) -> QueryEcosystemSubsidiaries {
        let operation = OperationId::QueryEcosystemSubsidiaries;
        QueryEcosystemSubsidiaries(RequestBuilder::new(&self.falcon, operation))
    }

    /// Returns the details of subsidiaries, by 1 to 100 ids.
    pub fn get_ecosystem_subsidiaries(&self, ids: impl IntoIds) -> GetEcosystemSubsidiaries {
        let operation = OperationId::GetEcosystemSubsidiaries;
        GetEcosystemSubsidiaries(RequestBuilder::new(&self.falcon, operation).with_ids(ids))
    }
}

/// Defines the method `version_id` of a request.
macro_rules! version_id_method {
    () => {
        /// Reads this version of the data, as named by an earlier response in
        /// [`Meta::version_id`](crate::response::Meta::version_id).
        pub fn version_id(self, id: impl Into<String>) -> Self {
            Self(self.0.with("version_id", id.into()))
        }
    };
}

/// Defines the methods of both listings of subsidiaries.
macro_rules! subsidiary_listing {
    ($item:ty, $filter:ident [$($into_filter:tt)+], $sort:ident [$($into_sort:tt)+], $limit:ident [$($no_limit:tt)+]) => {
        listing_methods!(
            $filter [$($into_filter)+],
            $sort [$($into_sort)+],
            $limit [$($no_limit)+],
            page_size "any positive number, 100 by default"
        );
        version_id_method!();

        /// Skips this number of items.
        pub fn offset(self, offset: u64) -> Self {
            Self(self.0.with("offset", offset))
        }

        /// Sends the request and returns one page.
        ///
        /// # Errors
        ///
        /// [`Error::is_argument`] for a limit of 0, and for a filter too long for a URL.
        pub async fn send(self) -> Result<Response<$item>, Error> {
            self.0.send().await
        }

        fn pager(self) -> Pager<$item> {
            Pager::new(self.0, PaginationMode::Offset, PAGE_SIZE).versioned()
        }
    };
}

/// A request for
/// [`query_combined_ecosystem_subsidiaries`](ExposureManagement::query_combined_ecosystem_subsidiaries).
#[derive(Clone, Debug)]
#[must_use = "nothing is sent until the request is awaited"]
pub struct QueryCombinedEcosystemSubsidiaries(RequestBuilder);

impl QueryCombinedEcosystemSubsidiaries {
    subsidiary_listing!(Subsidiary, filter [IntoFilter<Subsidiaries>], sort [IntoSort<Subsidiaries>], limit [Limit]);

    /// Returns a stream of all subsidiaries, from one version of the data.
    pub fn subsidiaries(self) -> Pager<Subsidiary> {
        self.pager()
    }
}

awaitable!(QueryCombinedEcosystemSubsidiaries => Response<Subsidiary>);

/// A request for
/// [`query_ecosystem_subsidiaries`](ExposureManagement::query_ecosystem_subsidiaries).
#[derive(Clone, Debug)]
#[must_use = "nothing is sent until the request is awaited"]
pub struct QueryEcosystemSubsidiaries(RequestBuilder);

impl QueryEcosystemSubsidiaries {
    subsidiary_listing!(String, filter [IntoFilter<Subsidiaries>], sort [IntoSort<Subsidiaries>], limit [Limit]);

    /// Returns a stream of all ids, from one version of the data.
    pub fn ids(self) -> Pager<String> {
        self.pager()
    }

    /// Returns a stream of all subsidiaries with their details, from one version of the data and in
    /// the order of the listing.
    pub fn subsidiaries(self) -> Details<Subsidiary> {
        let operation = OperationId::GetEcosystemSubsidiaries;
        Details::new(self.ids(), operation, Subsidiaries::TABLE.id_field)
    }
}

awaitable!(QueryEcosystemSubsidiaries => Response<String>);

/// A request for
/// [`get_ecosystem_subsidiaries`](ExposureManagement::get_ecosystem_subsidiaries).
#[derive(Clone, Debug)]
#[must_use = "nothing is sent until the request is awaited"]
pub struct GetEcosystemSubsidiaries(RequestBuilder);

impl GetEcosystemSubsidiaries {
    query_method!();
    version_id_method!();

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
