//! Printing values: scan, escape, integers.
//!
//! A clause's head holds the opening quote or bracket, so every function here writes what follows
//! one. A single text is scanned and copied in the user's program, where its escapes and unusual
//! lengths are calls; any other value costs a call, and not the code that prints it: see
//! [`value`](crate::value).

use std::fmt::{self, Write as _};

use crate::value::Timestamp;

// Texts.

/// A plain text and the closing quote.
#[inline(always)]
pub(crate) fn quoted(out: &mut String, value: &str) {
    if may_need_escape::<true>(value.as_bytes()) {
        return escape_plain(out, value);
    }
    out.push_str(value);
    out.push('\'');
}

/// A pattern as it is written, and the closing quote: its stars are stars.
#[inline(always)]
pub(crate) fn pattern(out: &mut String, pattern: &str) {
    if may_need_escape::<false>(pattern.as_bytes()) {
        return escape_pattern(out, pattern);
    }
    out.push_str(pattern);
    out.push('\'');
}

/// A pattern known when the program is compiled: the scan folds away, whatever its length.
#[inline(always)]
pub(crate) fn pattern_literal(out: &mut String, pattern: &'static str) {
    if holds_mark::<false>(pattern.as_bytes()) {
        return escape_pattern(out, pattern);
    }
    out.push_str(pattern);
    out.push('\'');
}

/// A text as a part of a pattern, a star before or after it, and the closing quote.
#[inline(always)]
pub(crate) fn affix(out: &mut String, before: bool, value: &str, after: bool) {
    if before {
        out.push('*');
    }
    if after {
        before_star(out, value);
    } else {
        at_end(out, value);
    }
}

#[inline(never)]
fn before_star(out: &mut String, value: &str) {
    if may_need_escape::<true>(value.as_bytes()) {
        return escape_before_star(out, value);
    }
    out.push_str(value);
    out.push_str("*'");
}

#[inline(always)]
fn at_end(out: &mut String, value: &str) {
    if may_need_escape::<true>(value.as_bytes()) {
        return escape_at_end(out, value);
    }
    out.push_str(value);
    out.push('\'');
}

/// Values of which each writes itself, with its quotes if it has any, and the closing bracket.
#[inline(always)]
pub(crate) fn separated<V>(out: &mut String, values: &[V], put: impl Fn(&V, &mut String)) {
    for (index, value) in values.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        put(value, out);
    }
    out.push(']');
}

// The scan: sixteen bytes at a time, and the last ones again instead of a rest.

const ONES: u64 = u64::from_le_bytes([0x01; 8]);
const HIGHS: u64 = u64::from_le_bytes([0x80; 8]);

/// Not zero when one of the eight bytes is `'` or `\`, or `*` when `STAR`. The lowest bit that is set
/// is the first such byte's highest; those above it may be wrong.
#[inline(always)]
fn marks<const STAR: bool>(bytes: [u8; 8]) -> u64 {
    let word = u64::from_le_bytes(bytes);
    let borrows = |byte: u8| (word ^ (ONES * u64::from(byte))).wrapping_sub(ONES);
    let mut found = borrows(b'\'') | borrows(b'\\');
    if STAR {
        found |= borrows(b'*');
    }
    found & !word & HIGHS
}

/// Whether one of these bytes is such.
///
/// Of three comparisons a byte the compiler makes a bit test that it can't vectorize; of the least
/// difference it makes vectors.
#[inline(always)]
fn any_of_32<const STAR: bool>(first: &[u8; 16], last: &[u8; 16]) -> bool {
    let least = |byte: u8| {
        let least = (byte ^ b'\'').min(byte ^ b'\\');
        if STAR { least.min(byte ^ b'*') } else { least }
    };
    let mut found = false;
    for (one, other) in first.iter().zip(last) {
        found |= least(*one).min(least(*other)) == 0;
    }
    found
}

/// Whether `bytes` hold something to escape. Inlined is what most values are: of 8 to 32 bytes.
#[inline(always)]
fn may_need_escape<const STAR: bool>(bytes: &[u8]) -> bool {
    match bytes.len() {
        8..=32 => holds_mark::<STAR>(bytes),
        _ => holds_mark_at_length::<STAR>(bytes),
    }
}

/// The same of values of other lengths.
#[inline(never)]
fn holds_mark_at_length<const STAR: bool>(bytes: &[u8]) -> bool {
    holds_mark::<STAR>(bytes)
}

#[inline(always)]
fn holds_mark<const STAR: bool>(bytes: &[u8]) -> bool {
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let mut found = any_of_32::<STAR>(first, last);
        if bytes.len() > 32 {
            for chunk in bytes[16..].as_chunks().0 {
                found |= any_of_32::<STAR>(chunk, chunk);
            }
        }
        found
    } else if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        (marks::<STAR>(*first) | marks::<STAR>(*last)) != 0
    } else if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        let [a, b, c, d] = *first;
        let [e, f, g, h] = *last;
        marks::<STAR>([a, b, c, d, e, f, g, h]) != 0
    } else {
        bytes.iter().any(|byte| is_mark::<STAR>(*byte))
    }
}

