//! Redaction of secrets in strings that servers send.
//!
//! A server may echo a secret as it came or encoded: in a form, in HTML, in JSON inside JSON, in
//! Base64. So the string is searched in layers: as it is, then with one level of percent encoding,
//! character references and backslash escapes decoded, and so on. In each layer, every run of Base64
//! is decoded at each alignment and searched in the same way. A match is replaced in the original.

use std::ops::Range;

use serde_json::{Map, Value};

const REPLACEMENT: &str = "[removed]";
/// Secrets shorter than this are kept: replacing them would garble unrelated strings.
const MIN_SECRET_LEN: usize = 8;
/// Number of nested encodings that are decoded.
const MAX_LAYERS: usize = 4;
/// Length of the shortest Base64 and hexadecimal run that can contain a secret.
const MIN_RUN_LEN: usize = MIN_SECRET_LEN * 4 / 3;

/// Replaces every occurrence of a secret in `string`, in any encoding that servers use.
pub(crate) fn redact(string: String, secrets: &[&str]) -> String {
    let needles: Vec<Vec<u8>> = secrets
        .iter()
        .filter(|secret| secret.len() >= MIN_SECRET_LEN)
        .map(|secret| fold(secret.as_bytes()))
        .collect();
    if needles.is_empty() || string.len() < MIN_SECRET_LEN {
        return string;
    }
    let mut found = find(string.as_bytes(), &needles, true);
    if found.is_empty() {
        return string;
    }
    found.sort_by_key(|range| range.start);
    let mut redacted = Vec::with_capacity(string.len());
    let mut end = 0;
    for range in found {
        if range.start >= end {
            redacted.extend_from_slice(&string.as_bytes()[end..range.start]);
            redacted.extend_from_slice(REPLACEMENT.as_bytes());
        }
        end = end.max(range.end);
    }
    redacted.extend_from_slice(&string.as_bytes()[end..]);
    String::from_utf8_lossy(&redacted).into_owned()
}

/// Lower-cases ASCII, because host names are, and treats a space like the `+` of a form.
fn fold(bytes: &[u8]) -> Vec<u8> {
    let fold = |byte: &u8| match byte {
        b' ' => b'+',
        byte => byte.to_ascii_lowercase(),
    };
    bytes.iter().map(fold).collect()
}

/// Returns the ranges of `input` that contain a needle, in no order.
fn find(input: &[u8], needles: &[Vec<u8>], in_base64: bool) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut layer = Layer::new(input);
    for _ in 0..MAX_LAYERS {
        layer.find_plain(needles, &mut found);
        layer.find_encoded(needles, in_base64, &mut found);
        match layer.decoded() {
            Some(next) => layer = next,
            None => break,
        }
    }
    found
}

/// The input with some levels of encoding removed.
struct Layer {
    bytes: Vec<u8>,
    /// The start of each byte in the input, and the end of the input.
    starts: Vec<usize>,
}

impl Layer {
    fn new(input: &[u8]) -> Self {
        Self {
            bytes: input.to_vec(),
            starts: (0..=input.len()).collect(),
        }
    }

    fn range(&self, from: usize, to: usize) -> Range<usize> {
        self.starts[from]..self.starts[to]
    }

    fn find_plain(&self, needles: &[Vec<u8>], found: &mut Vec<Range<usize>>) {
        let folded = fold(&self.bytes);
        for needle in needles {
            let mut from = 0;
            while let Some(at) = find_bytes(&folded[from..], needle) {
                let (start, end) = (from + at, from + at + needle.len());
                found.push(self.range(start, end));
                from = end;
            }
        }
    }

    /// Finds runs of Base64 and of hexadecimal digits that decode to a needle.
    fn find_encoded(&self, needles: &[Vec<u8>], in_base64: bool, found: &mut Vec<Range<usize>>) {
        let mut start = 0;
        while start < self.bytes.len() {
            let rest = &self.bytes[start..];
            let len = rest.iter().take_while(|byte| is_base64(**byte)).count();
            if len >= MIN_RUN_LEN && contains_encoded(&rest[..len], needles, in_base64) {
                found.push(self.range(start, start + len));
            }
            start += len.max(1);
        }
    }

