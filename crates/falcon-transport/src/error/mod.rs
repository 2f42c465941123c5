//! The error type of the crate.

mod convert;
mod kind;

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use fql_syntax::{closest_match, excerpt};

use crate::api::operation::Operation;
use crate::http::one_line::one_line;
use crate::http::rate_limit::RateLimit;
use crate::http::response_head::ResponseHead;
use crate::response::api_error::ApiError;

pub use kind::ErrorKind;

/// Maximum length of the excerpt of a body, in characters.
pub(crate) const MAX_EXCERPT: usize = 200;
/// Maximum number of API errors that are displayed; [`Error::api_errors`] returns all.
const MAX_DISPLAYED_API_ERRORS: usize = 3;

/// The error of a call.
///
/// One opaque type serves all operations, so `?` works across them. The errors of filters and of
/// aggregations convert into it, so a function that also parses a filter needs no other type. Match
/// on [`kind`](Self::kind) or use the predicates, such as
/// [`is_rate_limited`](Self::is_rate_limited), to handle a specific failure, and
/// [`is_retryable`](Self::is_retryable) and [`may_have_been_done`](Self::may_have_been_done) to
/// decide whether to repeat the call.
///
/// `Display` is one line with the operation, the status, the errors that the service listed and
/// the trace id; [`help`](Self::help) suggests a fix. The underlying error, if any, is the
/// [`source`](StdError::source), for example an [`InvalidFilter`](crate::fql::InvalidFilter) with its
/// whole report. None of them contains a secret.
///
/// # Examples
///
/// ```no_run
/// # async fn example(falcon: falcon_transport::Falcon) -> Result<(), falcon_transport::Error> {
/// match falcon.exposure_management().get_assets(["id1"]).send().await {
///     Ok(response) => println!("{} assets", response.complete()?.len()),
///     Err(error) if error.is_rate_limited() => println!("retry later: {error}"),
///     Err(error) => return Err(error),
/// }
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct Error(Box<Inner>);

/// The result of a call.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Shared, because one failed token request fails every call that waited for it.
type Source = Arc<dyn StdError + Send + Sync>;

