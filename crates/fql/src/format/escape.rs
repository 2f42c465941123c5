//! Strings and patterns with their escapes.
//!
//! A clause prefix contains the opening quote, so every function appends the value and the closing
//! quote. [`Escaper`] escapes; most values need no escape, and a scan that is inlined into the user's
//! program finds that out. Measured with six clauses: with the scan, typed fields take 0.44 of the time
//! of an unescaped `format!`, without it 0.77; `fql!` takes 0.44 and 0.89.

use fql_syntax::{Escaper, special_bits};

/// Appends a plain string.
#[inline(always)]
pub(crate) fn push_string(out: &mut String, value: &str) {
    if may_need_escape::<true>(value.as_bytes()) {
        return escape_string(out, value);
    }
    out.push_str(value);
    out.push('\'');
}

/// Appends the source of a pattern, or a string after an operator that never reads a pattern: `*`
/// needs no escape.
#[inline(always)]
pub(crate) fn push_pattern(out: &mut String, pattern: &str) {
    if may_need_escape::<false>(pattern.as_bytes()) {
        return escape_pattern(out, pattern);
    }
    out.push_str(pattern);
    out.push('\'');
}

/// Appends a pattern that is known at compile time. The scan folds away, whatever its length.
#[inline(always)]
pub(crate) fn push_constant_pattern(out: &mut String, pattern: &'static str) {
    if needs_escape::<false>(pattern.as_bytes()) {
        return escape_pattern(out, pattern);
    }
    out.push_str(pattern);
    out.push('\'');
}

/// Appends a pattern that matches `value` literally, with a wildcard before it, after it, or both.
#[inline(always)]
pub(crate) fn push_affix(out: &mut String, star_before: bool, value: &str, star_after: bool) {
    if star_before {
        out.push('*');
    }
    if star_after {
        push_before_star(out, value);
    } else {
        push_pattern_end(out, value);
    }
}

#[inline(never)]
fn push_before_star(out: &mut String, value: &str) {
    if may_need_escape::<true>(value.as_bytes()) {
        return escape_before_star(out, value);
    }
    out.push_str(value);
    out.push_str("*'");
}

#[inline(always)]
fn push_pattern_end(out: &mut String, value: &str) {
    if may_need_escape::<true>(value.as_bytes()) {
        return escape_pattern_end(out, value);
    }
    out.push_str(value);
    out.push('\'');
}

// The scan: sixteen bytes at a time; the last chunk overlaps the one before instead of leaving a
// remainder. `STAR` says whether `*` is special, too.

/// Returns `true` if one of the bytes is special.
///
/// The compiler does not vectorize three comparisons per byte, but it does the minimum of the three
/// differences.
#[inline(always)]
fn any_special<const STAR: bool>(first: &[u8; 16], last: &[u8; 16]) -> bool {
    let difference = |byte: u8| {
        let difference = (byte ^ b'\'').min(byte ^ b'\\');
        if STAR {
            difference.min(byte ^ b'*')
        } else {
            difference
        }
    };
    let mut any = false;
    for (first, last) in first.iter().zip(last) {
        any |= difference(*first).min(difference(*last)) == 0;
    }
    any
}

/// Returns `true` if the bytes need an escape. Inlines the scan of 8 to 32 bytes, the length of most
/// values.
#[inline(always)]
fn may_need_escape<const STAR: bool>(bytes: &[u8]) -> bool {
    match bytes.len() {
        8..=32 => needs_escape::<STAR>(bytes),
        _ => needs_escape_outlined::<STAR>(bytes),
    }
}

#[inline(never)]
fn needs_escape_outlined<const STAR: bool>(bytes: &[u8]) -> bool {
    needs_escape::<STAR>(bytes)
}

#[inline(always)]
fn needs_escape<const STAR: bool>(bytes: &[u8]) -> bool {
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let mut any = any_special::<STAR>(first, last);
        if bytes.len() > 32 {
            for chunk in bytes[16..].as_chunks().0 {
                any |= any_special::<STAR>(chunk, chunk);
            }
        }
        any
    } else if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        (special_bits::<true, STAR>(*first) | special_bits::<true, STAR>(*last)) != 0
    } else if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        let [a, b, c, d] = *first;
        let [e, f, g, h] = *last;
        special_bits::<true, STAR>([a, b, c, d, e, f, g, h]) != 0
    } else {
        bytes.iter().any(|byte| is_special::<STAR>(*byte))
    }
}

