//! What the tour shows of the compiler is what it says: its programs are cases that are tried, whose
//! messages are kept beside them.

use std::collections::BTreeMap;
use std::fs;

/// Programs that do not compile, and what the compiler says.
fn cases() -> BTreeMap<String, String> {
    let folder = crate::saved::root().join("crates/fql/tests/ui");
    let files = fs::read_dir(folder).expect("the cases");
    let files = files.map(|file| file.expect("a case").path());
    files
        .filter(|file| file.extension().is_some_and(|extension| extension == "rs"))
        .map(|file| {
            let program = fs::read_to_string(&file).expect("a program");
            let said = fs::read_to_string(file.with_extension("stderr")).expect("a message");
            (program, said)
        })
        .collect()
}

#[test]
fn the_compiler_says_what_the_tour_shows() {
    let page = crate::saved::root().join("docs/tour.md");
    let page = fs::read_to_string(page).expect("the tour");
    let cases = cases();
    let mut shown = 0;
    for part in page.split("```rust,compile_fail\n").skip(1) {
        let (program, behind) = part.split_once("```\n").expect("the end of a program");
        let said = cases.get(program);
        let said = said.unwrap_or_else(|| panic!("crates/fql/tests/ui has no case\n{program}"));
        let (_, message) = behind
            .split_once("```text\n")
            .expect("what the compiler says");
        let (message, _) = message.split_once("```").expect("the end of a message");
        let mut said = said.lines();
        for line in message.lines() {
            // A part of the message, in its order.
            assert!(
                said.any(|one| one == line),
                "of\n{program}\nnobody says\n{line}"
            );
        }
        shown += 1;
    }
    assert!(shown > 5, "the tour has programs that do not compile");
}
