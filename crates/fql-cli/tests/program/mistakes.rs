//! The answers of `fql check` to mistakes that users of a collection make.
//!
//! A file of `tests/mistakes` has the name of its collection. It contains filters, each followed by its
//! diagnostics. `FQL_BLESS=1` writes the diagnostics again: to add a filter, append its line.

use std::fmt::Write as _;
use std::path::Path;

use crate::support::{command, run};

/// Returns the collections and the contents of their files.
fn files() -> Vec<(String, std::path::PathBuf, String)> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mistakes");
    let entries = std::fs::read_dir(directory).expect("the directory");
    let files = entries.map(|entry| {
        let path = entry.expect("an entry").path();
        let name = path.file_stem().expect("a name").to_string_lossy();
        let content = std::fs::read_to_string(&path).expect("UTF-8");
        (
            name.into_owned(),
            path.clone(),
            content.replace("\r\n", "\n"),
        )
    });
    files.collect()
}

/// Returns the filters and their diagnostics.
fn answers(collection: &str, filters: &[&str]) -> String {
    let mut args = vec!["check", "--format", "json", "-c", collection, "--"];
    args.extend(filters);
    let mut answers = String::new();
    for (line, filter) in run(command(args)).json_lines().iter().zip(filters) {
        // Writing to a string cannot fail.
        let _ = writeln!(answers, "{filter}");
        for diagnostic in line["diagnostics"].as_array().expect("diagnostics") {
            let text = |key: &str| diagnostic[key].as_str().expect("a string");
            let _ = writeln!(
                answers,
                "    {} {}: {}\n        {}",
                text("severity"),
                text("code"),
                text("message"),
                text("help")
            );
        }
    }
    answers
}

#[test]
fn mistakes_have_helpful_answers() {
    let files = files();
    assert!(files.len() >= 5);
    for (collection, path, expected) in files {
        let filters: Vec<&str> = expected
            .lines()
            .filter(|line| !line.starts_with(' '))
            .collect();
        assert!(filters.len() >= 10, "{collection}");
        let actual = answers(&collection, &filters);
        for filter in &filters {
            assert!(
                actual.contains(&format!("{filter}\n    ")),
                "{collection}: no diagnostic of {filter}"
            );
        }
        if std::env::var_os("FQL_BLESS").is_some() {
            std::fs::write(&path, &actual).expect("the file is writable");
        } else {
            assert_eq!(actual, expected, "{collection}");
        }
    }
}
