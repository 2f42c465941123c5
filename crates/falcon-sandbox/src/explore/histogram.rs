//! Counts of the matching documents over time.

use fql::table::FieldType;
use fql_syntax::excerpt;
use serde::{Deserialize, Serialize};

use super::documents::matches;
use super::request::{ExploreRequest, Explored, to_json};
use super::{Content, ExploreError};
use crate::aggregate::count_times;
use crate::response::ErrorResponse;

#[derive(Deserialize)]
struct HistogramRequest {
    collection: String,
    filter: String,
    field: String,
}

#[derive(Serialize)]
struct HistogramResponse {
    interval: &'static str,
    buckets: Vec<TimeCount>,
    /// The number of documents with a time. One with several may be in several buckets.
    documents: usize,
    missing: usize,
}

#[derive(Serialize)]
struct TimeCount {
    start: String,
    count: usize,
}

/// Counts the matching documents over time.
pub(super) fn histogram(request: &ExploreRequest) -> Result<Content, ExploreError> {
    let body: HistogramRequest = request.json()?;
    let explored = Explored::find(&request.state, &body.collection)?;
    if !is_timestamp(request, explored, &body.field) {
        let field = excerpt(&body.field, 80);
        let message = format!("field `{field}` is not a timestamp");
        return Err(ErrorResponse::bad_request(message).into());
    }
    let listing = matches(request, explored, &body.filter, "")?;
    let documents = listing.documents();
    let times = count_times(explored.table, &body.field, documents, &request.cancel)?;
    let buckets = times.buckets.into_iter();
    to_json(&HistogramResponse {
        interval: times.interval,
        buckets: buckets
            .map(|(start, count)| TimeCount { start, count })
            .collect(),
        documents: times.documents,
        missing: listing.total() - times.documents,
    })
}

/// Returns `true` for the fields whose type is timestamp in the list of fields.
fn is_timestamp(request: &ExploreRequest, explored: Explored<'_>, field: &str) -> bool {
    let Explored { table, documents } = explored;
    let inferred = || {
        let snapshot = documents?.snapshot();
        let cache = &request.state.document_fields;
        let fields = cache.get(table, &snapshot, &request.cancel);
        fields.inferred.get(field).copied()
    };
    let row = table.find(field);
    row.map(|row| row.field_type).or_else(inferred) == Some(FieldType::Timestamp)
}
