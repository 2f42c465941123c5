//! `--help` and `fql man`

use std::process::{Command, Stdio};

use crate::support::{SUBCOMMANDS, command, fql, run};

/// The help of the program and of each subcommand, in so many columns.
fn helps(columns: &str) -> Vec<String> {
    let programs = std::iter::once(vec!["--help"]);
    let calls = programs.chain(SUBCOMMANDS.iter().map(|name| vec![*name, "--help"]));
    let helps = calls.map(|call| {
        let mut command = command(call);
        command.env("COLUMNS", columns);
        let help = run(command);
        assert_eq!((help.status, help.stderr.as_str()), (Some(0), ""));
        help.stdout
    });
    helps.collect()
}

#[test]
fn help_shows_examples_first_and_the_exit_status_last() {
    for help in helps("100") {
        let place = |heading: &str| {
            help.find(heading)
                .unwrap_or_else(|| panic!("{heading}\n{help}"))
        };
        assert!(place("\nExamples:\n  fql ") < place("\nUsage: fql"));
        assert!(place("\nOptions:") < place("\nExit status:"));
        let (_, statuses) = help.split_once("\nExit status:\n").expect("statuses");
        let known = statuses
            .lines()
            .filter_map(|line| line.split_whitespace().next());
        let known: Vec<&str> = known.filter(|word| word.parse::<u8>().is_ok()).collect();
        assert_eq!(
            (known[0], known[known.len() - 1]),
            ("0", "141"),
            "{statuses}"
        );
        assert!(known.contains(&"2"), "{statuses}");
    }
}

#[test]
fn a_short_help_has_the_examples_and_the_options() {
    let help = fql(["check", "-h"]).stdout;
    assert!(help.contains("\nExamples:\n  fql check "), "{help}");
    assert!(help.contains("--format <FORMAT>"), "{help}");
    assert!(help.lines().count() < 25, "{help}");
}

/// In a narrow terminal only what cannot be broken stands out.
#[test]
fn help_fits_its_columns() {
    for columns in [100, 80, 40] {
        for help in helps(&columns.to_string()) {
            for line in help.lines() {
                let is_usage = line.contains("[OPTIONS]");
                let is_one_word = !line.trim().trim_end_matches(" \\").contains(' ');
                assert!(
                    line.chars().count() <= columns || is_usage || is_one_word,
                    "{columns}: {line}"
                );
            }
        }
    }
}

#[test]
fn options_stand_in_groups() {
    #[cfg(feature = "network")]
    for (subcommand, groups) in [
        ("assets", &["\nOptions:", "\nService:"][..]),
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

/// Help and manual pages are shown by terminals that know no UTF-8, too.
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
fn there_is_a_manual_page_for_the_program_and_each_subcommand() {
    let mut pages = vec![fql(["man"])];
    pages.extend(
        SUBCOMMANDS
            .iter()
            .map(|subcommand| fql(["man", subcommand])),
    );
    let mut titles = vec!["fql".to_owned()];
    titles.extend(
        SUBCOMMANDS
            .iter()
            .map(|subcommand| format!("fql\\-{subcommand}")),
    );
    for (page, title) in pages.iter().zip(titles) {
        assert_eq!(page.status, Some(0));
        let page = &page.stdout;
        assert!(
            page.contains(&format!(".TH {} 1", title.replace('\\', ""))),
            "{page}"
        );
        for section in ["NAME", "SYNOPSIS", "OPTIONS", "\"EXIT STATUS\"", "EXAMPLES"] {
            assert!(
                page.contains(&format!("\n.SH {section}\n")),
                "{title} {section}"
            );
        }
    }
    let page = &pages[1].stdout;
    assert!(
        page.contains("\\fBfql check\\fR [OPTIONS] [FILTER]..."),
        "{page}"
    );
    assert!(
        page.contains("\nfql check \\-\\-file filters.txt\n"),
        "{page}"
    );

    let none = fql(["man", "no-such-command"]);
    assert_eq!(none.status, Some(2));
    assert!(none.stderr.contains("`no-such-command`"), "{}", none.stderr);
}

#[test]
fn groff_takes_the_manual_pages() {
    for subcommand in SUBCOMMANDS {
        let page = fql(["man", subcommand]).stdout;
        let mut groff = Command::new("groff");
        groff
            .args(["-man", "-Tutf8", "-ww", "-z"])
            .stdin(Stdio::piped())
            .stderr(Stdio::piped());
        // Not every machine has it.
        let Ok(mut child) = groff.spawn() else { return };
        let mut stdin = child.stdin.take().expect("a pipe");
        std::io::Write::write_all(&mut stdin, page.as_bytes()).expect("it reads");
        drop(stdin);
        let output = child.wait_with_output().expect("it ends");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{subcommand}");
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
