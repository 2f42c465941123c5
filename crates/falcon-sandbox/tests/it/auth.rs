//! Tokens, clients and the rate limit.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use falcon_transport::Falcon;
use reqwest::Method;
use serde_json::json;

use crate::support::{HttpResponse, RawClient, builder, client, http_client, retrying, sandbox};

const V2: &str = "/fem/queries/external-assets/v2";

#[tokio::test]
async fn token_response_has_the_service_format() {
    let sandbox = sandbox().await;
    let http = RawClient::without_token(&sandbox);
    let response = http
        .token("client_id=sandbox&client_secret=sandbox&member_cid=0123")
        .await;
    assert_eq!(response.status, 201);
    response.assert_common_headers();
    assert_eq!(response.body["expires_in"], 1799);
    assert_eq!(response.body["token_type"], "bearer");
    assert!(response.body["access_token"].as_str().unwrap().len() > 30);
    assert_eq!(response.body.as_object().unwrap().len(), 3);
    for (form, status) in [
        ("client_id=sandbox&client_secret=wrong", 403),
        ("client_id=wrong&client_secret=sandbox", 403),
        ("client_id=sandbox", 400),
        ("", 400),
    ] {
        let response = http.token(form).await;
        response.assert_error(status);
        assert!(
            !response.body.to_string().contains("wrong"),
            "{}",
            response.body
        );
    }
}

#[tokio::test]
async fn token_request_accepts_basic_credentials() {
    let sandbox = sandbox().await;
    let http = RawClient::without_token(&sandbox);
    let client = http_client().build().unwrap();
    for (form, secret, status) in [
        ("grant_type=client_credentials", "sandbox", 201),
        ("", "sandbox", 201),
        ("", "wrong", 403),
        ("client_id=sandbox&client_secret=sandbox", "wrong", 201),
    ] {
        let request = client
            .post(format!("{}/oauth2/token", sandbox.url()))
            .basic_auth("sandbox", Some(secret))
            .body(form);
        let response = HttpResponse::read(request.send().await.unwrap()).await;
        assert_eq!(response.status, status, "{form}: {}", response.body);
    }
    assert_eq!(http.token("").await.status, 400);
}

#[tokio::test]
async fn missing_or_unknown_token_is_a_401() {
    let sandbox = sandbox().await;
    let mut http = RawClient::without_token(&sandbox);
    for token in ["", "x"] {
        http.token = token.to_owned();
        http.get(V2).await.assert_error(401);
    }
    let request = http_client()
        .build()
        .unwrap()
        .get(format!("{}{V2}", sandbox.url()));
    HttpResponse::read(request.send().await.unwrap())
        .await
        .assert_error(401);
}

#[tokio::test]
async fn revoked_token_is_replaced_by_the_client() {
    let sandbox = sandbox().await;
    let falcon = client(&sandbox);
    let assets = falcon.exposure_management();
    assets
        .query_assets()
        .send()
        .await
        .unwrap()
        .complete()
        .unwrap();
    falcon.revoke().await.unwrap();
    assets
        .query_assets()
        .send()
        .await
        .unwrap()
        .complete()
        .unwrap();
    let requests = sandbox.requests();
    assert_eq!(requests.count("oauth2RevokeToken"), 1);
    assert_eq!(requests.count("oauth2AccessToken"), 2);

    // Revoking requires the client's secret.
    let http = RawClient::new(&sandbox).await;
    for (secret, status) in [("wrong", 403), ("sandbox", 200)] {
        let request = http_client()
            .build()
            .unwrap()
            .post(format!("{}/oauth2/revoke", sandbox.url()))
            .basic_auth("sandbox", Some(secret))
            .body(format!("token={}", http.token));
        assert_eq!(request.send().await.unwrap().status(), status);
        let is_revoked = http.get(V2).await.status == 401;
        assert_eq!(is_revoked, secret == "sandbox");
    }
}

#[tokio::test]
async fn client_renews_expired_tokens() {
    let sandbox = builder()
        .token_lifetime(Duration::from_millis(50))
        .start()
        .await
        .unwrap();
    let http = RawClient::new(&sandbox).await;
    tokio::time::sleep(Duration::from_millis(60)).await;
    http.get(V2).await.assert_error(401);

    let sandbox = self::sandbox().await;
    let falcon = client(&sandbox);
    for _ in 0..3 {
        let query = falcon.exposure_management().query_assets();
        query.send().await.unwrap().complete().unwrap();
        sandbox.expire_tokens();
    }
    assert_eq!(sandbox.requests().count("oauth2AccessToken"), 3);
}

#[tokio::test]
async fn custom_client_replaces_default_and_needs_scopes() {
    let sandbox = builder()
        .client("reader", "hidden", ["assets:read"])
        .start()
        .await
        .unwrap();
    let http = RawClient::without_token(&sandbox);
    let response = http.token("client_id=sandbox&client_secret=sandbox").await;
    response.assert_error(403);
    let reader = Falcon::builder()
        .credentials("reader", "hidden")
        .base_url(sandbox.url())
        .build()
        .unwrap();
    let assets = reader.exposure_management();
    assert!(assets.query_assets().send().await.is_ok());
    let error = assets.delete_assets(["a1"]).send().await.unwrap_err();
    assert_eq!(error.status(), Some(403));
    assert!(error.to_string().contains("assets:write"), "{error}");
    let http = RawClient::with(&sandbox, "reader", "hidden").await;
    let response = http
        .send(
            Method::DELETE,
            "/fem/entities/external-assets/v1?ids=a1",
            &json!({}),
        )
        .await;
    response.assert_error(403);
    assert!(!response.body.to_string().contains("hidden"));
}

#[tokio::test]
async fn rate_limit_is_reported_and_enforced() {
    let sandbox = builder().rate_limit(3).start().await.unwrap();
    let http = RawClient::new(&sandbox).await;
    for remaining in [2, 1, 0] {
        let response = http.get(V2).await;
        assert_eq!(response.status, 200);
        assert_eq!(response.header("x-ratelimit-limit"), Some("3"));
        assert_eq!(
            response.header("x-ratelimit-remaining"),
            Some(&*remaining.to_string())
        );
    }
    let response = http.get(V2).await;
    response.assert_error(429);
    let retry_after: u64 = response
        .header("x-ratelimit-retryafter")
        .unwrap()
        .parse()
        .unwrap();
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap()
        .as_secs();
    assert!(
        (now..=now + 61).contains(&retry_after),
        "{retry_after} at {now}"
    );
    // Token requests do not count.
    RawClient::new(&sandbox).await;
}

#[tokio::test]
async fn client_retries_after_429() {
    let sandbox = sandbox().await;
    let rate_limited = falcon_sandbox::Fault::status(429).retry_after(Duration::ZERO);
    sandbox.script([rate_limited.clone(), rate_limited]);
    let falcon = retrying(&sandbox).build().unwrap();
    let query = falcon.exposure_management().query_assets();
    query.send().await.unwrap().complete().unwrap();
    assert_eq!(sandbox.requests().count("query_external_assets_v2"), 3);
}