#[derive(Clone)]
struct Inner {
    /// The kind before it is refined by the status.
    kind: ErrorKind,
    message: String,
    operation: Option<Operation>,
    status: Option<u16>,
    api_errors: Vec<ApiError>,
    trace_id: Option<String>,
    body_excerpt: Option<String>,
    help: Option<String>,
    retry_after: Option<Duration>,
    rate_limit: RateLimit,
    attempts: u32,
    may_have_been_done: bool,
    source: Option<Source>,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            kind,
            message: message.into(),
            operation: None,
            status: None,
            api_errors: Vec::new(),
            trace_id: None,
            body_excerpt: None,
            help: None,
            retry_after: None,
            rate_limit: RateLimit::default(),
            attempts: 0,
            may_have_been_done: false,
            source: None,
        }))
    }

    pub(crate) fn config(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Config, message)
    }

    pub(crate) fn argument(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Argument, message)
    }

    /// Returns the error of a name that is not among the known ones. The help is the closest of them, or
    /// else `help`.
    pub(crate) fn unknown<'n>(
        kind: ErrorKind,
        noun: &str,
        name: &str,
        known: impl IntoIterator<Item = &'n str>,
        help: &str,
    ) -> Self {
        let message = format!("unknown {noun} `{}`", excerpt(name, 60));
        Self::new(kind, message).with_help(match closest_match(name, known) {
            Some(name) => format!("did you mean `{name}`?"),
            None => help.to_owned(),
        })
    }

    /// Converts an error of the HTTP client, for a request to `peer`.
    pub(crate) fn transport(cause: reqwest::Error, peer: &str) -> Self {
        // The URL contains the caller's filter and ids, a proxy's URL possibly a password.
        let cause = cause.without_url();
        let error = if cause.is_connect() && is_certificate_error(&cause) {
            Self::new(
                ErrorKind::Connect,
                format!("could not connect to {peer}: server certificate is not trusted"),
            )
            .with_help(
                "check the base URL; for a gateway that intercepts TLS, add its root certificate \
                 with `root_certificate`",
            )
        } else if cause.is_connect() {
            Self::new(ErrorKind::Connect, format!("could not connect to {peer}"))
        } else if cause.is_timeout() {
            Self::new(ErrorKind::Timeout, "request timed out")
        } else {
            Self::new(ErrorKind::Connection, "connection lost").with_note(peer)
        };
        error.with_source(cause)
    }

    pub(crate) fn with_operation(mut self, operation: impl Into<Operation>) -> Self {
        self.0.operation = Some(operation.into());
        self
    }

    /// Sets the operation unless it is set, as it is not for errors before the first request.
    pub(crate) fn or_operation(mut self, operation: &Operation) -> Self {
        self.0.operation.get_or_insert_with(|| operation.clone());
        self
    }

    pub(crate) fn with_source(mut self, source: impl StdError + Send + Sync + 'static) -> Self {
        self.0.source = Some(Arc::new(source));
        self
    }

    /// Prefixes the message with the step that failed.
    pub(crate) fn context(mut self, step: &str) -> Self {
        self.0.message = format!("{step}: {}", self.0.message);
        self
    }

    /// Appends a note to the message.
    pub(crate) fn with_note(mut self, note: &str) -> Self {
        self.0.message = format!("{} ({note})", self.0.message);
        self
    }

    pub(crate) fn with_help(mut self, help: impl Into<String>) -> Self {
        self.0.help = Some(help.into());
        self
    }

    pub(crate) fn with_status(mut self, status: u16) -> Self {
        self.0.status = Some(status);
        self
    }

    #[cold]
    pub(crate) fn with_head(mut self, head: &ResponseHead) -> Self {
        self.0.rate_limit = head.rate_limit;
        self.with_status(head.status)
            .with_trace_id(head.trace_id.clone())
    }

    pub(crate) fn with_api_errors(mut self, errors: Vec<ApiError>) -> Self {
        self.0.api_errors = errors;
        self
    }

    pub(crate) fn with_trace_id(mut self, trace_id: Option<String>) -> Self {
        self.0.trace_id = trace_id;
        self
    }

    pub(crate) fn with_body_excerpt(mut self, body: &str) -> Self {
        self.0.body_excerpt = Some(one_line(body, MAX_EXCERPT));
        self
    }

    pub(crate) fn with_retry_after(mut self, wait: Duration) -> Self {
        self.0.retry_after = Some(wait);
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

    /// Returns the kind of the error.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        match (self.0.kind, self.0.status) {
            // A call that does not wait for the reset of the rate limit, too.
            (ErrorKind::Status | ErrorKind::Deadline, Some(429)) => ErrorKind::RateLimited,
            (ErrorKind::Status, Some(401)) => ErrorKind::Unauthorized,
            (ErrorKind::Status, Some(403)) => ErrorKind::Forbidden,
            (ErrorKind::Status, Some(404)) => ErrorKind::NotFound,
            (ErrorKind::Status, Some(500..=599)) => ErrorKind::Server,
            (kind, _) => kind,
        }
    }

    /// Returns the operation that failed, if one was called.
    #[must_use]
    pub fn operation(&self) -> Option<&Operation> {
        self.0.operation.as_ref()
    }

    /// Returns the HTTP status of the response.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.0.status
    }

    /// Returns all errors that the service listed, including those that `Display` omits.
    #[must_use]
    pub fn api_errors(&self) -> &[ApiError] {
        &self.0.api_errors
    }

    /// Returns the service's id of the request, which CrowdStrike support can look up.
    #[must_use]
    pub fn trace_id(&self) -> Option<&str> {
        self.0.trace_id.as_deref()
    }

    /// Returns the start of a body that could not be decoded, as one line.
    #[must_use]
    pub fn body_excerpt(&self) -> Option<&str> {
        self.0.body_excerpt.as_deref()
    }

    /// Returns a suggestion for fixing the error, which `Display` does not include.
    #[must_use]
    pub fn help(&self) -> Option<&str> {
        self.0.help.as_deref()
    }

    /// Returns the number of requests that were sent for the call, token requests excluded.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// Returns the wait that the service requested, counted from its response.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// Returns the rate limit that the response reported; its fields are `None` without one.
    #[must_use]
    pub fn rate_limit(&self) -> RateLimit {
        self.0.rate_limit
    }

    /// Returns `true` if the service reported an internal failure (status 500 to 599).
    #[must_use]
    pub fn is_server_error(&self) -> bool {
        matches!(self.0.status, Some(500..=599))
    }

    /// Returns `true` if an attempt, or the whole call, timed out.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Timeout | ErrorKind::Deadline)
    }

    /// Returns `true` if the same call may succeed later and repeating it is safe.
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
            ErrorKind::Status => matches!(self.0.status, Some(408 | 429 | 500..=599)),
            _ => false,
        }
    }

    /// Returns `true` if a create, update or delete may have taken effect although the call failed.
    ///
    /// The request may have reached the service, but its outcome is unknown. Check the state before
    /// repeating the call.
    #[must_use]
    pub fn may_have_been_done(&self) -> bool {
        self.0.may_have_been_done
    }
}

