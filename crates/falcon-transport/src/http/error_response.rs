//! Error responses: maps statuses other than 2xx to errors and retry classes.

use fql_syntax::excerpt;
use http::header::LOCATION;
use http::{HeaderMap, StatusCode};
use serde_json::Value;
use url::Url;

use crate::auth::redact::redact;
use crate::auth::secrets::Secrets;
use crate::error::{Error, ErrorKind};
use crate::http::rate_limit::retry_after;
use crate::http::response_head::{ResponseHead, header_str};
use crate::http::retry::{AttemptError, RetryClass};
use crate::response::api_error::ApiError;
use crate::response::parts::ResponseParts;

/// Converts a response whose status is neither a success nor a redirect.
#[cold]
pub(crate) fn status_error(
    head: &ResponseHead,
    headers: &HeaderMap,
    body: &[u8],
    secrets: Secrets<'_>,
) -> AttemptError {
    let wait = retry_after(headers);
    let class = match head.status {
        401 => RetryClass::Unauthorized,
        429 => RetryClass::RateLimited(wait),
        408 | 500..=599 => RetryClass::Ambiguous(wait),
        400..=499 => RetryClass::Permanent,
        // A status that HTTP does not define for a request says nothing about its outcome.
        _ => RetryClass::PermanentAmbiguous,
    };
    let mut error = Error::new(ErrorKind::Status, status_line(head.status)).with_head(head);
    if let Some(wait) = wait {
        error = error.with_retry_after(wait);
    }
    AttemptError::new(class, with_body(error, head, body, secrets))
}

/// Adds the listed errors and the trace id, or an excerpt of a body that lists no errors.
fn with_body(mut error: Error, head: &ResponseHead, body: &[u8], secrets: Secrets<'_>) -> Error {
    let body = secrets.redact_lossy(body);
    let mut trace_id = head.trace_id.clone();
    match ResponseParts::<Value>::read(body.as_bytes()) {
        Ok(parts) => {
            trace_id = trace_id.or(parts.meta.trace_id.clone());
            // Redact again: decoding JSON escapes may have revealed a secret.
            let secrets = secrets.values();
            let errors = listed_errors(parts).into_iter();
            let errors: Vec<_> = errors.map(|error| error.redacted(&secrets)).collect();
            if errors.is_empty() {
                error = error.with_body_excerpt(&body);
            }
            error = error.with_api_errors(errors);
        }
        Err(_) => error = error.with_body_excerpt(&body),
    }
    error.with_trace_id(trace_id.map(|id| redact(id, &secrets.values())))
}

/// Returns the errors of an envelope, or the one of an OAuth error response or a gateway.
fn listed_errors(parts: ResponseParts<Value>) -> Vec<ApiError> {
    if !parts.errors.is_empty() {
        return parts.errors;
    }
    ["error_description", "message", "error"]
        .iter()
        .find_map(|key| parts.extra.get(*key)?.as_str())
        .map(|message| ApiError::new(None, message))
        .into_iter()
        .collect()
}

/// Converts a redirect, which is never followed.
///
/// Only the host of the target is shown: the rest of the URL may contain anything.
#[cold]
pub(crate) fn redirect_error(
    head: &ResponseHead,
    response: &reqwest::Response,
    secrets: Secrets<'_>,
) -> AttemptError {
    let target = match header_str(response.headers(), &LOCATION) {
        Some(location) => response.url().join(&location).ok(),
        None => Some(response.url().clone()),
    };
    let status = status_line(head.status);
    let message = match target.as_ref().and_then(Url::host_str) {
        Some(host) => format!(
            "{status}: redirect to `{}` not followed",
            excerpt(&redact(host.to_owned(), &secrets.values()), 120)
        ),
        None => format!("{status}: redirect without a valid target"),
    };
    let error = Error::new(ErrorKind::Redirect, message)
        .with_head(head)
        .with_help("check the cloud or the base URL");
    let class = match head.status {
        // 303 redirects to the result of a request, and 304 refers to an earlier response.
        303 | 304 => RetryClass::PermanentAmbiguous,
        300..=399 => RetryClass::Permanent,
        // A custom HTTP client has followed the redirect, possibly with the request.
        _ => RetryClass::PermanentAmbiguous,
    };
    AttemptError::new(class, error)
}

/// Returns a status with its reason, such as `404 Not Found`.
fn status_line(status: u16) -> String {
    let code = StatusCode::from_u16(status).ok();
    match code.and_then(|code| code.canonical_reason()) {
        Some(reason) => format!("{status} {reason}"),
        None => status.to_string(),
    }
}
