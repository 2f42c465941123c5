//! Printing values: scan, escape, integers.
//!
//! A clause's head holds the opening quote or bracket, so every function here writes what follows
//! one. What is short enough is inlined into the methods of concrete types in
//! [`value`](crate::value), which are not: a value costs a user's program a call, and not the code
//! of the scan.

use std::fmt::{self, Write as _};

use crate::value::Timestamp;

// Texts.

/// A plain text and the closing quote.
#[inline(always)]
pub(crate) fn quoted(out: &mut String, value: &str) {
    if may_need_escape::<true>(value.as_bytes()) {
        escape_plain(out, value);
    } else {
        out.push_str(value);
    }
    out.push('\'');
}

/// A pattern as it is written, and the closing quote: its stars are stars.
#[inline(always)]
pub(crate) fn pattern(out: &mut String, pattern: &str) {
    if may_need_escape::<false>(pattern.as_bytes()) {
        escape_pattern(out, pattern);
    } else {
        out.push_str(pattern);
    }
    out.push('\'');
}

/// A text as a part of a pattern, a star before or after it, and the closing quote.
pub(crate) fn affix(out: &mut String, before: bool, value: &str, after: bool) {
    if before {
        out.push('*');
    }
    if may_need_escape::<true>(value.as_bytes()) {
        let next = if after { Next::Star } else { Next::End };
        escape(out, value, Stars::Escaped, next);
    } else {
        out.push_str(value);
    }
    out.push_str(if after { "*'" } else { "'" });
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

// The scan: eight bytes at a time, and the last ones again instead of a rest.

const ONES: u64 = u64::from_ne_bytes([0x01; 8]);
const HIGHS: u64 = u64::from_ne_bytes([0x80; 8]);

/// Not zero when one of the eight bytes is `'` or `\`, or `*` when `STAR`; sometimes when none is.
///
/// Of three comparisons a byte the compiler makes a bit test that it can't vectorize; of words it
/// makes vectors.
#[inline(always)]
fn marks<const STAR: bool>(bytes: [u8; 8]) -> u64 {
    let word = u64::from_ne_bytes(bytes);
    let borrows = |byte: u8| (word ^ (ONES * u64::from(byte))).wrapping_sub(ONES);
    let mut found = borrows(b'\'') | borrows(b'\\');
    if STAR {
        found |= borrows(b'*');
    }
    found & !word & HIGHS
}

#[inline(always)]
fn marks_of_16<const STAR: bool>(bytes: &[u8; 16]) -> u64 {
    let (halves, _) = bytes.as_chunks::<8>();
    marks::<STAR>(halves[0]) | marks::<STAR>(halves[1])
}

/// Whether `bytes` may hold something to escape. A false yes costs time, never text.
#[inline(always)]
fn may_need_escape<const STAR: bool>(bytes: &[u8]) -> bool {
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let mut found = marks_of_16::<STAR>(first) | marks_of_16::<STAR>(last);
        if bytes.len() > 32 {
            for chunk in bytes[16..].as_chunks().0 {
                found |= marks_of_16::<STAR>(chunk);
            }
        }
        found != 0
    } else if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        marks::<STAR>(*first) | marks::<STAR>(*last) != 0
    } else if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        let [a, b, c, d] = *first;
        let [e, f, g, h] = *last;
        marks::<STAR>([a, b, c, d, e, f, g, h]) != 0
    } else {
        bytes
            .iter()
            .any(|&byte| matches!(byte, b'\'' | b'\\') || (STAR && byte == b'*'))
    }
}

// Both levels of escapes in one pass.

/// What a star of the value is.
#[derive(Clone, Copy, PartialEq)]
enum Stars {
    /// Itself, in a text that is no pattern, or a wildcard: only the first level applies.
    Kept,
    /// A star itself in text that is read as a pattern: the second level applies, too.
    Escaped,
}

/// What stands behind the value.
#[derive(Clone, Copy, PartialEq)]
enum Next {
    /// The closing quote.
    End,
    /// A wildcard.
    Star,
}

#[inline(never)]
fn escape_plain(out: &mut String, value: &str) {
    // Text without a star is not read as a pattern.
    let stars = if value.as_bytes().contains(&b'*') {
        Stars::Escaped
    } else {
        Stars::Kept
    };
    escape(out, value, stars, Next::End);
}

#[inline(never)]
fn escape_pattern(out: &mut String, pattern: &str) {
    escape(out, pattern, Stars::Kept, Next::End);
}

/// The value with its escapes.
///
/// Second level: `*` becomes `\*`, and a backslash before a star or a backslash is doubled. Then
/// the first: `'` becomes `\'`, and a backslash before a quote, before a backslash or at the end
/// is doubled.
#[inline(always)]
fn escape(out: &mut String, value: &str, stars: Stars, next: Next) {
    let bytes = value.as_bytes();
    let mut done = 0;
    for (index, byte) in bytes.iter().enumerate() {
        let before = match byte {
            b'\'' => r"\",
            b'*' if stars == Stars::Escaped => r"\",
            b'\\' => match bytes.get(index + 1) {
                // The second level makes two of it, and another backslash follows: the first level
                // doubles both.
                Some(b'*' | b'\\') if stars == Stars::Escaped => r"\\\",
                Some(b'\'' | b'\\') => r"\",
                Some(_) => continue,
                None if next == Next::End => r"\",
                // Two before a star: the first level doubles only the one before the other.
                None => r"\\",
            },
            _ => continue,
        };
        out.push_str(&value[done..index]);
        out.push_str(before);
        done = index;
    }
    out.push_str(&value[done..]);
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
        Some(number) => {
            if number >= 10_000 {
                digit(out, number / 10_000);
            }
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
    time.put(out);
    out.push('\'');
}

/// What needs no escape, and the closing quote.
pub(crate) fn displayed(out: &mut String, value: &dyn fmt::Display) {
    // Writing to a string does not fail.
    let _ = write!(out, "{value}'");
}

#[cfg(test)]
mod tests {
    use super::*;
    use fql_syntax::{Meaning, Value};

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
        let long = (0..70).flat_map(|length| {
            ["'", "\\", "*"].map(|mark| format!("{}{mark}{}", "a".repeat(length), "b".repeat(9)))
        });
        all.into_iter().chain(long)
    }

    fn read(clause: &str) -> Meaning<'static> {
        let tree = fql_syntax::parse(clause).expect("a clause").into_owned();
        let value = match tree.clauses().next().expect("one clause").value() {
            Value::Text(text) if clause.starts_with("p:*") => {
                Meaning::Pattern(text.value().into_owned().into())
            }
            value => match value.meaning() {
                Meaning::Plain(text) => Meaning::Plain(text.into_owned().into()),
                Meaning::Pattern(text) => Meaning::Pattern(text.into_owned().into()),
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
            assert_eq!(read(&clause), Meaning::Plain(text.into()), "{clause}");
        }
    }

    #[test]
    fn a_pattern_reads_back_as_it_was_written() {
        for text in texts() {
            let mut clause = String::from("p:*'");
            pattern(&mut clause, &text);
            assert_eq!(read(&clause), Meaning::Pattern(text.into()), "{clause}");
        }
    }

    #[test]
    fn an_affix_is_the_pattern_that_the_syntax_makes() {
        for text in texts() {
            for (before, after) in [(false, true), (true, false), (true, true)] {
                let mut clause = String::from("p:*'");
                affix(&mut clause, before, &text, after);
                let Meaning::Pattern(source) = read(&clause) else {
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
