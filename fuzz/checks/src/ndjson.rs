//! Lines of documents, as the program's `match` reads them.

use std::io::{self, Read};

use fql::Filter;
use fql::collections::any::Any;
use fql::eval::Matcher;
use serde_json::Value;

use line_reader::{Line, LineReader};

// The program has no library; this is its file.
#[allow(
    clippy::expect_used,
    missing_debug_implementations,
    reason = "as the program has it"
)]
#[path = "../../../crates/fql-cli/src/commands/match/line_reader.rs"]
mod line_reader;

/// So long may a line be.
const LONGEST: usize = 64;

/// The input is a filter on a line, and lines of documents. However they come, in whatever pieces,
/// the same lines match: those whose documents do.
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
    let expected: Vec<Told<'_>> = documents
        .split_inclusive(|byte| *byte == b'\n')
        .map(|line| told(line, &matcher))
        .collect();
    for piece in [1, 3, 7, usize::MAX] {
        let mut found = expected.iter();
        each_line(documents, piece, |line| {
            let expected = found.next();
            match line {
                Line::TooLong => assert_eq!(expected, Some(&Told::TooLong)),
                Line::Complete(line) => {
                    let document = line.trim_ascii_end();
                    let told = match document {
                        [] => Told::Empty,
                        document => Told::of(line, matcher.matches_json(document).ok()),
                    };
                    assert_eq!(Some(&told), expected);
                }
            }
        });
        assert_eq!(found.next(), None, "all lines come, in pieces of {piece}");
    }
}

/// What is to be said of a line.
#[derive(Debug, PartialEq)]
enum Told<'l> {
    TooLong,
    Empty,
    Matches(&'l [u8]),
    No,
    MalformedItem,
}

impl<'l> Told<'l> {
    fn of(line: &'l [u8], matches: Option<bool>) -> Self {
        match matches {
            Some(true) => Self::Matches(line),
            Some(false) => Self::No,
            None => Self::MalformedItem,
        }
    }
}

/// The same by the value that `serde_json` reads.
fn told<'l>(line: &'l [u8], matcher: &Matcher) -> Told<'l> {
    let content = line.strip_suffix(b"\n").unwrap_or(line);
    if content.len() > LONGEST {
        return Told::TooLong;
    }
    if content.iter().all(u8::is_ascii_whitespace) {
        return Told::Empty;
    }
    // Of white space JSON knows no form feed, which the program takes for the end of a line.
    let value = serde_json::from_slice::<Value>(content.trim_ascii_end());
    Told::of(line, value.ok().map(|value| matcher.matches(&value)))
}

fn each_line(documents: &[u8], piece: usize, mut take: impl FnMut(Line<'_>)) {
    let mut reader = Pieces(documents, piece);
    let mut lines = LineReader::new(LONGEST);
    loop {
        while let Some(line) = lines.next_complete() {
            take(line);
        }
        match lines.fill(&mut reader) {
            Ok(0) => break,
            Ok(_) => {}
            Err(error) => panic!("{error}"),
        }
    }
    if let Some(line) = lines.take_rest() {
        take(line);
    }
}

/// A reader that gives so many bytes at a time.
struct Pieces<'b>(&'b [u8], usize);

impl Read for Pieces<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.1.min(buffer.len()).min(self.0.len());
        let (piece, rest) = self.0.split_at(length);
        buffer[..length].copy_from_slice(piece);
        self.0 = rest;
        Ok(length)
    }
}
