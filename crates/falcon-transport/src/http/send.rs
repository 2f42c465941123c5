//! Sends a prepared request: token, attempts, retries.
//!
//! Error paths here and in the response decoder are `#[cold]` to keep the hot path small. The kernel
//! and the server evict the caches between two requests, so a request waits for each cache line that
//! it touches. With the request of a listing encoded once and responses decoded in place, this
//! reduced a page of ids from 2,814 cache lines of code to 2,726 (benches/README.md).

use std::pin::pin;

use bytes::Bytes;
use http::HeaderValue;
use http::header::CONTENT_TYPE;
use serde::de::DeserializeOwned;
use tokio::time::Instant;
use tracing::Instrument;

use crate::auth::secrets::Secrets;
use crate::auth::token::Token;
use crate::client::Falcon;
use crate::error::{Error, ErrorKind};
use crate::http::deadline::Deadline;
use crate::http::endpoint::BaseUrl;
use crate::http::exchange::{
    IncomingResponse, MAX_ERROR_BODY, limit_error, read_body, timeout_error,
};
use crate::http::request::PreparedRequest;
use crate::http::response_head::ResponseHead;
use crate::http::retry::{AttemptError, RetryClass, RetryLoop};
use crate::response::limit::{DecodeError, ResponseLimit};
use crate::response::typed_response::Response;

/// Consumes a successful response.
pub(crate) trait ResponseHandler: Send + Sync {
    type Output: Send;

    fn handle(
        &self,
        incoming: Box<IncomingResponse>,
        secrets: Secrets<'_>,
    ) -> impl Future<Output = Result<Self::Output, AttemptError>> + Send;
}

/// Reads the whole body, up to a limit, and decodes it with a function.
///
/// A body that cannot be decoded is a failed attempt, because gateways occasionally answer with a
/// success status and an unrelated body.
pub(crate) struct ReadBody<F> {
    pub(crate) max_len: usize,
    pub(crate) decode: F,
}

