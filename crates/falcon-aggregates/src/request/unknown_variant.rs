//! [`UnknownVariant`]: the parse error of this crate's enumerations.

use std::fmt;

use super::messages::{excerpt, help_for_unknown};

/// The error for parsing an [`AggregationType`](crate::AggregationType), a
/// [`Parameter`](crate::Parameter) or an [`Interval`](crate::Interval) from an unknown name.
///
/// # Examples
///
/// ```
/// use falcon_aggregates::Interval;
///
/// let error = "dya".parse::<Interval>().unwrap_err();
/// assert_eq!(error.to_string(), "unknown interval `dya`");
/// assert_eq!(error.help(), "did you mean `day`?");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownVariant {
    noun: &'static str,
    input: String,
    names: &'static [&'static str],
    /// The name that is certainly meant, if it is not similar.
    meant: Option<&'static str>,
}

impl UnknownVariant {
    /// Creates the error for `input`, which is not in `names`. `noun` describes a name.
    pub(crate) fn new(noun: &'static str, input: &str, names: &'static [&'static str]) -> Self {
        Self {
            noun,
            input: input.to_owned(),
            names,
            meant: None,
        }
    }

    /// Sets the name that is certainly meant.
    pub(crate) fn with_meant(self, meant: Option<&'static str>) -> Self {
        Self { meant, ..self }
    }

    /// Returns a suggestion: the most similar name, or else the list of all names.
    #[must_use]
    pub fn help(&self) -> String {
        match self.meant {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => help_for_unknown(&self.input, self.names),
        }
    }
}

impl fmt::Display for UnknownVariant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown {} `{}`", self.noun, excerpt(&self.input))
    }
}

impl std::error::Error for UnknownVariant {}
