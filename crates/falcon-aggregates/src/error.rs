//! Errors in a request, each with its location.

use std::fmt;

use crate::json_path::JsonPath;

/// The number of errors that are kept; further ones are only counted.
const MAX_ERRORS: usize = 100;

/// One error in a request: its location, a message and a help text.
///
/// `Display` prints all three on one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestError {
    path: String,
    message: String,
    help: String,
}

impl RequestError {
    /// Returns the location of the error as a JSON path, such as
    /// `$[0].sub_aggregates[1].interval`. `$` is the request itself.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the description of the error.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Returns a suggestion for how to fix the error.
    #[must_use]
    pub fn help(&self) -> &str {
        &self.help
    }
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            path,
            message,
            help,
        } = self;
        write!(f, "`{path}`: {message} ({help})")
    }
}

/// The error type for requests: everything that is invalid in one.
///
/// `Display` prints each [`RequestError`] on its own line.
///
/// # Examples
///
/// ```
/// use falcon_aggregates::Aggregates;
/// use fql::collections::external_assets::ExternalAssets;
///
/// let body = r#"[{"name": "n", "type": "date_histogram", "field": "first_sen"}]"#;
/// let invalid = body.parse::<Aggregates<ExternalAssets>>().unwrap_err();
/// let paths: Vec<&str> = invalid.errors().iter().map(|error| error.path()).collect();
/// assert_eq!(paths, ["$[0].field", "$[0].interval"]);
/// assert_eq!(invalid.errors()[0].help(), "did you mean `first_seen`?");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidAggregates {
    errors: Vec<RequestError>,
    omitted: usize,
}

impl InvalidAggregates {
    /// Returns the errors, up to 100 of them.
    #[must_use]
    pub fn errors(&self) -> &[RequestError] {
        &self.errors
    }

    /// Returns the number of errors beyond those in [`errors`](Self::errors).
    #[must_use]
    pub fn omitted(&self) -> usize {
        self.omitted
    }

    /// Creates the list to which errors are added. It is an error only with one, which
    /// [`or`](Self::or) checks.
    pub(crate) const fn none() -> Self {
        Self {
            errors: Vec::new(),
            omitted: 0,
        }
    }

    pub(crate) fn push(
        &mut self,
        path: &JsonPath<'_>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        if self.errors.len() == MAX_ERRORS {
            self.omitted += 1;
            return;
        }
        self.errors.push(RequestError {
            path: path.to_string(),
            message: message.into(),
            help: help.into(),
        });
    }

    /// Returns `true` if an error was reported at `path`, below it, or for the aggregation that it
    /// belongs to as a whole. A further error there would only be a consequence.
    pub(crate) fn covers(&self, path: &JsonPath<'_>) -> bool {
        // Beyond the limit errors are only counted, so a consequential one is harmless.
        if self.errors.is_empty() || self.omitted > 0 {
            return false;
        }
        if let JsonPath::Key(aggregate, _) = path {
            let aggregate = aggregate.to_string();
            if self.errors.iter().any(|error| error.path == aggregate) {
                return true;
            }
        }
        let path = path.to_string();
        self.errors.iter().any(|error| {
            let rest = error.path.strip_prefix(&path);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        })
    }

    /// Returns `value` if there are no errors.
    pub(crate) fn or<T>(self, value: T) -> Result<T, Self> {
        if self.errors.is_empty() {
            Ok(value)
        } else {
            Err(self)
        }
    }
}

impl fmt::Display for InvalidAggregates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("invalid aggregate request")?;
        for error in &self.errors {
            write!(f, "\n{error}")?;
        }
        match self.omitted {
            0 => Ok(()),
            omitted => write!(f, "\nand {omitted} more"),
        }
    }
}

impl std::error::Error for InvalidAggregates {}
