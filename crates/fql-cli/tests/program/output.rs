//! Colors, closed streams and full disks.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use crate::support::{command, fql, run, temp_file};

const ESCAPE: char = '\u{1b}';

#[test]
fn pipe_output_has_no_colors() {
    for output in [
        fql(["check", "manual:7", "manual:true"]),
        fql(["explain", "manual:7"]),
        fql(["fmt", "manual:7"]),
        fql(["fields"]),
        fql(["--help"]),
    ] {
        assert!(!output.stdout.contains(ESCAPE), "{output:?}");
        assert!(!output.stderr.contains(ESCAPE), "{output:?}");
    }
}

#[test]
fn color_variables_are_respected() {
    for args in [["check", "manual:7"], ["check", "--help"]] {
        let mut forced = command(args);
        forced.env("CLICOLOR_FORCE", "1");
        let stdout = run(forced).stdout;
        assert!(stdout.contains(ESCAPE), "{stdout}");

        let mut forbidden = command(args);
        forbidden.env("NO_COLOR", "1");
        assert!(!run(forbidden).stdout.contains(ESCAPE));
    }
}

#[test]
fn escape_sequence_in_filter_is_escaped() {
    let mut command = command(["check", "-c", "any", "a:'\u{1b}[5m'"]);
    command.env("CLICOLOR_FORCE", "1");
    assert!(!run(command).stdout.contains("\u{1b}[5m"));
}

#[test]
fn invisible_characters_are_escaped() {
    let filter = "a:'\u{200b}\u{ad}'";
    for args in [
        ["check", "-c", "any", filter],
        ["explain", "-c", "any", filter],
    ] {
        let output = fql(args);
        let escaped = output.stdout.contains(r"'\u{200b}\u{ad}'");
        assert!(escaped, "{output:?}");
    }
}

#[test]
fn file_name_in_message_is_escaped() {
    let name = "\u{1b}[31m\u{9b}1m\u{202e}\u{61c}\u{200b}";
    for args in [
        &["check", "--file", name][..],
        &["match", "-c", "any", "a:1", name],
        &["fmt", "--file", name],
    ] {
        let output = run(command(args));
        assert_eq!(output.status, Some(2), "{args:?}");
        let raw = |c: char| name.contains(c) && !c.is_ascii_graphic();
        assert!(!output.stderr.contains(raw), "{output:?}");
        assert!(output.stderr.contains(r"\u{1b}[31m"), "{output:?}");
    }
}

/// Runs that print to standard output.
const PRINTING: &[&str] = &[
    "--help",
    "-h",
    "--version",
    "help check",
    "check manual:true",
    "check manual:7",
    "check --format json manual:7",
    "fmt manual:true",
    "explain manual:true",
    "explain FQL101",
    "fields",
    "fields --format json",
    "match manual:true -",
    "match --count manual:true -",
    "completions bash",
    "completions fish",
    "man",
    "man check",
    #[cfg(feature = "network")]
    "assets",
    #[cfg(feature = "network")]
    "assets --format json",
    #[cfg(feature = "network")]
    "assets --format ndjson",
    #[cfg(feature = "network")]
    "assets --format csv",
    #[cfg(feature = "network")]
    "aggregate terms criticality",
    #[cfg(feature = "network")]
    "aggregate terms criticality --format json",
    #[cfg(feature = "network")]
    "aggregate terms criticality --format csv",
    #[cfg(feature = "network")]
    "call query_assets limit=1",
    #[cfg(feature = "network")]
    "call --help",
    #[cfg(feature = "network")]
    "serve --port 0",
];

#[test]
fn closed_pipe_exits_with_141() {
    let document = temp_file("output-document.ndjson", "{\"manual\":true}\n");
    for args in PRINTING {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let output = command(args.split(' '))
            .stdin(std::fs::File::open(&document).expect("the file exists"))
            .stdout(writer)
            .stderr(Stdio::piped())
            .output()
            .expect("the program starts");
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(141), "{args}: {stderr}");
        let mut lines = stderr.lines();
        let is_quiet = lines.all(|line| line.contains("using the built-in sandbox"));
        assert!(is_quiet, "{args}: {stderr}");
    }
}

#[test]
fn pipe_closed_midway_exits_with_141() {
    let filters = temp_file("output-filters.txt", "manual:true\n".repeat(20_000));
    let documents = temp_file(
        "output-documents.ndjson",
        "{\"manual\":1}\n".repeat(200_000),
    );
    for (args, path) in [
        (&["check", "--format", "json", "--file"][..], &filters),
        (&["check", "--file"], &filters),
        (&["fmt", "--file"], &filters),
        (&["explain", "--file"], &filters),
        (&["match", "-c", "any", "manual:1"], &documents),
    ] {
        let mut child = command(args)
            .arg(path)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut line = String::new();
        let mut stdout = BufReader::new(child.stdout.take().expect("standard output is a pipe"));
        stdout.read_line(&mut line).expect("a line");
        assert!(line.contains("manual"), "{line}");
        drop(stdout);
        let output = child.wait_with_output().expect("the program ends");
        assert_eq!(output.status.code(), Some(141), "{args:?}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{args:?}");
    }
}

#[cfg(unix)]
#[test]
fn streams_can_be_closed_at_start() {
    let program = env!("CARGO_BIN_EXE_fql");
    for (args, status) in [
        ("check manual:true", 0),
        ("check manual:7", 1),
        ("fmt --file -", 0),
        ("match manual:true", 1),
        ("match manual:true -", 1),
        ("fields", 0),
        ("--help", 0),
        ("check", 2),
    ] {
        for closed in ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"] {
            let mut shell = Command::new("sh");
            shell.args(["-c", &format!("exec {program} {args} {closed}")]);
            let output = shell.stdin(Stdio::null()).output().expect("a shell");
            assert_eq!(output.status.code(), Some(status), "{args} {closed}");
            let stderr = String::from_utf8_lossy(&output.stderr);
            assert!(!stderr.contains("panicked"), "{args} {closed}: {stderr}");
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn full_disk_exits_with_2() {
    for args in [
        ["check", "manual:true"],
        ["fields", "port"],
        ["man", "check"],
        ["fmt", "--help"],
    ] {
        let full = std::fs::File::create("/dev/full").expect("the device exists");
        let output = command(args)
            .stdout(full)
            .output()
            .expect("the program starts");
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(
            stderr.starts_with("fql: cannot write to standard output: "),
            "{stderr}"
        );
    }
}

#[cfg(target_os = "linux")]
#[test]
fn full_stderr_does_not_change_the_status() {
    for (args, status) in [
        (["fmt", "manual:7"], 1),
        (["fields", "no-such-field"], 1),
        (["check", "--file=/no/such/file"], 2),
    ] {
        let full = std::fs::File::create("/dev/full").expect("the device exists");
        let mut command = command(args);
        command.stderr(full);
        assert_eq!(run(command).status, Some(status));
    }
}
