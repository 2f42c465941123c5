//! The changes that `CONTRIBUTING.md` shows fit the source as it is, and are small.

use std::fs;
use std::path::Path;

/// The most lines that one change adds.
const LIMIT: usize = 9;

/// What a diff does to one file.
#[derive(Debug, PartialEq)]
struct Change<'d> {
    file: &'d str,
    is_new: bool,
    hunks: Vec<Vec<&'d str>>,
}

/// The changes of a diff whose hunks have no line numbers, which would not last.
fn changes(diff: &str) -> Vec<Change<'_>> {
    let mut changes: Vec<Change<'_>> = Vec::new();
    let mut is_new = false;
    for line in diff.lines() {
        if let Some(old) = line.strip_prefix("--- ") {
            is_new = old == "/dev/null";
        } else if let Some(file) = line.strip_prefix("+++ b/") {
            let hunks = Vec::new();
            changes.push(Change {
                file,
                is_new,
                hunks,
            });
        } else {
            let change = changes.last_mut().expect("a diff begins with its file");
            if line.starts_with("@@") {
                change.hunks.push(Vec::new());
            } else {
                change.hunks.last_mut().expect("`@@`").push(line);
            }
        }
    }
    changes
}

/// The lines of a hunk before the change: those that stay and those that go.
fn before<'d>(hunk: &[&'d str]) -> Vec<&'d str> {
    let before = hunk.iter().filter(|line| !line.starts_with('+'));
    before.map(|line| line.get(1..).unwrap_or("")).collect()
}

fn added(changes: &[Change<'_>]) -> usize {
    let hunks = changes.iter().flat_map(|change| &change.hunks);
    hunks.flatten().filter(|line| line.starts_with('+')).count()
}

/// Where a hunk fits the file: each place where all its lines stand one below the other.
fn places(text: &str, hunk: &[&str]) -> usize {
    let lines: Vec<&str> = text.lines().collect();
    let before = before(hunk);
    lines
        .windows(before.len())
        .filter(|lines| *lines == before)
        .count()
}

#[test]
fn the_changes_of_the_page_fit_the_source_and_are_small() {
    let root = crate::saved::root();
    let page = fs::read_to_string(root.join("CONTRIBUTING.md")).expect("the page");
    let diffs: Vec<&str> = page
        .split("```diff\n")
        .skip(1)
        .map(|block| block.split("```").next().expect("a block ends"))
        .collect();
    assert!(diffs.len() >= 6, "{}", diffs.len());
    for diff in diffs {
        let changes = changes(diff);
        assert!(
            added(&changes) <= LIMIT,
            "{} lines:\n{diff}",
            added(&changes)
        );
        for change in &changes {
            let path = root.join(change.file);
            if change.is_new {
                assert!(!path.exists(), "{} is there", change.file);
                continue;
            }
            let text = read(&path);
            for hunk in &change.hunks {
                let places = places(&text, hunk);
                assert_eq!(
                    places, 1,
                    "{} has this {places} times: {hunk:#?}",
                    change.file
                );
            }
        }
    }
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn a_diff_is_read_and_its_place_found() {
    let diff = "--- a/x\n+++ b/x\n@@ fn a\n one\n+two\n-three\n@@\n four\n--- /dev/null\n+++ b/y\n@@\n+new\n";
    let changes = changes(diff);
    assert_eq!(changes.len(), 2);
    assert_eq!(
        changes[0].hunks,
        [vec![" one", "+two", "-three"], vec![" four"]]
    );
    assert!(changes[1].is_new && !changes[0].is_new);
    assert_eq!(added(&changes), 2);
    assert_eq!(places("one\nthree\none\nthree\n", &changes[0].hunks[0]), 2);
    assert_eq!(places("one\ntwo\nthree\n", &changes[0].hunks[0]), 0);
}
