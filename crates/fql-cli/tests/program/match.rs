//! `fql match`

use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

use crate::support::{ProgramOutput, command, fql, fql_with_input, gzip, run, temp_file};

const CRITICAL: &str = "criticality:'Critical'";

fn match_stdin(filter: &str, input: impl AsRef<[u8]>) -> ProgramOutput {
    fql_with_input(["match", "-c", "any", filter], input)
}

fn match_files<const N: usize>(args: [&str; N], files: &[&std::path::Path]) -> ProgramOutput {
    let mut command = command(["match", "-c", "any"]);
    command.args(args).args(files);
    run(command)
}

#[test]
fn matching_lines_are_printed_byte_for_byte() {
    for (input, expected) in [
        (
            "{\"a\":1}\n{\"a\":2}\n{\"a\":1, \"b\":3}\n",
            "{\"a\":1}\n{\"a\":1, \"b\":3}\n",
        ),
        ("{\"a\":1}\r\n{\"a\":2}\r\n", "{\"a\":1}\r\n"),
        ("{\"a\":2}\n{\"a\":1}", "{\"a\":1}"),
        ("  { \"a\" : 1 }\t\n", "  { \"a\" : 1 }\t\n"),
        ("\u{feff}{\"a\":1}\n", "{\"a\":1}\n"),
        (
            "{\"\\u0061\":1.0e0,\"é\":\"\\u00e9\"}\n",
            "{\"\\u0061\":1.0e0,\"é\":\"\\u00e9\"}\n",
        ),
        ("1\nnull\n\"a\"\n{\"a\":1}\n", "{\"a\":1}\n"),
        (
            "{\"a\":2,\"a\":1}\n{\"a\":1,\"a\":2}\n",
            "{\"a\":2,\"a\":1}\n",
        ),
    ] {
        let output = match_stdin("a:1", input);
        assert_eq!(output.stdout, expected, "{input:?}");
        assert_eq!(
            (output.status, output.stderr.as_str()),
            (Some(0), ""),
            "{input:?}"
        );
    }
}

#[test]
fn documents_of_arrays_are_printed_as_lines() {
    for (input, expected) in [
        (
            "[{\"a\":1},{\"a\":2},{\"a\":1.0}]\n",
            "{\"a\":1}\n{\"a\":1.0}\n",
        ),
        ("\u{feff}[{\"a\":1}]", "{\"a\":1}\n"),
        (
            "[\r\n  {\"b\": \" \\u00e9\", \"a\":\t1},\n  {\n\"a\": 2\n}\n]",
            "{\"b\": \" \\u00e9\", \"a\":\t1}\n",
        ),
        (
            "{\"meta\":{\"a\":1},\"errors\":[],\"resources\":[{\"a\":2},{\"a\":1}]}\n",
            "{\"a\":1}\n",
        ),
        (
            "{\"resources\":[{\"a\":1}]}\n{\"resources\":[{\"a\": 1}]}\n",
            "{\"a\":1}\n{\"a\": 1}\n",
        ),
        ("{\n  \"a\": 1\n}\n{\n  \"a\": 2\n}\n", "{\"a\":1}\n"),
        (
            "[{\"a\":1},{\"a\": 1}]\n[{\"a\":2}]\n[]\n",
            "{\"a\":1}\n{\"a\": 1}\n",
        ),
        (
            "{}\n [{\"a\":2},{\"a\": 1}] \n{\"a\":1}\n",
            "{\"a\": 1}\n{\"a\":1}\n",
        ),
        (
            "[{\"meta\":{},\"resources\":[{\"a\":1}]},\n {\"meta\":{},\"resources\":[{\"a\":2}]}]\n",
            "{\"a\":1}\n",
        ),
        (
            "{\"resources\":[{\"a\":1}],\"errors\":[],\"meta\":{}}\n",
            "{\"a\":1}\n",
        ),
        (
            "{\"a\":1}\n{\n  \"a\": 1,\n\n  \"b\": [\n]\n}\n{\"a\": 1}\n",
            "{\"a\":1}\n{\"a\":1,\"b\":[]}\n{\"a\": 1}\n",
        ),
        (
            "{}\n[\n  {\"a\": 1},\n  {\"a\": 2}\n]\n{\n\t\"a\":1\n}",
            "{\"a\": 1}\n{\"a\":1}\n",
        ),
    ] {
        let output = match_stdin("a:1", input);
        assert_eq!(output.stdout, expected, "{input:?}");
        assert_eq!(
            (output.status, output.stderr.as_str()),
            (Some(0), ""),
            "{input:?}"
        );
    }
    assert_eq!(match_stdin("a:!1", "[]\n{\"a\":1}\n[]\n").status, Some(1));
    let count = fql_with_input(["match", "--count", "-c", "any", "a:1"], "[{\"a\":1}]");
    assert_eq!(count.stdout, "1\n");
}

