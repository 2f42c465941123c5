//! Ecosystem subsidiaries.
//!
//! Every change of the subsidiaries changes their `version_id`, and a request with an old one is
//! rejected with a 400: the API definition has no other status for it.

use fql::collections::subsidiaries::TABLE;
use fql_syntax::excerpt;
use serde_json::{Value, json};

use super::listing::{DEFAULT_LIMIT, MAX_IDS, details, ids_envelope, list};
use super::request::ApiRequest;
use crate::data::Document;
use crate::query::params::MAX_NUMBER;
use crate::query::sort::SortOrder;
use crate::response::{Envelope, ErrorResponse};
use crate::state::AppState;
use crate::store::Entry;

const SORT_FIELDS: [&str; 2] = ["name", "primary_domain"];

/// Lists documents.
pub(super) fn query_combined(request: &ApiRequest) -> Result<Envelope, ErrorResponse> {
    list_page(request, |entries| {
        let mut envelope = Envelope::new();
        for entry in entries {
            envelope.push_json(entry.document.json());
        }
        envelope
    })
}

/// Lists ids.
pub(super) fn query(request: &ApiRequest) -> Result<Envelope, ErrorResponse> {
    list_page(request, ids_envelope)
}

fn list_page(
    request: &ApiRequest,
    envelope: fn(&[Entry]) -> Envelope,
) -> Result<Envelope, ErrorResponse> {
    let offset = request.params.offset()?;
    let limit = request.params.limit(DEFAULT_LIMIT, MAX_NUMBER)?;
    if let Some(sort) = request.params.get("sort") {
        SortOrder::parse(&TABLE, sort)?.check_field(&SORT_FIELDS)?;
    }
    let snapshot = request.state.subsidiaries.snapshot();
    check_version_id(request, snapshot.version)?;
    let listing = list(request, &TABLE, &snapshot)?;
    let page = listing.page(offset, limit);
    // CrowdStrike's sample em_manager.py recognizes a customer without subsidiaries by null.
    let envelope = match page.is_empty() {
        true => Envelope::without_resources(),
        false => envelope(page),
    };
    Ok(envelope
        .with_version_id(version_id(snapshot.version))
        .with_pagination(json!({
            "offset": offset,
            "limit": limit,
            "total": listing.total(),
        })))
}

pub(super) fn get(request: &ApiRequest) -> Result<Envelope, ErrorResponse> {
    let ids = request.params.ids(MAX_IDS)?;
    let (envelope, version) = details(&request.state.subsidiaries, "subsidiary", &ids);
    check_version_id(request, version)?;
    Ok(envelope.with_version_id(version_id(version)))
}

/// Returns an error if the request has the `version_id` of another version.
fn check_version_id(request: &ApiRequest, version: u64) -> Result<(), ErrorResponse> {
    match request.params.get("version_id") {
        Some(id) if id != version_id(version) => Err(ErrorResponse::bad_request(format!(
            "outdated `version_id` `{}`: the subsidiaries have changed; restart the listing \
             without `version_id`",
            excerpt(id, 40)
        ))),
        _ => Ok(()),
    }
}

fn version_id(version: u64) -> String {
    format!("{version:016x}")
}

/// A change of the inventory that changes the asset counts of subsidiaries.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum AssetChange {
    Added,
    Removed,
}

/// Updates the `asset_count` of the subsidiaries that an asset belongs to.
pub(super) fn update_asset_counts(state: &AppState, asset: &Value, change: AssetChange) {
    let ids = asset["subsidiaries"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|subsidiary| subsidiary["id"].as_str());
    for id in ids {
        state.subsidiaries.update(|subsidiaries| {
            let Some(mut subsidiary) = subsidiaries.get(id).map(|document| document.to_value())
            else {
                return;
            };
            let Some(count) = subsidiary["asset_count"].as_u64() else {
                return;
            };
            let count = match change {
                AssetChange::Added => count.saturating_add(1),
                AssetChange::Removed => count.saturating_sub(1),
            };
            subsidiary["asset_count"] = count.into();
            subsidiaries.put(Document::new(id, subsidiary.to_string()));
        });
    }
}
