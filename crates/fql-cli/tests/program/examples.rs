//! The examples of the help and of the README, run by a shell as they stand.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use crate::support::{Response, command, run};

/// What the examples find.
const ASSETS: &str = concat!(
    r#"{"criticality":"Critical","ip":{"ip_address":"192.0.2.7","services":[{"port":80},{"port":22}]}}"#,
    "\n",
    r#"{"criticality":"High","manual":true,"last_seen":"2026-11-20T00:00:00Z"}"#,
    "\n",
);
const HOSTS: &str = "{\"hostname\":\"web-1\"}\n{\"hostname\":\"db-1\"}\n";

/// The folder with the files that examples name. They are written once: a test must not find one
/// that another is just writing.
static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("examples");
    std::fs::create_dir_all(&folder).expect("a folder");
    for (name, content) in [
        ("assets.ndjson", ASSETS),
        ("filters.txt", "manual:true\n"),
        ("hosts.ndjson", HOSTS),
        ("rule.json", r#"{"name":"n"}"#),
    ] {
        std::fs::write(folder.join(name), content).expect("a file");
    }
    folder
});

/// Runs a command line where the files are that examples name.
fn shell(line: &str) -> Response {
    let program = Path::new(env!("CARGO_BIN_EXE_fql"));
    let programs = program.parent().expect("a folder").display();
    let path = std::env::var("PATH").unwrap_or_default();
    let mut shell = Command::new("sh");
    shell
        .args(["-c", line])
        .current_dir(&*FOLDER)
        .env("PATH", format!("{programs}:{path}"))
        .stdin(Stdio::null());
    #[cfg(feature = "network")]
    {
        shell
            .env("FALCON_CLIENT_ID", "id")
            .env("FALCON_CLIENT_SECRET", "secret")
            .env("FALCON_BASE_URL", SERVICE.url());
    }
    run(shell)
}

/// The service that the examples call.
#[cfg(feature = "network")]
static SERVICE: LazyLock<crate::server::Server> = LazyLock::new(|| {
    use crate::server::{Reply, Server};
    Server::start(Reply::bytes(200, r#"{"resources": ["ID1"]}"#))
});

#[cfg(feature = "network")]
#[test]
fn the_examples_of_calls_are_answered() {
    for example in examples("call") {
        let port = SERVICE.url();
        let example = example.replace("http://127.0.0.1:8080", &port);
        let example = example.replace(" > banner.bin", "");
        let answer = shell(&example);
        assert_eq!(answer.status, Some(0), "{example}: {answer:?}");
        assert!(answer.stdout.contains("ID1"), "{example}: {answer:?}");
    }
}

/// Where nothing says whom to call, a sandbox in the program answers.
#[cfg(feature = "network")]
#[test]
fn the_examples_of_assets_and_aggregates_are_answered() {
    let unset = "unset FALCON_CLIENT_ID FALCON_CLIENT_SECRET FALCON_BASE_URL;";
    for example in examples("assets").into_iter().chain(examples("aggregate")) {
        let example = example.replace(" --base-url http://127.0.0.1:8080", "");
        let example = example.replace(" > assets.ndjson", "");
        let answer = shell(&format!("{unset} {example}"));
        assert_eq!(answer.status, Some(0), "{example}: {answer:?}");
        assert!(!answer.stdout.is_empty(), "{example}: {answer:?}");
    }
}

/// The command lines that a help shows.
fn examples(subcommand: &str) -> Vec<String> {
    let words = [subcommand, "--help"].into_iter();
    let help = run(command(words.filter(|word| !word.is_empty())));
    let lines = help
        .stdout
        .lines()
        .skip_while(|line| !line.starts_with("Examples:"));
    let examples = lines.skip(1).take_while(|line| line.starts_with("  "));
    let examples: Vec<String> = examples.map(str::to_owned).collect();
    assert!(examples.len() >= 3, "{subcommand}");
    examples
}

#[test]
fn the_examples_of_the_help_are_answered() {
    for subcommand in ["", "check", "fmt", "explain", "fields", "match"] {
        for example in examples(subcommand) {
            let answer = shell(&example);
            let is_answered = matches!(answer.status, Some(0 | 1)) && !answer.stdout.is_empty();
            assert!(is_answered, "{example}: {answer:?}");
        }
    }
}

/// A narrow terminal breaks them so that a shell still takes them.
#[test]
fn examples_can_be_copied_from_a_narrow_terminal() {
    for subcommand in ["check", "fmt", "explain", "fields", "match"] {
        let block = |columns| {
            let mut command = command([subcommand, "--help"]);
            command.env("COLUMNS", columns);
            let help = run(command).stdout;
            let (_, behind) = help.split_once("Examples:\n").expect("examples");
            behind.split_once("\n\n").expect("an end").0.to_owned()
        };
        let (wide, narrow) = (block("100"), block("40"));
        assert!(narrow.lines().count() > wide.lines().count(), "{narrow}");
        let (wide, narrow) = (shell(&wide), shell(&narrow));
        assert_eq!(
            narrow.stdout, wide.stdout,
            "{subcommand}: {}",
            narrow.stderr
        );
        assert!(!narrow.stdout.is_empty(), "{subcommand}");
    }
}

#[test]
fn the_readme_shows_what_the_program_says() {
    let readme = include_str!("../../README.md");
    let (_, block) = readme.split_once("```console\n").expect("a block");
    let (block, _) = block.split_once("```").expect("an end");
    let examples: Vec<&str> = block.split("$ ").skip(1).collect();
    assert_eq!(examples.len(), 5);
    for example in examples {
        let (line, said) = example.split_once('\n').expect("a line");
        assert_eq!(shell(line).stdout.trim_end(), said.trim_end(), "{line}");
    }

    let (_, json) = readme.split_once("```json\n").expect("a block");
    let (json, _) = json.split_once("```").expect("an end");
    assert_eq!(shell("fql check -c any --format json a=1").stdout, json);
}
