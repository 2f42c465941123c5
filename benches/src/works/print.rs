//! Printing a tree and a filter.

use std::hint::black_box;

use fql::Filter;
use fql::collections::external_assets::ExternalAssets;

use super::Work;
use crate::filters;

pub(super) fn works() -> Vec<Work> {
    filters::set().into_iter().flat_map(on).collect()
}

fn on(sample: filters::Sample) -> [Work; 3] {
    let text: &str = sample.text.leak();
    let tree: &_ = Box::leak(Box::new(fql_syntax::parse(text).expect("a valid filter")));
    let filter: Filter<ExternalAssets> = text.parse().expect("a valid filter");
    [
        Work::new("tree", sample.name, text.len(), move || {
            black_box(tree).canonical()
        }),
        Work::new("tree, Display", sample.name, text.len(), move || {
            black_box(tree).to_string()
        }),
        Work::new("filter, as_str", sample.name, text.len(), move || {
            black_box(black_box(&filter).as_str());
        }),
    ]
}
