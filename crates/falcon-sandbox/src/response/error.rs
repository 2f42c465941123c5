//! Error responses.

use serde_json::{Value, json};

/// One item of an envelope's `errors`.
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

    /// Creates the error for an unknown id of a `resource`, such as `asset`.
    pub(crate) fn not_found(resource: &str, id: &str) -> Self {
        Self {
            id: Some(id.to_owned()),
            ..Self::new(404, format!("{resource} not found"))
        }
    }

    pub(crate) fn to_json(&self) -> Value {
        let mut json = json!({ "code": self.code, "message": self.message });
        if let Some(id) = &self.id {
            json["id"] = id.as_str().into();
        }
        json
    }
}

/// A response with an error status, at least one error and no resources.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ErrorResponse {
    pub(crate) status: u16,
    pub(crate) errors: Vec<ApiError>,
    /// `resources` are an empty list instead of `null`.
    pub(crate) has_empty_list: bool,
    /// The Unix second of the next allowed attempt.
    pub(crate) retry_after: Option<u64>,
}

impl ErrorResponse {
    /// Creates a response with one error, whose code is the status.
    pub(crate) fn new(status: u16, message: impl Into<String>) -> Self {
        Self::with_errors(status, vec![ApiError::new(status, message)])
    }

    pub(crate) fn with_errors(status: u16, errors: Vec<ApiError>) -> Self {
        Self {
            status,
            errors,
            has_empty_list: false,
            retry_after: None,
        }
    }

    pub(crate) fn bad_request(message: impl Into<String>) -> Self {
        Self::new(400, message)
    }

    /// Creates the response of a request whose client has closed the connection. Nobody receives it.
    pub(crate) fn cancelled() -> Self {
        Self::bad_request("the client closed the connection")
    }

    /// Sets the `resources` to an empty list. The API definition allows it and `null`.
    pub(crate) fn with_empty_list(mut self) -> Self {
        self.has_empty_list = true;
        self
    }

    /// Creates a 400 response with one error for each message.
    pub(crate) fn bad_requests(messages: impl IntoIterator<Item = String>) -> Self {
        let errors = messages
            .into_iter()
            .map(|message| ApiError::new(400, message));
        Self::with_errors(400, errors.collect())
    }

    /// Appends a note to the message of the first error.
    pub(crate) fn with_note(mut self, note: &str) -> Self {
        if let Some(error) = self.errors.first_mut() {
            error.message = format!("{}; {note}", error.message);
        }
        self
    }

    /// Returns the messages of the errors in one line.
    pub(crate) fn message(&self) -> String {
        let messages: Vec<&str> = self.errors.iter().map(|error| &*error.message).collect();
        messages.join("; ")
    }

    /// Creates the response to a rate-limited request; `retry_after` is a Unix second.
    pub(crate) fn rate_limited(retry_after: u64) -> Self {
        Self {
            retry_after: Some(retry_after),
            ..Self::new(429, "API rate limit exceeded.")
        }
    }
}
