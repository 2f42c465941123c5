//! The built program, and what it answers.

use std::ffi::OsStr;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;

/// The subcommands by name.
pub(crate) const SUBCOMMANDS: &[&str] = &[
    "check",
    "fmt",
    "explain",
    "fields",
    "match",
    #[cfg(feature = "network")]
    "aggregate",
    #[cfg(feature = "network")]
    "assets",
    #[cfg(feature = "network")]
    "call",
    #[cfg(feature = "network")]
    "serve",
    "completions",
    "man",
];

/// What a run of the program left behind.
#[derive(Debug)]
pub(crate) struct Response {
    pub(crate) status: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Response {
    /// Each line of standard output as JSON.
    pub(crate) fn json(&self) -> Vec<serde_json::Value> {
        self.stdout
            .lines()
            .map(|line| serde_json::from_str(line).expect("a line is JSON"))
            .collect()
    }
}

/// The program, without what the environment says of colour and columns.
pub(crate) fn command<S: AsRef<OsStr>>(args: impl IntoIterator<Item = S>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fql"));
    command
        .args(args)
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR")
        .env_remove("CLICOLOR_FORCE")
        .env_remove("COLUMNS")
        .stdin(Stdio::null());
    command
}

pub(crate) fn run(mut command: Command) -> Response {
    let output = command.output().expect("the program runs");
    Response {
        status: output.status.code(),
        stdout: String::from_utf8(output.stdout).expect("UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

pub(crate) fn fql<const N: usize>(args: [&str; N]) -> Response {
    run(command(args))
}

/// Runs the program with this on standard input.
pub(crate) fn fql_with_input<const N: usize>(args: [&str; N], input: impl AsRef<[u8]>) -> Response {
    let mut child = command(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let mut stdin = child.stdin.take().expect("a pipe");
    let input = input.as_ref().to_owned();
    // Beside the reading, so that neither pipe blocks the other. Programs may stop reading early.
    let writer = thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().expect("the program ends");
    writer.join().expect("the writer ends");
    Response {
        status: output.status.code(),
        stdout: String::from_utf8(output.stdout).expect("UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

/// A file for one test, by the test's name.
pub(crate) fn file(name: &str, content: impl AsRef<[u8]>) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, content).expect("a file is written");
    path
}
