//! Text to tree, to a checked tree and to a filter, and the check alone, beside the limit, for every
//! text of the set.
//!
//! Criterion reports the throughput, so that texts of different lengths compare by their time a
//! byte. For ratios run the bench `ratios`.

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
