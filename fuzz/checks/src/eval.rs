//! Documents held against filters.

use fql::collections::any::Any;
use fql::collections::external_assets::ExternalAssets;
use fql::eval::Matcher;
use fql::{Collection, Filter, Instant};
use serde_json::Value;

use crate::things::Things;

/// The input is a filter on a line, and a document. Whatever the way to ask, the answer is one; a
/// negation gives the other; and a text is refused just where `serde_json` reads no value.
pub fn check(data: &[u8]) {
    let Some((filter, document)) = crate::first_line(data) else {
        return;
    };
    answers::<Any>(filter, document);
    answers::<Things>(filter, document);
    answers::<ExternalAssets>(filter, document);
}

/// A time that `now` is, so that an input means the same whenever it is tried.
pub(crate) fn now() -> Instant {
    match "2026-11-22T10:00:00Z".parse() {
        Ok(now) => now,
        Err(error) => panic!("{error}"),
    }
}

fn answers<C: Collection>(text: &str, document: &[u8]) {
    let Ok(filter) = text.parse::<Filter<C>>() else {
        return;
    };
    let matcher = matcher(&filter);
    let from_text = matcher.matches_json(document);
    let Ok(value) = serde_json::from_slice::<Value>(document) else {
        let error = from_text.expect_err("serde_json reads no value");
        assert!(error.offset() <= document.len());
        return;
    };
    let matches = matcher.matches(&value);
    assert_eq!(from_text, Ok(matches), "{filter}");
    assert_eq!(matcher.explain(&value).matches(), matches, "{filter}");
    if !text.contains("now") {
        assert_eq!(filter.matches(&value), matches, "{filter}");
    }
    let written = value.to_string();
    assert_eq!(
        matcher.matches_json(written.as_bytes()),
        Ok(matches),
        "{written}"
    );

    // As it was written, and not as it prints.
    if let Ok(tree) = fql_syntax::parse(text) {
        let as_written = Matcher::from_tree(&C::TABLE, &tree, now());
        assert_eq!(as_written.matches(&value), matches, "{text}");
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
