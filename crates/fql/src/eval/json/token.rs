//! The tokens of JSON. All are functions of the document and a position, so that a loop keeps the
//! position in a register.

use serde_json::Number;
use wide::i8x16;

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

/// Returns the position of this byte, which is usually at `position` itself, after white space. Returns the
/// position of another byte, or the end, as an error.
#[inline(always)]
pub(super) fn find_byte(json: &[u8], position: usize, byte: u8) -> Result<usize, usize> {
    if json.get(position) == Some(&byte) {
        return Ok(position);
    }
    let position = skip_some_whitespace(json, position);
    match json.get(position) == Some(&byte) {
        true => Ok(position),
        false => Err(position),
    }
}

/// Returns `true` if these bytes are at a position, unless they are the last of the document. One
/// comparison for all three saves a twelfth of the instructions of a typical document.
#[inline(always)]
pub(super) fn is_at(json: &[u8], position: usize, [first, second, third]: [u8; 3]) -> bool {
    const MASK: u32 = u32::from_le_bytes([0xff, 0xff, 0xff, 0]);
    let bytes = json.get(position..).and_then(<[u8]>::first_chunk);
    let expected = u32::from_le_bytes([first, second, third, 0]);
    bytes.is_some_and(|bytes| u32::from_le_bytes(*bytes) & MASK == expected)
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
    /// The string is ASCII without escapes.
    pub(super) is_plain: bool,
}

/// Scans the string that opens at `open`.
#[inline(always)]
pub(super) fn string(
    json: &[u8],
    open: usize,
    special: &mut SpecialBytes,
) -> Result<StringToken, JsonError> {
    let position = special.next(json, open + 1);
    string_from(json, position)
}

/// Scans the rest of a string from its first special byte on.
#[inline(always)]
pub(super) fn string_from(json: &[u8], position: usize) -> Result<StringToken, JsonError> {
    let is_plain = json.get(position) == Some(&b'"');
    let end = match is_plain {
        true => position,
        false => end_of_other(json, position)?,
    };
    Ok(StringToken { end, is_plain })
}

/// Returns the position of the closing quote of a string that has escapes or bytes that are not ASCII.
/// Only strings can have other bytes than ASCII, so that this validates the encoding of the document.
#[cold]
#[inline(never)]
fn end_of_other(json: &[u8], start: usize) -> Result<usize, JsonError> {
    let mut position = start;
    let mut is_ascii = true;
    loop {
        match json.get(position) {
            Some(b'"') if is_ascii => return Ok(position),
            Some(b'"') => {
                validate_utf8(&json[start..position])?;
                return Ok(position);
            }
            Some(b'\\') => position = escape(json, position)?,
            Some(0x80..) => {
                is_ascii = false;
                position = find_special(json, position + 1);
                continue;
            }
            Some(b' '..) => {}
            _ => return Err(error_at(json, position, JsonErrorKind::ControlCharacter)),
        }
        // Escapes are often close to each other.
        while let Some(b' ' | b'!' | b'#'..=b'[' | b']'..=0x7f) = json.get(position) {
            position += 1;
        }
    }
}

