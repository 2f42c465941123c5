//! One document: its id and its JSON text.

use std::fmt;

use serde_json::Value;

/// One document. It is kept as JSON text, which takes a fraction of the memory of a built value
/// and is what filters are evaluated on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    id: Box<str>,
    text: Box<str>,
}

impl Document {
    /// A document of known id; the text must be the JSON of an object.
    pub(crate) fn new(id: impl Into<Box<str>>, text: impl Into<Box<str>>) -> Self {
        Self {
            id: id.into(),
            text: text.into(),
        }
    }

    /// The document of this value, whose id is the text under `key`.
    ///
    /// # Errors
    /// When there is no text under `key`.
    pub fn of_value(key: &'static str, value: &Value) -> Result<Self, DocumentError> {
        let id = value
            .get(key)
            .and_then(Value::as_str)
            .ok_or(DocumentError { key })?;
        Ok(Self::new(id, value.to_string()))
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Its JSON text, on one line.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Its value; `null` only if the text were no JSON, which nothing here makes.
    #[must_use]
    pub fn value(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or(Value::Null)
    }
}

/// A document without an id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentError {
    key: &'static str,
}

impl fmt::Display for DocumentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the document has no text `{}`, which is its id",
            self.key
        )
    }
}

impl std::error::Error for DocumentError {}
