//! The tokens of JSON text: where each ends, and whether it is one. All are functions of the text and
//! a place in it, so that a loop keeps the place in a register.

use wide::u8x16;

use super::json_error::{JsonError, Problem};

pub(crate) type Scanned<T> = Result<T, JsonError>;

/// Numbers of fewer bytes that have no exponent are in the range of `f64`.
const SURELY_IN_RANGE: usize = 300;

/// What is wrong at a place; at the end of the text, that it ends.
#[cold]
pub(crate) fn wrong(text: &[u8], at: usize, problem: Problem) -> JsonError {
    let problem = if at < text.len() {
        problem
    } else {
        Problem::Ended
    };
    JsonError::new(at, problem)
}

/// Where the next byte is that is no white space. Mostly there is none.
#[inline(always)]
pub(crate) fn space(text: &[u8], at: usize) -> usize {
    match text.get(at) {
        Some(b'!'..) => at,
        _ => some_space(text, at),
    }
}

#[cold]
fn some_space(text: &[u8], mut at: usize) -> usize {
    while let Some(b' ' | b'\t' | b'\n' | b'\r') = text.get(at) {
        at += 1;
    }
    at
}

/// A string.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Quoted {
    /// Where the quote is that ends it.
    pub(crate) end: usize,
    /// Whether there are escapes in it; otherwise it is written as it is.
    pub(crate) is_escaped: bool,
}

/// The string whose opening quote is at `at`.
#[inline(always)]
pub(crate) fn string(text: &[u8], at: usize) -> Scanned<Quoted> {
    let end = special_from(text, at + 1);
    if text.get(end) == Some(&b'"') {
        return Ok(Quoted {
            end,
            is_escaped: false,
        });
    }
    let end = end_of_escaped(text, end)?;
    Ok(Quoted {
        end,
        is_escaped: true,
    })
}

/// Goes on to the quote that ends a string, through escapes.
#[cold]
fn end_of_escaped(text: &[u8], mut at: usize) -> Scanned<usize> {
    loop {
        match text.get(at) {
            Some(b'"') => return Ok(at),
            Some(b'\\') => at = escape(text, at)?,
            _ => return Err(wrong(text, at, Problem::Control)),
        }
        at = special_from(text, at);
    }
}

/// Steps over an escape.
fn escape(text: &[u8], backslash: usize) -> Scanned<usize> {
    let at = backslash + 1;
    match text.get(at) {
        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => return Ok(at + 1),
        Some(b'u') => {}
        _ => return Err(wrong(text, at, Problem::Escape)),
    }
    let alone = JsonError::new(backslash, Problem::Surrogate);
    match four_digits(text, at + 1)? {
        0xdc00..=0xdfff => Err(alone),
        0xd800..=0xdbff => {
            if text.get(at + 5..at + 7) != Some(b"\\u".as_slice()) {
                return Err(alone);
            }
            match four_digits(text, at + 7)? {
                0xdc00..=0xdfff => Ok(at + 11),
                _ => Err(alone),
            }
        }
        _ => Ok(at + 5),
    }
}

fn four_digits(text: &[u8], first: usize) -> Scanned<u32> {
    (first..first + 4).try_fold(0, |number, at| {
        let digit = text.get(at).and_then(|digit| (*digit as char).to_digit(16));
        match digit {
            Some(digit) => Ok(number * 16 + digit),
            None => Err(wrong(text, at, Problem::Escape)),
        }
    })
}

/// Where the number ends that begins at `first`.
#[inline(always)]
pub(crate) fn number(text: &[u8], first: usize) -> Scanned<usize> {
    let mut at = first + usize::from(text.get(first) == Some(&b'-'));
    at = match text.get(at) {
        Some(b'0') => at + 1,
        _ => digits(text, at)?,
    };
    let mut may_be_large = at - first > SURELY_IN_RANGE;
    if text.get(at) == Some(&b'.') {
        at = digits(text, at + 1)?;
    }
    if let Some(b'e' | b'E') = text.get(at) {
        let is_signed = matches!(text.get(at + 1), Some(b'+' | b'-'));
        at = digits(text, at + 1 + usize::from(is_signed))?;
        may_be_large = true;
    }
    if may_be_large && read_number(&text[first..at]).is_none() {
        return Err(JsonError::new(first, Problem::NumberRange));
    }
    Ok(at)
}

