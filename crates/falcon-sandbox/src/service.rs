//! From a request to its answer: the ways in, the faults, the checks, the envelope.

use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State as Shared};
use axum::http::header::{AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, request};
use axum::response::Response;
use axum::routing::{MethodFilter, on};
use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt;

use crate::connection::Control;
use crate::envelope::Reply;
use crate::fault::Kind;
use crate::id;
use crate::limiter::unix_second_after;
use crate::log::LoggedRequest;
use crate::operation::{Operation, SPECS};
use crate::ops;
use crate::query::Query;
use crate::refusal::Refusal;
use crate::state::{Call, State};

/// The largest body that is read.
const LARGEST_BODY: usize = 8 << 20;
/// Of a larger one so much is thrown away, so that the refusal is read before it is cut off.
const DISCARDED: usize = 64 << 20;
/// The longest address line that is read.
const LONGEST_TARGET: usize = 32 << 10;

/// The routes of all operations, made from their table.
pub(crate) fn router(state: Arc<State>) -> Router {
    let route = |router: Router<Arc<State>>, operation: Operation| {
        let spec = operation.spec();
        // The methods of the table are all among those that axum has filters for.
        let Ok(method) = MethodFilter::try_from(spec.method.clone()) else {
            return router;
        };
        let handler = move |Shared(state): Shared<Arc<State>>, request: Request| async move {
            respond(&state, Ok(operation), request).await
        };
        router.route(spec.path, on(method, handler))
    };
    SPECS
        .iter()
        .map(|spec| spec.operation)
        .fold(Router::new(), route)
        .method_not_allowed_fallback(
            |Shared(state): Shared<Arc<State>>, request: Request| async move {
                let refusal = Refusal::new(405, "405: Method Not Allowed");
                respond(&state, Err(refusal), request).await
            },
        )
        .fallback(
            |Shared(state): Shared<Arc<State>>, request: Request| async move {
                let refusal = Refusal::new(404, "404: Page Not Found");
                respond(&state, Err(refusal), request).await
            },
        )
        .with_state(state)
}

/// The answer to a request, whatever becomes of it.
async fn respond(
    state: &Arc<State>,
    operation: Result<Operation, Refusal>,
    request: Request,
) -> Response {
    let began = Instant::now();
    let trace_id = id::hyphenated();
    let (head, body) = request.into_parts();
    let control = head.extensions.get::<Control>().cloned();
    let fault = match &operation {
        Ok(operation) => state.faults.next(operation.spec()),
        Err(_) => Kind::None,
    };
    // The body is read in any case: an answer to half a request may never be seen.
    let body = read(body).await;
    let outcome = match operation.clone() {
        Ok(operation) => faulty(state, operation, &fault, &head, body).await,
        Err(refusal) => Err(refusal),
    };
    let mut response = written(outcome, began, &trace_id);
    let status = response.status().as_u16();
    finish(state, &trace_id, response.headers_mut());
    if let Some(control) = control {
        match fault {
            Kind::Reset => control.reset(),
            Kind::Truncate => control.cut_body_after(body_length(&response) / 2),
            _ => {}
        }
    }
    state.log.add(LoggedRequest {
        operation: operation.ok().map(|operation| operation.spec().id),
        method: head.method.as_str().to_owned(),
        path: head.uri.path().to_owned(),
        query: head.uri.query().unwrap_or_default().to_owned(),
        status,
        trace_id,
    });
    response
}

/// Does what is asked, unless a fault keeps it from being done.
async fn faulty(
    state: &Arc<State>,
    operation: Operation,
    fault: &Kind,
    head: &request::Parts,
    body: Result<Bytes, Refusal>,
) -> Result<Reply, Refusal> {
    match fault {
        Kind::Status {
            status: 429,
            retry_after,
        } => return Err(Refusal::too_many(unix_second_after(*retry_after))),
        Kind::Status { status, .. } => return Err(Refusal::new(*status, reason(*status))),
        // What is answered does not matter: it will not arrive.
        Kind::Reset => return Err(Refusal::new(500, reason(500))),
        Kind::Stall(time) => tokio::time::sleep(*time).await,
        Kind::ExpireToken => state.auth.expire(authorization(head)),
        Kind::Truncate | Kind::None => {}
    }
    done(state, operation, head, body).await
}

