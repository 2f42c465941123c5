//! One HTTP exchange: sends a request, waits for the response head and reads the body.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use tokio::time::Instant;
use url::Url;

use crate::auth::secrets::Secrets;
use crate::client::Falcon;
use crate::error::{Error, ErrorKind};
use crate::http::deadline::Deadline;
use crate::http::endpoint::BaseUrl;
use crate::http::error_response::{redirect_error, status_error};
use crate::http::response_head::ResponseHead;
use crate::http::retry::{AttemptError, RetryClass};
use crate::response::limit::LimitExceeded;

/// Maximum number of bytes read of an error response's body.
pub(crate) const MAX_ERROR_BODY: usize = 64 * 1024;
/// Maximum time to wait for an error response's body.
const ERROR_BODY_TIMEOUT: Duration = Duration::from_secs(5);

/// A response whose body has not been read.
///
/// It is large, so it is boxed wherever it is passed on.
pub(crate) struct IncomingResponse {
    pub(crate) head: ResponseHead,
    pub(crate) response: reqwest::Response,
    /// The end of the attempt, at which decoding ends.
    pub(crate) end: Option<Instant>,
}

impl IncomingResponse {
    fn new(response: reqwest::Response) -> Box<Self> {
        let head = ResponseHead::from_response(&response);
        Box::new(Self {
            head,
            response,
            end: None,
        })
    }
}

impl Falcon {
    /// Sends a request to the server at `base` and waits for the response head.
    ///
    /// Not an `async fn`, so that the request, which is large, is not part of the future.
    pub(crate) fn exchange(
        &self,
        request: reqwest::Request,
        base: &BaseUrl,
        secrets: Secrets<'_>,
    ) -> impl Future<Output = Result<Box<IncomingResponse>, AttemptError>> {
        let pending = self.inner.http.execute(request);
        async move {
            let mut incoming = IncomingResponse::new(pending.await.map_err(|cause| {
                let peer = self.inner.proxies.describe_peer(base.url());
                connection_error(cause, &peer)
            })?);
            secrets.redact_trace_id(&mut incoming.head.trace_id);
            // A custom HTTP client may have followed a redirect to another server.
            if !is_same_origin(incoming.response.url(), base.url()) {
                return Err(redirect_error(&incoming.head, &incoming.response, secrets));
            }
            self.inner.limiter.observe(incoming.head.rate_limit);
            Ok(incoming)
        }
    }

    /// Bounds an attempt by the request timeout and the deadline of the call.
    pub(crate) async fn with_timeout<T>(
        &self,
        deadline: Deadline,
        attempt: impl Future<Output = Result<T, AttemptError>>,
    ) -> Result<T, AttemptError> {
        let Some(end) = deadline.earliest(self.inner.timeouts.request) else {
            return attempt.await;
        };
        let outcome = tokio::time::timeout_at(end, attempt).await;
        outcome.unwrap_or_else(|_| Err(timeout_error(deadline.has_passed())))
    }

    /// Returns the error of a response without a success status.
    pub(crate) async fn response_error(
        &self,
        incoming: Box<IncomingResponse>,
        secrets: Secrets<'_>,
    ) -> AttemptError {
        let IncomingResponse {
            head, mut response, ..
        } = *incoming;
        if response.status().is_redirection() {
            return redirect_error(&head, &response, secrets);
        }
        let body = self.read_error_body(&mut response).await;
        status_error(&head, response.headers(), &body, secrets)
    }

    /// Reads the body of an error response, as far as it arrives in time.
    ///
    /// The status is meaningful without a body, so a stalled body must not use up the time of the
    /// attempt.
    async fn read_error_body(&self, response: &mut reqwest::Response) -> Bytes {
        let mut body = BytesMut::new();
        let read = async {
            while body.len() < MAX_ERROR_BODY {
                let Ok(Some(chunk)) = response.chunk().await else {
                    break;
                };
                body.extend_from_slice(&chunk);
            }
        };
        let half = self.inner.timeouts.request.map(|timeout| timeout / 2);
        let timeout = half.map_or(ERROR_BODY_TIMEOUT, |half| half.min(ERROR_BODY_TIMEOUT));
        // On a timeout the part that has arrived is used.
        let _ = tokio::time::timeout(timeout, read).await;
        body.freeze()
    }
}

/// Reads the whole body, up to `max_len` bytes.
pub(crate) async fn read_body(
    response: &mut reqwest::Response,
    max_len: usize,
) -> Result<Bytes, AttemptError> {
    // Most bodies arrive as one chunk, which is returned without a copy.
    let mut first = Bytes::new();
    let mut joined: Option<BytesMut> = None;
    while let Some(chunk) = response.chunk().await.map_err(truncated_error)? {
        match &mut joined {
            None if first.is_empty() => first = chunk,
            None => {
                let mut body = BytesMut::from(first.as_ref());
                body.extend_from_slice(&chunk);
                joined = Some(body);
            }
            Some(body) => body.extend_from_slice(&chunk),
        }
        if joined.as_ref().map_or(first.len(), BytesMut::len) > max_len {
            return Err(limit_error(LimitExceeded::bytes(max_len)));
        }
    }
    Ok(joined.map_or(first, BytesMut::freeze))
}

/// Returns the error of a response beyond a limit, which a retry would meet again.
#[cold]
pub(crate) fn limit_error(exceeded: LimitExceeded) -> AttemptError {
    let error = Error::new(ErrorKind::Decode, exceeded.to_string())
        .with_help("request fewer items, or raise `max_response_len`");
    AttemptError::new(RetryClass::PermanentAmbiguous, error)
}

/// Returns `true` if both URLs have the same scheme, host and port.
fn is_same_origin(a: &Url, b: &Url) -> bool {
    a.scheme() == b.scheme()
        && a.host_str() == b.host_str()
        && a.port_or_known_default() == b.port_or_known_default()
}

#[cold]
pub(crate) fn timeout_error(is_deadline: bool) -> AttemptError {
    let error = if is_deadline {
        Error::new(ErrorKind::Deadline, "overall timeout exceeded")
    } else {
        Error::new(ErrorKind::Timeout, "request timed out")
    };
    AttemptError::new(RetryClass::Ambiguous(None), error)
}

#[cold]
fn connection_error(cause: reqwest::Error, peer: &str) -> AttemptError {
    let class = if cause.is_connect() {
        RetryClass::NotSent
    } else if cause.is_builder() {
        RetryClass::Permanent
    } else {
        RetryClass::Ambiguous(None)
    };
    AttemptError::new(class, Error::transport(cause, peer))
}

#[cold]
fn truncated_error(cause: reqwest::Error) -> AttemptError {
    let error = if cause.is_timeout() {
        Error::new(ErrorKind::Timeout, "request timed out")
    } else {
        Error::new(ErrorKind::Truncated, "response body is truncated")
    };
    let error = error.with_source(cause.without_url());
    AttemptError::new(RetryClass::Ambiguous(None), error)
}
