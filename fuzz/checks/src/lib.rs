//! Properties checked for every input: the bodies of the fuzz targets.
//!
//! Each module has a function `check`, which panics when its property is violated. The targets in
//! `fuzz/fuzz_targets` call it on a nightly compiler with inputs that libFuzzer generates. The test
//! `replay` calls it on the stable compiler with the stored inputs.

#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod aggregates;
mod all_types;
pub mod envelope;
pub mod eval;
pub mod fql_macro_input;
pub mod ndjson;
pub mod packed;
pub mod parse;
pub mod parse_print_parse;
mod quiet_panic;
pub mod validate;

/// Checks one input; panics when a property is violated.
pub type Check = fn(&[u8]);

/// All targets with their names.
pub const TARGETS: [(&str, Check); 8] = [
    ("parse", parse::check),
    ("parse_print_parse", parse_print_parse::check),
    ("validate", validate::check),
    ("fql_macro_input", fql_macro_input::check),
    ("eval", eval::check),
    ("aggregates", aggregates::check),
    ("envelope", envelope::check),
    ("ndjson", ndjson::check),
];

/// Returns `true` if a value equals its reparsed JSON. `serde_json` may parse a printed float as its
/// neighbor.
fn survives_round_trip(value: &serde_json::Value) -> bool {
    let reparsed = serde_json::from_str(&value.to_string());
    reparsed.is_ok_and(|reparsed: serde_json::Value| reparsed == *value)
}

/// Splits the input at its first line feed.
fn first_line(data: &[u8]) -> Option<(&str, &[u8])> {
    let end = memchr::memchr(b'\n', data)?;
    let first = std::str::from_utf8(&data[..end]).ok()?;
    Some((first, &data[end + 1..]))
}
