//! Outputs that are stored in files and compared with the current output.

use std::fs;
use std::path::{Path, PathBuf};

/// Returns the root directory of the workspace.
pub(crate) fn root() -> PathBuf {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR"));
    examples.parent().expect("a workspace").to_path_buf()
}

/// Compares a file with its expected content. With `FQL_BLESS=1` the file is overwritten instead.
pub(crate) fn compare(path: &Path, expected: &str) {
    let saved = fs::read_to_string(path)
        .unwrap_or_default()
        .replace("\r\n", "\n");
    if saved == expected {
        return;
    }
    if std::env::var_os("FQL_BLESS").is_some() {
        fs::write(path, expected).expect("a writable file");
        return;
    }
    let line = saved
        .lines()
        .zip(expected.lines())
        .take_while(|(saved, expected)| saved == expected)
        .count();
    panic!(
        "{} is out of date at line {}\n  saved:    {}\n  expected: {}\n\
         run `FQL_BLESS=1 cargo test -p fql-examples` and review the difference",
        path.display(),
        line + 1,
        saved.lines().nth(line).unwrap_or("(end of file)"),
        expected.lines().nth(line).unwrap_or("(end of file)"),
    );
}
