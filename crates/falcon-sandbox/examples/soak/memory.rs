//! The memory of this process, and whether it stays as it is.

use std::time::Duration;

/// By so much it may be more in the last third than in the second.
const ROOM: u64 = 1024;

/// What is resident now, in KiB; nothing where the system does not say so.
pub(crate) fn resident() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// Sizes at times that are equally far apart, in KiB.
#[derive(Debug)]
pub(crate) struct Samples {
    sizes: Vec<u64>,
}

impl Samples {
    /// Room for those of some hours, which is not to grow while it is measured.
    pub(crate) fn new() -> Self {
        let mut sizes = vec![1; 10_000];
        sizes.clear();
        Self { sizes }
    }

    /// Takes one every so often, until it is dropped.
    pub(crate) async fn take_every(&mut self, time: Duration) {
        let mut ticks = tokio::time::interval(time);
        while self.sizes.len() < self.sizes.capacity() {
            ticks.tick().await;
            self.sizes.extend(resident());
        }
    }

    /// The medians of the three thirds; nothing when there are too few.
    pub(crate) fn thirds(&self) -> Option<[u64; 3]> {
        let third = self.sizes.len() / 3;
        let median = |part: usize| {
            let mut sizes = self.sizes[part * third..(part + 1) * third].to_vec();
            sizes.sort_unstable();
            sizes[sizes.len() / 2]
        };
        (third >= 3).then(|| [median(0), median(1), median(2)])
    }

    pub(crate) fn largest(&self) -> Option<u64> {
        self.sizes.iter().max().copied()
    }

    pub(crate) fn is_flat([_, second, last]: [u64; 3]) -> bool {
        last <= second + ROOM
    }
}
