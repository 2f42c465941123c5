//! Input from files and standard input.

use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use fql_syntax::display_safe;

use crate::compression::decompress;
use crate::error::Error;

pub(crate) const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The name of standard input in messages.
pub(crate) const STDIN_NAME: &str = "standard input";

/// Maximum length of a line in bytes, without its line ending. It bounds the memory; a filter has a
/// lower limit, which is reported as a diagnostic.
const MAX_LINE_LEN: usize = 16 << 20;

/// Maximum length of a request body in bytes.
#[cfg(feature = "network")]
const MAX_BODY_LEN: usize = 64 << 20;

/// A line of an input file, counted from 1.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LineLocation<'f> {
    pub(crate) file: &'f str,
    pub(crate) line: usize,
}

impl fmt::Display for LineLocation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", display_safe(self.file), self.line)
    }
}

/// The origin of a filter.
#[derive(Debug, Clone, Copy)]
pub(crate) enum FilterLocation<'f> {
    /// An argument of the command line, counted from 1.
    Argument(usize),
    /// A line of a file.
    Line(LineLocation<'f>),
}

impl fmt::Display for FilterLocation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Argument(number) => write!(f, "filter {number}"),
            Self::Line(location) => location.fmt(f),
        }
    }
}

/// Opens a file, or standard input for `-`, and decompresses it. Returns its name for messages as
/// well.
pub(crate) fn open(path: &Path) -> Result<(String, Box<dyn Read>), Error> {
    let (name, reader) = match path == Path::new("-") {
        true => (STDIN_NAME.into(), decompress(io::stdin())),
        false => {
            let reader = File::open(path).and_then(decompress);
            (path.display().to_string(), reader)
        }
    };
    match reader {
        Ok(reader) => Ok((name, reader)),
        Err(error) => Err(Error::Read { file: name, error }),
    }
}

/// Visits the lines of a text file without their line endings.
///
/// A line that is not UTF-8 or longer than [`MAX_LINE_LEN`] is an error: skipping it would assign the
/// results of all later lines to the wrong filters.
pub(crate) fn for_each_line(
    path: &Path,
    mut visit: impl FnMut(LineLocation<'_>, &str) -> Result<(), Error>,
) -> Result<(), Error> {
    let (name, file) = open(path)?;
    let mut reader = BufReader::with_capacity(1 << 16, file);
    let mut bytes = Vec::new();
    for number in 1.. {
        bytes.clear();
        let length = reader
            .by_ref()
            .take((MAX_LINE_LEN + "\r\n".len()) as u64)
            .read_until(b'\n', &mut bytes)
            .map_err(|error| Error::Read {
                file: name.clone(),
                error,
            })?;
        if length == 0 {
            break;
        }
        let line = decode_line(&bytes, number).map_err(|reason| Error::InvalidInput {
            file: name.clone(),
            reason,
        })?;
        let location = LineLocation {
            file: &name,
            line: number,
        };
        visit(location, line)?;
    }
    Ok(())
}

/// Decodes a line without its LF or CRLF, and the first line without a byte order mark.
fn decode_line(bytes: &[u8], number: usize) -> Result<&str, String> {
    let is_first = number == 1;
    let start = if is_first && bytes.starts_with(BYTE_ORDER_MARK) {
        BYTE_ORDER_MARK.len()
    } else {
        0
    };
    let content = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    let content = content.strip_suffix(b"\r").unwrap_or(content);
    if content.len() > MAX_LINE_LEN {
        let max = MAX_LINE_LEN >> 20;
        return Err(format!("line {number} is longer than {max} MiB"));
    }
    std::str::from_utf8(&content[start..]).map_err(|error| {
        if is_first && (bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff")) {
            return "UTF-16 is not supported; save the file as UTF-8".into();
        }
        let byte = start + error.valid_up_to() + 1;
        format!("line {number} is not UTF-8 at byte {byte}")
    })
}

/// Reads the value of `--body`: a literal, `@FILE`, or standard input for `@-` and `-`.
#[cfg(feature = "network")]
pub(crate) fn read_body(argument: &str) -> Result<String, Error> {
    // A lone `-` is not JSON, and many programs use it for standard input.
    let file = match argument.strip_prefix('@') {
        Some(file) => file,
        None if argument == "-" => argument,
        None => return Ok(argument.to_owned()),
    };
    if file.is_empty() {
        return Err(Error::InvalidInput {
            file: argument.to_owned(),
            reason: "missing file name; use `@FILE`, or `@-` for standard input".into(),
        });
    }
    let (name, reader) = open(Path::new(file))?;
    let mut bytes = Vec::new();
    if let Err(error) = reader.take(MAX_BODY_LEN as u64 + 1).read_to_end(&mut bytes) {
        return Err(Error::Read { file: name, error });
    }
    if bytes.len() > MAX_BODY_LEN {
        let max = MAX_BODY_LEN >> 20;
        return Err(Error::InvalidInput {
            file: name,
            reason: format!("the body is longer than {max} MiB"),
        });
    }
    String::from_utf8(bytes).map_err(|error| Error::InvalidInput {
        file: name,
        reason: format!("not UTF-8 at byte {}", error.utf8_error().valid_up_to() + 1),
    })
}
