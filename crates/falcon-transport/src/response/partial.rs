//! [`Partial`]: the error of a response that failed in part.

use std::error::Error as StdError;
use std::fmt;

use crate::error::Error;

/// The error of calling `complete()` on a response that failed in part.
///
/// It still contains the response. With `?` it becomes an [`Error`].
pub struct Partial<R> {
    response: Box<R>,
    error: Error,
}

impl<R> Partial<R> {
    pub(crate) fn new(response: R, error: Error) -> Self {
        Self {
            response: Box::new(response),
            error,
        }
    }

    /// Returns the response.
    pub fn response(&self) -> &R {
        &self.response
    }

    /// Returns the response by value.
    pub fn into_response(self) -> R {
        *self.response
    }
}

impl<R> fmt::Display for Partial<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(f)
    }
}

impl<R> fmt::Debug for Partial<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Partial").field(&self.error).finish()
    }
}

impl<R> StdError for Partial<R> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.error.source()
    }
}

impl<R> From<Partial<R>> for Error {
    fn from(partial: Partial<R>) -> Self {
        partial.error
    }
}
