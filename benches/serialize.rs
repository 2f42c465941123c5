//! Building filters from values: with the library, with the limits, and without the library, for every
//! sample.
//!
//! For ratios run the bench `ratios`.

#[path = "criterion_setup.rs"]
mod setup;

use criterion::{Criterion, criterion_group, criterion_main};
use fql_benches::works;

fn serialize(criterion: &mut Criterion) {
    setup::bench(criterion, works::WRITE);
}

criterion_group! {
    name = benches;
    config = setup::criterion();
    targets = serialize
}
criterion_main!(benches);
