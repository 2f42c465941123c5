//! What a bucket is for.

use std::fmt;

use serde::{Serialize, Serializer};
use serde_json::{Number, Value};

/// What a bucket is for: a text, or a number.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub enum Label {
    /// Nothing was said.
    #[default]
    None,
    /// A text; `true` and `false` are texts, too.
    Text(String),
    /// A number.
    Number(Number),
}

impl Label {
    /// Whether there is none.
    #[must_use]
    pub fn is_none(&self) -> bool {
        *self == Self::None
    }

    /// The text, if it is one.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number, also of a text that says one.
    #[must_use]
    pub fn as_f64(&self) -> Option<f64> {
        match self {
            Self::None => None,
            Self::Text(text) => text.parse().ok(),
            Self::Number(number) => number.as_f64(),
        }
    }

    /// The whole number, also of a text that says one.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Self::None => None,
            Self::Text(text) => text.parse().ok(),
            Self::Number(number) => number.as_i64(),
        }
    }

    pub(crate) fn of(value: &Value) -> Option<Self> {
        match value {
            Value::String(text) => Some(Self::Text(text.clone())),
            Value::Number(number) => Some(Self::Number(number.clone())),
            Value::Bool(value) => Some(Self::Text(value.to_string())),
            _ => None,
        }
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.pad(""),
            Self::Text(text) => f.pad(text),
            Self::Number(number) => f.pad(&number.to_string()),
        }
    }
}

impl Serialize for Label {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::None => serializer.serialize_unit(),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Number(number) => number.serialize(serializer),
        }
    }
}
