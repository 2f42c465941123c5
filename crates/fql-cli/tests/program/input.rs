//! Filters from files and from standard input.

use std::path::Path;

use crate::support::{Response, command, file, fql, fql_with_input, run};

fn check(path: &Path) -> Response {
    let arguments = ["check", "--format", "json", "-c", "any", "--file"];
    run({
        let mut command = command(arguments);
        command.arg(path);
        command
    })
}

fn filters(answer: &Response) -> Vec<String> {
    answer
        .json()
        .iter()
        .map(|row| row["filter"].as_str().expect("a text").to_owned())
        .collect()
}

#[test]
fn a_file_holds_a_filter_a_line_and_an_empty_line_is_the_empty_filter() {
    let answer = check(&file("empty-lines", "a:1\n\n\nb:2\n\n"));
    assert_eq!(answer.status, Some(0));
    assert_eq!(filters(&answer), ["a:1", "", "", "b:2", ""]);
    assert!(answer.json().iter().all(|row| row["valid"] == true));
}

#[test]
fn a_last_line_without_an_ending_counts() {
    assert_eq!(
        filters(&check(&file("no-ending", "a:1\nb:2"))),
        ["a:1", "b:2"]
    );
}

#[test]
fn an_empty_file_holds_no_filter() {
    let answer = check(&file("empty", ""));
    assert_eq!(answer.status, Some(0));
    assert_eq!(answer.stdout, "");
}

#[test]
fn lines_may_end_in_crlf_and_begin_with_a_byte_order_mark() {
    let answer = check(&file("crlf", "\u{feff}a:1\r\n\r\nb:2\r\n"));
    assert_eq!(answer.status, Some(0));
    assert_eq!(filters(&answer), ["a:1", "", "b:2"]);
}

#[test]
fn white_space_in_a_line_is_kept_in_the_answer() {
    assert_eq!(
        filters(&check(&file("space", " a:1 \n\t\n"))),
        [" a:1 ", "\t"]
    );
}

#[test]
fn a_dash_is_standard_input() {
    for arguments in [
        ["check", "--format", "json", "--file", "-"],
        ["check", "--format", "json", "-f", "-"],
    ] {
        let answer = fql_with_input(arguments, "manual:true\nmanual:7\n");
        assert_eq!(answer.status, Some(1));
        assert_eq!(filters(&answer), ["manual:true", "manual:7"]);
    }
}

#[test]
fn filters_of_the_command_line_come_before_those_of_files() {
    let one = file("one", "a:1\n");
    let answer = run({
        let mut command = command(["check", "--format", "json", "-c", "any", "-f"]);
        command.arg(one).args(["x:0", "-f", "-", "y:0"]);
        command
    });
    assert_eq!(filters(&answer), ["x:0", "y:0", "a:1"]);
}

#[test]
fn a_problem_in_a_file_names_the_file_and_the_line() {
    let answer = fql_with_input(["check", "-c", "any", "--file", "-"], "a:1\nb\n");
    assert_eq!(
        answer.stdout.lines().take(2).collect::<Vec<_>>(),
        ["valid: a:1", "invalid: standard input:2: 1 error"]
    );
}

#[test]
fn a_file_that_cannot_be_read_ends_with_status_2() {
    let answer = fql(["check", "--file", "/no/such/file"]);
    assert_eq!(answer.status, Some(2));
    assert_eq!(answer.stdout, "");
    assert!(
        answer
            .stderr
            .starts_with("fql: cannot read /no/such/file: ")
    );
}

#[test]
fn bytes_that_are_no_text_end_with_status_2_behind_the_answers_before_them() {
    let answer = check(&file("latin-1", b"a:1\nname:'caf\xe9'\nb:2\n"));
    assert_eq!(answer.status, Some(2));
    assert_eq!(filters(&answer), ["a:1"]);
    assert!(
        answer
            .stderr
            .ends_with(": line 2 is not UTF-8, at byte 10\n"),
        "{}",
        answer.stderr
    );
}

#[test]
fn utf_16_is_recognised() {
    let utf_16: Vec<u8> = "\u{feff}a:1\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let answer = check(&file("utf-16", utf_16));
    assert_eq!(answer.status, Some(2));
    assert!(answer.stderr.contains("UTF-16"), "{}", answer.stderr);
}

#[cfg(unix)]
#[test]
fn an_argument_that_is_no_text_is_a_usage_error() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let answer = run(command([OsStr::new("check"), OsStr::from_bytes(b"a:\xff")]));
    assert_eq!(answer.status, Some(2));
    assert!(answer.stderr.contains("UTF-8"), "{}", answer.stderr);
}

#[test]
fn a_file_of_1_mib_is_answered_line_by_line() {
    let line = "criticality:'Critical'+ip.services.port:[22,3389]+last_seen:>'now-7d'\n";
    let count = (1 << 20) / line.len() + 1;
    let path = file("1-mib", line.repeat(count));
    let answer = check(&path);
    assert_eq!(answer.status, Some(0));
    assert_eq!(answer.stdout.lines().count(), count);
}

#[test]
fn a_line_over_the_limit_is_a_diagnostic() {
    let answer = check(&file("too-long", "a".repeat((1 << 20) + 1) + "\nb:2\n"));
    assert_eq!(answer.status, Some(1));
    let rows = answer.json();
    assert_eq!(rows[0]["diagnostics"][0]["code"], "FQL031");
    assert_eq!(rows[1]["valid"], true);
}
