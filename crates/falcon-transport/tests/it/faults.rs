//! What happens when the service, or the way to it, fails.
//!
//! Each fault is met by a read, which is to succeed by another attempt where that can help, and by
//! a write, which is to be sent once only, unless it was surely not done.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use falcon_transport::{Error, Falcon, OperationId, Params, RetryPolicy};
use serde_json::{Value, json};

use test_server::{Response, Server, Then};

use crate::support::{builder, client, delete_asset, list_assets, quick_retry};

fn ok() -> Response {
    Response::resources(["a"])
}

/// A read that fails once succeeds by its second attempt.
async fn a_read_survives(fault: Response) {
    let server = Server::script([fault.clone(), ok()]);
    assert_eq!(
        list_assets(&client(&server)).await.unwrap(),
        ["a"],
        "{fault:?}"
    );
    assert_eq!(server.requests().len(), 2, "{fault:?}");
}

/// A write that fails so is sent once, and its error says that it may have been done.
async fn a_write_is_sent_once(fault: Response) -> Error {
    let server = Server::script([fault.clone()]);
    let error = delete_asset(&client(&server)).await.unwrap_err();
    assert_eq!(server.requests().len(), 1, "{fault:?}");
    assert!(error.may_have_been_done(), "{fault:?}: {error}");
    assert!(!error.is_retryable(), "{fault:?}: {error}");
    assert_eq!(error.operation(), Some(OperationId::DeleteExternalAssets));
    error
}

/// A call that fails so fails at once, be it a read or a write.
async fn fails_at_once(fault: Response) -> Error {
    let server = Server::script([fault.clone()]);
    let error = delete_asset(&client(&server)).await.unwrap_err();
    assert!(!error.may_have_been_done(), "{fault:?}: {error}");
    let server = Server::script([fault.clone()]);
    let error = list_assets(&client(&server)).await.unwrap_err();
    assert!(!error.is_retryable(), "{fault:?}: {error}");
    assert_eq!(error.attempts(), 1, "{fault:?}");
    error
}

/// Every kind of lost connection, and what an error then says.
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
async fn a_read_survives_every_kind_of_lost_connection() {
    for (_, fault) in lost_connections() {
        a_read_survives(fault).await;
    }
}

#[tokio::test]
async fn a_write_is_not_repeated_after_any_lost_connection() {
    for (what, fault) in lost_connections() {
        let error = a_write_is_sent_once(fault).await;
        assert!(
            std::error::Error::source(&error).is_some(),
            "{what}: {error}"
        );
        assert!(!error.to_string().contains('\n'), "{what}: {error}");
    }
}

#[tokio::test]
async fn a_reset_after_the_whole_body_loses_nothing() {
    let body = json!({"resources": ["a"]}).to_string().into_bytes();
    let whole = Response::partial(body.len(), &body, Then::Reset);
    let server = Server::script([whole, ok()]);
    let falcon = client(&server);
    assert_eq!(delete_asset(&falcon).await.unwrap(), ["a"]);
    // The connection is of no more use; the next call makes another.
    assert_eq!(list_assets(&falcon).await.unwrap(), ["a"]);
}

#[tokio::test]
async fn a_refused_connection_is_tried_again_for_writes_too_and_then_told() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let falcon = Falcon::builder()
        .token("t")
        .base_url(url)
        .retry(quick_retry().attempts(3));
    let error = delete_asset(&falcon.build().unwrap()).await.unwrap_err();
    assert!(error.is_connect() && error.is_retryable(), "{error}");
    assert!(!error.may_have_been_done());
    assert_eq!(error.attempts(), 3);
    assert_eq!(
        error.to_string(),
        "delete_external_assets: could not connect; failed after 3 attempts"
    );
}

