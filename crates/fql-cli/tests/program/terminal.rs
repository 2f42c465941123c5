//! What a terminal is shown. `script` of util-linux is one; machines without it are not asked.

use std::process::{Command, Stdio};

/// The lines that a terminal of so many columns is shown; none where there is no terminal to be had.
fn shown(columns: u16, arguments: &str) -> Option<Vec<String>> {
    let mut script = Command::new("script");
    let program = env!("CARGO_BIN_EXE_fql");
    let line = format!("stty cols {columns} rows 50; exec {program} {arguments}");
    script
        .args(["-q", "-e", "-c", &line, "/dev/null"])
        .env_remove("COLUMNS")
        .env("NO_COLOR", "1")
        .stdin(Stdio::null());
    #[cfg(feature = "network")]
    let mut script = crate::server::without_environment(script);
    let output = script.output().ok()?;
    let text = String::from_utf8(output.stdout).expect("text");
    Some(
        text.lines()
            .map(|line| line.trim_end_matches('\r').to_owned())
            .collect(),
    )
}

/// How many columns a text takes that has no characters of two but these.
fn columns(line: &str) -> usize {
    let wide = line
        .chars()
        .filter(|character| ('\u{3000}'..'\u{a000}').contains(character));
    line.chars().count() + wide.count()
}

#[test]
fn a_caret_stands_under_its_problem_in_a_narrow_terminal() {
    let filter = format!("\"a:'{}'+b='日本語'+c:1\"", "x".repeat(60));
    for width in [80, 40, 30] {
        let Some(lines) = shown(width, &format!("check -c any {filter}")) else {
            return;
        };
        let excerpt = lines.iter().position(|line| line.contains("b='"));
        let excerpt = excerpt.unwrap_or_else(|| panic!("{lines:#?}"));
        let (text, caret) = (&lines[excerpt], &lines[excerpt + 1]);
        assert!(columns(text) <= usize::from(width), "{width}: {text}");
        let before = text.split_once('=').map(|(before, _)| columns(before));
        assert_eq!(before, caret.find('^'), "{text}\n{caret}");
    }
}

#[test]
fn fields_take_two_lines_in_a_narrow_terminal() {
    let Some(wide) = shown(100, "fields 'ip.services.port'") else {
        return;
    };
    assert_eq!(
        wide[1],
        "ip.services.port  integer    exact wildcard list range"
    );
    let narrow = shown(40, "fields 'ip.services.port'").expect("a terminal");
    assert_eq!(
        narrow[..2],
        ["ip.services.port", "  integer: exact wildcard list range"]
    );
}

#[test]
fn columns_says_how_wide_a_terminal_is_taken_for() {
    let program = env!("CARGO_BIN_EXE_fql");
    let mut script = Command::new("script");
    let line = format!("stty cols 100; COLUMNS=40 exec {program} fields port");
    script
        .args(["-q", "-e", "-c", &line, "/dev/null"])
        .env("NO_COLOR", "1")
        .stdin(Stdio::null());
    let Ok(output) = script.output() else { return };
    let text = String::from_utf8(output.stdout).expect("text");
    assert!(text.contains("\n  integer: "), "{text}");
}

#[cfg(feature = "network")]
#[test]
fn columns_that_no_terminal_has_are_not_those_of_one() {
    for said in [
        "0",
        "65535",
        "65536",
        "100000000000000",
        "18446744073709551615",
        "-1",
        "x",
    ] {
        let program = env!("CARGO_BIN_EXE_fql");
        let line = format!(
            "stty cols 60 rows 50; COLUMNS={said} exec {program} aggregate terms criticality"
        );
        let mut script = Command::new("script");
        script
            .args(["-q", "-e", "-c", &line, "/dev/null"])
            .stdin(Stdio::null());
        let Ok(output) = crate::server::without_environment(script).output() else {
            return;
        };
        let text = String::from_utf8(output.stdout).expect("text");
        assert_eq!(output.status.code(), Some(0), "{said}: {text}");
        let lines = text.lines().filter(|line| !line.starts_with("fql: "));
        let widest = lines.map(|line| line.trim_end().chars().count()).max();
        assert!(widest <= Some(60), "{said}: {text}");
    }
}

#[cfg(feature = "network")]
#[test]
fn tables_and_charts_fit_narrow_terminals() {
    for width in [80, 40, 30] {
        for call in ["assets --limit 5", "aggregate terms criticality"] {
            let Some(lines) = shown(width, call) else {
                return;
            };
            let lines = lines.iter().filter(|line| !line.starts_with("fql: "));
            let lines: Vec<&String> = lines.collect();
            assert!(lines.len() > 2, "{call}: {lines:?}");
            for line in lines {
                assert!(line.chars().count() <= usize::from(width), "{call}: {line}");
            }
        }
    }
}
