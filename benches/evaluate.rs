//! Building matchers and evaluating documents, compared with a straightforward evaluator and with only
//! parsing the documents.
//!
//! Criterion reports the throughput. For ratios run the bench `ratios` with `-- evaluate`.

#[path = "criterion_setup.rs"]
mod setup;

use criterion::{Criterion, criterion_group, criterion_main};
use fql_benches::works;

fn evaluate(criterion: &mut Criterion) {
    setup::bench(criterion, works::EVALUATE);
}

criterion_group! {
    name = benches;
    config = setup::criterion();
    targets = evaluate
}
criterion_main!(benches);
