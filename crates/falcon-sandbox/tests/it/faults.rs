//! Injected faults and the client's handling of them.

use std::time::{Duration, Instant};

use falcon_sandbox::{Fault, FaultRates};
use falcon_transport::exposure_management::{AssetUpdate, Criticality};
use futures_util::TryStreamExt;
use reqwest::Method;

use crate::support::{RawClient, builder, client, retrying, sandbox};

const V2: &str = "/fem/queries/external-assets/v2";

#[tokio::test]
async fn scripted_faults_apply_to_one_request_each() {
    let sandbox = sandbox().await;
    let http = RawClient::new(&sandbox).await;
    sandbox.script([
        Fault::status(503),
        Fault::none(),
        Fault::status(429),
        Fault::expire_token(),
    ]);
    let response = http.get(V2).await;
    response.assert_error(503);
    assert_eq!(response.header("x-ratelimit-retryafter"), None);
    assert_eq!(http.get(V2).await.status, 200);
    let response = http.get(V2).await;
    response.assert_error(429);
    assert!(response.header("x-ratelimit-retryafter").is_some());
    http.get(V2).await.assert_error(401);
    http.get(V2).await.assert_error(401);
    let http = RawClient::new(&sandbox).await;
    assert_eq!(http.get(V2).await.status, 200);
}

#[tokio::test]
async fn unapplied_faults_are_counted() {
    let sandbox = sandbox().await;
    let http = RawClient::new(&sandbox).await;
    // The method of the client is not the id of the operation, `query_external_assets_v2`.
    sandbox.script([Fault::status(503), Fault::reset().on("query_assets")]);
    assert_eq!(sandbox.remaining_faults(), 2);
    http.get(V2).await.assert_error(503);
    http.get(V2).await;
    assert_eq!(sandbox.remaining_faults(), 1);
}

#[tokio::test]
async fn targeted_fault_waits_for_its_operation() {
    let sandbox = sandbox().await;
    let http = RawClient::new(&sandbox).await;
    let by_path = Fault::status(500).on("/oauth2/token");
    sandbox.script([Fault::status(502).on("get_external_assets"), by_path]);
    assert_eq!(http.get(V2).await.status, 200);
    http.get("/fem/entities/external-assets/v1?ids=a1")
        .await
        .assert_error(502);
    let response = http.token("client_id=sandbox&client_secret=sandbox").await;
    response.assert_error(500);
}

#[tokio::test]
async fn reset_and_truncation_break_the_connection() {
    let sandbox = sandbox().await;
    let http = RawClient::new(&sandbox).await;
    for _ in 0..20 {
        sandbox.script([Fault::reset()]);
        let error = http.request(Method::GET, V2).send().await.unwrap_err();
        assert!(error.is_request(), "{error:?}");
        sandbox.script([Fault::truncate()]);
        let response = http.request(Method::GET, V2).send().await.unwrap();
        assert_eq!(response.status(), 200);
        assert!(response.bytes().await.is_err());
        assert_eq!(http.get(V2).await.status, 200);
    }
}

#[tokio::test]
async fn truncation_sends_half_of_the_body() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let sandbox = sandbox().await;
    let http = RawClient::new(&sandbox).await;
    sandbox.script([Fault::truncate()]);
    let mut stream = tokio::net::TcpStream::connect(sandbox.address())
        .await
        .unwrap();
    let request = format!(
        "GET {V2} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {}\r\n\r\n",
        http.token
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut response = Vec::new();
    stream.read_to_end(&mut response).await.unwrap();
    let response = String::from_utf8(response).unwrap();
    let (head, body) = response.split_once("\r\n\r\n").unwrap();
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "));
    let length: usize = length.unwrap().parse().unwrap();
    assert_eq!(body.len(), length / 2);
}

