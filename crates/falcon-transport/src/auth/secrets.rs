//! Secrets of a request, which must not be quoted from its response.

use secrecy::ExposeSecret;
use serde::de::Error as _;

use crate::auth::credentials::Credentials;
use crate::auth::redact::redact;
use crate::auth::token::Token;
use crate::error::{Error, MAX_EXCERPT};
use crate::http::one_line::one_line;

/// Secrets that a request contains. Their values are collected only when something is quoted.
#[derive(Clone, Copy)]
pub(crate) struct Secrets<'a> {
    pub(crate) credentials: Option<&'a Credentials>,
    pub(crate) token: Option<&'a Token>,
}

impl<'a> Secrets<'a> {
    pub(crate) fn values(self) -> Vec<&'a str> {
        self.iter().collect()
    }

    fn iter(self) -> impl Iterator<Item = &'a str> {
        let client_secret = self.credentials.map(|c| c.client_secret.expose_secret());
        let token = self.token.map(Token::as_str);
        token.into_iter().chain(client_secret)
    }

    /// Decodes bytes that a server sent, with secrets redacted.
    ///
    /// Shorten the result only afterwards: the rest of a secret that was cut is not recognized.
    pub(crate) fn redact_lossy(self, bytes: &[u8]) -> String {
        redact(String::from_utf8_lossy(bytes).into_owned(), &self.values())
    }

    /// Redacts the id of a request, which a response has in a header or its metadata.
    ///
    /// Hexadecimal ids of up to 64 characters, which the service sends, are not decoded.
    pub(crate) fn redact_trace_id(self, trace_id: &mut Option<String>) {
        let is_ordinary = |id: &String| {
            id.len() <= 64
                && id
                    .bytes()
                    .all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
        };
        let Some(id) = trace_id
            .take_if(|id| !is_ordinary(id) || self.iter().any(|secret| id.contains(secret)))
        else {
            return;
        };
        *trace_id = Some(redact(id, &self.values()));
    }

    /// Sets the source of an error to a decoding error, which may quote the body.
    ///
    /// When it quotes a secret or much of the body, only its redacted message is kept.
    pub(crate) fn attach_source(self, error: Error, cause: serde_json::Error) -> Error {
        let message = cause.to_string();
        let redacted = redact(message.clone(), &self.values());
        if redacted == message && message.len() <= MAX_EXCERPT {
            return error.with_source(cause);
        }
        error.with_source(serde_json::Error::custom(one_line(&redacted, MAX_EXCERPT)))
    }
}
