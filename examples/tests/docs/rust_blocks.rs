//! Every page that shows Rust is compiled as somebody's documentation.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::links::{pages, tidy};

#[test]
fn every_page_with_rust_is_compiled() {
    let mut compiled = BTreeSet::new();
    for folder in fs::read_dir(crate::saved::root().join("crates")).expect("the crates") {
        gather(&folder.expect("a crate").path().join("src"), &mut compiled);
    }
    gather(&crate::saved::root().join("examples/src"), &mut compiled);
    let pages = pages();
    let with_rust = pages.iter().filter(|(_, text)| text.contains("```rust"));
    let left_out: Vec<_> = with_rust
        .map(|(path, _)| path)
        .filter(|path| !compiled.contains(*path))
        .collect();
    assert!(left_out.is_empty(), "no doc test has {left_out:?}");
    assert!(compiled.len() > 10, "{compiled:?}");
}

/// The pages that the library in `source` takes into its documentation.
fn gather(source: &Path, compiled: &mut BTreeSet<std::path::PathBuf>) {
    // Programs have no doc tests, so theirs do not count.
    let text = fs::read_to_string(source.join("lib.rs")).unwrap_or_default();
    for line in text
        .lines()
        .filter(|line| line.contains("doc = include_str!"))
    {
        let target = line.split('"').nth(1).expect("a path");
        compiled.insert(tidy(&source.join(target)));
    }
}