#[test]
fn response_is_recognized_at_any_line() {
    for response in [
        r#"{"meta":{},"resources":[{"a":1}]}"#,
        r#"{"resources":[{"a":1}],"meta":{}}"#,
        r#" { "errors" : [], "resources": [{"a":1}]}"#,
        r#"{"status_code":200,"headers":{},"body":{"resources":[{"a":1}]}}"#,
        r#"{"FemEcosystemSubsidiariesResponseFields":{"meta":{}},"resources":[{"a":1}]}"#,
    ] {
        for input in [
            response.to_owned(),
            format!("{response}\n{{}}\n"),
            format!("{{}}\n{response}\n"),
            format!("{{}}\n{response}\r\n{{}}"),
            format!("[]\n{response}\n"),
        ] {
            let output = match_stdin("a:1", &input);
            assert_eq!(output.stdout, "{\"a\":1}\n", "{input}");
            assert_eq!((output.status, &*output.stderr), (Some(0), ""), "{input}");
        }
    }
    let error = r#"{"errors":[{"code":403,"message":"denied"}]}"#;
    let output = match_stdin("a:1", format!("{{\"a\":1}}\n{error}\n"));
    assert_eq!((output.status, &*output.stdout), (Some(2), "{\"a\":1}\n"));
    assert_eq!(
        output.stderr,
        "fql: standard input:2: the response is an error: denied (code 403)\n"
    );
}

#[test]
fn object_with_other_members_is_a_document() {
    for document in [
        r#"{"a":1,"meta":{"v":1},"resources":[{"a":1}]}"#,
        r#"{"meta":{"v":1},"a":1,"resources":[{"a":1}]}"#,
        r#"{"meta":{"v":1},"resources":[{"a":1}],"a":1}"#,
        r#"{"resources":[{"a":1}],"meta":{"v":1},"a":1}"#,
        r#"{"errors":[{"message":"x"}],"meta":{"v":1},"a":1}"#,
    ] {
        let pretty = document.replace(',', ",\n ").replace('{', "{\n ");
        for input in [
            format!("{document}\n"),
            format!("{document}\n{{}}\n"),
            format!("{{}}\n{document}\n"),
            format!("{{}}\n{pretty}\n"),
            pretty,
        ] {
            let output = match_stdin("a:1", &input);
            assert_eq!(output.stdout, format!("{document}\n"), "{input}");
            assert_eq!((output.status, &*output.stderr), (Some(0), ""), "{input}");
        }
    }
}

#[test]
fn lines_without_indent_continue_a_value() {
    for (input, expected, malformed) in [
        (
            "{\"a\":1}\n{\n\"meta\":{},\n\"resources\":[\n{\"a\":1,\"b\":1},\n{\"a\":1,\"b\":2}\n]}\n{\"a\":1}",
            "{\"a\":1}\n{\"a\":1,\"b\":1}\n{\"a\":1,\"b\":2}\n{\"a\":1}",
            "",
        ),
        (
            "{}\n[\n{\"a\":1,\"b\":1},\n{\"a\":},\n{\"a\":1}\n]",
            "{\"a\":1,\"b\":1}\n{\"a\":1}\n",
            "fql: standard input:4: expected a value at byte 6\n\
             fql: skipped 1 malformed line\n",
        ),
        (
            "{}\n{\n\"a\"\n:\n1\n,\"b\":[\n2\n,3]}\n",
            "{\"a\":1,\"b\":[2,3]}\n",
            "",
        ),
        (
            "{}\n{\"a\":1,\n{\"a\":1}\n",
            "{\"a\":1}\n",
            "fql: standard input:2: unexpected end of document at byte 8\n\
             fql: skipped 1 malformed line\n",
        ),
        (
            "{}\n[\n{\"a\":1},\n{\"a\":[\n{\"a\":1}\n{}",
            "{\"a\":1}\n",
            "fql: standard input:2: unexpected end of document at byte 2\n\
             fql: standard input:3: unexpected characters after the document at byte 8\n\
             fql: standard input:4: unexpected end of document at byte 7\n\
             fql: skipped 3 malformed lines\n",
        ),
        (
            "{}\n{\"b\":[\n{\"a\":1}",
            "{\"a\":1}",
            "fql: standard input:2: unexpected end of document at byte 7\n\
             fql: skipped 1 malformed line\n",
        ),
    ] {
        let output = match_stdin("a:1", input);
        assert_eq!(output.stdout, expected, "{input}");
        assert_eq!(output.stderr, malformed, "{input}");
        assert_eq!(output.status, Some(0), "{input}");
    }
    let arrays = format!("{{}}\n{}{{\"a\":1}}\n", "[\n".repeat(1_000));
    let output = match_stdin("a:1", arrays);
    assert_eq!(output.stdout, "{\"a\":1}\n");
    let summary = "fql: skipped 1000 malformed lines\n";
    assert!(output.stderr.ends_with(summary), "{}", output.stderr);
}

