//! Text to tree, and to a checked filter, beside the limit, for every text of the set.
//!
//! Criterion reports the throughput, so that texts of different lengths compare by their time a
//! byte. For ratios run the bench `ratios`.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use fql::Filter;
use fql::collections::external_assets::ExternalAssets;
use fql_benches::{filters, limit_parser};

fn parse(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("parse");
    for sample in filters::set() {
        let text = sample.text.as_str();
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_with_input(
            BenchmarkId::new("fql", sample.name),
            text,
            |bencher, text| {
                bencher.iter(|| fql_syntax::parse(black_box(text)));
            },
        );
        group.bench_with_input(
            BenchmarkId::new("fql, to a filter", sample.name),
            text,
            |bencher, text| {
                bencher.iter(|| black_box(text).parse::<Filter<ExternalAssets>>());
            },
        );
        group.bench_with_input(
            BenchmarkId::new("limit", sample.name),
            text,
            |bencher, text| {
                bencher.iter(|| limit_parser::parse(black_box(text)));
            },
        );
    }
    group.finish();
}

criterion_group!(benches, parse);
criterion_main!(benches);
