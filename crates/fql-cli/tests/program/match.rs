//! `fql match`: documents line by line.

use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

use crate::support::{Response, command, file, fql, fql_with_input, run};

const CRITICAL: &str = "criticality:'Critical'";

fn matching(filter: &str, input: impl AsRef<[u8]>) -> Response {
    fql_with_input(["match", "-c", "any", filter], input)
}

/// Runs `fql match` on files.
fn on_files<const N: usize>(arguments: [&str; N], files: &[&std::path::Path]) -> Response {
    let mut command = command(["match", "-c", "any"]);
    command.args(arguments).args(files);
    run(command)
}

#[test]
fn matching_lines_come_out_byte_for_byte() {
    for (input, output) in [
        (
            "{\"a\":1}\n{\"a\":2}\n{\"a\":1, \"b\":3}\n",
            "{\"a\":1}\n{\"a\":1, \"b\":3}\n",
        ),
        ("{\"a\":1}\r\n{\"a\":2}\r\n", "{\"a\":1}\r\n"),
        ("{\"a\":2}\n{\"a\":1}", "{\"a\":1}"),
        ("  { \"a\" : 1 }\t\n", "  { \"a\" : 1 }\t\n"),
        ("\u{feff}{\"a\":1}\n", "\u{feff}{\"a\":1}\n"),
        (
            "{\"\\u0061\":1.0e0,\"é\":\"\\u00e9\"}\n",
            "{\"\\u0061\":1.0e0,\"é\":\"\\u00e9\"}\n",
        ),
        ("[{\"a\":1}]\n1\nnull\n\"a\"\n", "[{\"a\":1}]\n"),
        (
            "{\"a\":2,\"a\":1}\n{\"a\":1,\"a\":2}\n",
            "{\"a\":2,\"a\":1}\n",
        ),
    ] {
        let answer = matching("a:1", input);
        assert_eq!(answer.stdout, output, "{input:?}");
        assert_eq!(
            (answer.status, answer.stderr.as_str()),
            (Some(0), ""),
            "{input:?}"
        );
    }
}

#[test]
fn the_status_says_whether_a_line_matched() {
    assert_eq!(matching("a:1", "{\"a\":1}\n").status, Some(0));
    for input in ["{\"a\":2}\n", "", "\n"] {
        let answer = matching("a:1", input);
        assert_eq!(
            (answer.status, answer.stdout.as_str()),
            (Some(1), ""),
            "{input:?}"
        );
        assert_eq!(answer.stderr, "", "{input:?}");
    }
}

#[test]
fn the_empty_filter_matches_every_line() {
    let answer = matching("", "{}\n[]\n1\n");
    assert_eq!(
        (answer.status, answer.stdout.as_str()),
        (Some(0), "{}\n[]\n1\n")
    );
}

#[test]
fn empty_lines_are_no_documents() {
    let answer = matching("a:!1", "\n  \t\r\n{}\n\r\n");
    assert_eq!(
        (answer.stdout.as_str(), answer.stderr.as_str()),
        ("{}\n", "")
    );
}

#[test]
fn count_prints_how_many_and_nothing_else() {
    for (input, count, status) in [
        ("{\"a\":1}\n{\"a\":2}\n{\"a\":1}\n", "2\n", 0),
        ("{}\n", "0\n", 1),
    ] {
        let answer = fql_with_input(["match", "--count", "-c", "any", "a:1"], input);
        assert_eq!(
            (answer.stdout.as_str(), answer.status),
            (count, Some(status))
        );
    }
}

#[test]
fn files_are_read_in_their_order_and_a_dash_is_standard_input() {
    let one = file("match-one", "{\"a\":1,\"from\":1}\n{\"a\":2}\n");
    let two = file("match-two", "{\"a\":1,\"from\":2}");
    let (one, two) = (one.to_str().expect("UTF-8"), two.to_str().expect("UTF-8"));
    let answer = fql_with_input(
        ["match", "-c", "any", "a:1", two, "-", one],
        "{\"a\":1,\"from\":\"-\"}\n",
    );
    assert_eq!(answer.status, Some(0));
    // The first has no line ending of its own.
    assert_eq!(
        answer.stdout,
        "{\"a\":1,\"from\":2}\n{\"a\":1,\"from\":\"-\"}\n{\"a\":1,\"from\":1}\n"
    );
}

