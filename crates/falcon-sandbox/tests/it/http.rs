//! Hosts, bodies and the order of checks.

use std::sync::{Arc, Mutex};

use falcon_sandbox::Sandbox;
use fql::collections::external_assets;
use reqwest::Method;
use reqwest::header::HOST;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::support::{HttpResponse, RawClient, builder, resident_kib, sandbox};

const V2: &str = "/fem/queries/external-assets/v2";
const BODY_LEN: usize = 8 << 20;

async fn with_host(http: &RawClient, target: &str, host: &str) -> HttpResponse {
    let request = http.request(Method::GET, target).header(HOST, host);
    HttpResponse::read(request.send().await.unwrap()).await
}

#[tokio::test]
async fn foreign_host_is_a_421() {
    let sandbox = sandbox().await;
    let http = RawClient::new(&sandbox).await;
    for host in ["evil.example", "evil.example:80", "localhost.evil.example"] {
        for target in [V2, "/oauth2/token", "/no-such-path"] {
            let response = with_host(&http, target, host).await;
            response.assert_error(421);
            assert!(response.message().contains("evil.example"));
        }
    }
    for host in ["localhost", "127.0.0.1:1", "[::1]", "a.localhost:8080"] {
        assert_eq!(with_host(&http, V2, host).await.status, 200, "{host}");
    }
    let form = "client_id=sandbox&client_secret=sandbox";
    let request = http.request(Method::POST, "/oauth2/token");
    let request = request.header(HOST, "evil.example").body(form);
    let response = HttpResponse::read(request.send().await.unwrap()).await;
    response.assert_error(421);
    assert!(!response.body.to_string().contains("access_token"));
}

#[tokio::test]
async fn allowed_host_is_accepted() {
    let sandbox = builder().allow_host("API.example").start().await.unwrap();
    let http = RawClient::new(&sandbox).await;
    assert_eq!(with_host(&http, V2, "api.example:443").await.status, 200);
    assert_eq!(with_host(&http, V2, "b.api.example").await.status, 421);
}

#[tokio::test]
async fn foreign_host_consumes_no_fault() {
    let sandbox = sandbox().await;
    let http = RawClient::new(&sandbox).await;
    sandbox.script([falcon_sandbox::Fault::status(503)]);
    assert_eq!(with_host(&http, V2, "evil.example").await.status, 421);
    assert_eq!(http.get(V2).await.status, 503);
    assert_eq!(sandbox.requests().count("query_external_assets_v2"), 2);
}

/// Sends a head and `len` bytes of a body of [`BODY_LEN`] bytes.
async fn send_part(sandbox: &Sandbox, head: &str, len: usize) -> TcpStream {
    let mut stream = TcpStream::connect(sandbox.address()).await.unwrap();
    let head = format!("{head}\r\nHost: localhost\r\nContent-Length: {BODY_LEN}\r\n\r\n");
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(&vec![b' '; len]).await.unwrap();
    stream
}

async fn response_status(stream: &mut TcpStream) -> String {
    let mut status = [0; 12];
    stream.read_exact(&mut status).await.unwrap();
    String::from_utf8(status.to_vec()).unwrap()
}

#[tokio::test]
async fn unauthenticated_bodies_are_not_kept() {
    let sandbox = sandbox().await;
    let before = resident_kib();
    let mut streams = Vec::new();
    for number in 0..40 {
        let path = [
            "/fem/aggregates/external-assets/v1",
            "/oauth2/token",
            "/no-such-path",
            "/oauth2/revoke",
        ][number % 4];
        let head = format!("POST {path} HTTP/1.1");
        streams.push(send_part(&sandbox, &head, BODY_LEN - 1).await);
    }
    let growth = resident_kib().saturating_sub(before);
    assert!(growth < 80 << 10, "{growth} KiB");
    for (number, stream) in streams.iter_mut().enumerate() {
        stream.write_all(b" ").await.unwrap();
        let status = ["401", "413", "404", "413"][number % 4];
        assert_eq!(response_status(stream).await, format!("HTTP/1.1 {status}"));
    }
}

#[tokio::test]
async fn rejected_head_sends_no_100_continue() {
    let sandbox = sandbox().await;
    let head = "POST /fem/aggregates/external-assets/v1 HTTP/1.1\r\nExpect: 100-continue";
    let mut stream = send_part(&sandbox, head, 0).await;
    assert_eq!(response_status(&mut stream).await, "HTTP/1.1 401");
    let token = RawClient::new(&sandbox).await.token;
    let head = format!("{head}\r\nAuthorization: Bearer {token}");
    let mut stream = send_part(&sandbox, &head, 0).await;
    assert_eq!(response_status(&mut stream).await, "HTTP/1.1 100");
}

#[tokio::test]
async fn declared_length_of_explorer_body_is_limited() {
    let builder = builder().explorer(&external_assets::TABLE);
    let sandbox = builder.start().await.unwrap();
    let head = "POST /explore/check HTTP/1.1\r\nContent-Type: application/json";
    let mut stream = send_part(&sandbox, head, 1).await;
    assert_eq!(response_status(&mut stream).await, "HTTP/1.1 413");
}

#[tokio::test]
async fn observer_receives_each_request() {
    let log = Arc::new(Mutex::new(Vec::new()));
    let observed = Arc::clone(&log);
    let sandbox = builder()
        .on_request(move |request| observed.lock().unwrap().push(request.clone()))
        .start()
        .await
        .unwrap();
    let http = RawClient::new(&sandbox).await;
    http.get(&format!("{V2}?limit=0")).await;
    http.post("/no-such-path", &json!({})).await;
    let log = log.lock().unwrap();
    assert_eq!(
        *log,
        sandbox.requests().recent().cloned().collect::<Vec<_>>()
    );
    let statuses: Vec<_> = log.iter().map(|request| request.status).collect();
    assert_eq!(statuses, [201, 400, 404]);
    assert_eq!(log[0].error, None);
    let error = log[1].error.as_deref().unwrap();
    assert!(error.contains("limit"), "{error}");
}
