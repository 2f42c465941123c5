//! Which external assets there are.

use super::ExposureManagement;
use crate::api::listing::{Listing, listing_methods};
use crate::api::operation::OperationId;
use crate::api::request::ApiRequest;
use crate::client::Falcon;
use crate::error::Error;
use crate::fql::collections::external_assets::ExternalAssets;
use crate::models::ExternalAsset;
use crate::paging::{Details, Fetch, Pager, Scheme};
use crate::response::Response;

/// How many ids are asked for a page unless a limit is said.
const PAGE: u32 = 100;

impl ExposureManagement {
    /// Ids of external assets that match a filter. This is the second version of the operation,
    /// which lists by `after` token, however many there are.
    ///
    /// ```no_run
    /// # async fn example(falcon: falcon_transport::Falcon) -> Result<(), falcon_transport::Error> {
    /// use fql::collections::external_assets as asset;
    ///
    /// let filter = asset::criticality.eq("Critical") & asset::ip::services::port.is_in([22, 3389]);
    /// let query = falcon.exposure_management().query_assets().filter(filter);
    /// let ids = query.sort(asset::last_seen.desc()).limit(50).send().await?.complete()?;
    /// # Ok(()) }
    /// ```
    pub fn query_assets(&self) -> QueryAssets {
        QueryAssets {
            falcon: self.falcon.clone(),
            listing: Listing::default(),
            after: None,
        }
    }

    /// Ids of external assets that match a filter, in the first version of the operation, which
    /// lists by offset and no more than 10,000. Prefer [`query_assets`](Self::query_assets).
    pub fn query_assets_v1(&self) -> QueryAssetsV1 {
        QueryAssetsV1 {
            falcon: self.falcon.clone(),
            listing: Listing::default(),
            offset: None,
        }
    }
}

/// What both listings of external assets do, whichever way they go on from page to page: `$place`
/// is the field, and the parameter, that says where a page begins.
macro_rules! asset_listing {
    ($(#[$ids:meta])* $operation:ident by $scheme:ident in $place:ident) => {
        /// Sends it, for one page.
        ///
        /// # Errors
        ///
        /// [`Error::is_argument`] for a limit of 0, and for a filter too long for an address line;
        /// [`chunk_filter`](crate::chunk_filter) makes several of it.
        pub async fn send(self) -> Result<Response<String>, Error> {
            self.falcon.execute(&self.call()).await
        }

        $(#[$ids])*
        pub fn ids(self) -> Pager<String> {
            Pager::new(self.falcon.clone(), self.call(), Scheme::$scheme, PAGE)
        }

        /// All assets with their details, fetched in batches of 100, in the order of the listing.
        /// An id without details is reported in its place.
        pub fn assets(self) -> Details<ExternalAsset> {
            let fetch = Fetch {
                falcon: self.falcon.clone(),
                operation: OperationId::GetExternalAssets,
            };
            Details::new(self.ids(), fetch)
        }

        fn call(&self) -> ApiRequest {
            let place = self.$place.as_ref().map(|place| (stringify!($place), place));
            self.listing.call(OperationId::$operation, place)
        }
    };
}

/// A request for [`query_assets`](ExposureManagement::query_assets).
#[derive(Clone, Debug)]
#[must_use = "nothing is sent before `send()`"]
pub struct QueryAssets {
    falcon: Falcon,
    listing: Listing<ExternalAssets>,
    after: Option<String>,
}

impl QueryAssets {
    listing_methods!(ExternalAssets, "any number from 1 on");

    /// The page after the one whose answer has this token in
    /// [`Pagination::after`](crate::Pagination::after).
    pub fn after(mut self, token: impl Into<String>) -> Self {
        self.after = Some(token.into());
        self
    }

    asset_listing! {
        /// All ids, page by page.
        QueryExternalAssetsV2 by After in after
    }
}

/// A request for [`query_assets_v1`](ExposureManagement::query_assets_v1).
#[derive(Clone, Debug)]
#[must_use = "nothing is sent before `send()`"]
pub struct QueryAssetsV1 {
    falcon: Falcon,
    listing: Listing<ExternalAssets>,
    offset: Option<String>,
}

impl QueryAssetsV1 {
    listing_methods!(ExternalAssets, "any number from 1 on");

    /// Where to begin: a number, or the text that an answer has in
    /// [`Pagination::offset`](crate::Pagination::offset).
    pub fn offset(mut self, offset: impl ToString) -> Self {
        self.offset = Some(offset.to_string());
        self
    }

    asset_listing! {
        /// All ids, page by page. More than 10,000 end in an error that
        /// [`is_paging`](Error::is_paging).
        QueryExternalAssets by Offset in offset
    }
}
