//! Requests of the explorer: checks, limits, and the headers of its responses.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName,
    REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use serde_json::json;

use super::body;
use super::response::add_common_headers;
use crate::cancel::CancelToken;
use crate::explore::{self, Content, Endpoint, ExploreRequest};
use crate::id;
use crate::query::params::QueryParams;
use crate::response::ErrorResponse;
use crate::state::AppState;

/// Maximum size of a body: filters are short, and the requests are not authenticated.
const MAX_BODY_LEN: usize = 256 << 10;
const JSON: &str = "application/json";

/// The page runs and shows nothing but its own files.
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

/// Responds to a request of the explorer. It is neither logged nor gets a fault or a rate limit, which
/// are for clients of the API.
pub(super) async fn handle(
    state: &Arc<AppState>,
    endpoint: Endpoint,
    request: Request,
) -> Response {
    let (head, body) = request.into_parts();
    let result = match admit(state, endpoint, &head) {
        Ok(()) => execute(state, endpoint, &head, body).await,
        Err(error) => {
            body::discard(body).await;
            Err(error)
        }
    };
    let mut response = build(result);
    add_common_headers(state, &id::hyphenated(), response.headers_mut());
    response
}

/// Checks the head of a request.
fn admit(state: &AppState, endpoint: Endpoint, head: &Parts) -> Result<(), ErrorResponse> {
    state.allowed_hosts.check(head)?;
    if endpoint.has_body() && !is_json(head) {
        // Pages of other origins may send only other types without asking the server first.
        let message = format!("unsupported content type: expected `{JSON}`");
        return Err(ErrorResponse::new(415, message));
    }
    Ok(())
}

fn is_json(head: &Parts) -> bool {
    let content_type = head.headers.get(CONTENT_TYPE);
    let content_type = content_type.and_then(|value| value.to_str().ok());
    let media_type = content_type.and_then(|value| value.split(';').next());
    media_type.is_some_and(|media_type| media_type.trim().eq_ignore_ascii_case(JSON))
}

async fn execute(
    state: &Arc<AppState>,
    endpoint: Endpoint,
    head: &Parts,
    body: Body,
) -> Result<Content, ErrorResponse> {
    let request = ExploreRequest {
        state: Arc::clone(state),
        path: head.uri.path().to_owned(),
        params: QueryParams::parse(head.uri.query().unwrap_or_default())?,
        body: body::read(body, MAX_BODY_LEN).await?,
        cancel: CancelToken::default(),
    };
    // Dropping this future, because the page needs no response anymore, cancels the computation.
    let _guard = request.cancel.guard();
    // A thread for each request, so that none waits for an older one.
    tokio::task::spawn_blocking(move || explore::run(endpoint, &request))
        .await
        .unwrap_or_else(|_| Err(ErrorResponse::new(500, "the sandbox is shutting down")))
}

fn build(result: Result<Content, ErrorResponse>) -> Response {
    let (status, content) = match result {
        Ok(content) => (200, content),
        Err(error) => {
            let body = json!({ "error": error.message() }).to_string();
            let media_type = JSON;
            (error.status, Content { media_type, body })
        }
    };
    let len = content.body.len();
    let mut response = Response::new(Body::from(content.body));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content.media_type));
    headers.insert(CONTENT_LENGTH, len.into());
    for (name, value) in SECURITY_HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}
