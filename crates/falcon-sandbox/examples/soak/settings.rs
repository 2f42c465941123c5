//! Options of a run.

use std::time::Duration;

use clap::Parser;
use serde::{Deserialize, Serialize};

/// Runs falcon-transport against a sandbox and verifies the results
#[derive(Clone, Debug, Parser, Serialize, Deserialize)]
pub(crate) struct Settings {
    /// Minimum duration in minutes; the first pass of each listing is always completed
    #[arg(long, default_value_t = 10.0)]
    minutes: f64,
    /// Number of assets
    #[arg(long, default_value_t = 1_000_000, value_parser = clap::value_parser!(u64).range(1_000..))]
    pub(crate) assets: u64,
    /// Share of the requests with a fault
    #[arg(long, default_value_t = 0.02)]
    pub(crate) faults: f64,
    /// Lifetime of a token in seconds
    #[arg(long, default_value_t = 5)]
    pub(crate) token_seconds: u64,
    /// Requests per minute
    #[arg(long, default_value_t = 6_000)]
    pub(crate) rate_limit: u32,
    /// Seed of the assets and the faults
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// The run takes seconds, as a test.
    #[arg(skip)]
    pub(crate) quick: bool,
}

/// Sizes and intervals.
pub(crate) struct Pace {
    /// Ids per page where only ids are listed.
    pub(crate) id_page: u32,
    /// Ids per page where details are fetched.
    pub(crate) detail_page: u32,
    /// Ids per request of details.
    pub(crate) batch: usize,
    /// Items after which a listing is dropped and resumed.
    pub(crate) restart_after: u64,
    /// Duration of a delayed response.
    pub(crate) stall: Duration,
    /// Pause between two writes.
    pub(crate) write_pause: Duration,
    /// Interval between two samples of the memory.
    pub(crate) sample_interval: Duration,
}

/// The client's timeout for an attempt.
pub(crate) const REQUEST_TIMEOUT: Duration = Duration::from_secs(10);

const QUICK: Settings = Settings {
    minutes: 2.0 / 60.0,
    assets: 1_000,
    faults: 0.06,
    token_seconds: 1,
    // A limit that is reached stops all requests until the minute ends.
    rate_limit: 1_000_000,
    seed: 1,
    quick: true,
};

impl Settings {
    /// Reads the command line; without options, or as a test, the run is a quick one.
    pub(crate) fn from_arguments() -> Self {
        if cfg!(test) || std::env::args().len() == 1 {
            return QUICK;
        }
        Self::parse()
    }

    pub(crate) fn duration(&self) -> Duration {
        Duration::from_secs_f64(self.minutes * 60.0)
    }

    pub(crate) const fn pace(&self) -> Pace {
        if self.quick {
            Pace {
                id_page: 10,
                detail_page: 100,
                batch: 20,
                restart_after: 333,
                stall: Duration::from_millis(50),
                write_pause: Duration::from_millis(10),
                sample_interval: Duration::from_millis(100),
            }
        } else {
            Pace {
                id_page: 100,
                detail_page: 1_000,
                batch: 100,
                restart_after: self.assets / 13,
                stall: Duration::from_millis(500),
                write_pause: Duration::from_millis(150),
                sample_interval: Duration::from_secs(2),
            }
        }
    }
}
