//! Listings of external assets.

use serde::de::DeserializeOwned;

use super::ExposureManagement;
use crate::api::operation_id::OperationId;
use crate::api::request_builder::{RequestBuilder, awaitable, listing_methods};
use crate::error::Error;
use crate::fql::collections::external_assets::ExternalAssets;
use crate::fql::{Collection, IntoFilter, IntoSort};
use crate::models::ExternalAsset;
use crate::paging::{Details, HasId, Limit, Pager, PaginationMode};
use crate::response::typed_response::Response;

/// Default number of ids per page.
const PAGE_SIZE: u32 = 100;

impl ExposureManagement {
    /// Lists the ids of external assets, by token and without an upper bound (version 2 of the
    /// operation).
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(falcon: falcon_transport::Falcon) -> Result<(), falcon_transport::Error> {
    /// use fql::collections::external_assets as asset;
    ///
    /// let filter = asset::criticality.eq("Critical") & asset::ip::services::port.is_in([22, 3389]);
    /// let query = falcon.exposure_management().query_assets().filter(filter);
    /// let ids = query.sort(asset::last_seen.desc()).page_size(50).send().await?.complete()?;
    /// # Ok(()) }
    /// ```
    pub fn query_assets(&self) -> QueryAssets {
        let operation = OperationId::QueryExternalAssetsV2;
        QueryAssets(RequestBuilder::new(&self.falcon, operation))
    }

    /// Lists the ids of external assets, by offset and up to 10,000 (version 1 of the operation).
    ///
    /// Prefer [`query_assets`](Self::query_assets).
    pub fn query_assets_v1(&self) -> QueryAssetsV1 {
        let operation = OperationId::QueryExternalAssets;
        QueryAssetsV1(RequestBuilder::new(&self.falcon, operation))
    }
}

/// Defines the methods of both listings of external assets.
macro_rules! asset_listing {
    ($filter:ident [$($into_filter:tt)+], $sort:ident [$($into_sort:tt)+], $limit:ident [$($no_limit:tt)+]) => {
        listing_methods!(
            $filter [$($into_filter)+],
            $sort [$($into_sort)+],
            $limit [$($no_limit)+],
            page_size "any positive number"
        );

        /// Sends the request and returns one page of ids.
        ///
        /// # Errors
        ///
        /// [`Error::is_argument`] for a limit of 0, and for a filter too long for a URL, which
        /// [`chunk_filter`](crate::chunk_filter) splits into several.
        pub async fn send(self) -> Result<Response<String>, Error> {
            self.0.send().await
        }

        /// Returns a stream of all assets with their details, in the order of the listing.
        ///
        /// Details are fetched in batches of 100. An id without details is reported in its place.
        pub fn assets(self) -> Details<ExternalAsset> {
            self.assets_as()
        }

        /// Like [`assets`](Self::assets), with each asset decoded as `T`, such as a type with only
        /// the fields of interest or with the JSON as it came.
        pub fn assets_as<T>(self) -> Details<T>
        where
            T: HasId + DeserializeOwned + Send + 'static,
        {
            let operation = OperationId::GetExternalAssets;
            Details::new(self.ids(), operation, ExternalAssets::TABLE.id_field)
        }
    };
}

/// A request for [`query_assets`](ExposureManagement::query_assets).
#[derive(Clone, Debug)]
#[must_use = "nothing is sent until the request is awaited"]
pub struct QueryAssets(RequestBuilder);

impl QueryAssets {
    asset_listing!(filter [IntoFilter<ExternalAssets>], sort [IntoSort<ExternalAssets>], limit [Limit]);

    /// Returns a stream of all ids.
    pub fn ids(self) -> Pager<String> {
        Pager::new(self.0, PaginationMode::Token, PAGE_SIZE)
    }

    /// Starts after the page whose response has this token in
    /// [`Pagination::after`](crate::response::Pagination::after).
    pub fn after(self, token: impl Into<String>) -> Self {
        Self(self.0.with("after", token.into()))
    }
}

awaitable!(QueryAssets => Response<String>);

/// A request for [`query_assets_v1`](ExposureManagement::query_assets_v1).
#[derive(Clone, Debug)]
#[must_use = "nothing is sent until the request is awaited"]
pub struct QueryAssetsV1(RequestBuilder);

impl QueryAssetsV1 {
    asset_listing!(filter [IntoFilter<ExternalAssets>], sort [IntoSort<ExternalAssets>], limit [Limit]);

    /// Returns a stream of all ids.
    ///
    /// A listing of more than 10,000 ids ends with an error that [`is_paging`](Error::is_paging).
    pub fn ids(self) -> Pager<String> {
        Pager::new(self.0, PaginationMode::Offset, PAGE_SIZE)
    }

    /// Starts at this offset: a number, or the string that a response has in
    /// [`Pagination::offset`](crate::response::Pagination::offset).
    pub fn offset(self, offset: impl ToString) -> Self {
        Self(self.0.with("offset", offset))
    }
}

awaitable!(QueryAssetsV1 => Response<String>);
