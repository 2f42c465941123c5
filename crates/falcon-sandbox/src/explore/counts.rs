//! Counts of the matching documents: by the values of a field, and over time.

use std::time::Instant as Clock;

use fql::collections::any;
use fql::table::{FieldType, Table};
use fql_syntax::{excerpt, is_property_name};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::Content;
use super::document_fields::count as count_documents;
use super::documents::{elapsed_ms, matches};
use super::request::{ExploreRequest, Explored, coarse_now, to_json};
use crate::aggregate;
use crate::query::listing::Listing;
use crate::response::ErrorResponse;

/// Maximum number of values of one response.
const MAX_SIZE: usize = 1_000;
/// Maximum number of buckets of a histogram.
const MAX_BUCKETS: usize = 120;
/// The intervals of histograms with their shortest lengths in milliseconds.
const INTERVALS: [(&str, f64); 6] = [
    ("minute", 60e3),
    ("hour", 3_600e3),
    ("day", 24.0 * 3_600e3),
    ("week", 7.0 * 24.0 * 3_600e3),
    ("month", 28.0 * 24.0 * 3_600e3),
    ("year", 365.0 * 24.0 * 3_600e3),
];

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
    other: u64,
    missing: usize,
    elapsed_ms: f64,
}

#[derive(Serialize)]
struct ValueCount {
    value: Value,
    count: u64,
}

/// Counts the matching documents by the values of a field. A document with several values counts for
/// each.
pub(super) fn counts(request: &ExploreRequest) -> Result<Content, ErrorResponse> {
    let start = Clock::now();
    let body: CountsRequest = request.json()?;
    let explored = Explored::find(&request.state, &body.collection)?;
    check_field(&body.field)?;
    let listing = matches(request, explored, &body.filter, None)?;
    let table = table_of(explored.table, &body.field);
    let size = body.size.clamp(1, MAX_SIZE);
    let terms = json!([{ "name": "counts", "type": "terms", "field": body.field, "size": size }]);
    let results = aggregate(request, table, &listing, &terms)?;
    let buckets = buckets(&results[0]).map(|bucket| ValueCount {
        value: bucket
            .get("key_as_string")
            .unwrap_or(&bucket["label"])
            .clone(),
        count: count(bucket),
    });
    to_json(&CountsResponse {
        buckets: buckets.collect(),
        other: results[0]["sum_other_doc_count"]
            .as_u64()
            .unwrap_or_default(),
        missing: missing(request, table, &listing, &body.field),
        elapsed_ms: elapsed_ms(start),
    })
}

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
    missing: usize,
}

#[derive(Serialize)]
struct TimeCount {
    start: Value,
    count: u64,
}

/// Counts the matching documents over time, in the shortest interval that has few enough buckets.
pub(super) fn histogram(request: &ExploreRequest) -> Result<Content, ErrorResponse> {
    let body: HistogramRequest = request.json()?;
    let explored = Explored::find(&request.state, &body.collection)?;
    let row = explored.table.find(&body.field);
    if row.is_none_or(|row| row.field_type != FieldType::Timestamp) {
        let field = excerpt(&body.field, 80);
        let message = format!("field `{field}` is not a timestamp");
        return Err(ErrorResponse::bad_request(message));
    }
    let listing = matches(request, explored, &body.filter, None)?;
    let missing = missing(request, explored.table, &listing, &body.field);
    let (interval, has_empty_buckets) =
        match bounds(request, explored.table, &listing, &body.field)? {
            Some((first, last)) => interval(first, last),
            None => return to_json(&HistogramResponse::empty(missing)),
        };
    let histogram = json!([{
        "name": "histogram",
        "type": "date_histogram",
        "field": body.field,
        "interval": interval,
        "min_doc_count": u8::from(!has_empty_buckets),
    }]);
    let results = aggregate(request, explored.table, &listing, &histogram)?;
    let buckets: Vec<TimeCount> = buckets(&results[0])
        .map(|bucket| TimeCount {
            start: bucket["key_as_string"].clone(),
            count: count(bucket),
        })
        .collect();
    let latest = buckets.len().saturating_sub(MAX_BUCKETS);
    to_json(&HistogramResponse {
        interval,
        buckets: buckets.into_iter().skip(latest).collect(),
        missing,
    })
}

impl HistogramResponse {
    fn empty(missing: usize) -> Self {
        Self {
            interval: "day",
            buckets: Vec::new(),
            missing,
        }
    }
}

/// Returns the first and the last time, in milliseconds since 1970.
fn bounds(
    request: &ExploreRequest,
    table: &Table,
    listing: &Listing,
    field: &str,
) -> Result<Option<(f64, f64)>, ErrorResponse> {
    let extremes = json!([
        { "name": "first", "type": "min", "field": field },
        { "name": "last", "type": "max", "field": field },
    ]);
    let results = aggregate(request, table, listing, &extremes).map_err(|_| {
        let message = format!("field `{field}` has values that are not times");
        ErrorResponse::bad_request(message)
    })?;
    let value = |result: &Value| result["buckets"][0]["value"].as_f64();
    let mut values = results.iter().filter_map(value);
    Ok(values.next().zip(values.next()))
}

/// Returns the shortest interval with few enough buckets. The flag is `false` if the longest has too many
/// as well, so that the empty ones are left out.
fn interval(first: f64, last: f64) -> (&'static str, bool) {
    let mut intervals = INTERVALS.iter();
    // The first and the last interval may have begun before and end after the times.
    let is_long_enough = |millis: f64| (last - first) / millis + 2.0 <= MAX_BUCKETS as f64;
    match intervals.find(|(_, millis)| is_long_enough(*millis)) {
        Some((name, _)) => (name, true),
        None => ("year", false),
    }
}

/// Aggregates the documents of a listing.
fn aggregate(
    request: &ExploreRequest,
    table: &Table,
    listing: &Listing,
    body: &Value,
) -> Result<Vec<Value>, ErrorResponse> {
    let documents = listing.documents();
    let now = coarse_now(&request.state);
    aggregate::compute(table, body, documents, now, &request.cancel)
        .map_err(ErrorResponse::bad_requests)
}

fn buckets(result: &Value) -> impl Iterator<Item = &Value> {
    result["buckets"].as_array().into_iter().flatten()
}

fn count(bucket: &Value) -> u64 {
    bucket["count"].as_u64().unwrap_or_default()
}

/// Returns the number of documents without a value of the field.
fn missing(request: &ExploreRequest, table: &Table, listing: &Listing, field: &str) -> usize {
    // Documents contain the field itself, not its alias.
    let path = table.find(field).map_or(field, |row| row.name);
    let present = count_documents(&[path], listing.documents(), &request.cancel);
    listing.total() - present.first().copied().unwrap_or_default()
}

/// Returns the table to aggregate by: a field that only documents have is one of an open collection.
fn table_of(table: &'static Table, field: &str) -> &'static Table {
    match table.find(field) {
        Some(_) => table,
        None => &any::TABLE,
    }
}

fn check_field(field: &str) -> Result<(), ErrorResponse> {
    if is_property_name(field) {
        return Ok(());
    }
    let message = format!("invalid field name `{}`", excerpt(field, 80));
    Err(ErrorResponse::bad_request(message))
}
