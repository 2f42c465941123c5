//! Evaluation of filters against documents.

use fql::collections::any::Any;
use fql::collections::external_assets::ExternalAssets;
use fql::eval::Matcher;
use fql::{Collection, Filter, Instant};
use serde_json::Value;

use crate::all_types::AllTypes;

/// Checks, for a filter on the first line and a document after it, that all ways to evaluate agree, that
/// the negation has the opposite result, and that JSON is rejected exactly if `serde_json` rejects it.
pub fn check(data: &[u8]) {
    let Some((filter, document)) = crate::first_line(data) else {
        return;
    };
    check_collection::<Any>(filter, document);
    check_collection::<AllTypes>(filter, document);
    check_collection::<ExternalAssets>(filter, document);
}

/// A fixed value of `now`, so that results are reproducible.
pub(crate) fn now() -> Instant {
    match "2026-11-22T10:00:00Z".parse() {
        Ok(now) => now,
        Err(error) => panic!("{error}"),
    }
}

fn check_collection<C: Collection>(source: &str, document: &[u8]) {
    let Ok(filter) = source.parse::<Filter<C>>() else {
        return;
    };
    let matcher = matcher(&filter);
    let from_json = matcher.matches_json(document);
    let Ok(value) = serde_json::from_slice::<Value>(document) else {
        let error = from_json.expect_err("rejected by serde_json");
        assert!(error.offset() <= document.len());
        return;
    };
    let matches = matcher.matches(&value);
    assert_eq!(from_json, Ok(matches), "{filter}");
    assert_eq!(matcher.explain(&value).matches(), matches, "{filter}");
    if !source.contains("now") {
        assert_eq!(filter.matches(&value), matches, "{filter}");
    }
    let serialized = value.to_string();
    assert_eq!(
        matcher.matches_json(serialized.as_bytes()),
        Ok(matches),
        "{serialized}"
    );

    // The tree as written, before it is printed canonically.
    if let Ok(tree) = fql_syntax::parse(source) {
        let as_written = Matcher::from_tree(&C::TABLE, &tree, now());
        assert_eq!(as_written.matches(&value), matches, "{source}");
    }
    match filter.clone().negate() {
        Err(_) => assert!(filter.is_match_all() && matches),
        Ok(negated) => {
            assert_eq!(
                self::matcher(&negated).matches(&value),
                !matches,
                "{negated}"
            );
            let both = self::matcher(&(filter.clone() & negated.clone()));
            assert!(!both.matches(&value), "{filter}");
            let either = self::matcher(&(filter | negated));
            assert_eq!(either.matches_json(document), Ok(true));
        }
    }
}

fn matcher<C: Collection>(filter: &Filter<C>) -> Matcher {
    match Matcher::new(filter, now()) {
        Ok(matcher) => matcher,
        Err(error) => panic!("{error}"),
    }
}
