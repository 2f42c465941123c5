//! Errors of responses: status, message, headers and body. A status without a body is a success.

use std::time::Duration;

use falcon_transport::Error;
use falcon_transport::operation::OperationId;
use serde_json::json;
use test_server::{Response, Server, Then};

use crate::support::{builder, client, delete_asset, list_assets};

/// Asserts that a read and a write with this response fail without a retry and that the write was
/// not done, and returns the error of the read.
async fn fail_without_retry(response: Response) -> Error {
    fail_once(response, false).await
}

/// Asserts that a read and a write with this response fail without a retry, and returns the error of
/// the read.
async fn fail_once(response: Response, may_have_been_done: bool) -> Error {
    let server = Server::script([response.clone()]);
    let error = delete_asset(&client(&server)).await.unwrap_err();
    assert_eq!(
        error.may_have_been_done(),
        may_have_been_done,
        "{response:?}: {error}"
    );
    assert!(!error.is_retryable(), "{response:?}: {error}");
    assert_eq!(server.requests().len(), 1, "{response:?}");
    let server = Server::script([response.clone()]);
    let error = list_assets(&client(&server)).await.unwrap_err();
    assert!(!error.is_retryable(), "{response:?}: {error}");
    assert_eq!(error.attempts(), 1, "{response:?}");
    error
}

#[tokio::test]
async fn client_error_is_reported_without_retry() {
    for status in [400, 403, 404, 405, 409, 410, 413, 414, 422] {
        let body = json!({
            "meta": {"trace_id": "t-1"},
            "errors": [{"code": status, "message": "wrong"}],
            "resources": null,
        });
        let error = fail_without_retry(Response::status(status, body)).await;
        assert_eq!(error.status(), Some(status));
        assert_eq!(error.api_errors()[0].message, "wrong");
        assert_eq!(error.trace_id(), Some("t-1"));
        let message = error.to_string();
        assert!(
            message.starts_with(&format!("query_external_assets_v2: {status} ")),
            "{message}"
        );
        assert!(
            message.contains(&format!("wrong (code {status})")),
            "{message}"
        );
        assert!(message.ends_with("(trace id `t-1`)"), "{message}");
    }
}

#[tokio::test]
async fn forbidden_error_names_scope() {
    let error = fail_without_retry(Response::status(403, json!({}))).await;
    assert!(error.is_forbidden());
    assert!(
        error.to_string().contains("the scope `assets:read`"),
        "{error}"
    );
}

#[tokio::test]
async fn html_error_page_is_excerpted_on_one_line() {
    let page = format!(
        "<html>\n<body>Forbidden {}</body></html>",
        "x".repeat(10_000)
    );
    let error = fail_without_retry(Response::text(403, &page)).await;
    let excerpt = error.body_excerpt().unwrap();
    assert!(excerpt.starts_with("<html> <body>Forbidden xxx") && excerpt.ends_with('…'));
    assert!(error.to_string().len() < 1_000);
}

#[tokio::test]
async fn redirect_is_error_naming_host() {
    for (status, may_have_been_done) in [
        (301, false),
        (302, false),
        (303, true),
        (307, false),
        (308, false),
    ] {
        let other = Server::script([]);
        let location = format!("{}/stolen?secret=1", other.url());
        let redirect = Response::status(status, json!({})).with("Location", location);
        let error = fail_once(redirect, may_have_been_done).await;
        assert!(error.is_redirect(), "{error}");
        assert!(
            error.to_string().contains("redirect to `127.0.0.1`"),
            "{error}"
        );
        assert!(!error.to_string().contains("secret"), "{error}");
        assert_eq!(other.connections(), 0);
    }
}

#[tokio::test]
async fn status_without_outcome_may_have_been_done() {
    let not_modified = "HTTP/1.1 304 Not Modified\r\nContent-Length: 0\r\n\r\n";
    let upgrade = "HTTP/1.1 101 Switching Protocols\r\n\
                   Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n";
    for (status, response) in [
        (101, Response::raw(upgrade, Then::Close)),
        (304, Response::raw(not_modified, Then::Close)),
        (600, Response::status(600, json!({}))),
        (999, Response::status(999, json!({}))),
    ] {
        let error = fail_once(response, true).await;
        assert_eq!(error.status(), Some(status), "{error}");
        assert!(!error.is_server_error(), "{error}");
    }
}

/// Returns a response whose body never arrives.
fn stalled_body(head: &str) -> Response {
    let head = format!("HTTP/1.1 {head}\r\nContent-Length: 10\r\n\r\n{{");
    Response::raw(head.into_bytes(), Then::Stall)
}

#[tokio::test]
async fn error_status_counts_despite_stalled_body() {
    let client = |server: &Server| {
        let builder = builder(server).request_timeout(Duration::from_secs(1));
        builder.build().unwrap()
    };
    // The service has not performed the call, so that a write is sent again too.
    for head in [
        "401 Unauthorized",
        "429 Too Many Requests\r\nRetry-After: 1",
    ] {
        let server = Server::script([stalled_body(head), Response::resources(["a"])]);
        assert_eq!(
            delete_asset(&client(&server)).await.unwrap(),
            ["a"],
            "{head}"
        );
    }
    let server = Server::script([stalled_body("403 Forbidden")]);
    let error = delete_asset(&client(&server)).await.unwrap_err();
    assert!(
        error.is_forbidden() && !error.may_have_been_done(),
        "{error}"
    );
}

#[tokio::test]
async fn unusable_body_error_keeps_header_values() {
    let headers = "X-Cs-Traceid: t-9\r\nX-RateLimit-Remaining: 7";
    for body in ["<html>", "{\"resources\": [\"a\""] {
        for missing in [0, 1] {
            let length = body.len() + missing;
            let head = format!("HTTP/1.1 200 OK\r\n{headers}\r\nContent-Length: {length}");
            let response = Response::raw(format!("{head}\r\n\r\n{body}").into_bytes(), Then::Close);
            let server = Server::script([response]);
            let error = delete_asset(&client(&server)).await.unwrap_err();
            assert_eq!(error.trace_id(), Some("t-9"), "{error}");
            assert_eq!(error.rate_limit().remaining, Some(7), "{error}");
            assert_eq!(error.status(), Some(200), "{error}");
        }
    }
}

#[tokio::test]
async fn status_without_body_is_success() {
    let heads = [
        (204, "204 No Content\r\n"),
        (205, "205 Reset Content\r\nContent-Length: 0\r\n"),
    ];
    for (status, head) in heads {
        let head = format!("HTTP/1.1 {head}Connection: close\r\n\r\n");
        let empty = || Response::raw(head.clone(), Then::Close);
        let server = Server::script([empty(), empty()]);
        let falcon = client(&server);
        assert!(delete_asset(&falcon).await.unwrap().is_empty());
        let operation = OperationId::DeletePolicyRules;
        let response = falcon.call(operation, [("ids", "a")], None).await.unwrap();
        assert_eq!(response.status(), status);
        assert!(response.complete().unwrap().is_empty());
    }
}
