//! What the pages show of the program `fql` is what it prints.

use std::env::consts::EXE_SUFFIX;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

const PAGES: &[&str] = &["README.md", "docs/tour.md"];
/// How a page that is for newcomers calls the program.
const CALLS: &[&str] = &["$ cargo run --release -- ", "$ fql "];

/// What stands for the rest of what is printed.
const MORE: &str = "…\n";

/// Where cargo puts programs: in the parent of the folder of the tests.
fn program() -> PathBuf {
    let test = std::env::current_exe().expect("a test");
    let profile = test.parent().and_then(|deps| deps.parent());
    profile
        .expect("a target folder")
        .join(format!("fql{EXE_SUFFIX}"))
}

#[test]
fn captures_are_what_the_program_prints() {
    let program = program();
    if !program.exists() {
        // Only the tests of the whole workspace build it.
        return;
    }
    let mut tested = 0;
    for page in PAGES {
        let text = fs::read_to_string(crate::saved::root().join(page)).expect("the page");
        for block in text.split("```console\n").skip(1) {
            let (block, _) = block.split_once("```").expect("the end of a block");
            for (call, shown) in calls(block) {
                let mut command = Command::new(&program);
                for variable in [
                    "CLIENT_ID",
                    "CLIENT_SECRET",
                    "BASE_URL",
                    "CLOUD",
                    "MEMBER_CID",
                ] {
                    command.env_remove(format!("FALCON_{variable}"));
                }
                let output = command.args(words(call)).output().expect("the program");
                // What a sandbox tells of itself comes first, hints come last.
                let printed = match output.stderr.starts_with(b"fql: ") {
                    true => [output.stderr, output.stdout].concat(),
                    false => [output.stdout, output.stderr].concat(),
                };
                let printed = String::from_utf8(printed).expect("text");
                let (printed, shown) = (without_times(&printed), without_times(&shown));
                // A page may leave out the end of a long table.
                let printed = match shown.strip_suffix(MORE) {
                    Some(begun) if printed.len() > begun.len() && printed.starts_with(begun) => {
                        format!("{begun}{MORE}")
                    }
                    _ => printed,
                };
                assert_eq!(
                    printed, shown,
                    "{page} shows this of `fql {call}`; if the program is an old one, \
                     `cargo build -p fql-cli` makes it again"
                );
                tested += 1;
            }
        }
    }
    assert!(tested > 0, "the pages have captures");
}

/// The text with every time of day as zeros: the sandbox's data end at the present.
fn without_times(text: &str) -> String {
    let is_time = |word: &str| word.len() == 20 && word.ends_with('Z') && word.contains('T');
    let words = text.split(' ').map(|word| match is_time(word) {
        true => "0000-00-00T00:00:00Z",
        false => word,
    });
    words.collect::<Vec<_>>().join(" ")
}

/// The calls of a block, and what is shown of each.
fn calls(block: &str) -> Vec<(&str, String)> {
    let mut calls: Vec<(&str, String)> = Vec::new();
    for line in block.lines() {
        let call = CALLS.iter().find_map(|prefix| line.strip_prefix(prefix));
        match (call, calls.last_mut()) {
            (Some(call), _) => calls.push((call, String::new())),
            (None, Some((_, shown))) => {
                shown.push_str(line);
                shown.push('\n');
            }
            (None, None) => {}
        }
    }
    calls
}

/// The words of a command line, of which those in double quotes may hold spaces.
fn words(call: &str) -> Vec<&str> {
    let parts = call.split('"').enumerate();
    parts
        .flat_map(|(index, part)| match index % 2 {
            0 => part.split_whitespace().collect(),
            _ => vec![part],
        })
        .collect()
}

#[test]
fn the_words_of_a_command_line_are_found() {
    assert_eq!(
        words("check -c any \"a:'x y'\" b"),
        ["check", "-c", "any", "a:'x y'", "b"]
    );
}
