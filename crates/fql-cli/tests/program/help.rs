//! `--help` and `fql man`

use std::io::Write;
use std::process::{Command, Stdio};

use crate::support::{SUBCOMMANDS, command, fql, run};

/// Returns the help of the program and of each subcommand for this width.
fn helps(columns: &str) -> Vec<String> {
    let calls = SUBCOMMANDS.iter().map(|name| vec![*name, "--help"]);
    let helps = [vec!["--help"]].into_iter().chain(calls).map(|args| {
        let mut command = command(args);
        command.env("COLUMNS", columns);
        let output = run(command);
        assert_eq!((output.status, output.stderr.as_str()), (Some(0), ""));
        output.stdout
    });
    helps.collect()
}

#[test]
fn help_starts_with_examples_and_ends_with_status() {
    for help in helps("100") {
        let position = |heading: &str| {
            help.find(heading)
                .unwrap_or_else(|| panic!("{heading}\n{help}"))
        };
        assert!(position("\nExamples:\n  fql ") < position("\nUsage: fql"));
        assert!(position("\nOptions:") < position("\nExit status:"));
        let (_, statuses) = help.split_once("\nExit status:\n").expect("statuses");
        let first_words = statuses
            .lines()
            .filter_map(|line| line.split_whitespace().next());
        let codes: Vec<&str> = first_words
            .filter(|word| word.parse::<u8>().is_ok())
            .collect();
        assert_eq!(
            (codes.first(), codes.last()),
            (Some(&"0"), Some(&"141")),
            "{statuses}"
        );
        assert!(codes.contains(&"2"), "{statuses}");
    }
}

#[test]
fn short_help_has_examples_and_options() {
    let help = fql(["check", "-h"]).stdout;
    assert!(help.contains("\nExamples:\n  fql check "), "{help}");
    assert!(help.contains("--format <FORMAT>"), "{help}");
    assert!(help.lines().count() < 25, "{help}");
}

/// Lines that cannot be broken may be longer.
#[test]
fn help_fits_the_terminal() {
    for columns in [100, 80, 40] {
        for help in helps(&columns.to_string()) {
            for line in help.lines() {
                let is_usage = line.contains("[OPTIONS]");
                let is_one_word = !line.trim().contains(' ');
                assert!(
                    line.chars().count() <= columns || is_usage || is_one_word,
                    "{columns}: {line}"
                );
            }
        }
    }
}

/// Sections of help are not filled on manual pages, where man indents them by 7 columns. A wrapped
/// example cannot be copied.
#[test]
fn help_sections_are_narrow() {
    for help in helps("100") {
        let (examples, rest) = help.split_once("\nUsage:").expect("a usage");
        let (_, examples) = examples.split_once("\nExamples:").expect("examples");
        let (_, options) = rest.split_once("\n  -h, --help").expect("options");
        let (_, sections) = options.split_once("\n\n").expect("sections");
        // Groups of options are wrapped by clap and filled on manual pages.
        let sections = sections.lines().filter(|line| !line.starts_with("      "));
        for line in examples.lines().chain(sections) {
            assert!(line.len() <= 75, "{line}");
        }
    }
}

#[test]
fn options_are_grouped() {
    #[cfg(feature = "network")]
    for (subcommand, groups) in [
        ("query", &["\nOptions:", "\nService:"][..]),
        ("assets", &["\nOptions:", "\nService:"]),
        ("aggregate", &["\nOptions:", "\nAggregation:", "\nService:"]),
        ("serve", &["\nOptions:", "\nDocuments:", "\nClient:"]),
    ] {
        let help = fql([subcommand, "--help"]).stdout;
        for group in groups {
            assert!(help.contains(group), "{subcommand} {group}");
        }
    }
    let help = fql(["match", "--help"]).stdout;
    assert!(help.contains("\nDocuments:\n      --strict"), "{help}");
}

/// Some terminals and printers do not support UTF-8.
#[test]
fn help_and_manual_pages_are_ascii() {
    for help in helps("100") {
        assert!(help.is_ascii(), "{help}");
    }
    for subcommand in SUBCOMMANDS {
        let page = fql(["man", subcommand]).stdout;
        assert!(page.is_ascii(), "{page}");
    }
}

#[test]
fn manual_pages_have_all_sections() {
    let program = (fql(["man"]), "fql".to_owned());
    let subcommands = SUBCOMMANDS
        .iter()
        .map(|subcommand| (fql(["man", subcommand]), format!("fql-{subcommand}")));
    for (output, title) in [program].into_iter().chain(subcommands) {
        assert_eq!(output.status, Some(0));
        let page = &output.stdout;
        assert!(page.contains(&format!(".TH {title} 1")), "{page}");
        for section in ["NAME", "SYNOPSIS", "OPTIONS", "\"EXIT STATUS\"", "EXAMPLES"] {
            assert!(
                page.contains(&format!("\n.SH {section}\n")),
                "{title} {section}"
            );
        }
    }
    let page = fql(["man", "check"]).stdout;
    assert!(
        page.contains("\nfql check \\-\\-file filters.txt\n"),
        "{page}"
    );
}

#[test]
fn manual_page_of_unknown_subcommand_is_an_error() {
    let output = fql(["man", "no-such-command"]);
    assert_eq!(output.status, Some(2));
    assert!(
        output.stderr.contains("'no-such-command'"),
        "{}",
        output.stderr
    );
}

#[test]
fn groff_accepts_manual_pages() {
    for subcommand in SUBCOMMANDS {
        let page = fql(["man", subcommand]).stdout;
        let mut groff = Command::new("groff");
        groff
            .args(["-man", "-Tutf8", "-ww", "-z"])
            .stdin(Stdio::piped())
            .stderr(Stdio::piped());
        // Skipped where groff is not installed.
        let Ok(mut child) = groff.spawn() else { return };
        let mut stdin = child.stdin.take().expect("standard input is a pipe");
        stdin.write_all(page.as_bytes()).expect("groff reads");
        drop(stdin);
        let output = child.wait_with_output().expect("groff ends");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{subcommand}");
    }
}

#[cfg(not(feature = "network"))]
#[test]
fn network_subcommands_need_the_feature() {
    assert_eq!(fql(["call", "query_assets"]).status, Some(2));
    assert!(!fql(["--help"]).stdout.contains("call"));
}

#[test]
fn version_is_printed() {
    let output = fql(["--version"]);
    assert_eq!(
        output.stdout,
        concat!("fql ", env!("CARGO_PKG_VERSION"), "\n")
    );
}
