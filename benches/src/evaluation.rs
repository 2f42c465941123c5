//! The filters and documents of the evaluation benches.

use fql::collections::external_assets::ExternalAssets;
use fql::eval::Matcher;
use fql::{Filter, Instant};
use serde_json::Value;

use crate::documents::Documents;

/// Six clauses whose paths contain no arrays.
pub const SIX: &str = "asset_type:'ip'+internet_exposure:'Yes'+last_seen:>'2026-01-01T00:00:00Z'\
                       +triage.status:['open','in progress']+perimeter:!*'un*'+ip.location.country_code:'US'";

/// A selective filter: one in three hundred documents matches. `match/run.sh` has the same condition
/// for jq.
pub const SELECTIVE: &str =
    "criticality:'Critical'+ip.services.port:[22,3389]+last_seen:>'2026-06-01T00:00:00Z'";

/// A filter that is undecided until the end of a document, with wildcards in nested arrays.
pub const DEEP: &str =
    "ip.services.applications.version:*'9.*',dns_domain.services.applications.version:*'9.*'";

/// Returns the matcher of a filter.
///
/// # Panics
/// If the source is not a valid filter.
#[must_use]
pub fn matcher(text: &str) -> Matcher {
    let filter: Filter<ExternalAssets> = text.parse().expect("a valid filter");
    Matcher::new(&filter, Instant::from_unix(1_795_341_600)).expect("a valid filter")
}

/// Returns the lines of an NDJSON file, without line feeds.
#[must_use]
pub fn lines(count: usize) -> Vec<String> {
    let mut documents = Documents::new(1);
    let next = |_| {
        let mut line = String::new();
        documents.push_next(&mut line);
        line
    };
    (0..count).map(next).collect()
}

/// Returns a document that matches [`SIX`], so that all six clauses are evaluated.
///
/// # Panics
/// If none of the documents matches, which a test excludes.
#[must_use]
pub fn matching() -> Value {
    let matcher = matcher(SIX);
    let mut documents = lines(1_000).into_iter();
    let document = documents.find_map(|line| {
        let document = serde_json::from_str(&line).expect("a document");
        matcher.matches(&document).then_some(document)
    });
    document.expect("a matching document")
}
