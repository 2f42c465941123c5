//! Tokens, clients, the rate limit.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use falcon_transport::Falcon;
use reqwest::Method;
use serde_json::json;

use crate::support::{Raw, Told, builder, client, patient, sandbox};

const V2: &str = "/fem/queries/external-assets/v2";

#[tokio::test]
async fn a_token_is_given_as_the_service_gives_it() {
    let sandbox = sandbox().await;
    let raw = Raw::without_token(&sandbox);
    let told = raw
        .token("client_id=sandbox&client_secret=sandbox&member_cid=0123")
        .await;
    assert_eq!(told.status, 201);
    told.assert_headers();
    assert_eq!(told.body["expires_in"], 1799);
    assert_eq!(told.body["token_type"], "bearer");
    assert!(told.body["access_token"].as_str().unwrap().len() > 30);
    assert_eq!(told.body.as_object().unwrap().len(), 3);
    for (form, status) in [
        ("client_id=sandbox&client_secret=wrong", 403),
        ("client_id=wrong&client_secret=sandbox", 403),
        ("client_id=sandbox", 400),
        ("", 400),
    ] {
        let told = raw.token(form).await;
        told.assert_refused(status);
        assert!(!told.body.to_string().contains("wrong"), "{}", told.body);
    }
}

#[tokio::test]
async fn without_a_token_that_lasts_nothing_is_told() {
    let sandbox = sandbox().await;
    let mut raw = Raw::without_token(&sandbox);
    for token in ["", "x"] {
        raw.token = token.to_owned();
        raw.get(V2).await.assert_refused(401);
    }
    let request = reqwest::Client::new().get(format!("{}{V2}", sandbox.url()));
    Told::of(request.send().await.unwrap())
        .await
        .assert_refused(401);
}

#[tokio::test]
async fn a_token_that_was_revoked_serves_no_more_and_the_client_gets_another() {
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

    // With the wrong secret nothing is revoked.
    let raw = Raw::new(&sandbox).await;
    for (secret, status) in [("wrong", 403), ("sandbox", 200)] {
        let request = reqwest::Client::new()
            .post(format!("{}/oauth2/revoke", sandbox.url()))
            .basic_auth("sandbox", Some(secret))
            .body(format!("token={}", raw.token));
        assert_eq!(request.send().await.unwrap().status(), status);
        let refused = raw.get(V2).await.status == 401;
        assert_eq!(refused, secret == "sandbox");
    }
}

#[tokio::test]
async fn a_client_outlives_its_tokens() {
    let sandbox = builder()
        .token_lifetime(Duration::from_millis(50))
        .start()
        .await
        .unwrap();
    let raw = Raw::new(&sandbox).await;
    tokio::time::sleep(Duration::from_millis(60)).await;
    raw.get(V2).await.assert_refused(401);

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
async fn only_the_clients_named_are_known_and_a_missing_scope_is_told_as_such() {
    let sandbox = builder()
        .client("reader", "hidden", ["assets:read"])
        .start()
        .await
        .unwrap();
    let raw = Raw::without_token(&sandbox);
    let told = raw.token("client_id=sandbox&client_secret=sandbox").await;
    told.assert_refused(403);
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
    let raw = Raw::with(&sandbox, "reader", "hidden").await;
    let told = raw
        .send(
            Method::DELETE,
            "/fem/entities/external-assets/v1?ids=a1",
            &json!({}),
        )
        .await;
    told.assert_refused(403);
    assert!(!told.body.to_string().contains("hidden"));
}

#[tokio::test]
async fn the_rate_limit_is_told_and_held_when_it_is_set() {
    let sandbox = builder().rate_limit(3).start().await.unwrap();
    let raw = Raw::new(&sandbox).await;
    for left in [2, 1, 0] {
        let told = raw.get(V2).await;
        assert_eq!(told.status, 200);
        assert_eq!(told.header("x-ratelimit-limit"), Some("3"));
        assert_eq!(
            told.header("x-ratelimit-remaining"),
            Some(&*left.to_string())
        );
    }
    let told = raw.get(V2).await;
    told.assert_refused(429);
    let second: u64 = told
        .header("x-ratelimit-retryafter")
        .unwrap()
        .parse()
        .unwrap();
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap()
        .as_secs();
    assert!((now..=now + 61).contains(&second), "{second} at {now}");
    // Those about tokens do not count.
    Raw::new(&sandbox).await;
}

#[tokio::test]
async fn a_429_is_waited_for() {
    let sandbox = sandbox().await;
    let again = falcon_sandbox::Fault::status(429).retry_after(Duration::ZERO);
    sandbox.script([again.clone(), again]);
    let falcon = patient(&sandbox).build().unwrap();
    let query = falcon.exposure_management().query_assets();
    query.send().await.unwrap().complete().unwrap();
    assert_eq!(sandbox.requests().count("query_external_assets_v2"), 3);
}
