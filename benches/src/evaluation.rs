//! What the benches of evaluation ask, and of which documents.

use fql::collections::external_assets::ExternalAssets;
use fql::eval::Matcher;
use fql::{Filter, Instant};
use serde_json::Value;

use crate::documents::Documents;

/// Six clauses, none of which leads through an array.
pub const SIX: &str = "asset_type:'ip'+internet_exposure:'Yes'+last_seen:>'2026-01-01T00:00:00Z'\
                       +triage.status:['open','in progress']+perimeter:!*'un*'+ip.location.country_code:'US'";

/// Few documents match: one in three hundred. `match/run.sh` has the same condition for jq.
pub const SELECTIVE: &str =
    "criticality:'Critical'+ip.services.port:[22,3389]+last_seen:>'2026-06-01T00:00:00Z'";

/// Nothing is known before the end of a document: its arrays and objects are all looked into.
pub const DEEP: &str =
    "ip.services.applications.version:*'9.*',dns_domain.services.applications.version:*'9.*'";

/// A filter made ready.
///
/// # Panics
/// For a text that is no filter.
#[must_use]
pub fn matcher(text: &str) -> Matcher {
    let filter: Filter<ExternalAssets> = text.parse().expect("a filter");
    Matcher::new(&filter, Instant::from_unix(1_795_341_600)).expect("a filter")
}

/// The lines of a file of documents, without line feeds.
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

/// A document that [`SIX`] matches, so that all six clauses are looked at.
///
/// # Panics
/// When the documents have none, which a test rules out.
#[must_use]
pub fn matching() -> Value {
    let matcher = matcher(SIX);
    let mut documents = lines(1_000).into_iter();
    let document = documents.find_map(|line| {
        let document = serde_json::from_str(&line).expect("a document");
        matcher.matches(&document).then_some(document)
    });
    document.expect("a document that matches")
}
