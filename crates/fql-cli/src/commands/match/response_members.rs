//! Reads the members of an object that may be a response of the API.

use std::io::{self, BufRead};

use super::document_buffer::DocumentBuffer;
use super::response::{Member, Resources, Response};

/// The position up to which the members of an object were read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MembersEnd {
    /// Before the `resources` of a response that is too long to be read as a whole.
    Resources,
    /// After the object.
    Object,
    /// Before something that is not a member, or the end of the input.
    Malformed,
}

impl Response {
    /// Appends the members of an object to the document. Documents are parsed later, so this does not
    /// verify the commas.
    pub(super) fn read_members<R: BufRead>(
        &mut self,
        buffer: &mut DocumentBuffer<R>,
    ) -> io::Result<MembersEnd> {
        loop {
            match buffer.peek_in_document()? {
                Some(b',') => buffer.take_bytes(1)?,
                Some(b'}') => {
                    buffer.take_bytes(1)?;
                    self.depth -= 1;
                    if self.depth == 0 {
                        return Ok(MembersEnd::Object);
                    }
                }
                Some(b'"') => {
                    if let Some(end) = self.read_member(buffer)? {
                        return Ok(end);
                    }
                }
                _ => return Ok(MembersEnd::Malformed),
            }
        }
    }

    /// Appends a member to the document. Returns the end of the members if it is not read as a whole.
    fn read_member<R: BufRead>(
        &mut self,
        buffer: &mut DocumentBuffer<R>,
    ) -> io::Result<Option<MembersEnd>> {
        let start = buffer.document.len();
        buffer.read_nested(0)?;
        let member = Member::from_key(buffer.document.get(start..).unwrap_or_default());
        if buffer.peek_in_document()? != Some(b':') {
            return Ok(Some(MembersEnd::Malformed));
        }
        buffer.take_bytes(1)?;
        let token = buffer.peek_in_document()?;
        let start = buffer.document.len();
        match (member, token) {
            (_, None | Some(b',' | b':' | b']' | b'}')) => return Ok(Some(MembersEnd::Malformed)),
            (Member::Resources, Some(b'[')) => {
                self.has_resources = true;
                // The first of duplicates, so that the others are an error after it.
                self.resources.get_or_insert(Resources {
                    offset: start,
                    line: buffer.line,
                    depth: self.depth,
                });
                if self.has_meta && self.is_certain() && !buffer.is_too_long {
                    let is_whole = buffer.read_nested_within_limit()?;
                    return Ok((!is_whole).then_some(MembersEnd::Resources));
                }
            }
            (Member::Resources, Some(b'n')) => self.has_resources = true,
            (Member::Nested, Some(b'{')) if self.depth == 1 => {
                self.depth += 1;
                buffer.take_bytes(1)?;
                return Ok(None);
            }
            (Member::Meta, Some(b'{')) => self.has_meta = true,
            (Member::Meta | Member::Errors | Member::Http, _) => {}
            (Member::Resources | Member::Nested | Member::Other, _) => self.has_other = true,
        }
        buffer.read_nested(0)?;
        if member == Member::Errors {
            self.errors = buffer.document.get(start..).map(<[u8]>::to_vec);
        }
        Ok(None)
    }
}
