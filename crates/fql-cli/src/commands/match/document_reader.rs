//! Reads the documents of JSON arrays and of responses of the API, without reading them as a whole.

use std::io::{self, BufRead};

use super::document_buffer::DocumentBuffer;
use super::response::Response;
use super::response_members::MembersEnd;
use crate::error::Error;
use crate::input::LineLocation;

/// A document from a [`DocumentReader`].
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Document<'b> {
    /// The source text of the document. It is only known to end where its brackets end.
    Complete(&'b [u8]),
    /// The document exceeds the maximum length.
    TooLong,
    /// The errors of a response that also has documents, after these.
    ServiceErrors(Vec<String>),
}

/// An error that ends the documents of an input.
#[derive(Debug)]
pub(super) enum DocumentError {
    Read(io::Error),
    /// The source is malformed between the documents, or is an error of the service, at this line.
    Malformed {
        line: usize,
        reason: String,
    },
}

impl DocumentError {
    /// Returns the error that names the file.
    pub(super) fn in_file(self, file: &str) -> Error {
        match self {
            Self::Read(error) => Error::Read {
                file: file.into(),
                error,
            },
            Self::Malformed { line, reason } => Error::MalformedLine {
                location: LineLocation { file, line }.to_string(),
                reason,
            },
        }
    }
}

impl From<io::Error> for DocumentError {
    fn from(error: io::Error) -> Self {
        Self::Read(error)
    }
}

/// Reads a sequence of JSON values. The elements of an array are documents of their own, and so are
/// the `resources` of a response. An array can also have such pages as its first elements. Any other
/// value is one document.
///
/// Memory holds one document, and a response up to the maximum length: whether an object is one is known
/// at its end. A longer response is read as its documents if its `resources` follow `meta`.
#[derive(Debug)]
pub(super) struct DocumentReader<R> {
    buffer: DocumentBuffer<R>,
    /// The open arrays and responses, outermost first.
    containers: Vec<Container>,
}

#[derive(Debug)]
enum Container {
    Array(Array),
    /// A response after its resources have been opened.
    Response(Response),
}

#[derive(Debug, Clone, Copy)]
struct Array {
    state: ArrayState,
    /// The elements so far are arrays of documents or responses.
    may_have_pages: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ArrayState {
    Start,
    AfterElement,
    AfterComma,
}

impl<R: BufRead> DocumentReader<R> {
    /// Creates a reader of an input that starts at this line.
    pub(super) fn new(reader: R, line: usize, max_len: usize) -> Self {
        Self {
            buffer: DocumentBuffer::new(reader, line, max_len),
            containers: Vec::new(),
        }
    }

    /// Returns `true` if the input starts with a response of the API.
    pub(super) fn starts_with_response(mut self) -> bool {
        let is_object = matches!(self.buffer.peek_token(), Ok(Some(b'{')));
        is_object && !matches!(self.open_object(), Ok(true))
    }

    /// Returns the next document and the number of its first line.
    pub(super) fn next(&mut self) -> Result<Option<(usize, Document<'_>)>, DocumentError> {
        loop {
            let token = self.buffer.peek_token()?;
            let line = self.buffer.line;
            let has_document = match (self.containers.pop(), token) {
                (Some(Container::Array(array)), _) => self.continue_array(array, token)?,
                (Some(Container::Response(response)), _) => {
                    let start = response.line;
                    let errors = self.close_response(response)?;
                    if !errors.is_empty() {
                        return Ok(Some((start, Document::ServiceErrors(errors))));
                    }
                    false
                }
                (None, None) => return Ok(None),
                (None, Some(token)) => self.read_value(token)?,
            };
            if has_document {
                return Ok(Some((line, self.document())));
            }
        }
    }

    /// Reads the value that starts with this token, which is not consumed yet. Returns `true` if it is
    /// a document, and opens it if it has documents.
    fn read_value(&mut self, token: u8) -> Result<bool, DocumentError> {
        match token {
            b'[' => {
                self.open_array();
                Ok(false)
            }
            b'{' => self.open_object(),
            token => {
                self.read_document(token)?;
                Ok(true)
            }
        }
    }

    /// Opens the array that starts at the next byte.
    fn open_array(&mut self) {
        self.buffer.consume(1);
        self.containers.push(Container::Array(Array {
            state: ArrayState::Start,
            may_have_pages: self.containers.is_empty(),
        }));
    }

