//! The one error of the crate.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::api::operation::OperationId;
use crate::auth::secrets::Secrets;
use crate::http::rate_limit::RateLimit;
use crate::http::text::{one_line, without};
use crate::response::envelope::ApiError;

/// How much of a body that could not be read is shown, in characters.
const EXCERPT: usize = 200;
/// How many of the service's errors are written out; all are in [`Error::api_errors`].
const SHOWN_API_ERRORS: usize = 3;

/// Why a call failed.
///
/// It is one opaque type, so `?` works across operations. Its text is one line that names the
/// operation, the status, what the service said and the trace id to give to support; the cause
/// underneath, if any, is its [`source`](StdError::source). No secret is ever part of it.
///
/// ```no_run
/// # async fn example(falcon: falcon_transport::Falcon) -> Result<(), falcon_transport::Error> {
/// match falcon.exposure_management().get_assets(["id1"]).send().await {
///     Ok(answer) => println!("{} assets", answer.complete()?.len()),
///     Err(error) if error.is_rate_limited() => println!("later: {error}"),
///     Err(error) => return Err(error),
/// }
/// # Ok(()) }
/// ```
pub struct Error(Box<Inner>);

/// A cause from underneath. It is shared, because one failed token request fails every call that
/// waited for it.
type Cause = Arc<dyn StdError + Send + Sync>;

