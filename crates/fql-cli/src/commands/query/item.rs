//! An item as the service returned it.

use std::borrow::Cow;

use serde_json::Value;
use serde_json::value::RawValue;

/// An id or a document.
///
/// A document is its source text. No model is between the service and the user: unknown members,
/// null, key order and values of an unexpected type are kept.
#[derive(Debug)]
pub(super) enum Item {
    Id(String),
    Document(Box<RawValue>),
}

impl Item {
    /// Returns the JSON of the item.
    pub(super) fn source(&self) -> Cow<'_, str> {
        match self {
            Self::Id(id) => Cow::Owned(Value::from(id.as_str()).to_string()),
            Self::Document(source) => Cow::Borrowed(source.get()),
        }
    }

    /// Returns the item for columns: a document, or an object with nothing but the id.
    pub(super) fn value(&self, id_field: &str) -> Value {
        match self {
            Self::Id(id) => Value::from_iter([(id_field, id.as_str())]),
            // The source has been parsed before.
            Self::Document(source) => serde_json::from_str(source.get()).unwrap_or_default(),
        }
    }
}
