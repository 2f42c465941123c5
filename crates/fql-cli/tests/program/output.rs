//! Colour, pipes and full disks.

use std::process::Stdio;

use crate::support::{command, fql, run};

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
fn a_closed_pipe_ends_the_program_quietly() {
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
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("the program ends");
        assert_eq!(output.status.code(), Some(141), "{arguments:?}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{arguments:?}");
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
