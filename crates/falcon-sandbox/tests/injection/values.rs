//! Hostile values: a hand-written file, and combinations of dangerous strings.

use std::collections::BTreeSet;

const HANDWRITTEN: &str = include_str!("../../testdata/hostile_values.jsonl");

const MIN_COUNT: usize = 500;

/// The length of the longest values; a URL with several of them can still be sent.
const MAX_LEN: usize = 2_000;

/// Strings that are dangerous in a filter, in JSON, in a URL or in a header.
const DANGEROUS: [&str; 16] = [
    "'", "\\", "*", "\"", "+", ",", "(", "]", ":", "!", "%27", "&", "\r\n", "\0", "\u{202e}", "🦀",
];

fn handwritten() -> impl Iterator<Item = String> {
    HANDWRITTEN
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
}

/// Returns all values, without duplicates.
pub(crate) fn all() -> Vec<String> {
    let mut seen = BTreeSet::new();
    let all: Vec<String> = handwritten()
        .chain(combinations())
        .filter(|value| seen.insert(value.clone()))
        .collect();
    assert!(all.len() >= MIN_COUNT, "{} values", all.len());
    all
}

/// Returns pairs and repetitions of the dangerous strings, every control character, and very long
/// strings.
fn combinations() -> impl Iterator<Item = String> {
    let pairs = DANGEROUS.iter().flat_map(|first| {
        DANGEROUS
            .iter()
            .map(move |second| format!("{first}a{second}"))
    });
    let repeated = DANGEROUS.iter().map(|string| string.repeat(3));
    let controls = (0..0x20u8)
        .chain([0x7f])
        .map(|byte| format!("x{}y", char::from(byte)));
    let long = ["a", "'", "\\", "*", "\\'", "'+a:'", "\u{e9}", "%", "\n"]
        .into_iter()
        .map(|unit| unit.repeat(MAX_LEN / unit.len()));
    pairs.chain(repeated).chain(controls).chain(long)
}

#[test]
fn values_are_distinct_and_cover_all_lengths() {
    let distinct: BTreeSet<String> = handwritten().collect();
    assert_eq!(distinct.len(), handwritten().count());
    let all = all();
    assert!(all.len() > distinct.len());
    assert!(all.iter().any(|value| value.len() > MAX_LEN - 8));
    let contains = |matches: fn(char) -> bool| all.iter().any(|value| value.contains(matches));
    assert!(contains(|c| c == '\0') && contains(|c| c > '\u{ffff}'));
    assert!(contains(|c| c == '\u{ffff}'));
}
