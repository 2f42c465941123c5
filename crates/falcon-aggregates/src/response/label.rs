//! [`Label`]: the label of a bucket.

use std::fmt;

use serde::{Serialize, Serializer};
use serde_json::{Number, Value};

/// The label of a bucket: a string or a number.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub enum Label {
    /// The bucket has no label.
    #[default]
    None,
    /// A string. `true` and `false` also become strings.
    String(String),
    /// A number.
    Number(Number),
}

impl Label {
    /// Returns `true` if the bucket has no label.
    #[must_use]
    pub fn is_none(&self) -> bool {
        *self == Self::None
    }

    /// Returns the string, if the label is one.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(string) => Some(string),
            _ => None,
        }
    }

    /// Returns the number, if the label is one or a string that contains one.
    #[must_use]
    pub fn as_f64(&self) -> Option<f64> {
        match self {
            Self::None => None,
            Self::String(string) => string.parse().ok(),
            Self::Number(number) => number.as_f64(),
        }
    }

    /// Returns the integer, if the label is one or a string that contains one.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Self::None => None,
            Self::String(string) => string.parse().ok(),
            Self::Number(number) => number.as_i64(),
        }
    }

    pub(crate) fn from_json(value: &Value) -> Option<Self> {
        match value {
            Value::String(string) => Some(Self::String(string.clone())),
            Value::Number(number) => Some(Self::Number(number.clone())),
            Value::Bool(value) => Some(Self::String(value.to_string())),
            _ => None,
        }
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.pad(""),
            Self::String(string) => f.pad(string),
            Self::Number(number) => f.pad(&number.to_string()),
        }
    }
}

impl Serialize for Label {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::None => serializer.serialize_unit(),
            Self::String(string) => serializer.serialize_str(string),
            Self::Number(number) => number.serialize(serializer),
        }
    }
}