#[test]
fn ids_without_a_match_are_noted_once() {
    for input in [
        r#"["1_a","1_b"]"#,
        r#"{"meta":{},"resources":["1_a","1_b"]}"#,
        "\"1_a\"\n\"1_b\"\n",
    ] {
        let output = match_stdin("a:1", input);
        assert_eq!((output.status, &*output.stdout), (Some(1), ""), "{input}");
        assert_eq!(
            output.stderr,
            "fql: standard input:1: the document is a string, such as an id, and has no fields to match\n"
        );
    }
}

#[test]
fn errors_of_a_partial_response_are_printed() {
    let errors = r#"[{"code":404,"message":"no host"},{"message":"x"}]"#;
    let response = format!("{{\"meta\":{{}},\"errors\":{errors},\"resources\":[{{\"a\":1}}]}}\n");
    for (filter, input, line, status) in [
        ("a:1", response.clone(), 1, 0),
        ("a:2", response.clone(), 1, 1),
        ("a:1", format!("{{}}\n{response}"), 2, 0),
    ] {
        let output = match_stdin(filter, &input);
        assert_eq!(output.status, Some(status), "{input}");
        assert_eq!(
            output.stderr,
            format!(
                "fql: standard input:{line}: the response has an error: no host (code 404)\n\
                 fql: standard input:{line}: the response has an error: x\n"
            )
        );
    }
    let error = r#"{"message":"x"},"#.repeat(150);
    let errors = error.trim_end_matches(',');
    let input = format!("{{\"errors\":[{errors}],\"resources\":[{{}}]}}");
    let output = match_stdin("a:1", input);
    assert_eq!(output.stderr.lines().count(), 101);
    let rest = "fql: 50 more errors of responses\n";
    assert!(output.stderr.ends_with(rest), "{}", output.stderr);
}

#[test]
fn malformed_documents_of_an_array_are_reported() {
    let input = "[{\"a\":1},\n{\"a\":},\n{\"a\":1}]";
    let output = match_stdin("a:1", input);
    assert_eq!(output.stdout, "{\"a\":1}\n{\"a\":1}\n");
    assert_eq!(output.status, Some(0));
    assert_eq!(
        output.stderr,
        "fql: standard input:2: expected a value at byte 6\n\
         fql: skipped 1 malformed document\n"
    );
    for (input, error) in [
        ("[{\"a\":1},\n", "2: unexpected end of input"),
        (
            "[{\"a\":1}\n{\"a\":1}]",
            "2: expected `,` or `]` after a document",
        ),
        ("{\"resources\":[{\"a\":1}]", "1: unexpected end of input"),
        ("[{\"a\":1},\n]", "2: trailing comma before `]`"),
        (
            "{\"a\":1}\n,{\"a\":2}\n",
            "2: NDJSON with commas between its lines is not supported; \
             remove the commas, or add brackets",
        ),
    ] {
        let output = match_stdin("a:1", input);
        assert_eq!(
            (output.status, &*output.stdout),
            (Some(2), "{\"a\":1}\n"),
            "{input}"
        );
        assert_eq!(output.stderr, format!("fql: standard input:{error}\n"));
    }
}