#[derive(Clone, Default)]
struct Inner {
    kind: ErrorKind,
    /// What went wrong, in words.
    message: String,
    operation: Option<OperationId>,
    status: Option<u16>,
    api_errors: Vec<ApiError>,
    trace_id: Option<String>,
    /// The beginning of a body that could not be read.
    excerpt: Option<String>,
    /// What to do about it.
    help: Option<String>,
    /// How long the service asks to be left alone.
    retry_after: Option<Duration>,
    rate_limit: RateLimit,
    /// How many requests were sent for the call.
    attempts: u32,
    may_have_been_done: bool,
    source: Option<Cause>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum ErrorKind {
    /// The client cannot be built as asked.
    #[default]
    Config,
    /// The call's arguments are not what the operation takes; nothing was sent.
    Argument,
    /// The service answered with a status that is no success.
    Status,
    /// The service answered with a redirect, which is not followed.
    Redirect,
    /// There was no connection: nothing was sent.
    Connect,
    /// The connection was lost after something may have been sent.
    Connection,
    /// One attempt took too long.
    Timeout,
    /// The call's overall deadline has passed, or waiting would pass it.
    Deadline,
    /// An answer arrived and could not be read.
    Decode,
    /// A body ended before its end.
    Truncated,
    /// A success with errors beside it, taken as a whole.
    Partial,
    /// A listing cannot go on.
    Paging,
    /// A file or writer of the caller failed.
    Io,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            kind,
            message: message.into(),
            ..Inner::default()
        }))
    }

    pub(crate) fn config(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Config, message)
    }

    pub(crate) fn argument(operation: Option<OperationId>, message: impl Into<String>) -> Self {
        let mut error = Self::new(ErrorKind::Argument, message);
        error.0.operation = operation;
        error
    }

    /// The connection could not be made, or was lost.
    pub(crate) fn transport(cause: reqwest::Error) -> Self {
        // The address holds the caller's filter and ids, and a proxy's may hold a password.
        let cause = cause.without_url();
        let (kind, message) = if cause.is_connect() {
            (ErrorKind::Connect, "could not connect")
        } else if cause.is_timeout() {
            (ErrorKind::Timeout, "no answer in time")
        } else {
            (ErrorKind::Connection, "the connection was lost")
        };
        let error = Self::new(kind, message);
        let error = if kind == ErrorKind::Connect && is_about_certificate(&cause) {
            error.with_help(
                "the server's certificate is not trusted: check the address, or give the root \
                 of a gateway that looks into TLS with `root_certificate`",
            )
        } else {
            error
        };
        error.with_source(cause)
    }

    pub(crate) fn with_operation(mut self, operation: OperationId) -> Self {
        self.0.operation = Some(operation);
        self
    }

    pub(crate) fn with_source(mut self, cause: impl StdError + Send + Sync + 'static) -> Self {
        self.0.source = Some(Arc::new(cause));
        self
    }

    /// The same for a cause that may quote a body: of one that quotes a secret, or a lot, only its
    /// words are kept, without that.
    pub(crate) fn because_of_body(self, cause: serde_json::Error, secrets: Secrets<'_>) -> Self {
        let words = cause.to_string();
        let shown = without(words.clone(), &secrets.texts());
        if shown == words && words.len() <= EXCERPT {
            return self.with_source(cause);
        }
        self.with_source(Words(one_line(&shown, EXCERPT)))
    }

    /// The same error for one more call that failed of it.
    pub(crate) fn shared(&self) -> Self {
        Self(self.0.clone())
    }

    /// The same error as the outcome of a call that never got to send.
    pub(crate) fn or_operation(mut self, operation: OperationId) -> Self {
        self.0.operation.get_or_insert(operation);
        self
    }

    /// Puts what was tried before what went wrong.
    pub(crate) fn context(mut self, tried: &str) -> Self {
        self.0.message = format!("{tried}: {}", self.0.message);
        self
    }

    pub(crate) fn with_status(mut self, status: u16) -> Self {
        self.0.status = Some(status);
        self
    }

    pub(crate) fn with_api_errors(mut self, errors: Vec<ApiError>) -> Self {
        self.0.api_errors = errors;
        self
    }

    pub(crate) fn with_trace_id(mut self, trace_id: Option<String>) -> Self {
        self.0.trace_id = trace_id;
        self
    }

    pub(crate) fn with_help(mut self, help: impl Into<String>) -> Self {
        self.0.help = Some(help.into());
        self
    }

    pub(crate) fn with_retry_after(mut self, wait: Duration) -> Self {
        self.0.retry_after = Some(wait);
        self
    }

    pub(crate) fn with_rate_limit(mut self, seen: RateLimit) -> Self {
        self.0.rate_limit = seen;
        self
    }

    pub(crate) fn after_attempts(mut self, attempts: u32) -> Self {
        self.0.attempts = attempts;
        self
    }

    pub(crate) fn with_may_have_been_done(mut self) -> Self {
        self.0.may_have_been_done = true;
        self
    }

    /// Keeps the beginning of a body that could not be read.
    pub(crate) fn with_body_excerpt(mut self, body: &str) -> Self {
        self.0.excerpt = Some(one_line(body, EXCERPT));
        self
    }

    /// The operation that failed, where one was called.
    #[must_use]
    pub fn operation(&self) -> Option<OperationId> {
        self.0.operation
    }

    /// The HTTP status that the service answered with.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.0.status
    }

    /// The errors that the service listed in its answer; all of them, also those that the text
    /// of this error leaves out.
    #[must_use]
    pub fn api_errors(&self) -> &[ApiError] {
        &self.0.api_errors
    }

    /// The id under which the service remembers the request: give it to support.
    #[must_use]
    pub fn trace_id(&self) -> Option<&str> {
        self.0.trace_id.as_deref()
    }

    /// The beginning of the body that could not be read, as one line.
    #[must_use]
    pub fn body_excerpt(&self) -> Option<&str> {
        self.0.excerpt.as_deref()
    }

    /// How many requests were sent for the call, those for tokens not counted.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// How long the service asked to be left alone, counted from its answer.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// The state of the rate limit when the service answered, where it did.
    #[must_use]
    pub fn rate_limit(&self) -> RateLimit {
        self.0.rate_limit
    }

    /// Whether the client cannot be built as asked: credentials, cloud, addresses.
    #[must_use]
    pub fn is_config(&self) -> bool {
        self.0.kind == ErrorKind::Config
    }

    /// Whether the arguments are not what the operation takes. Nothing was sent.
    #[must_use]
    pub fn is_argument(&self) -> bool {
        self.0.kind == ErrorKind::Argument
    }

    /// Whether the service refused the credentials or the token (status 401).
    #[must_use]
    pub fn is_unauthorized(&self) -> bool {
        self.0.status == Some(401)
    }

    /// Whether the service refused the call (status 403): mostly a missing scope, which the
    /// text names, or an address outside the allow list.
    #[must_use]
    pub fn is_forbidden(&self) -> bool {
        self.0.status == Some(403)
    }

    /// Whether the service does not know what was asked for (status 404).
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.0.status == Some(404)
    }

    /// Whether the rate limit is used up (status 429) and waiting for it would have taken longer
    /// than the call's deadline, or did not help.
    #[must_use]
    pub fn is_rate_limited(&self) -> bool {
        self.0.status == Some(429)
    }

    /// Whether the service said that it failed (status 500 to 599).
    #[must_use]
    pub fn is_server_error(&self) -> bool {
        self.0.status.is_some_and(|status| status >= 500)
    }

    /// Whether the service sent a redirect. None is followed, so no token leaves the host.
    #[must_use]
    pub fn is_redirect(&self) -> bool {
        self.0.kind == ErrorKind::Redirect
    }

    /// Whether no connection could be made. Nothing was sent.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        self.0.kind == ErrorKind::Connect
    }

    /// Whether an attempt, or the whole call, took longer than allowed.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Timeout | ErrorKind::Deadline)
    }

    /// Whether the call's overall deadline ended it.
    #[must_use]
    pub fn is_deadline(&self) -> bool {
        self.0.kind == ErrorKind::Deadline
    }

    /// Whether an answer arrived that could not be read; [`body_excerpt`](Self::body_excerpt)
    /// shows its beginning.
    #[must_use]
    pub fn is_decode(&self) -> bool {
        self.0.kind == ErrorKind::Decode
    }

    /// Whether a body ended before its end.
    #[must_use]
    pub fn is_truncated(&self) -> bool {
        self.0.kind == ErrorKind::Truncated
    }

    /// Whether the call succeeded in part, and its answer was asked for as a whole.
    #[must_use]
    pub fn is_partial(&self) -> bool {
        self.0.kind == ErrorKind::Partial
    }

    /// Whether a listing cannot go on, because the service repeats itself or its window ends.
    #[must_use]
    pub fn is_paging(&self) -> bool {
        self.0.kind == ErrorKind::Paging
    }

    /// Whether a file or writer of yours failed, not the service.
    #[must_use]
    pub fn is_io(&self) -> bool {
        self.0.kind == ErrorKind::Io
    }

    /// Whether the same call may succeed later, and repeating it cannot do anything twice.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        if self.0.may_have_been_done {
            return false;
        }
        match self.0.kind {
            ErrorKind::Connect
            | ErrorKind::Connection
            | ErrorKind::Timeout
            | ErrorKind::Deadline
            | ErrorKind::Truncated => true,
            ErrorKind::Status => self
                .0
                .status
                .is_some_and(|status| status == 408 || status == 429 || status >= 500),
            _ => false,
        }
    }

    /// Whether a create, change or deletion may have been done although it failed: the request
    /// may have arrived, and no answer says what became of it. Look before you repeat it.
    #[must_use]
    pub fn may_have_been_done(&self) -> bool {
        self.0.may_have_been_done
    }
}