#[tokio::test]
async fn stall_delays_the_response() {
    let sandbox = sandbox().await;
    let http = RawClient::new(&sandbox).await;
    let stall = Duration::from_millis(50);
    sandbox.script([Fault::stall(stall)]);
    let began = Instant::now();
    assert_eq!(http.get(V2).await.status, 200);
    assert!(began.elapsed() >= stall);
    // Stopping does not wait for stalled responses.
    sandbox.script([Fault::stall(Duration::MAX)]);
    let request = http.request(Method::GET, V2);
    let pending = tokio::spawn(request.send());
    // The request fails whether it has arrived by now or not.
    tokio::time::sleep(Duration::from_millis(50)).await;
    sandbox.stop().await;
    assert!(pending.await.unwrap().is_err());
}

#[tokio::test]
async fn read_is_retried_until_it_succeeds() {
    let sandbox = sandbox().await;
    let falcon = retrying(&sandbox).build().unwrap();
    for fault in [Fault::status(503), Fault::reset(), Fault::truncate()] {
        sandbox.script([fault.clone(), fault]);
        let query = falcon.exposure_management().query_assets();
        assert_eq!(query.send().await.unwrap().complete().unwrap().len(), 11);
    }
    assert_eq!(sandbox.requests().count("query_external_assets_v2"), 9);
}

#[tokio::test]
async fn write_with_unknown_outcome_is_not_retried() {
    let sandbox = sandbox().await;
    let falcon = retrying(&sandbox).build().unwrap();
    let assets = falcon.exposure_management();
    // A truncated write was applied and a reset one was not; the client cannot tell them apart.
    for (fault, is_applied) in [(Fault::reset(), false), (Fault::truncate(), true)] {
        sandbox.script([fault]);
        let update = AssetUpdate::new("a1").criticality(Criticality::High);
        let error = assets.update_assets([update]).send().await.unwrap_err();
        assert!(error.may_have_been_done(), "{error:?}");
        let current = assets
            .get_assets(["a1"])
            .send()
            .await
            .unwrap()
            .complete()
            .unwrap();
        assert_eq!(
            current[0].criticality.as_deref() == Some("High"),
            is_applied
        );
    }
    assert_eq!(sandbox.requests().count("patch_external_assets"), 2);
}

#[tokio::test]
async fn listing_survives_random_faults() {
    let rates = FaultRates::new(7)
        .fault(Fault::status(503), 0.1)
        .fault(Fault::status(429).retry_after(Duration::ZERO), 0.1)
        .fault(Fault::reset(), 0.05)
        .fault(Fault::truncate(), 0.05)
        .fault(Fault::stall(Duration::from_millis(1)), 0.05);
    let sandbox = builder()
        .data(crate::support::data(300))
        .faults(rates)
        // Two 401 responses in a row would be an error: the client renews its token once.
        .script([Fault::none(), Fault::none(), Fault::expire_token()])
        .start()
        .await
        .unwrap();
    let policy = falcon_transport::RetryPolicy::default()
        .attempts(20)
        .initial_backoff(Duration::from_millis(1))
        .max_backoff(Duration::from_millis(2));
    let falcon = retrying(&sandbox).retry(policy).build().unwrap();
    let query = falcon.exposure_management().query_assets().page_size(3);
    let ids: Vec<String> = query.ids().try_collect().await.unwrap();
    assert_eq!(ids.len(), 301);
    let statuses: Vec<u16> = sandbox
        .requests()
        .recent()
        .map(|request| request.status)
        .collect();
    for status in [200, 401, 429, 503] {
        assert!(statuses.contains(&status), "{status}");
    }
}

#[tokio::test]
async fn request_log_has_no_secrets() {
    let sandbox = sandbox().await;
    let falcon = client(&sandbox);
    let response = falcon
        .exposure_management()
        .query_assets()
        .page_size(3)
        .send()
        .await
        .unwrap();
    let requests = sandbox.requests();
    assert_eq!(requests.total(), 2);
    assert_eq!(requests.counts().count(), 2);
    let last = requests.recent().next_back().unwrap();
    assert_eq!(last.operation, Some("query_external_assets_v2"));
    assert_eq!(
        (&*last.method, &*last.path, &*last.query),
        ("GET", V2, "limit=3")
    );
    assert_eq!(last.status, 200);
    assert_eq!(Some(&*last.trace_id), response.trace_id());
    assert!(!format!("{requests:?}").contains("secret"));
}
