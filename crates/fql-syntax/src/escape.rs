//! Escaping at the quote level and at the pattern level.
//!
//! The quote level is how a string appears between quotes: `\'` is a quote and `\\` a backslash. The
//! pattern level is how a literal appears in a pattern: `\*` is a star and `\\` a backslash. On
//! both levels a backslash before anything else is literal.
//!
//! As little as possible is escaped: to the service, a backslash that escapes nothing is a part of
//! the value. So a backslash is doubled only where it would be misread.

use std::borrow::Cow;

/// The escaping that a string needs at a certain position of a filter.
///
/// ```
/// use fql_syntax::Escaper;
///
/// let mut filter = String::from("path:*'");
/// Escaper::QuotedLiteralBeforeStar.push(r"C:\*\", &mut filter);
/// filter.push_str("*'");
/// assert_eq!(filter, r"path:*'C:\\\\\*\\\*'");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Escaper {
    /// Between single quotes, with stars left as they are: a pattern, or a value that is not read
    /// as one.
    Quoted,
    /// A literal part of a pattern that is not in quotes yet. Anything may follow it.
    Literal,
    /// A literal at the end of a pattern between single quotes.
    QuotedLiteral,
    /// A literal before a star of a pattern between single quotes.
    QuotedLiteralBeforeStar,
    /// A value between single quotes that must be compared as it is, where a star would make it a
    /// pattern: after a colon, or in a list.
    Exact,
}

impl Escaper {
    /// Appends `text`, escaped.
    #[inline]
    pub fn push(self, text: &str, out: &mut String) {
        match self {
            Self::Quoted => self.push_escaped::<true, false>(text, out),
            Self::Literal => self.push_escaped::<false, true>(text, out),
            _ => self.push_escaped::<true, true>(text, out),
        }
    }

    #[inline(always)]
    fn push_escaped<const QUOTE: bool, const STAR: bool>(self, text: &str, out: &mut String) {
        let bytes = text.as_bytes();
        let mut copied = 0;
        let mut from = 0;
        while let Some(at) = next_special::<QUOTE, STAR>(bytes, from) {
            let backslashes = match bytes[at] {
                b'\\' => self.backslashes(bytes, at + 1) - 1,
                _ => 1,
            };
            out.push_str(&text[copied..at]);
            out.push_str(&r"\\\"[..backslashes]);
            copied = at;
            from = at + 1;
        }
        out.push_str(&text[copied..]);
    }

    /// The number of backslashes that represent one before the byte at `next`.
    #[inline(never)]
    fn backslashes(self, bytes: &[u8], next: usize) -> usize {
        let escaper = match self {
            Self::Exact if bytes.contains(&b'*') => Self::QuotedLiteral,
            Self::Exact => Self::Quoted,
            escaper => escaper,
        };
        match (escaper, bytes.get(next)) {
            // One level: doubled before what could be escaped on it.
            (Self::Quoted, Some(b'\'' | b'\\') | None) => 2,
            (Self::Literal, Some(b'*' | b'\\') | None) => 2,
            // The pattern has two, with another backslash after them: the quotes double both.
            (Self::QuotedLiteral | Self::QuotedLiteralBeforeStar, Some(b'*' | b'\\')) => 4,
            (Self::QuotedLiteral, Some(b'\'') | None) => 2,
            (Self::QuotedLiteralBeforeStar, Some(b'\'')) => 2,
            // The pattern has two with a star after them: the quotes double the first only.
            (Self::QuotedLiteralBeforeStar, None) => 3,
            _ => 1,
        }
    }
}

/// Returns a word with the high bit of the first special byte set: a backslash, a quote if `QUOTE`,
/// a star if `STAR`. Higher bits may be wrong; the word is 0 if no byte is special.
#[doc(hidden)]
#[inline(always)]
#[must_use]
pub fn special_bits<const QUOTE: bool, const STAR: bool>(bytes: [u8; 8]) -> u64 {
    const ONES: u64 = u64::from_le_bytes([0x01; 8]);
    const HIGHS: u64 = u64::from_le_bytes([0x80; 8]);
    let word = u64::from_le_bytes(bytes);
    let borrows = |byte: u8| (word ^ (ONES * u64::from(byte))).wrapping_sub(ONES);
    let mut special = borrows(b'\\');
    if QUOTE {
        special |= borrows(b'\'');
    }
    if STAR {
        special |= borrows(b'*');
    }
    special & !word & HIGHS
}

/// Returns the offset of the next byte that may need an escape, from `from` on.
///
/// Eight bytes at a time, because most values are short: `memchr3` makes an escaped filter of six
/// clauses 20 % slower.
#[inline(always)]
fn next_special<const QUOTE: bool, const STAR: bool>(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    while let Some(word) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        let special = special_bits::<QUOTE, STAR>(*word);
        if special != 0 {
            return Some(at + special.trailing_zeros() as usize / 8);
        }
        at += 8;
    }
    // The last eight bytes again, without those already scanned: zeros are shifted in from above.
    let rest = bytes.len().saturating_sub(at);
    if let (1.., Some(last)) = (rest, bytes.last_chunk::<8>()) {
        let last = u64::from_le_bytes(*last) >> (8 * (8 - rest));
        let special = special_bits::<QUOTE, STAR>(last.to_le_bytes());
        return (special != 0).then(|| at + special.trailing_zeros() as usize / 8);
    }
    let is_special =
        |byte: &u8| *byte == b'\\' || (QUOTE && *byte == b'\'') || (STAR && *byte == b'*');
    let offset = bytes.get(at..)?.iter().position(is_special)?;
    Some(at + offset)
}

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
    Escaper::Quoted.push(text, out);
    out.push('\'');
}

