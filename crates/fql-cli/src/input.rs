//! Where filters come from: the command line, files and standard input.

use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use clap::ValueHint;

use crate::failure::Failure;
use crate::printable::printable;

/// What some programs begin a text file with.
pub(crate) const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// How `-` is called in messages.
pub(crate) const STANDARD_INPUT: &str = "standard input";

/// The filters that a subcommand is given.
#[derive(Debug, clap::Args)]
pub(crate) struct InputArgs {
    /// Filters; write `--` before one that begins with `-`
    #[arg(value_name = "FILTER", value_hint = ValueHint::Other)]
    filters: Vec<String>,

    /// Reads a filter from each line of FILE, or of standard input for `-`
    ///
    /// An empty line is the empty filter, which matches everything. The files are UTF-8; lines may
    /// end in LF or CRLF. They are read after the FILTERs of the command line.
    #[arg(short, long, value_name = "FILE")]
    file: Vec<PathBuf>,
}

impl InputArgs {
    /// Whether there is just one filter, so that it needs no name in the output.
    pub(crate) fn is_single(&self) -> bool {
        self.filters.len() == 1 && self.file.is_empty()
    }

    /// Hands over each filter and its place, in order. Nothing more than a line is kept, so that
    /// answers begin before a long input ends.
    pub(crate) fn for_each(
        &self,
        subcommand: &str,
        mut visit: impl FnMut(Place<'_>, &str) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        if self.filters.is_empty() && self.file.is_empty() {
            return Err(Failure::usage(
                subcommand,
                "no filter is given: write one, or name a file of filters with `--file FILE`, or \
                 standard input with `--file -`",
            ));
        }
        for (index, filter) in self.filters.iter().enumerate() {
            visit(Place::Argument(index + 1), filter)?;
        }
        for path in &self.file {
            for_each_line(path, &mut visit)?;
        }
        Ok(())
    }
}

/// Where a filter stands.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Place<'p> {
    /// On the command line, counted from 1.
    Argument(usize),
    /// In a file, with lines counted from 1.
    Line(&'p str, usize),
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Argument(number) => write!(f, "filter {number}"),
            Self::Line(file, line) => write!(f, "{}:{line}", printable(file)),
        }
    }
}

fn for_each_line(
    path: &Path,
    visit: &mut impl FnMut(Place<'_>, &str) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let (name, mut reader) = open(path)?;
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        let length = reader
            .read_until(b'\n', &mut line)
            .map_err(|error| unreadable(&name, error))?;
        if length == 0 {
            break;
        }
        let text = decode(&line, number).map_err(|problem| Failure::NotText {
            file: name.clone(),
            problem,
        })?;
        visit(Place::Line(&name, number), text)?;
    }
    Ok(())
}

fn open(path: &Path) -> Result<(String, Box<dyn BufRead>), Failure> {
    if path == Path::new("-") {
        return Ok((STANDARD_INPUT.into(), Box::new(io::stdin().lock())));
    }
    let name = path.display().to_string();
    match File::open(path) {
        Ok(file) => Ok((name, Box::new(BufReader::with_capacity(1 << 16, file)))),
        Err(error) => Err(unreadable(&name, error)),
    }
}

fn unreadable(name: &str, error: io::Error) -> Failure {
    Failure::Read {
        file: name.into(),
        error,
    }
}

/// The text of a line without its ending.
///
/// Bytes that are no text end the program: no text could stand for them in an answer, and to leave
/// a line out would give the answers behind it to the wrong filters.
fn decode(line: &[u8], number: usize) -> Result<&str, String> {
    let is_first = number == 1;
    let start = if is_first && line.starts_with(BYTE_ORDER_MARK) {
        BYTE_ORDER_MARK.len()
    } else {
        0
    };
    let end = ending(line);
    std::str::from_utf8(&line[start..end]).map_err(|error| {
        if is_first && (line.starts_with(b"\xff\xfe") || line.starts_with(b"\xfe\xff")) {
            return "it is UTF-16; save it as UTF-8".into();
        }
        let byte = start + error.valid_up_to() + 1;
        format!("line {number} is not UTF-8, at byte {byte}")
    })
}

/// Where the LF or CRLF at the end of a line begins.
fn ending(line: &[u8]) -> usize {
    let text = line.strip_suffix(b"\n").unwrap_or(line);
    text.strip_suffix(b"\r").unwrap_or(text).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_ending_is_taken_off() {
        for (line, text) in [
            ("a\n", "a"),
            ("a\r\n", "a"),
            ("a\r\r\n", "a\r"),
            ("a\r", "a"),
            ("a", "a"),
            ("\n", ""),
            ("\r\n", ""),
            ("\u{feff}a\n", "a"),
        ] {
            assert_eq!(decode(line.as_bytes(), 1).as_deref(), Ok(text), "{line:?}");
        }
    }

    #[test]
    fn a_byte_order_mark_is_taken_off_the_first_line_only() {
        assert_eq!(decode("\u{feff}a\n".as_bytes(), 2), Ok("\u{feff}a"));
    }

    #[test]
    fn bytes_that_are_no_text_are_placed() {
        assert_eq!(
            decode(b"ab\xff\n", 7),
            Err("line 7 is not UTF-8, at byte 3".into())
        );
        assert!(decode(b"\xff\xfea\0\n", 1).is_err_and(|problem| problem.contains("UTF-16")));
    }
}
