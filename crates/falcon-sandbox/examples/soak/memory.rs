//! The resident memory of this process over time.

use std::time::Duration;

/// The permitted growth from the second third of a run to the last one.
const TOLERANCE_KIB: u64 = 1024;

/// Returns the resident memory, where the system reports it.
pub(crate) fn resident_kib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// Samples at regular intervals, in KiB.
#[derive(Debug)]
pub(crate) struct Samples(Vec<u64>);

impl Samples {
    /// Allocates enough for some hours, so that the samples do not change the measurement.
    pub(crate) fn new() -> Self {
        Self(allocated(10_000, 1))
    }

    /// Takes samples until the future is dropped.
    pub(crate) async fn collect(&mut self, interval: Duration) {
        let mut ticks = tokio::time::interval(interval);
        loop {
            ticks.tick().await;
            self.0.extend(resident_kib());
        }
    }

    /// Returns the medians of the three thirds, unless there are too few samples.
    pub(crate) fn medians_of_thirds(&self) -> Option<[u64; 3]> {
        let third = self.0.len() / 3;
        let median = |part: usize| {
            let mut samples = self.0[part * third..(part + 1) * third].to_vec();
            samples.sort_unstable();
            samples[samples.len() / 2]
        };
        (third >= 3).then(|| [median(0), median(1), median(2)])
    }

    pub(crate) fn max(&self) -> Option<u64> {
        self.0.iter().max().copied()
    }
}

pub(crate) fn is_flat([_, second, last]: [u64; 3]) -> bool {
    last <= second + TOLERANCE_KIB
}

/// Returns an empty vector whose memory is resident.
pub(crate) fn allocated<T: Clone>(capacity: usize, value: T) -> Vec<T> {
    let mut vector = vec![value; capacity];
    vector.clear();
    vector
}
