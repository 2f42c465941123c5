//! A log of the requests that a sandbox received.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Maximum number of requests in the log; older ones are only counted.
const MAX_LOGGED: usize = 1000;

/// A snapshot of the requests that a sandbox received, for assertions in tests.
///
/// Headers and bodies are not recorded, so the log contains no credentials or tokens.
#[derive(Clone, Debug, Default)]
pub struct Requests {
    counts: BTreeMap<&'static str, u64>,
    unknown: u64,
    recent: VecDeque<LoggedRequest>,
}

/// A request that the sandbox responded to.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LoggedRequest {
    /// The operation id; `None` if no operation has this path and method.
    pub operation: Option<&'static str>,
    /// The method.
    pub method: String,
    /// The path.
    pub path: String,
    /// The query string, still encoded and without the `?`.
    pub query: String,
    /// The status of the response, even if a fault kept the response from arriving.
    pub status: u16,
    /// The messages of an error response.
    pub error: Option<String>,
    /// The time from the end of the request's head to the response, without sending it.
    pub elapsed: Duration,
    /// The trace id of the response, which also appears in the client's response or error.
    pub trace_id: String,
}

impl Requests {
    /// Returns the number of requests for an operation, given by its id; 0 for an unknown id.
    ///
    /// The ids are those of the API definition, such as `patch_external_assets`. Those of the token
    /// operations are `oauth2AccessToken` and `oauth2RevokeToken`.
    #[must_use]
    pub fn count(&self, operation: &str) -> u64 {
        self.counts.get(operation).copied().unwrap_or_default()
    }

    /// Returns the operations that were called, with the number of requests for each.
    pub fn counts(&self) -> impl Iterator<Item = (&'static str, u64)> {
        self.counts.iter().map(|(id, count)| (*id, *count))
    }

    /// Returns the number of requests whose path and method match no operation.
    #[must_use]
    pub fn unknown(&self) -> u64 {
        self.unknown
    }

    /// Returns the number of all requests, including token requests.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.counts.values().sum::<u64>() + self.unknown
    }

    /// Returns the most recent 1,000 requests, oldest first.
    pub fn recent(&self) -> impl DoubleEndedIterator<Item = &LoggedRequest> {
        self.recent.iter()
    }
}

/// A function that is called with each request.
pub(crate) type Observer = Box<dyn Fn(&LoggedRequest) + Send + Sync>;

/// The log that the request handlers write to.
#[derive(Default)]
pub(crate) struct RequestLog {
    requests: Mutex<Requests>,
    observer: Option<Observer>,
}

impl RequestLog {
    pub(crate) fn new(observer: Option<Observer>) -> Self {
        Self {
            requests: Mutex::default(),
            observer,
        }
    }

    pub(crate) fn push(&self, request: LoggedRequest) {
        if let Some(observer) = &self.observer {
            observer(&request);
        }
        let mut requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        match request.operation {
            Some(id) => *requests.counts.entry(id).or_default() += 1,
            None => requests.unknown += 1,
        }
        if requests.recent.len() == MAX_LOGGED {
            requests.recent.pop_front();
        }
        requests.recent.push_back(request);
    }

    pub(crate) fn snapshot(&self) -> Requests {
        self.requests
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}
