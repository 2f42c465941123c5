//! Retries of reads and writes after connection faults and error responses.

use std::time::Duration;

use falcon_transport::operation::{OperationId, Params};
use falcon_transport::{Error, Falcon, RetryPolicy};
use serde_json::{Value, json};
use test_server::{Response, Server, Then};

use crate::support::{builder, client, delete_asset, list_assets, quick_retry};

/// Asserts that a read succeeds at its second attempt after this response.
async fn assert_read_is_retried(fault: Response) {
    let server = Server::script([fault.clone(), Response::resources(["a"])]);
    assert_eq!(
        list_assets(&client(&server)).await.unwrap(),
        ["a"],
        "{fault:?}"
    );
    assert_eq!(server.requests().len(), 2, "{fault:?}");
}

/// Asserts that a write with this response is sent once, and returns its error.
async fn assert_write_is_not_retried(fault: Response) -> Error {
    let server = Server::script([fault.clone()]);
    let error = delete_asset(&client(&server)).await.unwrap_err();
    assert_eq!(server.requests().len(), 1, "{fault:?}");
    assert!(error.may_have_been_done(), "{fault:?}: {error}");
    assert!(!error.is_retryable(), "{fault:?}: {error}");
    assert_eq!(
        *error.operation().unwrap(),
        OperationId::DeleteExternalAssets
    );
    error
}

/// Returns a name and the response of each kind of lost connection.
fn lost_connections() -> Vec<(&'static str, Response)> {
    let body = b"{\"resources\": [";
    let raw = |bytes: &[u8], then| Response::raw(bytes, then);
    vec![
        ("reset before the head", raw(b"", Then::Reset)),
        ("closed before the head", raw(b"", Then::Close)),
        (
            "closed within the head",
            raw(b"HTTP/1.1 200 OK\r\nConte", Then::Close),
        ),
        (
            "reset before the body",
            Response::partial(100, b"", Then::Reset),
        ),
        (
            "reset within the body",
            Response::partial(100, body, Then::Reset),
        ),
        (
            "closed within the body",
            Response::partial(100, body, Then::Close),
        ),
        (
            "closed within a chunk",
            raw(
                b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"res",
                Then::Close,
            ),
        ),
        (
            "another protocol",
            raw(b"SSH-2.0-OpenSSH\r\n\r\n", Then::Close),
        ),
    ]
}

#[tokio::test]
async fn read_is_retried_after_lost_connection() {
    for (_, fault) in lost_connections() {
        assert_read_is_retried(fault).await;
    }
}

#[tokio::test]
async fn write_is_not_retried_after_lost_connection() {
    for (name, fault) in lost_connections() {
        let error = assert_write_is_not_retried(fault).await;
        assert!(
            std::error::Error::source(&error).is_some(),
            "{name}: {error}"
        );
        assert!(!error.to_string().contains('\n'), "{name}: {error}");
        let is_named = error
            .to_string()
            .contains("connection lost (`http://127.0.0.1:");
        assert!(is_named || error.status().is_some(), "{name}: {error}");
    }
}

#[tokio::test]
async fn reset_after_complete_body_is_success() {
    let body = json!({"resources": ["a"]}).to_string().into_bytes();
    let complete = Response::partial(body.len(), &body, Then::Reset);
    let server = Server::script([complete, Response::resources(["a"])]);
    let falcon = client(&server);
    assert_eq!(delete_asset(&falcon).await.unwrap(), ["a"]);
    // The next call opens another connection.
    assert_eq!(list_assets(&falcon).await.unwrap(), ["a"]);
}

#[tokio::test]
async fn refused_connection_is_retried_for_writes() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let falcon = Falcon::builder()
        .token("t")
        .base_url(&url)
        .retry(quick_retry().attempts(3));
    let error = delete_asset(&falcon.build().unwrap()).await.unwrap_err();
    assert!(error.is_connect() && error.is_retryable(), "{error}");
    assert!(!error.may_have_been_done());
    assert_eq!(error.attempts(), 3);
    assert_eq!(
        error.to_string(),
        format!("delete_external_assets: could not connect to `{url}`; failed after 3 attempts")
    );
}

#[tokio::test]
async fn stalled_response_ends_at_request_timeout() {
    for fault in [
        Response::raw(b"", Then::Stall),
        Response::partial(10, b"", Then::Stall),
        Response::partial(10, b"{", Then::Stall),
    ] {
        let client = |server: &Server| {
            let builder = builder(server).request_timeout(Duration::from_millis(200));
            builder.build().unwrap()
        };
        let server = Server::script([fault.clone(), Response::resources(["a"])]);
        let listed = list_assets(&client(&server)).await;
        assert_eq!(listed.unwrap(), ["a"], "{fault:?}");

        let server = Server::script([fault.clone()]);
        let error = delete_asset(&client(&server)).await.unwrap_err();
        assert!(
            error.is_timeout() && !error.is_deadline(),
            "{fault:?}: {error}"
        );
        assert!(error.may_have_been_done(), "{fault:?}: {error}");
    }
}

