//! A value over several lines among the lines of NDJSON.

use super::line_reader::Line;
use crate::json_text::Nesting;

/// The lines of an array or object that is not closed yet.
#[derive(Debug)]
pub(super) struct OpenValue {
    /// Number of the first line.
    pub(super) line: usize,
    pub(super) source: Vec<u8>,
    /// The reason why the first line is malformed if no more lines belong to the value.
    pub(super) reason: String,
    nesting: Nesting,
}

impl OpenValue {
    /// Starts a value with a line without its line ending.
    pub(super) fn new(line: usize, source: &[u8], reason: &str) -> Self {
        let mut value = Self {
            line,
            source: Vec::new(),
            reason: reason.to_owned(),
            nesting: Nesting::default(),
        };
        value.push(source);
        value.source.push(b'\n');
        value
    }

    /// Returns the line if it can belong to the value. Formatters indent all but closing brackets, so
    /// that a line of NDJSON after an incomplete one is not taken for a part of it.
    pub(super) fn continuation<'l>(&self, line: &Line<'l>) -> Option<&'l [u8]> {
        let Line::Complete(line) = line else {
            return None;
        };
        let is_continuation = matches!(line[0], b' ' | b'\t' | b'\r' | b'\n' | b'}' | b']')
            && !self.nesting.is_in_string;
        is_continuation.then_some(line)
    }

    /// Appends a line. Returns `true` if the value ends in it.
    pub(super) fn push(&mut self, line: &[u8]) -> bool {
        for byte in line {
            self.nesting.push(*byte);
        }
        self.source.extend_from_slice(line);
        self.nesting.depth == 0 && !self.nesting.is_in_string
    }
}
