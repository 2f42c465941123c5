//! `fql completions`. Tests of shells that are not installed pass.

use std::process::{Command, Stdio};

use crate::support::{SUBCOMMANDS, fql, temp_file};

fn script(shell: &str) -> String {
    let output = fql(["completions", shell]);
    assert_eq!(
        (output.status, output.stderr.as_str()),
        (Some(0), ""),
        "{shell}"
    );
    output.stdout
}

/// Returns the output of a shell; `None` if it is not installed.
fn run<const N: usize>(shell: &str, args: [&str; N]) -> Option<String> {
    let output = Command::new(shell)
        .args(args)
        .stdin(Stdio::null())
        .output()
        .ok()?;
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{shell}: {stderr}");
    Some(String::from_utf8(output.stdout).expect("UTF-8"))
}

#[test]
fn scripts_contain_subcommands_and_collections() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = script(shell);
        for word in SUBCOMMANDS.iter().chain(&["external-assets"]) {
            assert!(script.contains(word), "{shell} {word}");
        }
    }
    assert_eq!(fql(["completions", "cmd"]).status, Some(2));
}

/// The expected completions of command lines.
const COMPLETIONS: &[(&str, &[&str])] = &[
    ("fql expla", &["explain"]),
    ("fql check -c subs", &["subsidiaries"]),
    ("fql check --format j", &["json"]),
    ("fql fields manu", &["manual"]),
    ("fql man fm", &["fmt"]),
    ("fql completions f", &["fish"]),
    #[cfg(feature = "network")]
    ("fql assets --format nd", &["ndjson"]),
    #[cfg(feature = "network")]
    (
        "fql query --operation QueryDevicesByFilterS",
        &["QueryDevicesByFilterScroll"],
    ),
    #[cfg(feature = "network")]
    ("fql call query_p", &["query_policy_rules"]),
    #[cfg(feature = "network")]
    ("fql aggregate perc", &["percentiles"]),
    #[cfg(feature = "network")]
    ("fql aggregate terms ip.location.cit", &["ip.location.city"]),
    #[cfg(feature = "network")]
    ("fql aggregate -c quar", &["quarantine"]),
];

#[test]
fn bash_completes_names_and_values() {
    let path = temp_file("completions.bash", script("bash"));
    let path = path.to_str().expect("UTF-8");
    if run("bash", ["-n", path]).is_none() {
        return;
    }
    for (line, expected) in COMPLETIONS {
        let test = format!(
            "source {path}; COMP_WORDS=({line}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); \
             _fql fql \"${{COMP_WORDS[COMP_CWORD]}}\" \"${{COMP_WORDS[COMP_CWORD - 1]}}\"; \
             printf '%s\\n' \"${{COMPREPLY[@]}}\""
        );
        let printed = run("bash", ["--norc", "-c", &test]).expect("bash is installed");
        assert_eq!(printed.lines().collect::<Vec<_>>(), *expected, "{line}");
    }
}

/// The expected fields in command lines with a collection.
const FIELDS: &[(&str, &[&str])] = &[
    ("fql fields -c hosts product_type_", &["product_type_desc"]),
    ("fql check -c alerts device.hostn", &["device.hostname"]),
    ("fql explain --collection iocs appl", &["applied_globally"]),
    ("fql fmt -c hosts -c iocs appl", &["applied_globally"]),
    ("fql match -c hosts platform_n", &["platform_name"]),
    #[cfg(feature = "network")]
    ("fql query -c hosts platform_n", &["platform_name"]),
    #[cfg(feature = "network")]
    (
        "fql query -c hosts --columns platform_n",
        &["platform_name"],
    ),
    #[cfg(feature = "network")]
    ("fql query -c hosts --sort platform_n", &["platform_name"]),
];

/// The expected fields in command lines in which an option has its value after `=`.
const FIELDS_AFTER_OPTION: &[(&str, &[&str])] = &[(
    "fql check --collection=hosts platform_n",
    &["platform_name"],
)];

