//! Parsing to a tree and to a filter, compared with the limit.

use std::hint::black_box;

use fql::Filter;
use fql::collections::external_assets::ExternalAssets;

use super::Work;
use crate::{filters, limit_parser};

pub(super) fn works() -> Vec<Work> {
    filters::set().into_iter().flat_map(on).collect()
}

fn on(sample: filters::Sample) -> [Work; 5] {
    let text: &str = sample.text.leak();
    let tree = fql_syntax::parse(text).expect("a valid filter");
    let work = |what, work: fn(&str)| {
        Work::new(what, sample.name, text.len(), move || work(black_box(text)))
    };
    [
        work("limit: tree", |text| {
            drop(black_box(limit_parser::parse(text)));
        }),
        work("tree", |text| drop(black_box(fql_syntax::parse(text)))),
        work("checked tree", |text| {
            let tree = fql_syntax::parse(text);
            let diagnostics = tree.map(|tree| fql::syntax::validate::<ExternalAssets>(&tree));
            drop(black_box(diagnostics));
        }),
        work("filter", |text| {
            drop(black_box(text.parse::<Filter<ExternalAssets>>()));
        }),
        Work::new("validation only", sample.name, text.len(), move || {
            fql::syntax::validate::<ExternalAssets>(black_box(&tree))
        }),
    ]
}