#[test]
fn malformed_lines_are_named_skipped_and_counted() {
    let path = file(
        "match-malformed",
        "{\"a\":1}\n{\"a\":\n\n{\"a\":1}x\n{\"a\":1}\n",
    );
    let answer = on_files(["a:1"], &[&path]);
    assert_eq!(answer.status, Some(0));
    assert_eq!(answer.stdout, "{\"a\":1}\n{\"a\":1}\n");
    let name = path.display();
    assert_eq!(
        answer.stderr,
        format!(
            "fql: {name}:2: unexpected end of document at byte 6\n\
             fql: {name}:4: unexpected characters after the document at byte 8\n\
             fql: 2 malformed lines were skipped\n"
        )
    );

    let answer = matching("a:1", b"{\"a\":\"\xff\"}\n".as_slice());
    assert_eq!((answer.status, answer.stdout.as_str()), (Some(1), ""));
    assert_eq!(
        answer.stderr,
        "fql: standard input:1: invalid UTF-8 at byte 7\nfql: 1 malformed line was skipped\n"
    );
}

#[test]
fn a_hundred_malformed_lines_are_named_and_all_are_counted() {
    let answer = matching("a:1", "no JSON\n".repeat(1_234));
    assert_eq!(answer.stderr.lines().count(), 101);
    assert!(
        answer
            .stderr
            .ends_with("fql: 1234 malformed lines were skipped\n")
    );
}

#[test]
fn strict_stops_at_the_first_malformed_line() {
    let input = "{\"a\":1}\n{\"a\":}\n{\"a\":1}\n";
    let answer = fql_with_input(["match", "-c", "any", "--strict", "a:1"], input);
    assert_eq!(answer.status, Some(2));
    assert_eq!(answer.stdout, "{\"a\":1}\n");
    assert_eq!(
        answer.stderr,
        "fql: standard input:2: expected a value at byte 6\n"
    );
}

#[test]
fn a_line_that_is_too_long_is_malformed_and_the_limit_is_named() {
    let long = format!("{{\"a\":1,\"b\":\"{}\"}}\n", "x".repeat(2_000));
    let input = format!("{{\"a\":1}}\n{long}{{\"a\":1}}\n{}", long.trim_end());
    let arguments = |limit| ["match", "-c", "any", "--max-line", limit, "a:1"];
    let answer = fql_with_input(arguments("1K"), &input);
    assert_eq!(answer.stdout, "{\"a\":1}\n{\"a\":1}\n");
    assert_eq!(
        answer.stderr,
        "fql: standard input:2: the line is longer than 1 KiB; allow more with `--max-line`\n\
         fql: standard input:4: the line is longer than 1 KiB; allow more with `--max-line`\n\
         fql: 2 malformed lines were skipped\n"
    );
    let answer = fql_with_input(arguments("2014"), &input);
    assert_eq!((answer.stdout, answer.stderr), (input, String::new()));
    for wrong in ["0", "", "1T", "-1"] {
        let limit = format!("--max-line={wrong}");
        assert_eq!(
            fql(["match", "-c", "any", &limit, "a:1"]).status,
            Some(2),
            "{wrong}"
        );
    }
}

#[test]
fn a_line_may_be_much_longer_than_a_read() {
    let long = format!("{{\"b\":\"{}\",\"a\":1}}\n", "\\\"x".repeat(1 << 20));
    let answer = matching("a:1", format!("{long}{{}}\n{long}"));
    assert_eq!(
        (answer.stdout, answer.stderr),
        (long.repeat(2), String::new())
    );
}

#[test]
fn now_is_a_parameter() {
    let input =
        "{\"last_seen\":\"2026-11-20T00:00:00Z\"}\n{\"last_seen\":\"2026-11-01T00:00:00Z\"}\n";
    let seen = "last_seen:>'now-7d'";
    for (now, count) in [
        ("2026-11-22T10:00:00Z", "1\n"),
        ("2026-11-05", "2\n"),
        ("2027", "0\n"),
    ] {
        let answer = fql_with_input(["match", "--count", "--now", now, seen], input);
        assert_eq!(answer.stdout, count, "{now}");
    }
    for (wrong, help) in [
        ("now-1d", "write a time as `2026-11-22T10:00:00Z`"),
        ("yesterday", "write a time as `2026-11-22T10:00:00Z`"),
        ("2026-02-30", "that exist"),
        ("2026-11-22T10:00:00+02:00", "in UTC, with `Z`"),
    ] {
        let answer = fql(["match", "--now", wrong, seen]);
        assert_eq!(answer.status, Some(2), "{wrong}");
        assert!(answer.stderr.contains(help), "{}", answer.stderr);
    }
}

