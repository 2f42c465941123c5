//! Lowering filters to SQL.

#[path = "criterion_setup.rs"]
mod setup;

use criterion::{Criterion, criterion_group, criterion_main};
use fql_benches::works;

fn lower(criterion: &mut Criterion) {
    setup::bench(criterion, works::SQL);
}

criterion_group! {
    name = benches;
    config = setup::criterion();
    targets = lower
}
criterion_main!(benches);
