//! A value over several lines among the lines of NDJSON.

use super::line_reader::Line;
use crate::json_text::{Nesting, is_whitespace};

/// The maximum number of nested arrays and objects of a document.
const MAX_DEPTH: usize = 127;

/// The lines of an array or object that is not closed yet.
#[derive(Debug)]
pub(super) struct OpenValue {
    /// Number of the first line.
    pub(super) line: usize,
    pub(super) source: Vec<u8>,
    /// The reason why the first line is malformed if no more lines belong to the value.
    pub(super) reason: String,
    nesting: Nesting,
    /// The opening brackets of the open arrays and objects.
    brackets: Vec<u8>,
    /// The last byte that is not white space.
    last: u8,
    /// Number of lines.
    lines: usize,
    /// The first line that is not certain to belong to the value.
    uncertain: Option<UncertainStart>,
}

#[derive(Debug, Clone, Copy)]
struct UncertainStart {
    line: usize,
    offset: usize,
}

/// Lines that were taken for a part of a value, and may be lines of NDJSON.
#[derive(Debug)]
pub(super) struct UncertainLines {
    /// Number of the first line, or of the next one if there are none.
    pub(super) line: usize,
    pub(super) source: Vec<u8>,
}

impl OpenValue {
    /// Starts a value with a line without its line ending.
    pub(super) fn new(line: usize, source: &[u8], reason: &str) -> Self {
        let mut value = Self {
            line,
            source: Vec::new(),
            reason: reason.to_owned(),
            nesting: Nesting::default(),
            brackets: Vec::new(),
            last: 0,
            lines: 0,
            uncertain: None,
        };
        value.push(source);
        value.source.push(b'\n');
        value
    }

    /// Returns the line if it can belong to the value. Formatters indent all but closing brackets. Any
    /// other line belongs to the value if its first token can follow the last one, and if the value is
    /// closed later.
    pub(super) fn continuation<'l>(&self, line: &Line<'l>) -> Option<&'l [u8]> {
        let Line::Complete(line) = line else {
            return None;
        };
        let is_continuation = !self.nesting.is_in_string
            && (is_certain(line) || (self.brackets.len() < MAX_DEPTH && self.can_precede(line[0])));
        is_continuation.then_some(line)
    }

    /// Returns `true` if a token that starts with this byte can follow in JSON.
    fn can_precede(&self, token: u8) -> bool {
        match token {
            b',' => !matches!(self.last, b',' | b'[' | b'{' | b':'),
            b':' => self.last == b'"',
            _ => match (self.last, self.brackets.last()) {
                (b'{', _) | (b',', Some(b'{')) => token == b'"',
                (b'[' | b',' | b':', _) => true,
                _ => false,
            },
        }
    }

    /// Appends a line. Returns `true` if the value ends in it.
    pub(super) fn push(&mut self, line: &[u8]) -> bool {
        if self.lines > 0 && self.uncertain.is_none() && !is_certain(line) {
            self.uncertain = Some(UncertainStart {
                line: self.line + self.lines,
                offset: self.source.len(),
            });
        }
        for byte in line {
            if !self.nesting.is_in_string {
                match byte {
                    b'{' | b'[' => self.brackets.push(*byte),
                    b'}' | b']' => drop(self.brackets.pop()),
                    _ => {}
                }
            }
            if !is_whitespace(*byte) {
                self.last = *byte;
            }
            self.nesting.push(*byte);
        }
        self.lines += 1;
        self.source.extend_from_slice(line);
        self.brackets.is_empty() && !self.nesting.is_in_string
    }

    /// Returns `true` if lines of the value may be lines of NDJSON.
    pub(super) fn has_uncertain_lines(&self) -> bool {
        self.uncertain.is_some()
    }

    /// Returns the lines that may be lines of NDJSON, because the value has no end.
    pub(super) fn into_uncertain_lines(mut self) -> UncertainLines {
        let UncertainStart { line, offset } = self.uncertain.unwrap_or(UncertainStart {
            line: self.line + self.lines,
            offset: self.source.len(),
        });
        UncertainLines {
            line,
            source: self.source.split_off(offset),
        }
    }
}

/// Returns `true` if the line cannot be a line of NDJSON: it is indented, blank, or starts with a closing
/// bracket.
fn is_certain(line: &[u8]) -> bool {
    matches!(
        line.first(),
        None | Some(b' ' | b'\t' | b'\r' | b'\n' | b'}' | b']')
    )
}
