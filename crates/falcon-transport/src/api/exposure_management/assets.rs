//! External assets by id: reading, changing, deleting.

use serde::Serialize;
use serde_json::{Value, json};

use super::ExposureManagement;
use crate::api::body::{IntoBody, Typed, to_json};
use crate::api::by_ids::request_by_ids;
use crate::api::ids::IntoIds;
use crate::api::listing::parameters_method;
use crate::api::operation::OperationId;
use crate::api::request::ApiRequest;
use crate::client::Falcon;
use crate::error::Error;
use crate::models::ExternalAsset;
use crate::response::Response;

impl ExposureManagement {
    /// Deletes external assets, by 1 to 100 ids. Without ids nothing is sent.
    pub fn delete_assets<F>(&self, ids: impl IntoIds<F>) -> DeleteAssets {
        DeleteAssets {
            falcon: self.falcon.clone(),
            ids: ids.into_ids(),
            description: None,
            parameters: Vec::new(),
        }
    }

    /// Changes the criticality and triage of external assets. It takes one or more
    /// [`AssetUpdate`], or the whole payload, `json!({"assets": […]})`.
    ///
    /// ```no_run
    /// # async fn example(falcon: falcon_transport::Falcon) -> Result<(), falcon_transport::Error> {
    /// use falcon_transport::AssetUpdate;
    ///
    /// let update = AssetUpdate::new("id1").criticality("High");
    /// falcon.exposure_management().update_assets(update).send().await?.complete()?;
    /// # Ok(()) }
    /// ```
    pub fn update_assets<F>(&self, updates: impl IntoBody<AssetUpdate, F>) -> UpdateAssets {
        UpdateAssets {
            falcon: self.falcon.clone(),
            body: updates.into_body(),
        }
    }
}

request_by_ids! {
    /// Details of external assets, by 1 to 100 ids.
    ///
    /// The service answers in an order of its own, and lists the ids it does not know as errors.
    /// For more ids, or for order, see [`QueryAssets::assets`](super::QueryAssets::assets).
    ExposureManagement::get_assets -> GetAssets, GetExternalAssets -> ExternalAsset
}

/// A request for [`delete_assets`](ExposureManagement::delete_assets).
#[derive(Clone, Debug)]
#[must_use = "nothing is sent before `send()`"]
pub struct DeleteAssets {
    falcon: Falcon,
    ids: Vec<String>,
    description: Option<String>,
    parameters: Vec<(String, String)>,
}

impl DeleteAssets {
    parameters_method!();

    /// Why they are deleted.
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = Some(text.into());
        self
    }

    /// Sends it. The answer holds the ids that were deleted.
    ///
    /// # Errors
    ///
    /// [`Error::is_argument`] when there are no ids, more than 100, or an empty one. A deletion is
    /// not repeated once it may have arrived: see [`Error::may_have_been_done`].
    pub async fn send(self) -> Result<Response<String>, Error> {
        let body = match &self.description {
            Some(description) => json!({ "description": description }),
            None => json!({}),
        };
        let call = ApiRequest::new(OperationId::DeleteExternalAssets)
            .with_ids(&self.ids)
            .with_body(body);
        self.falcon
            .execute(&call.with_raw_query(&self.parameters))
            .await
    }
}

/// A request for [`update_assets`](ExposureManagement::update_assets).
#[derive(Clone, Debug)]
#[must_use = "nothing is sent before `send()`"]
pub struct UpdateAssets {
    falcon: Falcon,
    body: Value,
}

impl UpdateAssets {
    /// Sends it. The answer holds the assets as they are now.
    ///
    /// # Errors
    ///
    /// [`Error::is_argument`] when there is no asset, or one without an id. A change is not
    /// repeated once it may have arrived: see [`Error::may_have_been_done`].
    pub async fn send(self) -> Result<Response<ExternalAsset>, Error> {
        let call = ApiRequest::new(OperationId::PatchExternalAssets).with_body(self.body);
        self.falcon.execute(&call).await
    }
}

/// What is to be changed of one external asset. What is not said stays as it is; an empty text
/// clears what it is given for.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AssetUpdate {
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    cid: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    criticality: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    criticality_description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    triage: Option<TriageUpdate>,
}

impl AssetUpdate {
    /// A change of the asset with this id.
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        let id = id.into();
        Self {
            id,
            cid: None,
            criticality: None,
            criticality_description: None,
            triage: None,
        }
    }

    /// The customer that the asset belongs to.
    #[must_use]
    pub fn cid(mut self, cid: impl Into<String>) -> Self {
        self.cid = Some(cid.into());
        self
    }

    /// `Critical`, `High`, `Noncritical` or `Unassigned`; others are sent as they are.
    #[must_use]
    pub fn criticality(mut self, criticality: impl Into<String>) -> Self {
        self.criticality = Some(criticality.into());
        self
    }

    /// Why it has that criticality.
    #[must_use]
    pub fn criticality_description(mut self, text: impl Into<String>) -> Self {
        self.criticality_description = Some(text.into());
        self
    }

    /// Who works on it, and what was decided.
    #[must_use]
    pub fn triage(mut self, triage: TriageUpdate) -> Self {
        self.triage = Some(triage);
        self
    }
}

/// What is to be changed of an asset's triage.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct TriageUpdate {
    #[serde(skip_serializing_if = "Option::is_none")]
    action: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    assigned_to: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<String>,
}

impl TriageUpdate {
    /// A change of nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// What is done.
    #[must_use]
    pub fn action(mut self, text: impl Into<String>) -> Self {
        self.action = Some(text.into());
        self
    }

    /// Who works on it.
    #[must_use]
    pub fn assigned_to(mut self, text: impl Into<String>) -> Self {
        self.assigned_to = Some(text.into());
        self
    }

    /// What there is to say about it.
    #[must_use]
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = Some(text.into());
        self
    }

    /// How far the work is.
    #[must_use]
    pub fn status(mut self, text: impl Into<String>) -> Self {
        self.status = Some(text.into());
        self
    }
}

impl IntoBody<AssetUpdate, Typed> for AssetUpdate {
    fn into_body(self) -> Value {
        vec![self].into_body()
    }
}

impl IntoBody<AssetUpdate, Typed> for Vec<AssetUpdate> {
    fn into_body(self) -> Value {
        json!({ "assets": to_json(&self) })
    }
}

impl<const N: usize> IntoBody<AssetUpdate, Typed> for [AssetUpdate; N] {
    fn into_body(self) -> Value {
        Vec::from(self).into_body()
    }
}