    /// Processes the next token of an array. Returns `true` if it was a document.
    fn continue_array(
        &mut self,
        mut array: Array,
        token: Option<u8>,
    ) -> Result<bool, DocumentError> {
        use ArrayState::{AfterComma, AfterElement, Start};
        match (array.state, token) {
            (_, None) => return Err(self.malformed("unexpected end of input")),
            (Start | AfterElement, Some(b']')) => self.buffer.consume(1),
            (AfterElement, Some(b',')) => {
                self.buffer.consume(1);
                array.state = AfterComma;
                self.containers.push(Container::Array(array));
            }
            (AfterElement, _) => {
                return Err(self.malformed("expected `,` or `]` after a document"));
            }
            (AfterComma, Some(b']')) => return Err(self.malformed("trailing comma before `]`")),
            (Start | AfterComma, Some(token)) => {
                if let Some(Container::Response(response)) = self.containers.last_mut() {
                    response.has_documents = true;
                }
                let index = self.containers.len();
                array.state = AfterElement;
                self.containers.push(Container::Array(array));
                if !array.may_have_pages {
                    self.read_document(token)?;
                    return Ok(true);
                }
                let is_document = self.read_value(token)?;
                array.may_have_pages = !is_document;
                self.containers[index] = Container::Array(array);
                return Ok(is_document);
            }
        }
        Ok(false)
    }

    /// Reads the document that starts with this token, which is not consumed yet.
    fn read_document(&mut self, token: u8) -> Result<(), DocumentError> {
        if matches!(token, b',' | b':' | b']' | b'}') {
            return Err(self.malformed("expected a document"));
        }
        self.buffer.start_document();
        self.buffer.read_nested(0)?;
        Ok(())
    }

    fn malformed(&self, reason: impl Into<String>) -> DocumentError {
        DocumentError::Malformed {
            line: self.buffer.line,
            reason: reason.into(),
        }
    }

    fn document(&self) -> Document<'_> {
        if self.buffer.is_too_long {
            Document::TooLong
        } else {
            Document::Complete(&self.buffer.document)
        }
    }

    /// Reads the object that starts at the next byte. Returns `true` if it is a document, and opens it
    /// if it is a response of the API. The order of the members does not matter.
    fn open_object(&mut self) -> Result<bool, DocumentError> {
        self.buffer.start_document();
        let mut response = Response::new(self.buffer.line);
        self.buffer.take_bytes(1)?;
        let end = response.read_members(&mut self.buffer)?;
        if response.is_certain() && !self.buffer.is_too_long {
            if let Some(resources) = response.resources.take() {
                self.buffer.rewind(resources.offset, resources.line);
                response.depth = resources.depth;
                self.open_response(response);
                return Ok(false);
            }
            if end == MembersEnd::Object {
                return match response.error() {
                    Some(reason) => Err(DocumentError::Malformed {
                        line: response.line,
                        reason,
                    }),
                    None => Ok(!response.has_resources),
                };
            }
        }
        if end == MembersEnd::Malformed {
            self.buffer.read_nested(response.depth)?;
        }
        Ok(true)
    }

    /// Opens the array of the resources, which starts at the next byte.
    fn open_response(&mut self, response: Response) {
        self.containers.push(Container::Response(response));
        self.open_array();
    }

