//! Sending a call: its attempts, one after the other, until one succeeds or none may follow.
//!
//! What only failures need is marked `#[cold]`, here and where answers are read: a request waits for
//! the code and the stack that it touches, and so has less of both on its way.

use std::pin::pin;
use std::time::{Duration, SystemTime};

use bytes::{Bytes, BytesMut};
use http::header::{CONTENT_TYPE, LOCATION};
use http::{HeaderMap, HeaderValue, StatusCode};
use serde::de::DeserializeOwned;
use tokio::time::Instant;
use tracing::Instrument;
use url::Url;

use crate::api::operation::Method;
use crate::auth::secrets::Secrets;
use crate::auth::token::Token;
use crate::client::Falcon;
use crate::error::{Error, ErrorKind};
use crate::http::deadline::Deadline;
use crate::http::endpoint::Base;
use crate::http::error_response::refusal;
use crate::http::rate_limit::asked_wait;
use crate::http::request::PreparedRequest;
use crate::http::response_head::{ResponseHead, header_str};
use crate::http::retry::{AttemptError, Attempts, RetryClass};
use crate::http::text::one_line;
use crate::response::Response;

/// The largest answer that is read into memory, in bytes; downloads are not read into it.
const LARGEST_ANSWER: usize = 1 << 30;
/// How much of the body of a refusal is read, in bytes.
const LARGEST_REFUSAL: usize = 64 * 1024;
/// How long the body of a refusal is waited for.
const REFUSAL_TIME: Duration = Duration::from_secs(5);

/// An answer whose headers are here. It is large, and so kept in a box where it passes through many
/// hands.
pub(crate) struct IncomingResponse {
    pub(crate) head: ResponseHead,
    pub(crate) response: reqwest::Response,
}

impl IncomingResponse {
    fn of(response: reqwest::Response) -> Box<Self> {
        let head = ResponseHead::of(&response);
        Box::new(Self { head, response })
    }
}

/// What is done with a success once its headers are here.
pub(crate) trait ResponseHandler: Send + Sync {
    type Received: Send;

    fn receive(
        &self,
        arrived: Box<IncomingResponse>,
        secrets: Secrets<'_>,
    ) -> impl Future<Output = Result<Self::Received, AttemptError>> + Send;
}

/// Reads the whole body and makes something of it. A body that cannot be read is a failed
/// attempt: gateways now and then answer with something else.
pub(crate) struct ReadBody<F>(pub(crate) F);

