//! Verifies that the compile errors of the compile-fail tests are short.

use std::fs;
use std::path::{Path, PathBuf};

/// The number of lines of a compile error that a reader takes in at a glance.
const MAX_LINES: usize = 15;

/// Errors whose length this project cannot change: the start of each, and the reason.
const LONGER: &[(&str, &str)] = &[
    (
        "error[E0425]",
        "rustc proposes the similar names of the module by itself",
    ),
    (
        "error[E0283]: type annotations needed for `fql::Filter<_>`",
        "rustc shows every collection before its help",
    ),
    (
        "error[E0597]: `prefix` does not live long enough",
        "rustc shows the borrow, its end and the bound `'static` of a pattern",
    ),
    (
        "error[E0277]: expected a value for `TextField`, found `Hostname`",
        "rustc shows the definition of the program's own type",
    ),
    (
        "error: future cannot be sent between threads safely",
        "rustc shows the value, the await and the bound",
    ),
    (
        "error[E0277]: field `name` does not support range comparisons",
        "rustc shows the line of the reason in the program's own collection",
    ),
    (
        "error[E0277]: field `status` does not support exact matches",
        "as above",
    ),
    (
        "error[E0277]: field `owner` does not support exact matches",
        "as above",
    ),
    (
        "error[E0277]: `Widgets` does not support negated text matches",
        "as above",
    ),
];

#[test]
fn compile_errors_are_short() {
    let mut files = Vec::new();
    for package in fs::read_dir(crate::saved::root().join("crates")).expect("the packages") {
        gather(
            &package.expect("a package").path().join("tests/ui"),
            &mut files,
        );
    }
    let mut count = 0;
    let mut long = Vec::new();
    for path in files {
        let text = fs::read_to_string(&path).expect("a snapshot");
        for error in text.split("\n\n").filter(|part| part.starts_with("error")) {
            count += 1;
            let lines = error.lines().count();
            if lines > MAX_LINES && !LONGER.iter().any(|(start, _)| error.starts_with(start)) {
                let title = error.lines().next().unwrap_or_default();
                long.push(format!("{}: {lines} lines: {title}", path.display()));
            }
        }
    }
    assert!(count > 100, "only {count} errors");
    assert!(
        long.is_empty(),
        "errors of more than {MAX_LINES} lines:\n{}",
        long.join("\n")
    );
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            gather(&path, files);
        } else if path
            .extension()
            .is_some_and(|extension| extension == "stderr")
        {
            files.push(path);
        }
    }
}
