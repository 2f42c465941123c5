//! Every page with Rust code is compiled as documentation of some crate.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::links::{pages, tidy};

#[test]
fn pages_with_rust_are_compiled() {
    let mut compiled = BTreeSet::new();
    for folder in fs::read_dir(crate::saved::root().join("crates")).expect("the crates") {
        gather(&folder.expect("a crate").path().join("src"), &mut compiled);
    }
    for source in ["crates/fql-sql/datafusion/src", "examples/src"] {
        gather(&crate::saved::root().join(source), &mut compiled);
    }
    let pages = pages();
    let with_rust = pages.iter().filter(|(_, text)| text.contains("```rust"));
    let missing: Vec<_> = with_rust
        .map(|(path, _)| path)
        .filter(|path| !compiled.contains(*path))
        .collect();
    assert!(
        missing.is_empty(),
        "not included in any doc test: {missing:?}"
    );
    assert!(compiled.len() > 10, "{compiled:?}");
}

/// Collects the pages that the library in `source` includes in its documentation.
fn gather(source: &Path, compiled: &mut BTreeSet<std::path::PathBuf>) {
    // Binaries have no doc tests.
    let text = fs::read_to_string(source.join("lib.rs")).unwrap_or_default();
    for line in text
        .lines()
        .filter(|line| line.contains("doc = include_str!"))
    {
        let target = line.split('"').nth(1).expect("a path");
        compiled.insert(tidy(&source.join(target)));
    }
}
