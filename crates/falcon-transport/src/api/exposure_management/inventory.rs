//! Additions to the inventory of external assets.

use std::borrow::Borrow;

use serde::Serialize;
use serde_json::{Value, json};

use super::ExposureManagement;
use crate::api::operation_id::OperationId;
use crate::api::request::{ApiRequest, request_type, to_json_list};
use crate::error::Error;
use crate::models::InventoryResult;
use crate::response::api_error::rejection;
use crate::response::typed_response::Response;

impl ExposureManagement {
    /// Adds IP addresses and domains to the inventory, grouped by subsidiary.
    ///
    /// Takes an array, a slice, a vector or an iterator, of additions or of references to them.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(falcon: falcon_transport::Falcon) -> Result<(), falcon_transport::Error> {
    /// use falcon_transport::exposure_management::InventoryAddition;
    ///
    /// let addition = InventoryAddition::new("subsidiary-id").asset("1", "192.0.2.1");
    /// let response = falcon.exposure_management().add_assets([addition]).send().await?;
    /// for rejected in response.rejected() {
    ///     eprintln!("not added: {}", rejected.reason);
    /// }
    /// for added in response.succeeded() {
    ///     println!("added: {:?}", added.value);
    /// }
    /// # Ok(()) }
    /// ```
    pub fn add_assets(
        &self,
        additions: impl IntoIterator<Item: Borrow<InventoryAddition>>,
    ) -> AddAssets {
        self.add_assets_json(json!({ "data": to_json_list::<InventoryAddition>(additions) }))
    }

    /// Adds to the inventory, with the body `json!({"data": […]})`.
    pub fn add_assets_json(&self, body: Value) -> AddAssets {
        let operation = OperationId::PostExternalAssetsInventoryV1;
        AddAssets(ApiRequest::new(&self.falcon, operation).with_body(body))
    }
}

request_type! {
    /// A request for [`add_assets`](ExposureManagement::add_assets).
    AddAssets;
    /// Sends the request and returns the result of each addition.
    ///
    /// A rejected addition has an [`error`](InventoryResult::error) and is in
    /// [`Response::rejected`], the others are in [`Response::succeeded`].
    ///
    /// # Errors
    ///
    /// [`Error::is_argument`] for an empty list. The request is not retried once the service may have
    /// received it: see [`Error::may_have_been_done`].
    send(request) -> Response<InventoryResult> {
        let mut response = request.send::<InventoryResult>().await?;
        response.parts_mut().split_rejected(|result| {
            let reason = rejection(result.id.as_deref(), result.error.as_ref())?;
            Some(request.falcon.redacted(reason))
        });
        Ok(response)
    }
}

/// Assets to add to the inventory of one subsidiary.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct InventoryAddition {
    subsidiary_id: String,
    assets: Vec<NewAsset>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct NewAsset {
    id: String,
    value: String,
}

impl InventoryAddition {
    /// Creates an empty addition to the subsidiary with this id.
    #[must_use]
    pub fn new(subsidiary_id: impl Into<String>) -> Self {
        Self {
            subsidiary_id: subsidiary_id.into(),
            assets: Vec::new(),
        }
    }

    /// Adds an IP address or a domain. The id is chosen by the caller, and names the asset in the
    /// response.
    #[must_use]
    pub fn asset(mut self, id: impl Into<String>, value: impl Into<String>) -> Self {
        self.assets.push(NewAsset {
            id: id.into(),
            value: value.into(),
        });
        self
    }
}
