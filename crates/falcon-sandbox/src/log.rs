//! What was asked.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, PoisonError};

/// So many requests are remembered one by one.
const REMEMBERED: usize = 1000;

/// The requests that a sandbox got, as they stood when this was asked for.
///
/// Nothing secret is in it: no header and no body.
#[derive(Clone, Debug, Default)]
pub struct Requests {
    counts: BTreeMap<&'static str, u64>,
    unknown: u64,
    last: VecDeque<LoggedRequest>,
}

/// One request that was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LoggedRequest {
    /// The id of the operation; nothing for a path or a method that is none's.
    pub operation: Option<&'static str>,
    /// The method.
    pub method: String,
    /// The path.
    pub path: String,
    /// What stands behind the `?`, as it came.
    pub query: String,
    /// The status of the answer, also where a fault kept it from arriving.
    pub status: u16,
    /// The trace id of the answer, by which a client's answer or error is found here.
    pub trace_id: String,
}

impl Requests {
    /// How many requests of an operation there were, by the id that the documents give it. Those
    /// about tokens are `oauth2AccessToken` and `oauth2RevokeToken`.
    #[must_use]
    pub fn count(&self, operation: &str) -> u64 {
        self.counts.get(operation).copied().unwrap_or_default()
    }

    /// How many requests there were of each operation that had any, by id.
    pub fn counts(&self) -> impl Iterator<Item = (&'static str, u64)> {
        self.counts.iter().map(|(id, count)| (*id, *count))
    }

    /// How many requests were of no operation.
    #[must_use]
    pub fn unknown(&self) -> u64 {
        self.unknown
    }

    /// How many requests there were in all, those about tokens included.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.counts.values().sum::<u64>() + self.unknown
    }

    /// The last 1,000 requests, in the order in which they were answered.
    pub fn last(&self) -> impl DoubleEndedIterator<Item = &LoggedRequest> {
        self.last.iter()
    }
}

/// Where requests are counted.
#[derive(Debug, Default)]
pub(crate) struct Log {
    requests: Mutex<Requests>,
}

impl Log {
    pub(crate) fn add(&self, request: LoggedRequest) {
        let mut requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        match request.operation {
            Some(id) => *requests.counts.entry(id).or_default() += 1,
            None => requests.unknown += 1,
        }
        if requests.last.len() == REMEMBERED {
            requests.last.pop_front();
        }
        requests.last.push_back(request);
    }

    pub(crate) fn read(&self) -> Requests {
        self.requests
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}