/// Whether TLS failed of the server's certificate. The type of that error belongs to the TLS
/// library, which is not ours to name, so its words must do.
fn is_about_certificate(cause: &reqwest::Error) -> bool {
    let causes = std::iter::successors(cause.source(), |&cause| cause.source());
    causes
        .map(ToString::to_string)
        .any(|text| text.contains("certificate"))
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        if let Some(operation) = inner.operation {
            write!(f, "{operation}: ")?;
        }
        f.write_str(&inner.message)?;
        for (n, error) in inner.api_errors.iter().take(SHOWN_API_ERRORS).enumerate() {
            write!(f, "{}{error}", if n == 0 { ": " } else { "; " })?;
        }
        if let more @ 1.. = inner.api_errors.len().saturating_sub(SHOWN_API_ERRORS) {
            write!(f, "; and {more} more")?;
        }
        if let Some(excerpt) = inner.excerpt.as_deref().filter(|text| !text.is_empty()) {
            write!(f, "; the body begins `{excerpt}`")?;
        }
        if let Some(help) = &inner.help {
            write!(f, "; {help}")?;
        }
        if inner.attempts > 1 {
            write!(f, "; tried {} times", inner.attempts)?;
        }
        if inner.may_have_been_done {
            f.write_str("; it may have been done, so look before you repeat it")?;
        }
        if let Some(trace_id) = &inner.trace_id {
            write!(f, " (trace id `{}`)", one_line(trace_id, 80))?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        let mut debug = f.debug_struct("Error");
        debug
            .field("kind", &inner.kind)
            .field("text", &self.to_string());
        if let Some(source) = &inner.source {
            debug.field("source", source);
        }
        debug.finish()
    }
}

/// A cause of which only its words are kept.
#[derive(Debug)]
struct Words(String);

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl StdError for Words {}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|cause| cause as _)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_one_pointer_wide_and_crosses_threads() {
        fn crosses<T: Send + Sync + 'static>() {}
        crosses::<Error>();
        assert_eq!(size_of::<Error>(), size_of::<usize>());
    }

    #[test]
    fn its_text_is_one_line_with_all_that_is_known() {
        let error = Error::new(ErrorKind::Status, "403 Forbidden")
            .with_operation(OperationId::GetExternalAssets)
            .with_status(403)
            .with_api_errors(vec![ApiError::new(Some(403), "access\ndenied")])
            .with_help("the API client may lack the scope `assets:read`")
            .with_trace_id(Some("t-1".into()));
        assert_eq!(
            error.to_string(),
            "get_external_assets: 403 Forbidden: access denied (code 403); \
             the API client may lack the scope `assets:read` (trace id `t-1`)"
        );
    }

    #[test]
    fn its_cause_is_kept_but_not_printed_twice() {
        let error =
            Error::new(ErrorKind::Io, "could not write").with_source(std::io::Error::other("disk"));
        assert_eq!(error.to_string(), "could not write");
        assert_eq!(error.source().unwrap().to_string(), "disk");
    }

    #[test]
    fn many_api_errors_are_counted_not_printed() {
        let many = (0..9).map(|n| ApiError::new(Some(n), "x")).collect();
        let error = Error::new(ErrorKind::Partial, "p").with_api_errors(many);
        assert!(error.to_string().ends_with("; and 6 more"), "{error}");
        assert_eq!(error.api_errors().len(), 9);
    }
}