#[tokio::test]
async fn stalled_response_ends_at_overall_timeout() {
    let server = Server::script([Response::raw(b"", Then::Stall)]);
    let falcon = builder(&server)
        .overall_timeout(Duration::from_millis(200))
        .build()
        .unwrap();
    let error = list_assets(&falcon).await.unwrap_err();
    assert!(error.is_deadline() && error.is_timeout(), "{error}");
}

#[tokio::test]
async fn unreadable_body_is_retried_and_excerpted() {
    for fault in [
        Response::text(200, "<html>\n<h1>Gateway</h1></html>"),
        Response::text(200, "{\"resources\": [\"a\""),
        Response::text(200, ""),
        Response::text(200, "[]"),
        Response::bytes(200, b"\xff\xfe\0"),
    ] {
        assert_read_is_retried(fault.clone()).await;
        let error = assert_write_is_not_retried(fault).await;
        assert!(error.is_decode(), "{error}");
        assert_eq!(error.status(), Some(200));
    }
    let page = || Response::text(200, "<html>\n<h1>Gateway</h1></html>");
    let server = Server::script([page(), page(), page(), page()]);
    let error = list_assets(&client(&server)).await.unwrap_err();
    assert_eq!(error.body_excerpt(), Some("<html> <h1>Gateway</h1></html>"));
    assert!(
        error
            .to_string()
            .contains("response body starts with `<html> <h1>Gateway</h1></html>`")
    );
    assert_eq!(error.attempts(), 4);
}

#[tokio::test]
async fn short_content_length_is_unreadable_body() {
    let body = b"{\"resources\": [\"a\"]}";
    assert_read_is_retried(Response::partial(5, body, Then::Close)).await;
}

#[tokio::test]
async fn server_error_is_retried_for_reads_only() {
    for status in [408, 500, 502, 503, 504] {
        let fault = || {
            Response::status(
                status,
                json!({"errors": [{"code": status, "message": "m"}]}),
            )
        };
        assert_read_is_retried(fault()).await;
        let error = assert_write_is_not_retried(fault()).await;
        assert_eq!(error.status(), Some(status));
        assert_eq!(error.is_server_error(), status >= 500);

        let server = Server::script([fault(), fault(), fault(), fault()]);
        let error = list_assets(&client(&server)).await.unwrap_err();
        assert_eq!((error.status(), error.attempts()), (Some(status), 4));
        assert!(
            error.is_retryable() && error.to_string().contains("after 4 attempts"),
            "{error}"
        );
    }
}

#[tokio::test]
async fn post_reads_are_retried_and_writes_are_not() {
    let reads: [(OperationId, Value); 4] = [
        (OperationId::AggregateExternalAssets, json!([{"name": "n"}])),
        (OperationId::GetSensorAggregates, json!([{"name": "n"}])),
        (OperationId::GetSensorDetails, json!({"ids": ["a"]})),
        (
            OperationId::ApiPreemptProxyPostGraphql,
            json!({"query": "query { a }"}),
        ),
    ];
    for (operation, body) in reads {
        let server = Server::script([Response::status(502, json!({})), Response::json(json!({}))]);
        let falcon = client(&server);
        let call = falcon.call(operation, Params::new(), Some(body));
        assert!(call.await.is_ok(), "{operation}");
    }
    let writes: [(OperationId, Value); 4] = [
        (
            OperationId::PatchExternalAssets,
            json!({"assets": [{"id": "a"}]}),
        ),
        (
            OperationId::PostExternalAssetsInventoryV1,
            json!({"data": [{}]}),
        ),
        (OperationId::PostPolicyRules, json!({"name": "n"})),
        (
            OperationId::ApiPreemptProxyPostGraphql,
            json!({"query": "mutation { a }"}),
        ),
    ];
    for (operation, body) in writes {
        let server = Server::script([Response::status(502, json!({}))]);
        let falcon = client(&server);
        let call = falcon.call(operation, Params::new(), Some(body));
        let error = call.await.unwrap_err();
        assert!(error.may_have_been_done(), "{operation}: {error}");
        assert_eq!(server.requests().len(), 1, "{operation}");
    }
}

#[tokio::test]
async fn retry_never_sends_one_request() {
    let server = Server::script([Response::status(500, json!({}))]);
    let falcon = builder(&server)
        .retry(RetryPolicy::never())
        .build()
        .unwrap();
    let error = list_assets(&falcon).await.unwrap_err();
    assert_eq!((error.status(), error.attempts()), (Some(500), 1));
}

#[tokio::test]
async fn dropped_call_leaves_client_usable() {
    let server = Server::script([Response::raw(b"", Then::Stall), Response::resources(["a"])]);
    let falcon = client(&server);
    let stalled = tokio::time::timeout(Duration::from_millis(200), delete_asset(&falcon)).await;
    assert!(stalled.is_err());
    assert_eq!(list_assets(&falcon).await.unwrap(), ["a"]);
    assert_eq!(server.requests().len(), 2);
}