#[inline(always)]
const fn is_special<const STAR: bool>(byte: u8) -> bool {
    matches!(byte, b'\'' | b'\\') || (STAR && byte == b'*')
}

#[cold]
#[inline(never)]
fn escape_string(out: &mut String, value: &str) {
    Escaper::Exact.push(value, out);
    out.push('\'');
}

#[cold]
#[inline(never)]
fn escape_pattern(out: &mut String, pattern: &str) {
    Escaper::Quoted.push(pattern, out);
    out.push('\'');
}

#[cold]
#[inline(never)]
fn escape_pattern_end(out: &mut String, value: &str) {
    Escaper::QuotedLiteral.push(value, out);
    out.push('\'');
}

#[cold]
#[inline(never)]
fn escape_before_star(out: &mut String, value: &str) {
    Escaper::QuotedLiteralBeforeStar.push(value, out);
    out.push_str("*'");
}

#[cfg(test)]
mod tests {
    use super::*;
    use fql_syntax::{Value, ValueMatch};

    /// Returns the strings of up to five special and other characters, and some around the word sizes
    /// of the scan.
    fn strings() -> impl Iterator<Item = String> {
        let alphabet = ['\'', '\\', '*', 'x', 'é', '"'];
        let mut all = vec![String::new()];
        let mut last = all.clone();
        for _ in 0..5 {
            last = last
                .iter()
                .flat_map(|string| alphabet.map(|character| format!("{string}{character}")))
                .collect();
            all.extend_from_slice(&last);
        }
        // One special character at every position, and a backslash at the end.
        let long = (0..70).flat_map(|length| {
            ["'", "\\", "*"].into_iter().flat_map(move |special| {
                let before = "a".repeat(length);
                [
                    format!("{before}{special}{}", "b".repeat(9)),
                    format!("{before}{special}{}", "b".repeat(40)),
                    format!("{before}{special}"),
                    format!("{special}{before}"),
                    special.repeat(length),
                ]
            })
        });
        all.into_iter().chain(long)
    }

    fn parse(clause: &str) -> ValueMatch<'static> {
        let tree = fql_syntax::parse(clause).expect("a clause").into_owned();
        let value = match tree.clauses().next().expect("one clause").value() {
            Value::String(string) if clause.starts_with("p:*") => {
                ValueMatch::Pattern(string.value().into_owned().into())
            }
            value => match value.value_match() {
                ValueMatch::Exact(string) => ValueMatch::Exact(string.into_owned().into()),
                ValueMatch::Pattern(source) => ValueMatch::Pattern(source.into_owned().into()),
            },
        };
        assert_eq!(tree.clauses().count(), 1, "{clause}");
        assert_eq!(tree.to_string(), clause, "canonical");
        value
    }

    #[test]
    fn string_parses_as_itself_never_as_a_pattern() {
        for string in strings() {
            let mut clause = String::from("p:'");
            push_string(&mut clause, &string);
            assert_eq!(parse(&clause), ValueMatch::Exact(string.into()), "{clause}");
        }
    }

    #[test]
    fn pattern_parses_as_itself() {
        for string in strings() {
            let mut clause = String::from("p:*'");
            push_pattern(&mut clause, &string);
            assert_eq!(
                parse(&clause),
                ValueMatch::Pattern(string.into()),
                "{clause}"
            );
        }
    }

    #[test]
    fn affix_matches_its_string_literally() {
        for string in strings() {
            for (star_before, star_after) in [(false, true), (true, false), (true, true)] {
                let mut clause = String::from("p:*'");
                push_affix(&mut clause, star_before, &string, star_after);
                let ValueMatch::Pattern(source) = parse(&clause) else {
                    panic!("{clause}")
                };
                let source = fql_syntax::Pattern::new(source.into_owned());
                let inner = format!(
                    "{}{string}{}",
                    if star_before { "?" } else { "" },
                    if star_after { "?" } else { "" }
                );
                assert!(source.matches(&inner), "{clause} on {inner}");
                assert!(source.matches(&string), "{clause} on {string}");
                assert!(
                    !source.matches(&format!("{string}x{string}y")) || star_before || star_after
                );
            }
        }
    }
}
