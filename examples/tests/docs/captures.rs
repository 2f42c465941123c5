//! Verifies the captured output of the `fql` program on the pages.

use std::env::consts::EXE_SUFFIX;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const PAGES: &[&str] = &["README.md", "docs/tour.md"];
/// Prefixes of command lines on the pages.
const PROMPTS: &[&str] = &["$ cargo run --release -- ", "$ fql "];
/// Marks omitted output.
const OMITTED: &str = "…\n";

/// Returns the path of the built program, in the parent of the directory of the test binaries.
fn program() -> PathBuf {
    let test = std::env::current_exe().expect("the path of the test binary");
    let profile = test.parent().and_then(|deps| deps.parent());
    profile
        .expect("a target directory")
        .join(format!("fql{EXE_SUFFIX}"))
}

#[test]
fn captures_match_program_output() {
    let program = program();
    if !program.exists() {
        // Only `cargo test --workspace` builds the program.
        return;
    }
    let mut tested = 0;
    for page in PAGES {
        let path = crate::saved::root().join(page);
        let text = fs::read_to_string(&path).expect("the page");
        let mut updated = text.clone();
        for block in text.split("```console\n").skip(1) {
            let (block, _) = block.split_once("```").expect("the end of a block");
            for (call, shown) in calls(block) {
                let printed = shorten_like(&shown, output(&program, call));
                if without_times(&printed) != without_times(&shown) {
                    let (old, new) = (format!("{call}\n{shown}"), format!("{call}\n{printed}"));
                    updated = updated.replacen(&old, &new, 1);
                }
                tested += 1;
            }
        }
        crate::saved::compare(&path, &updated);
    }
    assert!(tested > 0, "no captures found");
}

/// Runs a command line without credentials. The notice about the sandbox comes before the output,
/// and hints come after it.
fn output(program: &Path, call: &str) -> String {
    let mut command = Command::new(program);
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
    let printed = match output.stderr.starts_with(b"fql: ") {
        true => [output.stderr, output.stdout].concat(),
        false => [output.stdout, output.stderr].concat(),
    };
    String::from_utf8(printed).expect("UTF-8 output")
}

/// Cuts the output after as many lines as the page shows, if the page omits the rest.
fn shorten_like(shown: &str, printed: String) -> String {
    let Some(shown_part) = shown.strip_suffix(OMITTED) else {
        return printed;
    };
    let lines = printed.split_inclusive('\n');
    let first: String = lines.take(shown_part.lines().count()).collect();
    format!("{first}{OMITTED}")
}

/// Replaces times by zeros: the sandbox's data are relative to the present.
fn without_times(text: &str) -> String {
    let is_time = |word: &str| word.len() == 20 && word.ends_with('Z') && word.contains('T');
    let words = text.split(' ').map(|word| match is_time(word) {
        true => "0000-00-00T00:00:00Z",
        false => word,
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Returns the command lines of a block with their captured output.
fn calls(block: &str) -> Vec<(&str, String)> {
    let mut calls: Vec<(&str, String)> = Vec::new();
    for line in block.lines() {
        let call = PROMPTS.iter().find_map(|prompt| line.strip_prefix(prompt));
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

/// Splits a command line into words; double quotes group words.
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
fn command_line_words() {
    assert_eq!(
        words("check -c any \"a:'x y'\" b"),
        ["check", "-c", "any", "a:'x y'", "b"]
    );
}
