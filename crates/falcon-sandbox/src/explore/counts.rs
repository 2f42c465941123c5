//! Counts of the matching documents by the values of a field.

use std::time::Instant as Clock;

use fql::Limits;
use fql::complete::{absence, equality};
use fql::eval::{ClausePlan, Predicate};
use fql::syntax::{Connective, Tree, parse_for_table};
use fql::table::Table;
use fql_syntax::{Expression, Group, excerpt, is_property_name};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::document_fields::is_in_documents;
use super::document_values::document_value;
use super::documents::{elapsed_ms, matches};
use super::request::{ExploreRequest, Explored, coarse_now, to_json, valid_tree};
use super::{Content, ExploreError};
use crate::aggregate::{count_matches, count_values};
use crate::query::listing::Listing;
use crate::response::ErrorResponse;

/// Maximum number of values of one response.
const MAX_SIZE: usize = 1_000;

#[derive(Deserialize)]
struct CountsRequest {
    collection: String,
    filter: String,
    field: String,
    #[serde(default = "default_size")]
    size: usize,
}

const fn default_size() -> usize {
    20
}

#[derive(Serialize)]
struct CountsResponse {
    buckets: Vec<ValueCount>,
    other: usize,
    objects: usize,
    missing: usize,
    /// The filter and connective before the clause of a bucket.
    prefix: String,
    /// The clause of documents without a value.
    missing_clause: Option<String>,
    elapsed_ms: f64,
}

#[derive(Serialize)]
struct ValueCount {
    value: Value,
    count: usize,
    /// The clause that matches the value, if the table supports one.
    clause: Option<String>,
}

/// Counts the matching documents by the values of a field. A document with several values counts for
/// each.
pub(super) fn counts(request: &ExploreRequest) -> Result<Content, ExploreError> {
    let start = Clock::now();
    let body: CountsRequest = request.json()?;
    let explored = Explored::find(&request.state, &body.collection)?;
    let field = &body.field;
    check_field(field)?;
    let listing = matches(request, explored, &body.filter, "")?;
    let table = explored.table;
    let size = body.size.clamp(1, MAX_SIZE);
    let counts = count_values(table, field, size, listing.documents(), &request.cancel)?;
    if counts.missing == listing.total() {
        check_is_known(request, explored, field)?;
    }
    let clauses = clauses(request, table, field, &counts.values, &listing)?;
    let buckets = counts.values.into_iter().zip(clauses);
    to_json(&CountsResponse {
        buckets: buckets
            .map(|((value, count), clause)| ValueCount {
                value,
                count,
                clause,
            })
            .collect(),
        other: counts.other,
        objects: counts.objects,
        missing: counts.missing,
        prefix: prefix(valid_tree(&explored.parse(&body.filter))?),
        missing_clause: absence(table, field),
        elapsed_ms: elapsed_ms(start),
    })
}

/// Returns a clause for each value; `None` if the table supports none, or if it does not select exactly the
/// documents that have the value. A clause may select a number and the same digits in a string.
fn clauses(
    request: &ExploreRequest,
    table: &Table,
    field: &str,
    values: &[(Value, usize)],
    listing: &Listing,
) -> Result<Vec<Option<String>>, ErrorResponse> {
    let clause =
        |(value, count): &(Value, usize)| equality(table, field, &document_value(value, *count)?);
    let clauses: Vec<Option<String>> = values.iter().map(clause).collect();
    let now = coarse_now(&request.state);
    let predicate = |clause: &Option<String>| {
        let parsed = parse_for_table(table, clause.as_deref()?, &Limits::DEFAULT);
        let clause = parsed.tree()?.clauses().next()?;
        Some(ClausePlan::new(table, &clause, now).predicate().clone())
    };
    let predicates: Vec<Predicate> = clauses
        .iter()
        .map(|clause| predicate(clause).unwrap_or(Predicate::Never))
        .collect();
    let documents = listing.documents();
    let matches = count_matches(table, field, &predicates, documents, &request.cancel)?;
    let counts = values.iter().map(|(_, count)| *count);
    let clauses = clauses.into_iter().zip(counts.zip(matches));
    Ok(clauses
        .map(|(clause, (count, matching))| clause.filter(|_| count == matching))
        .collect())
}

/// Returns a filter with the connective of a further clause after it.
fn prefix(tree: &Tree<'_>) -> String {
    let is_or = |group: Group<'_>| group.connective() == Connective::Or;
    match tree.root() {
        None => String::new(),
        Some(Expression::Group(group)) if is_or(group) => format!("({tree})+"),
        Some(_) => format!("{tree}+"),
    }
}

/// Returns a 422 unless the table or a document has the field.
fn check_is_known(
    request: &ExploreRequest,
    explored: Explored<'_>,
    field: &str,
) -> Result<(), ErrorResponse> {
    let snapshot = explored.documents()?.snapshot();
    let is_known =
        explored.table.find(field).is_some() || is_in_documents(field, &snapshot, &request.cancel);
    if is_known {
        return Ok(());
    }
    let field = excerpt(field, 80);
    let message = format!("unknown field `{field}`: no document has it");
    Err(ErrorResponse::new(422, message))
}

fn check_field(field: &str) -> Result<(), ErrorResponse> {
    if is_property_name(field) {
        return Ok(());
    }
    let message = format!("invalid field name `{}`", excerpt(field, 80));
    Err(ErrorResponse::bad_request(message))
}
