//! Tree to text: a tree that was read is printed again, for every text of the set; and the text of a
//! filter, which is only looked at.
//!
//! A tree remembers which clauses are spelled as they are to be printed, and copies those;
//! `6 clauses, spaced` has none. For ratios to the limit run the bench `ratios`.

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