#[inline(always)]
fn digits(text: &[u8], first: usize) -> Scanned<usize> {
    let mut at = first;
    while let Some(b'0'..=b'9') = text.get(at) {
        at += 1;
    }
    if at == first {
        return Err(wrong(text, at, Problem::Number));
    }
    Ok(at)
}

/// A number as serde_json reads it; nothing for one that is too large for it.
pub(crate) fn read_number(written: &[u8]) -> Option<serde_json::Number> {
    serde_json::from_slice(written).ok()
}

/// Steps over a value that is neither an array nor an object, and not missing.
#[inline(always)]
pub(crate) fn scalar(text: &[u8], at: usize) -> Scanned<usize> {
    match text.get(at) {
        Some(b'"') => Ok(string(text, at)?.end + 1),
        Some(b'-' | b'0'..=b'9') => number(text, at),
        Some(b't') => word(text, at, b"true"),
        Some(b'f') => word(text, at, b"false"),
        Some(b'n') => word(text, at, b"null"),
        _ => Err(wrong(text, at, Problem::Value)),
    }
}

#[inline(always)]
fn word(text: &[u8], at: usize, word: &[u8]) -> Scanned<usize> {
    if text[at..].starts_with(word) {
        return Ok(at + word.len());
    }
    Err(JsonError::new(at, Problem::Value))
}

/// Where the next byte is, from `at` on, that can't stand in a string: `"`, `\` or a control
/// character; or the end. Most strings are short: thirty-two bytes are looked at in one go.
#[inline(always)]
fn special_from(text: &[u8], mut at: usize) -> usize {
    while let Some(bytes) = text.get(at..).and_then(<[u8]>::first_chunk::<32>) {
        let halves = bytes.as_chunks::<16>().0;
        let [first, second] = [halves[0], halves[1]].map(|half| special_bytes(u8x16::new(half)));
        let specials = first | second << 16;
        if specials != 0 {
            return at + specials.trailing_zeros() as usize;
        }
        at += 32;
    }
    special_near_the_end(text, at)
}

#[inline(never)]
fn special_near_the_end(text: &[u8], mut at: usize) -> usize {
    if let Some(bytes) = text.get(at..).and_then(<[u8]>::first_chunk) {
        let specials = special_bytes(u8x16::new(*bytes));
        if specials != 0 {
            return at + specials.trailing_zeros() as usize;
        }
        at += 16;
    }
    while let Some(byte) = text.get(at) {
        if matches!(byte, b'"' | b'\\' | ..0x20) {
            break;
        }
        at += 1;
    }
    at
}

/// The bit of each special byte.
#[inline(always)]
fn special_bytes(bytes: u8x16) -> u32 {
    let quote = bytes.simd_eq(u8x16::splat(b'"'));
    let backslash = bytes.simd_eq(u8x16::splat(b'\\'));
    let control = bytes.simd_eq(bytes.min(u8x16::splat(0x1f)));
    (quote | backslash | control).to_bitmask()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_special_byte_is_found_wherever_it_is() {
        for special in (0..=255_u8).filter(|byte| matches!(byte, b'"' | b'\\' | ..0x20)) {
            for length in 0..70 {
                for at in 0..length {
                    let mut bytes: Vec<u8> =
                        (0..length).map(|index| 0x20 ^ (index as u8)).collect();
                    bytes.iter_mut().for_each(|byte| *byte |= 0x80);
                    assert_eq!(special_from(&bytes, 0), length);
                    bytes[at] = special;
                    bytes[at + 1..].fill(b'"');
                    assert_eq!(special_from(&bytes, 0), at, "{special} in {length}");
                }
            }
        }
        for plain in (0x20..=255_u8).filter(|byte| !matches!(byte, b'"' | b'\\')) {
            assert_eq!(special_from(&[plain; 51], 3), 51, "{plain}");
        }
        assert_eq!(special_from(b"", 7), 7);
    }
}