#[test]
fn long_documents_of_an_array_are_skipped() {
    let input = format!(
        "[{{\"a\":1,\"b\":\"{}\"}},\n{{\"a\":1}}]",
        "x".repeat(2_000)
    );
    let output = fql_with_input(["match", "--max-line", "1K", "-c", "any", "a:1"], input);
    assert_eq!(output.stdout, "{\"a\":1}\n");
    assert_eq!(
        output.stderr,
        "fql: standard input:1: document is longer than 1 KiB; use `--max-line` to raise the limit\n\
         fql: skipped 1 malformed document\n"
    );
}

/// Frames with the lines `{"a":1}` and `{"a":2}`, and a skippable frame between them.
const ZSTD: &[u8] = b"(\xb5/\xfd\x04XA\x00\x00{\x22a\x22:1}\x0a\xe2\xef\xec\xe0P*M\x18\x03\x00\x00\x00xyz(\xb5/\xfd\x04XA\x00\x00{\x22a\x22:2}\x0a\x86\xa8:=";

#[test]
fn compressed_input_is_recognized_by_content() {
    const LINES: &str = "{\"a\":1}\n{\"a\":2}\n";
    let lines = gzip(LINES);
    let two_members = [&*lines, &*lines].concat();
    for (name, input, expected) in [
        ("match-gzip", lines.as_slice(), "{\"a\":1}\n"),
        ("match-gzip.zst", &two_members, "{\"a\":1}\n{\"a\":1}\n"),
        ("match-zstd.gz", ZSTD, "{\"a\":1}\n"),
        ("match-array", &gzip("[{\"a\":1}]"), "{\"a\":1}\n"),
    ] {
        let path = temp_file(name, input);
        for output in [match_files(["a:1"], &[&path]), match_stdin("a:1", input)] {
            assert_eq!(output.stdout, expected, "{name}");
            assert_eq!(
                (output.status, output.stderr.as_str()),
                (Some(0), ""),
                "{name}"
            );
        }
    }
}

#[test]
fn damaged_compressed_input_exits_with_2() {
    let gzip = gzip("{\"a\":1}\n");
    let mut wrong_checksum = ZSTD.to_vec();
    *wrong_checksum.last_mut().expect("not empty") ^= 1;
    let mut needs_dictionary = ZSTD.to_vec();
    needs_dictionary[4] |= 1;
    let mut reserved_block = ZSTD.to_vec();
    reserved_block[6] |= 6;
    for (input, reason) in [
        (&gzip[..gzip.len() - 3], "unexpected end of file"),
        (
            &[&*gzip, b"\0\0x"].concat(),
            "unexpected bytes after the end of the gzip data",
        ),
        (&ZSTD[..ZSTD.len() - 2], "unexpected end of the zstd data"),
        (&wrong_checksum, "wrong checksum of the zstd data"),
        (
            &[ZSTD, b"rest"].concat(),
            "unexpected bytes after the end of the zstd data",
        ),
        (
            &needs_dictionary,
            "zstd data that needs a dictionary is not supported",
        ),
        (&reserved_block, "damaged zstd data"),
    ] {
        let output = match_stdin("a:1", input);
        assert_eq!(output.status, Some(2), "{}", output.stderr);
        let message = format!("fql: cannot read standard input: {reason}\n");
        assert_eq!(output.stderr, message);
    }
    let padded = [&*gzip, &[0; 100]].concat();
    let output = match_stdin("a:1", padded);
    assert_eq!(
        (output.status, output.stderr.as_str()),
        (Some(0), ""),
        "{}",
        output.stdout
    );
}

#[test]
fn unsupported_formats_are_named_once() {
    for (input, reason) in [
        (
            &b"id,criticality\r\n1,High\r\n"[..],
            "CSV is not supported; expected NDJSON",
        ),
        (
            b"\xff\xfe{\0}\0\n\0",
            "UTF-16 is not supported; save the file as UTF-8",
        ),
        (
            b"BZh91AY&SY",
            "bzip2 is not supported; decompress the file first",
        ),
        (b"<html>\n<body>", "XML or HTML is not supported; "),
        (b"[{'id': 'x'}]", "Python literals are not JSON; "),
        (
            b"{\"a\":1},\n{\"a\":1},\n",
            "NDJSON with commas between its lines is not supported; ",
        ),
        (&gzip("a,b\n1,2\n"), "CSV is not supported; "),
    ] {
        let output = match_stdin("a:1", input);
        assert_eq!(
            (output.status, output.stdout.as_str()),
            (Some(2), ""),
            "{reason}"
        );
        let message = format!("fql: cannot read standard input: {reason}");
        assert!(output.stderr.starts_with(&message), "{}", output.stderr);
        assert_eq!(output.stderr.lines().count(), 1, "{}", output.stderr);
    }
}

