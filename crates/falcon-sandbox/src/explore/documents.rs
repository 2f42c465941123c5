//! Matching documents, page by page.

use std::sync::Arc;
use std::time::Instant;

use fql::Limits;
use fql::eval::Matcher;
use fql::syntax::parse_for_table;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::Content;
use super::request::{ExploreRequest, Explored, coarse_now, to_json};
use crate::query::listing::{Listing, ListingKey};
use crate::response::ErrorResponse;
use crate::store::Entry;

/// Maximum number of documents in one response.
const MAX_LIMIT: usize = 1_000;

#[derive(Deserialize)]
struct DocumentsRequest {
    collection: String,
    filter: String,
    #[serde(default)]
    sort: Option<String>,
    #[serde(default)]
    offset: usize,
    #[serde(default = "default_limit")]
    limit: usize,
}

const fn default_limit() -> usize {
    50
}

#[derive(Serialize)]
struct DocumentsResponse<'d> {
    total: usize,
    documents: Vec<DocumentJson<'d>>,
    elapsed_ms: f64,
}

#[derive(Serialize)]
struct DocumentJson<'d> {
    index: u64,
    document: &'d RawValue,
}

/// Lists a page of the matching documents.
pub(super) fn list(request: &ExploreRequest) -> Result<Content, ErrorResponse> {
    let start = Instant::now();
    let body: DocumentsRequest = request.json()?;
    let explored = Explored::find(&request.state, &body.collection)?;
    let listing = matches(request, explored, &body.filter, body.sort.as_deref())?;
    let page = listing.page(body.offset, body.limit.min(MAX_LIMIT));
    to_json(&DocumentsResponse {
        total: listing.total(),
        documents: page.iter().filter_map(document).collect(),
        elapsed_ms: elapsed_ms(start),
    })
}

fn document(entry: &Entry) -> Option<DocumentJson<'_>> {
    Some(DocumentJson {
        index: entry.number,
        // Every stored document is valid JSON.
        document: serde_json::from_str(entry.document.json()).ok()?,
    })
}

#[derive(Deserialize)]
struct DocumentRequest {
    collection: String,
    filter: String,
    index: u64,
}

#[derive(Serialize)]
struct DocumentResponse<'d> {
    document: &'d RawValue,
    matches: bool,
    clauses: Vec<ClauseJson>,
}

#[derive(Serialize)]
struct ClauseJson {
    start: usize,
    end: usize,
    held: bool,
    paths: Vec<String>,
}

/// Returns a document, with the clauses of the filter that hold for it.
pub(super) fn get(request: &ExploreRequest) -> Result<Content, ErrorResponse> {
    let body: DocumentRequest = request.json()?;
    let state = &request.state;
    let explored = Explored::find(state, &body.collection)?;
    let parsed = parse_for_table(explored.table, &body.filter, &Limits::DEFAULT);
    let tree = parsed
        .tree()
        .ok_or_else(|| ErrorResponse::new(422, "invalid filter"))?;
    let snapshot = explored.documents()?.snapshot();
    let entry = snapshot.entries().find(|entry| entry.number == body.index);
    let entry = entry.ok_or_else(|| ErrorResponse::new(404, "document not found"))?;
    let value = entry.document.to_value();
    let matcher = Matcher::from_tree(explored.table, tree, coarse_now(state));
    let explanation = matcher.explain(&value);
    let outcomes = tree.clauses().zip(explanation.clauses());
    let clauses = outcomes
        .map(|(clause, outcome)| ClauseJson {
            start: clause.span().start(),
            end: clause.span().end(),
            held: outcome.matches(),
            paths: outcome.matching_locations().to_vec(),
        })
        .collect();
    to_json(&DocumentResponse {
        matches: tree.is_match_all() || explanation.matches(),
        document: serde_json::from_str(entry.document.json())
            .map_err(|error| ErrorResponse::new(500, error.to_string()))?,
        clauses,
    })
}

/// Returns the documents that match a filter. They are evaluated once for all requests about a filter.
///
/// # Errors
///
/// Returns a 422 if the filter is invalid, and a 400 if the sort is or the sandbox has no documents of
/// the collection.
pub(super) fn matches(
    request: &ExploreRequest,
    explored: Explored<'_>,
    filter: &str,
    sort: Option<&str>,
) -> Result<Arc<Listing>, ErrorResponse> {
    let state = &request.state;
    let snapshot = explored.documents()?.snapshot();
    let now = coarse_now(state);
    let key = ListingKey::at(explored.table, filter, now);
    let listings = &state.listings;
    let listing = listings
        .begin(explored.table, key.clone(), &snapshot, now)
        .map_err(|error| ErrorResponse {
            status: 422,
            ..error
        })?;
    match sort {
        None | Some("") => Ok(listing),
        Some(sort) => listings.begin(
            explored.table,
            key.with_sort(sort.to_owned()),
            &snapshot,
            now,
        ),
    }
}

/// Returns the milliseconds since `start`, in tenths.
pub(super) fn elapsed_ms(start: Instant) -> f64 {
    (start.elapsed().as_secs_f64() * 10_000.0).round() / 10.0
}
