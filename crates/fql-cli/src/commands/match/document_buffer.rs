//! The source text of the current document.

use std::io::{self, BufRead};

use super::rewind::Rewind;
use crate::json_text::{Nesting, is_whitespace};

/// A reader that keeps what it reads of the current document, up to a maximum length.
#[derive(Debug)]
pub(super) struct DocumentBuffer<R> {
    reader: Rewind<R>,
    /// Number of the current line.
    pub(super) line: usize,
    pub(super) document: Vec<u8>,
    pub(super) is_too_long: bool,
    max_len: usize,
}

impl<R: BufRead> DocumentBuffer<R> {
    /// Creates a buffer of an input that starts at this line.
    pub(super) fn new(reader: R, line: usize, max_len: usize) -> Self {
        Self {
            reader: Rewind::new(reader),
            line,
            document: Vec::new(),
            is_too_long: false,
            max_len,
        }
    }

    /// Forgets the current document.
    pub(super) fn start_document(&mut self) {
        self.document.clear();
        self.is_too_long = false;
    }

    /// Skips the next bytes, which were returned.
    pub(super) fn consume(&mut self, length: usize) {
        self.reader.consume(length);
    }

    /// Moves back to an offset in the document, which is at this line.
    pub(super) fn rewind(&mut self, offset: usize, line: usize) {
        let rest = self.document.split_off(offset);
        self.reader.rewind(rest);
        self.line = line;
    }

    /// Skips white space and returns the next byte without consuming it.
    pub(super) fn peek_token(&mut self) -> io::Result<Option<u8>> {
        let token = self.peek_in_document();
        self.start_document();
        token
    }

    /// Appends white space to the document and returns the next byte without consuming it.
    pub(super) fn peek_in_document(&mut self) -> io::Result<Option<u8>> {
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

    /// Appends bytes of the buffer to the document.
    pub(super) fn take_bytes(&mut self, length: usize) -> io::Result<()> {
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
    pub(super) fn read_nested(&mut self, depth: usize) -> io::Result<()> {
        self.read_nested_up_to(depth, usize::MAX)?;
        Ok(())
    }

    /// Appends a value to the document. Returns `false` if the document would become too long, after a
    /// part of the value.
    pub(super) fn read_nested_within_limit(&mut self) -> io::Result<bool> {
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
