//! Recognizes the format of an input by its content.

use std::io::{self, Cursor, Read};

use super::document_reader::DocumentReader;
use crate::compression::read_some;
use crate::error::Error;
use crate::input::BYTE_ORDER_MARK;
use crate::json_text::{Nesting, is_whitespace};

const CHUNK: usize = 1 << 16;

/// The arrangement of the documents of an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// NDJSON: one document per line.
    Lines,
    /// JSON values over any number of lines: arrays of documents, responses of the API, or documents.
    Values,
}

/// An input that has no documents.
#[derive(Debug)]
enum LayoutError {
    Read(io::Error),
    /// Another format, with its description.
    Unsupported(String),
}

impl From<io::Error> for LayoutError {
    fn from(error: io::Error) -> Self {
        Self::Read(error)
    }
}

/// The description of the lines of an array without its brackets.
pub(super) const NDJSON_WITH_COMMAS: &str =
    "NDJSON with commas between its lines is not supported; remove the commas, or add brackets";

/// The first bytes of formats that are not supported, with their names.
const FORMATS: [(&[u8], &str); 17] = [
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\0", "xz"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x04\x22\x4d\x18", "LZ4"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"\x1f\x9d", "LZW"),
    (b"PAR1", "Parquet"),
    (b"Obj\x01", "Avro"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"%PDF-", "PDF"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
    (b"{\0", "UTF-16"),
    (b"[\0", "UTF-16"),
    (b"\0{", "UTF-16"),
    (b"\0[", "UTF-16"),
    (b"<", "XML or HTML"),
];

/// Returns the layout of an input, and the input without a byte order mark.
///
/// # Errors
/// Returns an error that names the file if it cannot be read or has another format.
pub(super) fn open<R: Read>(
    name: &str,
    mut reader: R,
    max_len: usize,
) -> Result<(Layout, impl Read + use<R>), Error> {
    let (layout, head) = detect(&mut reader, max_len).map_err(|error| match error {
        LayoutError::Read(error) => Error::Read {
            file: name.into(),
            error,
        },
        LayoutError::Unsupported(reason) => Error::InvalidInput {
            file: name.into(),
            reason,
        },
    })?;
    let skipped = match head.starts_with(BYTE_ORDER_MARK) {
        true => BYTE_ORDER_MARK.len(),
        false => 0,
    };
    let mut head = Cursor::new(head);
    head.set_position(skipped as u64);
    Ok((layout, head.chain(reader)))
}

/// Reads the beginning of an input and returns its layout with the bytes that were read.
///
/// An object in the first line decides, so that no more than the line is read. After anything else,
/// the next line counts too. A line longer than `max_len` is not read to its end.
fn detect(reader: &mut impl Read, max_len: usize) -> Result<(Layout, Vec<u8>), LayoutError> {
    let mut head = Head::default();
    while head.needs_more(max_len) {
        let searched = head.bytes.len();
        if read_some(reader, CHUNK, &mut head.bytes)? == 0 {
            head.is_all = true;
        }
        head.update(searched);
    }
    match unsupported_format(&head) {
        Some(description) => Err(LayoutError::Unsupported(description)),
        None => Ok((head.layout(), head.bytes)),
    }
}

/// The first bytes of an input.
#[derive(Debug, Default)]
struct Head {
    bytes: Vec<u8>,
    /// Start of the first line that is not blank.
    start: Option<usize>,
    /// End of that line.
    end: Option<usize>,
    /// The first byte after that line that is not white space.
    next: Option<u8>,
    /// The input has no more bytes.
    is_all: bool,
}

impl Head {
    fn needs_more(&self, max_len: usize) -> bool {
        if self.is_all || self.bytes.len() > max_len.saturating_add(CHUNK) {
            return false;
        }
        match (self.start, self.end) {
            (Some(start), Some(end)) => {
                let line = &self.bytes[start..end];
                self.next.is_none() && line[0] != b'{' && (line[0] != b'[' || is_complete(line))
            }
            // A format other than JSON is recognized without its line feeds.
            (Some(start), None) => {
                matches!(self.bytes[start], b'{' | b'[') || self.bytes.len() < CHUNK
            }
            (None, _) => true,
        }
    }

