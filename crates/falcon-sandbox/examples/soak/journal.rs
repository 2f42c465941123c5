//! The requests that the sandbox received.

use std::collections::BTreeMap;

use falcon_sandbox::Requests;
use serde::{Deserialize, Serialize};

/// The write operations of a run.
pub(crate) const WRITE_OPERATIONS: [&str; 3] = [
    "patch_external_assets",
    "post_policy_rules",
    "delete_policy_rules",
];

/// All requests of a run, recorded by the server process.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Journal {
    /// Requests by operation and response status, including responses that did not arrive.
    pub(crate) requests: BTreeMap<String, BTreeMap<u16, u64>>,
    /// Operation and trace id of each write that was executed.
    pub(crate) executed_writes: Vec<(String, String)>,
    /// Requests that the sandbox forgot before they were recorded.
    pub(crate) missed: u64,
    /// The resident memory of the server process at the end.
    pub(crate) memory_kib: u64,
    #[serde(skip)]
    recorded: u64,
}

impl Journal {
    /// Adds the requests since the last call.
    pub(crate) fn record(&mut self, requests: &Requests) {
        let new = requests.total() - self.recorded;
        self.recorded = requests.total();
        let mut found = 0;
        for request in requests.recent().rev().take(usize::try_from(new).unwrap()) {
            found += 1;
            let operation = request.operation.unwrap_or("none").to_owned();
            if WRITE_OPERATIONS.contains(&&*operation) && request.status < 300 {
                let write = (operation.clone(), request.trace_id.clone());
                self.executed_writes.push(write);
            }
            let by_status = self.requests.entry(operation).or_default();
            *by_status.entry(request.status).or_default() += 1;
        }
        self.missed += new - found;
    }

    /// Returns the number of requests of an operation.
    pub(crate) fn count(&self, operation: &str) -> u64 {
        let by_status = self.requests.get(operation);
        by_status.map_or(0, |by_status| by_status.values().sum())
    }

    /// Returns the number of responses with a status.
    pub(crate) fn count_status(&self, status: u16) -> u64 {
        let by_status = self.requests.values();
        by_status
            .filter_map(|by_status| by_status.get(&status))
            .sum()
    }

    pub(crate) fn total(&self) -> u64 {
        self.requests.values().flat_map(BTreeMap::values).sum()
    }
}
