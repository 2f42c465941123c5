//! The response to a call by operation id.

use bytes::Bytes;
use serde_json::Value;

use crate::api::operation::Operation;
use crate::error::{Error, ErrorKind};
use crate::http::response_head::{ResponseHead, header_methods};
use crate::response::api_error::ApiError;
use crate::response::decode::without_bom;
use crate::response::partial::Partial;
use crate::response::parts::RejectedItem;

/// The response to [`Falcon::call`](crate::Falcon::call): the body byte for byte, and the errors it
/// lists.
#[derive(Clone, Debug)]
#[must_use = "a response may list errors: call `complete()`, or check `errors()`"]
pub struct RawResponse {
    pub(crate) operation: Operation,
    pub(crate) head: ResponseHead,
    pub(crate) content_type: Option<String>,
    pub(crate) body: Bytes,
    /// The errors of a JSON envelope. A download has none.
    pub(crate) errors: Vec<ApiError>,
    pub(crate) rejected: Vec<RejectedItem<Value>>,
}

impl RawResponse {
    /// Returns the body if the service listed no errors and rejected nothing.
    ///
    /// # Errors
    ///
    /// [`Partial`], which contains this response.
    pub fn complete(self) -> Result<Bytes, Partial<Self>> {
        if self.errors.is_empty() && self.rejected.is_empty() {
            return Ok(self.body);
        }
        let mut errors = self.errors.clone();
        errors.extend(self.rejected.iter().map(|item| item.reason.clone()));
        let error = Error::new(ErrorKind::Partial, "the response lists errors")
            .with_operation(&self.operation)
            .with_head(&self.head)
            .with_api_errors(errors);
        Err(Partial::new(self, error))
    }

    /// Returns the body, also if it lists errors.
    #[must_use]
    pub fn bytes(&self) -> &Bytes {
        &self.body
    }

    /// Parses the body as JSON.
    ///
    /// # Errors
    ///
    /// [`Error::is_decode`] when the body is not JSON, as is usual for downloads.
    pub fn json(&self) -> Result<Value, Error> {
        serde_json::from_slice(without_bom(&self.body)).map_err(|cause| {
            Error::new(ErrorKind::Decode, "the body is not JSON")
                .with_operation(&self.operation)
                .with_head(&self.head)
                .with_source(cause)
        })
    }

    /// Returns the errors listed by the service.
    #[must_use]
    pub fn errors(&self) -> &[ApiError] {
        &self.errors
    }

    /// Returns the resources that the service rejected, as JSON and each with the reason.
    ///
    /// Only additions to the inventory have them: resources with an `error`, which the service lists
    /// among those it added and not in [`errors`](Self::errors).
    #[must_use]
    pub fn rejected(&self) -> &[RejectedItem<Value>] {
        &self.rejected
    }

    /// Returns the operation that was called.
    #[must_use]
    pub fn operation(&self) -> &Operation {
        &self.operation
    }

    /// Returns the content type, such as `application/json`.
    #[must_use]
    pub fn content_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }

    header_methods!();
}
