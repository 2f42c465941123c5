//! External assets by id: reads, updates and deletions.

use std::borrow::Borrow;

use serde::Serialize;
use serde_json::{Value, json};

use super::ExposureManagement;
use crate::api::ids::IntoIds;
use crate::api::operation_id::OperationId;
use crate::api::request::{ApiRequest, query_method, request_type, to_json_list};
use crate::api::request_body::request_body;
use crate::error::Error;
use crate::models::ExternalAsset;
use crate::response::typed_response::Response;
use crate::vocabulary::Criticality;

impl ExposureManagement {
    /// Returns the details of external assets, by 1 to 100 ids.
    ///
    /// The service returns them in any order, and lists unknown ids as errors. For more ids, or to
    /// keep the order, see [`QueryAssets::assets`](crate::List::assets).
    pub fn get_assets(&self, ids: impl IntoIds) -> GetAssets {
        let operation = OperationId::GetExternalAssets;
        GetAssets(ApiRequest::new(&self.falcon, operation).with_ids(ids))
    }

    /// Deletes external assets, by 1 to 100 ids.
    pub fn delete_assets(&self, ids: impl IntoIds) -> DeleteAssets {
        let operation = OperationId::DeleteExternalAssets;
        let request = ApiRequest::new(&self.falcon, operation).with_ids(ids);
        DeleteAssets(request.with_body(json!({})))
    }

    /// Updates the criticality and triage of external assets.
    ///
    /// Takes an array, a slice, a vector or an iterator, of updates or of references to them.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(falcon: falcon_transport::Falcon) -> Result<(), falcon_transport::Error> {
    /// use falcon_transport::exposure_management::{AssetUpdate, Criticality};
    ///
    /// let update = AssetUpdate::new("id1").criticality(Criticality::High);
    /// falcon.exposure_management().update_assets([update]).send().await?.complete()?;
    /// # Ok(()) }
    /// ```
    pub fn update_assets(
        &self,
        updates: impl IntoIterator<Item: Borrow<AssetUpdate>>,
    ) -> UpdateAssets {
        self.update_assets_json(json!({ "assets": to_json_list::<AssetUpdate>(updates) }))
    }

    /// Updates external assets, with the body `json!({"assets": […]})`.
    pub fn update_assets_json(&self, body: Value) -> UpdateAssets {
        let operation = OperationId::PatchExternalAssets;
        UpdateAssets(ApiRequest::new(&self.falcon, operation).with_body(body))
    }
}

request_type! {
    /// A request for [`get_assets`](ExposureManagement::get_assets).
    GetAssets with query_method;
    /// Sends the request.
    ///
    /// # Errors
    ///
    /// [`Error::is_argument`] unless there are 1 to 100 non-empty ids.
    send(request) -> Response<ExternalAsset> { request.send().await }
}

request_type! {
    /// A request for [`delete_assets`](ExposureManagement::delete_assets).
    DeleteAssets with query_method;
    /// Sends the request and returns the ids of the deleted assets.
    ///
    /// # Errors
    ///
    /// [`Error::is_argument`] unless there are 1 to 100 non-empty ids. The request is not retried once
    /// the service may have received it: see [`Error::may_have_been_done`].
    send(request) -> Response<String> { request.send().await }
}

impl DeleteAssets {
    /// Sets the reason for the deletion.
    pub fn description(self, description: impl Into<String>) -> Self {
        let body = json!({ "description": description.into() });
        Self(self.0.with_body(body))
    }
}

request_type! {
    /// A request for [`update_assets`](ExposureManagement::update_assets).
    UpdateAssets;
    /// Sends the request and returns the updated assets.
    ///
    /// # Errors
    ///
    /// [`Error::is_argument`] for an empty list and for an asset without an id. The request is not
    /// retried once the service may have received it: see [`Error::may_have_been_done`].
    send(request) -> Response<ExternalAsset> { request.send().await }
}

request_body! {
    /// A change to one external asset.
    ///
    /// Properties that are not set stay as they are. An empty string clears a property.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct AssetUpdate {
        required {
            id: String,
        }
        strings {
            /// Sets the customer id of the asset.
            cid,
            /// Sets the reason for the criticality.
            criticality_description,
        }
        optional {
            /// Sets the criticality.
            criticality: Criticality,
            /// Sets the triage of the asset.
            triage: TriageUpdate,
        }
    }
}

impl AssetUpdate {
    /// Creates an empty change to the asset with this id.
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self::with_required(id.into())
    }
}

request_body! {
    /// A change to the triage of an asset. Its values are not documented.
    #[derive(Clone, Debug, Default, PartialEq, Serialize)]
    pub struct TriageUpdate {
        strings {
            /// Sets the action.
            action,
            /// Sets the assignee.
            assigned_to,
            /// Sets the description.
            description,
            /// Sets the status.
            status,
        }
    }
}

impl TriageUpdate {
    /// Creates an empty change.
    #[must_use]
    pub fn new() -> Self {
        Self::with_required()
    }
}
