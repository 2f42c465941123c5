//! Request bodies.

use axum::body::Body;
use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt;

use crate::response::ErrorResponse;

/// Maximum size of a request body.
const MAX_BODY_LEN: usize = 8 << 20;
/// Number of bytes to read of a body that is too large. Clients that are still sending do not see
/// the response if the connection is closed earlier.
const MAX_READ_LEN: usize = 64 << 20;

/// Reads a body to its end.
pub(super) async fn read(mut body: Body) -> Result<Bytes, ErrorResponse> {
    let mut bytes = BytesMut::new();
    let mut len = 0_usize;
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| {
            ErrorResponse::bad_request(format!("failed to read the request body: {error}"))
        })?;
        if let Ok(data) = frame.into_data() {
            len += data.len();
            if len <= MAX_BODY_LEN {
                bytes.extend_from_slice(&data);
            } else if len > MAX_READ_LEN {
                break;
            }
        }
    }
    if len > MAX_BODY_LEN {
        return Err(ErrorResponse::new(
            413,
            format!("request body too large: the limit is {MAX_BODY_LEN} bytes"),
        ));
    }
    Ok(bytes.freeze())
}
