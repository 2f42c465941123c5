//! Recorded requests, and how they are read from a connection.

use std::io::BufRead;

use serde_json::Value;

/// A request as it arrived.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// The method, as sent.
    pub method: String,
    /// The request target: path and query, not decoded.
    pub target: String,
    /// The header fields in order, with names as sent.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Request {
    /// Returns the path of the target.
    #[must_use]
    pub fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    /// Returns the query of the target, not decoded.
    #[must_use]
    pub fn raw_query(&self) -> &str {
        self.target.split_once('?').map_or("", |(_, query)| query)
    }

    /// Returns the decoded pairs of the query in order.
    #[must_use]
    pub fn query(&self) -> Vec<(String, String)> {
        decode(self.raw_query().as_bytes())
    }

    /// Returns the first value of a query parameter.
    #[must_use]
    pub fn param(&self, key: &str) -> Option<String> {
        self.params(key).into_iter().next()
    }

    /// Returns all values of a query parameter in order.
    #[must_use]
    pub fn params(&self, key: &str) -> Vec<String> {
        let pairs = self.query().into_iter();
        pairs
            .filter(|(name, _)| name == key)
            .map(|(_, value)| value)
            .collect()
    }

    /// Returns the first header field of this name, ignoring case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        let (_, value) = headers.find(|(key, _)| key.eq_ignore_ascii_case(name))?;
        Some(value)
    }

    /// Returns the body as JSON, or `null` if it is not JSON.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    /// Returns the decoded pairs of a form body in order.
    #[must_use]
    pub fn form(&self) -> Vec<(String, String)> {
        decode(&self.body)
    }
}

fn decode(pairs: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(pairs).into_owned().collect()
}

/// Reads the next request. Returns `None` when the client has closed the connection, also in the
/// middle of a request, and an error description for a malformed request.
pub(crate) fn read(reader: &mut impl BufRead) -> Result<Option<Request>, String> {
    let Some(mut request) = read_head(reader)? else {
        return Ok(None);
    };
    if request.header("transfer-encoding").is_some() {
        return Err("body without a length".into());
    }
    let length = request.header("content-length").map_or(Ok(0), str::parse);
    let length: usize = length.map_err(|error| format!("malformed content length: {error}"))?;
    request.body = vec![0; length];
    let complete = reader.read_exact(&mut request.body).is_ok();
    Ok(complete.then_some(request))
}

fn read_head(reader: &mut impl BufRead) -> Result<Option<Request>, String> {
    let Some(first) = read_line(reader)? else {
        return Ok(None);
    };
    let parts: Vec<&str> = first.split(' ').collect();
    let [method, target, "HTTP/1.1"] = parts.as_slice() else {
        return Err(format!("malformed request line {first:?}"));
    };
    let mut request = Request {
        method: (*method).to_owned(),
        target: (*target).to_owned(),
        ..Request::default()
    };
    loop {
        let Some(line) = read_line(reader)? else {
            return Ok(None);
        };
        if line.is_empty() {
            return Ok(Some(request));
        }
        let Some((name, value)) = line.split_once(':') else {
            return Err(format!("malformed header line {line:?}"));
        };
        if request.header(name).is_some() {
            return Err(format!("duplicate header {name:?}"));
        }
        let value = value.trim().to_owned();
        request.headers.push((name.to_owned(), value));
    }
}

/// Reads one line, which must end with CRLF and contain no control characters. Returns `None` at
/// the end of the connection.
fn read_line(reader: &mut impl BufRead) -> Result<Option<String>, String> {
    let mut bytes = Vec::new();
    if reader.read_until(b'\n', &mut bytes).is_err() || !bytes.ends_with(b"\n") {
        return Ok(None);
    }
    let line = String::from_utf8_lossy(&bytes);
    match line.strip_suffix("\r\n") {
        Some(line) if !line.contains(char::is_control) => Ok(Some(line.to_owned())),
        _ => Err(format!("malformed line {line:?}")),
    }
}
