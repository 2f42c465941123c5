//! The hostile values: a file written by hand, and more made of its pieces.

use std::collections::BTreeSet;

/// At least so many.
const FEWEST: usize = 500;

/// So long are the longest: an address line with some of them can just be sent.
const LONG: usize = 2_000;

/// What is dangerous somewhere: in a filter, in JSON, in an address line, in a header.
const SIGNS: [&str; 16] = [
    "'", "\\", "*", "\"", "+", ",", "(", "]", ":", "!", "%27", "&", "\r\n", "\0", "\u{202e}", "🦀",
];

/// All of them, each once.
pub(crate) fn all() -> Vec<String> {
    let written = include_str!("../../testdata/hostile_values.jsonl");
    let written = written
        .lines()
        .map(|line| serde_json::from_str::<String>(line).unwrap());
    let mut seen = BTreeSet::new();
    let all: Vec<String> = written
        .chain(made())
        .filter(|value| seen.insert(value.clone()))
        .collect();
    assert!(all.len() >= FEWEST, "{} values", all.len());
    all
}

/// Every pair of signs, one between letters; every control character; and some that are very long.
fn made() -> impl Iterator<Item = String> {
    let pairs = SIGNS
        .iter()
        .flat_map(|one| SIGNS.iter().map(move |other| format!("{one}a{other}")));
    let doubled = SIGNS.iter().map(|sign| format!("{sign}{sign}{sign}"));
    let controls = (0..0x20u8)
        .chain([0x7f])
        .map(|byte| format!("x{}y", char::from(byte)));
    let long = ["a", "'", "\\", "*", "\\'", "'+a:'", "\u{e9}", "%", "\n"]
        .into_iter()
        .map(|unit| unit.repeat(LONG / unit.len()));
    pairs.chain(doubled).chain(controls).chain(long)
}

#[test]
fn there_are_as_many_as_are_promised_and_each_line_is_another() {
    let written: Vec<String> = include_str!("../../testdata/hostile_values.jsonl")
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let different: BTreeSet<&String> = written.iter().collect();
    assert_eq!(different.len(), written.len());
    let all = all();
    assert!(all.len() > written.len());
    assert!(all.iter().any(|value| value.len() > LONG - 8));
    let has = |wanted: fn(char) -> bool| all.iter().any(|value| value.contains(wanted));
    assert!(has(|c| c == '\0') && has(|c| c as u32 > 0xffff) && has(|c| c == '\u{ffff}'));
}