impl<F, T> ResponseHandler for ReadBody<F>
where
    F: Fn(&mut IncomingResponse, &Bytes, Secrets<'_>) -> Result<T, serde_json::Error> + Send + Sync,
    T: Send,
{
    type Received = T;

    async fn receive(
        &self,
        mut arrived: Box<IncomingResponse>,
        secrets: Secrets<'_>,
    ) -> Result<T, AttemptError> {
        let body = read_body(&mut arrived.response, LARGEST_ANSWER).await;
        let outcome = body.and_then(|body| {
            (self.0)(&mut arrived, &body, secrets)
                .map_err(|cause| unreadable(&arrived.head, &body, cause, secrets))
        });
        outcome.map_err(|failure| known(failure, &arrived.head))
    }
}

/// A body that is not what it should be.
#[cold]
fn unreadable(
    head: &ResponseHead,
    body: &[u8],
    cause: serde_json::Error,
    secrets: Secrets<'_>,
) -> AttemptError {
    let message = format!("status {}, but not JSON as documented", head.status);
    let error = Error::new(ErrorKind::Decode, message)
        .because_of_body(cause, secrets)
        .with_body_excerpt(&secrets.taken_out_of(beginning(body)));
    AttemptError::new(RetryClass::Unknown(None), error)
}

/// A failure behind headers that are known.
#[cold]
fn known(failure: AttemptError, head: &ResponseHead) -> AttemptError {
    let error = failure
        .error
        .with_status(head.status)
        .with_rate_limit(head.rate_limit)
        .with_trace_id(head.trace_id.clone());
    AttemptError { error, ..failure }
}

/// As much of a body as an excerpt can need, a long secret at its end included.
fn beginning(body: &[u8]) -> &[u8] {
    body.get(..LARGEST_REFUSAL).unwrap_or(body)
}

/// Hands the body on as it comes.
pub(crate) struct StreamBody;

impl ResponseHandler for StreamBody {
    type Received = Box<IncomingResponse>;

    async fn receive(
        &self,
        arrived: Box<IncomingResponse>,
        _: Secrets<'_>,
    ) -> Result<Box<IncomingResponse>, AttemptError> {
        Ok(arrived)
    }
}

impl Falcon {
    /// The answer to a message, an envelope of about `expected` resources. It is boxed for those who
    /// would move it about.
    pub(crate) async fn execute_prepared<T>(
        &self,
        message: &PreparedRequest,
        expected: usize,
    ) -> Result<Box<Response<T>>, Error>
    where
        T: DeserializeOwned + Send,
    {
        let operation = message.operation;
        let read = |arrived: &mut IncomingResponse, body: &Bytes, secrets: Secrets<'_>| {
            Response::read(operation, &mut arrived.head, body, expected, secrets)
        };
        self.send(message, &ReadBody(read)).await
    }

    /// Sends a message.
    pub(crate) async fn send<R: ResponseHandler>(
        &self,
        message: &PreparedRequest,
        receive: &R,
    ) -> Result<R::Received, Error> {
        let operation = message.operation;
        let span = tracing::info_span!(
            "falcon_call",
            operation = operation.id(),
            method = operation.method().as_str(),
            path = operation.path(),
        );
        // Pinned where it is: what is large is not to be moved into what waits for it.
        let attempts = pin!(self.attempts(message, receive));
        let outcome = attempts.instrument(span).await;
        outcome.map_err(|error| error.or_operation(operation))
    }

    /// The attempts of a call. All but getting a token happens in the caller's own future: dropping
    /// it stops whatever is under way.
    async fn attempts<R: ResponseHandler>(
        &self,
        call: &PreparedRequest,
        receive: &R,
    ) -> Result<R::Received, Error> {
        let inner = &*self.inner;
        let deadline = Deadline::after(inner.timeouts.overall);
        let mut attempts = Attempts::new(&inner.retry, &inner.budget, call.idempotency);
        let mut last_refusal = None;
        let mut token_renewed = false;
        loop {
            if let Err(wait) = inner.limits.turn(deadline).await {
                return Err(limited_too_long(wait, last_refusal));
            }
            let token = self.token(deadline).await?;
            let number = attempts.begin();
            let failure = match self.attempt(call, &token, receive, deadline, number).await {
                Ok(received) => {
                    inner.budget.earn();
                    return Ok(received);
                }
                Err(failure) => failure,
            };
            if failure.class == RetryClass::Unauthorized
                && !token_renewed
                && inner.credentials.is_some()
            {
                token_renewed = true;
                inner.tokens.reject(&token);
                continue;
            }
            let Some(wait) = attempts.next(failure.class) else {
                return Err(failure.into_error(call.idempotency, attempts.sent()));
            };
            if matches!(failure.class, RetryClass::RateLimited(_)) {
                // All clones wait, at the beginning of their next attempt.
                inner.limits.pause(wait);
                last_refusal = Some(failure.into_error(call.idempotency, attempts.sent()));
            } else if deadline.sleep(wait).await.is_err() {
                return Err(failure.into_error(call.idempotency, attempts.sent()));
            }
        }
    }

    /// One attempt, within its time.
    async fn attempt<R: ResponseHandler>(
        &self,
        call: &PreparedRequest,
        token: &Token,
        receive: &R,
        deadline: Deadline,
        number: u32,
    ) -> Result<R::Received, AttemptError> {
        let begin = Instant::now();
        let exchange = pin!(self.exchange(call, token, receive));
        let outcome = self.within_time(deadline, exchange).await;
        match &outcome {
            Ok(_) => tracing::debug!(attempt = number, took = ?begin.elapsed(), "succeeded"),
            Err(AttemptError { error, .. }) => {
                tracing::warn!(attempt = number, took = ?begin.elapsed(), %error, "failed");
            }
        }
        outcome
    }

    /// Bounds an attempt by its own time and by what is left for the call.
    pub(crate) async fn within_time<T>(
        &self,
        deadline: Deadline,
        work: impl Future<Output = Result<T, AttemptError>>,
    ) -> Result<T, AttemptError> {
        let Some(end) = deadline.or_after(self.inner.timeouts.request) else {
            return work.await;
        };
        let outcome = tokio::time::timeout_at(end, work).await;
        outcome.unwrap_or_else(|_| Err(too_late(deadline)))
    }

    async fn exchange<R: ResponseHandler>(
        &self,
        call: &PreparedRequest,
        token: &Token,
        receive: &R,
    ) -> Result<R::Received, AttemptError> {
        let base = self.inner.endpoint.base();
        let secrets = self.secrets(Some(token));
        let arrived = self.heads(request(call, token, base), base).await?;
        if arrived.response.status().is_success() {
            return receive.receive(arrived, secrets).await;
        }
        // Rare, and large: boxed, so that no call carries it along.
        Err(Box::pin(self.refused(call, arrived, secrets)).await)
    }

    /// What an answer without success means.
    async fn refused(
        &self,
        call: &PreparedRequest,
        arrived: Box<IncomingResponse>,
        secrets: Secrets<'_>,
    ) -> AttemptError {
        let IncomingResponse { head, mut response } = *arrived;
        if response.status().is_redirection() {
            return redirected(&head, &response);
        }
        let body = self.read_what_comes(&mut response).await;
        let failure = refusal(&head, response.headers(), &body, secrets);
        advised(failure, call)
    }

    /// Sends a request to the server at `base`, and waits for the headers of its answer.
    ///
    /// The request is large, so it is no part of what waits.
    pub(crate) fn heads(
        &self,
        request: reqwest::Request,
        base: &Base,
    ) -> impl Future<Output = Result<Box<IncomingResponse>, AttemptError>> {
        let sent = self.inner.http.execute(request);
        async move {
            let arrived = IncomingResponse::of(sent.await.map_err(lost)?);
            // A client that follows redirects by itself may come back from somewhere else.
            if !same_origin(arrived.response.url(), base.url()) {
                return Err(redirected(&arrived.head, &arrived.response));
            }
            self.inner.limits.observe(arrived.head.rate_limit);
            Ok(arrived)
        }
    }

    /// What must not be quoted from an answer to a request with this token.
    pub(crate) fn secrets<'a>(&'a self, token: Option<&'a Token>) -> Secrets<'a> {
        let credentials = self.inner.credentials.as_ref();
        Secrets {
            credentials,
            token,
            basic: None,
        }
    }

    /// As much of a refusal's body as comes. What the status says counts also without a body, so
    /// one that stalls must not use up the time of the attempt.
    pub(crate) async fn read_what_comes(&self, response: &mut reqwest::Response) -> Bytes {
        let mut body = BytesMut::new();
        let reading = async {
            while body.len() < LARGEST_REFUSAL {
                let Ok(Some(piece)) = response.chunk().await else {
                    break;
                };
                body.extend_from_slice(&piece);
            }
        };
        let half = self.inner.timeouts.request.map(|time| time / 2);
        let time = half.map_or(REFUSAL_TIME, |half| half.min(REFUSAL_TIME));
        // What has come until then will do.
        let _ = tokio::time::timeout(time, reading).await;
        body.freeze()
    }
}

