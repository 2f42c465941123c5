//! Scripted responses.

use std::io::{self, Write};

use serde_json::{Value, json};

/// A response of the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Response {
    /// A complete response. The content length is that of the body.
    Complete {
        /// The status code.
        status: u16,
        /// Header fields besides the content length.
        headers: Vec<(String, String)>,
        /// The body.
        body: Vec<u8>,
    },
    /// Raw bytes, after which the connection ends.
    Raw {
        /// The bytes to send, including the head.
        bytes: Vec<u8>,
        /// The end of the connection.
        then: Then,
    },
}

/// The end of a connection after raw bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// The connection is closed.
    Close,
    /// The connection is reset.
    Reset,
    /// The connection stays open without further bytes until the client closes it.
    Stall,
}

impl Response {
    /// Returns a 200 response with a JSON body.
    #[must_use]
    pub fn json(body: impl Into<Value>) -> Self {
        Self::status(200, body)
    }

    /// Returns a response with a JSON body.
    #[must_use]
    pub fn status(status: u16, body: impl Into<Value>) -> Self {
        let body: Value = body.into();
        Self::bytes(status, body.to_string()).with("Content-Type", "application/json")
    }

    /// Returns a response with a body and without a content type.
    #[must_use]
    pub fn text(status: u16, body: &str) -> Self {
        Self::bytes(status, body)
    }

    /// Returns a response with a body and without a content type.
    #[must_use]
    pub fn bytes(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self::Complete {
            status,
            headers: Vec::new(),
            body: body.into(),
        }
    }

    /// Returns a 200 response with resources in an envelope.
    #[must_use]
    pub fn resources(resources: impl Into<Value>) -> Self {
        let resources: Value = resources.into();
        Self::json(json!({ "meta": {}, "errors": [], "resources": resources }))
    }

    /// Returns raw bytes and the end of the connection.
    #[must_use]
    pub fn raw(bytes: impl Into<Vec<u8>>, then: Then) -> Self {
        let bytes = bytes.into();
        Self::Raw { bytes, then }
    }

    /// Returns the head of a 200 response with this content length, followed by `body`, which may
    /// be shorter.
    #[must_use]
    pub fn partial(content_length: usize, body: &[u8], then: Then) -> Self {
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\
             Content-Length: {content_length}\r\n\r\n"
        );
        Self::raw([head.as_bytes(), body].concat(), then)
    }

    /// Adds a header field to a complete response.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        if let Self::Complete { headers, .. } = &mut self {
            headers.push((name.to_owned(), value.to_string()));
        }
        self
    }

    /// Writes the response and returns the end of the connection, or `None` if it stays open.
    pub(crate) fn write(&self, mut out: impl Write) -> io::Result<Option<Then>> {
        match self {
            Self::Complete {
                status,
                headers,
                body,
            } => {
                let reason = if *status == 200 { "OK" } else { "Status" };
                let length = body.len();
                let mut head =
                    format!("HTTP/1.1 {status} {reason}\r\nContent-Length: {length}\r\n");
                for (name, value) in headers {
                    head += &format!("{name}: {value}\r\n");
                }
                out.write_all(&[head.as_bytes(), b"\r\n", body].concat())?;
                Ok(None)
            }
            Self::Raw { bytes, then } => {
                out.write_all(bytes)?;
                Ok(Some(*then))
            }
        }
    }
}
