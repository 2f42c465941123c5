//! Updates of external assets: criticality and triage.

use fql_syntax::excerpt;
use serde_json::{Map, Value};

use super::request::ApiRequest;
use crate::data::Document;
use crate::response::{ApiError, Envelope, ErrorResponse};

const CRITICALITIES: [&str; 4] = ["Critical", "High", "Noncritical", "Unassigned"];
const TRIAGE_KEYS: [&str; 4] = ["action", "assigned_to", "description", "status"];

/// Applies all updates of a request, or none if one of them is invalid. Unknown ids are reported as
/// errors next to the updated assets.
pub(super) fn patch(request: &ApiRequest) -> Result<Envelope, ErrorResponse> {
    let body = request.json()?;
    let updates = body
        .get("assets")
        .and_then(Value::as_array)
        .filter(|list| !list.is_empty())
        .ok_or_else(|| {
            ErrorResponse::bad_request(
                "missing `assets` in the request body: expected `{\"assets\": [{\"id\": \"…\"}]}`",
            )
        })?;
    let updates: Vec<AssetUpdate<'_>> = updates
        .iter()
        .map(AssetUpdate::parse)
        .collect::<Result<_, _>>()?;
    let timestamp = request.timestamp();
    let mut envelope = Envelope::new();
    let mut count = 0;
    request.state.assets.update(|assets| {
        for update in &updates {
            let Some(document) = assets.get(update.id) else {
                let error = ApiError::not_found("asset", update.id);
                envelope.errors.push(error);
                continue;
            };
            let mut asset = document.to_value();
            update.apply(&mut asset, &request.client.id, &timestamp);
            let document = Document::new(update.id, asset.to_string());
            envelope.push_json(document.json());
            assets.put(document);
            count += 1;
        }
    });
    envelope.with_resources_affected(count).found_or_404()
}

/// The changes of one asset.
struct AssetUpdate<'b> {
    id: &'b str,
    criticality: Option<&'b str>,
    criticality_description: Option<&'b str>,
    triage: Vec<(&'static str, &'b str)>,
}

impl<'b> AssetUpdate<'b> {
    fn parse(update: &'b Value) -> Result<Self, ErrorResponse> {
        let id = optional_string(update, "id")?
            .filter(|id| !id.is_empty())
            .ok_or_else(|| ErrorResponse::bad_request("missing `id` in an item of `assets`"))?;
        let criticality = optional_string(update, "criticality")?;
        if let Some(unknown) = criticality.filter(|name| !CRITICALITIES.contains(name)) {
            let unknown = excerpt(unknown, 40);
            let supported = CRITICALITIES.join("`, `");
            return Err(ErrorResponse::bad_request(format!(
                "unknown criticality `{unknown}`: use one of `{supported}`"
            )));
        }
        // The sandbox has one customer, so only the type of the customer id is checked.
        optional_string(update, "cid")?;
        let mut triage = Vec::new();
        match update.get("triage") {
            None | Some(Value::Null) => {}
            Some(changes @ Value::Object(_)) => {
                for key in TRIAGE_KEYS {
                    triage.extend(optional_string(changes, key)?.map(|value| (key, value)));
                }
            }
            Some(_) => return Err(wrong_type("triage", "an object")),
        }
        Ok(Self {
            id,
            criticality,
            criticality_description: optional_string(update, "criticality_description")?,
            triage,
        })
    }

    fn apply(&self, asset: &mut Value, username: &str, timestamp: &str) {
        let Value::Object(asset) = asset else { return };
        if let Some(criticality) = self.criticality {
            asset.insert("criticality".into(), criticality.into());
        }
        if let Some(description) = self.criticality_description {
            asset.insert("criticality_description".into(), description.into());
        }
        if self.criticality.is_some() || self.criticality_description.is_some() {
            asset.insert("criticality_timestamp".into(), timestamp.into());
            asset.insert("criticality_username".into(), username.into());
        }
        if self.triage.is_empty() {
            return;
        }
        let triage = asset
            .entry("triage")
            .or_insert_with(|| Value::Object(Map::new()));
        if !triage.is_object() {
            *triage = Value::Object(Map::new());
        }
        for (key, value) in &self.triage {
            triage[*key] = (*value).into();
        }
        triage["updated_by"] = username.into();
        triage["updated_timestamp"] = timestamp.into();
    }
}

/// Returns a string member of an object; `null` counts as missing.
fn optional_string<'b>(object: &'b Value, key: &str) -> Result<Option<&'b str>, ErrorResponse> {
    match object.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(value)) => Ok(Some(value)),
        Some(_) => Err(wrong_type(key, "a string")),
    }
}

fn wrong_type(key: &str, expected: &str) -> ErrorResponse {
    ErrorResponse::bad_request(format!("expected {expected} for `{key}`"))
}