/// The error of a call that may not wait as long as the rate limit asks.
#[cold]
pub(crate) fn limited_too_long(wait: Duration, refusal: Option<Error>) -> Error {
    let seconds = wait.as_secs_f64().ceil();
    let error = refusal.unwrap_or_else(|| {
        Error::new(ErrorKind::Deadline, "the rate limit is used up").with_status(429)
    });
    error.with_retry_after(wait).with_help(format!(
        "the wait of {seconds} s is longer than the call may take: raise `overall_timeout`"
    ))
}

fn request(call: &PreparedRequest, token: &Token, base: &Base) -> reqwest::Request {
    let mut url = base.of(call.operation).clone();
    url.set_query(call.query.as_deref());
    let mut request = reqwest::Request::new(method(call.operation.method()), url);
    *request.headers_mut() = token.headers();
    if let Some(body) = &call.body {
        let kind = HeaderValue::from_static("application/json");
        request.headers_mut().insert(CONTENT_TYPE, kind);
        *request.body_mut() = Some(body.clone().into());
    }
    request
}

fn method(method: Method) -> http::Method {
    match method {
        Method::Get => http::Method::GET,
        Method::Post => http::Method::POST,
        Method::Patch => http::Method::PATCH,
        Method::Delete => http::Method::DELETE,
    }
}

/// An attempt that its time, or that of the whole call, has ended.
#[cold]
fn too_late(deadline: Deadline) -> AttemptError {
    let error = if deadline.has_passed() {
        Error::new(
            ErrorKind::Deadline,
            "the call took longer than it may in all",
        )
    } else {
        Error::new(ErrorKind::Timeout, "no answer in time")
    };
    AttemptError::new(RetryClass::Unknown(None), error)
}

