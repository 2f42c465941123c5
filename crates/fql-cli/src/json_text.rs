//! Source text of JSON, changed without decoding it: numbers, escapes and key order are kept.

use std::borrow::Cow;
use std::fmt::Write as _;

use fql_syntax::is_invisible;

/// Tracks arrays, objects and strings in JSON, byte by byte.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Nesting {
    /// Number of open arrays and objects.
    pub(crate) depth: usize,
    pub(crate) is_in_string: bool,
    is_escaped: bool,
}

impl Nesting {
    pub(crate) fn of_depth(depth: usize) -> Self {
        Self {
            depth,
            ..Self::default()
        }
    }

    /// Processes the next byte. Brackets are counted without comparing their types.
    #[inline]
    pub(crate) fn push(&mut self, byte: u8) {
        if self.is_in_string {
            match byte {
                _ if self.is_escaped => self.is_escaped = false,
                b'\\' => self.is_escaped = true,
                b'"' => self.is_in_string = false,
                _ => {}
            }
            return;
        }
        match byte {
            b'"' => self.is_in_string = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
    }
}

/// Returns `true` for white space of JSON.
pub(crate) fn is_whitespace(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// Returns the JSON of one document for output as a line. If it has line breaks, the white space
/// between its tokens is left out.
pub(crate) fn on_one_line(source: &[u8]) -> Cow<'_, [u8]> {
    if memchr::memchr2(b'\n', b'\r', source).is_none() {
        return Cow::Borrowed(source);
    }
    let mut nesting = Nesting::default();
    let mut line = Vec::with_capacity(source.len());
    for byte in source {
        if nesting.is_in_string || !is_whitespace(*byte) {
            line.push(*byte);
        }
        nesting.push(*byte);
    }
    Cow::Owned(line)
}

/// Returns JSON that is safe to print on a terminal. Control characters and invisible characters
/// become `\uXXXX` escapes, so that strings keep their value.
///
/// Bytes that are not UTF-8 are replaced. Tabs and line breaks are kept, because JSON has them only
/// between tokens.
pub(crate) fn escape_invisible(source: &[u8]) -> Cow<'_, [u8]> {
    let text = String::from_utf8_lossy(source);
    if !text.contains(|character| is_unsafe(character) || character == '\r') {
        return match text {
            Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
            Cow::Owned(text) => Cow::Owned(text.into_bytes()),
        };
    }
    let mut safe = String::with_capacity(text.len() * 2);
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let is_line_end = character == '\r' && matches!(characters.peek(), Some('\n') | None);
        if is_line_end || !(is_unsafe(character) || character == '\r') {
            safe.push(character);
            continue;
        }
        for unit in character.encode_utf16(&mut [0; 2]) {
            // Writing to a string cannot fail.
            let _ = write!(safe, "\\u{unit:04x}");
        }
    }
    Cow::Owned(safe.into_bytes())
}

fn is_unsafe(character: char) -> bool {
    is_invisible(character) && !matches!(character, '\n' | '\r' | '\t')
}

#[cfg(test)]
mod tests {
    use super::{escape_invisible, on_one_line};

    #[test]
    fn only_documents_over_several_lines_change() {
        for (source, expected) in [
            (r#"{ "a": 1}"#, r#"{ "a": 1}"#),
            ("{ \"a b\" :\r\n\t[ 1.0e0 , 2 ] }", r#"{"a b":[1.0e0,2]}"#),
            (
                "{\"a\\\" b\": \"\\\\\" ,\n\"c\": \" \"}",
                r#"{"a\" b":"\\","c":" "}"#,
            ),
        ] {
            let line = on_one_line(source.as_bytes());
            assert_eq!(line, expected.as_bytes(), "{source}");
        }
    }

    #[test]
    fn invisible_characters_are_escaped() {
        for (source, expected) in [
            ("{\"a\":\t\"é\"}\r\n", "{\"a\":\t\"é\"}\r\n"),
            (
                "\"\u{9b}31m\u{7f}\u{202e}\u{1b}\"",
                r#""\u009b31m\u007f\u202e\u001b""#,
            ),
            ("a\rb\r", "a\\u000db\r"),
        ] {
            let escaped = escape_invisible(source.as_bytes());
            assert_eq!(escaped, expected.as_bytes(), "{source:?}");
        }
        assert_eq!(*escape_invisible(b"a\xff"), *"a\u{fffd}".as_bytes());
    }
}
