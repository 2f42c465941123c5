//! `fql explore`

use std::env;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::support::{clear_environment, command, fql, gzip, temp_file};

const FILTER: &str = "hostname:['it\\'s','a b']+platform_name:*'L*'";

/// A running `fql explore`, killed when it is dropped.
struct Explorer {
    child: Child,
    url: String,
}

impl Explorer {
    fn start(configure: impl FnOnce(&mut Command), args: &[&str]) -> Self {
        let mut command = command(["explore"].iter().chain(args));
        configure(&mut command);
        let mut child = command.stdout(Stdio::piped()).spawn().expect("it starts");
        let mut stdout = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut line = String::new();
        stdout.read_line(&mut line).expect("a line");
        let url = line.strip_prefix("listening on ").expect(&line);
        let url = url.trim_end().to_owned();
        Self { child, url }
    }

    /// Sends a request and returns the body of its response.
    fn request(&self, method: &str, path: &str, body: &str) -> String {
        let address = self.url.strip_prefix("http://").expect("plain HTTP");
        let mut stream = TcpStream::connect(address).expect("it listens");
        let len = body.len();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\
             content-type: application/json\r\ncontent-length: {len}\r\n\r\n{body}"
        )
        .expect("a request");
        let mut response = String::new();
        stream.read_to_string(&mut response).expect("a response");
        assert!(response.starts_with("HTTP/1.1 200 "), "{response}");
        let (_, body) = response.split_once("\r\n\r\n").expect("a body");
        body.to_owned()
    }

    fn get(&self, path: &str) -> Value {
        serde_json::from_str(&self.request("GET", path, "")).expect("JSON")
    }

    fn post(&self, path: &str, body: &Value) -> Value {
        serde_json::from_str(&self.request("POST", path, &body.to_string())).expect("JSON")
    }

    /// Runs a copied command in a shell, and returns its output.
    fn run_copy(&self, name: &str) -> String {
        let checked = self.post(
            "/explore/check",
            &json!({"collection": "hosts", "filter": FILTER}),
        );
        let copies = checked["copy"].as_array().expect("copies");
        let copy = copies.iter().find(|copy| copy["name"] == name);
        let text = copy.expect("the form")["text"].as_str().expect("a string");
        let program = Path::new(env!("CARGO_BIN_EXE_fql"));
        let path = env::var_os("PATH").unwrap_or_default();
        let folders = program.parent().map(Path::to_owned).into_iter();
        let path = env::join_paths(folders.chain(env::split_paths(&path))).expect("a path");
        let mut shell = Command::new("sh");
        clear_environment(&mut shell);
        shell
            .args(["-c", text])
            .env("PATH", path)
            .env("no_proxy", "*");
        let output = shell.output().expect("a shell");
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{text}\n{stderr}");
        String::from_utf8(output.stdout).expect("UTF-8")
    }
}

impl Drop for Explorer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Returns hosts, of which [`FILTER`] matches two.
fn hosts() -> String {
    let host = |id: &str, name: &str| {
        json!({"device_id": id, "hostname": name, "platform_name": "Linux", "site": id}).to_string()
    };
    [host("d1", "it's"), host("d2", "a b"), host("d3", "c")].join("\n")
}

#[test]
fn sample_data_is_explored_by_default() {
    let explorer = Explorer::start(|_| {}, &["--assets", "200"]);
    assert!(explorer.request("GET", "/", "").contains("<title>"));
    let collections = explorer.get("/explore/collections");
    assert_eq!(collections["default"], "external-assets");
    let selected = Explorer::start(|_| {}, &["-c", "alerts"]);
    assert_eq!(selected.get("/explore/collections")["default"], "alerts");
}

