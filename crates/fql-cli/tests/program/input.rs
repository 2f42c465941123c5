//! Filters from files and standard input.

use std::path::Path;

use crate::support::{ProgramOutput, command, fql, fql_with_input, gzip, run, temp_file};

fn check(path: &Path) -> ProgramOutput {
    let mut command = command(["check", "--format", "json", "-c", "any", "--file"]);
    command.arg(path);
    run(command)
}

fn filters(output: &ProgramOutput) -> Vec<String> {
    let results = output.json_lines();
    let filters = results.iter().map(|result| result["filter"].as_str());
    filters
        .map(|filter| filter.expect("a string").to_owned())
        .collect()
}

#[test]
fn each_line_is_a_filter() {
    let output = check(&temp_file("input-lines", "a:1\n\n\nb:2\n\n"));
    assert_eq!(output.status, Some(0));
    assert_eq!(filters(&output), ["a:1", "", "", "b:2", ""]);
    assert!(output.json_lines().iter().all(|row| row["valid"] == true));
}

#[test]
fn last_line_needs_no_line_ending() {
    let output = check(&temp_file("input-no-ending", "a:1\nb:2"));
    assert_eq!(filters(&output), ["a:1", "b:2"]);
}

#[test]
fn empty_file_has_no_filters() {
    let output = check(&temp_file("input-empty", ""));
    assert_eq!(output.status, Some(0));
    assert_eq!(output.stdout, "");
}

#[test]
fn crlf_and_byte_order_mark_are_stripped() {
    let output = check(&temp_file("input-crlf", "\u{feff}a:1\r\n\r\nb:2\r\n"));
    assert_eq!(output.status, Some(0));
    assert_eq!(filters(&output), ["a:1", "", "b:2"]);
    // Only one line ending, and only a mark at the start of the file.
    let output = check(&temp_file("input-cr", "a:1\r\r\n\u{feff}b:2\r"));
    assert_eq!(filters(&output), ["a:1\r", "\u{feff}b:2"]);
}

#[test]
fn white_space_of_lines_is_kept() {
    let output = check(&temp_file("input-space", " a:1 \n\t\n"));
    assert_eq!(filters(&output), [" a:1 ", "\t"]);
}

#[test]
fn dash_is_standard_input() {
    for args in [
        ["check", "--format", "json", "--file", "-"],
        ["check", "--format", "json", "-f", "-"],
    ] {
        let output = fql_with_input(args, "manual:true\nmanual:7\n");
        assert_eq!(output.status, Some(1));
        assert_eq!(filters(&output), ["manual:true", "manual:7"]);
    }
}

#[test]
fn arguments_come_before_files() {
    let mut command = command(["check", "--format", "json", "-c", "any", "-f"]);
    command
        .arg(temp_file("input-file", "a:1\n"))
        .args(["x:0", "-f", "-", "y:0"]);
    assert_eq!(filters(&run(command)), ["x:0", "y:0", "a:1"]);
}

#[test]
fn invalid_line_is_located() {
    let output = fql_with_input(["check", "-c", "any", "--file", "-"], "a:1\nb\n");
    assert_eq!(
        output.stdout.lines().take(2).collect::<Vec<_>>(),
        ["valid: a:1", "invalid: standard input:2: 1 error"]
    );
}

#[test]
fn missing_file_exits_with_2() {
    let output = fql(["check", "--file", "/no/such/file"]);
    assert_eq!(output.status, Some(2));
    assert_eq!(output.stdout, "");
    assert!(
        output
            .stderr
            .starts_with("fql: cannot read /no/such/file: ")
    );
}

#[test]
fn line_that_is_not_utf_8_stops_with_status_2() {
    let output = check(&temp_file("input-latin-1", b"a:1\nname:'caf\xe9'\nb:2\n"));
    assert_eq!(output.status, Some(2));
    assert_eq!(filters(&output), ["a:1"]);
    assert!(
        output
            .stderr
            .ends_with(": line 2 is not UTF-8 at byte 10\n"),
        "{}",
        output.stderr
    );
}

#[test]
fn utf_16_file_is_detected() {
    let utf_16: Vec<u8> = "\u{feff}a:1\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let output = check(&temp_file("input-utf-16", utf_16));
    assert_eq!(output.status, Some(2));
    assert!(output.stderr.contains("UTF-16"), "{}", output.stderr);
}

#[test]
fn compressed_file_is_decompressed() {
    let file = gzip("a:1\nb:2\n");
    let output = check(&temp_file("input-gzip", &file));
    assert_eq!(filters(&output), ["a:1", "b:2"]);
    let output = check(&temp_file("input-gzip-truncated", &file[..9]));
    assert_eq!(output.status, Some(2));
    let message = "fql: cannot read ";
    assert!(output.stderr.starts_with(message), "{}", output.stderr);
}

#[cfg(unix)]
#[test]
fn argument_that_is_not_utf_8_is_a_usage_error() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let output = run(command([OsStr::new("check"), OsStr::from_bytes(b"a:\xff")]));
    assert_eq!(output.status, Some(2));
    assert!(output.stderr.contains("UTF-8"), "{}", output.stderr);
}

#[test]
fn file_of_1_mib_is_checked() {
    let line = "criticality:'Critical'+ip.services.port:[22,3389]+last_seen:>'now-7d'\n";
    let count = (1 << 20) / line.len() + 1;
    let output = check(&temp_file("input-1-mib", line.repeat(count)));
    assert_eq!(output.status, Some(0));
    assert_eq!(output.stdout.lines().count(), count);
}

#[test]
fn line_over_16_mib_stops_with_status_2() {
    let max_len = 16 << 20;
    let line = |len| "a".repeat(len) + "\r\nb:2\n";
    let output = check(&temp_file("input-max-line", line(max_len)));
    assert_eq!(output.status, Some(1), "{}", output.stderr);
    assert_eq!(output.json_lines()[1]["valid"], true);

    for content in [line(max_len + 1), "\0".repeat(3 * max_len)] {
        let output = check(&temp_file("input-over-max-line", format!("a:1\n{content}")));
        assert_eq!(output.status, Some(2));
        assert_eq!(filters(&output), ["a:1"]);
        let message = ": line 2 is longer than 16 MiB\n";
        assert!(output.stderr.ends_with(message), "{}", output.stderr);
    }
}

#[test]
fn line_over_the_limit_is_a_diagnostic() {
    let output = check(&temp_file(
        "input-too-long",
        "a".repeat((1 << 20) + 1) + "\nb:2\n",
    ));
    assert_eq!(output.status, Some(1));
    let rows = output.json_lines();
    assert_eq!(rows[0]["diagnostics"][0]["code"], "FQL031");
    assert_eq!(rows[1]["valid"], true);
}