/// Defines predicates of an error, by its kind or its status.
macro_rules! predicates {
    ($($(#[$doc:meta])* $name:ident: $member:ident == $value:expr;)*) => {
        impl Error {$(
            $(#[$doc])*
            #[must_use]
            pub fn $name(&self) -> bool {
                self.0.$member == $value
            }
        )*}
    };
}

predicates! {
    /// Returns `true` if the client is misconfigured: credentials, cloud, URLs, certificates.
    is_config: kind == ErrorKind::Config;
    /// Returns `true` if the arguments are invalid: the operation does not accept them, or a filter
    /// or an aggregation is invalid. Nothing was sent.
    is_argument: kind == ErrorKind::Argument;
    /// Returns `true` if the service sent a redirect. Redirects are not followed, so that no token
    /// is sent to another host.
    is_redirect: kind == ErrorKind::Redirect;
    /// Returns `true` if no connection could be made. Nothing was sent.
    is_connect: kind == ErrorKind::Connect;
    /// Returns `true` if the overall timeout of the call ended it.
    is_deadline: kind == ErrorKind::Deadline;
    /// Returns `true` if a response could not be decoded; [`body_excerpt`](Self::body_excerpt)
    /// returns its start.
    is_decode: kind == ErrorKind::Decode;
    /// Returns `true` if a body ended early.
    is_truncated: kind == ErrorKind::Truncated;
    /// Returns `true` if a response, or a page of a listing, succeeded only in part.
    is_partial: kind == ErrorKind::Partial;
    /// Returns `true` if a listing cannot continue, because the service repeats a page, does
    /// not say where the next page is, or leaves out items of its total, or because the result window
    /// ends.
    is_paging: kind == ErrorKind::Paging;
    /// Returns `true` if a file or writer of the caller failed.
    is_io: kind == ErrorKind::Io;

    /// Returns `true` if the service rejected the credentials or the token (status 401).
    is_unauthorized: status == Some(401);
    /// Returns `true` if the service denied access (status 403).
    ///
    /// The usual cause is a missing scope, which `Display` names, or an IP address outside the
    /// allowlist of the API client.
    is_forbidden: status == Some(403);
    /// Returns `true` if the requested resource does not exist (status 404).
    is_not_found: status == Some(404);
    /// Returns `true` if the rate limit is exhausted (status 429) and either resets after the
    /// deadline of the call or was exhausted again after each wait.
    is_rate_limited: status == Some(429);
}

/// Returns `true` if TLS failed because of the server's certificate.
///
/// The error type belongs to the TLS library, which is a private dependency of reqwest, so only
/// the messages are left to check.
fn is_certificate_error(error: &reqwest::Error) -> bool {
    let sources = std::iter::successors(error.source(), |&source| source.source());
    sources
        .map(ToString::to_string)
        .any(|message| message.contains("certificate"))
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        if let Some(operation) = &inner.operation {
            write!(f, "{operation}: ")?;
        }
        f.write_str(&inner.message)?;
        let displayed = inner.api_errors.iter().take(MAX_DISPLAYED_API_ERRORS);
        for (index, error) in displayed.enumerate() {
            write!(f, "{}{error}", if index == 0 { ": " } else { "; " })?;
        }
        let omitted = inner
            .api_errors
            .len()
            .saturating_sub(MAX_DISPLAYED_API_ERRORS);
        if omitted > 0 {
            write!(f, "; and {omitted} more")?;
        }
        if let Some(excerpt) = inner
            .body_excerpt
            .as_deref()
            .filter(|body| !body.is_empty())
        {
            write!(f, "; response body starts with `{excerpt}`")?;
        }
        if inner.attempts > 1 {
            write!(f, "; failed after {} attempts", inner.attempts)?;
        }
        if inner.may_have_been_done {
            f.write_str("; the operation may have taken effect")?;
        }
        if let Some(trace_id) = &inner.trace_id {
            write!(f, " (trace id `{}`)", excerpt(trace_id, 80))?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        let mut debug = f.debug_struct("Error");
        debug
            .field("kind", &self.kind())
            .field("message", &self.to_string());
        if let Some(help) = &inner.help {
            debug.field("help", help);
        }
        if let Some(source) = &inner.source {
            debug.field("source", source);
        }
        debug.finish()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::operation_id::OperationId;

    #[test]
    fn error_is_pointer_sized_and_send() {
        fn is_send<T: Send + Sync + 'static>() {}
        is_send::<Error>();
        assert_eq!(size_of::<Error>(), size_of::<usize>());
    }

    #[test]
    fn display_is_one_line_without_help() {
        let error = Error::new(ErrorKind::Status, "403 Forbidden")
            .with_operation(OperationId::GetExternalAssets)
            .with_status(403)
            .with_note("requires the scope `assets:read`")
            .with_api_errors(vec![ApiError::new(Some(403), "access\ndenied")])
            .with_help("grant the scope to the API client")
            .with_trace_id(Some("t-1".into()));
        assert_eq!(
            error.to_string(),
            "get_external_assets: 403 Forbidden (requires the scope `assets:read`): \
             access denied (code 403) (trace id `t-1`)"
        );
        assert_eq!(error.help(), Some("grant the scope to the API client"));
    }

    #[test]
    fn kind_is_refined_by_the_status() {
        for (status, kind) in [
            (400, ErrorKind::Status),
            (401, ErrorKind::Unauthorized),
            (403, ErrorKind::Forbidden),
            (404, ErrorKind::NotFound),
            (429, ErrorKind::RateLimited),
            (500, ErrorKind::Server),
            (599, ErrorKind::Server),
            (600, ErrorKind::Status),
        ] {
            let error = Error::new(ErrorKind::Status, "").with_status(status);
            assert_eq!(error.kind(), kind, "{status}");
        }
        let exhausted = Error::new(ErrorKind::Deadline, "").with_status(429);
        assert_eq!(exhausted.kind(), ErrorKind::RateLimited);
        let malformed = Error::new(ErrorKind::Decode, "").with_status(500);
        assert_eq!(malformed.kind(), ErrorKind::Decode);
    }

    #[test]
    fn display_counts_further_api_errors() {
        let errors = (0..9).map(|code| ApiError::new(Some(code), "x")).collect();
        let error = Error::new(ErrorKind::Partial, "p").with_api_errors(errors);
        assert!(error.to_string().ends_with("; and 6 more"), "{error}");
        assert_eq!(error.api_errors().len(), 9);
    }
}
