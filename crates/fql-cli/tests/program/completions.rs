//! `fql completions`. Shells that a machine does not have are not asked.

use std::process::{Command, Stdio};

use crate::support::{SUBCOMMANDS, file, fql};

fn script(shell: &str) -> String {
    let answer = fql(["completions", shell]);
    assert_eq!(
        (answer.status, answer.stderr.as_str()),
        (Some(0), ""),
        "{shell}"
    );
    answer.stdout
}

/// What a shell prints of a script; nothing where there is no such shell.
fn run<const N: usize>(shell: &str, args: [&str; N]) -> Option<String> {
    let output = Command::new(shell)
        .args(args)
        .stdin(Stdio::null())
        .output()
        .ok()?;
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{shell}: {told}");
    Some(String::from_utf8(output.stdout).expect("text"))
}

#[test]
fn every_shell_is_told_of_every_subcommand_and_collection() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = script(shell);
        for word in SUBCOMMANDS.iter().chain(&["external-assets"]) {
            assert!(script.contains(word), "{shell} {word}");
        }
    }
    assert_eq!(fql(["completions", "cmd"]).status, Some(2));
}

/// What each shell is to offer at the end of a command line.
const OFFERED: &[(&str, &[&str])] = &[
    ("fql ex", &["explain"]),
    ("fql check -c s", &["sensors", "subsidiaries"]),
    ("fql check --format j", &["json"]),
    ("fql fields manu", &["manual"]),
    ("fql man fm", &["fmt"]),
    ("fql completions f", &["fish"]),
    #[cfg(feature = "network")]
    ("fql assets --format nd", &["ndjson"]),
    #[cfg(feature = "network")]
    ("fql call query_p", &["query_policy_rules"]),
    #[cfg(feature = "network")]
    ("fql aggregate perc", &["percentiles"]),
    #[cfg(feature = "network")]
    ("fql aggregate terms ip.location.cit", &["ip.location.city"]),
    #[cfg(feature = "network")]
    ("fql aggregate -c s", &["sensors"]),
];

#[test]
fn bash_offers_names_and_values() {
    let path = file("completions.bash", script("bash"));
    let path = path.to_str().expect("text");
    if run("bash", ["-n", path]).is_none() {
        return;
    }
    for (line, offered) in OFFERED {
        let test = format!(
            "source {path}; COMP_WORDS=({line}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); \
             _fql fql \"${{COMP_WORDS[COMP_CWORD]}}\" \"${{COMP_WORDS[COMP_CWORD - 1]}}\"; \
             printf '%s\\n' \"${{COMPREPLY[@]}}\""
        );
        let printed = run("bash", ["--norc", "-c", &test]).expect("it ran");
        assert_eq!(printed.lines().collect::<Vec<_>>(), *offered, "{line}");
    }
}

#[test]
fn fish_offers_names_and_values() {
    let path = file("completions.fish", script("fish"));
    let path = path.to_str().expect("text");
    if run("fish", ["--no-execute", path]).is_none() {
        return;
    }
    for (line, offered) in OFFERED {
        let test = format!("source {path}; complete -C '{line}'");
        let printed = run("fish", ["--no-config", "-c", &test]).expect("it ran");
        let names = printed.lines().filter_map(|line| line.split('\t').next());
        assert_eq!(names.collect::<Vec<_>>(), *offered, "{line}");
    }
}

#[test]
fn fish_offers_fields_once_it_is_known_what_to_compute() {
    let script = script("fish");
    let fields = |line: &&str| line.contains("-a \"asset_id ") && line.contains("aggregate");
    let line = script.lines().find(fields);
    assert_eq!(line.is_some(), cfg!(feature = "network"));
    let waits = |line: &str| line.contains("; and __fish_fql_has_argument terms ");
    assert!(line.is_none_or(waits), "{line:?}");
}

#[test]
fn zsh_reads_its_completions_and_knows_the_values() {
    let script = script("zsh");
    let path = file("completions.zsh", &script);
    run("zsh", ["-f", "-n", path.to_str().expect("text")]);
    for (_, offered) in OFFERED {
        for name in *offered {
            assert!(script.contains(name), "{name}");
        }
    }
}
