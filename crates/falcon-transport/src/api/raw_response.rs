//! The response to a call by operation id.

use bytes::Bytes;
use serde_json::Value;

use crate::api::operation::Operation;
use crate::api::operation_id::OperationId;
use crate::error::{Error, ErrorKind};
use crate::http::response_head::{ResponseHead, header_methods};
use crate::response::api_error::{ApiError, rejection};
use crate::response::decode::without_bom;
use crate::response::partial::Partial;
use crate::response::parts::ResponseParts;

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
}

impl RawResponse {
    /// Returns the body if the service listed no errors and rejected nothing.
    ///
    /// # Errors
    ///
    /// [`Partial`], which contains this response.
    pub fn complete(self) -> Result<Bytes, Partial<Self>> {
        let rejected = self.rejected();
        if self.errors.is_empty() && rejected.is_empty() {
            return Ok(self.body);
        }
        let mut errors = self.errors.clone();
        errors.extend(rejected.iter().filter_map(rejection_of));
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

    /// Returns the rejected resources, as JSON.
    ///
    /// Only additions to the inventory have them: resources with an `error`, which the service lists
    /// among those it added and not in [`errors`](Self::errors).
    #[must_use]
    pub fn rejected(&self) -> Vec<Value> {
        rejected(&self.operation, &self.body)
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

fn rejected(operation: &Operation, body: &[u8]) -> Vec<Value> {
    if *operation != OperationId::PostExternalAssetsInventoryV1 {
        return Vec::new();
    }
    let resources = ResponseParts::<Value>::read(body).map(|parts| parts.succeeded);
    let mut resources = resources.unwrap_or_default();
    resources.retain(|item| rejection_of(item).is_some());
    resources
}

fn rejection_of(item: &Value) -> Option<ApiError> {
    rejection(item.get("id").and_then(Value::as_str), item.get("error"))
}
