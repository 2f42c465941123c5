//! What is wrong with a request.

use std::fmt;

/// How many problems are kept; the rest are counted.
const MOST: usize = 100;

/// One thing that is wrong with a request: where, what, and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestError {
    path: String,
    message: String,
    help: String,
}

impl RequestError {
    pub(crate) fn new(
        place: &Place<'_>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self {
            path: place.to_string(),
            message: message.into(),
            help: help.into(),
        }
    }

    /// Where in the request, as a JSON path: `$[0].sub_aggregates[1].interval`. `$` is the request
    /// itself.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What is wrong.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What to write instead.
    #[must_use]
    pub fn help(&self) -> &str {
        &self.help
    }
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`: {}: {}", self.path, self.message, self.help)
    }
}

/// A request is none that the service takes. `Display` shows every problem on a line of its own.
///
/// ```
/// use falcon_aggregates::Aggregates;
/// use fql::collections::external_assets::ExternalAssets;
///
/// let body = r#"[{"name": "n", "type": "date_histogram", "field": "first_sen"}]"#;
/// let error = body.parse::<Aggregates<ExternalAssets>>().unwrap_err();
/// let paths: Vec<&str> = error.problems().iter().map(|problem| problem.path()).collect();
/// assert_eq!(paths, ["$[0].field", "$[0].interval"]);
/// assert_eq!(error.problems()[0].help(), "did you mean `first_seen`?");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct InvalidAggregates {
    problems: Vec<RequestError>,
    omitted: usize,
}

impl InvalidAggregates {
    /// What is wrong: everything, as long as it is not more than a hundred things.
    #[must_use]
    pub fn problems(&self) -> &[RequestError] {
        &self.problems
    }

    /// How many problems there are besides.
    #[must_use]
    pub fn omitted(&self) -> usize {
        self.omitted
    }

    pub(crate) fn push(
        &mut self,
        place: &Place<'_>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        if self.problems.len() < MOST {
            self.problems.push(RequestError::new(place, message, help));
        } else {
            self.omitted += 1;
        }
    }

    /// Whether something was said of this place already, or of one in it, or that what it belongs to
    /// is no aggregation at all.
    pub(crate) fn tells_of(&self, place: &Place<'_>) -> bool {
        // Beyond those that are kept, problems are only counted.
        if self.problems.is_empty() || self.omitted > 0 {
            return false;
        }
        if let Place::Key(aggregate, _) = place {
            let aggregate = aggregate.to_string();
            if self
                .problems
                .iter()
                .any(|problem| problem.path == aggregate)
            {
                return true;
            }
        }
        let path = place.to_string();
        self.problems.iter().any(|problem| {
            problem
                .path
                .strip_prefix(&path)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        })
    }

    /// The value, if nothing is wrong.
    pub(crate) fn or<T>(self, value: T) -> Result<T, Self> {
        if self.problems.is_empty() {
            Ok(value)
        } else {
            Err(self)
        }
    }
}

impl fmt::Display for InvalidAggregates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the aggregate request is not valid")?;
        for problem in &self.problems {
            write!(f, "\n{problem}")?;
        }
        match self.omitted {
            0 => Ok(()),
            omitted => write!(f, "\nand {omitted} more"),
        }
    }
}

impl std::error::Error for InvalidAggregates {}

/// A place in a request.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Place<'p> {
    Root,
    Index(&'p Place<'p>, usize),
    Key(&'p Place<'p>, &'p str),
}

impl<'p> Place<'p> {
    pub(crate) fn key(&'p self, key: &'p str) -> Self {
        Place::Key(self, key)
    }

    pub(crate) fn index(&'p self, index: usize) -> Self {
        Place::Index(self, index)
    }
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Root => f.write_str("$"),
            Place::Index(place, index) => write!(f, "{place}[{index}]"),
            // A key that is not known may hold anything.
            Place::Key(place, key) if is_plain(key) => write!(f, "{place}.{key}"),
            Place::Key(place, key) => write!(f, "{place}[{key:?}]"),
        }
    }
}

fn is_plain(key: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    !key.is_empty() && key.bytes().all(is_plain)
}