impl<F, T> ResponseHandler for ReadBody<F>
where
    F: Fn(&mut IncomingResponse, &Bytes, Secrets<'_>) -> Result<T, DecodeError> + Send + Sync,
    T: Send,
{
    type Output = T;

    async fn handle(
        &self,
        mut incoming: Box<IncomingResponse>,
        secrets: Secrets<'_>,
    ) -> Result<T, AttemptError> {
        let body = read_body(&mut incoming.response, self.max_len).await;
        let outcome = body.and_then(|body| {
            (self.decode)(&mut incoming, &body, secrets).map_err(|error| match error {
                DecodeError::Json(cause) if cause.is_io() => timeout_error(false),
                DecodeError::Json(cause) => decode_error(&incoming.head, &body, cause, secrets),
                DecodeError::Limit(exceeded) => limit_error(exceeded),
            })
        });
        outcome.map_err(|failure| failure.map(|error| error.with_head(&incoming.head)))
    }
}

/// Returns the response with its body unread.
pub(crate) struct StreamBody;

impl ResponseHandler for StreamBody {
    type Output = Box<IncomingResponse>;

    async fn handle(
        &self,
        incoming: Box<IncomingResponse>,
        _: Secrets<'_>,
    ) -> Result<Box<IncomingResponse>, AttemptError> {
        Ok(incoming)
    }
}

/// A response, and the body that it was decoded from.
pub(crate) struct ReceivedPage<T> {
    pub(crate) response: Box<Response<T>>,
    pub(crate) body: Bytes,
}

impl Falcon {
    /// Sends a request whose response is an envelope of `expected` resources, if their number is
    /// known.
    ///
    /// The response is boxed, because it is large and callers move it.
    pub(crate) async fn execute_prepared<T>(
        &self,
        request: &PreparedRequest,
        expected: Option<usize>,
    ) -> Result<ReceivedPage<T>, Error>
    where
        T: DeserializeOwned + Send,
    {
        let operation = &request.operation;
        let limit = ResponseLimit::new(self.inner.max_response_len, expected);
        let decode = |incoming: &mut IncomingResponse, body: &Bytes, secrets: Secrets<'_>| {
            let limit = limit.until(incoming.end);
            let response = Response::decode(operation, &mut incoming.head, body, limit, secrets)?;
            let body = body.clone();
            Ok(ReceivedPage { response, body })
        };
        let max_len = limit.bytes;
        self.send(request, &ReadBody { max_len, decode }).await
    }

    /// Sends a request, with retries, in a dedicated tracing span.
    pub(crate) async fn send<H: ResponseHandler>(
        &self,
        request: &PreparedRequest,
        handler: &H,
    ) -> Result<H::Output, Error> {
        let operation = &request.operation;
        let span = tracing::info_span!(
            "falcon_call",
            operation = operation.name(),
            method = operation.method().as_str(),
            path = operation.path(),
        );
        // Pinned here, because moving a large future into its parent copies it.
        let attempts = pin!(self.send_with_retries(request, handler));
        let outcome = attempts.instrument(span).await;
        outcome.map_err(|error| error.or_operation(operation))
    }

    /// Everything except token requests runs in the caller's future, so dropping it stops the call.
    async fn send_with_retries<H: ResponseHandler>(
        &self,
        request: &PreparedRequest,
        handler: &H,
    ) -> Result<H::Output, Error> {
        let inner = &*self.inner;
        let deadline = Deadline::after(inner.timeouts.overall);
        let mut retry = RetryLoop::new(inner, request.idempotency, deadline);
        let mut has_renewed_token = false;
        loop {
            retry.ready().await?;
            let token = self.token(deadline).await?;
            let number = retry.begin();
            let attempt = self.attempt(request, &token, handler, deadline, number);
            let failure = match attempt.await {
                Ok(output) => {
                    inner.retry_budget.earn();
                    return Ok(output);
                }
                Err(failure) => failure,
            };
            let is_unauthorized = failure.class == RetryClass::Unauthorized;
            if is_unauthorized && !has_renewed_token && inner.credentials.is_some() {
                has_renewed_token = true;
                inner.tokens.reject(&token);
                continue;
            }
            retry.after_failure(failure).await?;
            if retry.take_token_suspicion() {
                inner.tokens.renew_early(&token);
            }
        }
    }

    async fn attempt<H: ResponseHandler>(
        &self,
        request: &PreparedRequest,
        token: &Token,
        handler: &H,
        deadline: Deadline,
        number: u32,
    ) -> Result<H::Output, AttemptError> {
        let start = Instant::now();
        let end = deadline.earliest(self.inner.timeouts.request);
        let attempt = pin!(self.attempt_once(request, token, handler, end));
        let outcome = self.with_timeout(deadline, attempt).await;
        let elapsed = start.elapsed();
        match &outcome {
            Ok(_) => tracing::debug!(attempt = number, ?elapsed, "request succeeded"),
            Err(AttemptError { error, .. }) => {
                tracing::warn!(attempt = number, ?elapsed, %error, "request failed");
            }
        }
        outcome
    }

    async fn attempt_once<H: ResponseHandler>(
        &self,
        request: &PreparedRequest,
        token: &Token,
        handler: &H,
        end: Option<Instant>,
    ) -> Result<H::Output, AttemptError> {
        let base = self.inner.endpoint.base();
        let secrets = self.secrets(Some(token));
        let incoming = self.exchange(http_request(request, token, base), base, secrets);
        let mut incoming = incoming.await?;
        incoming.end = end;
        if incoming.response.status().is_success() {
            return handler.handle(incoming, secrets).await;
        }
        // Boxed because it is large and rare.
        let failure = Box::pin(self.response_error(incoming, secrets)).await;
        Err(failure.map(|error| with_likely_cause(error, request)))
    }
}

fn http_request(request: &PreparedRequest, token: &Token, base: &BaseUrl) -> reqwest::Request {
    let mut url = match &request.path {
        Some(path) => base.join(path),
        None => base.operation_url(&request.operation),
    };
    url.set_query(request.query.as_deref());
    let mut http_request = reqwest::Request::new(request.operation.method().clone(), url);
    *http_request.headers_mut() = token.headers();
    if let Some(body) = &request.body {
        let json = HeaderValue::from_static("application/json");
        http_request.headers_mut().insert(CONTENT_TYPE, json);
        *http_request.body_mut() = Some(body.clone().into());
    }
    http_request
}

/// Adds the likely cause of a status, where the status has a common one.
fn with_likely_cause(error: Error, request: &PreparedRequest) -> Error {
    match error.status() {
        Some(401) => error.with_help("check the credentials and the cloud"),
        Some(403) => match request.operation.spec().scope {
            Some(scope) => error
                .with_note(&format!("requires the scope `{scope}`"))
                .with_help("grant the scope to the API client"),
            None => error.with_help("grant the scope of the operation to the API client"),
        },
        Some(413 | 414) => error.with_help("pass fewer ids, or a shorter filter, per call"),
        _ => error,
    }
}

#[cold]
fn decode_error(
    head: &ResponseHead,
    body: &[u8],
    cause: serde_json::Error,
    secrets: Secrets<'_>,
) -> AttemptError {
    let message = format!(
        "status {}: response is not the documented JSON",
        head.status
    );
    // Enough for the excerpt, and for redacting a long secret at its end.
    let start = body.get(..MAX_ERROR_BODY).unwrap_or(body);
    let error = secrets
        .attach_source(Error::new(ErrorKind::Decode, message), cause)
        .with_body_excerpt(&secrets.redact_lossy(start));
    AttemptError::new(RetryClass::Ambiguous(None), error)
}
