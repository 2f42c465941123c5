//! The state that the tasks of a run share.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Instant;

use falcon_transport::{Error, Falcon};

use crate::asset_ids::AssetIds;
use crate::settings::Settings;

/// State that the tasks of a run share.
pub(crate) struct Run {
    pub(crate) settings: Settings,
    pub(crate) falcon: Falcon,
    pub(crate) ids: Arc<AssetIds>,
    pub(crate) start: Instant,
    pub(crate) listings_done: AtomicBool,
    pub(crate) violations: Mutex<Vec<String>>,
    pub(crate) failed_calls: Mutex<BTreeMap<String, u64>>,
}

/// The maximum number of reported violations.
const MAX_VIOLATIONS: usize = 50;

impl Run {
    /// Returns `true` after the requested duration.
    pub(crate) fn is_over(&self) -> bool {
        self.start.elapsed() >= self.settings.duration()
    }

    /// Returns `true` when the listings have ended and nothing more has to be written.
    pub(crate) fn listings_done(&self) -> bool {
        self.listings_done.load(Ordering::Relaxed)
    }

    pub(crate) fn add_violation(&self, violation: impl Into<String>) {
        let mut violations = self.violations.lock().unwrap();
        if violations.len() < MAX_VIOLATIONS {
            violations.push(violation.into());
        }
    }

    /// Counts a failed call. Returns `true` if a fault explains the error.
    pub(crate) fn add_failed_call(&self, error: &Error) -> bool {
        let is_fault =
            error.is_retryable() || error.is_unauthorized() || error.may_have_been_done();
        if !is_fault {
            self.add_violation(format!("call failed without a fault: {error:?}"));
        }
        let operation = error
            .operation()
            .map_or("none", |operation| operation.name());
        let reason = match error.status() {
            _ if error.is_timeout() => "timeout".to_owned(),
            _ if error.is_truncated() => "truncated body".to_owned(),
            Some(status) => format!("status {status}"),
            None => "connection lost".to_owned(),
        };
        let mut failed_calls = self.failed_calls.lock().unwrap();
        *failed_calls
            .entry(format!("{operation}: {reason}"))
            .or_default() += 1;
        is_fault
    }
}
