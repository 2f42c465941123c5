//! The examples of the help and of the README.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use crate::support::{ProgramOutput, clear_environment, fql, run};

const ASSETS: &str = concat!(
    r#"{"criticality":"Critical","ip":{"ip_address":"192.0.2.7","services":[{"port":80},{"port":22}]}}"#,
    "\n",
    r#"{"criticality":"High","manual":true,"last_seen":"2026-11-20T00:00:00Z"}"#,
    "\n",
);
const HOSTS: &str = "{\"hostname\":\"web-1\"}\n{\"hostname\":\"db-1\"}\n";

/// The directory with the files that examples read. Written once, because tests run in parallel.
static DIRECTORY: LazyLock<PathBuf> = LazyLock::new(|| {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("examples");
    std::fs::create_dir_all(&directory).expect("the directory is created");
    for (name, content) in [
        ("assets.ndjson", ASSETS),
        // The name does not matter: the content decides.
        ("assets.ndjson.gz", ASSETS),
        (
            "response.json",
            r#"{"meta":{},"resources":[{"manual":true}]}"#,
        ),
        ("filters.txt", "manual:true\n"),
        ("hosts.ndjson", HOSTS),
        ("rule.json", r#"{"name":"n"}"#),
        (
            "request.json",
            r#"[{"name":"n","type":"terms","field":"criticality"}]"#,
        ),
    ] {
        std::fs::write(directory.join(name), content).expect("the file is written");
    }
    directory
});

/// Returns a shell that runs a command line in the directory, with the program in its path.
fn shell(line: &str) -> Command {
    let program = Path::new(env!("CARGO_BIN_EXE_fql"));
    let programs = program.parent().expect("a directory").display();
    let path = std::env::var("PATH").unwrap_or_default();
    let mut shell = Command::new("sh");
    shell
        .args(["-c", line])
        .current_dir(&*DIRECTORY)
        .env("PATH", format!("{programs}:{path}"))
        .stdin(Stdio::null());
    clear_environment(&mut shell);
    shell
}

/// Returns the examples in the help of a subcommand, or of the program for an empty name.
fn examples(subcommand: &str) -> Vec<String> {
    let help = match subcommand {
        "" => fql(["--help"]),
        _ => fql([subcommand, "--help"]),
    };
    let (_, examples) = help.stdout.split_once("Examples:\n").expect("examples");
    let lines = examples.lines().take_while(|line| line.starts_with("  "));
    let examples: Vec<String> = lines.map(str::to_owned).collect();
    assert!(examples.len() >= 3, "{subcommand}");
    examples
}

fn run_example(line: &str) -> ProgramOutput {
    let output = run(shell(line));
    let is_success = matches!(output.status, Some(0 | 1)) && !output.stdout.is_empty();
    assert!(is_success, "{line}: {output:?}");
    output
}

#[test]
fn offline_examples_run() {
    for subcommand in ["", "check", "fmt", "explain", "fields", "match"] {
        for example in examples(subcommand) {
            run_example(&example);
        }
    }
}

#[cfg(feature = "network")]
#[test]
fn query_assets_and_aggregate_examples_run() {
    for example in ["query", "assets", "aggregate"].map(examples).concat() {
        let example = example.replace(" --base-url http://127.0.0.1:8080", "");
        let example = example.replace(" > assets.ndjson", "");
        let output = run_example(&example);
        assert_eq!(output.status, Some(0), "{example}: {output:?}");
    }
}

#[cfg(feature = "network")]
#[test]
fn call_examples_run() {
    let response = test_server::Response::resources(serde_json::json!(["ID1"]));
    let server = test_server::Server::always(response);
    for example in examples("call") {
        let example = example.replace(" --base-url http://127.0.0.1:8080", "");
        let example = example.replace(" > banner.bin", "");
        let mut shell = shell(&example);
        shell
            .env("FALCON_CLIENT_ID", "id")
            .env("FALCON_CLIENT_SECRET", "secret")
            .env("FALCON_BASE_URL", server.url());
        let output = run(shell);
        assert_eq!(output.status, Some(0), "{example}: {output:?}");
        assert!(output.stdout.contains("ID1"), "{example}: {output:?}");
    }
}

/// `FQL_BLESS=1` updates the README.
#[test]
fn readme_captures_are_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(&path).expect("the README exists");
    let (before, captures, after) = split_block(&readme, "```console\n");
    let commands = captures.lines().filter(|line| line.starts_with("$ "));
    let captures: Vec<String> = commands
        .map(|line| {
            // CSV has CRLF, the page has LF.
            let stdout = run_example(&line[2..]).stdout.replace('\r', "");
            format!("{line}\n{}\n", stdout.trim_end())
        })
        .collect();
    assert_eq!(captures.len(), 6);
    let updated = format!("{before}{}{after}", captures.join("\n"));
    let (before, _, after) = split_block(&updated, "```json\n");
    let json = run_example("fql check -c any --format json a=1").stdout;
    let updated = format!("{before}{json}{after}");
    if std::env::var_os("FQL_BLESS").is_some() {
        std::fs::write(&path, &updated).expect("the README is writable");
    } else {
        assert_eq!(readme, updated);
    }
}

/// Splits a page into the text before a code block, its content and the text after it.
fn split_block<'p>(page: &'p str, start: &str) -> (&'p str, &'p str, &'p str) {
    let start = page.find(start).expect("a block") + start.len();
    let length = page[start..].find("```").expect("the end of the block");
    (
        &page[..start],
        &page[start..start + length],
        &page[start + length..],
    )
}
