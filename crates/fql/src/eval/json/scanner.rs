//! A scanner of JSON that builds nothing: it skips values, and validates all that it skips. It accepts
//! the documents that serde_json parses as a `Value`.

use std::borrow::Cow;

use super::error::{JsonError, JsonErrorKind};
use super::scalar::JsonScalar;
use super::token::{self, StringToken};

/// The maximum nesting of arrays and objects, that of serde_json.
const MAX_DEPTH: u32 = 127;

/// A position in a JSON document.
#[derive(Debug)]
pub(super) struct Scanner<'j> {
    json: &'j str,
    position: usize,
    /// The number of arrays and objects around the position.
    depth: u32,
}

impl<'j> Scanner<'j> {
    pub(super) fn new(document: &'j [u8]) -> Result<Self, JsonError> {
        match std::str::from_utf8(document) {
            Ok(json) => Ok(Self {
                json,
                position: 0,
                depth: 0,
            }),
            Err(error) => Err(JsonError::new(
                error.valid_up_to(),
                JsonErrorKind::InvalidUtf8,
            )),
        }
    }

    fn bytes(&self) -> &'j [u8] {
        self.json.as_bytes()
    }

    /// Skips white space and returns the next byte, without consuming it.
    #[inline]
    pub(super) fn peek(&mut self) -> Option<u8> {
        self.position = token::skip_whitespace(self.bytes(), self.position);
        self.bytes().get(self.position).copied()
    }

    fn error(&self, kind: JsonErrorKind) -> JsonError {
        token::error_at(self.bytes(), self.position, kind)
    }

    /// Expects the end of the document.
    pub(super) fn end(&mut self) -> Result<(), JsonError> {
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(self.error(JsonErrorKind::TrailingCharacters)),
        }
    }

    /// Enters the array or object that starts here and ends with `close`. Returns `false` if it is
    /// empty, after leaving it again.
    #[inline]
    pub(super) fn enter(&mut self, close: u8) -> Result<bool, JsonError> {
        if self.depth == MAX_DEPTH {
            return Err(self.error(JsonErrorKind::TooDeep));
        }
        self.depth += 1;
        self.position += 1;
        if self.peek() == Some(close) {
            self.leave();
            return Ok(false);
        }
        Ok(true)
    }

    #[inline]
    fn leave(&mut self) {
        self.depth -= 1;
        self.position += 1;
    }

    /// Continues after an element or member. Returns `false` if it was the last one, after leaving
    /// the array or object, which ends with `close`.
    #[inline]
    pub(super) fn next(&mut self, close: u8, expected: JsonErrorKind) -> Result<bool, JsonError> {
        match self.peek() {
            Some(b',') => {
                self.position += 1;
                Ok(true)
            }
            Some(byte) if byte == close => {
                self.leave();
                Ok(false)
            }
            _ => Err(self.error(expected)),
        }
    }

    /// Consumes a key and its colon. Copies the key only when it has escapes.
    #[inline(always)]
    pub(super) fn key(&mut self) -> Result<Cow<'j, [u8]>, JsonError> {
        let json = self.bytes();
        let (start, token, value) = key(json, self.position)?;
        self.position = value;
        if token.has_escapes {
            return Ok(Cow::Owned(self.unescape(start, token).into_bytes()));
        }
        Ok(Cow::Borrowed(&json[start..token.end]))
    }

    /// Consumes a string. Copies it only when it has escapes.
    pub(super) fn string(&mut self) -> Result<Cow<'j, str>, JsonError> {
        let start = self.position + 1;
        let token = token::string(self.bytes(), self.position)?;
        self.position = token.end + 1;
        if token.has_escapes {
            return Ok(Cow::Owned(self.unescape(start, token)));
        }
        Ok(Cow::Borrowed(&self.json[start..token.end]))
    }

    #[cold]
    fn unescape(&self, start: usize, token: StringToken) -> String {
        // Cannot fail: every escape was validated.
        serde_json::from_str(&self.json[start - 1..=token.end]).unwrap_or_default()
    }

    /// Consumes a number and returns it as serde_json parses it.
    pub(super) fn number(&mut self) -> Result<Option<JsonScalar<'j>>, JsonError> {
        let end = token::number(self.bytes(), self.position)?;
        let source = &self.json[self.position..end];
        self.position = end;
        // Eighteen digits fit an `i64`. `-0` is not an integer for serde_json.
        let is_short = source.len() <= 18 && source.bytes().all(|digit| digit.is_ascii_digit());
        let integer: Option<i64> = is_short.then(|| source.parse().ok()).flatten();
        Ok(match integer {
            Some(integer) => Some(JsonScalar::Integer(integer.into())),
            None => token::parse_number(source.as_bytes())
                .as_ref()
                .and_then(JsonScalar::from_number),
        })
    }

    /// Skips a value, without recursion.
    #[inline]
    pub(super) fn skip_value(&mut self) -> Result<(), JsonError> {
        match self.peek() {
            Some(b'{' | b'[') => self.skip_nested(),
            _ => {
                self.position = token::scalar(self.bytes(), self.position)?;
                Ok(())
            }
        }
    }

    /// Skips the array or object that starts here.
    fn skip_nested(&mut self) -> Result<(), JsonError> {
        let json = self.bytes();
        let outer_depth = self.depth;
        let (mut position, mut depth) = (self.position, outer_depth);
        // A stack of bits, one for each open array (0) and object (1), the innermost lowest.
        // `MAX_DEPTH` is less than its 128 bits.
        let mut is_object: u128 = 0;
        loop {
            // Expects a value, or the end of an array or object that was just opened.
            position = token::skip_whitespace(json, position);
            match json.get(position) {
                Some(&open @ (b'{' | b'[')) => {
                    if depth == MAX_DEPTH {
                        return Err(JsonError::new(position, JsonErrorKind::TooDeep));
                    }
                    depth += 1;
                    let opens_object = open == b'{';
                    is_object = is_object << 1 | u128::from(opens_object);
                    position = token::skip_whitespace(json, position + 1);
                    match (json.get(position), opens_object) {
                        (Some(b'}'), true) | (Some(b']'), false) => {}
                        (_, false) => continue,
                        (_, true) => {
                            position = key(json, position)?.2;
                            continue;
                        }
                    }
                }
                _ => position = token::scalar(json, position)?,
            }
            // After a value: closes arrays and objects up to the next comma.
            loop {
                position = token::skip_whitespace(json, position);
                match (json.get(position), is_object & 1 == 1) {
                    (Some(b','), true) => {
                        position = key(json, position + 1)?.2;
                        break;
                    }
                    (Some(b','), false) => {
                        position += 1;
                        break;
                    }
                    (Some(b'}'), true) | (Some(b']'), false) => {
                        position += 1;
                        depth -= 1;
                        is_object >>= 1;
                        if depth == outer_depth {
                            self.position = position;
                            return Ok(());
                        }
                    }
                    (_, true) => {
                        let expected = JsonErrorKind::ExpectedCommaOrBrace;
                        return Err(token::error_at(json, position, expected));
                    }
                    (_, false) => {
                        let expected = JsonErrorKind::ExpectedCommaOrBracket;
                        return Err(token::error_at(json, position, expected));
                    }
                }
            }
        }
    }
}

