//! The path of a request to its response: faults, limits, authorization, the operation, the log.

use std::sync::Arc;
use std::time::Instant;

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{AUTHORIZATION, EXPECT};
use axum::http::request::Parts;
use axum::response::Response;

use super::body;
use super::connection::BreakControl;
use super::response::{add_common_headers, body_len, build, reason};
use crate::auth::Client;
use crate::cancel::CancelToken;
use crate::fault::FaultKind;
use crate::id;
use crate::operation::{Operation, Target};
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
/// `target` is an error if the path or the method is unknown.
pub(super) async fn handle(
    state: &Arc<AppState>,
    target: Result<Target, ErrorResponse>,
    request: Request,
) -> Response {
    let start = Instant::now();
    let trace_id = id::hyphenated();
    let (head, body) = request.into_parts();
    let control = head.extensions.get::<BreakControl>().cloned();
    let operation_id = target.as_ref().ok().map(|target| target.id());
    let target = state.allowed_hosts.check(&head).and(target);
    let fault = match &target {
        Ok(target) => state.faults.next(*target),
        Err(_) => FaultKind::None,
    };
    let admission = match target {
        Ok(target) => admit(state, target, &fault, &head).await,
        Err(error) => Err(error),
    };
    let result = match admission {
        Ok(admission) => admission.execute(state, &head, body).await,
        Err(error) => {
            // A client may not see a response that is sent before it has sent the whole body. One
            // that expects a 100 waits with the body.
            if !head.headers.contains_key(EXPECT) {
                body::discard(body).await;
            }
            Err(error)
        }
    };
    let error = result.as_ref().err().map(ErrorResponse::message);
    let elapsed = start.elapsed();
    let mut response = build(result, elapsed, &trace_id);
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
        operation: operation_id,
        method: head.method.as_str().to_owned(),
        path: head.uri.path().to_owned(),
        query: head.uri.query().unwrap_or_default().to_owned(),
        status,
        error,
        elapsed,
        trace_id,
    });
    response
}

/// A request whose head was accepted.
enum Admission {
    CreateToken,
    RevokeToken,
    Operation(Target, Arc<Client>),
}

/// Checks the head of a request, unless a fault prevents its execution.
async fn admit(
    state: &AppState,
    target: Target,
    fault: &FaultKind,
    head: &Parts,
) -> Result<Admission, ErrorResponse> {
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
    let url = head.uri.path_and_query();
    if url.map_or(0, |url| url.as_str().len()) > MAX_URL_LEN {
        return Err(ErrorResponse::new(
            414,
            format!("URL too long: the limit is {MAX_URL_LEN} bytes"),
        ));
    }
    match target {
        Target::Fixed(Operation::CreateToken) => return Ok(Admission::CreateToken),
        Target::Fixed(Operation::RevokeToken) => return Ok(Admission::RevokeToken),
        _ => {}
    }
    let rate_limiter = &state.rate_limiter;
    rate_limiter.count().map_err(ErrorResponse::rate_limited)?;
    let client = state.auth.authorize(authorization(head), target)?;
    Ok(Admission::Operation(target, client))
}

impl Admission {
    /// Reads the body and executes the operation.
    async fn execute(
        self,
        state: &Arc<AppState>,
        head: &Parts,
        body: Body,
    ) -> Result<ApiResponse, ErrorResponse> {
        let max_len = match self {
            Self::CreateToken | Self::RevokeToken => body::MAX_TOKEN_REQUEST_LEN,
            Self::Operation(..) => body::MAX_LEN,
        };
        let body = body::read(body, max_len).await?;
        match self {
            Self::CreateToken => {
                let token = state.auth.issue_token(authorization(head), &body)?;
                Ok(ApiResponse::Json(201, token.to_string()))
            }
            Self::RevokeToken => {
                state.auth.revoke_token(authorization(head), &body)?;
                Ok(Envelope::new().into())
            }
            Self::Operation(target, client) => {
                let request = ApiRequest {
                    state: Arc::clone(state),
                    params: QueryParams::parse(head.uri.query().unwrap_or_default())?,
                    body,
                    client,
                    now: state.now(),
                    cancel: CancelToken::default(),
                };
                ops::run(target, request).await
            }
        }
    }
}

fn authorization(head: &Parts) -> Option<&str> {
    head.headers.get(AUTHORIZATION)?.to_str().ok()
}
