//! `fql match --threads`

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use crate::support::{ProgramOutput, command, fql, fql_with_input, gzip, run, temp_file};

/// Parts of inputs: lines and values over several lines, valid and malformed.
const PARTS: &[&str] = &[
    "{\"a\":1}\n",
    "{\"a\":1, \"b\":\"é\"}\r\n",
    "{\"a\":2}\n",
    "{\"b\":[1,2,{\"a\":1}],\"a\":3}\n",
    "\n",
    " \t\r\n",
    "\"id\"\n",
    "7\n",
    "no JSON\n",
    "{\"a\":1}x\n",
    "{\"a\":\n",
    ",{\"a\":1}\n",
    "[{\"a\":1},{\"a\":2}]\n",
    "[{\"a\":1},{\"a\":}]\n",
    "{\"meta\":{},\"resources\":[{\"a\":1}]}\n",
    "{\"errors\":[{\"message\":\"x\"}],\"resources\":[{\"a\":1}]}\n",
    "{\n  \"a\": 1\n}\n",
    "{\n\"b\":[\n{\"a\":1},\n2\n],\n\"a\":1}\n",
    "{\"a\":1,\n",
    "[\n{\"a\":1},\n{\"a\":[\n",
    "{\"a\":1,\"long\":\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"}\n",
    "x\n",
];

/// A generator of pseudorandom numbers (splitmix64).
struct Rng(u64);

impl Rng {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (bits >> 32) as usize % bound
    }

    /// Returns an input whose documents are mostly lines.
    fn input(&mut self) -> Vec<u8> {
        let malformed = self.below(3) > 0;
        let mut input = Vec::new();
        for _ in 0..self.below(60) {
            let part = match malformed {
                true => PARTS[self.below(PARTS.len())],
                false => PARTS[self.below(8)],
            };
            input.extend(part.bytes());
        }
        if self.below(2) == 0 {
            input.pop();
        }
        if malformed && self.below(4) == 0 {
            input.extend(b"\n{\"a\":\"\xff\"}\n");
        }
        input
    }
}

fn search(options: &[&str], file: &Path, threads: &str, chunk: &str) -> ProgramOutput {
    let mut command = command(["match", "-c", "any", "--threads", threads, "--chunk-size"]);
    command.arg(chunk).args(options).arg("a:1").arg(file);
    run(command)
}

#[test]
fn output_does_not_depend_on_threads() {
    const OPTIONS: [&[&str]; 5] = [&[], &[], &["--count"], &["--strict"], &["--max-line", "70"]];
    let mut rng = Rng(20);
    for round in 0..40 {
        let input = rng.input();
        let options = OPTIONS[round % OPTIONS.len()];
        let file = temp_file("match-threads", &input);
        let expected = search(options, &file, "1", "256K");
        for (threads, chunk) in [
            ("1", "7"),
            ("2", "1"),
            ("2", "64"),
            ("7", "13"),
            ("7", "300"),
        ] {
            let output = search(options, &file, threads, chunk);
            let input = String::from_utf8_lossy(&input);
            assert_eq!(
                (&output.stdout, &output.stderr, output.status),
                (&expected.stdout, &expected.stderr, expected.status),
                "{threads} threads, buffers of {chunk}, {options:?}: {input}"
            );
        }
    }
}

#[test]
fn several_buffers_keep_the_order() {
    let lines: Vec<String> = (0..20_000)
        .map(|number| format!("{{\"a\":{},\"number\":{number}}}\n", number % 3))
        .collect();
    let input = lines.concat();
    let expected: String = lines
        .iter()
        .skip(1)
        .step_by(3)
        .map(String::as_str)
        .collect();
    let file = temp_file("match-order", &input);
    let compressed = temp_file("match-order.gz", gzip(&input));
    for file in [&file, &compressed] {
        for chunk in ["1K", "64K"] {
            let output = search(&[], file, "3", chunk);
            assert_eq!((&*output.stdout, &*output.stderr), (&*expected, ""));
        }
        let files = file.to_str().expect("UTF-8");
        let output = fql([
            "match",
            "--count",
            "--threads=4",
            "-c=any",
            "a:1",
            files,
            files,
        ]);
        assert_eq!(output.stdout, "13334\n");
    }
    let output = fql_with_input(["match", "--threads=2", "-c=any", "a:1"], &input);
    assert_eq!(output.stdout, expected);
}

