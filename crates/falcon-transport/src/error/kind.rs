//! Classification of errors.

/// The kind of an [`Error`](crate::Error), to match on.
///
/// The predicates of [`Error`](crate::Error) answer questions that concern several kinds, such as
/// [`is_timeout`](crate::Error::is_timeout) and [`is_retryable`](crate::Error::is_retryable).
///
/// # Examples
///
/// ```
/// use falcon_transport::{Error, ErrorKind};
///
/// fn exit_code(error: &Error) -> u8 {
///     match error.kind() {
///         ErrorKind::Config | ErrorKind::Argument => 2,
///         ErrorKind::Unauthorized | ErrorKind::Forbidden => 3,
///         _ if error.is_retryable() => 4,
///         _ => 1,
///     }
/// }
///
/// let error = "mars".parse::<falcon_transport::Cloud>().unwrap_err();
/// assert_eq!(exit_code(&error), 2);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client is misconfigured: credentials, cloud, URLs, certificates.
    Config,
    /// The arguments are invalid, for example a filter that does not parse. Nothing was sent.
    Argument,
    /// The service rejected the credentials or the token: status 401.
    Unauthorized,
    /// The service denied access: status 403.
    Forbidden,
    /// The resource does not exist: status 404.
    NotFound,
    /// The rate limit is exhausted: status 429.
    RateLimited,
    /// The service failed: status 500 to 599.
    Server,
    /// Any other error status.
    Status,
    /// The service sent a redirect, which is not followed.
    Redirect,
    /// No connection could be made. Nothing was sent.
    Connect,
    /// The connection was lost after something may have been sent.
    Connection,
    /// An attempt timed out.
    Timeout,
    /// The overall timeout of the call passed, or a wait would end after it.
    Deadline,
    /// A response, or a result in it, could not be decoded.
    Decode,
    /// The body of a response ended early.
    Truncated,
    /// A response, or a page of a listing, succeeded only in part.
    Partial,
    /// A listing cannot continue.
    Paging,
    /// A file or writer of the caller failed.
    Io,
}
