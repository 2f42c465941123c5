//! The tokens of JSON. All are functions of the document and a position, so that a loop keeps the
//! position in a register.

use serde_json::Number;
use wide::u8x16;

use super::error::{JsonError, JsonErrorKind};

/// Numbers of fewer digits that have no exponent are in the range of `f64`.
const MAX_DIGITS_IN_RANGE: usize = 300;

/// Returns the error at a position. The end of the document and a trailing comma have errors of their
/// own.
#[cold]
pub(super) fn error_at(json: &[u8], position: usize, kind: JsonErrorKind) -> JsonError {
    let before = json[..position.min(json.len())].trim_ascii_end();
    match json.get(position) {
        None => JsonError::new(position, JsonErrorKind::UnexpectedEnd),
        Some(b']' | b'}') if before.ends_with(b",") => {
            JsonError::new(before.len() - 1, JsonErrorKind::TrailingComma)
        }
        Some(_) => JsonError::new(position, kind),
    }
}

/// Returns the position of the next byte that is not white space, usually `position` itself.
#[inline(always)]
pub(super) fn skip_whitespace(json: &[u8], position: usize) -> usize {
    match json.get(position) {
        Some(b'!'..) => position,
        _ => skip_some_whitespace(json, position),
    }
}

#[cold]
fn skip_some_whitespace(json: &[u8], mut position: usize) -> usize {
    while let Some(b' ' | b'\t' | b'\n' | b'\r') = json.get(position) {
        position += 1;
    }
    position
}

#[derive(Debug, Clone, Copy)]
pub(super) struct StringToken {
    /// The position of the closing quote.
    pub(super) end: usize,
    pub(super) has_escapes: bool,
}

/// Scans the string that opens at `open`.
#[inline(always)]
pub(super) fn string(json: &[u8], open: usize) -> Result<StringToken, JsonError> {
    let end = find_special(json, open + 1);
    if json.get(end) == Some(&b'"') {
        return Ok(StringToken {
            end,
            has_escapes: false,
        });
    }
    let end = end_of_escaped(json, end)?;
    Ok(StringToken {
        end,
        has_escapes: true,
    })
}

/// Returns the position of the closing quote after escapes.
#[cold]
fn end_of_escaped(json: &[u8], mut position: usize) -> Result<usize, JsonError> {
    loop {
        match json.get(position) {
            Some(b'"') => return Ok(position),
            Some(b'\\') => position = escape(json, position)?,
            _ => return Err(error_at(json, position, JsonErrorKind::ControlCharacter)),
        }
        position = find_special(json, position);
    }
}

fn escape(json: &[u8], backslash: usize) -> Result<usize, JsonError> {
    let position = backslash + 1;
    match json.get(position) {
        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => return Ok(position + 1),
        Some(b'u') => {}
        _ => return Err(error_at(json, position, JsonErrorKind::InvalidEscape)),
    }
    let lone = JsonError::new(backslash, JsonErrorKind::LoneSurrogate);
    match four_hex_digits(json, position + 1)? {
        0xdc00..=0xdfff => Err(lone),
        0xd800..=0xdbff => {
            if json.get(position + 5..position + 7) != Some(b"\\u".as_slice()) {
                return Err(lone);
            }
            match four_hex_digits(json, position + 7)? {
                0xdc00..=0xdfff => Ok(position + 11),
                _ => Err(lone),
            }
        }
        _ => Ok(position + 5),
    }
}

fn four_hex_digits(json: &[u8], start: usize) -> Result<u32, JsonError> {
    (start..start + 4).try_fold(0, |number, position| {
        let digit = json.get(position).copied().map(char::from);
        match digit.and_then(|digit| digit.to_digit(16)) {
            Some(digit) => Ok(number * 16 + digit),
            None => Err(error_at(json, position, JsonErrorKind::InvalidEscape)),
        }
    })
}

/// Returns the end of the number at `start`.
#[inline(always)]
pub(super) fn number(json: &[u8], start: usize) -> Result<usize, JsonError> {
    let mut position = start + usize::from(json.get(start) == Some(&b'-'));
    position = match json.get(position) {
        Some(b'0') => position + 1,
        _ => digits(json, position)?,
    };
    let mut may_be_out_of_range = position - start > MAX_DIGITS_IN_RANGE;
    if json.get(position) == Some(&b'.') {
        position = digits(json, position + 1)?;
    }
    if let Some(b'e' | b'E') = json.get(position) {
        let is_signed = matches!(json.get(position + 1), Some(b'+' | b'-'));
        position = digits(json, position + 1 + usize::from(is_signed))?;
        may_be_out_of_range = true;
    }
    if may_be_out_of_range && parse_number(&json[start..position]).is_none() {
        return Err(JsonError::new(start, JsonErrorKind::NumberOutOfRange));
    }
    Ok(position)
}