    /// Finds the first line, with all bytes from `searched` on.
    fn update(&mut self, searched: usize) {
        let skipped = match self.bytes.starts_with(BYTE_ORDER_MARK) {
            true => BYTE_ORDER_MARK.len(),
            false => 0,
        };
        let next = |from: usize, bytes: &[u8]| {
            let rest = bytes.get(from..).unwrap_or_default();
            let position = rest.iter().position(|byte| !is_whitespace(*byte));
            position.map(|position| from + position)
        };
        if self.start.is_none() {
            self.start = next(skipped.max(searched), &self.bytes);
        }
        let Some(start) = self.start else { return };
        if self.end.is_none() {
            let from = start.max(searched);
            let line_feed = memchr::memchr(b'\n', &self.bytes[from..]);
            self.end = line_feed.map(|offset| from + offset);
        }
        if let (Some(end), None) = (self.end, self.next) {
            let next = next(end.max(searched), &self.bytes);
            self.next = next.map(|next| self.bytes[next]);
        }
    }

    /// Returns the first line that is not blank.
    fn line(&self) -> &[u8] {
        let start = self.start.unwrap_or(self.bytes.len());
        let end = self.end.unwrap_or(self.bytes.len());
        &self.bytes[start..end]
    }

    fn layout(&self) -> Layout {
        let line = self.line();
        let has_values = match line.first() {
            Some(b'{') => {
                let start = self.start.unwrap_or_default();
                let rest = &self.bytes[start..];
                let has_response = DocumentReader::new(rest, 1, rest.len()).starts_with_response();
                has_response
                    || has_several_objects(line)
                    || (self.end.is_some() && continues_on_next_line(line))
            }
            // Each line of NDJSON can be an array.
            Some(b'[') if is_complete(line) => self.next.is_none(),
            Some(b'[') => self.end.is_none() || !outline(line).is_in_string,
            _ => false,
        };
        match has_values {
            true => Layout::Values,
            false => Layout::Lines,
        }
    }
}

/// Returns the nesting at the end of the line.
fn outline(line: &[u8]) -> Nesting {
    let mut nesting = Nesting::default();
    for byte in line {
        nesting.push(*byte);
    }
    nesting
}

/// Returns `true` if all brackets and quotes of the line are closed.
fn is_complete(line: &[u8]) -> bool {
    let Nesting {
        depth,
        is_in_string,
        ..
    } = outline(line);
    depth == 0 && !is_in_string
}

/// Returns `true` if an array or object starts in the line and goes on after it. Formatters break lines
/// after brackets and commas; a line of NDJSON that was cut off ends anywhere.
pub(super) fn continues_on_next_line(line: &[u8]) -> bool {
    let ends_in_token = matches!(line.trim_ascii_end().last(), Some(b'{' | b'[' | b','));
    let Nesting {
        depth,
        is_in_string,
        ..
    } = outline(line);
    ends_in_token && depth > 0 && !is_in_string
}

/// Returns `true` if another object follows an object on the same line.
fn has_several_objects(line: &[u8]) -> bool {
    let mut nesting = Nesting::default();
    let end = line.iter().position(|byte| {
        nesting.push(*byte);
        nesting.depth == 0 && !nesting.is_in_string
    });
    let rest = end.and_then(|end| line.get(end + 1..)).unwrap_or_default();
    rest.trim_ascii_start().starts_with(b"{")
}

/// Returns the description of a format that is not supported.
fn unsupported_format(head: &Head) -> Option<String> {
    let bytes = &head.bytes;
    let line = head.line();
    let find = |bytes: &[u8]| FORMATS.iter().find(|(magic, _)| bytes.starts_with(magic));
    let name = match find(bytes).or_else(|| find(line)) {
        Some((_, name)) => *name,
        None if bytes.get(257..262) == Some(b"ustar") => "a tar archive",
        None if line.starts_with(b"{'") || line.starts_with(b"[{'") => {
            return Some("Python literals are not JSON; write the file with `json.dumps`".into());
        }
        None if is_object_and_comma(line) => {
            return Some(NDJSON_WITH_COMMAS.into());
        }
        None if line.iter().take(CHUNK).any(|byte| *byte == 0) => "binary data",
        None if is_csv_heading(line) && !matches!(head.next, Some(b'{' | b'[')) => "CSV",
        None => return None,
    };
    let advice = match name {
        "UTF-16" => "; save the file as UTF-8",
        "bzip2" | "xz" | "LZ4" | "LZW" => "; decompress the file first",
        _ => "; expected NDJSON, a JSON array or a response of the API, also as gzip or zstd",
    };
    Some(format!("{name} is not supported{advice}"))
}

/// Returns `true` for a complete object and a comma: a line of an array without its brackets.
fn is_object_and_comma(line: &[u8]) -> bool {
    let object = line.trim_ascii_end().strip_suffix(b",");
    object.is_some_and(|object| object.starts_with(b"{") && is_complete(object))
}

