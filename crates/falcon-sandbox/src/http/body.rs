//! Request bodies.

use std::time::Duration;

use axum::body::Body;
use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt;
use tokio::time::timeout;

use crate::response::ErrorResponse;

/// Maximum size of the body of an operation.
pub(super) const MAX_LEN: usize = 8 << 20;
/// Maximum size of the body of a token request, which is not authenticated yet.
pub(super) const MAX_TOKEN_REQUEST_LEN: usize = 64 << 10;
/// Number of bytes to read of a body that is too large or not used. Clients that are still sending do
/// not see the response if the connection is closed earlier.
const MAX_READ_LEN: usize = 64 << 20;
/// Time to receive a body.
const TIMEOUT: Duration = Duration::from_secs(30);

/// Reads a body to its end and keeps at most `max_len` bytes.
///
/// # Errors
///
/// Returns a 413 for a longer body, a 408 for one that does not arrive in time, and a 400 for a
/// malformed one.
pub(super) async fn read(body: Body, max_len: usize) -> Result<Bytes, ErrorResponse> {
    timeout(TIMEOUT, receive(body, max_len))
        .await
        .unwrap_or_else(|_| {
            let seconds = TIMEOUT.as_secs();
            let message = format!("request body not received within {seconds} seconds");
            Err(ErrorResponse::new(408, message))
        })
}

/// Reads a body that is not used and keeps nothing of it.
pub(super) async fn discard(body: Body) {
    // The request is rejected already, so a second error does not matter.
    let _ = timeout(TIMEOUT, receive(body, 0)).await;
}

async fn receive(mut body: Body, max_len: usize) -> Result<Bytes, ErrorResponse> {
    let mut bytes = BytesMut::new();
    let mut len = 0_usize;
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| {
            ErrorResponse::bad_request(format!("failed to read the request body: {error}"))
        })?;
        if let Ok(data) = frame.into_data() {
            len = len.saturating_add(data.len());
            if len <= max_len {
                bytes.extend_from_slice(&data);
            } else if len > MAX_READ_LEN {
                break;
            }
        }
    }
    if len > max_len {
        return Err(too_large(max_len));
    }
    Ok(bytes.freeze())
}

/// Returns the response to a body of more than `max_len` bytes.
pub(super) fn too_large(max_len: usize) -> ErrorResponse {
    let message = format!("request body too large: the limit is {max_len} bytes");
    ErrorResponse::new(413, message)
}

#[cfg(test)]
mod tests {
    use futures_util::{StreamExt, stream};

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn stalled_body_is_a_408() {
        let start = std::iter::once(Ok::<_, std::io::Error>(Bytes::from_static(b"a")));
        let stalled = stream::iter(start).chain(stream::pending());
        let error = read(Body::from_stream(stalled), MAX_LEN).await.unwrap_err();
        assert_eq!(error.status, 408);
    }
}