#[inline(always)]
fn digits(json: &[u8], start: usize) -> Result<usize, JsonError> {
    let mut position = start;
    while let Some(b'0'..=b'9') = json.get(position) {
        position += 1;
    }
    if position == start {
        return Err(error_at(json, position, JsonErrorKind::InvalidNumber));
    }
    Ok(position)
}

/// Parses a number as serde_json does, `None` if it is out of range.
pub(super) fn parse_number(source: &[u8]) -> Option<Number> {
    serde_json::from_slice(source).ok()
}

/// Returns the end of a value that is neither an array nor an object.
#[inline(always)]
pub(super) fn scalar(json: &[u8], start: usize) -> Result<usize, JsonError> {
    match json.get(start) {
        Some(b'"') => Ok(string(json, start)?.end + 1),
        Some(b'-' | b'0'..=b'9') => number(json, start),
        Some(b't') => literal(json, start, b"true"),
        Some(b'f') => literal(json, start, b"false"),
        Some(b'n') => literal(json, start, b"null"),
        _ => Err(error_at(json, start, JsonErrorKind::ExpectedValue)),
    }
}

#[inline(always)]
fn literal(json: &[u8], start: usize, literal: &[u8]) -> Result<usize, JsonError> {
    if json[start..].starts_with(literal) {
        return Ok(start + literal.len());
    }
    Err(JsonError::new(start, JsonErrorKind::ExpectedValue))
}

/// Returns the position of the next `"`, `\` or control character, or the end. Compares thirty-two
/// bytes at a time, which is more than most strings have.
#[inline(always)]
fn find_special(json: &[u8], mut position: usize) -> usize {
    while let Some(bytes) = json.get(position..).and_then(<[u8]>::first_chunk::<32>) {
        let halves = bytes.as_chunks::<16>().0;
        let [first, second] = [halves[0], halves[1]].map(|half| special_bits(u8x16::new(half)));
        let specials = first | second << 16;
        if specials != 0 {
            return position + specials.trailing_zeros() as usize;
        }
        position += 32;
    }
    find_special_near_end(json, position)
}

#[inline(never)]
fn find_special_near_end(json: &[u8], mut position: usize) -> usize {
    if let Some(bytes) = json.get(position..).and_then(<[u8]>::first_chunk) {
        let specials = special_bits(u8x16::new(*bytes));
        if specials != 0 {
            return position + specials.trailing_zeros() as usize;
        }
        position += 16;
    }
    while let Some(byte) = json.get(position) {
        if matches!(byte, b'"' | b'\\' | ..0x20) {
            break;
        }
        position += 1;
    }
    position
}

/// Returns one bit for each byte, set for a special one.
#[inline(always)]
fn special_bits(bytes: u8x16) -> u32 {
    let quote = bytes.simd_eq(u8x16::splat(b'"'));
    let backslash = bytes.simd_eq(u8x16::splat(b'\\'));
    let control = bytes.simd_eq(bytes.min(u8x16::splat(0x1f)));
    (quote | backslash | control).to_bitmask()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn special_bytes_are_found_at_any_position() {
        for special in (0..=255_u8).filter(|byte| matches!(byte, b'"' | b'\\' | ..0x20)) {
            for length in 0..70 {
                for at in 0..length {
                    let mut bytes: Vec<u8> =
                        (0..length).map(|index| 0x20 ^ (index as u8)).collect();
                    bytes.iter_mut().for_each(|byte| *byte |= 0x80);
                    assert_eq!(find_special(&bytes, 0), length);
                    bytes[at] = special;
                    bytes[at + 1..].fill(b'"');
                    assert_eq!(find_special(&bytes, 0), at, "{special} in {length}");
                }
            }
        }
        for plain in (0x20..=255_u8).filter(|byte| !matches!(byte, b'"' | b'\\')) {
            assert_eq!(find_special(&[plain; 51], 3), 51, "{plain}");
        }
        assert_eq!(find_special(b"", 7), 7);
    }
}
