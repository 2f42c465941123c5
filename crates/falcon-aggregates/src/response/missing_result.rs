//! [`MissingResult`]: the error for results that cannot be found.

use std::fmt;

/// The error for a result that is not in the response, or does not match its aggregation type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingResult {
    name: String,
    is_malformed: bool,
}

impl MissingResult {
    pub(crate) fn missing(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            is_malformed: false,
        }
    }

    pub(crate) fn malformed(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            is_malformed: true,
        }
    }

    /// Returns the name of the result.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns `true` if the response has a result of the name, which does not match its
    /// aggregation type.
    #[must_use]
    pub fn is_malformed(&self) -> bool {
        self.is_malformed
    }
}

impl fmt::Display for MissingResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = &self.name;
        if self.is_malformed {
            write!(f, "result `{name}` does not match its aggregation type")
        } else {
            write!(f, "no result named `{name}`")
        }
    }
}

impl std::error::Error for MissingResult {}
