//! A stored document: its id and its JSON.

use std::fmt;

use serde_json::Value;

/// A JSON document and its id.
///
/// The sandbox stores, filters and returns documents as JSON source: it takes a fraction of the
/// memory of a parsed [`Value`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    id: Box<str>,
    json: Box<str>,
}

impl Document {
    /// Creates a document from its id and its JSON, which must be a valid object.
    pub(crate) fn new(id: impl Into<Box<str>>, json: impl Into<Box<str>>) -> Self {
        Self {
            id: id.into(),
            json: json.into(),
        }
    }

    /// Creates a document from a JSON value. The string at `id_key` becomes the document's id.
    ///
    /// # Errors
    ///
    /// Returns an error if `value` has no string at `id_key`.
    pub fn from_value(id_key: &'static str, value: &Value) -> Result<Self, DocumentError> {
        let id = value
            .get(id_key)
            .and_then(Value::as_str)
            .ok_or(DocumentError { id_key })?;
        Ok(Self::new(id, value.to_string()))
    }

    /// Returns the document's id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Returns the document's JSON, on one line.
    #[must_use]
    pub fn json(&self) -> &str {
        &self.json
    }

    /// Parses the document's JSON.
    #[must_use]
    pub fn to_value(&self) -> Value {
        // Every constructor guarantees valid JSON, so the default is never used.
        serde_json::from_str(&self.json).unwrap_or_default()
    }
}

/// The error for a document without an id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentError {
    id_key: &'static str,
}

impl fmt::Display for DocumentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "document has no string id in `{}`", self.id_key)
    }
}

impl std::error::Error for DocumentError {}
