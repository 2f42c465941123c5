//! Matching documents, page by page.

use std::sync::Arc;
use std::time::Instant;

use fql::eval::Matcher;
use fql::syntax::{parse_sort_for_table, sort_warnings_for_table};
use fql_syntax::excerpt;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::document_fields::is_in_documents;
use super::request::{ExploreRequest, Explored, coarse_now, to_json, valid_tree};
use super::{Content, ExploreError};
use crate::query::filter::Evaluation;
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
pub(super) fn list(request: &ExploreRequest) -> Result<Content, ExploreError> {
    let start = Instant::now();
    let body: DocumentsRequest = request.json()?;
    let explored = Explored::find(&request.state, &body.collection)?;
    let sort = body.sort.unwrap_or_default();
    let listing = matches(request, explored, &body.filter, &sort)?;
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
pub(super) fn get(request: &ExploreRequest) -> Result<Content, ExploreError> {
    let body: DocumentRequest = request.json()?;
    let state = &request.state;
    let explored = Explored::find(state, &body.collection)?;
    let parsed = explored.parse(&body.filter);
    let tree = valid_tree(&parsed)?;
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
/// Returns a 422 if the filter or the sort is invalid, and a 400 if the sandbox has no documents of the
/// collection.
pub(super) fn matches(
    request: &ExploreRequest,
    explored: Explored<'_>,
    filter: &str,
    sort: &str,
) -> Result<Arc<Listing>, ExploreError> {
    let snapshot = explored.documents()?.snapshot();
    valid_tree(&explored.parse(filter))?;
    let evaluation = Evaluation {
        table: explored.table,
        snapshot: &snapshot,
        now: coarse_now(&request.state),
        cancel: &request.cancel,
    };
    if !sort.is_empty() {
        check_sort(&evaluation, sort)?;
    }
    let listings = &request.state.listings;
    let key = ListingKey::at(explored.table, filter, evaluation.now);
    // The unsorted listing is the same for all sorts and charts.
    let unsorted = listings.begin(key.clone(), &evaluation)?;
    match sort {
        "" => Ok(unsorted),
        _ => Ok(listings.begin(key.with_sort(sort.to_owned()), &evaluation)?),
    }
}

/// Returns a 422 unless the documents can be sorted by a field of the collection or of some document.
fn check_sort(evaluation: &Evaluation<'_>, sort: &str) -> Result<(), ExploreError> {
    let Evaluation {
        table, snapshot, ..
    } = evaluation;
    let key = match parse_sort_for_table(table, sort) {
        Ok(key) => key,
        Err(error) => return Err(ExploreError::unprocessable(error.report().clone())),
    };
    let field = key.field();
    if table.find(field).is_some() || is_in_documents(field, snapshot, evaluation.cancel) {
        return Ok(());
    }
    let report = sort_warnings_for_table(table, &key);
    match report.diagnostics() {
        // A collection without a table.
        [] => {
            let field = excerpt(field, 80);
            let message = format!("unknown field `{field}`: no document has it");
            Err(ErrorResponse::new(422, message).into())
        }
        _ => Err(ExploreError::unprocessable(report)),
    }
}

/// Returns the milliseconds since `start`, in tenths.
pub(super) fn elapsed_ms(start: Instant) -> f64 {
    (start.elapsed().as_secs_f64() * 10_000.0).round() / 10.0
}
