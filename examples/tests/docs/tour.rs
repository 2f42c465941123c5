//! The compiler messages in the tour are real: its programs are compile-fail tests with stored
//! messages.

use std::collections::BTreeMap;
use std::fs;

/// Returns the compile-fail programs with their messages.
fn cases() -> BTreeMap<String, String> {
    let folder = crate::saved::root().join("crates/fql/tests/ui/tour");
    let files = fs::read_dir(folder).expect("the directory of programs");
    let files = files.map(|file| file.expect("a file").path());
    files
        .filter(|file| file.extension().is_some_and(|extension| extension == "rs"))
        .map(|file| {
            let program = fs::read_to_string(&file).expect("a program");
            let message = fs::read_to_string(file.with_extension("stderr")).expect("a message");
            (program, message)
        })
        .collect()
}

#[test]
fn tour_messages_match_compiler() {
    let page = crate::saved::root().join("docs/tour.md");
    let page = fs::read_to_string(page).expect("the tour");
    let cases = cases();
    let mut shown = 0;
    for part in page.split("```rust,compile_fail\n").skip(1) {
        let (program, rest) = part.split_once("```\n").expect("the end of a program");
        let message_of_compiler = cases.get(program);
        let message_of_compiler = message_of_compiler
            .unwrap_or_else(|| panic!("missing in crates/fql/tests/ui/tour:\n{program}"));
        let (_, message) = rest.split_once("```text\n").expect("a compiler message");
        let (message, _) = message.split_once("```").expect("the end of a message");
        let mut lines = message_of_compiler.lines();
        for line in message.lines() {
            // The tour may shorten the message.
            assert!(
                lines.any(|one| one == line),
                "line not in the message of\n{program}\n{line}"
            );
        }
        shown += 1;
    }
    assert!(shown > 5, "too few programs in the tour");
}
