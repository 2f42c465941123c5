//! Adding to the inventory of external assets.

use serde::Serialize;
use serde_json::{Value, json};

use super::ExposureManagement;
use crate::api::body::{IntoBody, Typed, to_json};
use crate::api::operation::OperationId;
use crate::api::request::ApiRequest;
use crate::client::Falcon;
use crate::error::Error;
use crate::models::InventoryResult;
use crate::response::Response;
use crate::response::api_error::rejection;

impl ExposureManagement {
    /// Adds addresses and domains to the inventory. It takes one or more [`InventoryAddition`],
    /// one a subsidiary, or the whole payload, `json!({"data": […]})`.
    ///
    /// ```no_run
    /// # async fn example(falcon: falcon_transport::Falcon) -> Result<(), falcon_transport::Error> {
    /// use falcon_transport::InventoryAddition;
    ///
    /// let addition = InventoryAddition::new("subsidiary-id").asset("1", "192.0.2.1");
    /// let answer = falcon.exposure_management().add_assets(addition).send().await?;
    /// for rejected in answer.rejected() {
    ///     eprintln!("not added: {}", rejected.reason);
    /// }
    /// for added in answer.succeeded() {
    ///     println!("added: {:?}", added.value);
    /// }
    /// # Ok(()) }
    /// ```
    pub fn add_assets<F>(&self, additions: impl IntoBody<InventoryAddition, F>) -> AddAssets {
        AddAssets {
            falcon: self.falcon.clone(),
            body: additions.into_body(),
        }
    }
}

/// A request for [`add_assets`](ExposureManagement::add_assets).
#[derive(Clone, Debug)]
#[must_use = "nothing is sent before `send()`"]
pub struct AddAssets {
    falcon: Falcon,
    body: Value,
}

impl AddAssets {
    /// Sends it. The answer tells what became of each addition: one that was rejected has an
    /// [`error`](InventoryResult::error), and is in [`Response::rejected`], beside those that were
    /// added.
    ///
    /// # Errors
    ///
    /// [`Error::is_argument`] when there is nothing to add. An addition is not repeated once it
    /// may have arrived: see [`Error::may_have_been_done`].
    pub async fn send(self) -> Result<Response<InventoryResult>, Error> {
        let call = ApiRequest::new(OperationId::PostExternalAssetsInventoryV1).with_body(self.body);
        let answer: Response<InventoryResult> = self.falcon.execute(&call).await?;
        Ok(answer.split_rejected(|result| rejection(result.id.as_deref(), result.error.as_ref())))
    }
}

/// What is to be added to the inventory of one subsidiary.
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
    /// An addition to the subsidiary with this id, of nothing yet.
    #[must_use]
    pub fn new(subsidiary_id: impl Into<String>) -> Self {
        Self {
            subsidiary_id: subsidiary_id.into(),
            assets: Vec::new(),
        }
    }

    /// Adds an address or a domain, under an id of your own by which the answer names it.
    #[must_use]
    pub fn asset(mut self, id: impl Into<String>, value: impl Into<String>) -> Self {
        self.assets.push(NewAsset {
            id: id.into(),
            value: value.into(),
        });
        self
    }
}

impl IntoBody<InventoryAddition, Typed> for InventoryAddition {
    fn into_body(self) -> Value {
        vec![self].into_body()
    }
}

impl IntoBody<InventoryAddition, Typed> for Vec<InventoryAddition> {
    fn into_body(self) -> Value {
        json!({ "data": to_json(&self) })
    }
}

impl<const N: usize> IntoBody<InventoryAddition, Typed> for [InventoryAddition; N] {
    fn into_body(self) -> Value {
        Vec::from(self).into_body()
    }
}
