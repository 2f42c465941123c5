//! `fql serve`

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::{Child, ChildStderr, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::support::{ProgramOutput, command, gzip, run, temp_file};

/// A running `fql serve`, killed when it is dropped.
struct Sandbox {
    child: Child,
    url: String,
    stdout: BufReader<ChildStdout>,
}

impl Sandbox {
    fn start<const N: usize>(args: [&str; N]) -> Self {
        let mut child = command(["serve", "--port", "0"].into_iter().chain(args))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut stdout = BufReader::new(child.stdout.take().expect("standard output is a pipe"));
        let mut line = String::new();
        stdout.read_line(&mut line).expect("a line");
        let url = line
            .strip_prefix("listening on ")
            .unwrap_or_else(|| panic!("{line}"))
            .trim_end()
            .to_owned();
        Self { child, url, stdout }
    }

    /// Returns the next line of standard output.
    fn next_line(&mut self) -> String {
        let mut line = String::new();
        self.stdout.read_line(&mut line).expect("a line");
        line.trim_end().to_owned()
    }

    /// Returns standard error, to be read after the program has ended.
    fn take_stderr(&mut self) -> ChildStderr {
        self.child.stderr.take().expect("standard error is a pipe")
    }

    fn call<const N: usize>(&self, args: [&str; N]) -> ProgramOutput {
        let args = ["call"].into_iter().chain(args);
        run(command(args.chain(["--base-url", &self.url])))
    }

    /// Calls an operation and returns the response.
    fn response<const N: usize>(&self, args: [&str; N]) -> Value {
        let output = self.call(args);
        assert_eq!(output.status, Some(0), "{}", output.stderr);
        output.json()
    }

    /// Sends a signal and returns the exit status.
    fn stop(mut self, signal: &str) -> Option<i32> {
        let id = self.child.id().to_string();
        let kill = Command::new("kill").args([signal, &id]).status();
        assert!(kill.expect("kill starts").success());
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("the child exists") {
                return status.code();
            }
            assert!(start.elapsed() < Duration::from_secs(60), "still running");
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        // The child may have ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn sandbox_runs_until_a_signal() {
    for signal in ["-TERM", "-INT"] {
        let sandbox = Sandbox::start([]);
        assert!(
            sandbox.url.starts_with("http://127.0.0.1:"),
            "{}",
            sandbox.url
        );
        let response = sandbox.response(["query_assets", "limit=1"]);
        assert_eq!(response["meta"]["pagination"]["total"], 1000);
        assert_eq!(sandbox.stop(signal), Some(0));
    }
}

#[test]
fn open_connections_do_not_delay_the_exit() {
    let sandbox = Sandbox::start([]);
    let address = sandbox.url.trim_start_matches("http://").to_owned();
    let mut idle = TcpStream::connect(&address).expect("a connection");
    idle.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        .expect("a request");
    let mut response = [0; 8];
    idle.read_exact(&mut response).expect("a response");
    let mut stalled = TcpStream::connect(&address).expect("a connection");
    stalled
        .write_all(b"POST /oauth2/token HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\na")
        .expect("a partial request");
    assert_eq!(sandbox.stop("-INT"), Some(0));
    drop((idle, stalled));
}

#[test]
fn changes_are_visible_and_saved() {
    let file = temp_file("serve-saved.ndjson", "");
    let file = file.to_str().expect("the path is UTF-8");
    let filter = "filter=triage.status:'changed'";
    let sandbox = Sandbox::start(["--assets", "20", "--seed", "7", "--save", file]);
    let response = sandbox.response(["query_assets", "limit=1"]);
    let id = response["resources"][0].as_str().expect("an id");
    let body = format!(r#"{{"assets":[{{"id":"{id}","triage":{{"status":"changed"}}}}]}}"#);
    sandbox.response(["update_assets", "--body", &body]);
    let matches = sandbox.response(["query_assets", filter]);
    assert_eq!(matches["resources"][0], *id);
    assert_eq!(sandbox.stop("-TERM"), Some(0));

    let restarted = Sandbox::start(["--data", file]);
    let matches = restarted.response(["query_assets", filter]);
    assert_eq!(matches["resources"][0], *id);
    let all = restarted.response(["query_assets"]);
    assert_eq!(all["meta"]["pagination"]["total"], 20);
}

#[test]
fn unwritable_save_file_is_rejected_at_start() {
    let target = temp_file("serve-removed.ndjson", "");
    let dangling = target.with_file_name("serve-dangling.ndjson");
    let _ = std::fs::remove_file(&dangling);
    symlink(&target, &dangling).expect("a link");
    std::fs::remove_file(&target).expect("the target is removed");
    let dangling = dangling.to_str().expect("the path is UTF-8");
    for path in [
        "/no-such-folder/x.ndjson",
        "/dev/null",
        // The test reads standard output through a pipe.
        "/dev/stdout",
        dangling,
        "/",
    ] {
        let output = run(command(["serve", "--port", "0", "--save", path]));
        assert_eq!(output.status, Some(2));
        assert_eq!(output.stdout, "");
        let message = format!("fql: cannot write {path}: ");
        let reason = output.stderr.strip_prefix(&message);
        let reason = reason.unwrap_or_else(|| panic!("{}", output.stderr));
        assert!(!reason.contains("tmp"), "{}", output.stderr);
    }
}

#[test]
fn save_follows_links_and_keeps_permissions() {
    let file = temp_file("serve-real.ndjson", "");
    let permissions = std::fs::Permissions::from_mode(0o640);
    std::fs::set_permissions(&file, permissions).expect("the mode is set");
    let link = file.with_file_name("serve-link.ndjson");
    let _ = std::fs::remove_file(&link);
    symlink(&file, &link).expect("a link");
    let link_name = link.to_str().expect("the path is UTF-8");
    let sandbox = Sandbox::start(["--assets", "3", "--save", link_name]);
    assert_eq!(sandbox.stop("-TERM"), Some(0));
    assert!(link.symlink_metadata().expect("a link").is_symlink());
    let saved = std::fs::read_to_string(&file).expect("the file exists");
    assert!(saved.lines().count() > 3);
    let mode = file
        .metadata()
        .expect("the file exists")
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o640);
}

#[test]
fn other_credentials_are_rejected() {
    let sandbox = Sandbox::start(["--client-id", "me", "--client-secret", "mine"]);
    let rejected = sandbox.call(["query_assets"]);
    assert_eq!(rejected.status, Some(1), "{}", rejected.stderr);
    let mut accepted = command(["call", "query_assets", "--base-url", &sandbox.url]);
    accepted.envs([("FALCON_CLIENT_ID", "me"), ("FALCON_CLIENT_SECRET", "mine")]);
    assert_eq!(run(accepted).status, Some(0));
}

#[test]
fn used_port_exits_with_2() {
    let sandbox = Sandbox::start([]);
    let port = sandbox.url.rsplit(':').next().expect("a port");
    let output = run(command(["serve", "--port", port]));
    assert_eq!(output.status, Some(2));
    let message = format!("fql: cannot listen on 127.0.0.1:{port}: ");
    assert!(output.stderr.starts_with(&message), "{}", output.stderr);
}

#[test]
fn invalid_data_file_exits_with_2() {
    let file = temp_file("serve-invalid.ndjson", "{\"id\": 1}\n");
    let file = file.to_str().expect("the path is UTF-8");
    let output = run(command(["serve", "--port", "0", "--data", file]));
    assert_eq!(output.status, Some(2));
    assert!(output.stderr.contains("line 1"), "{}", output.stderr);
    let output = run(command(["serve", "--data", "no-such-file.ndjson"]));
    assert_eq!(output.status, Some(2));
    let message = "fql: cannot read no-such-file.ndjson: ";
    assert!(output.stderr.starts_with(message), "{}", output.stderr);
}

#[test]
fn verbose_prints_a_line_for_each_request() {
    let mut sandbox = Sandbox::start(["-v"]);
    let mut stderr = sandbox.take_stderr();
    sandbox.call(["query_assets", "limit=1", "filter=criticality:'High'"]);
    sandbox.call(["query_assets", "--unchecked", "filter=os:'x'"]);
    assert_eq!(sandbox.stop("-TERM"), Some(0));
    let mut log = String::new();
    stderr.read_to_string(&mut log).expect("the log is UTF-8");
    let lines: Vec<&str> = log.lines().collect();
    assert!(lines[0].starts_with("POST /oauth2/token 201 "), "{log}");
    let path = "GET /fem/queries/external-assets/v2?";
    assert!(lines[1].starts_with(path), "{log}");
    assert!(lines[1].contains("criticality") && lines[1].contains(" 200 "));
    let last = lines.last().expect("a line");
    assert!(
        last.contains(" 400 ") && last.contains("'os' is an unknown"),
        "{log}"
    );
    assert!(!log.contains("client_secret"), "{log}");
}

#[test]
fn tls_serves_https_with_a_generated_certificate() {
    let mut sandbox = Sandbox::start(["--tls", "--allow-host", "api.example"]);
    assert!(sandbox.url.starts_with("https://127.0.0.1:"));
    let line = sandbox.next_line();
    let file = line.strip_prefix("certificate: ").expect("a certificate");
    assert!(sandbox.call(["query_assets"]).status == Some(2));
    let mut trusting = command(["call", "query_assets", "limit=1"]);
    trusting.args(["--base-url", &sandbox.url]);
    trusting.env("SSL_CERT_FILE", file);
    let output = run(trusting);
    assert_eq!(output.status, Some(0), "{}", output.stderr);
    let file = file.to_owned();
    let pem = std::fs::read_to_string(&file).expect("the file exists");
    assert!(!pem.contains("PRIVATE"), "{pem}");
    assert_eq!(sandbox.stop("-TERM"), Some(0));
    assert!(!std::path::Path::new(&file).exists());
}

#[test]
fn given_certificate_is_used() {
    let issued =
        rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).expect("a certificate");
    let certificate = temp_file("serve-given.pem", issued.cert.pem());
    let certificate = certificate.to_str().expect("the path is UTF-8");
    let key = temp_file("serve-given-key.pem", issued.signing_key.serialize_pem());
    let key = key.to_str().expect("the path is UTF-8");
    let sandbox = Sandbox::start(["--tls-cert", certificate, "--tls-key", key]);
    let mut trusting = command(["call", "query_assets", "limit=1"]);
    trusting.args(["--base-url", &sandbox.url]);
    trusting.env("SSL_CERT_FILE", certificate);
    let output = run(trusting);
    assert_eq!(output.status, Some(0), "{}", output.stderr);
}

#[test]
fn invalid_certificate_files_exit_with_2() {
    let file = temp_file("serve-certificate.pem", "no certificate");
    let file = file.to_str().expect("the path is UTF-8");
    for (args, message) in [
        (vec!["--tls-cert", file], "--tls-key"),
        (vec!["--tls-key", file], "--tls-cert"),
        (
            vec!["--tls-cert", file, "--tls-key", file],
            "missing certificate",
        ),
        (
            vec!["--tls-cert", "no-such-file", "--tls-key", file],
            "cannot read no-such-file: ",
        ),
        (
            vec!["--tls", "--allow-host", "é"],
            "cannot generate a certificate",
        ),
    ] {
        let output = run(command(["serve", "--port", "0"].into_iter().chain(args)));
        assert_eq!(output.status, Some(2));
        assert!(output.stderr.contains(message), "{}", output.stderr);
    }
}

#[test]
fn allowed_host_is_accepted() {
    let sandbox = Sandbox::start(["--allow-host", "api.example"]);
    let address = sandbox.url.trim_start_matches("http://");
    for (host, status) in [("api.example", "401"), ("evil.example", "421")] {
        let mut stream = TcpStream::connect(address).expect("a connection");
        let path = "/fem/queries/external-assets/v2";
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n").expect("a request");
        let mut response = [0; 12];
        stream.read_exact(&mut response).expect("a response");
        assert_eq!(&response[9..], status.as_bytes());
    }
}

/// Sends a request and returns the JSON of the response.
fn request(url: &str, head: &str, body: &str) -> Value {
    let address = url.trim_start_matches("http://");
    let mut stream = TcpStream::connect(address).expect("a connection");
    write!(
        stream,
        "{head}\r\nHost: {address}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .expect("a request");
    let mut response = String::new();
    stream.read_to_string(&mut response).expect("a response");
    let (_, body) = response.split_once("\r\n\r\n").expect("a body");
    serde_json::from_str(body).expect("JSON")
}

#[test]
fn documents_of_collections_are_served() {
    let lines = "{\"device_id\":\"d1\",\"platform_name\":\"Linux\"}\n{\"device_id\":\"d2\"}\n";
    let file = temp_file("serve-hosts.ndjson", lines);
    let argument = format!("hosts={}", file.display());
    let sandbox = Sandbox::start(["--documents", &argument, "--assets", "10"]);
    let form = "client_id=sandbox&client_secret=sandbox";
    let token = request(&sandbox.url, "POST /oauth2/token HTTP/1.1", form);
    let token = token["access_token"].as_str().expect("a token");
    let get = |target: &str| {
        let head = format!("GET {target} HTTP/1.1\r\nAuthorization: Bearer {token}");
        request(&sandbox.url, &head, "")
    };
    let hosts = get("/devices/queries/devices/v1?filter=platform_name:%27Linux%27");
    assert_eq!(hosts["resources"], serde_json::json!(["d1"]));
    let alerts = get("/alerts/queries/alerts/v2?limit=1");
    assert_eq!(alerts["meta"]["pagination"]["total"], 50);
}

#[test]
fn compressed_documents_are_served() {
    let file = temp_file("serve-hosts.ndjson.gz", gzip("{\"device_id\":\"d1\"}\n"));
    let argument = format!("hosts={}", file.display());
    let sandbox = Sandbox::start(["--documents", &argument, "--assets", "10"]);
    let mut query = command(["query", "-c", "hosts", "--format", "ndjson"]);
    query.args(["--base-url", &sandbox.url]);
    assert_eq!(run(query).stdout, "\"d1\"\n");
}

#[test]
fn other_json_names_the_command_that_converts_it() {
    let help = "; `fql match -c any \"\" FILE` writes its documents as one JSON object per line\n";
    for (name, content, has_help) in [
        ("array", "[{\"device_id\":\"a\"}]\n", true),
        ("lines", "{\n  \"device_id\": \"a\"\n}\n", true),
        (
            "response",
            "{\"meta\":{},\"resources\":[{\"device_id\":\"a\"}]}\n",
            true,
        ),
        ("ndjson", "{\"hostname\":\"a\"}\n", false),
    ] {
        let file = temp_file(&format!("serve-{name}.json"), content);
        let argument = format!("hosts={}", file.display());
        let output = run(command(["serve", "--port", "0", "--documents", &argument]));
        assert_eq!(output.status, Some(2), "{name}");
        assert_eq!(output.stderr.ends_with(help), has_help, "{}", output.stderr);
        if has_help {
            let file = file.to_str().expect("the path is UTF-8");
            let converted = run(command(["match", "-c", "any", "", file]));
            assert_eq!(converted.json_lines().len(), 1, "{}", converted.stdout);
        }
    }
}

#[test]
fn invalid_documents_are_rejected_at_start() {
    let without_id = temp_file("serve-no-id.ndjson", "{\"hostname\":\"a\"}\n");
    let without_id = format!("hosts={}", without_id.display());
    for (argument, message) in [
        ("hosts", "expected `COLLECTION=FILE`"),
        ("host=a.ndjson", "did you mean `hosts`?"),
        ("hosts=/no-such-file", "cannot read /no-such-file"),
        (
            &without_id,
            "document on line 1 has no string id in `device_id`",
        ),
        (
            "external-assets=/dev/null",
            "cannot serve the collection `external-assets`: its documents belong to `data`",
        ),
    ] {
        let output = run(command(["serve", "--port", "0", "--documents", argument]));
        assert_eq!(output.status, Some(2), "{argument}");
        assert!(
            output.stderr.contains(message),
            "{argument}: {}",
            output.stderr
        );
    }
}
