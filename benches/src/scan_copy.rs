//! The limit for building a filter, and the approaches without the library.
//!
//! All functions build the six-clause filter of [`crate::filters`] from four strings and three integers.
//! The limit knows the shape of the filter: it reserves once, pushes the constant parts, scans every
//! value for bytes to escape, and copies it. Each variant is a function that is called and not inlined,
//! so that it is the same code in every bench. Unfair advantage: the limit builds only this filter and
//! checks no field, operator or type.

use crate::filters::Values;

/// Length of the constant parts, with room for a few escapes.
const CONSTANT: usize = 192;
/// Maximum digits of a port.
const PORT: usize = 5;

/// The limit: each value is scanned eight bytes at a time.
#[inline(never)]
#[must_use]
pub fn scan_words(values: &Values<'_>) -> String {
    scan_copy(values, find_special_by_words)
}

/// The limit, with the scan of `memchr`.
#[inline(never)]
#[must_use]
pub fn scan_memchr(values: &Values<'_>) -> String {
    scan_copy(values, |text| memchr::memchr2(b'\'', b'\\', text))
}

#[inline]
fn scan_copy(values: &Values<'_>, find: impl Fn(&[u8]) -> Option<usize> + Copy) -> String {
    let string_bytes = values.criticality.len()
        + values.host.len()
        + values.assignee.len()
        + values.subsidiary.len();
    let mut out = String::with_capacity(CONSTANT + string_bytes + 3 * PORT);
    out.push_str("criticality:'");
    push_scanned(values.criticality, find, &mut out);
    out.push_str("'+last_seen:>='2026-11-15T00:00:00Z'+ip.services.port:[");
    push_integer(values.ports[0], &mut out);
    out.push(',');
    push_integer(values.ports[1], &mut out);
    out.push(',');
    push_integer(values.ports[2], &mut out);
    out.push_str("]+dns_domain.fqdn:*'");
    push_scanned(values.host, find, &mut out);
    out.push_str("'+triage.assigned_to:!'");
    push_scanned(values.assignee, find, &mut out);
    out.push_str("'+subsidiaries.name:['Example Labs','");
    push_scanned(values.subsidiary, find, &mut out);
    out.push_str("']");
    out
}

/// Appends integers separated by commas.
#[inline]
pub(crate) fn push_integers(values: &[u32], out: &mut String) {
    for (index, value) in values.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        push_integer(*value, out);
    }
}

/// Appends a string, scanned eight bytes at a time and escaped where necessary.
#[inline]
pub(crate) fn push_text(text: &str, out: &mut String) {
    push_scanned(text, find_special_by_words, out);
}

#[inline]
fn push_integer(value: u32, out: &mut String) {
    out.push_str(itoa::Buffer::new().format(value));
}

#[inline]
fn push_scanned(text: &str, find: impl Fn(&[u8]) -> Option<usize>, out: &mut String) {
    match find(text.as_bytes()) {
        None => out.push_str(text),
        Some(at) => push_escaped(text, at, find, out),
    }
}

/// Appends a string with its first quote or backslash at `at`.
fn push_escaped(
    text: &str,
    mut at: usize,
    find: impl Fn(&[u8]) -> Option<usize>,
    out: &mut String,
) {
    let mut rest = text;
    loop {
        out.push_str(&rest[..at]);
        let bytes = &rest.as_bytes()[at..];
        if bytes[0] == b'\'' || matches!(bytes.get(1), None | Some(b'\'' | b'\\')) {
            out.push('\\');
        }
        out.push(char::from(bytes[0]));
        rest = &rest[at + 1..];
        match find(rest.as_bytes()) {
            Some(next) => at = next,
            None => return out.push_str(rest),
        }
    }
}

/// Returns the offset of the first quote or backslash, scanning eight bytes at a time.
#[inline]
fn find_special_by_words(text: &[u8]) -> Option<usize> {
    if let Some(last) = text.last_chunk() {
        let (words, _) = text.as_chunks();
        // The last eight bytes may overlap the previous ones.
        let found = words
            .iter()
            .fold(marks(last), |found, word| found | marks(word));
        if found == 0 {
            return None;
        }
    }
    text.iter().position(|byte| matches!(byte, b'\'' | b'\\'))
}

/// Returns zero if no byte is a quote or a backslash.
#[inline]
fn marks(word: &[u8; 8]) -> u64 {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    let word = u64::from_ne_bytes(*word);
    let has_zero = |word: u64| word.wrapping_sub(ONES) & !word & (ONES << 7);
    has_zero(word ^ (ONES * u64::from(b'\''))) | has_zero(word ^ (ONES * u64::from(b'\\')))
}

/// The common approach: `format!` without escaping. A quote in a value breaks it.
#[inline(never)]
#[must_use]
pub fn format_unescaped(values: &Values<'_>) -> String {
    let [first, second, third] = values.ports;
    format!(
        "criticality:'{}'+last_seen:>='2026-11-15T00:00:00Z'+ip.services.port:[{first},{second},\
         {third}]+dns_domain.fqdn:*'{}'+triage.assigned_to:!'{}'\
         +subsidiaries.name:['Example Labs','{}']",
        values.criticality, values.host, values.assignee, values.subsidiary
    )
}

/// The careful approach: `format!` with each value escaped by `replace`. It escapes more than the
/// printer, which doubles a backslash only where necessary.
#[inline(never)]
#[must_use]
pub fn format_replaced(values: &Values<'_>) -> String {
    let escaped = |text: &str| text.replace('\\', "\\\\").replace('\'', "\\'");
    let [first, second, third] = values.ports;
    format!(
        "criticality:'{}'+last_seen:>='2026-11-15T00:00:00Z'+ip.services.port:[{first},{second},\
         {third}]+dns_domain.fqdn:*'{}'+triage.assigned_to:!'{}'\
         +subsidiaries.name:['Example Labs','{}']",
        escaped(values.criticality),
        escaped(values.host),
        escaped(values.assignee),
        escaped(values.subsidiary)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filters::{CLEAN, DIRTY, six_clauses};

    #[test]
    fn all_variants_agree() {
        for values in [CLEAN, DIRTY] {
            let filter = six_clauses(values);
            assert_eq!(scan_words(&values), filter);
            assert_eq!(scan_memchr(&values), filter);
            assert_eq!(format_replaced(&values), filter);
        }
        assert_eq!(format_unescaped(&CLEAN), six_clauses(CLEAN));
    }

    #[test]
    fn scans_escape_like_the_printer() {
        let samples = [
            "",
            "'",
            r"\",
            r"C:\Windows",
            r"12345678\'",
            r"a\\b",
            "1234567é'",
            r"'\'\",
        ];
        for assignee in samples {
            let values = Values { assignee, ..CLEAN };
            assert_eq!(scan_words(&values), six_clauses(values));
            assert_eq!(scan_memchr(&values), six_clauses(values));
        }
    }
}
