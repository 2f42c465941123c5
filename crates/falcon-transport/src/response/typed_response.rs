//! [`Response`]: a decoded response.

use serde::de::DeserializeOwned;

use crate::api::operation::Operation;
use crate::auth::secrets::Secrets;
use crate::error::{Error, ErrorKind};
use crate::http::response_head::{ResponseHead, header_methods};
use crate::response::api_error::ApiError;
use crate::response::limit::{DecodeError, ResponseLimit};
use crate::response::meta::Meta;
use crate::response::partial::Partial;
use crate::response::parts::{MalformedItem, RejectedItem, ResponseParts};

/// A response with a success status.
///
/// The service may respond with 200 or 207 and list errors next to the resources that succeeded.
/// There is no accessor for a plain list, with which a program would overlook errors:
/// [`complete`](Self::complete) returns the resources only when nothing failed, while
/// [`succeeded`](Self::succeeded) and [`into_parts`](Self::into_parts) name what they return.
///
/// # Examples
///
/// ```no_run
/// # async fn example(falcon: falcon_transport::Falcon) -> Result<(), falcon_transport::Error> {
/// let response = falcon.exposure_management().get_assets(["id1", "id2"]).send().await?;
/// for error in response.errors() {
///     eprintln!("not found: {error}");
/// }
/// for asset in response.succeeded() {
///     println!("{} {:?}", asset.id, asset.criticality);
/// }
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
#[must_use = "a response may list errors: call `complete()`, or check `errors()`"]
pub struct Response<T> {
    operation: Operation,
    parts: ResponseParts<T>,
    pub(crate) head: ResponseHead,
}

impl<T: DeserializeOwned> Response<T> {
    /// Decodes a response within its limits and takes the trace id from the head.
    ///
    /// The response is boxed before it is filled, because it is large to move.
    pub(crate) fn decode(
        operation: &Operation,
        head: &mut ResponseHead,
        body: &[u8],
        limit: ResponseLimit,
        secrets: Secrets<'_>,
    ) -> Result<Box<Self>, DecodeError> {
        let mut response = Box::new(Self {
            operation: operation.clone(),
            parts: ResponseParts::empty(),
            head: ResponseHead {
                trace_id: None,
                ..*head
            },
        });
        response.parts.decode_into(head, body, limit, secrets)?;
        secrets.redact_trace_id(&mut response.parts.meta.trace_id);
        let header = head.trace_id.take();
        response.head.trace_id = header.or_else(|| response.parts.meta.trace_id.clone());
        Ok(response)
    }
}

impl<T> Response<T> {
    /// Returns all resources, in the order of the service, if nothing failed.
    ///
    /// # Errors
    ///
    /// [`Partial`], which contains the whole response, when the service listed errors or rejected a
    /// resource, or an item could not be decoded. With `?` it becomes an [`Error`].
    pub fn complete(self) -> Result<Vec<T>, Partial<Self>> {
        match self.to_error() {
            None => Ok(self.parts.succeeded),
            Some(error) => Err(Partial::new(self, error)),
        }
    }

    /// Returns one error for everything that failed, or `None` if the response is complete.
    #[must_use]
    pub fn to_error(&self) -> Option<Error> {
        self.error_with_succeeded(self.parts.succeeded.len())
    }

    /// Like [`to_error`](Self::to_error), when `succeeded` resources have been taken out.
    pub(crate) fn error_with_succeeded(&self, succeeded: usize) -> Option<Error> {
        (!self.is_complete()).then(|| self.partial_error(succeeded))
    }

    pub(crate) fn parts_mut(&mut self) -> &mut ResponseParts<T> {
        &mut self.parts
    }

    /// Returns `true` if nothing failed: the service listed no errors and rejected no resource, and
    /// every item could be decoded.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.parts.errors.is_empty()
            && self.parts.rejected.is_empty()
            && self.parts.malformed.is_empty()
    }

    /// Returns the resources that succeeded, even if others failed.
    #[must_use]
    pub fn succeeded(&self) -> &[T] {
        &self.parts.succeeded
    }

    /// Returns the resources that the service rejected, each with the reason.
    ///
    /// Only additions to the inventory are rejected this way.
    #[must_use]
    pub fn rejected(&self) -> &[RejectedItem<T>] {
        &self.parts.rejected
    }

    /// Returns the errors that the service lists.
    #[must_use]
    pub fn errors(&self) -> &[ApiError] {
        &self.parts.errors
    }

    /// Returns the items that could not be decoded, with their JSON.
    #[must_use]
    pub fn malformed(&self) -> &[MalformedItem] {
        &self.parts.malformed
    }

    /// Returns the metadata of the response.
    #[must_use]
    pub fn meta(&self) -> &Meta {
        &self.parts.meta
    }

    header_methods!();

    /// Returns the operation that was called.
    #[must_use]
    pub fn operation(&self) -> &Operation {
        &self.operation
    }

    /// Returns all parts of the response.
    #[must_use]
    pub fn into_parts(self) -> ResponseParts<T> {
        self.parts
    }

    #[cold]
    fn partial_error(&self, succeeded: usize) -> Error {
        let mut errors = self.parts.errors.clone();
        let rejected = self.parts.rejected.iter();
        errors.extend(rejected.map(|item| item.reason.clone()));
        errors.extend(self.parts.malformed.iter().map(|item| {
            let mut error = ApiError::new(None, item.to_string());
            error.id.clone_from(&item.id);
            error
        }));
        let failed = errors.len();
        let message = format!("partial success: {succeeded} succeeded, {failed} failed");
        Error::new(ErrorKind::Partial, message)
            .with_operation(&self.operation)
            .with_head(&self.head)
            .with_api_errors(errors)
    }
}