/// Scans a key: its start, its token, and the position after the colon.
#[inline(always)]
fn key(json: &[u8], position: usize) -> Result<(usize, StringToken, usize), JsonError> {
    let open = token::skip_whitespace(json, position);
    if json.get(open) != Some(&b'"') {
        return Err(token::error_at(json, open, JsonErrorKind::ExpectedKey));
    }
    let token = token::string(json, open)?;
    let colon = token::skip_whitespace(json, token.end + 1);
    if json.get(colon) != Some(&b':') {
        return Err(token::error_at(json, colon, JsonErrorKind::ExpectedColon));
    }
    Ok((open + 1, token, colon + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn skip(json: &str) -> Result<(), JsonError> {
        let mut scanner = Scanner::new(json.as_bytes())?;
        scanner.skip_value()?;
        scanner.end()
    }

    #[test]
    fn errors_name_the_fault_and_byte() {
        for (json, message) in [
            ("", "unexpected end of document at byte 1"),
            ("  ", "unexpected end of document at byte 3"),
            ("{", "unexpected end of document at byte 2"),
            (r#"{"a""#, "unexpected end of document at byte 5"),
            (r#"{"a":"#, "unexpected end of document at byte 6"),
            (r#"{"a":"x"#, "unexpected end of document at byte 8"),
            ("[1,", "unexpected end of document at byte 4"),
            ("[1,]", "trailing comma at byte 3"),
            ("[1 2]", "expected `,` or `]` at byte 4"),
            (r#"{"a":1 "b":2}"#, "expected `,` or `}` at byte 8"),
            (r#"{"a":1]"#, "expected `,` or `}` at byte 7"),
            ("[}", "expected a value at byte 2"),
            ("{a:1}", "expected a key in double quotes at byte 2"),
            (r#"{"a":1, }"#, "trailing comma at byte 7"),
            (r#"{"a" 1}"#, "expected `:` at byte 6"),
            ("1 2", "unexpected characters after the document at byte 3"),
            ("nul", "expected a value at byte 1"),
            ("'a'", "expected a value at byte 1"),
            ("\u{feff}1", "expected a value at byte 1"),
            (
                "\"a\nb\"",
                "unescaped control character in a string at byte 3",
            ),
            (r#""\x""#, "invalid escape sequence at byte 3"),
            (r#""\u12g4""#, "invalid escape sequence at byte 6"),
            (r#""a\ud800b""#, "lone surrogate in a string at byte 3"),
            (r#""\udc00""#, "lone surrogate in a string at byte 2"),
            (r#""\ud800\u0041""#, "lone surrogate in a string at byte 2"),
            ("-", "unexpected end of document at byte 2"),
            ("1.", "unexpected end of document at byte 3"),
            ("[1.]", "invalid number at byte 4"),
            ("01", "unexpected characters after the document at byte 2"),
            ("[1e999]", "number out of range at byte 2"),
        ] {
            let result = skip(json).map_err(|error| error.to_string());
            assert_eq!(result, Err(message.to_owned()), "{json}");
        }
    }
}
