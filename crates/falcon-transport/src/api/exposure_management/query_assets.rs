//! Listings of external assets.

use serde::de::DeserializeOwned;

use super::ExposureManagement;
use crate::api::list::List;
use crate::fql::collections::external_assets::{self, ExternalAssets};
use crate::models::ExternalAsset;
use crate::paging::{Details, HasId};

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
        List::of(&self.falcon, external_assets::QUERY_EXTERNAL_ASSETS_V2)
    }

    /// Lists the ids of external assets, by offset and up to 10,000 (version 1 of the operation).
    ///
    /// Prefer [`query_assets`](Self::query_assets).
    pub fn query_assets_v1(&self) -> QueryAssetsV1 {
        List::of(&self.falcon, external_assets::QUERY_EXTERNAL_ASSETS)
    }
}

/// A request for [`query_assets`](ExposureManagement::query_assets).
pub type QueryAssets = List<ExternalAssets, String>;

/// A request for [`query_assets_v1`](ExposureManagement::query_assets_v1).
pub type QueryAssetsV1 = List<ExternalAssets, String>;

impl List<ExternalAssets, String> {
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
        self.details(external_assets::GET_EXTERNAL_ASSETS)
    }
}