#[test]
fn documents_of_files_replace_the_sample() {
    let first = temp_file("explore.ndjson", hosts());
    let second = temp_file("explore.ndjson.gz", gzip(r#"{"device_id":"d4"}"#));
    let files = [first.to_str(), second.to_str()].map(|path| path.expect("UTF-8"));
    let explorer = Explorer::start(|_| {}, &["-c", "hosts", files[0], files[1]]);
    let listing = json!({"collection": "hosts", "filter": ""});
    assert_eq!(explorer.post("/explore/documents", &listing)["total"], 4);
    let fields = explorer.get("/explore/fields?collection=hosts");
    let fields = fields["fields"].as_array().expect("fields");
    let site = fields.iter().find(|field| field["name"] == "site");
    assert_eq!(site.expect("the field")["grade"], "inferred");
    let asset = temp_file("explore-asset.ndjson", r#"{"id":"a1","asset_type":"ip"}"#);
    let explorer = Explorer::start(|_| {}, &[asset.to_str().expect("UTF-8")]);
    assert_eq!(
        explorer.get("/explore/collections")["default"],
        "external-assets"
    );
    let listing = json!({"collection": "external-assets", "filter": "id:'a1'"});
    assert_eq!(explorer.post("/explore/documents", &listing)["total"], 1);
}

#[test]
fn copied_commands_list_the_documents() {
    let file = temp_file("explore-copies.ndjson", hosts());
    let explorer = Explorer::start(|_| {}, &["-c", "hosts", file.to_str().expect("UTF-8")]);
    let response: Value = serde_json::from_str(&explorer.run_copy("curl")).expect("JSON");
    assert_eq!(response["resources"], json!(["d1", "d2"]));
    let table = explorer.run_copy("Command line");
    assert!(table.contains("it's") && table.contains("a b"), "{table}");
}

#[test]
fn copied_command_lists_all_pages() {
    let host = |n: usize| json!({"device_id": format!("d{n}"), "hostname": "a b", "platform_name": "Linux"});
    let hosts: String = (0..250).map(|n| format!("{}\n", host(n))).collect();
    let file = temp_file("explore-pages.ndjson", hosts);
    let explorer = Explorer::start(|_| {}, &["-c", "hosts", file.to_str().expect("UTF-8")]);
    let table = explorer.run_copy("Command line");
    assert_eq!(table.matches("a b").count(), 250, "{table}");
}

#[test]
fn any_is_not_a_collection_to_explore() {
    let output = fql(["explore", "-c", "any"]);
    assert_eq!(output.status, Some(2));
    let message = output.stderr;
    assert!(
        message.contains("`any` is not a collection of documents"),
        "{message}"
    );
}

#[test]
fn open_passes_only_the_url() {
    let arguments = temp_file("explore-browser.txt", "");
    let folder = arguments.with_extension("bin");
    std::fs::create_dir_all(&folder).expect("a folder");
    let name = if cfg!(target_os = "macos") {
        "open"
    } else {
        "xdg-open"
    };
    let script = format!(
        "#!/bin/sh\nprintf '%s\\n' \"$@\" > '{}'\n",
        arguments.display()
    );
    let browser = folder.join(name);
    std::fs::write(&browser, script).expect("a script");
    std::fs::set_permissions(&browser, PermissionsExt::from_mode(0o755)).expect("a mode");
    let explorer = Explorer::start(
        |command| {
            let path = format!("{}:/usr/bin:/bin", folder.display());
            command.env("PATH", path);
        },
        &["--open"],
    );
    let start = Instant::now();
    let mut passed = String::new();
    while passed.is_empty() && start.elapsed() < Duration::from_secs(30) {
        std::thread::sleep(Duration::from_millis(10));
        passed = std::fs::read_to_string(&arguments).expect("the file");
    }
    assert_eq!(passed, format!("{}\n", explorer.url));
}

#[test]
fn unusable_files_exit_with_2() {
    let file = temp_file("explore-no-id.ndjson", r#"{"hostname":"x"}"#);
    let output = fql(["explore", "-c", "hosts", file.to_str().expect("UTF-8")]);
    assert_eq!(output.status, Some(2));
    assert!(output.stderr.contains("device_id"), "{}", output.stderr);
    let file = temp_file("explore-any.ndjson", r#"{"id":"x"}"#);
    let output = fql(["explore", "-c", "any", file.to_str().expect("UTF-8")]);
    assert_eq!(output.status, Some(2));
    assert!(output.stderr.contains("`any`"), "{}", output.stderr);
}