    /// Removes one level of encoding; `None` if there is none.
    fn decoded(&self) -> Option<Self> {
        let mut bytes = Vec::with_capacity(self.bytes.len());
        let mut starts = Vec::with_capacity(self.bytes.len() + 1);
        let (mut at, mut is_changed) = (0, false);
        while at < self.bytes.len() {
            let rest = &self.bytes[at..];
            let unit = decode_unit(rest);
            is_changed |= unit.is_some();
            let (unit, len) = unit.unwrap_or((Unit::Byte(rest[0]), 1));
            match unit {
                Unit::Byte(byte) => bytes.push(byte),
                Unit::Char(c) => bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
            }
            starts.resize(bytes.len(), self.starts[at]);
            at += len;
        }
        starts.push(self.starts[self.bytes.len()]);
        is_changed.then_some(Self { bytes, starts })
    }
}

/// A byte or character that was encoded.
enum Unit {
    Byte(u8),
    Char(char),
}

/// Decodes the escape or reference at the start of `input`, and returns its length.
fn decode_unit(input: &[u8]) -> Option<(Unit, usize)> {
    match input.first()? {
        b'%' => Some((Unit::Byte(u8::try_from(hex(input.get(1..3)?)?).ok()?), 3)),
        b'&' => decode_reference(input),
        b'\\' => decode_escape(input),
        _ => None,
    }
}

/// Decodes a character reference of HTML or XML, such as `&amp;` and `&#x2b;`.
fn decode_reference(input: &[u8]) -> Option<(Unit, usize)> {
    const NAMES: [(&[u8], char); 10] = [
        (b"&amp;", '&'),
        (b"&lt;", '<'),
        (b"&gt;", '>'),
        (b"&quot;", '"'),
        (b"&apos;", '\''),
        (b"&plus;", '+'),
        (b"&sol;", '/'),
        (b"&equals;", '='),
        (b"&lowbar;", '_'),
        (b"&hyphen;", '-'),
    ];
    if let Some((name, c)) = NAMES.iter().find(|(name, _)| input.starts_with(name)) {
        return Some((Unit::Char(*c), name.len()));
    }
    let number = input.strip_prefix(b"&#")?;
    let digits = number.strip_prefix(b"x").or(number.strip_prefix(b"X"));
    let radix = if digits.is_some() { 16 } else { 10 };
    let digits = digits.unwrap_or(number);
    let is_digit = |byte: &&u8| char::from(**byte).is_digit(radix);
    let count = digits.iter().take(10).take_while(is_digit).count();
    let text = std::str::from_utf8(&digits[..count]).ok()?;
    let c = char::from_u32(u32::from_str_radix(text, radix).ok()?)?;
    let end = input.len() - digits.len() + count;
    let has_semicolon = input.get(end) == Some(&b';');
    Some((Unit::Char(c), end + usize::from(has_semicolon)))
}

/// Decodes an escape of JSON and similar languages, such as `\/`, `\u002d` and `\x2d`.
fn decode_escape(input: &[u8]) -> Option<(Unit, usize)> {
    let unit = |value: u32| char::from_u32(value).map(Unit::Char);
    match input.get(1)? {
        b'x' => Some((unit(hex(input.get(2..4)?)?)?, 4)),
        b'u' => {
            let first = hex(input.get(2..6)?)?;
            let low = input.get(6..12).filter(|low| low.starts_with(b"\\u"));
            let low = low.and_then(|low| hex(&low[2..]));
            match (first, low) {
                (0xd800..=0xdbff, Some(low @ 0xdc00..=0xdfff)) => {
                    let value = 0x10000 + ((first - 0xd800) << 10) + (low - 0xdc00);
                    Some((unit(value)?, 12))
                }
                _ => Some((unit(first)?, 6)),
            }
        }
        b'n' => Some((Unit::Byte(b'\n'), 2)),
        b'r' => Some((Unit::Byte(b'\r'), 2)),
        b't' => Some((Unit::Byte(b'\t'), 2)),
        byte if byte.is_ascii_punctuation() => Some((Unit::Byte(*byte), 2)),
        _ => None,
    }
}