    /// Reads the rest of a response after its resources, and returns its errors if it has documents.
    fn close_response(&mut self, mut response: Response) -> Result<Vec<String>, DocumentError> {
        self.buffer.start_document();
        match response.read_members(&mut self.buffer)? {
            _ if response.resources.is_some() => {
                return Err(self.malformed("duplicate `resources`"));
            }
            MembersEnd::Object if response.has_other => {
                let reason = "unknown member after the `resources` of a response";
                return Err(self.malformed(reason));
            }
            MembersEnd::Object => {}
            MembersEnd::Resources | MembersEnd::Malformed => {
                let reason = match self.buffer.peek_token()? {
                    None => "unexpected end of input",
                    Some(_) => "malformed response after its `resources`",
                };
                return Err(self.malformed(reason));
            }
        }
        match response.error() {
            Some(reason) if !response.has_documents => Err(DocumentError::Malformed {
                line: response.line,
                reason,
            }),
            _ => Ok(response.partial_errors()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use super::*;

    /// Returns the documents with their lines, and the error that ends them.
    fn read(input: &str, capacity: usize, max_len: usize) -> (Vec<(usize, String)>, String) {
        let reader = BufReader::with_capacity(capacity, input.as_bytes());
        let mut reader = DocumentReader::new(reader, 1, max_len);
        let mut documents = Vec::new();
        loop {
            match reader.next() {
                Ok(Some((line, Document::Complete(document)))) => {
                    let document = String::from_utf8(document.to_vec()).expect("UTF-8");
                    documents.push((line, document));
                }
                Ok(Some((line, Document::TooLong))) => documents.push((line, "too long".into())),
                Ok(Some((line, Document::ServiceErrors(errors)))) => {
                    documents.extend(errors.into_iter().map(|error| (line, error)));
                }
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
            ("{\n\"a\":1}\n{}", &[(1, "{\n\"a\":1}"), (3, "{}")], ""),
            ("[1]\n[2]", &[(1, "1"), (2, "2")], ""),
            (
                "[[1,[2]],\n[],[3]]4",
                &[(1, "1"), (1, "[2]"), (2, "3"), (2, "4")],
                "",
            ),
            (
                r#"[{"resources":[1]},{"meta":{},"resources":[{"resources":[2]}]}]"#,
                &[(1, "1"), (1, r#"{"resources":[2]}"#)],
                "",
            ),
            (
                r#"[{"a":1},{"resources":[1]},[2]]"#,
                &[(1, r#"{"a":1}"#), (1, r#"{"resources":[1]}"#), (1, "[2]")],
                "",
            ),
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
                r#"{"body": {"resources": [1]}, "status_code": 200}"#,
                &[(1, "1")],
                "",
            ),
            (
                "{\"resources\":\n[1,\n2], \"errors\": [],\n\"meta\":{}}\n3",
                &[(2, "1"), (3, "2"), (5, "3")],
                "",
            ),
            (
                r#"{"x": [], "meta": {}, "resources": [1]}2"#,
                &[(1, r#"{"x": [], "meta": {}, "resources": [1]}"#), (1, "2")],
                "",
            ),
            (
                r#"{"meta": {}, "resources": [1], "x": []}2"#,
                &[(1, r#"{"meta": {}, "resources": [1], "x": []}"#), (1, "2")],
                "",
            ),
            (
                r#"{"FemEcosystemSubsidiariesResponseFields": {"meta": {}}, "resources": [1]}2"#,
                &[(1, "1"), (1, "2")],
                "",
            ),
            (
                r#"{"id": 1, "resources": [1]} {"resources": [1], "id" : 1}"#,
                &[
                    (1, r#"{"id": 1, "resources": [1]}"#),
                    (1, r#"{"resources": [1], "id" : 1}"#),
                ],
                "",
            ),
            (
                r#"{ "meta": 1}{"resources":{"a":1}}{}"#,
                &[
                    (1, r#"{ "meta": 1}"#),
                    (1, r#"{"resources":{"a":1}}"#),
                    (1, "{}"),
                ],
                "",
            ),
            (
                r#"{"a":1 2}{"a"}{"a":}3"#,
                &[
                    (1, r#"{"a":1 2}"#),
                    (1, r#"{"a"}"#),
                    (1, r#"{"a":}"#),
                    (1, "3"),
                ],
                "",
            ),
            (
                "[1 2]",
                &[(1, "1")],
                "1: expected `,` or `]` after a document",
            ),
            ("[1,]", &[(1, "1")], "1: trailing comma before `]`"),
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
                "{\"errors\":\n[{\"code\":403,\"message\":\"no\\n\"},{\"message\":\"x\"}]}",
                &[],
                "1: the response is an error: no\\u{a} (code 403); x",
            ),
            (
                r#"{"meta":{},"errors":[]}"#,
                &[],
                "1: the response has no `resources`",
            ),
            (
                r#"{"resources":[],"errors":[{"code":4,"message":"no"}],"meta":{}}"#,
                &[],
                "1: the response is an error: no (code 4)",
            ),
            (
                r#"{"resources":[1],"errors":[{"message":"no"}],"meta":{}}"#,
                &[(1, "1"), (1, "the response has an error: no")],
                "",
            ),
            (
                r#"{"meta":{},"resources":[1],"resources":[]}"#,
                &[(1, "1")],
                "1: duplicate `resources`",
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
    fn long_response_is_read_as_its_documents() {
        for (end, error) in [
            ("}", ""),
            (r#","resources":[]}"#, "1: duplicate `resources`"),
            (
                r#","id":1}"#,
                "1: unknown member after the `resources` of a response",
            ),
        ] {
            let input = format!(r#"{{"meta":{{}},"resources":[111,222,333,444]{end}"#);
            let documents = [111, 222, 333, 444].map(|number| (1, number.to_string()));
            for capacity in [1, 7, 100] {
                let expected = (documents.to_vec(), error.to_owned());
                assert_eq!(read(&input, capacity, 30), expected, "{input}");
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
