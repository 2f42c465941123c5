//! Building and serializing an aggregation request, compared with a plain serde struct.
//!
//! For ratios run the bench `ratios` with `-- goals`; `benches/peers` compares with other crates.

#[path = "criterion_setup.rs"]
mod setup;

use criterion::{Criterion, criterion_group, criterion_main};
use fql_benches::works;

fn aggregates(criterion: &mut Criterion) {
    setup::bench(criterion, works::AGGREGATE);
}

criterion_group! {
    name = benches;
    config = setup::criterion();
    targets = aggregates
}
criterion_main!(benches);