#[inline(always)]
const fn is_mark<const STAR: bool>(byte: u8) -> bool {
    matches!(byte, b'\'' | b'\\') || (STAR && byte == b'*')
}

/// The place of the next such byte, from one on.
#[inline(always)]
fn next_mark<const STAR: bool>(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    while let Some(word) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        let found = marks::<STAR>(*word);
        if found != 0 {
            return Some(at + found.trailing_zeros() as usize / 8);
        }
        at += 8;
    }
    // The last eight bytes again, without those that were seen: zeros come in from above.
    let behind = bytes.len().saturating_sub(at);
    if let (1.., Some(last)) = (behind, bytes.last_chunk::<8>()) {
        let last = u64::from_le_bytes(*last) >> (8 * (8 - behind));
        let found = marks::<STAR>(last.to_le_bytes());
        return (found != 0).then(|| at + found.trailing_zeros() as usize / 8);
    }
    let found = bytes.get(at..)?;
    let found = found.iter().position(|byte| is_mark::<STAR>(*byte))?;
    Some(at + found)
}

// Both levels of escapes in one pass.

/// Where a value stands, which says what its stars and backslashes are.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    /// Where no pattern is looked for, or it is one itself: only the first level applies.
    Pattern,
    /// Where text with a star is read as a pattern, and other text is not.
    Plain,
    /// At the end of a pattern.
    End,
    /// Before a wildcard.
    BeforeStar,
}

#[cold]
#[inline(never)]
fn escape_plain(out: &mut String, value: &str) {
    escape::<true>(out, value, Place::Plain);
}

#[cold]
#[inline(never)]
fn escape_pattern(out: &mut String, pattern: &str) {
    escape::<false>(out, pattern, Place::Pattern);
}

#[cold]
#[inline(never)]
fn escape_at_end(out: &mut String, value: &str) {
    escape::<true>(out, value, Place::End);
}

#[cold]
#[inline(never)]
fn escape_before_star(out: &mut String, value: &str) {
    escape::<true>(out, value, Place::BeforeStar);
}

/// The value with its escapes, and what stands behind it.
///
/// Second level: `*` becomes `\*`, and a backslash before a star or a backslash is doubled. Then
/// the first: `'` becomes `\'`, and a backslash before a quote, before a backslash or at the end
/// is doubled.
#[inline(always)]
fn escape<const STAR: bool>(out: &mut String, value: &str, place: Place) {
    let bytes = value.as_bytes();
    let mut done = 0;
    let mut from = 0;
    while let Some(index) = next_mark::<STAR>(bytes, from) {
        from = index + 1;
        if bytes[index] == b'\\' {
            let Some(before) = before_backslash(bytes, index, place) else {
                continue;
            };
            out.push_str(&value[done..index]);
            out.push_str(before);
        } else {
            out.push_str(&value[done..index]);
            out.push('\\');
        }
        done = index;
    }
    out.push_str(&value[done..]);
    out.push_str(if place == Place::BeforeStar {
        "*'"
    } else {
        "'"
    });
}