#[test]
fn bash_completes_fields_of_the_collection() {
    let path = temp_file("field_completions.bash", script("bash"));
    let path = path.to_str().expect("UTF-8");
    let program = env!("CARGO_BIN_EXE_fql");
    for (line, expected) in FIELDS {
        let test = format!(
            "source {path}; COMP_WORDS=({line}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); \
             _fql_fields {program} \"${{COMP_WORDS[COMP_CWORD]}}\" \
             \"${{COMP_WORDS[COMP_CWORD - 1]}}\"; printf '%s\\n' \"${{COMPREPLY[@]}}\""
        );
        let Some(printed) = run("bash", ["--norc", "-c", &test]) else {
            return;
        };
        assert_eq!(printed.lines().collect::<Vec<_>>(), *expected, "{line}");
    }
}

#[test]
fn fish_completes_fields_of_the_collection() {
    let path = temp_file("field_completions.fish", script("fish"));
    let path = path.to_str().expect("UTF-8");
    let program = env!("CARGO_BIN_EXE_fql");
    for (line, expected) in FIELDS.iter().chain(FIELDS_AFTER_OPTION) {
        // The script calls the program by the name on the command line.
        let test =
            format!("function fql; {program} $argv; end; source {path}; complete -C '{line}'");
        let Some(printed) = run("fish", ["--no-config", "-c", &test]) else {
            return;
        };
        let mut names: Vec<&str> = printed
            .lines()
            .filter_map(|line| line.split('\t').next())
            .collect();
        names.sort_unstable();
        assert_eq!(names, *expected, "{line}");
    }
}

#[test]
fn zsh_completes_fields_of_the_collection() {
    let path = temp_file("field_completions.zsh", script("zsh"));
    let path = path.to_str().expect("UTF-8");
    let program = env!("CARGO_BIN_EXE_fql");
    for (line, expected) in FIELDS.iter().chain(FIELDS_AFTER_OPTION) {
        // Outside of a completion, the functions of zsh for completions are not available.
        let test = format!(
            "compdef() {{ }}; compadd() {{ print -rl -- ${{(M)fields:#$PREFIX*}} }}; \
             fql() {{ {program} \"$@\" }}; source {path}; words=({line}); CURRENT=$#words; \
             PREFIX=$words[CURRENT]; _fql"
        );
        let Some(printed) = run("zsh", ["-f", "-c", &test]) else {
            return;
        };
        assert_eq!(printed.lines().collect::<Vec<_>>(), *expected, "{line}");
    }
}

#[test]
fn fish_completes_names_and_values() {
    let path = temp_file("completions.fish", script("fish"));
    let path = path.to_str().expect("UTF-8");
    if run("fish", ["--no-execute", path]).is_none() {
        return;
    }
    for (line, expected) in COMPLETIONS {
        let test = format!("source {path}; complete -C '{line}'");
        let printed = run("fish", ["--no-config", "-c", &test]).expect("fish is installed");
        let names = printed.lines().filter_map(|line| line.split('\t').next());
        assert_eq!(names.collect::<Vec<_>>(), *expected, "{line}");
    }
}

#[test]
fn fish_completes_fields_after_the_type() {
    let script = script("fish");
    let fields = |line: &&str| line.contains("-a \"asset_id ") && line.contains("aggregate");
    let line = script.lines().find(fields);
    assert_eq!(line.is_some(), cfg!(feature = "network"));
    let requires_type = |line: &str| line.contains("; and __fish_fql_has_argument terms ");
    assert!(line.is_none_or(requires_type), "{line:?}");
}

#[test]
fn zsh_script_is_valid_and_has_all_values() {
    let script = script("zsh");
    let path = temp_file("completions.zsh", &script);
    run("zsh", ["-f", "-n", path.to_str().expect("UTF-8")]);
    for (_, expected) in COMPLETIONS {
        for name in *expected {
            assert!(script.contains(name), "{name}");
        }
    }
}
