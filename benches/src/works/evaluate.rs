//! Evaluating filters against a parsed document, a JSON document and many JSON documents.

use std::hint::black_box;

use fql::eval::Matcher;
use fql::{Filter, Instant};
use serde::de::IgnoredAny;
use serde_json::Value;

use super::Work;
use crate::evaluation::{DEEP, SELECTIVE, SIX, lines, matcher, matching};
use crate::naive;

/// The filters with their names.
const FILTERS: [(&str, &str); 3] = [("6 clauses", SIX), ("selective", SELECTIVE), ("deep", DEEP)];

pub(super) fn works() -> Vec<Work> {
    let mut works: Vec<Work> = FILTERS.into_iter().map(build).collect();
    works.extend(parsed_document());
    works.extend(document());
    works.extend(stream());
    works
}

/// Building the matcher of a filter.
fn build((name, text): (&'static str, &'static str)) -> Work {
    let filter: Filter<fql::collections::external_assets::ExternalAssets> =
        text.parse().expect("a valid filter");
    Work::new("build matcher", name, text.len(), move || {
        Matcher::new(black_box(&filter), Instant::from_unix(1_795_341_600))
    })
}

/// A parsed document that matches all six clauses.
fn parsed_document() -> [Work; 2] {
    let document: &Value = Box::leak(Box::new(matching()));
    let bytes = document.to_string().len();
    let on = "6 clauses, a parsed document";
    let tree = fql_syntax::parse(SIX).expect("a valid filter");
    let six = matcher(SIX);
    [
        Work::new("naive walk", on, bytes, move || {
            naive::matches(&tree, black_box(document))
        }),
        Work::new("matcher", on, bytes, move || {
            six.matches(black_box(document))
        }),
    ]
}

/// The same document as JSON.
fn document() -> Vec<Work> {
    let line: &str = matching().to_string().leak();
    on_lines("a document", Box::leak(Box::new([line.to_owned()])))
}

/// Many documents as JSON.
fn stream() -> Vec<Work> {
    on_lines("200 documents", lines(200).leak())
}

/// Counting the matching documents, and only parsing them.
fn on_lines(on: &str, lines: &'static [String]) -> Vec<Work> {
    let bytes = lines.iter().map(String::len).sum();
    let mut works = vec![
        Work::new("serde_json to Value only", on, bytes, move || {
            let values = black_box(lines).iter();
            let values = values.map(|line| serde_json::from_str::<Value>(line));
            values.filter(Result::is_ok).count()
        }),
        Work::new("serde_json to IgnoredAny", on, bytes, move || {
            let nothing = black_box(lines).iter();
            let nothing = nothing.map(|line| serde_json::from_str::<IgnoredAny>(line));
            nothing.filter(Result::is_ok).count()
        }),
    ];
    works.extend(FILTERS.map(|(name, text)| {
        let matcher = matcher(text);
        let found = move |line: &&String| matcher.matches_json(line.as_bytes()) == Ok(true);
        Work::new("matcher", format!("{name}, {on}"), bytes, move || {
            black_box(lines).iter().filter(&found).count()
        })
    }));
    works
}
