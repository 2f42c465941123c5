//! Sensors of Identity Protection.

use fql::collections::sensors::TABLE;
use serde_json::json;

use super::listing::{DEFAULT_LIMIT, body_ids, details, ids_envelope, list};
use super::request::ApiRequest;
use crate::response::{Envelope, ErrorResponse};

/// The largest `limit`.
const MAX_LIMIT: usize = 200;
/// The maximum number of ids in the body of one request.
const MAX_BODY_IDS: usize = 5_000;

pub(super) fn query(request: &ApiRequest) -> Result<Envelope, ErrorResponse> {
    let offset = request.params.offset()?;
    let limit = request.params.limit(DEFAULT_LIMIT, MAX_LIMIT)?;
    let listing = list(request, &TABLE, &request.state.sensors.snapshot())?;
    Ok(
        ids_envelope(listing.page(offset, limit)).with_pagination(json!({
            "offset": offset,
            "limit": limit,
            "total": listing.total(),
        })),
    )
}

pub(super) fn get_details(request: &ApiRequest) -> Result<Envelope, ErrorResponse> {
    let body = request.json()?;
    let ids = body_ids(&body, "ids", MAX_BODY_IDS)?;
    let (envelope, _) = details(&request.state.sensors, "sensor", &ids);
    Ok(envelope)
}
