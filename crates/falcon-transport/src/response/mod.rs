//! A successful answer, which may have failed in part.

pub(crate) mod envelope;
pub(crate) mod lenient;
pub(crate) mod meta;

use std::error::Error as StdError;
use std::fmt;

use serde::de::DeserializeOwned;

use crate::api::operation::OperationId;
use crate::auth::secrets::Secrets;
use crate::error::{Error, ErrorKind};
use crate::http::rate_limit::RateLimit;
use crate::http::response_head::ResponseHead;
use crate::response::envelope::{ApiError, MalformedItem, RejectedItem, ResponseParts};
use crate::response::meta::Meta;

/// An answer with a success status.
///
/// The service may answer 200 or 207 and list errors beside what succeeded. So that this cannot
/// be overlooked, there is no plain list to take: [`complete`](Self::complete) gives the
/// resources only when nothing failed, and [`succeeded`](Self::succeeded) and
/// [`into_parts`](Self::into_parts) say in their names that there may be more to look at.
///
/// ```no_run
/// # async fn example(falcon: falcon_transport::Falcon) -> Result<(), falcon_transport::Error> {
/// let answer = falcon.exposure_management().get_assets(["id1", "id2"]).send().await?;
/// for error in answer.errors() {
///     eprintln!("not found: {error}");
/// }
/// for asset in answer.succeeded() {
///     println!("{} {:?}", asset.id, asset.criticality);
/// }
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
#[must_use = "an answer may list errors beside its resources; take it with `complete()`"]
pub struct Response<T> {
    operation: OperationId,
    envelope: ResponseParts<T>,
    status: u16,
    trace_id: Option<String>,
    rate_limit: RateLimit,
}

impl<T: DeserializeOwned> Response<T> {
    /// Reads an answer, of about `expected` resources. It is boxed at once, so that what is large is
    /// filled where it stays. From the head it takes what it keeps.
    pub(crate) fn read(
        operation: OperationId,
        head: &mut ResponseHead,
        body: &[u8],
        expected: usize,
        secrets: Secrets<'_>,
    ) -> Result<Box<Self>, serde_json::Error> {
        let mut answer = Box::new(Self {
            operation,
            envelope: ResponseParts::empty(),
            status: head.status,
            trace_id: None,
            rate_limit: head.rate_limit,
        });
        answer.envelope.receive(head, body, expected, secrets)?;
        let told = head.trace_id.take();
        answer.trace_id = told.or_else(|| answer.envelope.meta.trace_id.clone());
        Ok(answer)
    }
}

impl<T> Response<T> {
    /// Sets those resources apart that the service says it did not take.
    pub(crate) fn split_rejected(mut self, reason: impl Fn(&T) -> Option<ApiError>) -> Self {
        let all = std::mem::take(&mut self.envelope.succeeded);
        for item in all {
            match reason(&item) {
                Some(reason) => self.envelope.rejected.push(RejectedItem { reason, item }),
                None => self.envelope.succeeded.push(item),
            }
        }
        self
    }

    /// All resources, in the service's order, when nothing failed.
    ///
    /// # Errors
    ///
    /// [`Partial`], with the whole answer in it, when the service listed errors or rejected a
    /// resource, or an item could not be read. It becomes an [`Error`] with `?`.
    pub fn complete(self) -> Result<Vec<T>, Partial<Self>> {
        match self.problem() {
            None => Ok(self.envelope.succeeded),
            Some(error) => Err(Partial::new(self, error)),
        }
    }

    /// What failed, as one error; nothing when the answer is complete.
    #[must_use]
    pub fn problem(&self) -> Option<Error> {
        self.error_with_succeeded(self.envelope.succeeded.len())
    }

    /// The same, when `succeeded` resources have been taken out.
    pub(crate) fn error_with_succeeded(&self, succeeded: usize) -> Option<Error> {
        (!self.is_complete()).then(|| self.as_error(succeeded))
    }

    pub(crate) fn parts_mut(&mut self) -> &mut ResponseParts<T> {
        &mut self.envelope
    }

    /// Whether nothing failed: no error is listed, nothing was rejected, and every item could be
    /// read.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.envelope.errors.is_empty()
            && self.envelope.rejected.is_empty()
            && self.envelope.malformed.is_empty()
    }

    /// The resources that succeeded, whatever else failed.
    #[must_use]
    pub fn succeeded(&self) -> &[T] {
        &self.envelope.succeeded
    }

    /// The resources that came back as rejected, each with the reason: additions to the inventory
    /// that have an `error`. Other operations have none.
    #[must_use]
    pub fn rejected(&self) -> &[RejectedItem<T>] {
        &self.envelope.rejected
    }

    /// The errors that the service lists.
    #[must_use]
    pub fn errors(&self) -> &[ApiError] {
        &self.envelope.errors
    }

    /// The items that came but could not be read, with their JSON.
    #[must_use]
    pub fn malformed(&self) -> &[MalformedItem] {
        &self.envelope.malformed
    }

    /// What the answer says about itself.
    #[must_use]
    pub fn meta(&self) -> &Meta {
        &self.envelope.meta
    }

    /// The HTTP status: 200, 201, 207 and so on.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The id under which the service remembers the request.
    #[must_use]
    pub fn trace_id(&self) -> Option<&str> {
        self.trace_id.as_deref()
    }

    /// The state of the rate limit when the answer was made.
    #[must_use]
    pub fn rate_limit(&self) -> RateLimit {
        self.rate_limit
    }

    /// The operation that was called.
    #[must_use]
    pub fn operation(&self) -> OperationId {
        self.operation
    }

    /// Everything, taken apart.
    #[must_use]
    pub fn into_parts(self) -> ResponseParts<T> {
        self.envelope
    }

    /// The error that this answer is when taken as a whole.
    #[cold]
    fn as_error(&self, succeeded: usize) -> Error {
        let mut errors = self.envelope.errors.clone();
        let rejected = self.envelope.rejected.iter();
        errors.extend(rejected.map(|item| item.reason.clone()));
        errors.extend(self.envelope.malformed.iter().map(|item| {
            let mut error = ApiError::new(None, item.to_string());
            error.id.clone_from(&item.id);
            error
        }));
        let failed = errors.len();
        let message = format!("partial success: {succeeded} succeeded, {failed} failed");
        Error::new(ErrorKind::Partial, message)
            .with_operation(self.operation)
            .with_status(self.status)
            .with_api_errors(errors)
            .with_trace_id(self.trace_id.clone())
    }
}

/// An answer that succeeded in part, taken as a whole.
///
/// It is an error that still holds the answer; `?` makes an [`Error`] of it.
pub struct Partial<A> {
    answer: Box<A>,
    error: Error,
}

impl<A> Partial<A> {
    pub(crate) fn new(answer: A, error: Error) -> Self {
        Self {
            answer: Box::new(answer),
            error,
        }
    }

    /// The answer, to look at.
    pub fn response(&self) -> &A {
        &self.answer
    }

    /// The answer, to take apart.
    pub fn into_response(self) -> A {
        *self.answer
    }
}

impl<A> fmt::Display for Partial<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(f)
    }
}

impl<A> fmt::Debug for Partial<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Partial").field(&self.error).finish()
    }
}

impl<A> StdError for Partial<A> {}

impl<A> From<Partial<A>> for Error {
    fn from(partial: Partial<A>) -> Self {
        partial.error
    }
}
