//! Calls that the rate limit delays or ends.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use falcon_transport::RetryPolicy;
use serde_json::json;
use test_server::{Response, Server};

use crate::support::{builder, client, delete_asset, list_assets};

fn now() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap()
        .as_secs()
}

fn rate_limited() -> Response {
    Response::status(
        429,
        json!({"errors": [{"code": 429, "message": "API rate limit exceeded."}]}),
    )
}

#[tokio::test]
async fn retry_after_is_parsed_in_every_format() {
    let responses = [
        rate_limited().with("X-RateLimit-RetryAfter", now() + 1),
        rate_limited().with("X-Ratelimit-Retryafter", now().saturating_sub(60)),
        rate_limited().with("Retry-After", 1),
        rate_limited().with("retry-after", httpdate::fmt_http_date(SystemTime::now())),
        rate_limited().with("Retry-After", "invalid"),
        rate_limited(),
    ];
    for response in responses {
        let server = Server::script([response.clone(), Response::resources(["a"])]);
        assert_eq!(
            delete_asset(&client(&server)).await.unwrap(),
            ["a"],
            "{response:?}"
        );
        assert_eq!(server.requests().len(), 2, "{response:?}");
    }
}

#[tokio::test]
async fn rate_limited_call_waits_until_reset() {
    let retry_at = now() + 2;
    let first = rate_limited().with("X-RateLimit-RetryAfter", retry_at);
    let mut script = vec![Response::resources(["a"]), first];
    let server = Server::with(move |_| {
        if script.len() == 1 {
            assert!(now() >= retry_at, "too early");
        }
        script.pop()
    });
    assert_eq!(list_assets(&client(&server)).await.unwrap(), ["a"]);
}

#[tokio::test]
async fn wait_beyond_deadline_is_error_for_all_clones() {
    let server = Server::script([rate_limited().with("X-RateLimit-RetryAfter", now() + 3600)]);
    let falcon = client(&server);
    let error = list_assets(&falcon).await.unwrap_err();
    assert!(error.is_rate_limited() && error.is_retryable(), "{error}");
    assert!(error.retry_after().unwrap() > Duration::from_secs(3500));
    assert_eq!(error.api_errors()[0].message, "API rate limit exceeded.");
    assert!(error.to_string().contains("after the call's deadline"));
    let help = error.help().unwrap();
    assert!(help.contains("raise `overall_timeout`"), "{help}");
    // A clone shares the limit and sends no request.
    let error = delete_asset(&falcon.clone()).await.unwrap_err();
    assert!(
        error.is_rate_limited() && !error.may_have_been_done(),
        "{error}"
    );
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn maximal_retry_after_pauses_all_clones() {
    let server = Server::script([rate_limited().with("Retry-After", u64::MAX)]);
    let falcon = client(&server);
    let error = delete_asset(&falcon).await.unwrap_err();
    assert!(error.is_rate_limited(), "{error}");
    let error = list_assets(&falcon.clone()).await.unwrap_err();
    assert!(error.is_rate_limited(), "{error}");
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn rate_limit_without_time_backs_off_shortly() {
    let limited = rate_limited().with("X-RateLimit-Limit", 10);
    let server = Server::script([limited.clone(), limited, Response::resources(["a"])]);
    let falcon = builder(&server)
        .retry(RetryPolicy::default())
        .build()
        .unwrap();
    let start = Instant::now();
    assert_eq!(list_assets(&falcon).await.unwrap(), ["a"]);
    // 0.2 s and 0.4 s, each shortened by up to half.
    assert!(start.elapsed() >= Duration::from_millis(300));
    assert!(
        start.elapsed() < Duration::from_millis(1_500),
        "{:?}",
        start.elapsed()
    );
}

#[tokio::test]
async fn repeated_rate_limit_gets_a_new_token() {
    let server = Server::with(|request| {
        let has_first_token = request.header("authorization") == Some("Bearer test-token-1");
        Some(if has_first_token {
            rate_limited()
        } else {
            Response::resources(["a"])
        })
    });
    let falcon = client(&server);
    assert_eq!(delete_asset(&falcon).await.unwrap(), ["a"]);
    assert_eq!(server.token_requests().len(), 2);
    assert_eq!(server.requests().len(), 4);
}

#[tokio::test]
async fn failed_renewal_keeps_rate_limited_token() {
    let mut responses = vec![Response::resources(["a"])];
    responses.resize(6, rate_limited());
    responses.reverse();
    let token = json!({"access_token": "test-token-1", "expires_in": 1799});
    let server = Server::script(responses).token_responses([
        Response::status(201, token),
        Response::status(403, json!({})),
    ]);
    let falcon = client(&server);
    assert_eq!(list_assets(&falcon).await.unwrap(), ["a"]);
    assert_eq!(server.token_requests().len(), 2);
}
