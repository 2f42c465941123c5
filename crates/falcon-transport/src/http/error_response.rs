//! What a status that is no success means.

use http::HeaderMap;
use serde_json::Value;

use crate::auth::secrets::Secrets;
use crate::error::{Error, ErrorKind};
use crate::http::response_head::ResponseHead;
use crate::http::retry::{AttemptError, RetryClass};
use crate::http::send::{status_line, wait_of};
use crate::http::text::without;
use crate::response::envelope::{ApiError, ResponseParts};

/// The failure that a refusal is.
#[cold]
pub(crate) fn refusal(
    head: &ResponseHead,
    headers: &HeaderMap,
    body: &[u8],
    secrets: Secrets<'_>,
) -> AttemptError {
    let asked = wait_of(headers);
    let class = match head.status {
        401 => RetryClass::Unauthorized,
        429 => RetryClass::RateLimited(asked),
        408 | 500..=599 => RetryClass::Unknown(asked),
        _ => RetryClass::Final,
    };
    let text = secrets.taken_out_of(body);
    let mut error = Error::new(ErrorKind::Status, status_line(head.status))
        .with_status(head.status)
        .with_rate_limit(head.rate_limit);
    let quotable = |id: String| without(id, &secrets.texts());
    let mut trace_id = head.trace_id.clone();
    match ResponseParts::<Value>::read(text.as_bytes()) {
        Ok(envelope) => {
            trace_id = trace_id.or(envelope.meta.trace_id.clone());
            // Once more, now that escapes are read.
            let secrets = secrets.texts();
            let errors = listed_errors(envelope).into_iter();
            let errors: Vec<_> = errors.map(|error| error.without(&secrets)).collect();
            if errors.is_empty() {
                error = error.with_body_excerpt(&text);
            }
            error = error.with_api_errors(errors);
        }
        Err(_) => error = error.with_body_excerpt(&text),
    }
    if let Some(wait) = asked {
        error = error.with_retry_after(wait);
    }
    AttemptError::new(class, error.with_trace_id(trace_id.map(quotable)))
}

/// The errors of an envelope, or the one that the OAuth standard or a gateway puts in its place.
fn listed_errors(envelope: ResponseParts<Value>) -> Vec<ApiError> {
    if !envelope.errors.is_empty() {
        return envelope.errors;
    }
    ["error_description", "message", "error"]
        .iter()
        .find_map(|key| envelope.extra.get(*key)?.as_str())
        .map(|message| ApiError::new(None, message))
        .into_iter()
        .collect()
}
