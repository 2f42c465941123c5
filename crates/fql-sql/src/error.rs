//! The errors of lowering.

use std::fmt;

use fql::InvalidFilter;

use crate::Dialect;

/// The error of a filter that has no faithful form in a dialect, for the shape of the data.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum SqlError {
    /// The filter contains an unchecked string that is not a valid filter.
    InvalidFilter(InvalidFilter),
    /// The shape does not have the field.
    MissingField {
        /// The property of the clause.
        field: String,
    },
    /// The shape does not have one type for the values of the field.
    UnknownType {
        /// The property of the clause.
        field: String,
        /// The reason.
        reason: &'static str,
    },
    /// The dialect cannot evaluate the clause with the result that is documented.
    Unsupported {
        /// The dialect.
        dialect: Dialect,
        /// The clause in canonical form.
        clause: String,
        /// The reason.
        reason: &'static str,
    },
    /// Groups nest more than [`MAX_DEPTH`](crate::MAX_DEPTH) deep.
    TooDeep,
}

impl fmt::Display for SqlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidFilter(error) => error.fmt(f),
            Self::MissingField { field } => write!(f, "missing field `{field}` in the shape"),
            Self::UnknownType { field, reason } => {
                write!(f, "unknown type of `{field}` in the shape: {reason}")
            }
            Self::Unsupported {
                dialect,
                clause,
                reason,
            } => write!(f, "{dialect} does not support `{clause}`: {reason}"),
            Self::TooDeep => {
                write!(f, "groups nested more than {} deep", crate::MAX_DEPTH)
            }
        }
    }
}

impl std::error::Error for SqlError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::InvalidFilter(error) => Some(error),
            _ => None,
        }
    }
}

impl From<InvalidFilter> for SqlError {
    fn from(error: InvalidFilter) -> Self {
        Self::InvalidFilter(error)
    }
}
