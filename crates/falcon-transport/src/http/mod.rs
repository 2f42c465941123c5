//! HTTP layer: endpoints, requests, attempts, retries, rate limits and downloads.

pub(crate) mod background;
pub(crate) mod deadline;
pub(crate) mod download;
pub(crate) mod endpoint;
pub(crate) mod error_response;
pub(crate) mod exchange;
pub(crate) mod limiter;
pub(crate) mod one_line;
pub(crate) mod peer;
pub(crate) mod rate_limit;
pub(crate) mod request;
pub(crate) mod response_head;
pub(crate) mod retry;
pub(crate) mod retry_policy;
pub(crate) mod send;