#[test]
fn error_response_is_an_error() {
    for (response, reason) in [
        (
            r#"{"meta":{},"errors":[{"code":403,"message":"denied"}]}"#,
            "the response is an error: denied (code 403)",
        ),
        (
            r#"{"errors":[{"code":403,"message":"denied"}],"resources":[],"meta":{}}"#,
            "the response is an error: denied (code 403)",
        ),
        (
            r#"{"resources":null,"errors":[{"message":"denied"},{"message":"no"}]}"#,
            "the response is an error: denied; no",
        ),
        (
            r#"{"meta":{},"errors":[]}"#,
            "the response has no `resources`",
        ),
    ] {
        let output = match_stdin("", response);
        assert_eq!((output.status, output.stdout.as_str()), (Some(2), ""));
        assert_eq!(output.stderr, format!("fql: standard input:1: {reason}\n"));
    }
    let partial = r#"{"meta":{},"errors":[{"message":"x"}],"resources":[{"a":1}]}"#;
    assert_eq!(match_stdin("a:1", partial).status, Some(0));
}

#[test]
fn cut_off_line_does_not_take_the_next_lines() {
    let input = "{}\n{\"a\":[\n{\"a\":1}\n{\n  \"a\": 1\n{\"a\":1}\n[\n  {\"a\":\n";
    let output = match_stdin("a:1", input);
    assert_eq!(output.stdout, "{\"a\":1}\n{\"a\":1}\n");
    assert_eq!(
        output.stderr,
        "fql: standard input:2: unexpected end of document at byte 7\n\
         fql: standard input:4: unexpected end of document at byte 2\n\
         fql: standard input:7: unexpected end of document at byte 2\n\
         fql: skipped 3 malformed lines\n"
    );
    let long = format!("{{}}\n{{\n  \"a\": \"{}\"\n}}\n", "x".repeat(1_014));
    let output = fql_with_input(["match", "--max-line", "1K", "-c", "any", "a:1"], long);
    let expected = "fql: standard input:2: line is longer than 1 KiB";
    assert!(output.stderr.starts_with(expected), "{}", output.stderr);
}

#[test]
fn file_in_place_of_the_filter_is_noted() {
    let path = temp_file("match-swapped", "{}\n");
    let output = fql(["match", path.to_str().expect("UTF-8"), "a:1"]);
    assert_eq!(output.status, Some(2));
    let note = "note: the filter comes before the files\n";
    assert!(output.stderr.contains(note), "{}", output.stderr);
}

#[test]
fn status_is_1_without_a_match() {
    assert_eq!(match_stdin("a:1", "{\"a\":1}\n").status, Some(0));
    for input in ["{\"a\":2}\n", "", "\n"] {
        let output = match_stdin("a:1", input);
        assert_eq!(
            (output.status, output.stdout.as_str()),
            (Some(1), ""),
            "{input:?}"
        );
        assert_eq!(output.stderr, "", "{input:?}");
    }
}

#[test]
fn empty_filter_matches_every_line() {
    let output = match_stdin("", "{}\n[2]\n1\n");
    assert_eq!(
        (output.status, output.stdout.as_str()),
        (Some(0), "{}\n2\n1\n")
    );
}

#[test]
fn empty_lines_are_skipped() {
    let output = match_stdin("a:!1", "\n  \t\r\n{}\n\r\n");
    assert_eq!(
        (output.stdout.as_str(), output.stderr.as_str()),
        ("{}\n", "")
    );
}

#[test]
fn count_prints_only_the_count() {
    for (input, count, status) in [
        ("{\"a\":1}\n{\"a\":2}\n{\"a\":1}\n", "2\n", 0),
        ("{}\n", "0\n", 1),
    ] {
        let output = fql_with_input(["match", "--count", "-c", "any", "a:1"], input);
        assert_eq!(
            (output.stdout.as_str(), output.status),
            (count, Some(status))
        );
    }
}

