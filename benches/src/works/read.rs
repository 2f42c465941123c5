//! Text to tree, and to a filter, beside the limit.

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
    let tree = fql_syntax::parse(text).expect("a filter");
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
            let findings = tree.map(|tree| fql::validate::<ExternalAssets>(&tree));
            drop(black_box(findings));
        }),
        work("filter", |text| {
            drop(black_box(text.parse::<Filter<ExternalAssets>>()));
        }),
        Work::new("check alone", sample.name, text.len(), move || {
            fql::validate::<ExternalAssets>(black_box(&tree))
        }),
    ]
}
