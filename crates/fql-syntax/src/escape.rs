//! Level one: how any text stands between quotes.
//!
//! `\'` is a quote and `\\` a backslash; a backslash before anything else is itself. The printer
//! doubles a backslash only where it would be misread: before a quote, before a backslash, and at
//! the end. Nothing else is ever escaped, because the service takes every other backslash as a
//! part of the value, and an escape it does not know matches nothing.

use std::borrow::Cow;

use memchr::memchr2;

/// Appends `text` in single quotes.
///
/// ```
/// let mut out = String::new();
/// fql_syntax::push_quoted(r"C:\it's", &mut out);
/// assert_eq!(out, r"'C:\it\'s'");
/// ```
pub fn push_quoted(text: &str, out: &mut String) {
    out.reserve(text.len() + 2);
    out.push('\'');
    push_escaped(text, out);
    out.push('\'');
}

/// Appends `text` as it stands between single quotes, without the quotes.
pub fn push_escaped(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = memchr2(b'\'', b'\\', rest.as_bytes()) {
        let (before, special) = rest.split_at(at);
        out.push_str(before);
        let mut following = special.bytes();
        let first = following.next();
        let misread = matches!(following.next(), None | Some(b'\'' | b'\\'));
        out.push_str(match (first, misread) {
            (Some(b'\''), _) => "\\'",
            (_, true) => "\\\\",
            (_, false) => "\\",
        });
        rest = &special[1..];
    }
    out.push_str(rest);
}

/// What a quoted text means: `content` is what stands between the quotes, and `quote` tells which
/// quotes they were. Borrows unless something was escaped.
pub(crate) fn unescape(content: &str, quote: char) -> Cow<'_, str> {
    let Some(first) = find_escape(content, quote) else {
        return Cow::Borrowed(content);
    };
    let mut text = String::with_capacity(content.len());
    text.push_str(&content[..first]);
    let mut rest = &content[first..];
    while let Some(at) = find_escape(rest, quote) {
        text.push_str(&rest[..at]);
        // Both escapes are one ASCII byte behind the backslash.
        text.push_str(&rest[at + 1..at + 2]);
        rest = &rest[at + 2..];
    }
    text.push_str(rest);
    Cow::Owned(text)
}

/// The offset of the next backslash that escapes something.
fn find_escape(content: &str, quote: char) -> Option<usize> {
    let bytes = content.as_bytes();
    let mut from = 0;
    while let Some(found) = memchr::memchr(b'\\', &bytes[from..]) {
        let at = from + found;
        match bytes.get(at + 1) {
            Some(&next) if next == b'\\' || char::from(next) == quote => return Some(at),
            _ => from = at + 1,
        }
    }
    None
}

/// Whether the printer would write `content`, already between single quotes, in just this way.
pub(crate) fn is_canonical(content: &[u8]) -> bool {
    let mut rest = content;
    while let Some(at) = rest.iter().position(|byte| *byte == b'\\') {
        rest = match &rest[at + 1..] {
            // A doubled backslash, which must be before a quote, a backslash or the end: the
            // quotes and backslashes there are escaped themselves.
            [b'\\', after @ ..] if matches!(after.first(), None | Some(b'\\')) => after,
            [b'\\', ..] => return false,
            after => after,
        };
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_content_is_canonical_exactly_when_the_printer_writes_the_same(
            pieces in prop::collection::vec(prop::sample::select(vec!["a", r"\a", r"\\", r"\'"]), 0..8),
        ) {
            let content = pieces.concat();
            let mut printed = String::new();
            push_escaped(&unescape(&content, '\''), &mut printed);
            prop_assert_eq!(is_canonical(content.as_bytes()), printed == content);
        }
    }
}
