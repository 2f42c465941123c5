//! Filters held against documents, beside a naive walk and beside only reading the documents.
//!
//! Criterion reports the throughput. For ratios run the bench `ratios` with `-- evaluate`.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use fql_benches::evaluation::{DEEP, SELECTIVE, SIX, lines, matcher, matching};
use fql_benches::naive;
use serde::de::IgnoredAny;
use serde_json::Value;

/// One document that was parsed before.
fn document(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("evaluate a document");
    let document = matching();
    let matcher = matcher(SIX);
    let tree = fql_syntax::parse(SIX).expect("a filter");
    group.bench_function("fql", |bencher| {
        bencher.iter(|| matcher.matches(black_box(&document)));
    });
    group.bench_function("naive walk", |bencher| {
        bencher.iter(|| naive::matches(&tree, black_box(&document)));
    });
    group.finish();
}

/// Documents as text, one after the other.
fn stream(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("evaluate a stream");
    let lines = lines(1_000);
    let bytes: usize = lines.iter().map(String::len).sum();
    group.throughput(Throughput::Bytes(bytes as u64));
    for (name, filter) in [("selective", SELECTIVE), ("deep", DEEP)] {
        let matcher = matcher(filter);
        let found = |line: &&String| {
            matcher
                .matches_json(line.as_bytes())
                .is_ok_and(|found| found)
        };
        group.bench_with_input(BenchmarkId::new("fql", name), &lines, |bencher, lines| {
            bencher.iter(|| lines.iter().filter(found).count());
        });
        let built = |line: &&String| {
            let document: Result<Value, _> = serde_json::from_str(line);
            document.is_ok_and(|document| matcher.matches(&document))
        };
        group.bench_with_input(
            BenchmarkId::new("fql, by way of values", name),
            &lines,
            |bencher, lines| bencher.iter(|| lines.iter().filter(built).count()),
        );
    }
    group.bench_function("serde_json to a value, no more", |bencher| {
        bencher.iter(|| {
            let values = lines.iter().map(|line| serde_json::from_str::<Value>(line));
            values.filter(Result::is_ok).count()
        });
    });
    group.bench_function("serde_json to nothing", |bencher| {
        bencher.iter(|| {
            let nothing = lines
                .iter()
                .map(|line| serde_json::from_str::<IgnoredAny>(line));
            nothing.filter(Result::is_ok).count()
        });
    });
    group.finish();
}

criterion_group!(benches, document, stream);
criterion_main!(benches);