#[test]
fn files_are_read_in_order() {
    let one = temp_file("match-one", "{\"a\":1,\"from\":1}\n{\"a\":2}\n");
    let two = temp_file("match-two", "{\"a\":1,\"from\":2}");
    let (one, two) = (one.to_str().expect("UTF-8"), two.to_str().expect("UTF-8"));
    let output = fql_with_input(
        ["match", "-c", "any", "a:1", two, "-", one],
        "{\"a\":1,\"from\":\"-\"}\n",
    );
    assert_eq!(output.status, Some(0));
    // The last line of the first file has no line ending.
    assert_eq!(
        output.stdout,
        "{\"a\":1,\"from\":2}\n{\"a\":1,\"from\":\"-\"}\n{\"a\":1,\"from\":1}\n"
    );
}

#[test]
fn malformed_lines_are_reported_and_skipped() {
    let path = temp_file(
        "match-malformed",
        "{\"a\":1}\n{\"a\":\n\n{\"a\":1}x\n{\"a\":1}\n",
    );
    let output = match_files(["a:1"], &[&path]);
    assert_eq!(output.status, Some(0));
    assert_eq!(output.stdout, "{\"a\":1}\n{\"a\":1}\n");
    let name = path.display();
    assert_eq!(
        output.stderr,
        format!(
            "fql: {name}:2: unexpected end of document at byte 6\n\
             fql: {name}:4: unexpected characters after the document at byte 8\n\
             fql: skipped 2 malformed lines\n"
        )
    );

    let output = match_stdin("a:1", b"{\"a\":\"\xff\"}\n".as_slice());
    assert_eq!((output.status, output.stdout.as_str()), (Some(1), ""));
    assert_eq!(
        output.stderr,
        "fql: standard input:1: invalid UTF-8 at byte 7\nfql: skipped 1 malformed line\n"
    );
}

#[test]
fn up_to_100_malformed_lines_are_reported() {
    let output = match_stdin("a:1", "no JSON\n".repeat(1_234));
    assert_eq!(output.stderr.lines().count(), 101);
    assert!(
        output
            .stderr
            .ends_with("fql: skipped 1234 malformed lines\n")
    );
}

#[test]
fn strict_stops_at_first_malformed_line() {
    let input = "{\"a\":1}\n{\"a\":}\n{\"a\":1}\n";
    let output = fql_with_input(["match", "-c", "any", "--strict", "a:1"], input);
    assert_eq!(output.status, Some(2));
    assert_eq!(output.stdout, "{\"a\":1}\n");
    assert_eq!(
        output.stderr,
        "fql: standard input:2: expected a value at byte 6\n"
    );
}

#[test]
fn line_over_the_limit_is_malformed() {
    let long = format!("{{\"a\":1,\"b\":\"{}\"}}\n", "x".repeat(2_000));
    let input = format!("{{\"a\":1}}\n{long}{{\"a\":1}}\n{}", long.trim_end());
    let args = |limit| ["match", "-c", "any", "--max-line", limit, "a:1"];
    let output = fql_with_input(args("1K"), &input);
    assert_eq!(output.stdout, "{\"a\":1}\n{\"a\":1}\n");
    assert_eq!(
        output.stderr,
        "fql: standard input:2: line is longer than 1 KiB; use `--max-line` to raise the limit\n\
         fql: standard input:4: line is longer than 1 KiB; use `--max-line` to raise the limit\n\
         fql: skipped 2 malformed lines\n"
    );
    let output = fql_with_input(args("2014"), &input);
    assert_eq!((output.stdout, output.stderr), (input, String::new()));
    for invalid in ["0", "", "1T", "-1"] {
        let limit = format!("--max-line={invalid}");
        assert_eq!(
            fql(["match", "-c", "any", &limit, "a:1"]).status,
            Some(2),
            "{invalid}"
        );
    }
}

#[test]
fn line_can_be_longer_than_the_buffer() {
    let long = format!("{{\"b\":\"{}\",\"a\":1}}\n", "\\\"x".repeat(1 << 20));
    let output = match_stdin("a:1", format!("{long}{{}}\n{long}"));
    assert_eq!(
        (output.stdout, output.stderr),
        (long.repeat(2), String::new())
    );
}

