//! A scanner of JSON that builds nothing: it skips values, and validates all that it skips. It accepts
//! the documents that serde_json parses as a `Value`.

use std::borrow::Cow;

use super::error::{JsonError, JsonErrorKind};
use super::path::length_bit;
use super::scalar::JsonScalar;
use super::token::{self, SpecialBytes, StringToken};

/// The maximum nesting of arrays and objects, that of serde_json.
const MAX_DEPTH: u32 = 127;

/// A position in a JSON document.
///
/// The document need not be UTF-8: the encoding of each string is validated. Other errors may come first,
/// see [`prefer_utf8_error`].
#[derive(Debug)]
pub(super) struct Scanner<'j> {
    json: &'j [u8],
    position: usize,
    /// The number of arrays and objects around the position.
    depth: u32,
    special: SpecialBytes,
}

/// Returns the error of the encoding if the document is not UTF-8, and otherwise the other error.
#[cold]
pub(super) fn prefer_utf8_error(document: &[u8], error: JsonError) -> JsonError {
    token::validate_utf8(document).err().unwrap_or(error)
}

impl<'j> Scanner<'j> {
    pub(super) fn new(json: &'j [u8]) -> Self {
        Self {
            json,
            position: 0,
            depth: 0,
            special: SpecialBytes::new(json),
        }
    }

    /// Skips white space and returns the next byte, without consuming it.
    #[inline]
    pub(super) fn peek(&mut self) -> Option<u8> {
        self.position = token::skip_whitespace(self.json, self.position);
        self.json.get(self.position).copied()
    }

    fn error(&self, kind: JsonErrorKind) -> JsonError {
        token::error_at(self.json, self.position, kind)
    }

    /// Expects the end of the document.
    pub(super) fn end(&mut self) -> Result<(), JsonError> {
        match self.peek() {
            Some(_) => Err(self.error(JsonErrorKind::TrailingCharacters)),
            None => Ok(()),
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
        if self.json.get(self.position) == Some(&b',') {
            self.position += 1;
            return Ok(true);
        }
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

    /// Returns a key. Copies it only when it has escapes.
    #[inline(always)]
    fn key_bytes(&self, start: usize, token: StringToken) -> Result<Cow<'j, [u8]>, JsonError> {
        if token.is_plain {
            return Ok(Cow::Borrowed(&self.json[start..token.end]));
        }
        Ok(match self.unescape(start, token)? {
            Cow::Borrowed(key) => Cow::Borrowed(key.as_bytes()),
            Cow::Owned(key) => Cow::Owned(key.into_bytes()),
        })
    }

    /// Consumes a string. Copies it only when it has escapes.
    pub(super) fn string(&mut self) -> Result<Cow<'j, str>, JsonError> {
        let start = self.position + 1;
        let token = token::string(self.json, self.position, &mut self.special)?;
        self.position = token.end + 1;
        self.unescape(start, token)
    }

