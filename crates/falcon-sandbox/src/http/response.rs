//! HTTP responses.

use std::time::Duration;

use axum::body::Body;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use bytes::Bytes;

use crate::id;
use crate::response::{ApiResponse, ErrorResponse};
use crate::state::AppState;

const REGION: HeaderName = HeaderName::from_static("x-cs-region");
const TRACE_ID: HeaderName = HeaderName::from_static("x-cs-traceid");
const RATE_LIMIT: HeaderName = HeaderName::from_static("x-ratelimit-limit");
const RATE_LIMIT_REMAINING: HeaderName = HeaderName::from_static("x-ratelimit-remaining");
const RATE_LIMIT_RETRY_AFTER: HeaderName = HeaderName::from_static("x-ratelimit-retryafter");

/// The page of the explorer runs and shows nothing but its own files. Browsers show other responses of the
/// server, too, such as that of an unknown path.
const SECURITY_HEADERS: [(HeaderName, &str); 5] = [
    (
        CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
         img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (REFERRER_POLICY, "no-referrer"),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    // Documents change, and so do the files of the page with the next version of the program.
    (CACHE_CONTROL, "no-store"),
];

/// Builds the HTTP response of an operation, without the [common headers](add_common_headers).
pub(super) fn build(
    result: Result<ApiResponse, ErrorResponse>,
    elapsed: Duration,
    trace_id: &str,
) -> Response {
    const JSON: &str = "application/json";
    let query_time = elapsed.as_secs_f64();
    let (status, content_type, body, retry_after) = match result {
        Ok(ApiResponse::Envelope(envelope)) => {
            let body: Bytes = envelope.to_body(query_time, trace_id).into();
            (200, JSON, body, None)
        }
        Ok(ApiResponse::Json(status, body)) => (status, JSON, body.into(), None),
        Ok(ApiResponse::Bytes(bytes)) => (200, "application/octet-stream", bytes.into(), None),
        Err(error) => {
            let body = error.to_body(query_time, trace_id).into();
            (error.status, JSON, body, error.retry_after)
        }
    };
    let len = body.len();
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(CONTENT_LENGTH, len.into());
    if let Some(unix_second) = retry_after {
        headers.insert(RATE_LIMIT_RETRY_AFTER, unix_second.into());
    }
    response
}

/// Adds the headers of every response.
pub(super) fn add_common_headers(state: &AppState, trace_id: &str, headers: &mut HeaderMap) {
    // Clients follow the name of a real cloud to the real service.
    headers.insert(REGION, HeaderValue::from_static("sandbox"));
    if let Ok(trace_id) = HeaderValue::from_str(trace_id) {
        headers.insert(TRACE_ID, trace_id);
    }
    let status = state.rate_limiter.status();
    headers.insert(RATE_LIMIT, status.limit.into());
    headers.insert(RATE_LIMIT_REMAINING, status.remaining.into());
    if state.explorer.is_some() {
        for (name, value) in SECURITY_HEADERS {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
}

/// Returns the length of a response body.
pub(super) fn body_len(response: &Response) -> usize {
    let len = response.headers().get(CONTENT_LENGTH);
    len.and_then(|len| len.to_str().ok()?.parse().ok())
        .unwrap_or_default()
}

/// Returns the complete response, head and body, to a request that hyper cannot parse.
pub(super) fn parse_error(state: &AppState, status: u16, message: &str) -> Vec<u8> {
    let trace_id = id::hyphenated();
    let reason = reason(status);
    let body = ErrorResponse::new(status, message).to_body(0.0, &trace_id);
    let mut headers = HeaderMap::new();
    add_common_headers(state, &trace_id, &mut headers);
    let mut response = format!(
        "HTTP/1.1 {status} {reason}\r\nconnection: close\r\ncontent-type: application/json\r\n\
         content-length: {}\r\n",
        body.len()
    );
    for (name, value) in &headers {
        // The common headers are ASCII.
        let value = value.to_str().unwrap_or_default();
        response.push_str(&format!("{name}: {value}\r\n"));
    }
    response.push_str("\r\n");
    response.push_str(&body);
    response.into_bytes()
}

/// Returns the reason phrase of a status.
pub(super) fn reason(status: u16) -> &'static str {
    StatusCode::from_u16(status)
        .ok()
        .and_then(|status| status.canonical_reason())
        .unwrap_or("injected fault")
}
