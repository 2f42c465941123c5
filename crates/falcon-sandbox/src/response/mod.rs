//! Responses of operations: the envelope, its errors, and the few responses without an envelope.

mod envelope;
mod error;

pub(crate) use envelope::{Envelope, POWERED_BY};
pub(crate) use error::{ApiError, ErrorResponse};

/// The successful response of an operation.
#[derive(Debug)]
pub(crate) enum ApiResponse {
    Envelope(Envelope),
    /// A status and JSON text without an envelope: access tokens and GraphQL.
    Json(u16, String),
    /// The bytes of a blob.
    Bytes(Vec<u8>),
}

impl From<Envelope> for ApiResponse {
    fn from(envelope: Envelope) -> Self {
        Self::Envelope(envelope)
    }
}