/// What a backslash of the value gets before it.
#[inline(never)]
fn before_backslash(bytes: &[u8], index: usize, place: Place) -> Option<&'static str> {
    let is_pattern = match place {
        Place::Pattern => false,
        // Text without a star is not read as a pattern.
        Place::Plain => bytes.contains(&b'*'),
        Place::End | Place::BeforeStar => true,
    };
    match bytes.get(index + 1) {
        // The second level makes two of it, and another backslash follows: the first level doubles
        // both.
        Some(b'*' | b'\\') if is_pattern => Some(r"\\\"),
        Some(b'\'' | b'\\') => Some(r"\"),
        Some(_) => None,
        // Two before a star: the first level doubles only the one before the other.
        None if place == Place::BeforeStar => Some(r"\\"),
        None => Some(r"\"),
    }
}

// Integers.

/// An integer that tells its value when it has at most five digits.
pub(crate) trait Integer: itoa::Integer + Copy {
    fn small(self) -> Option<usize>;
}

macro_rules! integers {
    ($($integer:ty)*) => { $(
        impl Integer for $integer {
            #[inline(always)]
            fn small(self) -> Option<usize> {
                usize::try_from(self).ok().filter(|number| *number < 100_000)
            }
        }
    )* };
}
integers!(i8 u8 i16 u16 i32 u32 i64 u64 i128 isize usize);

/// Ports, status codes and most counts have up to five digits: those are pushed by ones and twos,
/// with no buffer between.
#[inline(always)]
pub(crate) fn integer(out: &mut String, value: impl Integer) {
    match value.small() {
        Some(number) if number < 10 => digit(out, number),
        Some(number) if number < 100 => pair(out, number),
        Some(number) if number < 1_000 => {
            digit(out, number / 100);
            pair(out, number % 100);
        }
        Some(number) if number < 10_000 => {
            pair(out, number / 100);
            pair(out, number % 100);
        }
        Some(number) => {
            digit(out, number / 10_000);
            pair(out, number / 100 % 100);
            pair(out, number % 100);
        }
        None => out.push_str(itoa::Buffer::new().format(value)),
    }
}

#[inline(always)]
fn digit(out: &mut String, number: usize) {
    out.push(char::from(b'0' + (number % 10) as u8));
}

#[inline(always)]
fn pair(out: &mut String, number: usize) {
    out.push_str(&PAIRS[number * 2..number * 2 + 2]);
}

static PAIRS: &str = "\
    0001020304050607080910111213141516171819\
    2021222324252627282930313233343536373839\
    4041424344454647484950515253545556575859\
    6061626364656667686970717273747576777879\
    8081828384858687888990919293949596979899";

/// A time and the closing quote.
#[inline(always)]
pub(crate) fn time(out: &mut String, time: &Timestamp) {
    time.push_quoted(out);
}

/// What needs no escape, and the closing quote.
pub(crate) fn displayed(out: &mut String, value: &dyn fmt::Display) {
    // Writing to a string does not fail.
    let _ = write!(out, "{value}'");
}

#[cfg(test)]
mod tests {
    use super::*;
    use fql_syntax::{Value, ValueMatch};

    /// Every text of up to five characters of those that matter, and some around the word sizes
    /// of the scan.
    fn texts() -> impl Iterator<Item = String> {
        let alphabet = ['\'', '\\', '*', 'x', 'é', '"'];
        let mut all = vec![String::new()];
        let mut last = all.clone();
        for _ in 0..5 {
            last = last
                .iter()
                .flat_map(|text| alphabet.map(|character| format!("{text}{character}")))
                .collect();
            all.extend_from_slice(&last);
        }
        // A backslash is escaped at the end, and a mark alone must be found wherever it is.
        let long = (0..70).flat_map(|length| {
            ["'", "\\", "*"].into_iter().flat_map(move |mark| {
                let before = "a".repeat(length);
                [
                    format!("{before}{mark}{}", "b".repeat(9)),
                    format!("{before}{mark}{}", "b".repeat(40)),
                    format!("{before}{mark}"),
                    format!("{mark}{before}"),
                    mark.repeat(length),
                ]
            })
        });
        all.into_iter().chain(long)
    }

    fn read(clause: &str) -> ValueMatch<'static> {
        let tree = fql_syntax::parse(clause).expect("a clause").into_owned();
        let value = match tree.clauses().next().expect("one clause").value() {
            Value::String(text) if clause.starts_with("p:*") => {
                ValueMatch::Pattern(text.value().into_owned().into())
            }
            value => match value.value_match() {
                ValueMatch::Exact(text) => ValueMatch::Exact(text.into_owned().into()),
                ValueMatch::Pattern(text) => ValueMatch::Pattern(text.into_owned().into()),
            },
        };
        assert_eq!(tree.clauses().count(), 1, "{clause}");
        assert_eq!(tree.to_string(), clause, "the canonical text");
        value
    }

    #[test]
    fn a_text_reads_back_as_itself_and_never_as_a_pattern() {
        for text in texts() {
            let mut clause = String::from("p:'");
            quoted(&mut clause, &text);
            assert_eq!(read(&clause), ValueMatch::Exact(text.into()), "{clause}");
        }
    }

    #[test]
    fn a_pattern_reads_back_as_it_was_written() {
        for text in texts() {
            let mut clause = String::from("p:*'");
            pattern(&mut clause, &text);
            assert_eq!(read(&clause), ValueMatch::Pattern(text.into()), "{clause}");
        }
    }

    #[test]
    fn an_affix_is_the_pattern_that_the_syntax_makes() {
        for text in texts() {
            for (before, after) in [(false, true), (true, false), (true, true)] {
                let mut clause = String::from("p:*'");
                affix(&mut clause, before, &text, after);
                let ValueMatch::Pattern(source) = read(&clause) else {
                    panic!("{clause}")
                };
                let source = fql_syntax::Pattern::new(source.into_owned());
                let inner = format!(
                    "{}{text}{}",
                    if before { "?" } else { "" },
                    if after { "?" } else { "" }
                );
                assert!(source.matches(&inner), "{clause} on {inner}");
                assert!(source.matches(&text), "{clause} on {text}");
                assert!(!source.matches(&format!("{text}x{text}y")) || before || after);
            }
        }
    }

    #[test]
    fn an_integer_prints_its_digits() {
        for number in (0..100_100).chain([i64::MIN, -1, i64::MAX]) {
            let mut text = String::new();
            integer(&mut text, number);
            assert_eq!(text, number.to_string());
        }
    }
}
