//! Reads the documents of JSON arrays and of responses of the API, without reading them as a whole.

use std::io::{self, BufRead};

use crate::json_text::{Nesting, is_whitespace};

/// A document from a [`DocumentReader`].
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Document<'b> {
    /// The source text of the document. It is only known to end where its brackets end.
    Complete(&'b [u8]),
    /// The document exceeds the maximum length.
    TooLong,
}

/// An error that ends the documents of an input.
#[derive(Debug)]
pub(super) enum DocumentError {
    Read(io::Error),
    /// The text between the documents is malformed at this line.
    Malformed {
        line: usize,
        reason: &'static str,
    },
}

impl From<io::Error> for DocumentError {
    fn from(error: io::Error) -> Self {
        Self::Read(error)
    }
}

/// Reads a sequence of JSON values. The elements of an array are documents of their own, and so are
/// the `resources` of a response. Any other value is one document.
///
/// Memory holds one document.
#[derive(Debug)]
pub(super) struct DocumentReader<R> {
    reader: R,
    /// Number of the current line, from 1.
    line: usize,
    /// The open containers of documents, outermost first.
    containers: Vec<Container>,
    document: Vec<u8>,
    is_too_long: bool,
    max_len: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Container {
    Array(ArrayState),
    /// The rest of a response after its resources, with this number of open objects.
    Response(usize),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ArrayState {
    Start,
    AfterElement,
    AfterComma,
}

impl<R: BufRead> DocumentReader<R> {
    pub(super) fn new(reader: R, max_len: usize) -> Self {
        Self {
            reader,
            line: 1,
            containers: Vec::new(),
            document: Vec::new(),
            is_too_long: false,
            max_len,
        }
    }

    /// Returns `true` if the input starts with a response of the API.
    pub(super) fn starts_with_response(mut self) -> bool {
        let is_object = matches!(self.peek_token(), Ok(Some(b'{')));
        is_object && !matches!(self.open_response(), Ok(false))
    }

    /// Returns the next document and the number of its first line.
    pub(super) fn next(&mut self) -> Result<Option<(usize, Document<'_>)>, DocumentError> {
        loop {
            let token = self.peek_token()?;
            let line = self.line;
            let has_document = match (self.containers.last().copied(), token) {
                (Some(Container::Response(depth)), _) => {
                    self.close_response(depth)?;
                    false
                }
                (Some(Container::Array(state)), _) => self.continue_array(state, token)?,
                (None, None) => return Ok(None),
                (None, Some(b'[')) => {
                    self.reader.consume(1);
                    self.containers.push(Container::Array(ArrayState::Start));
                    false
                }
                (None, Some(b'{')) => !self.open_response()?,
                (None, Some(token)) => {
                    self.read_document(token)?;
                    true
                }
            };
            if has_document {
                return Ok(Some((line, self.document())));
            }
        }
    }

    /// Processes the next token of an array. Returns `true` if it was a document.
    fn continue_array(
        &mut self,
        state: ArrayState,
        token: Option<u8>,
    ) -> Result<bool, DocumentError> {
        use ArrayState::{AfterComma, AfterElement, Start};
        match (state, token) {
            (_, None) => return Err(self.malformed("unexpected end of input")),
            (Start | AfterElement, Some(b']')) => {
                self.reader.consume(1);
                self.containers.pop();
            }
            (AfterElement, Some(b',')) => {
                self.reader.consume(1);
                self.set_array_state(AfterComma);
            }
            (AfterElement, _) => {
                return Err(self.malformed("expected `,` or `]` after a document"));
            }
            (Start | AfterComma, Some(token)) => {
                self.set_array_state(AfterElement);
                self.read_document(token)?;
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Reads the document that starts with this token, which is not consumed yet.
    fn read_document(&mut self, token: u8) -> Result<(), DocumentError> {
        if matches!(token, b',' | b':' | b']' | b'}') {
            return Err(self.malformed("expected a document"));
        }
        self.start_document();
        self.read_nested(0)?;
        Ok(())
    }

    fn set_array_state(&mut self, new: ArrayState) {
        if let Some(Container::Array(state)) = self.containers.last_mut() {
            *state = new;
        }
    }

    fn malformed(&self, reason: &'static str) -> DocumentError {
        DocumentError::Malformed {
            line: self.line,
            reason,
        }
    }

    /// Skips white space and returns the next byte without consuming it.
    fn peek_token(&mut self) -> io::Result<Option<u8>> {
        loop {
            let buffer = self.reader.fill_buf()?;
            let position = buffer.iter().position(|byte| !is_whitespace(*byte));
            let skipped = position.unwrap_or(buffer.len());
            let token = position.map(|position| buffer[position]);
            let is_end = buffer.is_empty();
            self.line += memchr::memchr_iter(b'\n', &buffer[..skipped]).count();
            self.reader.consume(skipped);
            if is_end || token.is_some() {
                return Ok(token);
            }
        }
    }

    fn start_document(&mut self) {
        self.document.clear();
        self.is_too_long = false;
    }

    fn document(&self) -> Document<'_> {
        if self.is_too_long {
            Document::TooLong
        } else {
            Document::Complete(&self.document)
        }
    }

    /// Opens the response of the API that starts at the next byte and returns `true`, or reads
    /// another object as a document.
    ///
    /// The members before `resources` decide. A response as Python clients save it has its members
    /// in `body`.
    fn open_response(&mut self) -> Result<bool, DocumentError> {
        self.start_document();
        let mut depth = 0;
        let (mut has_meta, mut has_errors) = (false, false);
        loop {
            if self.peek_token()? == Some(b'{') {
                self.push_byte(b'{');
                depth += 1;
            }
            if self.peek_token()? != Some(b'"') {
                break;
            }
            let key_start = self.document.len();
            self.read_nested(0)?;
            if self.peek_token()? != Some(b':') {
                break;
            }
            let key = self.document.get(key_start..).unwrap_or_default();
            let is_resources = key == br#""resources""#;
            let is_body = key == br#""body""#;
            let is_metadata = matches!(
                key,
                br#""meta""# | br#""errors""# | br#""status_code""# | br#""headers""#
            );
            has_meta |= key == br#""meta""#;
            has_errors |= key == br#""errors""#;
            self.push_byte(b':');
            match self.peek_token()? {
                Some(b'[') if is_resources => {
                    self.reader.consume(1);
                    self.containers.push(Container::Response(depth));
                    self.containers.push(Container::Array(ArrayState::Start));
                    return Ok(true);
                }
                Some(b'n') if is_resources => {
                    self.containers.push(Container::Response(depth));
                    return Ok(true);
                }
                Some(b'{') if is_body => continue,
                Some(b',' | b':' | b']' | b'}') | None => break,
                Some(_) if is_metadata => {
                    self.read_nested(0)?;
                }
                Some(_) => break,
            }
            match self.peek_token()? {
                Some(b',') => self.push_byte(b','),
                // An error of the service. Nothing can match, which is not what was asked.
                Some(b'}') if has_meta && has_errors => {
                    return Err(self.malformed("the response has no `resources`"));
                }
                _ => break,
            }
        }
        if depth > 0 {
            self.read_nested(depth)?;
        }
        Ok(false)
    }

    /// Skips the rest of a response.
    fn close_response(&mut self, depth: usize) -> Result<(), DocumentError> {
        self.containers.pop();
        self.start_document();
        if self.read_nested(depth)? {
            return Ok(());
        }
        Err(self.malformed("unexpected end of input"))
    }

    /// Appends the next byte to the document.
    fn push_byte(&mut self, byte: u8) {
        self.reader.consume(1);
        self.append(&[byte]);
    }

    fn append(&mut self, bytes: &[u8]) {
        append(
            &mut self.document,
            &mut self.is_too_long,
            self.max_len,
            bytes,
        );
    }

    /// Appends the rest of a value with this number of open arrays and objects to the document.
    /// Returns `false` if the input ends first.
    fn read_nested(&mut self, depth: usize) -> io::Result<bool> {
        let mut nesting = Nesting::of_depth(depth);
        let mut is_scalar = false;
        loop {
            let buffer = self.reader.fill_buf()?;
            if buffer.is_empty() {
                return Ok(false);
            }
            let (length, is_end) = value_end(buffer, &mut nesting, &mut is_scalar);
            self.line += memchr::memchr_iter(b'\n', &buffer[..length]).count();
            append(
                &mut self.document,
                &mut self.is_too_long,
                self.max_len,
                &buffer[..length],
            );
            self.reader.consume(length);
            if is_end {
                return Ok(true);
            }
        }
    }
}

/// Returns the number of bytes of the buffer that belong to the value, and `true` if it ends there.
fn value_end(buffer: &[u8], nesting: &mut Nesting, is_scalar: &mut bool) -> (usize, bool) {
    for (index, byte) in buffer.iter().enumerate() {
        let before = *nesting;
        let is_outside = before.depth == 0 && !before.is_in_string;
        if is_outside && *is_scalar && (is_whitespace(*byte) || matches!(byte, b',' | b']' | b'}'))
        {
            return (index, true);
        }
        nesting.push(*byte);
        let is_closed = nesting.depth == 0 && !nesting.is_in_string;
        if !is_outside && is_closed {
            return (index + 1, true);
        }
        *is_scalar |= is_outside && is_closed;
    }
    (buffer.len(), false)
}

fn append(document: &mut Vec<u8>, is_too_long: &mut bool, max_len: usize, bytes: &[u8]) {
    if document.len() + bytes.len() > max_len {
        *is_too_long = true;
    }
    if !*is_too_long {
        document.extend_from_slice(bytes);
    }
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use super::*;

    /// Returns the documents with their lines, and the error that ends them.
    fn read(input: &str, capacity: usize, max_len: usize) -> (Vec<(usize, String)>, String) {
        let reader = BufReader::with_capacity(capacity, input.as_bytes());
        let mut reader = DocumentReader::new(reader, max_len);
        let mut documents = Vec::new();
        loop {
            match reader.next() {
                Ok(Some((line, Document::Complete(document)))) => {
                    let document = String::from_utf8(document.to_vec()).expect("UTF-8");
                    documents.push((line, document));
                }
                Ok(Some((line, Document::TooLong))) => documents.push((line, "too long".into())),
                Ok(None) => return (documents, String::new()),
                Err(DocumentError::Malformed { line, reason }) => {
                    return (documents, format!("{line}: {reason}"));
                }
                Err(DocumentError::Read(error)) => panic!("{error}"),
            }
        }
    }

    #[test]
    fn documents_do_not_depend_on_the_buffer() {
        for (input, expected, error) in [
            ("", &[][..], ""),
            ("[]", &[], ""),
            (
                "[1,\"a]\\\"\", {\"b\": [2]}]",
                &[(1, "1"), (1, "\"a]\\\"\""), (1, "{\"b\": [2]}")],
                "",
            ),
            (
                "[\n  {\n\"a\": 1\n},\n{}\n]\n",
                &[(2, "{\n\"a\": 1\n}"), (5, "{}")],
                "",
            ),
            ("{\n\"a\":1}\n{}", &[(1, "{\"a\":1}"), (3, "{}")], ""),
            ("[1]\n[2]", &[(1, "1"), (2, "2")], ""),
            (
                r#"{"meta": {"a": "]"}, "errors": [], "resources": [{"a":1}, 2]}"#,
                &[(1, r#"{"a":1}"#), (1, "2")],
                "",
            ),
            (
                r#"{"resources": [1], "meta": {"b": "}"}} {"resources": null} 3"#,
                &[(1, "1"), (1, "3")],
                "",
            ),
            (
                r#"{"status_code": 200, "headers": {}, "body": {"resources": [1]}}"#,
                &[(1, "1")],
                "",
            ),
            (
                r#"{"id":1, "resources": [1]}"#,
                &[(1, r#"{"id":1, "resources": [1]}"#)],
                "",
            ),
            (
                r#"{"meta": 1}{"resources":{"a":1}}"#,
                &[(1, r#"{"meta":1}"#), (1, r#"{"resources":{"a":1}}"#)],
                "",
            ),
            (
                "[1 2]",
                &[(1, "1")],
                "1: expected `,` or `]` after a document",
            ),
            ("[1,]", &[(1, "1")], "1: expected a document"),
            ("[,1]", &[], "1: expected a document"),
            ("[1,\n", &[(1, "1")], "2: unexpected end of input"),
            (
                r#"{"resources":[1]"#,
                &[(1, "1")],
                "1: unexpected end of input",
            ),
            (
                r#"{"resources":[1],"meta":{}"#,
                &[(1, "1")],
                "1: unexpected end of input",
            ),
            ("]", &[], "1: expected a document"),
            (
                r#"{"meta":{},"errors":[{"code":403}]}"#,
                &[],
                "1: the response has no `resources`",
            ),
            (r#"{"meta":{}}"#, &[(1, r#"{"meta":{}}"#)], ""),
        ] {
            let expected: Vec<(usize, String)> = expected
                .iter()
                .map(|(line, document)| (*line, (*document).to_owned()))
                .collect();
            for capacity in [1, 2, 3, 7, 100] {
                let output = read(input, capacity, 1_000);
                assert_eq!(output, (expected.clone(), error.to_owned()), "{input}");
            }
        }
    }

    #[test]
    fn long_documents_are_skipped() {
        let input = format!("[1, \"{}\", 2]", "x".repeat(50));
        for capacity in [1, 7, 100] {
            let documents = read(&input, capacity, 20).0;
            let documents: Vec<&str> = documents.iter().map(|(_, text)| &**text).collect();
            assert_eq!(documents, ["1", "too long", "2"]);
        }
    }
}
