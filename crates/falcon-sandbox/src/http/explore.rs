//! Requests of the explorer: checks and limits.

use std::sync::Arc;

use axum::body::{Body, HttpBody};
use axum::extract::Request;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, EXPECT};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use fql::Report;
use serde::Serialize;

use super::body;
use super::response::add_common_headers;
use crate::cancel::CancelToken;
use crate::explore::{self, Content, Endpoint, ExploreError, ExploreRequest};
use crate::id;
use crate::query::params::QueryParams;
use crate::response::ErrorResponse;
use crate::state::AppState;

/// Maximum size of a body: filters are short, and the requests are not authenticated.
const MAX_BODY_LEN: usize = 256 << 10;
const JSON: &str = "application/json";

/// Returns `true` if the path of a request is below that of the endpoints.
pub(super) fn is_explorer_path(state: &AppState, request: &Request) -> bool {
    state.explorer.is_some() && request.uri().path().starts_with("/explore/")
}

/// Responds to a request of the explorer. It is neither logged nor gets a fault or a rate limit, which
/// are for clients of the API.
///
/// `endpoint` is an error if the path or the method is unknown.
pub(super) async fn handle(
    state: &Arc<AppState>,
    endpoint: Result<Endpoint, ErrorResponse>,
    request: Request,
) -> Response {
    let (head, body) = request.into_parts();
    let result = match admit(state, endpoint, &head) {
        Ok(_) if body.size_hint().lower() > MAX_BODY_LEN as u64 => {
            // A client that sends the body anyway may see the response after it only.
            if !head.headers.contains_key(EXPECT) {
                tokio::spawn(body::discard(body));
            }
            Err(body::too_large(MAX_BODY_LEN).into())
        }
        Ok(endpoint) => execute(state, endpoint, &head, body).await,
        Err(error) => {
            body::discard(body).await;
            Err(error.into())
        }
    };
    let mut response = build(result);
    add_common_headers(state, &id::hyphenated(), response.headers_mut());
    response
}

/// Checks the head of a request.
fn admit(
    state: &AppState,
    endpoint: Result<Endpoint, ErrorResponse>,
    head: &Parts,
) -> Result<Endpoint, ErrorResponse> {
    state.allowed_hosts.check(head)?;
    let endpoint = endpoint?;
    if endpoint.has_body() && !is_json(head) {
        // Pages of other origins may send only other types without asking the server first.
        let message = format!("unsupported content type: expected `{JSON}`");
        return Err(ErrorResponse::new(415, message));
    }
    Ok(endpoint)
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
) -> Result<Content, ExploreError> {
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
        .unwrap_or_else(|_| Err(ErrorResponse::new(500, "the sandbox is shutting down").into()))
}

/// The body of an error response.
#[derive(Serialize)]
struct ErrorJson {
    error: String,
    #[serde(flatten)]
    report: Option<Box<Report>>,
}

fn build(result: Result<Content, ExploreError>) -> Response {
    let (status, content) = match result {
        Ok(content) => (200, content),
        Err(ExploreError { response, report }) => {
            let error = response.message();
            let body = serde_json::to_string(&ErrorJson { error, report }).unwrap_or_default();
            let media_type = JSON;
            (response.status, Content { media_type, body })
        }
    };
    let len = content.body.len();
    let mut response = Response::new(Body::from(content.body));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content.media_type));
    headers.insert(CONTENT_LENGTH, len.into());
    response
}