/// Returns `true` for names between commas, semicolons or tabs.
fn is_csv_heading(line: &[u8]) -> bool {
    let Ok(line) = std::str::from_utf8(line.trim_ascii_end()) else {
        return false;
    };
    let is_name = |cell: &str| {
        let cell = cell.trim();
        let cell = match cell.strip_prefix('"') {
            Some(quoted) => quoted.strip_suffix('"').unwrap_or_default(),
            None => cell,
        };
        let is_name_character =
            |character: char| character.is_alphanumeric() || " _-.()/#".contains(character);
        cell.starts_with(|first: char| first.is_alphabetic() || first == '_')
            && cell.chars().all(is_name_character)
    };
    [',', ';', '\t'].iter().any(|separator| {
        let mut cells = line.split(*separator);
        line.contains(*separator) && cells.all(|cell| cell.trim().is_empty() || is_name(cell))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the layout, or the name of an unsupported format.
    fn detected(input: impl AsRef<[u8]>) -> Result<Layout, String> {
        match detect(&mut input.as_ref(), 1_000) {
            Ok((layout, head)) => {
                assert_eq!(head, input.as_ref());
                Ok(layout)
            }
            Err(LayoutError::Unsupported(description)) => {
                let (name, _) = description.split_once(' ').expect("a sentence");
                Err(name.to_owned())
            }
            Err(LayoutError::Read(error)) => panic!("{error}"),
        }
    }

    #[test]
    fn layout_is_recognized_by_content() {
        for input in [
            "",
            "\n",
            "{}",
            "{}\n",
            "\n{}\n{}",
            "[1]\n[2]\n",
            "[]\n1\n",
            "1\n2\n",
            "null",
            "no JSON\n",
            "{\"a\":\n{}\n",
            "{\"a\":\"x\n{}\n",
            "{\"a\":1}x\n",
            "{\"id\":1,\"resources\":[]}\n",
            "{\"resources\":[],\"id\":1}\n",
            "{\"resources\":[],\"x\":1,\"meta\":{}}\n",
            "{\"x\":1,\"meta\":{},\"resources\":[]}\n",
            "{\"meta\":{},\"resources\":[],\"x\":1}\n",
            "{\"a\":1,",
            "\"a,b\"\n",
            "[\"a\n[1]\n",
            "a, b\n{}\n",
        ] {
            assert_eq!(detected(input), Ok(Layout::Lines), "{input:?}");
        }
        for input in [
            "[",
            "[]",
            "{\"resources\":[],\"errors\":[],\"meta\":{}}\n",
            "\u{feff}[1]\n",
            " [1]\n\n",
            "[\n{\"a\":1}\n]",
            "[{\"a\":1},\n{\"a\":2}]",
            "[{\"a\":1}\n,{\"a\":2}]",
            "{\n  \"a\": 1\n}\n",
            "{\"a\": [\n1]}\n",
            "{\"resources\":[]}",
            "\n{\"meta\":{},\"errors\":[],\"resources\":[{}]}\n{}",
            "{\n\"meta\": {\n},\n\"resources\": []}",
            "{\"a\":1} {\"a\":2}\n",
            "{\"errors\":[],\"meta\":{}}",
        ] {
            assert_eq!(detected(input), Ok(Layout::Values), "{input:?}");
        }
    }

    #[test]
    fn unsupported_formats_are_named() {
        for (input, name) in [
            ("id,criticality\n1,High\n", "CSV"),
            ("\u{feff}\"id\";\"last seen\"\r\n", "CSV"),
            ("id\tip.ip_address\n", "CSV"),
            ("<?xml version='1.0'?>", "XML"),
            ("{\0\"\0", "UTF-16"),
            ("BZh9", "bzip2"),
            ("[{'id': 1}]", "Python"),
            ("{\"a\":1},\r\n{\"a\":2}\r\n", "NDJSON"),
            ("\u{7f}ELF\0\0\n", "binary"),
        ] {
            assert_eq!(detected(input), Err(name.to_owned()), "{input:?}");
        }
        assert_eq!(detected(b"\xff\xfe{\0"), Err("UTF-16".into()));
        let mut archive = vec![0; 512];
        archive[257..262].copy_from_slice(b"ustar");
        assert_eq!(detected(archive), Err("a".into()));
    }

    #[test]
    fn long_first_line_is_not_read_to_its_end() {
        let input = format!("[{}]", "1,".repeat(CHUNK));
        let mut rest = input.as_bytes();
        let (layout, head) = detect(&mut rest, 1_000).expect("supported");
        assert_eq!(layout, Layout::Values);
        assert_eq!(head.len() + rest.len(), input.len());
        assert!(head.len() <= 1_000 + 2 * CHUNK, "{}", head.len());
    }
}
