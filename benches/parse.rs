//! Parsing to a tree, to a validated tree and to a filter, validation alone, and the limit, for every
//! sample.
//!
//! Criterion reports the throughput, so that samples of different lengths compare by time per byte. For
//! ratios run the bench `ratios`.

#[path = "criterion_setup.rs"]
mod setup;

use criterion::{Criterion, criterion_group, criterion_main};
use fql_benches::works;

fn parse(criterion: &mut Criterion) {
    setup::bench(criterion, works::READ);
}

criterion_group! {
    name = benches;
    config = setup::criterion();
    targets = parse
}
criterion_main!(benches);