#[tokio::test]
async fn stalled_headers_and_bodies_end_with_the_attempts_time() {
    for fault in [
        Response::raw(b"", Then::Stall),
        Response::partial(10, b"", Then::Stall),
        Response::partial(10, b"{", Then::Stall),
    ] {
        let impatient = |server: &Server| {
            let builder = builder(server).request_timeout(Duration::from_millis(200));
            builder.build().unwrap()
        };
        let server = Server::script([fault.clone(), ok()]);
        let listed = list_assets(&impatient(&server)).await;
        assert_eq!(listed.unwrap(), ["a"], "{fault:?}");

        let server = Server::script([fault.clone()]);
        let error = delete_asset(&impatient(&server)).await.unwrap_err();
        assert!(
            error.is_timeout() && !error.is_deadline(),
            "{fault:?}: {error}"
        );
        assert!(error.may_have_been_done(), "{fault:?}: {error}");
    }
}

#[tokio::test]
async fn the_overall_deadline_bounds_a_call_that_stalls() {
    let server = Server::script([Response::raw(Vec::new(), Then::Stall)]);
    let falcon = builder(&server)
        .overall_timeout(Duration::from_millis(200))
        .build()
        .unwrap();
    let error = list_assets(&falcon).await.unwrap_err();
    assert!(error.is_deadline() && error.is_timeout(), "{error}");
}

