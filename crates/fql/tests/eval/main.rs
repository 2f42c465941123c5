//! Evaluation of filters against JSON documents.

#![cfg(feature = "eval")]

use fql::eval::Matcher;
use fql::{Collection, Filter, Instant};
use serde_json::Value;

mod docs;
mod explanation;
mod hostile;
mod properties;
mod structure;
mod timestamps;
mod values;

const NOW: &str = "2026-11-22T10:00:00Z";

/// A filter, documents that it matches, and documents that it does not match.
type Row = (
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
);

fn matcher<C: Collection>(filter: &Filter<C>) -> Matcher {
    let now: Instant = NOW.parse().expect("valid timestamp");
    Matcher::new(filter, now).expect("valid filter")
}

/// Asserts the result of a filter for a document, for each way to evaluate it, and the opposite
/// result of its negation.
#[track_caller]
fn assert_matches<C: Collection>(filter: &str, document: &str, expected: bool) {
    let parsed: Filter<C> = filter
        .parse()
        .unwrap_or_else(|error| panic!("{filter}: {error}"));
    let value: Value =
        serde_json::from_str(document).unwrap_or_else(|error| panic!("{document}: {error}"));
    let context = format!("{filter} on {document}");
    let matcher = matcher(&parsed);
    assert_eq!(matcher.matches(&value), expected, "{context}");
    let from_json = matcher.matches_json(document.as_bytes());
    assert_eq!(from_json, Ok(expected), "{context}, from JSON text");
    assert_eq!(
        matcher.explain(&value).matches(),
        expected,
        "{context}, explained"
    );
    if !parsed.is_match_all() {
        let negated = parsed.negate().expect("negatable filter");
        let negated = self::matcher(&negated);
        assert_eq!(negated.matches(&value), !expected, "{context}, negated");
    }
}

#[track_caller]
fn assert_rows<C: Collection>(rows: &[Row]) {
    for (filter, matching, non_matching) in rows {
        for document in *matching {
            assert_matches::<C>(filter, document, true);
        }
        for document in *non_matching {
            assert_matches::<C>(filter, document, false);
        }
    }
}