/// Checks a request, and does it.
async fn done(
    state: &Arc<State>,
    operation: Operation,
    head: &request::Parts,
    body: Result<Bytes, Refusal>,
) -> Result<Reply, Refusal> {
    let target = head
        .uri
        .path_and_query()
        .map_or("", |target| target.as_str());
    if target.len() > LONGEST_TARGET {
        return Err(Refusal::new(
            414,
            format!("the address line is too long: at most {LONGEST_TARGET} bytes are read"),
        ));
    }
    let body = body?;
    match operation {
        Operation::Token => return state.auth.token(&body).map(|token| Reply::Json(201, token)),
        Operation::Revoke => {
            state.auth.revoke(authorization(head), &body)?;
            return Ok(crate::envelope::Envelope::new().into());
        }
        _ => state.limiter.count().map_err(Refusal::too_many)?,
    }
    let client = state.auth.check(authorization(head), operation.spec())?;
    let call = Call {
        state: Arc::clone(state),
        query: Query::read(head.uri.query().unwrap_or_default())?,
        body,
        client,
        now: state.now(),
    };
    ops::run(operation, call).await
}

/// The answer as it goes out, but for the headers that all have.
fn written(outcome: Result<Reply, Refusal>, began: Instant, trace_id: &str) -> Response {
    const JSON: &str = "application/json";
    let seconds = began.elapsed().as_secs_f64();
    let (status, content_type, body, retry_after) = match outcome {
        Ok(Reply::Envelope(envelope)) => {
            let body = envelope.body(seconds, trace_id).into();
            (envelope.status, JSON, body, None)
        }
        Ok(Reply::Json(status, value)) => (status, JSON, value.to_string().into(), None),
        Ok(Reply::Bytes(bytes)) => (200, "application/octet-stream", bytes.into(), None),
        Err(refusal) => {
            let body: Bytes = refusal.body(seconds, trace_id).into();
            (refusal.status, JSON, body, refusal.retry_after)
        }
    };
    let length = body.len();
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(CONTENT_LENGTH, length.into());
    if let Some(second) = retry_after {
        headers.insert(RETRY_AFTER, second.into());
    }
    response
}

const REGION: HeaderName = HeaderName::from_static("x-cs-region");
const TRACE_ID: HeaderName = HeaderName::from_static("x-cs-traceid");
const LIMIT: HeaderName = HeaderName::from_static("x-ratelimit-limit");
const REMAINING: HeaderName = HeaderName::from_static("x-ratelimit-remaining");
const RETRY_AFTER: HeaderName = HeaderName::from_static("x-ratelimit-retryafter");

/// The headers that every answer has.
fn finish(state: &State, trace_id: &str, headers: &mut HeaderMap) {
    // No cloud's name: clients follow those to the real service.
    headers.insert(REGION, HeaderValue::from_static("sandbox"));
    if let Ok(trace_id) = HeaderValue::from_str(trace_id) {
        headers.insert(TRACE_ID, trace_id);
    }
    let rate = state.limiter.rate();
    headers.insert(LIMIT, rate.limit.into());
    headers.insert(REMAINING, rate.remaining.into());
}

/// The whole answer to what could not be read as a request, as it goes out.
pub(crate) fn unreadable(state: &State, status: u16) -> Vec<u8> {
    let trace_id = id::hyphenated();
    let message = format!("the request can't be read: {}", reason(status));
    let body = Refusal::new(status, message).body(0.0, &trace_id);
    let mut headers = HeaderMap::new();
    finish(state, &trace_id, &mut headers);
    let mut answer = format!(
        "HTTP/1.1 {status} {}\r\nconnection: close\r\ncontent-type: application/json\r\n\
         content-length: {}\r\n",
        reason(status),
        body.len()
    );
    for (name, value) in &headers {
        // All of them are ASCII.
        let value = value.to_str().unwrap_or_default();
        answer.push_str(&format!("{name}: {value}\r\n"));
    }
    answer.push_str("\r\n");
    answer.push_str(&body);
    answer.into_bytes()
}

fn authorization(head: &request::Parts) -> Option<&str> {
    head.headers.get(AUTHORIZATION)?.to_str().ok()
}

fn body_length(response: &Response) -> usize {
    let length = response.headers().get(CONTENT_LENGTH);
    length
        .and_then(|length| length.to_str().ok()?.parse().ok())
        .unwrap_or_default()
}

/// Reads a body to its end.
async fn read(mut body: Body) -> Result<Bytes, Refusal> {
    let (mut bytes, mut length) = (BytesMut::new(), 0_usize);
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| {
            Refusal::bad_request(format!("the body could not be read: {error}"))
        })?;
        if let Ok(data) = frame.into_data() {
            length += data.len();
            if length <= LARGEST_BODY {
                bytes.extend_from_slice(&data);
            } else if length > DISCARDED {
                break;
            }
        }
    }
    if length > LARGEST_BODY {
        return Err(Refusal::new(
            413,
            format!("the body is too large: at most {LARGEST_BODY} bytes are read"),
        ));
    }
    Ok(bytes.freeze())
}

fn reason(status: u16) -> String {
    let reason = StatusCode::from_u16(status)
        .ok()
        .and_then(|status| status.canonical_reason());
    reason.unwrap_or("fault on demand").to_owned()
}