#[tokio::test]
async fn a_body_that_is_no_json_is_asked_for_again_and_then_shown_in_part() {
    for fault in [
        Response::text(200, "<html>\n<h1>Gateway</h1></html>"),
        Response::text(200, "{\"resources\": [\"a\""),
        Response::text(200, ""),
        Response::text(200, "[]"),
        Response::bytes(200, b"\xff\xfe\0"),
    ] {
        a_read_survives(fault.clone()).await;
        let error = a_write_is_sent_once(fault).await;
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
async fn a_length_told_too_short_is_a_body_that_cannot_be_read() {
    let body = b"{\"resources\": [\"a\"]}";
    a_read_survives(Response::partial(5, body, Then::Close)).await;
}

#[tokio::test]
async fn statuses_that_would_come_again_fail_at_once_and_say_what_the_service_says() {
    for status in [400, 403, 404, 405, 409, 410, 413, 414, 422] {
        let body = json!({
            "meta": {"trace_id": "t-1"},
            "errors": [{"code": status, "message": "because"}],
            "resources": null,
        });
        let error = fails_at_once(Response::status(status, body)).await;
        assert_eq!(error.status(), Some(status));
        assert_eq!(error.api_errors()[0].message, "because");
        assert_eq!(error.trace_id(), Some("t-1"));
        let text = error.to_string();
        assert!(
            text.starts_with(&format!("query_external_assets_v2: {status} ")),
            "{text}"
        );
        assert!(text.contains(&format!("because (code {status})")), "{text}");
        assert!(text.ends_with("(trace id `t-1`)"), "{text}");
    }
}

#[tokio::test]
async fn a_403_names_the_scope_that_may_be_missing() {
    let error = fails_at_once(Response::status(403, json!({}))).await;
    assert!(error.is_forbidden());
    assert!(
        error.to_string().contains("the scope `assets:read`"),
        "{error}"
    );
}

#[tokio::test]
async fn an_html_error_page_is_shown_in_part_as_one_line() {
    let page = format!(
        "<html>\n<body>Forbidden {}</body></html>",
        "x".repeat(10_000)
    );
    let error = fails_at_once(Response::text(403, &page)).await;
    let excerpt = error.body_excerpt().unwrap();
    assert!(excerpt.starts_with("<html> <body>Forbidden xxx") && excerpt.ends_with('…'));
    assert!(error.to_string().len() < 1_000);
}

#[tokio::test]
async fn server_errors_and_408_are_tried_again_for_reads_only() {
    for status in [408, 500, 502, 503, 504] {
        let fault = || {
            Response::status(
                status,
                json!({"errors": [{"code": status, "message": "m"}]}),
            )
        };
        a_read_survives(fault()).await;
        let error = a_write_is_sent_once(fault()).await;
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
async fn reads_that_are_posts_are_tried_again_and_mutations_are_not() {
    let read_only: [(OperationId, Value); 4] = [
        (OperationId::AggregateExternalAssets, json!([{"name": "n"}])),
        (OperationId::GetSensorAggregates, json!([{"name": "n"}])),
        (OperationId::GetSensorDetails, json!({"ids": ["a"]})),
        (
            OperationId::ApiPreemptProxyPostGraphql,
            json!({"query": "query { a }"}),
        ),
    ];
    for (operation, body) in read_only {
        let server = Server::script([Response::status(502, json!({})), Response::json(json!({}))]);
        let called = client(&server)
            .call(operation, Params::new(), Some(body))
            .await;
        assert!(called.is_ok(), "{operation}");
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
        let error = client(&server)
            .call(operation, Params::new(), Some(body))
            .await
            .unwrap_err();
        assert!(error.may_have_been_done(), "{operation}: {error}");
        assert_eq!(server.requests().len(), 1, "{operation}");
    }
}

#[tokio::test]
async fn without_repetition_a_read_fails_at_its_first_fault() {
    let server = Server::script([Response::status(500, json!({}))]);
    let falcon = builder(&server)
        .retry(RetryPolicy::never())
        .build()
        .unwrap();
    let error = list_assets(&falcon).await.unwrap_err();
    assert_eq!((error.status(), error.attempts()), (Some(500), 1));
}

fn now() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap()
        .as_secs()
}

fn limited() -> Response {
    Response::status(
        429,
        json!({"errors": [{"code": 429, "message": "API rate limit exceeded."}]}),
    )
}

#[tokio::test]
async fn a_429_is_waited_for_in_each_form_and_repeated_for_writes_too() {
    let forms = [
        limited().with("X-RateLimit-RetryAfter", now() + 1),
        limited().with("X-Ratelimit-Retryafter", now().saturating_sub(60)),
        limited().with("Retry-After", 1),
        limited().with("retry-after", httpdate::fmt_http_date(SystemTime::now())),
        limited().with("Retry-After", "whenever"),
        limited(),
    ];
    for form in forms {
        let server = Server::script([form.clone(), ok()]);
        assert_eq!(
            delete_asset(&client(&server)).await.unwrap(),
            ["a"],
            "{form:?}"
        );
        assert_eq!(server.requests().len(), 2, "{form:?}");
    }
}

#[tokio::test]
async fn a_429_is_not_repeated_before_its_moment() {
    let retry_at = now() + 2;
    let first = limited().with("X-RateLimit-RetryAfter", retry_at);
    let mut script = vec![ok(), first];
    let server = Server::with(move |_| {
        if script.len() == 1 {
            assert!(now() >= retry_at, "too early");
        }
        script.pop()
    });
    assert_eq!(list_assets(&client(&server)).await.unwrap(), ["a"]);
}

#[tokio::test]
async fn a_wait_far_ahead_is_not_begun_and_the_error_says_how_long_it_is() {
    let server = Server::script([limited().with("X-RateLimit-RetryAfter", now() + 3600)]);
    let falcon = client(&server);
    let error = list_assets(&falcon).await.unwrap_err();
    assert!(error.is_rate_limited() && error.is_retryable(), "{error}");
    assert!(error.retry_after().unwrap() > Duration::from_secs(3500));
    assert_eq!(error.api_errors()[0].message, "API rate limit exceeded.");
    assert!(error.to_string().contains("after the call's deadline"));
    let help = error.help().unwrap();
    assert!(help.contains("raise `overall_timeout`"), "{help}");
    // A clone knows it too, and sends nothing.
    let error = delete_asset(&falcon.clone()).await.unwrap_err();
    assert!(
        error.is_rate_limited() && !error.may_have_been_done(),
        "{error}"
    );
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_redirect_is_not_followed_and_its_host_is_named() {
    for status in [301, 302, 303, 307, 308] {
        let elsewhere = Server::script([]);
        let to = format!("{}/stolen?secret=1", elsewhere.url());
        let redirect = Response::status(status, json!({})).with("Location", to);
        let error = fails_at_once(redirect).await;
        assert!(error.is_redirect(), "{error}");
        assert!(
            error.to_string().contains("redirect to `127.0.0.1`"),
            "{error}"
        );
        assert!(!error.to_string().contains("secret"), "{error}");
        assert_eq!(elsewhere.connections(), 0);
    }
}

#[tokio::test]
async fn a_call_that_is_dropped_stops_and_the_client_goes_on() {
    let server = Server::script([Response::raw(Vec::new(), Then::Stall), ok()]);
    let falcon = client(&server);
    let stuck = tokio::time::timeout(Duration::from_millis(200), delete_asset(&falcon)).await;
    assert!(stuck.is_err());
    assert_eq!(list_assets(&falcon).await.unwrap(), ["a"]);
    assert_eq!(server.requests().len(), 2);
}

/// A refusal whose body does not come.
fn refused_without_body(head: &str) -> Response {
    let head = format!("HTTP/1.1 {head}\r\nContent-Length: 10\r\n\r\n{{");
    Response::raw(head.into_bytes(), Then::Stall)
}

#[tokio::test]
async fn a_refusal_counts_also_when_its_body_stalls() {
    let quick = |server: &Server| {
        let builder = builder(server).request_timeout(Duration::from_secs(1));
        builder.build().unwrap()
    };
    // Not done, so it is repeated: also a write, and not as a fault.
    for head in [
        "401 Unauthorized",
        "429 Too Many Requests\r\nRetry-After: 1",
    ] {
        let server = Server::script([refused_without_body(head), ok()]);
        assert_eq!(
            delete_asset(&quick(&server)).await.unwrap(),
            ["a"],
            "{head}"
        );
    }
    let server = Server::script([refused_without_body("403 Forbidden")]);
    let error = delete_asset(&quick(&server)).await.unwrap_err();
    assert!(
        error.is_forbidden() && !error.may_have_been_done(),
        "{error}"
    );
}

#[tokio::test]
async fn what_the_headers_told_is_in_the_error_of_a_body_that_cannot_be_used() {
    let headers = "X-Cs-Traceid: t-9\r\nX-RateLimit-Remaining: 7";
    for body in ["<html>", "{\"resources\": [\"a\""] {
        for missing in [0, 1] {
            let length = body.len() + missing;
            let head = format!("HTTP/1.1 200 OK\r\n{headers}\r\nContent-Length: {length}");
            let reply = Response::raw(format!("{head}\r\n\r\n{body}").into_bytes(), Then::Close);
            let server = Server::script([reply]);
            let error = delete_asset(&client(&server)).await.unwrap_err();
            assert_eq!(error.trace_id(), Some("t-9"), "{error}");
            assert_eq!(error.rate_limit().remaining, Some(7), "{error}");
            assert_eq!(error.status(), Some(200), "{error}");
        }
    }
}

#[tokio::test]
async fn a_success_that_has_no_body_by_its_status_is_one() {
    let heads = [
        (204, "HTTP/1.1 204 No Content\r\n\r\n"),
        (
            205,
            "HTTP/1.1 205 Reset Content\r\nContent-Length: 0\r\n\r\n",
        ),
    ];
    for (status, head) in heads {
        let none = || Response::raw(head.as_bytes().to_vec(), Then::Close);
        let server = Server::script([none(), none()]);
        let falcon = client(&server);
        assert!(delete_asset(&falcon).await.unwrap().is_empty());
        let operation = OperationId::DeletePolicyRules;
        let reply = falcon.call(operation, [("ids", "a")], None).await.unwrap();
        assert_eq!(reply.status(), status);
        assert!(reply.complete().unwrap().is_empty());
    }
}

#[tokio::test]
async fn a_wait_too_long_to_be_told_holds_all_clones_too() {
    let server = Server::script([limited().with("Retry-After", u64::MAX)]);
    let falcon = client(&server);
    let error = delete_asset(&falcon).await.unwrap_err();
    assert!(error.is_rate_limited(), "{error}");
    let error = list_assets(&falcon.clone()).await.unwrap_err();
    assert!(error.is_rate_limited(), "{error}");
    assert_eq!(server.requests().len(), 1);
}
