//! Tree to text: a tree that was read is printed again, for every text of the set, and the limit
//! writes the six-clause filter from its values.
//!
//! What is unfair: the limit has no tree and knows the one filter that it writes. The tree, for
//! its part, remembers which clauses are spelled as they are to be printed, and copies those;
//! `6 clauses, spaced` has none.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use fql_benches::filters::{self, CLEAN, DIRTY};
use fql_benches::scan_copy;

fn print(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("print");
    for sample in filters::set() {
        let tree = fql_syntax::parse(&sample.text).expect("a filter");
        group.throughput(Throughput::Bytes(sample.text.len() as u64));
        group.bench_function(BenchmarkId::new("fql", sample.name), |bencher| {
            bencher.iter(|| black_box(&tree).to_string());
        });
    }
    for (name, values) in [("6 clauses", CLEAN), ("6 clauses, dirty", DIRTY)] {
        let bytes = filters::six_clauses(values).len();
        group.throughput(Throughput::Bytes(bytes as u64));
        group.bench_function(BenchmarkId::new("limit", name), |bencher| {
            bencher.iter(|| scan_copy::scan_words(black_box(&values)));
        });
    }
    group.finish();
}

criterion_group!(benches, print);
criterion_main!(benches);
