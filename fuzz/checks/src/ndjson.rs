//! Line splitting and matching of NDJSON, as in `fql match`.

use std::io::{self, Read};

use fql::Filter;
use fql::collections::any::Any;
use fql::eval::Matcher;
use serde_json::Value;

use line_reader::{Line, LineReader, PartialLine};

// The program has no library target, so its source file is included.
#[allow(
    clippy::expect_used,
    dead_code,
    missing_debug_implementations,
    reason = "the lints of a binary crate"
)]
#[path = "../../../crates/fql-cli/src/commands/match/line_reader.rs"]
mod line_reader;

/// Maximum length of a line in bytes.
const MAX_LINE_LEN: usize = 64;

/// Checks, for a filter on the first line and documents after it, that the same lines match however the
/// input is split into reads.
pub fn check(data: &[u8]) {
    let Some((filter, documents)) = crate::first_line(data) else {
        return;
    };
    let Ok(filter) = filter.parse::<Filter<Any>>() else {
        return;
    };
    let Ok(matcher) = Matcher::new(&filter, crate::eval::now()) else {
        panic!("{filter}");
    };
    let expected: Vec<LineResult<'_>> = documents
        .split_inclusive(|byte| *byte == b'\n')
        .map(|line| expected_result(line, &matcher))
        .collect();
    type ForEachLine = fn(&[u8], usize, &mut dyn FnMut(Line<'_>));
    let readers: [ForEachLine; 2] = [for_each_line, for_each_line_of_batches];
    for read_size in [1, 3, 7, usize::MAX] {
        for for_each_line in readers {
            let mut remaining = expected.iter();
            for_each_line(documents, read_size, &mut |line| {
                let expected = remaining.next();
                match line {
                    Line::TooLong => assert_eq!(expected, Some(&LineResult::TooLong)),
                    Line::Complete(line) => {
                        let document = line.trim_ascii_end();
                        let result = match document {
                            [] => LineResult::Empty,
                            document => LineResult::of(line, matcher.matches_json(document).ok()),
                        };
                        assert_eq!(Some(&result), expected);
                    }
                }
            });
            assert_eq!(
                remaining.next(),
                None,
                "missing lines with reads of {read_size}"
            );
        }
    }
}

/// The result for one line.
#[derive(Debug, PartialEq)]
enum LineResult<'l> {
    TooLong,
    Empty,
    Match(&'l [u8]),
    NoMatch,
    Malformed,
}

impl<'l> LineResult<'l> {
    fn of(line: &'l [u8], matches: Option<bool>) -> Self {
        match matches {
            Some(true) => Self::Match(line),
            Some(false) => Self::NoMatch,
            None => Self::Malformed,
        }
    }
}

/// Computes the result from the value that `serde_json` parses.
fn expected_result<'l>(line: &'l [u8], matcher: &Matcher) -> LineResult<'l> {
    let content = line.strip_suffix(b"\n").unwrap_or(line);
    if content.len() > MAX_LINE_LEN {
        return LineResult::TooLong;
    }
    if content.iter().all(u8::is_ascii_whitespace) {
        return LineResult::Empty;
    }
    // The program trims a form feed at the end of a line, which is not JSON whitespace.
    let value = serde_json::from_slice::<Value>(content.trim_ascii_end());
    LineResult::of(line, value.ok().map(|value| matcher.matches(&value)))
}

fn for_each_line(documents: &[u8], read_size: usize, visit: &mut dyn FnMut(Line<'_>)) {
    let mut reader = ChunkReader {
        remaining: documents,
        read_size,
    };
    let mut lines = LineReader::new(1 << 18, MAX_LINE_LEN);
    loop {
        while let Some(line) = lines.next_complete() {
            visit(line);
        }
        match lines.fill(&mut reader) {
            Ok(0) => break,
            Ok(_) => {}
            Err(error) => panic!("{error}"),
        }
    }
    if let Some(line) = lines.take_rest() {
        visit(line);
    }
}

/// Visits the lines of batches of a few lines each, as the threads of the program read them.
fn for_each_line_of_batches(documents: &[u8], read_size: usize, visit: &mut dyn FnMut(Line<'_>)) {
    let mut reader = ChunkReader {
        remaining: documents,
        read_size,
    };
    let mut lines = LineReader::new(16, MAX_LINE_LEN);
    let mut partial = PartialLine::default();
    loop {
        let is_last = match lines.refill(&mut reader, &mut partial, read_size == 3) {
            Ok(is_last) => is_last,
            Err(error) => panic!("{error}"),
        };
        while let Some(line) = lines.next_complete() {
            visit(line);
        }
        if is_last {
            break;
        }
    }
    if let Some(line) = lines.take_rest() {
        visit(line);
    }
}

/// A reader that returns at most `read_size` bytes per read.
struct ChunkReader<'b> {
    remaining: &'b [u8],
    read_size: usize,
}

impl Read for ChunkReader<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.read_size.min(buffer.len()).min(self.remaining.len());
        let (chunk, rest) = self.remaining.split_at(length);
        buffer[..length].copy_from_slice(chunk);
        self.remaining = rest;
        Ok(length)
    }
}