#[test]
fn now_option_sets_the_time() {
    let input =
        "{\"last_seen\":\"2026-11-20T00:00:00Z\"}\n{\"last_seen\":\"2026-11-01T00:00:00Z\"}\n";
    let seen = "last_seen:>'now-7d'";
    for (now, count) in [
        ("2026-11-22T10:00:00Z", "1\n"),
        ("2026-11-22T12:00:00+02:00", "1\n"),
        ("2026-11-05", "2\n"),
        ("2027", "0\n"),
    ] {
        let output = fql_with_input(["match", "--count", "--now", now, seen], input);
        assert_eq!(output.stdout, count, "{now}");
    }
    for now in ["now-1d", "yesterday", "2026-02-30"] {
        let output = fql(["match", "--now", now, seen]);
        assert_eq!(output.status, Some(2), "{now}");
        assert!(output.stderr.contains("--now <TIME>"), "{}", output.stderr);
    }
}

#[test]
fn now_defaults_to_the_current_time() {
    let input = "{\"last_seen\":\"9999-01-01\"}\n{\"last_seen\":\"2001-01-01\"}\n";
    let output = fql_with_input(["match", "--count", "last_seen:<'now'"], input);
    assert_eq!(output.stdout, "1\n");
}

#[test]
fn field_types_depend_on_the_collection() {
    let input =
        "{\"ip\":{\"asn\":\"64496\",\"ip_address\":\"192.0.2.7\"},\"criticality\":\"Critical\"}\n";
    for filter in [CRITICAL, "ip.asn:64496", "ip.ip_address:'192.0.2.0/24'"] {
        assert_eq!(
            fql_with_input(["match", filter], input).stdout,
            input,
            "{filter}"
        );
    }
    // In an open collection a network is an ordinary string.
    assert_eq!(
        match_stdin("ip.ip_address:'192.0.2.0/24'", input).status,
        Some(1)
    );
}

#[test]
fn invalid_filter_reads_no_input() {
    for (filter, code) in [
        ("criticalty:'x'", "FQL101"),
        ("confidence:>1", "FQL105"),
        ("a:", "FQL003"),
    ] {
        let output = fql_with_input(["match", filter], "no JSON\n");
        assert_eq!(
            (output.status, output.stdout.as_str()),
            (Some(2), ""),
            "{filter}"
        );
        assert!(output.stderr.contains(code), "{}", output.stderr);
        assert!(
            output
                .stderr
                .ends_with("fql: aborting due to invalid filter\n")
        );
    }
}

#[test]
fn warning_does_not_change_the_result() {
    let input = "{\"last_seen\":\"2026-11-20\"}\n";
    let output = fql_with_input(["match", "last_seen_timestamp:>'2026'"], input);
    assert_eq!((output.status, output.stdout.as_str()), (Some(0), input));
    assert!(output.stderr.starts_with("warning["), "{}", output.stderr);
}

#[test]
fn unreadable_file_exits_with_2_after_matches() {
    let path = temp_file("match-readable", "{\"a\":1}\n");
    for missing in ["/no/such/file", env!("CARGO_TARGET_TMPDIR")] {
        let output = match_files(["a:1"], &[&path, missing.as_ref()]);
        assert_eq!(
            (output.status, output.stdout.as_str()),
            (Some(2), "{\"a\":1}\n")
        );
        assert!(
            output
                .stderr
                .starts_with(&format!("fql: cannot read {missing}: "))
        );
    }
    assert_eq!(fql(["match"]).status, Some(2));
}