/// Appends `text` escaped for single quotes, without the quotes.
pub fn push_escaped(text: &str, out: &mut String) {
    Escaper::Quoted.push(text, out);
}

/// Returns the string that the content of quotes represents. Borrows unless something is escaped.
pub(crate) fn unescape(content: &str, quote: char) -> Cow<'_, str> {
    let Some(first) = find_escape(content, quote) else {
        return Cow::Borrowed(content);
    };
    let mut text = String::with_capacity(content.len());
    text.push_str(&content[..first]);
    let mut rest = &content[first..];
    while let Some(at) = find_escape(rest, quote) {
        text.push_str(&rest[..at]);
        // Both escapes are one ASCII byte after the backslash.
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Every string of up to five of the characters that matter.
    fn strings() -> Vec<String> {
        let alphabet = ['\'', '\\', '*', 'x', 'é'];
        let mut all = vec![String::new()];
        let mut last = all.clone();
        for _ in 0..5 {
            let longer = last
                .iter()
                .flat_map(|text| alphabet.map(|c| format!("{text}{c}")));
            last = longer.collect();
            all.extend_from_slice(&last);
        }
        all
    }

    fn escaped(escaper: Escaper, text: &str) -> String {
        let mut out = String::new();
        escaper.push(text, &mut out);
        out
    }

    /// The escaping of a literal by one level after the other.
    fn level_by_level(literal: &str, star: &str) -> String {
        let mut pattern = String::new();
        Escaper::Literal.push(literal, &mut pattern);
        // Only before a star must a final backslash be doubled.
        if star.is_empty() && literal.ends_with('\\') {
            pattern.pop();
        }
        pattern.push_str(star);
        let quoted = escaped(Escaper::Quoted, &pattern);
        quoted[..quoted.len() - star.len()].to_owned()
    }

    #[test]
    fn both_levels_in_one_pass_equal_two_passes() {
        for text in strings() {
            let end = escaped(Escaper::QuotedLiteral, &text);
            assert_eq!(end, level_by_level(&text, ""), "{text}");
            let before_star = escaped(Escaper::QuotedLiteralBeforeStar, &text);
            assert_eq!(before_star, level_by_level(&text, "*"), "{text}");
        }
    }

    /// Returns `true` if the parser recognizes the content as what the printer writes.
    fn is_canonical(content: &str) -> bool {
        let source = format!("a:'{content}'");
        let tree = crate::parse(&source).expect(&source);
        tree.nodes[0].is_canonical
    }

    #[test]
    fn quoted_string_unescapes_to_itself() {
        for text in strings() {
            let content = escaped(Escaper::Quoted, &text);
            assert_eq!(unescape(&content, '\''), text);
            assert!(is_canonical(&content), "{content}");
        }
    }

    #[test]
    fn exact_value_is_a_literal_only_with_a_star() {
        assert_eq!(escaped(Escaper::Exact, r"a\\b"), r"a\\\b");
        assert_eq!(escaped(Escaper::Exact, r"a\*"), r"a\\\\\*");
        assert_eq!(escaped(Escaper::Exact, r"a\b'"), r"a\b\'");
    }

    proptest! {
        #[test]
        fn canonical_content_is_what_the_printer_writes(
            pieces in prop::collection::vec(prop::sample::select(vec!["a", r"\a", r"\\", r"\'"]), 0..8),
        ) {
            let content = pieces.concat();
            let printed = escaped(Escaper::Quoted, &unescape(&content, '\''));
            prop_assert_eq!(is_canonical(&content), printed == content);
        }
    }
}