/// A request that got no answer.
#[cold]
fn lost(cause: reqwest::Error) -> AttemptError {
    let class = if cause.is_connect() {
        RetryClass::NotSent
    } else if cause.is_builder() {
        RetryClass::Final
    } else {
        RetryClass::Unknown(None)
    };
    AttemptError::new(class, Error::transport(cause))
}

/// Whether both addresses lead to one server.
fn same_origin(a: &Url, b: &Url) -> bool {
    a.scheme() == b.scheme()
        && a.host_str() == b.host_str()
        && a.port_or_known_default() == b.port_or_known_default()
}

/// Adds what the caller can do about a refusal.
fn advised(failure: AttemptError, call: &PreparedRequest) -> AttemptError {
    let scope = call.operation.scope();
    let help = match failure.error.status() {
        Some(401) => "the token was refused: check the credentials and the cloud".to_owned(),
        Some(403) => format!("the API client may lack the scope `{scope}`"),
        Some(413 | 414) => "give fewer ids, or a shorter filter, a call".to_owned(),
        _ => return failure,
    };
    AttemptError {
        error: failure.error.with_help(help),
        ..failure
    }
}

/// A redirect. Only the host it leads to is told: the rest of the address may hold anything.
#[cold]
pub(crate) fn redirected(head: &ResponseHead, response: &reqwest::Response) -> AttemptError {
    let location = header_str(response.headers(), &LOCATION);
    let target = match location {
        Some(location) => response.url().join(&location).ok(),
        None => Some(response.url().clone()),
    };
    let host = target.as_ref().and_then(Url::host_str).unwrap_or("nowhere");
    let host = one_line(host, 120);
    let status = status_line(head.status);
    let message = format!("{status}: a redirect to `{host}`, which is not followed");
    let error = Error::new(ErrorKind::Redirect, message)
        .with_status(head.status)
        .with_trace_id(head.trace_id.clone())
        .with_help("check the cloud or the base URL");
    AttemptError::new(RetryClass::Final, error)
}

/// `404 Not Found`
pub(crate) fn status_line(status: u16) -> String {
    match StatusCode::from_u16(status)
        .ok()
        .and_then(|status| status.canonical_reason())
    {
        Some(reason) => format!("{status} {reason}"),
        None => status.to_string(),
    }
}

/// Reads a whole body, which must come to its end.
pub(crate) async fn read_body(
    response: &mut reqwest::Response,
    largest: usize,
) -> Result<Bytes, AttemptError> {
    // Mostly it comes in one piece, which then need not be copied.
    let mut first = Bytes::new();
    let mut rest: Option<BytesMut> = None;
    while let Some(piece) = response.chunk().await.map_err(cut_off)? {
        match &mut rest {
            None if first.is_empty() => first = piece,
            None => {
                let mut all = BytesMut::from(first.as_ref());
                all.extend_from_slice(&piece);
                rest = Some(all);
            }
            Some(all) => all.extend_from_slice(&piece),
        }
        if rest.as_ref().map_or(first.len(), BytesMut::len) > largest {
            let message = format!("the answer has more than {largest} bytes");
            return Err(AttemptError::new(
                RetryClass::Final,
                Error::new(ErrorKind::Decode, message),
            ));
        }
    }
    Ok(rest.map_or(first, BytesMut::freeze))
}

/// A body that ended before its end.
#[cold]
pub(crate) fn cut_off(cause: reqwest::Error) -> AttemptError {
    let error = if cause.is_timeout() {
        Error::transport(cause)
    } else {
        Error::new(ErrorKind::Truncated, "the body ended before its end")
            .with_source(cause.without_url())
    };
    AttemptError::new(RetryClass::Unknown(None), error)
}

/// How long the headers of an answer ask to wait, by our clock.
pub(crate) fn wait_of(headers: &HeaderMap) -> Option<Duration> {
    asked_wait(headers, SystemTime::now())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::support::{Reply, Server};

    #[tokio::test]
    async fn an_answer_larger_than_memory_is_to_hold_is_refused() {
        let server = Server::with(|_| Some(Reply::bytes(&[b'x'; 1000]))).await;
        let get = || reqwest::get(server.url());
        let read = read_body(&mut get().await.unwrap(), 1000).await;
        assert_eq!(read.unwrap().len(), 1000);
        let failure = read_body(&mut get().await.unwrap(), 999).await.unwrap_err();
        assert_eq!(failure.class, RetryClass::Final);
        assert!(failure.error.is_decode(), "{}", failure.error);
    }
}