fn hex(digits: &[u8]) -> Option<u32> {
    let mut digits = digits.iter().map(|digit| char::from(*digit).to_digit(16));
    digits.try_fold(0, |value, digit| Some(value << 4 | digit?))
}

/// Returns `true` for the characters of both Base64 alphabets, and for the line breaks within it.
fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"+/-_\r\n".contains(&byte)
}

/// Returns `true` if a run of Base64 or of hexadecimal digits contains a needle, at any alignment.
fn contains_encoded(run: &[u8], needles: &[Vec<u8>], in_base64: bool) -> bool {
    let contains = |decoded: Vec<u8>| !find(&decoded, needles, false).is_empty();
    in_base64
        && ((0..2).any(|skipped| contains(decode_hex(&run[skipped..])))
            || (0..4).any(|skipped| contains(decode_base64(run, skipped))))
}

/// Decodes pairs of hexadecimal digits; other pairs become zero bytes.
fn decode_hex(run: &[u8]) -> Vec<u8> {
    let pair = |pair: &[u8]| hex(pair).and_then(|byte| u8::try_from(byte).ok());
    run.chunks_exact(2)
        .map(|digits| pair(digits).unwrap_or_default())
        .collect()
}

/// Decodes Base64 after the first `skipped` characters.
fn decode_base64(run: &[u8], skipped: usize) -> Vec<u8> {
    let value = |byte: &u8| match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' | b'-' => Some(62),
        b'/' | b'_' => Some(63),
        _ => None,
    };
    let mut decoded = Vec::with_capacity(run.len());
    let (mut buffer, mut bits) = (0u32, 0);
    for value in run.iter().filter_map(value).skip(skipped) {
        buffer = buffer << 6 | u32::from(value);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            decoded.push((buffer >> bits & 0xff) as u8);
        }
    }
    decoded
}

fn find_bytes(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack
        .windows(needle.len())
        .position(|window| window == needle)
}

/// Replaces secrets in every string of a JSON value, object keys included.
pub(crate) fn redact_value(value: Value, secrets: &[&str]) -> Value {
    match value {
        Value::String(string) => Value::String(redact(string, secrets)),
        Value::Array(list) => {
            let items = list.into_iter().map(|item| redact_value(item, secrets));
            Value::Array(items.collect())
        }
        Value::Object(object) => Value::Object(redact_object(object, secrets)),
        other => other,
    }
}

