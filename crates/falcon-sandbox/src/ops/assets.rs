//! External assets: queries, details and deletion.

use fql::collections::external_assets::TABLE;
use serde_json::{Value, json};

use super::listing::{DEFAULT_LIMIT, MAX_IDS, details, ids_envelope, list};
use super::request::ApiRequest;
use super::subsidiaries::{AssetChange, update_asset_counts};
use crate::query::listing::ListingKey;
use crate::query::params::MAX_NUMBER;
use crate::response::{ApiError, Envelope, ErrorResponse};

/// The largest sum of offset and limit in a listing by offset.
const MAX_WINDOW: usize = 10_000;

/// Lists ids by offset: version 1 of the query.
pub(super) fn query_by_offset(request: &ApiRequest) -> Result<Envelope, ErrorResponse> {
    let offset = request.params.offset()?;
    let limit = request.params.limit(DEFAULT_LIMIT, MAX_NUMBER)?;
    if offset.saturating_add(limit) > MAX_WINDOW {
        return Err(ErrorResponse::bad_request(format!(
            "`offset` plus `limit` exceeds {MAX_WINDOW}: use version 2 of this operation, which \
             pages by `after` token"
        )));
    }
    let listing = list(request, &TABLE, &request.state.assets.snapshot())?;
    Ok(
        ids_envelope(listing.page(offset, limit)).with_pagination(json!({
            "offset": offset,
            "limit": limit,
            "total": listing.total(),
        })),
    )
}

/// Lists ids by page token: version 2 of the query.
pub(super) fn query_by_token(request: &ApiRequest) -> Result<Envelope, ErrorResponse> {
    let limit = request.params.limit(DEFAULT_LIMIT, MAX_NUMBER)?;
    let snapshot = request.state.assets.snapshot();
    let (listing, offset) = match request.params.get("after") {
        None => (list(request, &TABLE, &snapshot)?, 0),
        Some(after) => {
            let key = ListingKey::new(&TABLE, &request.params);
            let listings = &request.state.listings;
            listings.resume(after, key, &request.evaluation(&TABLE, &snapshot))?
        }
    };
    let page = listing.page(offset, limit);
    let after = listing.page_token(offset.saturating_add(page.len()));
    Ok(ids_envelope(page).with_pagination(json!({
        // The API definition requires the member, so it is empty on the last page.
        "after": after.unwrap_or_default(),
        "limit": limit,
        "total": listing.total(),
    })))
}

pub(super) fn get(request: &ApiRequest) -> Result<Envelope, ErrorResponse> {
    let ids = request.params.ids(MAX_IDS)?;
    let (envelope, _) = details(&request.state.assets, "asset", &ids);
    envelope.found_or_404()
}

pub(super) fn delete(request: &ApiRequest) -> Result<Envelope, ErrorResponse> {
    let ids = request.params.ids(MAX_IDS)?;
    check_description(request)?;
    let mut envelope = Envelope::new();
    let mut deleted = Vec::new();
    request.state.assets.update(|assets| {
        for id in &ids {
            match assets.remove(id) {
                Some(document) => deleted.push(document),
                None => envelope.errors.push(ApiError::not_found("asset", id)),
            }
        }
    });
    for document in &deleted {
        envelope.push(document.id());
        update_asset_counts(&request.state, &document.to_value(), AssetChange::Removed);
    }
    envelope
        .with_resources_affected(deleted.len())
        .found_or_404()
}

/// Checks the optional body of a deletion.
fn check_description(request: &ApiRequest) -> Result<(), ErrorResponse> {
    if !request.has_body() {
        return Ok(());
    }
    let body = request.json()?;
    let is_valid = match body.get("description") {
        None | Some(Value::Null) => body.is_object() || body.is_null(),
        Some(description) => description.is_string(),
    };
    if is_valid {
        return Ok(());
    }
    Err(ErrorResponse::bad_request(
        "invalid request body: expected `{\"description\": \"…\"}` or `{}`",
    ))
}
