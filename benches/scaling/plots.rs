//! What is plotted, and for which sizes.

use std::hint::black_box;

use fql_benches::filters::{self, CLEAN};
use fql_benches::long::{self, Clauses};
use fql_benches::{evaluation, lists};

use crate::Series;
use crate::inputs::{self, to_checked_tree, to_text, to_tree};

/// A plot's name, and what makes its series.
type Plot = (&'static str, fn() -> Vec<Series>);

pub(crate) const ALL: [Plot; 6] = [
    ("clauses", clauses),
    ("value", value),
    ("list", list),
    ("nesting", nesting),
    ("document", document),
    ("documents", documents),
];

/// By the count of clauses.
fn clauses() -> Vec<Series> {
    const SIZES: [usize; 9] = [6, 20, 50, 100, 200, 400, 600, 800, 1_000];
    let text = |count| filters::clauses(count, CLEAN);
    vec![
        Series::new("text to checked tree", &SIZES, |count| {
            to_checked_tree(text(count))
        }),
        Series::new("text to tree", &SIZES, |count| to_tree(text(count))),
        Series::new("tree to text", &SIZES, |count| to_text(text(count))),
        Series::new("typed fields", &SIZES, |count| {
            let clauses = Clauses::new(count, CLEAN);
            move || long::fields(black_box(&clauses))
        }),
    ]
}

/// By the bytes of the one value.
fn value() -> Vec<Series> {
    const SIZES: [usize; 8] = [100, 2_000, 4_000, 8_000, 16_000, 32_000, 48_000, 64_000];
    let text = |bytes| inputs::field(&inputs::value(bytes)).into_string();
    vec![
        Series::new("text to checked tree", &SIZES, |bytes| {
            to_checked_tree(text(bytes))
        }),
        Series::new("text to tree", &SIZES, |bytes| to_tree(text(bytes))),
        Series::new("tree to text", &SIZES, |bytes| to_text(text(bytes))),
        Series::new("typed field", &SIZES, |bytes| {
            let value = inputs::value(bytes);
            move || inputs::field(black_box(&value))
        }),
    ]
}

/// By the count of a list's elements.
fn list() -> Vec<Series> {
    const SIZES: [usize; 8] = [3, 30, 100, 300, 600, 1_000, 2_000, 3_000];
    vec![
        Series::new("texts to checked tree", &SIZES, |count| {
            to_checked_tree(filters::texts(count))
        }),
        Series::new("integers to checked tree", &SIZES, |count| {
            to_checked_tree(filters::integers(count))
        }),
        Series::new("texts by a typed field", &SIZES, |count| {
            let cities = lists::cities(count as u32);
            move || lists::texts(black_box(&cities))
        }),
        Series::new("integers by a typed field", &SIZES, |count| {
            let ports = lists::ports(count as u32);
            move || lists::integers(black_box(&ports))
        }),
    ]
}

/// By how many parentheses lie within each other, up to what is read.
fn nesting() -> Vec<Series> {
    const SIZES: [usize; 8] = [2, 16, 32, 48, 64, 80, 100, 126];
    vec![
        Series::new("text to checked tree", &SIZES, |count| {
            to_checked_tree(filters::levels(count))
        }),
        Series::new("text to tree", &SIZES, |count| {
            to_tree(filters::levels(count))
        }),
        Series::new("tree to text", &SIZES, |count| {
            to_text(filters::levels(count))
        }),
        Series::new("typed fields", &SIZES, |count| {
            move || inputs::levels(black_box(count))
        }),
    ]
}

/// By the bytes of one document.
fn document() -> Vec<Series> {
    const SIZES: [usize; 7] = [1_000, 4_000, 8_000, 16_000, 32_000, 48_000, 64_000];
    vec![
        Series::new("document as text", &SIZES, |bytes| {
            let matcher = evaluation::matcher(evaluation::DEEP);
            let document = inputs::document(bytes);
            move || matcher.matches_json(black_box(document.as_bytes()))
        }),
        Series::new("parsed document", &SIZES, |bytes| {
            let matcher = evaluation::matcher(evaluation::DEEP);
            let document: serde_json::Value =
                serde_json::from_str(&inputs::document(bytes)).expect("a document");
            move || matcher.matches(black_box(&document))
        }),
    ]
}

/// By the count of documents of about 1,200 bytes.
fn documents() -> Vec<Series> {
    const SIZES: [usize; 7] = [10, 100, 250, 500, 1_000, 1_500, 2_000];
    let found = |filter, count| {
        let matcher = evaluation::matcher(filter);
        let lines = evaluation::lines(count);
        move || {
            let lines = black_box(&lines).iter();
            let found = lines.filter(|line| matcher.matches_json(line.as_bytes()) == Ok(true));
            found.count()
        }
    };
    vec![
        Series::new("wildcards in arrays", &SIZES, |count| {
            found(evaluation::DEEP, count)
        }),
        Series::new("1 in 300 matches", &SIZES, |count| {
            found(evaluation::SELECTIVE, count)
        }),
    ]
}