/// Returns bytes as a string. The offset of an error is in these bytes.
pub(super) fn validate_utf8(bytes: &[u8]) -> Result<&str, JsonError> {
    std::str::from_utf8(bytes)
        .map_err(|error| JsonError::new(error.valid_up_to(), JsonErrorKind::InvalidUtf8))
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
pub(super) fn scalar(
    json: &[u8],
    start: usize,
    special: &mut SpecialBytes,
) -> Result<usize, JsonError> {
    match json.get(start) {
        Some(b'"') => Ok(string(json, start, special)?.end + 1),
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

/// Returns the position of the next `"`, `\` or control character, or the end.
fn find_special(json: &[u8], mut position: usize) -> usize {
    let is_special = |byte: &u8| matches!(byte, b'"' | b'\\' | ..0x20);
    while let Some(bytes) = json.get(position..).and_then(<[u8]>::first_chunk) {
        let bytes = signed(*bytes);
        // The sign bits are those of the bytes that are not ASCII.
        let specials = special_bits(bytes) & !u64::from(bytes.to_bitmask());
        if specials != 0 {
            return position + specials.trailing_zeros() as usize;
        }
        position += 16;
    }
    let rest = json.get(position..).unwrap_or_default();
    position + rest.iter().position(is_special).unwrap_or(rest.len())
}

/// The number of bytes that are searched at once.
const BLOCK: usize = 64;

/// The bytes that end a run of plain bytes in a string: `"`, `\`, control characters, and all bytes that are
/// not ASCII. Each block of a document is searched once, for all strings in it.
///
/// Loops work on a copy, which fits into registers, and store it when they end.
#[derive(Debug, Clone, Copy)]
pub(super) struct SpecialBytes {
    /// Start of the current block.
    block: usize,
    /// One bit for each byte of the block, set for a special one.
    bits: u64,
}

impl SpecialBytes {
    pub(super) fn new(json: &[u8]) -> Self {
        let (position, bits) = Self::next_from(json, 0);
        Self {
            block: position / BLOCK * BLOCK,
            bits,
        }
    }

    /// Returns the position of the next special byte, or the end.
    #[inline(always)]
    pub(super) fn next(&mut self, json: &[u8], position: usize) -> usize {
        let offset = position.wrapping_sub(self.block);
        if offset < BLOCK {
            let bits = self.bits >> offset;
            if bits != 0 {
                return position + bits.trailing_zeros() as usize;
            }
        }
        // The rest of the current block has no special byte.
        let start = match offset < BLOCK {
            true => self.block + BLOCK,
            false => position,
        };
        let (position, bits) = Self::next_from(json, start);
        self.block = position / BLOCK * BLOCK;
        self.bits = bits;
        position
    }

    /// Returns the position of the next special byte, or the end, and the bits of its block.
    #[cold]
    #[inline(never)]
    fn next_from(json: &[u8], mut position: usize) -> (usize, u64) {
        let mut block = position / BLOCK * BLOCK;
        while let Some(bytes) = json.get(block..).and_then(<[u8]>::first_chunk) {
            let bits = block_bits(bytes);
            let following = bits >> (position - block);
            if following != 0 {
                return (position + following.trailing_zeros() as usize, bits);
            }
            block += BLOCK;
            position = block;
        }
        Self::next_in_last_block(json, position)
    }

    #[inline(never)]
    fn next_in_last_block(json: &[u8], position: usize) -> (usize, u64) {
        let block = position / BLOCK * BLOCK;
        let bytes = json.get(block..).unwrap_or_default();
        let mut padded = [b' '; BLOCK];
        padded[..bytes.len()].copy_from_slice(bytes);
        let bits = block_bits(&padded);
        match bits >> (position - block) {
            0 => (json.len(), bits),
            following => (position + following.trailing_zeros() as usize, bits),
        }
    }
}

/// Returns one bit for each byte, set for a special one.
#[inline(always)]
fn block_bits(bytes: &[u8; BLOCK]) -> u64 {
    let parts = bytes.as_chunks::<16>().0;
    let [a, b, c, d] =
        [parts[0], parts[1], parts[2], parts[3]].map(|part| special_bits(signed(part)));
    a | b << 16 | c << 32 | d << 48
}

#[inline(always)]
fn signed(bytes: [u8; 16]) -> i8x16 {
    i8x16::new(bytes.map(u8::cast_signed))
}

/// Returns one bit for each byte, set for a special one.
#[inline(always)]
fn special_bits(bytes: i8x16) -> u64 {
    // Exchanges `"` and the space, so that `"` is next to the control characters. Bytes that are not
    // ASCII are negative.
    let exchanged = bytes ^ i8x16::splat(2);
    let others = exchanged.simd_lt(i8x16::splat(0x21));
    let backslash = bytes.simd_eq(i8x16::splat(0x5c));
    (others | backslash).to_bitmask().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_special(byte: u8) -> bool {
        matches!(byte, b'"' | b'\\' | ..0x20)
    }

    /// Returns the first special byte from a position on.
    fn find(bytes: &[u8], position: usize) -> usize {
        SpecialBytes::new(bytes).next(bytes, position)
    }

    #[test]
    fn special_bytes_are_found_at_any_position() {
        for special in [0, 0x0a, 0x1f, b'"', b'\\', 0x80, 0xc3, 0xff] {
            for length in [1, 15, 16, 17, 63, 64, 65, 128, 130_u8] {
                for at in 0..length {
                    let mut bytes: Vec<u8> = (0..length).map(|index| b'a' + index % 26).collect();
                    let (length, at) = (usize::from(length), usize::from(at));
                    assert_eq!(find(&bytes, 0), length);
                    bytes[at] = special;
                    bytes[at + 1..].fill(b'"');
                    assert_eq!(find(&bytes, 0), at, "{special} in {length}");
                    if special < 0x80 {
                        bytes[..at].fill(0xc3);
                        assert_eq!(find_special(&bytes, 0), at, "{special} in {length}");
                    }
                }
            }
        }
        for plain in (0x20..=255_u8).filter(|byte| !is_special(*byte)) {
            assert_eq!(find_special(&[plain; 151], 3), 151, "{plain}");
            let expected = if plain.is_ascii() { 151 } else { 3 };
            assert_eq!(find(&[plain; 151], 3), expected, "{plain}");
        }
        for special in (0..=255_u8).filter(|byte| is_special(*byte)) {
            assert_eq!(find_special(&[special; 40], 3), 3, "{special}");
            assert_eq!(find(&[special; 70], 66), 66, "{special}");
        }
        assert_eq!(find(b"", 0), 0);
        assert_eq!(find_special(b"", 7), 7);
    }

    #[test]
    fn special_bytes_are_found_in_sequence() {
        for length in [400, 384, 401, 448] {
            let mut bytes = vec![b'x'; length];
            let quotes = [0, 1, 63, 64, 70, 127, 200, 201, 330, 383];
            for quote in quotes {
                bytes[quote] = b'"';
            }
            let mut special = SpecialBytes::new(&bytes);
            let mut position = 0;
            for quote in quotes {
                assert_eq!(special.next(&bytes, position), quote);
                // A search from the same position has the same result.
                assert_eq!(special.next(&bytes, position), quote);
                position = quote + 1;
            }
            assert_eq!(special.next(&bytes, position), length);
            assert_eq!(special.next(&bytes, length), length);
        }
    }
}
