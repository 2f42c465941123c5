//! Errors that responses list.

use std::fmt;

use fql_syntax::excerpt;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

use crate::auth::redact::{redact, redact_object};
use crate::http::one_line::one_line;
use crate::response::decode;

/// An error that the service lists in a response.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ApiError {
    /// Error code of the service, usually an HTTP status.
    pub code: Option<i64>,
    /// Error message of the service.
    pub message: String,
    /// Id of the item that the error is about.
    pub id: Option<String>,
    /// Unknown fields, such as the `path` of a GraphQL error.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl ApiError {
    pub(crate) fn new(code: Option<i64>, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            ..Self::default()
        }
    }

    /// Redacts secrets that the server may have echoed.
    pub(crate) fn redacted(self, secrets: &[&str]) -> Self {
        Self {
            code: self.code,
            message: redact(self.message, secrets),
            id: self.id.map(|id| redact(id, secrets)),
            extra: redact_object(self.extra, secrets),
        }
    }

    /// Converts an error of any JSON type; nothing is dropped.
    pub(crate) fn from_value(value: Value) -> Self {
        let mut object = match value {
            Value::Object(object) => object,
            Value::String(message) => return Self::new(None, message),
            other => return Self::new(None, other.to_string()),
        };
        let code = object.get("code").and_then(decode::as_integer);
        if code.is_some() {
            object.remove("code");
        }
        // A field of another type stays in `extra`.
        let mut take_string = |key: &str| match object.remove(key)? {
            Value::String(string) => Some(string),
            other => {
                object.insert(key.to_owned(), other);
                None
            }
        };
        let message = take_string("message").unwrap_or_default();
        let id = take_string("id");
        Self {
            code,
            message,
            id,
            extra: object,
        }
    }
}

impl<'de> Deserialize<'de> for ApiError {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Value::deserialize(deserializer).map(Self::from_value)
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match one_line(&self.message, 300) {
            message if message.is_empty() => f.write_str("no message")?,
            message => f.write_str(&message)?,
        }
        match (self.code, &self.id) {
            (Some(code), Some(id)) => write!(f, " (code {code}, id `{}`)", excerpt(id, 120)),
            (Some(code), None) => write!(f, " (code {code})"),
            (None, Some(id)) => write!(f, " (id `{}`)", excerpt(id, 120)),
            (None, None) => Ok(()),
        }
    }
}

/// Returns the reason for which a resource with this `error` field was rejected, if it was.
pub(crate) fn rejection(id: Option<&str>, error: Option<&Value>) -> Option<ApiError> {
    let error = error.filter(|error| !error.is_null() && error.as_str() != Some(""))?;
    let mut reason = ApiError::from_value(error.clone());
    reason.id = reason.id.or_else(|| id.map(str::to_owned));
    Some(reason)
}
