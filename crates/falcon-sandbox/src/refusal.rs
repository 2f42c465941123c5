//! Why a request is refused, as the envelope tells it.

use serde_json::{Value, json};

/// One error of an envelope.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ApiError {
    code: u16,
    message: String,
    id: Option<String>,
}

impl ApiError {
    pub(crate) fn new(code: u16, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            id: None,
        }
    }

    /// The error of an id that nothing has.
    pub(crate) fn not_found(what: &str, id: &str) -> Self {
        Self {
            id: Some(id.to_owned()),
            ..Self::new(404, format!("there is no {what} with this id"))
        }
    }

    pub(crate) fn json(&self) -> Value {
        let mut json = json!({ "code": self.code, "message": self.message });
        if let Some(id) = &self.id {
            json["id"] = id.as_str().into();
        }
        json
    }
}

/// An answer that is none: a status and at least one error.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Refusal {
    pub(crate) status: u16,
    pub(crate) errors: Vec<ApiError>,
    /// The Unix second at which to try again.
    pub(crate) retry_after: Option<u64>,
}

impl Refusal {
    pub(crate) fn new(status: u16, message: impl Into<String>) -> Self {
        Self::listing(status, vec![ApiError::new(status, message)])
    }

    pub(crate) fn listing(status: u16, errors: Vec<ApiError>) -> Self {
        Self {
            status,
            errors,
            retry_after: None,
        }
    }

    /// The request is not what the operation takes.
    pub(crate) fn bad_request(message: impl Into<String>) -> Self {
        Self::new(400, message)
    }

    /// Too many requests; the next may come at this Unix second.
    pub(crate) fn too_many(retry_after: u64) -> Self {
        let mut refusal = Self::new(429, "API rate limit exceeded.");
        refusal.retry_after = Some(retry_after);
        refusal
    }
}
