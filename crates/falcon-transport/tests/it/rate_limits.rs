//! Calls that the rate limit delays or ends.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::json;
use test_server::{Response, Server};

use crate::support::{client, delete_asset, list_assets};

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
