//! Counts of the matching documents: by the values of a field, and over time.

use std::time::Instant as Clock;

use fql::complete::{absence, equality};
use fql::syntax::{Connective, Tree};
use fql::table::FieldType;
use fql_syntax::{Expression, Group, excerpt, is_property_name};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::document_values::document_value;
use super::documents::{elapsed_ms, matches};
use super::request::{ExploreRequest, Explored, coarse_now, to_json, valid_tree};
use super::{Content, ExploreError};
use crate::aggregate::{compute, count_values, time_range};
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
    other: usize,
    objects: usize,
    missing: usize,
    /// What a click on a bucket puts before its clause.
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
    let buckets = counts.values.into_iter().map(|(value, count)| ValueCount {
        clause: document_value(&value, count).and_then(|value| equality(table, field, &value)),
        value,
        count,
    });
    to_json(&CountsResponse {
        buckets: buckets.collect(),
        other: counts.other,
        objects: counts.objects,
        missing: counts.missing,
        prefix: prefix(valid_tree(&explored.parse(&body.filter))?),
        missing_clause: absence(table, field),
        elapsed_ms: elapsed_ms(start),
    })
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
pub(super) fn histogram(request: &ExploreRequest) -> Result<Content, ExploreError> {
    let body: HistogramRequest = request.json()?;
    let explored = Explored::find(&request.state, &body.collection)?;
    let table = explored.table;
    let row = table.find(&body.field);
    if row.is_none_or(|row| row.field_type != FieldType::Timestamp) {
        let field = excerpt(&body.field, 80);
        let message = format!("field `{field}` is not a timestamp");
        return Err(ErrorResponse::bad_request(message).into());
    }
    let listing = matches(request, explored, &body.filter, "")?;
    let total = listing.total();
    let Some(times) = time_range(table, &body.field, listing.documents(), &request.cancel)? else {
        return to_json(&HistogramResponse {
            interval: "day",
            buckets: Vec::new(),
            missing: total,
        });
    };
    let (interval, has_empty_buckets) = interval(times.first as f64, times.last as f64);
    let histogram = json!([{
        "name": "histogram",
        "type": "date_histogram",
        "field": body.field,
        "interval": interval,
        "min_doc_count": u8::from(!has_empty_buckets),
    }]);
    let now = coarse_now(&request.state);
    let results = compute(table, &histogram, listing.documents(), now, &request.cancel)
        .map_err(ErrorResponse::bad_requests)?;
    let buckets = results[0]["buckets"].as_array().into_iter().flatten();
    let buckets: Vec<TimeCount> = buckets
        .map(|bucket| TimeCount {
            start: bucket["key_as_string"].clone(),
            count: bucket["count"].as_u64().unwrap_or_default(),
        })
        .collect();
    let latest = buckets.len().saturating_sub(MAX_BUCKETS);
    to_json(&HistogramResponse {
        interval,
        buckets: buckets.into_iter().skip(latest).collect(),
        missing: total - times.documents,
    })
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

fn check_field(field: &str) -> Result<(), ErrorResponse> {
    if is_property_name(field) {
        return Ok(());
    }
    let message = format!("invalid field name `{}`", excerpt(field, 80));
    Err(ErrorResponse::bad_request(message))
}
