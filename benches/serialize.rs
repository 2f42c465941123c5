//! Values to text: the limits, what people write without a library, and its own ways, on the six-clause filter
//! with four texts and three integers known at run time.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use fql_benches::filters::{self, CLEAN, DIRTY};
use fql_benches::{scan_copy, typed};

fn serialize(criterion: &mut Criterion) {
    for (name, values) in [("clean", CLEAN), ("2 of 4 escaped", DIRTY)] {
        let mut group = criterion.benchmark_group(format!("serialize, {name}"));
        let bytes = filters::six_clauses(values).len();
        group.throughput(Throughput::Bytes(bytes as u64));
        group.bench_function("format! unescaped", |bencher| {
            bencher.iter(|| scan_copy::format_unescaped(black_box(&values)));
        });
        group.bench_function("format! and replace", |bencher| {
            bencher.iter(|| scan_copy::format_replaced(black_box(&values)));
        });
        group.bench_function("limit, memchr", |bencher| {
            bencher.iter(|| scan_copy::scan_memchr(black_box(&values)));
        });
        group.bench_function("limit, words", |bencher| {
            bencher.iter(|| scan_copy::scan_words(black_box(&values)));
        });
        group.bench_function("fields", |bencher| {
            bencher.iter(|| typed::fields(black_box(&values)));
        });
        group.bench_function("fql!", |bencher| {
            bencher.iter(|| typed::placeholders(black_box(&values)));
        });
        group.bench_function("at run time", |bencher| {
            bencher.iter(|| typed::at_run_time(black_box(&values)));
        });
        group.finish();
    }
}

criterion_group!(benches, serialize);
criterion_main!(benches);
