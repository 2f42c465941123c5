//! What must hold for any input whatever: the bodies of the fuzz targets.
//!
//! Each module has a function `check`, which panics when something does not hold. The targets of
//! `fuzz/fuzz_targets` call them on a nightly compiler with inputs that libFuzzer makes up, and the
//! test `replay` calls them on the stable one with the inputs that are kept.

#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod aggregates;
pub mod envelope;
pub mod eval;
pub mod fql_macro_input;
pub mod ndjson;
pub mod packed;
pub mod parse;
pub mod parse_print_parse;
mod quiet;
mod things;
pub mod validate;

/// Checks one input. It panics when something does not hold for it.
pub type Check = fn(&[u8]);

/// Every target by its name.
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

/// Whether a value is the same once it was printed and read again: `serde_json` may read a float one
/// step beside what was written.
fn outlives_printing(value: &serde_json::Value) -> bool {
    let again = serde_json::from_str(&value.to_string());
    again.is_ok_and(|again: serde_json::Value| again == *value)
}

/// The input up to its first line feed, and what is behind it.
fn first_line(data: &[u8]) -> Option<(&str, &[u8])> {
    let end = memchr::memchr(b'\n', data)?;
    let first = std::str::from_utf8(&data[..end]).ok()?;
    Some((first, &data[end + 1..]))
}
