//! `fql serve`

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::server::without_environment;
use crate::support::{Response, command, file, run};

/// A sandbox in a process of its own, killed when it is dropped.
struct Serving {
    child: Child,
    url: String,
}

impl Serving {
    fn start<const N: usize>(args: [&str; N]) -> Self {
        let mut child = command(["serve", "--port", "0"].into_iter().chain(args))
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program runs");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("a pipe"))
            .read_line(&mut line)
            .expect("a line");
        let url = line
            .strip_prefix("listening on ")
            .unwrap_or_else(|| panic!("{line}"))
            .trim_end()
            .to_owned();
        Self { child, url }
    }

    fn call<const N: usize>(&self, args: [&str; N]) -> Response {
        let args = ["call"].into_iter().chain(args);
        run(without_environment(command(
            args.chain(["--base-url", &self.url]),
        )))
    }

    /// Sends a signal, and waits for the end.
    fn signal(mut self, signal: &str) -> Option<i32> {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args([signal, &id]).status();
        assert!(sent.expect("kill runs").success());
        let begin = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("it can be waited for") {
                return status.code();
            }
            assert!(begin.elapsed() < Duration::from_secs(60), "it does not end");
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // It may have ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn only(answer: &Response) -> Value {
    assert_eq!(answer.status, Some(0), "{}", answer.stderr);
    serde_json::from_str(&answer.stdout).expect("JSON")
}

#[test]
fn it_answers_until_it_is_told_to_end() {
    for signal in ["-TERM", "-INT"] {
        let serving = Serving::start([]);
        assert!(
            serving.url.starts_with("http://127.0.0.1:"),
            "{}",
            serving.url
        );
        let answer = only(&serving.call(["query_assets", "limit=1"]));
        assert_eq!(answer["meta"]["pagination"]["total"], 1000);
        assert_eq!(serving.signal(signal), Some(0));
    }
}

/// Neither a client that stays nor one that never ends its request.
#[test]
fn open_connections_do_not_keep_it() {
    let serving = Serving::start([]);
    let address = serving.url.trim_start_matches("http://").to_owned();
    let mut idle = TcpStream::connect(&address).expect("a connection");
    idle.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        .expect("a request");
    let mut begun = [0; 8];
    idle.read_exact(&mut begun).expect("an answer");
    let mut halting = TcpStream::connect(&address).expect("a connection");
    halting
        .write_all(b"POST /oauth2/token HTTP/1.1\r\nContent-Length: 9\r\n\r\na")
        .expect("half a request");
    assert_eq!(serving.signal("-INT"), Some(0));
    drop((idle, halting));
}

#[test]
fn what_one_call_changes_the_next_one_sees_and_the_file_has() {
    let path = file("serve-saved.ndjson", "");
    let path_text = path.to_str().expect("a text");
    let serving = Serving::start(["--assets", "20", "--seed", "7", "--save", path_text]);
    let answer = only(&serving.call(["query_assets", "limit=1"]));
    let id = answer["resources"][0].as_str().expect("an id").to_owned();
    let body = format!(r#"{{"assets":[{{"id":"{id}","triage":{{"status":"by the test"}}}}]}}"#);
    only(&serving.call(["update_assets", "--body", &body]));
    let found = only(&serving.call(["query_assets", "filter=triage.status:'by the test'"]));
    assert_eq!(found["resources"][0], *id);
    assert_eq!(serving.signal("-TERM"), Some(0));

    let again = Serving::start(["--data", path_text]);
    let found = only(&again.call(["query_assets", "filter=triage.status:'by the test'"]));
    assert_eq!(found["resources"][0], *id);
    assert_eq!(
        only(&again.call(["query_assets"]))["meta"]["pagination"]["total"],
        20
    );
}

#[test]
fn where_nothing_can_be_saved_nothing_is_begun() {
    for target in ["/no-such-folder/x.ndjson", "/dev/null", "/"] {
        let answer = run(command(["serve", "--port", "0", "--save", target]));
        assert_eq!(answer.status, Some(2));
        assert_eq!(answer.stdout, "");
        let begin = format!("fql: cannot write {target}: ");
        assert!(answer.stderr.starts_with(&begin), "{}", answer.stderr);
        assert!(!answer.stderr.contains("tmp"), "{}", answer.stderr);
    }
}

#[test]
fn a_link_is_followed_and_permissions_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let path = file("serve-real.ndjson", "");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).expect("permissions");
    let link = path.with_file_name("serve-link.ndjson");
    let _ = std::fs::remove_file(&link);
    symlink(&path, &link).expect("a link");
    let link_text = link.to_str().expect("a text");
    let serving = Serving::start(["--assets", "3", "--save", link_text]);
    assert_eq!(serving.signal("-TERM"), Some(0));
    assert!(link.symlink_metadata().expect("a link").is_symlink());
    let saved = std::fs::read_to_string(&path).expect("a file");
    assert!(saved.lines().count() > 3);
    let mode = path.metadata().expect("a file").permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
}

#[test]
fn another_client_than_the_named_one_is_refused() {
    let serving = Serving::start(["--client-id", "me", "--client-secret", "mine"]);
    let refused = serving.call(["query_assets"]);
    assert_eq!(refused.status, Some(1), "{}", refused.stderr);
    let mut own = without_environment(command([
        "call",
        "query_assets",
        "--base-url",
        &serving.url,
    ]));
    own.envs([("FALCON_CLIENT_ID", "me"), ("FALCON_CLIENT_SECRET", "mine")]);
    assert_eq!(run(own).status, Some(0));
}

#[test]
fn a_port_that_is_taken_and_a_file_that_is_none_are_told() {
    let serving = Serving::start([]);
    let port = serving.url.rsplit(':').next().expect("a port");
    let answer = run(command(["serve", "--port", port]));
    assert_eq!(answer.status, Some(2));
    assert!(
        answer
            .stderr
            .starts_with("fql: cannot listen on 127.0.0.1:"),
        "{}",
        answer.stderr
    );

    let wrong = file("serve-wrong.ndjson", "{\"id\": 1}\n");
    let answer = run(command([
        "serve",
        "--port",
        "0",
        "--data",
        wrong.to_str().expect("a text"),
    ]));
    assert_eq!(answer.status, Some(2));
    assert!(answer.stderr.contains("line 1"), "{}", answer.stderr);
    let answer = run(command(["serve", "--data", "no-such-file.ndjson"]));
    assert!(
        answer
            .stderr
            .starts_with("fql: cannot read no-such-file.ndjson"),
        "{}",
        answer.stderr
    );
}
