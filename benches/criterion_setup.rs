//! Criterion settings.

use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput};
use fql_benches::works::Topic;

/// Returns settings of about a second per workload, so that all benches take minutes. Published claims
/// rest on the bench `ratios`, which interleaves its candidates.
pub(crate) fn criterion() -> Criterion {
    Criterion::default()
        .sample_size(50)
        .warm_up_time(Duration::from_millis(200))
        .measurement_time(Duration::from_millis(800))
}

/// Measures every workload of a group.
pub(crate) fn bench(criterion: &mut Criterion, topic: Topic) {
    let mut group = criterion.benchmark_group(topic.name);
    for work in (topic.works)() {
        group.throughput(Throughput::Bytes(work.bytes as u64));
        let id = BenchmarkId::new(work.what, &work.on);
        group.bench_function(id, |bencher| bencher.iter(|| work.run()));
    }
    group.finish();
}
