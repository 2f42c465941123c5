//! Reads the documents of JSON arrays and of responses of the API, without reading them as a whole.

use std::io::{self, BufRead};

use super::response::{Member, Resources, Response};
use super::rewind::Rewind;
use crate::json_text::{Nesting, is_whitespace};

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
    reader: Rewind<R>,
    /// Number of the current line.
    line: usize,
    /// The open arrays and responses, outermost first.
    containers: Vec<Container>,
    document: Vec<u8>,
    is_too_long: bool,
    max_len: usize,
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

/// The position up to which the members of an object were read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum MembersEnd {
    /// Before the `resources` of a response that is too long to be read as a whole.
    Resources,
    /// After the object.
    Object,
    /// Before something that is not a member, or the end of the input.
    Malformed,
}

impl<R: BufRead> DocumentReader<R> {
    /// Creates a reader of an input that starts at this line.
    pub(super) fn new(reader: R, line: usize, max_len: usize) -> Self {
        Self {
            reader: Rewind::new(reader),
            line,
            containers: Vec::new(),
            document: Vec::new(),
            is_too_long: false,
            max_len,
        }
    }

    /// Returns `true` if the input starts with a response of the API.
    pub(super) fn starts_with_response(mut self) -> bool {
        let is_object = matches!(self.peek_token(), Ok(Some(b'{')));
        is_object && !matches!(self.open_object(), Ok(true))
    }

