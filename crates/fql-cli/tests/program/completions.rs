//! `fql completions`, `fql man` and `--help`

use std::process::{Command, Stdio};

use crate::support::fql;

const SUBCOMMANDS: &[&str] = &[
    "check",
    "fmt",
    "explain",
    "fields",
    "match",
    #[cfg(feature = "network")]
    "aggregate",
    #[cfg(feature = "network")]
    "assets",
    #[cfg(feature = "network")]
    "call",
    #[cfg(feature = "network")]
    "serve",
    "completions",
    "man",
];

#[test]
fn every_shell_is_told_of_every_subcommand_and_collection() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let answer = fql(["completions", shell]);
        assert_eq!(answer.status, Some(0), "{shell}");
        for word in SUBCOMMANDS.iter().chain(&["external-assets"]) {
            assert!(answer.stdout.contains(word), "{shell} {word}");
        }
    }
    assert_eq!(fql(["completions", "cmd"]).status, Some(2));
}

#[test]
fn bash_reads_its_completions() {
    let script = fql(["completions", "bash"]).stdout;
    let test = format!(
        "{script}\nCOMP_WORDS=(fql check -c s); COMP_CWORD=3; _fql fql s -c; echo ${{COMPREPLY[*]}}"
    );
    let mut bash = Command::new("bash");
    bash.args(["-c", &test]).stderr(Stdio::null());
    if let Ok(output) = bash.output() {
        assert_eq!(output.stdout, b"sensors subsidiaries\n");
    }
}

#[test]
fn there_is_a_manual_page_for_the_program_and_each_subcommand() {
    let page = fql(["man"]);
    assert_eq!(page.status, Some(0));
    assert!(page.stdout.contains(".TH fql 1"), "{}", page.stdout);
    for subcommand in SUBCOMMANDS {
        let page = fql(["man", subcommand]);
        assert_eq!(page.status, Some(0));
        assert!(page.stdout.contains(&format!(".TH fql-{subcommand} 1")));
    }
    assert_eq!(fql(["man", "no-such-command"]).status, Some(2));
}

#[test]
fn help_shows_examples_before_the_exit_status() {
    let mut helps = vec![fql(["--help"])];
    let with_examples = SUBCOMMANDS
        .iter()
        .filter(|name| !["completions", "man"].contains(name));
    helps.extend(with_examples.map(|name| fql([*name, "--help"])));
    for help in helps {
        assert_eq!(help.status, Some(0));
        assert_eq!(help.stderr, "");
        let examples = help.stdout.find("\nExamples:").expect("examples");
        let statuses = help.stdout.find("\nExit status:").expect("exit status");
        assert!(examples < statuses);
    }
}

#[test]
fn help_fits_100_columns() {
    for subcommand in SUBCOMMANDS {
        let help = fql([subcommand, "--help"]).stdout;
        for line in help.lines() {
            assert!(line.chars().count() <= 100, "{line}");
        }
    }
}

#[cfg(feature = "network")]
#[test]
fn shells_that_complete_arguments_are_told_of_the_operations() {
    for shell in ["bash", "zsh"] {
        let script = fql(["completions", shell]).stdout;
        for name in [
            "query_external_assets_v2",
            "query_assets",
            "GetSensorDetails",
        ] {
            assert!(script.contains(name), "{shell} {name}");
        }
    }
}

#[cfg(not(feature = "network"))]
#[test]
fn without_the_network_nothing_is_said_of_it() {
    assert_eq!(fql(["call", "query_assets"]).status, Some(2));
    assert!(!fql(["--help"]).stdout.contains("call"));
}

#[test]
fn the_version_is_told() {
    let answer = fql(["--version"]);
    assert_eq!(
        answer.stdout,
        concat!("fql ", env!("CARGO_PKG_VERSION"), "\n")
    );
}
