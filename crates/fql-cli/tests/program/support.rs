//! Runs the built program.

use std::ffi::OsStr;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;

/// The names of the subcommands.
pub(crate) const SUBCOMMANDS: &[&str] = &[
    "check",
    "fmt",
    "explain",
    "fields",
    #[cfg(feature = "lint")]
    "lint",
    "match",
    #[cfg(feature = "network")]
    "aggregate",
    #[cfg(feature = "network")]
    "assets",
    #[cfg(feature = "network")]
    "call",
    #[cfg(feature = "network")]
    "query",
    #[cfg(feature = "network")]
    "serve",
    "completions",
    "man",
];

/// The exit status and the output of a run.
#[derive(Debug)]
pub(crate) struct ProgramOutput {
    pub(crate) status: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl ProgramOutput {
    /// Parses each line of standard output as JSON.
    pub(crate) fn json_lines(&self) -> Vec<serde_json::Value> {
        self.stdout
            .lines()
            .map(|line| serde_json::from_str(line).expect("a line is JSON"))
            .collect()
    }

    /// Parses standard output as one JSON document.
    #[cfg(feature = "network")]
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).expect("the output is JSON")
    }
}

/// Returns a command without the variables that affect colors, widths and the API client.
pub(crate) fn command<S: AsRef<OsStr>>(args: impl IntoIterator<Item = S>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fql"));
    command.args(args).stdin(Stdio::null());
    clear_environment(&mut command);
    command
}

/// Removes the variables that affect colors, widths and the API client.
pub(crate) fn clear_environment(command: &mut Command) {
    for variable in [
        "NO_COLOR",
        "CLICOLOR",
        "CLICOLOR_FORCE",
        "COLUMNS",
        "FALCON_CLIENT_ID",
        "FALCON_CLIENT_SECRET",
        "FALCON_CLOUD",
        "FALCON_MEMBER_CID",
        "FALCON_BASE_URL",
    ] {
        command.env_remove(variable);
    }
}

pub(crate) fn run(mut command: Command) -> ProgramOutput {
    let output = command.output().expect("the program starts");
    decode(output)
}

fn decode(output: std::process::Output) -> ProgramOutput {
    ProgramOutput {
        status: output.status.code(),
        stdout: String::from_utf8(output.stdout).expect("standard output is UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("standard error is UTF-8"),
    }
}

pub(crate) fn fql<const N: usize>(args: [&str; N]) -> ProgramOutput {
    run(command(args))
}

/// Runs the program with standard input.
pub(crate) fn fql_with_input<const N: usize>(
    args: [&str; N],
    input: impl AsRef<[u8]>,
) -> ProgramOutput {
    let mut child = command(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("standard input is a pipe");
    let input = input.as_ref().to_owned();
    // Written while the output is read, so that neither pipe blocks. The program may stop reading.
    let writer = thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().expect("the program ends");
    writer.join().expect("the writer does not panic");
    decode(output)
}

pub(crate) fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    let written = encoder.write_all(text.as_bytes());
    written
        .and_then(|()| encoder.finish())
        .expect("written to a vector")
}

/// Writes a file with a name that is unique to the test.
pub(crate) fn temp_file(name: &str, content: impl AsRef<[u8]>) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, content).expect("the file is writable");
    path
}

/// Returns the only page of a listing of ids.
#[cfg(feature = "network")]
pub(crate) fn listing(ids: &[&str]) -> test_server::Response {
    let pagination = serde_json::json!({"after": "", "total": ids.len()});
    test_server::Response::json(serde_json::json!({
        "meta": {"pagination": pagination}, "resources": ids, "errors": [],
    }))
}