    fn unescape(&self, start: usize, token: StringToken) -> Result<Cow<'j, str>, JsonError> {
        let json = self.json;
        let string = &json[start..token.end];
        if token.is_plain || !string.contains(&b'\\') {
            return token::validate_utf8(string).map(Cow::Borrowed);
        }
        // Every escape was validated, so only the encoding can be wrong.
        serde_json::from_slice(&json[start - 1..=token.end])
            .map(Cow::Owned)
            .map_err(|_| JsonError::new(start, JsonErrorKind::InvalidUtf8))
    }

    /// Consumes a number and returns it as serde_json parses it.
    pub(super) fn number(&mut self) -> Result<Option<JsonScalar<'j>>, JsonError> {
        let end = token::number(self.json, self.position)?;
        let source = &self.json[self.position..end];
        self.position = end;
        // Eighteen digits fit an `i64`. `-0` is not an integer for serde_json.
        let is_short = source.len() <= 18 && source.iter().all(u8::is_ascii_digit);
        Ok(match is_short {
            true => Some(JsonScalar::Integer(
                source
                    .iter()
                    .fold(0, |number, digit| number * 10 + i128::from(digit - b'0')),
            )),
            false => token::parse_number(source)
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
                self.position = token::scalar(self.json, self.position, &mut self.special)?;
                Ok(())
            }
        }
    }

    /// Skips the members of an object up to one whose key may have one of these lengths, as
    /// [`length_bit`](super::path::length_bit) counts them, and returns its key. The position is at a key, and then
    /// after a key. Returns `None` after the object.
    #[inline]
    pub(super) fn next_key(&mut self, lengths: u64) -> Result<Option<Cow<'j, [u8]>>, JsonError> {
        let json = self.json;
        let mut special = self.special;
        let mut position = self.position;
        loop {
            position = match skip_string_members(json, position, &mut special, lengths)? {
                StringMembers::End(end) => end,
                StringMembers::Key {
                    start,
                    token,
                    value,
                } => {
                    (self.position, self.special) = (value, special);
                    if !token.is_plain || lengths & length_bit(token.end - start) != 0 {
                        return self.key_bytes(start, token).map(Some);
                    }
                    self.skip_value()?;
                    special = self.special;
                    self.position
                }
            };
            if json.get(position) == Some(&b',') {
                position += 1;
                continue;
            }
            (self.position, self.special) = (position, special);
            if !self.next(b'}', JsonErrorKind::ExpectedCommaOrBrace)? {
                return Ok(None);
            }
            position = self.position;
        }
    }

    /// Skips the array or object that starts here.
    fn skip_nested(&mut self) -> Result<(), JsonError> {
        let json = self.json;
        let mut special = self.special;
        let outer_depth = self.depth;
        let (mut position, mut depth) = (self.position, outer_depth);
        // A stack of bits, one for each open array (0) and object (1), the innermost lowest.
        // `MAX_DEPTH` is less than its 128 bits.
        let mut is_object: u128 = 0;
        loop {
            // Expects a value, or the end of an array or object that was just opened. Most values are
            // strings, and white space is rare.
            match json.get(position) {
                Some(b'"') => position = token::string(json, position, &mut special)?.end + 1,
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
                        (_, true) => match skip_string_members(json, position, &mut special, 0)? {
                            StringMembers::End(end) => position = end,
                            StringMembers::Key { value, .. } => {
                                position = value;
                                continue;
                            }
                        },
                    }
                }
                _ => {
                    let value = token::skip_whitespace(json, position);
                    if value > position {
                        position = value;
                        continue;
                    }
                    position = token::scalar(json, position, &mut special)?;
                }
            }
            // After a value: closes arrays and objects up to the next comma.
            loop {
                let is_in_object = is_object & 1 == 1;
                match json.get(position) {
                    Some(b',') => {
                        position += 1;
                        if is_in_object {
                            match skip_string_members(json, position, &mut special, 0)? {
                                StringMembers::Key { value, .. } => position = value,
                                StringMembers::End(end) => {
                                    position = end;
                                    continue;
                                }
                            }
                        }
                        break;
                    }
                    Some(b'}') if is_in_object => {}
                    Some(b']') if !is_in_object => {}
                    _ => {
                        let token = token::skip_whitespace(json, position);
                        if token > position {
                            position = token;
                            continue;
                        }
                        return Err(error_after_value(json, position, is_in_object));
                    }
                }
                position += 1;
                depth -= 1;
                is_object >>= 1;
                if depth == outer_depth {
                    (self.position, self.special) = (position, special);
                    return Ok(());
                }
            }
        }
    }
}

#[cold]
fn error_after_value(json: &[u8], position: usize, is_in_object: bool) -> JsonError {
    let expected = match is_in_object {
        true => JsonErrorKind::ExpectedCommaOrBrace,
        false => JsonErrorKind::ExpectedCommaOrBracket,
    };
    token::error_at(json, position, expected)
}

/// The position after [`skip_string_members`].
enum StringMembers {
    /// At a value, after its key, which starts at `start`.
    Key {
        start: usize,
        token: StringToken,
        value: usize,
    },
    /// After a string that a comma and a key do not follow directly.
    End(usize),
}

/// Skips the members from the key at `position` on that have string values, without white space. Stops
/// at other members, and at keys that may have one of these lengths.
#[inline(always)]
fn skip_string_members(
    json: &[u8],
    position: usize,
    special: &mut SpecialBytes,
    lengths: u64,
) -> Result<StringMembers, JsonError> {
    let open = token::find_byte(json, position, b'"')
        .map_err(|position| token::error_at(json, position, JsonErrorKind::ExpectedKey))?;
    let mut start = open + 1;
    loop {
        let end = special.next(json, start);
        if lengths & length_bit(end - start) != 0 || !token::is_at(json, end, *b"\":\"") {
            let token = token::string_from(json, end)?;
            let colon = token::find_byte(json, token.end + 1, b':').map_err(|position| {
                token::error_at(json, position, JsonErrorKind::ExpectedColon)
            })?;
            let value = colon + 1;
            return Ok(StringMembers::Key {
                start,
                token,
                value,
            });
        }
        let end = special.next(json, end + 3);
        if !token::is_at(json, end, *b"\",\"") {
            let token = token::string_from(json, end)?;
            return Ok(StringMembers::End(token.end + 1));
        }
        start = end + 3;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn skip(json: &str) -> Result<(), JsonError> {
        let mut scanner = Scanner::new(json.as_bytes());
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
