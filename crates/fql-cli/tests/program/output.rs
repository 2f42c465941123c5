//! Colour, pipes and full disks.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use crate::support::{command, file, fql, run};

const ESCAPE: char = '\u{1b}';

#[test]
fn nothing_is_coloured_in_a_pipe() {
    for answer in [
        fql(["check", "manual:7", "manual:true"]),
        fql(["explain", "manual:7"]),
        fql(["fmt", "manual:7"]),
        fql(["fields"]),
        fql(["--help"]),
    ] {
        assert!(!answer.stdout.contains(ESCAPE), "{answer:?}");
        assert!(!answer.stderr.contains(ESCAPE), "{answer:?}");
    }
}

#[test]
fn colour_can_be_forced_and_no_color_forbids_it_in_any_case() {
    let check = || {
        let mut command = command(["check", "manual:7"]);
        command.env("CLICOLOR_FORCE", "1");
        command
    };
    let forced = run(check()).stdout;
    assert!(forced.contains(ESCAPE), "{forced}");

    let mut forbidden = check();
    forbidden.env_remove("CLICOLOR_FORCE").env("NO_COLOR", "1");
    assert!(!run(forbidden).stdout.contains(ESCAPE));
}

#[test]
fn text_of_the_user_paints_nothing() {
    let mut command = command(["check", "-c", "any", "a:'\u{1b}[5m'"]);
    command.env("CLICOLOR_FORCE", "1");
    assert!(!run(command).stdout.contains("\u{1b}[5m"));
}

#[test]
fn a_file_s_name_is_obeyed_by_no_terminal() {
    let name = "\u{1b}[31m\u{9b}1m\u{202e}\u{61c}";
    for arguments in [
        &["check", "--file", name][..],
        &["match", "-c", "any", "a:1", name],
        &["fmt", "--file", name],
    ] {
        let answer = run(command(arguments.iter().copied()));
        assert_eq!(answer.status, Some(2), "{arguments:?}");
        let shown = answer.stderr.chars();
        let obeyed: Vec<char> = shown
            .filter(|c| name.contains(*c) && !c.is_ascii_graphic())
            .collect();
        assert!(obeyed.is_empty(), "{arguments:?}: {:?}", answer.stderr);
        assert!(
            answer.stderr.contains(r"\u{1b}[31m"),
            "{arguments:?}: {}",
            answer.stderr
        );
    }
}

/// A call of every command that prints.
fn printing() -> Vec<Vec<&'static str>> {
    let calls = [
        "--help",
        "-h",
        "--version",
        "help check",
        "check manual:true",
        "check manual:7",
        "check --format json manual:7",
        "fmt manual:true",
        "explain manual:true",
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
    calls.iter().map(|call| call.split(' ').collect()).collect()
}

/// The call with a document to read, and nothing that says where a service is.
fn call(arguments: &[&str]) -> Command {
    let mut command = command(arguments);
    let path = file("output-document.ndjson", "{\"manual\":true}\n");
    command.stdin(std::fs::File::open(path).expect("a file"));
    #[cfg(feature = "network")]
    let command = crate::server::without_environment(command);
    command
}

/// What is told when nothing goes wrong.
fn is_quiet(told: &str) -> bool {
    told.lines()
        .all(|line| line.contains("a sandbox in this program answers"))
}

#[test]
fn a_closed_pipe_ends_every_command_quietly() {
    for arguments in printing() {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let output = call(&arguments)
            .stdout(writer)
            .stderr(Stdio::piped())
            .output();
        let output = output.expect("the program runs");
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(141), "{arguments:?}: {told}");
        assert!(is_quiet(&told), "{arguments:?}: {told}");
    }
}

#[test]
fn a_pipe_that_closes_midway_ends_the_program_quietly() {
    let filters = vec!["manual:true"; 20_000];
    for arguments in [
        vec!["check", "--format", "json"],
        vec!["check"],
        vec!["fmt"],
        vec!["explain"],
    ] {
        let mut child = command(arguments.iter().chain(&filters))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        let mut line = String::new();
        let mut stdout = BufReader::new(child.stdout.take().expect("a pipe"));
        stdout.read_line(&mut line).expect("a line");
        assert!(line.contains("manual"), "{line}");
        drop(stdout);
        let output = child.wait_with_output().expect("the program ends");
        assert_eq!(output.status.code(), Some(141), "{arguments:?}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{arguments:?}");
    }
}

/// A shell that closes a stream gives the program none at all.
#[cfg(unix)]
#[test]
fn streams_may_be_closed() {
    let program = env!("CARGO_BIN_EXE_fql");
    for (arguments, status) in [
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
            shell.args(["-c", &format!("exec {program} {arguments} {closed}")]);
            let output = shell.stdin(Stdio::null()).output().expect("a shell");
            assert_eq!(output.status.code(), Some(status), "{arguments} {closed}");
            let told = String::from_utf8_lossy(&output.stderr);
            assert!(!told.contains("panicked"), "{arguments} {closed}: {told}");
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_ends_with_status_2() {
    for arguments in [
        ["check", "manual:true"],
        ["fields", "port"],
        ["man", "check"],
        ["fmt", "--help"],
    ] {
        let full = std::fs::File::create("/dev/full").expect("the device");
        let output = command(arguments)
            .stdout(full)
            .output()
            .expect("the program runs");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(told.starts_with("fql: cannot write the output: "), "{told}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn standard_error_may_be_full() {
    let full = || std::fs::File::create("/dev/full").expect("the device");
    for (arguments, status) in [
        (vec!["fmt", "manual:7"], 1),
        (vec!["fields", "no-such-field"], 1),
        (vec!["check", "--file", "/no/such/file"], 2),
    ] {
        let mut command = command(arguments);
        command.stderr(full());
        assert_eq!(run(command).status, Some(status));
    }
}
