//! How criterion measures here.

use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput};
use fql_benches::works::Topic;

/// About a second for each work: all benches together are to take minutes, and the bench
/// `ratios`, which times candidates in turn, is what claims rest on.
pub(crate) fn criterion() -> Criterion {
    Criterion::default()
        .sample_size(50)
        .warm_up_time(Duration::from_millis(200))
        .measurement_time(Duration::from_millis(800))
}

/// Measures every work of a topic.
pub(crate) fn bench(criterion: &mut Criterion, topic: Topic) {
    let mut group = criterion.benchmark_group(topic.name);
    for work in (topic.works)() {
        group.throughput(Throughput::Bytes(work.bytes as u64));
        let id = BenchmarkId::new(work.what, &work.on);
        group.bench_function(id, |bencher| bencher.iter(|| work.run()));
    }
    group.finish();
}
