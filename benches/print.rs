//! Printing a parsed tree, for every sample, and accessing the text of a filter.
//!
//! A tree remembers which clauses are in canonical form and copies those; `6 clauses, spaced` has none.
//! For ratios to the limit run the bench `ratios`.

#[path = "criterion_setup.rs"]
mod setup;

use criterion::{Criterion, criterion_group, criterion_main};
use fql_benches::works;

fn print(criterion: &mut Criterion) {
    setup::bench(criterion, works::PRINT);
}

criterion_group! {
    name = benches;
    config = setup::criterion();
    targets = print
}
criterion_main!(benches);