pub(crate) fn redact_object(object: Map<String, Value>, secrets: &[&str]) -> Map<String, Value> {
    let pairs = object.into_iter();
    pairs
        .map(|(key, value)| (redact(key, secrets), redact_value(value, secrets)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A secret with every character that an encoding may change.
    const SECRET: &str = "aB3+/=-_\"'<&> %ü\\z";

    #[track_caller]
    fn assert_redacted(input: &str) {
        let redacted = redact(input.to_owned(), &[SECRET, "abcdefgh"]);
        assert!(redacted.contains(REPLACEMENT), "{input} became {redacted}");
        assert!(
            redacted.starts_with('<') && redacted.ends_with('>'),
            "{redacted}"
        );
    }

    fn percent(input: &str, keep: impl Fn(u8) -> bool) -> String {
        let encode = |byte: u8| match byte {
            byte if keep(byte) => char::from(byte).to_string(),
            byte => format!("%{byte:02x}"),
        };
        input.bytes().map(encode).collect()
    }

    fn base64(input: &[u8], alphabet: &[u8; 64]) -> String {
        let mut encoded = String::new();
        for chunk in input.chunks(3) {
            let bytes = [0, 1, 2].map(|at| u32::from(chunk.get(at).copied().unwrap_or_default()));
            let group = bytes[0] << 16 | bytes[1] << 8 | bytes[2];
            for place in 0..=chunk.len() {
                let index = group >> (18 - 6 * place) & 63;
                encoded.push(char::from(alphabet[index as usize]));
            }
        }
        encoded
    }

    const STANDARD: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const URL_SAFE: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    fn html(input: &str) -> String {
        let escaped = input
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;");
        escaped.replace('"', "&quot;").replace('\'', "&#39;")
    }

    /// Encodings of a string by one mechanism.
    fn encodings(input: &str) -> Vec<String> {
        let form: String = form_urlencoded::byte_serialize(input.as_bytes()).collect();
        let json = serde_json::to_string(input).unwrap();
        let escape = |c: char| {
            c.encode_utf16(&mut [0; 2])
                .iter()
                .map(|c| format!("\\u{c:04X}"))
                .collect::<String>()
        };
        vec![
            input.to_owned(),
            input.to_ascii_lowercase(),
            form.clone(),
            form.to_ascii_lowercase(),
            percent(input, |byte| byte.is_ascii_alphanumeric()),
            percent(input, |_| false),
            html(input),
            input
                .chars()
                .map(|c| format!("&#{};", u32::from(c)))
                .collect(),
            input
                .chars()
                .map(|c| format!("&#x{:X};", u32::from(c)))
                .collect(),
            json[1..json.len() - 1].replace('/', "\\/"),
            input.chars().map(escape).collect(),
        ]
    }

    #[test]
    fn every_occurrence_is_redacted() {
        let string = "sent Bearer abcdefgh, and abcdefgh".to_owned();
        assert_eq!(
            redact(string, &["abcdefgh"]),
            "sent Bearer [removed], and [removed]"
        );
    }

    #[test]
    fn encoded_secrets_are_redacted() {
        for secret in [SECRET, "abcdefgh"] {
            for once in encodings(secret) {
                assert_redacted(&format!("<{once}>"));
                for twice in encodings(&once) {
                    assert_redacted(&format!("<{twice}>"));
                }
            }
        }
    }

    #[test]
    fn base64_of_any_alignment_is_redacted() {
        for secret in [SECRET, "abcdefgh"] {
            for inner in encodings(secret) {
                for prefix in ["", "a", "ab", "client_secret=", "id:"] {
                    let text = format!("{prefix}{inner}&x=1");
                    for alphabet in [STANDARD, URL_SAFE] {
                        let encoded = base64(text.as_bytes(), alphabet);
                        assert_redacted(&format!("<{encoded}=>"));
                        assert_redacted(&format!("<abc{encoded}>"));
                        for outer in encodings(&encoded) {
                            if outer.contains(|c: char| c.is_ascii_uppercase()) {
                                assert_redacted(&format!("<{outer}>"));
                            }
                        }
                        let (start, end) = encoded.split_at(encoded.len() / 2);
                        assert_redacted(&format!("<{start}\r\n{end}>"));
                    }
                }
            }
        }
    }

    #[test]
    fn hexadecimal_is_redacted() {
        let hex: String = SECRET.bytes().map(|byte| format!("{byte:02x}")).collect();
        for hex in [
            hex.to_ascii_uppercase(),
            hex.clone(),
            format!("0{hex}"),
            format!("ff{hex}00"),
        ] {
            assert_redacted(&format!("<{hex}>"));
        }
    }

    #[test]
    fn other_text_is_kept() {
        for text in [
            "",
            "%",
            "%4",
            "%zz",
            "&",
            "&#",
            "&#x;",
            "&#99999999999;",
            "\\",
            "\\u",
            "\\u12",
            "\\ud800",
            "\\x1",
            "ü",
            "dGhpcyBpcyBub3QgYSBzZWNyZXQ=",
            "abcdefg",
            "abc defgh",
            "61626364",
        ] {
            assert_eq!(redact(text.to_owned(), &["abcdefgh", "short"]), text);
        }
    }
}