#[test]
fn lines_longer_than_a_buffer_are_read() {
    let long = format!("{{\"b\":\"{}\",\"a\":1}}\n", "x".repeat(5_000));
    let input = format!("{{}}\n{long}{{\"a\":1}}\n{long}{{}}\nx\n{long}");
    let file = temp_file("match-long", &input);
    let output = search(&[], &file, "3", "100");
    assert_eq!(output.stdout, format!("{long}{{\"a\":1}}\n{long}{long}"));
    let output = search(&["--max-line", "3K"], &file, "3", "100");
    assert_eq!(output.stdout, "{\"a\":1}\n");
    let name = file.display();
    let too_long = |line: usize| {
        format!(
            "fql: {name}:{line}: line is longer than 3 KiB; use `--max-line` to raise the limit\n"
        )
    };
    assert_eq!(
        output.stderr,
        format!(
            "{}{}fql: {name}:6: expected a value at byte 1\n{}fql: skipped 4 malformed lines\n",
            too_long(2),
            too_long(4),
            too_long(7)
        )
    );
}

#[test]
fn read_error_comes_after_earlier_lines() {
    let lines = "{\"a\":1}\n{\"a\":2}\n".repeat(1_000);
    let mut compressed = gzip(&lines);
    compressed.truncate(compressed.len() - 3);
    let file = temp_file("match-cut.gz", compressed);
    let output = search(&[], &file, "2", "1K");
    assert_eq!(output.status, Some(2));
    assert_eq!(output.stdout, "{\"a\":1}\n".repeat(1_000));
    let name = file.display();
    let error = format!("fql: cannot read {name}: unexpected end of file\n");
    assert_eq!(output.stderr, error);
}

#[test]
fn invalid_threads_is_a_usage_error() {
    for threads in ["0", "-1", "1025", "two", ""] {
        let output = fql_with_input(["match", "--threads", threads, "a:1"], "");
        assert_eq!(output.status, Some(2), "{threads}");
        let expected = "expected a number from 1 to 1024; all cores are used without `--threads`";
        assert!(
            output.stderr.contains(expected) || threads == "-1",
            "{}",
            output.stderr
        );
    }
}

/// Starts a search of standard input.
fn start_live(options: &[&str]) -> Child {
    let mut command = command(["match", "--chunk-size=1", "-c=any", "a:1"]);
    command
        .args(options)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts")
}

/// Waits for the end of a program whose standard input is still open.
fn wait(child: &mut Child) -> Option<i32> {
    let started = Instant::now();
    while started.elapsed() < Duration::from_secs(60) {
        if let Some(status) = child.try_wait().expect("the program can be waited for") {
            return status.code();
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    child.kill().expect("the program can be stopped");
    panic!("the program waits for more input");
}

#[test]
fn live_input_is_matched_at_once() {
    let mut child = start_live(&["--threads=3"]);
    let mut input = child.stdin.take().expect("standard input is a pipe");
    let mut output = BufReader::new(child.stdout.take().expect("standard output is a pipe"));
    for number in 0..20 {
        let line = format!("{{\"a\":1,\"number\":{number}}}\n");
        input.write_all(line.as_bytes()).expect("the program reads");
        let mut matched = String::new();
        output.read_line(&mut matched).expect("UTF-8");
        assert_eq!(matched, line);
    }
    drop(input);
    assert_eq!(wait(&mut child), Some(0));
}

#[test]
fn strict_error_does_not_wait_for_input() {
    let mut child = start_live(&["--threads=3", "--strict"]);
    let mut input = child.stdin.take().expect("standard input is a pipe");
    input
        .write_all(b"{\"a\":1}\n{}\nx\n{}\n")
        .expect("the program reads");
    assert_eq!(wait(&mut child), Some(2));
    drop(input);
}

#[cfg(unix)]
#[test]
fn closed_output_does_not_wait_for_input() {
    for threads in ["--threads=1", "--threads=3"] {
        let mut child = start_live(&[threads]);
        let mut input = child.stdin.take().expect("standard input is a pipe");
        drop(child.stdout.take());
        input
            .write_all(b"{\"a\":1}\n{\"a\":1}\n")
            .expect("the program reads");
        // As the shell reports a program that SIGPIPE ends.
        assert_eq!(wait(&mut child), Some(141), "{threads}");
        let output = child.wait_with_output().expect("standard error is read");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{threads}");
        drop(input);
    }
}
