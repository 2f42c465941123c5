//! A reader that can be moved back.

use std::io::{self, BufRead};

/// A buffered reader that can read bytes again.
#[derive(Debug)]
pub(super) struct Rewind<R> {
    reader: R,
    /// The bytes to read again, from `position` on.
    bytes: Vec<u8>,
    position: usize,
}

impl<R: BufRead> Rewind<R> {
    pub(super) fn new(reader: R) -> Self {
        Self {
            reader,
            bytes: Vec::new(),
            position: 0,
        }
    }

    /// Moves back to the start of the bytes, which were read last.
    pub(super) fn rewind(&mut self, mut bytes: Vec<u8>) {
        bytes.extend_from_slice(&self.bytes[self.position..]);
        self.bytes = bytes;
        self.position = 0;
    }

    /// Returns buffered bytes. They are empty at the end of the input.
    pub(super) fn fill_buf(&mut self) -> io::Result<&[u8]> {
        match self.position < self.bytes.len() {
            true => Ok(&self.bytes[self.position..]),
            false => self.reader.fill_buf(),
        }
    }

    /// Skips bytes that [`fill_buf`](Self::fill_buf) returned.
    pub(super) fn consume(&mut self, length: usize) {
        if self.position == self.bytes.len() {
            return self.reader.consume(length);
        }
        self.position += length;
        if self.position == self.bytes.len() {
            self.bytes = Vec::new();
            self.position = 0;
        }
    }
}