#[test]
fn matches_are_flushed_before_input_ends() {
    let mut child = command(["match", "-c", "any", "a:1"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut input = child.stdin.take().expect("standard input is a pipe");
    let stdout = child.stdout.take().expect("standard output is a pipe");
    let mut output = BufReader::new(stdout);
    for line in ["{\"a\":1}\n", "{\"a\":1,\"b\":2}\n"] {
        input.write_all(line.as_bytes()).expect("the program reads");
        let mut printed = String::new();
        output.read_line(&mut printed).expect("the program writes");
        assert_eq!(printed, line);
    }
    drop(input);
    assert!(child.wait().expect("the program ends").success());
}

#[test]
fn hostile_lines_are_malformed() {
    let deep = format!("{}1{}\n", "[".repeat(200_000), "]".repeat(200_000));
    let deep_value = "{\"a\":".repeat(200_000) + "\n";
    let text = format!("{{\"a\":\"{}\"}}\n", "é".repeat(1 << 19));
    let number = format!("{{\"a\":{}}}\n", "9".repeat(1 << 20));
    let input = [deep, deep_value, text.clone(), number, "{\"a\":2}".into()].concat();
    let output = match_stdin("a:*'é*'", input);
    assert_eq!((output.status, output.stdout), (Some(0), text));
    assert_eq!(
        output.stderr,
        "fql: standard input:1: more than 127 nested arrays and objects at byte 128\n\
         fql: standard input:2: more than 127 nested arrays and objects at byte 636\n\
         fql: standard input:4: number out of range at byte 6\n\
         fql: skipped 3 malformed lines\n"
    );
}

#[test]
fn twin_fields_read_their_parent() {
    for (collection, filter, document, expected) in [
        (
            "hosts",
            "local_ip.raw:*'192.0.2.*'",
            r#"{"local_ip":"192.0.2.7"}"#,
            0,
        ),
        (
            "hosts",
            "local_ip.raw:*'192.0.2.*'",
            r#"{"local_ip":"198.51.100.7"}"#,
            1,
        ),
        (
            "hosts",
            "local_ip.raw:!*'192.0.2.*'",
            r#"{"local_ip":"192.0.2.7"}"#,
            1,
        ),
        (
            "hosts",
            "local_ip.raw:*'192.0.2.*'",
            r#"{"local_ip":{"raw":"192.0.2.7"}}"#,
            0,
        ),
        (
            "iocs",
            "metadata.filename.raw:'a.exe'",
            r#"{"metadata":{"filename":"a.exe"}}"#,
            0,
        ),
        (
            "iocs",
            "metadata.filename.raw:'a.exe'",
            r#"{"metadata":{"filename":"A.exe"}}"#,
            1,
        ),
        (
            "spotlight-vulnerabilities",
            "cve.id.insensitive:['cve-2024-1']",
            r#"{"cve":{"id":"CVE-2024-1"}}"#,
            0,
        ),
        (
            "spotlight-vulnerabilities",
            "cve.id.insensitive:!'cve-2024-1'",
            r#"{"cve":{"id":"CVE-2024-1"}}"#,
            1,
        ),
    ] {
        let output = fql_with_input(["match", "-c", collection, filter], document);
        let stderr = output.stderr;
        assert_eq!(
            output.status,
            Some(expected),
            "{filter} {document}: {stderr}"
        );
    }
}

#[test]
fn parameter_fields_are_reported() {
    let arguments = [
        "match",
        "-c",
        "spotlight-vulnerabilities",
        "last_seen_within:'30'",
    ];
    let output = fql_with_input(arguments, "{}");
    assert_eq!(output.status, Some(1));
    let message = "fql: documents do not have the field `last_seen_within`";
    assert!(output.stderr.contains(message), "{}", output.stderr);
}

#[test]
fn skipped_validation_keeps_matches() {
    let input = "{\"a\":\"Critical\"}\n\
         {\"a\":\"Cr\\u0069tical\"}\n\
         {\"a\":\"Low\"x}\n\
         {\"a\":\"Critical\"x}\n\
         no JSON\n\
         [{\"a\":\"Low\"}]\n\
         {\"meta\":{},\"resources\":[{\"a\":\"Critical\"}]}\n\
         {\n\"a\": \"Critical\"}\n";
    let args = ["match", "--skip-validation", "-c", "any", "a:'Critical'"];
    let output = fql_with_input(args, input);
    assert_eq!(output.status, Some(0));
    assert_eq!(
        output.stdout,
        "{\"a\":\"Critical\"}\n\
         {\"a\":\"Cr\\u0069tical\"}\n\
         {\"a\":\"Critical\"}\n\
         {\"a\":\"Critical\"}\n"
    );
    assert_eq!(
        output.stderr,
        "fql: standard input:4: expected `,` or `}` at byte 16\n\
         fql: standard input:5: expected a value at byte 1\n\
         fql: skipped 2 malformed lines\n"
    );
    let error = "{}\n{\"errors\":[{\"message\":\"denied\"}]}\n";
    assert_eq!(fql_with_input(args, error).status, Some(2));
    let without = fql_with_input(["match", "--skip-validation", "-c", "any", "a:1"], "x\n");
    assert_eq!(without.stderr.lines().count(), 2, "{}", without.stderr);
}