#[test]
fn without_now_the_present_counts() {
    let input = "{\"last_seen\":\"9999-01-01\"}\n{\"last_seen\":\"2001-01-01\"}\n";
    let answer = fql_with_input(["match", "--count", "last_seen:<'now'"], input);
    assert_eq!(answer.stdout, "1\n");
}

#[test]
fn kinds_are_those_of_the_collection() {
    let input =
        "{\"ip\":{\"asn\":\"64496\",\"ip_address\":\"192.0.2.7\"},\"criticality\":\"Critical\"}\n";
    for filter in [CRITICAL, "ip.asn:64496", "ip.ip_address:'192.0.2.0/24'"] {
        assert_eq!(
            fql_with_input(["match", filter], input).stdout,
            input,
            "{filter}"
        );
    }
    // Of an open collection a network is a text.
    assert_eq!(
        matching("ip.ip_address:'192.0.2.0/24'", input).status,
        Some(1)
    );
}

#[test]
fn a_filter_that_is_not_valid_reads_nothing() {
    for (filter, finding) in [
        ("criticalty:'x'", "FQL101"),
        ("confidence:>1", "FQL105"),
        ("a:", "FQL003"),
    ] {
        let answer = fql_with_input(["match", filter], "no JSON\n");
        assert_eq!(
            (answer.status, answer.stdout.as_str()),
            (Some(2), ""),
            "{filter}"
        );
        assert!(answer.stderr.contains(finding), "{}", answer.stderr);
        assert!(
            answer
                .stderr
                .ends_with("fql: the filter is not valid, so nothing was done\n")
        );
    }
}

#[test]
fn warnings_are_told_and_change_nothing() {
    let input = "{\"last_seen\":\"2026-11-20\"}\n";
    let answer = fql_with_input(["match", "last_seen_timestamp:>'2026'"], input);
    assert_eq!((answer.status, answer.stdout.as_str()), (Some(0), input));
    assert!(answer.stderr.starts_with("warning["), "{}", answer.stderr);
}

#[test]
fn what_cannot_be_read_ends_with_status_2_behind_what_was_found() {
    let path = file("match-readable", "{\"a\":1}\n");
    for missing in ["/no/such/file", env!("CARGO_TARGET_TMPDIR")] {
        let answer = on_files(["a:1"], &[&path, missing.as_ref()]);
        assert_eq!(
            (answer.status, answer.stdout.as_str()),
            (Some(2), "{\"a\":1}\n")
        );
        assert!(
            answer
                .stderr
                .starts_with(&format!("fql: cannot read {missing}: "))
        );
    }
    assert_eq!(fql(["match"]).status, Some(2));
}

#[test]
fn a_closed_pipe_ends_it_quietly() {
    let path = file("match-many", "{\"a\":1}\n".repeat(200_000));
    let mut child = command(["match", "-c", "any", "a:1"])
        .arg(path)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!(output.status.code(), Some(141));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn what_is_found_is_shown_before_more_comes() {
    let mut child = command(["match", "-c", "any", "a:1"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let mut input = child.stdin.take().expect("a pipe");
    let mut output = BufReader::new(child.stdout.take().expect("a pipe"));
    for line in ["{\"a\":1}\n", "{\"a\":1,\"b\":2}\n"] {
        input.write_all(line.as_bytes()).expect("it reads");
        let mut shown = String::new();
        output.read_line(&mut shown).expect("it writes");
        assert_eq!(shown, line);
    }
    drop(input);
    assert!(child.wait().expect("it ends").success());
}

#[test]
fn hostile_lines_break_nothing() {
    let deep = format!("{}1{}\n", "[".repeat(200_000), "]".repeat(200_000));
    let deep_wanted = "{\"a\":".repeat(200_000) + "\n";
    let text = format!("{{\"a\":\"{}\"}}\n", "é".repeat(1 << 19));
    let number = format!("{{\"a\":{}}}\n", "9".repeat(1 << 20));
    let input = [deep, deep_wanted, text.clone(), number, "{\"a\":2}".into()].concat();
    let answer = matching("a:*'é*'", input);
    assert_eq!((answer.status, answer.stdout), (Some(0), text));
    assert_eq!(
        answer.stderr,
        "fql: standard input:1: more than 127 nested arrays and objects at byte 128\n\
         fql: standard input:2: more than 127 nested arrays and objects at byte 636\n\
         fql: standard input:4: number out of range at byte 6\n\
         fql: 3 malformed lines were skipped\n"
    );
}
