//! Listings of ids or documents, page by page.

use std::sync::Arc;

use fql::table::Table as FieldTable;
use serde_json::Value;

use super::request::ApiRequest;
use crate::query::listing::{Listing, ListingKey};
use crate::query::params::check_ids;
use crate::response::{ApiError, Envelope, ErrorResponse};
use crate::store::{Entry, Snapshot, Table};

/// The default number of items on a page.
pub(super) const DEFAULT_LIMIT: usize = 100;
/// The maximum number of ids in the URL of one request.
pub(super) const MAX_IDS: usize = 100;

/// Returns the listing of the request's filter and sort.
pub(super) fn list(
    request: &ApiRequest,
    table: &FieldTable,
    snapshot: &Snapshot,
) -> Result<Arc<Listing>, ErrorResponse> {
    let key = ListingKey::new(table, &request.params);
    let listings = &request.state.listings;
    listings
        .begin(key, &request.evaluation(table, snapshot))
        .map_err(|error| request.params.explain_plus(error))
}

/// Returns an envelope with the ids of entries.
pub(super) fn ids_envelope(entries: &[Entry]) -> Envelope {
    Envelope::new().with_ids(entries.iter().map(|entry| entry.document.id()))
}

/// Returns an envelope with the documents of these ids, and an error for each unknown id.
///
/// The second value is the table's version.
pub(super) fn details(table: &Table, resource: &str, ids: &[&str]) -> (Envelope, u64) {
    let (documents, version) = table.get_all(ids);
    let mut envelope = Envelope::new();
    for (id, document) in ids.iter().zip(documents) {
        match document {
            Some(document) => envelope.push_json(document.json()),
            None => envelope.errors.push(ApiError::not_found(resource, id)),
        }
    }
    (envelope, version)
}

/// Returns the ids in the list `key` of a JSON body: 1 to `max`.
pub(super) fn body_ids<'b>(
    body: &'b Value,
    key: &str,
    max: usize,
) -> Result<Vec<&'b str>, ErrorResponse> {
    let ids: Vec<&str> = body
        .get(key)
        .and_then(Value::as_array)
        .and_then(|ids| ids.iter().map(Value::as_str).collect())
        .ok_or_else(|| {
            let message = format!("invalid request body: expected `{{\"{key}\": [\"…\"]}}`");
            ErrorResponse::bad_request(message)
        })?;
    check_ids(&ids, max)?;
    Ok(ids)
}