    /// Returns the next document and the number of its first line.
    pub(super) fn next(&mut self) -> Result<Option<(usize, Document<'_>)>, DocumentError> {
        loop {
            let token = self.peek_token()?;
            let line = self.line;
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
        self.reader.consume(1);
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
            (Start | AfterElement, Some(b']')) => self.reader.consume(1),
            (AfterElement, Some(b',')) => {
                self.reader.consume(1);
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
        self.start_document();
        self.read_nested(0)?;
        Ok(())
    }

    fn malformed(&self, reason: impl Into<String>) -> DocumentError {
        DocumentError::Malformed {
            line: self.line,
            reason: reason.into(),
        }
    }

    /// Skips white space and returns the next byte without consuming it.
    fn peek_token(&mut self) -> io::Result<Option<u8>> {
        let token = self.peek_in_document();
        self.start_document();
        token
    }

    /// Appends white space to the document and returns the next byte without consuming it.
    fn peek_in_document(&mut self) -> io::Result<Option<u8>> {
        loop {
            let buffer = self.reader.fill_buf()?;
            let position = buffer.iter().position(|byte| !is_whitespace(*byte));
            let token = position.map(|position| buffer[position]);
            let length = position.unwrap_or(buffer.len());
            let is_end = buffer.is_empty();
            self.take_bytes(length)?;
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

    /// Reads the object that starts at the next byte. Returns `true` if it is a document, and opens it
    /// if it is a response of the API. The order of the members does not matter.
    fn open_object(&mut self) -> Result<bool, DocumentError> {
        self.start_document();
        let mut response = Response::new(self.line);
        self.take_bytes(1)?;
        let end = self.read_members(&mut response)?;
        if response.is_certain() && !self.is_too_long {
            if let Some(resources) = response.resources.take() {
                let rest = self.document.split_off(resources.offset);
                self.reader.rewind(rest);
                self.line = resources.line;
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
            self.read_nested(response.depth)?;
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
        self.start_document();
        match self.read_members(&mut response)? {
            _ if response.resources.is_some() => {
                return Err(self.malformed("duplicate `resources`"));
            }
            MembersEnd::Object if response.has_other => {
                let reason = "unknown member after the `resources` of a response";
                return Err(self.malformed(reason));
            }
            MembersEnd::Object => {}
            MembersEnd::Resources | MembersEnd::Malformed => {
                let reason = match self.peek_token()? {
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

    /// Appends the members of an object to the document. Documents are parsed later, so this does not
    /// verify the commas.
    fn read_members(&mut self, response: &mut Response) -> io::Result<MembersEnd> {
        loop {
            match self.peek_in_document()? {
                Some(b',') => self.take_bytes(1)?,
                Some(b'}') => {
                    self.take_bytes(1)?;
                    response.depth -= 1;
                    if response.depth == 0 {
                        return Ok(MembersEnd::Object);
                    }
                }
                Some(b'"') => {
                    if let Some(end) = self.read_member(response)? {
                        return Ok(end);
                    }
                }
                _ => return Ok(MembersEnd::Malformed),
            }
        }
    }

    /// Appends a member to the document. Returns the end of the members if it is not read as a whole.
    fn read_member(&mut self, response: &mut Response) -> io::Result<Option<MembersEnd>> {
        let start = self.document.len();
        self.read_nested(0)?;
        let member = Member::from_key(self.document.get(start..).unwrap_or_default());
        if self.peek_in_document()? != Some(b':') {
            return Ok(Some(MembersEnd::Malformed));
        }
        self.take_bytes(1)?;
        let token = self.peek_in_document()?;
        let start = self.document.len();
        match (member, token) {
            (_, None | Some(b',' | b':' | b']' | b'}')) => return Ok(Some(MembersEnd::Malformed)),
            (Member::Resources, Some(b'[')) => {
                response.has_resources = true;
                // The first of duplicates, so that the others are an error after it.
                response.resources.get_or_insert(Resources {
                    offset: start,
                    line: self.line,
                    depth: response.depth,
                });
                if response.has_meta && response.is_certain() && !self.is_too_long {
                    let is_whole = self.read_nested_within_limit()?;
                    return Ok((!is_whole).then_some(MembersEnd::Resources));
                }
            }
            (Member::Resources, Some(b'n')) => response.has_resources = true,
            (Member::Nested, Some(b'{')) if response.depth == 1 => {
                response.depth += 1;
                self.take_bytes(1)?;
                return Ok(None);
            }
            (Member::Meta, Some(b'{')) => response.has_meta = true,
            (Member::Meta | Member::Errors | Member::Http, _) => {}
            (Member::Resources | Member::Nested | Member::Other, _) => response.has_other = true,
        }
        self.read_nested(0)?;
        if member == Member::Errors {
            response.errors = self.document.get(start..).map(<[u8]>::to_vec);
        }
        Ok(None)
    }

    /// Appends bytes of the buffer to the document.
    fn take_bytes(&mut self, length: usize) -> io::Result<()> {
        let bytes = &self.reader.fill_buf()?[..length];
        self.line += memchr::memchr_iter(b'\n', bytes).count();
        if self.document.len() + length > self.max_len {
            self.is_too_long = true;
        }
        if !self.is_too_long {
            self.document.extend_from_slice(bytes);
        }
        self.reader.consume(length);
        Ok(())
    }

    /// Appends the rest of a value with this number of open arrays and objects to the document, or
    /// less if the input ends first.
    fn read_nested(&mut self, depth: usize) -> io::Result<()> {
        self.read_nested_up_to(depth, usize::MAX)?;
        Ok(())
    }

    /// Appends a value to the document. Returns `false` if the document would become too long, after a
    /// part of the value.
    fn read_nested_within_limit(&mut self) -> io::Result<bool> {
        self.read_nested_up_to(0, self.max_len)
    }

    fn read_nested_up_to(&mut self, depth: usize, max_len: usize) -> io::Result<bool> {
        let mut nesting = Nesting::of_depth(depth);
        let mut is_scalar = false;
        loop {
            let buffer = self.reader.fill_buf()?;
            let (length, is_end) = value_end(buffer, &mut nesting, &mut is_scalar);
            let is_end = is_end || buffer.is_empty();
            if self.document.len().saturating_add(length) > max_len {
                return Ok(false);
            }
            self.take_bytes(length)?;
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
