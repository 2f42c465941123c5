//! The path of a request to its response: faults, limits, authorization, the operation, the log.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::Request;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum::response::Response;
use bytes::Bytes;

use super::connection::BreakControl;
use super::response::{add_common_headers, body_len, build, reason};
use crate::cancel::CancelToken;
use crate::fault::FaultKind;
use crate::id;
use crate::operation::Operation;
use crate::ops;
use crate::ops::request::ApiRequest;
use crate::query::params::QueryParams;
use crate::rate_limit::unix_second_after;
use crate::request_log::LoggedRequest;
use crate::response::{ApiResponse, Envelope, ErrorResponse};
use crate::state::AppState;

/// Maximum length of a request's path and query.
const MAX_URL_LEN: usize = 32 << 10;

/// Responds to a request and logs it.
///
/// `operation` is an error if the path or the method is unknown.
pub(super) async fn handle(
    state: &Arc<AppState>,
    operation: Result<Operation, ErrorResponse>,
    request: Request,
) -> Response {
    let start = Instant::now();
    let trace_id = id::hyphenated();
    let (head, body) = request.into_parts();
    let control = head.extensions.get::<BreakControl>().cloned();
    let fault = match &operation {
        Ok(operation) => state.faults.next(operation.spec()),
        Err(_) => FaultKind::None,
    };
    // A client may not see a response that is sent before it has sent the whole body.
    let body = super::body::read(body).await;
    let result = match operation.clone() {
        Ok(operation) => execute_with_fault(state, operation, &fault, &head, body).await,
        Err(error) => Err(error),
    };
    let mut response = build(result, start.elapsed(), &trace_id);
    let status = response.status().as_u16();
    add_common_headers(state, &trace_id, response.headers_mut());
    if let Some(control) = control {
        match fault {
            FaultKind::Reset => control.reset(),
            FaultKind::Truncate => control.truncate_body(body_len(&response) / 2),
            _ => {}
        }
    }
    state.request_log.push(LoggedRequest {
        operation: operation.ok().map(|operation| operation.spec().id),
        method: head.method.as_str().to_owned(),
        path: head.uri.path().to_owned(),
        query: head.uri.query().unwrap_or_default().to_owned(),
        status,
        trace_id,
    });
    response
}

/// Executes an operation unless the fault prevents it.
async fn execute_with_fault(
    state: &Arc<AppState>,
    operation: Operation,
    fault: &FaultKind,
    head: &Parts,
    body: Result<Bytes, ErrorResponse>,
) -> Result<ApiResponse, ErrorResponse> {
    match fault {
        FaultKind::Status {
            status: 429,
            retry_after,
        } => {
            let retry_after = unix_second_after(*retry_after);
            return Err(ErrorResponse::rate_limited(retry_after));
        }
        FaultKind::Status { status, .. } => {
            return Err(ErrorResponse::new(*status, reason(*status)));
        }
        // The connection is reset before the response is sent.
        FaultKind::Reset => return Err(ErrorResponse::new(500, reason(500))),
        FaultKind::Stall(delay) => tokio::time::sleep(*delay).await,
        FaultKind::ExpireToken => state.auth.expire(authorization(head)),
        FaultKind::Truncate | FaultKind::None => {}
    }
    execute(state, operation, head, body).await
}

/// Checks a request and executes its operation.
async fn execute(
    state: &Arc<AppState>,
    operation: Operation,
    head: &Parts,
    body: Result<Bytes, ErrorResponse>,
) -> Result<ApiResponse, ErrorResponse> {
    let url_len = head
        .uri
        .path_and_query()
        .map_or(0, |url| url.as_str().len());
    if url_len > MAX_URL_LEN {
        return Err(ErrorResponse::new(
            414,
            format!("URL too long: the limit is {MAX_URL_LEN} bytes"),
        ));
    }
    let body = body?;
    match operation {
        Operation::CreateToken => {
            let token = state.auth.issue_token(authorization(head), &body)?;
            return Ok(ApiResponse::Json(201, token.to_string()));
        }
        Operation::RevokeToken => {
            state.auth.revoke_token(authorization(head), &body)?;
            return Ok(Envelope::new().into());
        }
        _ => {}
    }
    let rate_limiter = &state.rate_limiter;
    rate_limiter.count().map_err(ErrorResponse::rate_limited)?;
    let client = state
        .auth
        .authorize(authorization(head), operation.spec())?;
    let request = ApiRequest {
        state: Arc::clone(state),
        params: QueryParams::parse(head.uri.query().unwrap_or_default())?,
        body,
        client,
        now: state.now(),
        cancel: CancelToken::default(),
    };
    ops::run(operation, request).await
}

fn authorization(head: &Parts) -> Option<&str> {
    head.headers.get(AUTHORIZATION)?.to_str().ok()
}
