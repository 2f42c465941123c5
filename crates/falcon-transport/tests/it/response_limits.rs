//! Limits of responses, relative to what was requested.

use std::time::{Duration, Instant};

use falcon_transport::Falcon;
use serde_json::json;
use test_server::{Response, Server};

use crate::support::{builder, client};

/// Requests two assets and returns the error.
async fn two_assets(falcon: &Falcon) -> falcon_transport::Error {
    let assets = falcon.exposure_management().get_assets(["a", "b"]);
    assets.send().await.unwrap_err()
}

fn envelope(key: &str, item: &str, len: usize) -> Response {
    let items = vec![item; len / (item.len() + 1)].join(",");
    Response::text(200, &format!("{{\"meta\": {{}}, \"{key}\": [{items}]}}"))
}

#[tokio::test]
async fn large_response_to_small_request_is_rejected() {
    for (key, item) in [
        ("resources", "0"),
        ("resources", r#"{"id":""}"#),
        ("resources", "[[],{}]"),
        ("errors", "0"),
        ("errors", r#"{"message":"m"}"#),
        ("other", "0"),
        ("other", r#"{"a":{}}"#),
    ] {
        for len in [20 << 20, 5 << 20] {
            let server = Server::script([envelope(key, item, len)]);
            let start = Instant::now();
            let error = two_assets(&client(&server)).await;
            assert!(error.is_decode(), "{key} {item}: {error}");
            assert!(
                error.to_string().contains("response has more than"),
                "{error}"
            );
            assert!(error.help().unwrap().contains("max_response_len"));
            // One attempt.
            assert_eq!(server.requests().len(), 1, "{key} {item}");
            assert!(start.elapsed() < Duration::from_secs(10), "{key} {item}");
        }
    }
}

#[tokio::test]
async fn response_may_have_more_items_than_requested() {
    let assets = vec![json!({"id": "a"}); 1_004];
    let server = Server::script([
        Response::resources(assets.clone()),
        Response::resources([assets, vec![json!({"id": "a"})]].concat()),
    ]);
    let falcon = client(&server);
    let response = falcon.exposure_management().get_assets(["a", "b"]).send();
    assert_eq!(response.await.unwrap().succeeded().len(), 1_004);
    let error = two_assets(&falcon).await;
    assert!(
        error.to_string().contains("more than 1004 resources"),
        "{error}"
    );
}

#[tokio::test]
async fn max_response_len_sets_the_limit() {
    let body = envelope("resources", r#"{"id":"a"}"#, 10_000);
    for (bytes, is_accepted) in [(1_000_000, true), (32_000, false), (0, false)] {
        let server = Server::script([body.clone()]);
        let falcon = builder(&server).max_response_len(bytes).build().unwrap();
        let assets = falcon.exposure_management().get_assets(["a", "b"]);
        assert_eq!(assets.send().await.is_ok(), is_accepted, "{bytes}");
    }
}

#[tokio::test]
async fn large_page_is_an_error_of_the_listing() {
    let server = Server::script([envelope("resources", "\"\"", 20 << 20)]);
    let mut ids = client(&server)
        .exposure_management()
        .query_assets()
        .page_size(2)
        .ids();
    assert!(ids.next().await.unwrap().unwrap_err().is_decode());
    assert!(ids.next().await.is_none());
}
