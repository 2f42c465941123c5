//! Recognizes responses of the API by their members.

use fql_syntax::excerpt;
use serde::Deserialize;
use serde_json::Value;

/// The maximum number of characters of the service's messages in an error.
const MAX_MESSAGE_CHARS: usize = 300;

/// A member of an object that may be a response of the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Member {
    Meta,
    Errors,
    Resources,
    /// An object with the members of the response: the body, where a client saved it with its status and
    /// headers, or the fields that the definition of the subsidiaries nests.
    Nested,
    /// The status or the headers.
    Http,
    Other,
}

impl Member {
    /// Returns the member with this key, which is JSON.
    pub(super) fn from_key(key: &[u8]) -> Self {
        match key {
            br#""meta""# => Self::Meta,
            br#""errors""# => Self::Errors,
            br#""resources""# => Self::Resources,
            br#""body""# | br#""FemEcosystemSubsidiariesResponseFields""# => Self::Nested,
            br#""status_code""# | br#""headers""# => Self::Http,
            _ => Self::Other,
        }
    }
}

/// Returns `true` if the object can be a response by its first member. All members of a response are
/// known, so this rejects documents at the cost of a few bytes.
pub(super) fn may_be_response(object: &[u8]) -> bool {
    let Some(members) = object.strip_prefix(b"{") else {
        return false;
    };
    let members = members.trim_ascii_start();
    // No other member starts with these letters.
    if !matches!(
        members.get(1),
        Some(b'm' | b'e' | b'r' | b'b' | b's' | b'h' | b'F')
    ) {
        return false;
    }
    let quote = memchr::memchr(b'"', &members[1..]);
    let key = quote.and_then(|quote| members.get(..quote + 2));
    key.is_some_and(|key| Member::from_key(key) != Member::Other)
}

/// The members of an object that may be a response, as far as they were read.
#[derive(Debug)]
pub(super) struct Response {
    /// The line of the object.
    pub(super) line: usize,
    /// Number of open objects: 2 in `body`.
    pub(super) depth: usize,
    pub(super) has_meta: bool,
    pub(super) has_other: bool,
    /// The source of `errors`.
    pub(super) errors: Option<Vec<u8>>,
    pub(super) resources: Option<Resources>,
    pub(super) has_resources: bool,
    pub(super) has_documents: bool,
}

/// The position of an array of resources that was read before it was known to be one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Resources {
    pub(super) offset: usize,
    pub(super) line: usize,
    pub(super) depth: usize,
}

/// An element of `errors`.
#[derive(Debug, Deserialize)]
struct ServiceError {
    code: Option<Value>,
    message: String,
}

impl Response {
    /// Creates a response whose object starts at this line.
    pub(super) fn new(line: usize) -> Self {
        Self {
            line,
            depth: 1,
            has_meta: false,
            has_other: false,
            errors: None,
            resources: None,
            has_resources: false,
            has_documents: false,
        }
    }

    /// Returns `true` if resources or errors of the object are those of a response. A document can have
    /// fields of these names, but with others.
    pub(super) fn is_certain(&self) -> bool {
        !self.has_other
    }

    /// Returns the error of a response without documents. Nothing can match it, which is not what was
    /// asked.
    pub(super) fn error(&self) -> Option<String> {
        let errors = self.service_errors()?;
        if errors.is_empty() {
            let is_incomplete = self.has_meta && !self.has_resources;
            return is_incomplete.then(|| "the response has no `resources`".into());
        }
        let messages = errors.join("; ");
        let messages = excerpt(&messages, MAX_MESSAGE_CHARS);
        Some(format!("the response is an error: {messages}"))
    }

    /// Returns the errors of a partial response, which also has documents.
    pub(super) fn partial_errors(&self) -> Vec<String> {
        let errors = self.service_errors().unwrap_or_default();
        let describe = |error: String| {
            let message = excerpt(&error, MAX_MESSAGE_CHARS);
            format!("the response has an error: {message}")
        };
        errors.into_iter().map(describe).collect()
    }

    /// Returns the messages of the service if the response has `errors`.
    fn service_errors(&self) -> Option<Vec<String>> {
        let source = self.errors.as_deref()?;
        let errors: Vec<ServiceError> = serde_json::from_slice(source).unwrap_or_default();
        Some(errors.into_iter().map(ServiceError::describe).collect())
    }
}

impl ServiceError {
    fn describe(self) -> String {
        match self.code {
            Some(code) => format!("{} (code {code})", self.message),
            None => self.message,
        }
    }
}
