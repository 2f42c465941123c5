//! Texts that are kept in files and held against what the program says.

use std::fs;
use std::path::{Path, PathBuf};

/// The top of the workspace.
pub(crate) fn root() -> PathBuf {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR"));
    examples.parent().expect("a workspace").to_path_buf()
}

/// Compares a file with what it should say. With `FQL_BLESS=1` the file is written instead.
pub(crate) fn compare(path: &Path, expected: &str) {
    let saved = fs::read_to_string(path)
        .unwrap_or_default()
        .replace("\r\n", "\n");
    if saved == expected {
        return;
    }
    if std::env::var_os("FQL_BLESS").is_some() {
        fs::write(path, expected).expect("the file can be written");
        return;
    }
    let line = saved
        .lines()
        .zip(expected.lines())
        .take_while(|(saved, expected)| saved == expected)
        .count();
    panic!(
        "{} is out of date at line {}\n  saved:    {}\n  expected: {}\n\
         run `FQL_BLESS=1 cargo test -p fql-examples` and look at the difference",
        path.display(),
        line + 1,
        saved.lines().nth(line).unwrap_or("(the end)"),
        expected.lines().nth(line).unwrap_or("(the end)"),
    );
}
