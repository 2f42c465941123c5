//! Output on a terminal. Tests pass if `script` of util-linux is not installed.

use std::process::{Command, Stdio};

#[cfg(feature = "network")]
use serde_json::json;
#[cfg(feature = "network")]
use test_server::{Response, Server};

#[cfg(feature = "network")]
use crate::support::listing;
use crate::support::{clear_environment, fql, temp_file};

/// Runs the program on a terminal of this width and returns the lines of both output streams.
/// Returns `None` if `script` is not installed.
fn terminal_lines(width: u16, environment: &str, args: &str) -> Option<Vec<String>> {
    let program = env!("CARGO_BIN_EXE_fql");
    let line = format!("stty cols {width} rows 50; {environment} exec {program} {args}");
    let mut script = Command::new("script");
    script
        .args(["-q", "-e", "-c", &line, "/dev/null"])
        .stdin(Stdio::null());
    clear_environment(&mut script);
    let output = script.env("NO_COLOR", "1").output().ok()?;
    let text = String::from_utf8(output.stdout).expect("the output is UTF-8");
    // Progress was shown in the part of a line before it was erased.
    let lines = text
        .lines()
        .map(|line| match line.rsplit_once("\u{1b}[2K") {
            Some((_, rest)) => rest.trim_end().to_owned(),
            None => line.trim_end().to_owned(),
        });
    Some(lines.collect())
}

/// Returns the width of a line whose only wide characters are CJK.
fn columns(line: &str) -> usize {
    let is_wide = |character: &char| ('\u{3000}'..'\u{a000}').contains(character);
    line.chars().count() + line.chars().filter(is_wide).count()
}

#[test]
fn caret_is_aligned_on_a_narrow_terminal() {
    let filter = format!("\"a:'{}'+b='日本語'+c:1\"", "x".repeat(60));
    for width in [80, 40, 30] {
        let Some(lines) = terminal_lines(width, "", &format!("check -c any {filter}")) else {
            return;
        };
        let excerpt = lines.iter().position(|line| line.contains("b='"));
        let excerpt = excerpt.unwrap_or_else(|| panic!("{lines:#?}"));
        let (excerpt, caret) = (&lines[excerpt], &lines[excerpt + 1]);
        assert!(columns(excerpt) <= usize::from(width), "{width}: {excerpt}");
        let before = excerpt.split_once('=').map(|(before, _)| columns(before));
        assert_eq!(before, caret.find('^'), "{excerpt}\n{caret}");
    }
}

#[test]
fn fields_use_two_lines_on_a_narrow_terminal() {
    let Some(wide) = terminal_lines(100, "", "fields 'ip.services.port'") else {
        return;
    };
    assert_eq!(
        wide[1],
        "ip.services.port  integer    exact wildcard list range"
    );
    // The variable takes precedence over the terminal.
    for (width, environment) in [(40, ""), (100, "COLUMNS=40")] {
        let narrow = terminal_lines(width, environment, "fields 'ip.services.port'");
        assert_eq!(
            narrow.expect("a terminal")[..2],
            ["ip.services.port", "  integer: exact wildcard list range"]
        );
    }
}

#[cfg(feature = "network")]
#[test]
fn invalid_columns_variable_is_ignored() {
    for value in ["0", "65535", "65536", "18446744073709551616", "-1", "x"] {
        let environment = format!("COLUMNS={value}");
        let Some(lines) = terminal_lines(60, &environment, "aggregate terms criticality") else {
            return;
        };
        assert_fits(60, &lines);
    }
}

#[cfg(feature = "network")]
#[test]
fn tables_and_charts_fit_narrow_terminals() {
    for width in [80, 40, 30] {
        for args in [
            "assets --limit 5",
            "assets --limit 5 --columns asset,ports,country",
            "aggregate terms criticality",
        ] {
            let Some(lines) = terminal_lines(width, "", args) else {
                return;
            };
            assert_fits(usize::from(width), &lines);
        }
    }
}

/// Asserts that there are lines, and that all except messages fit.
#[cfg(feature = "network")]
fn assert_fits(width: usize, lines: &[String]) {
    let mut lines = lines.iter().filter(|line| !line.starts_with("fql: "));
    assert!(lines.clone().count() > 2, "{lines:?}");
    assert!(lines.all(|line| line.chars().count() <= width), "{lines:?}");
}

/// Writes a file for a command line that runs on a terminal, and returns its name.
fn file(name: &str, content: &str) -> String {
    let path = temp_file(name, content);
    path.to_str().expect("UTF-8").to_owned()
}

#[test]
fn output_on_a_terminal_is_escaped() {
    let value = "\u{9b}31m\u{7f}\u{202e}x";
    let filter = file("terminal-filter", &format!("a:'{value}'\n"));
    let document = format!("{{\"a\":\"{value}\"}}\n");
    let documents = file("terminal-documents", &document);
    let json = r"\u009b31m\u007f\u202ex";
    for (args, escaped) in [
        (
            format!("fmt -c any --file {filter}"),
            r"\u{9b}31m\u{7f}\u{202e}x",
        ),
        (format!("check -c any --format json --file {filter}"), json),
        (format!("match -c any a:*\\'*x\\' {documents}"), json),
    ] {
        let Some(lines) = terminal_lines(80, "", &args) else {
            return;
        };
        let output = lines.join("\n");
        assert!(output.contains(escaped), "{args}: {output:?}");
        let is_unsafe = |character: char| character.is_control() && character != '\n';
        assert!(!output.contains(is_unsafe), "{output:?}");
        assert!(!output.contains('\u{202e}'), "{output:?}");
    }
    // The same bytes go to other programs.
    let output = fql(["match", "-c", "any", "a:*'*x'", &documents]);
    assert_eq!(output.stdout, document);
}

#[cfg(feature = "network")]
#[test]
fn responses_on_a_terminal_are_escaped() {
    let server = Server::with(|request| {
        Some(if request.path().contains("/queries/") {
            listing(&["a"])
        } else {
            let name = json!({"id": "s", "name": "\u{9b}31mx"});
            Response::resources(json!([{"id": "a", "subsidiaries": [name]}]))
        })
    });
    let command = format!("call get_assets ids=a --base-url {}", server.url());
    let Some(lines) = terminal_lines(80, "", &command) else {
        return;
    };
    let output = lines.join("\n");
    assert!(output.contains(r"\u009b31mx"), "{output:?}");
    assert!(!output.contains('\u{9b}'), "{output:?}");
}
