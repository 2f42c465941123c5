//! Faults on demand, and what the transport makes of them.

use std::time::{Duration, Instant};

use falcon_sandbox::{Fault, FaultRates};
use falcon_transport::AssetUpdate;
use futures_util::TryStreamExt;
use reqwest::Method;

use crate::support::{Raw, builder, client, patient, sandbox};

const V2: &str = "/fem/queries/external-assets/v2";

#[tokio::test]
async fn each_fault_of_a_script_is_for_one_request() {
    let sandbox = sandbox().await;
    let raw = Raw::new(&sandbox).await;
    sandbox.script([
        Fault::status(503),
        Fault::none(),
        Fault::status(429),
        Fault::expire_token(),
    ]);
    let told = raw.get(V2).await;
    told.assert_refused(503);
    assert_eq!(told.header("x-ratelimit-retryafter"), None);
    assert_eq!(raw.get(V2).await.status, 200);
    let told = raw.get(V2).await;
    told.assert_refused(429);
    assert!(told.header("x-ratelimit-retryafter").is_some());
    raw.get(V2).await.assert_refused(401);
    raw.get(V2).await.assert_refused(401);
    let raw = Raw::new(&sandbox).await;
    assert_eq!(raw.get(V2).await.status, 200);
}

#[tokio::test]
async fn a_fault_for_one_operation_waits_for_it() {
    let sandbox = sandbox().await;
    let raw = Raw::new(&sandbox).await;
    let by_path = Fault::status(500).on("/oauth2/token");
    sandbox.script([Fault::status(502).on("get_external_assets"), by_path]);
    assert_eq!(raw.get(V2).await.status, 200);
    raw.get("/fem/entities/external-assets/v1?ids=a1")
        .await
        .assert_refused(502);
    let told = raw.token("client_id=sandbox&client_secret=sandbox").await;
    told.assert_refused(500);
}

#[tokio::test]
async fn a_reset_and_a_cut_are_seen_as_such() {
    let sandbox = sandbox().await;
    let raw = Raw::new(&sandbox).await;
    for _ in 0..20 {
        sandbox.script([Fault::reset()]);
        let error = raw.request(Method::GET, V2).send().await.unwrap_err();
        assert!(error.is_request(), "{error:?}");
        sandbox.script([Fault::truncate()]);
        let response = raw.request(Method::GET, V2).send().await.unwrap();
        assert_eq!(response.status(), 200);
        assert!(response.bytes().await.is_err());
        assert_eq!(raw.get(V2).await.status, 200);
    }
}

#[tokio::test]
async fn half_of_a_body_arrives_before_the_cut() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let sandbox = sandbox().await;
    let raw = Raw::new(&sandbox).await;
    sandbox.script([Fault::truncate()]);
    let mut stream = tokio::net::TcpStream::connect(sandbox.address())
        .await
        .unwrap();
    let request = format!(
        "GET {V2} HTTP/1.1\r\nhost: sandbox\r\nauthorization: Bearer {}\r\n\r\n",
        raw.token
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    let answer = String::from_utf8(answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "));
    let length: usize = length.unwrap().parse().unwrap();
    assert_eq!(body.len(), length / 2);
}

#[tokio::test]
async fn a_stall_holds_the_answer_back() {
    let sandbox = sandbox().await;
    let raw = Raw::new(&sandbox).await;
    let stall = Duration::from_millis(50);
    sandbox.script([Fault::stall(stall)]);
    let began = Instant::now();
    assert_eq!(raw.get(V2).await.status, 200);
    assert!(began.elapsed() >= stall);
    // A sandbox that is stopped does not wait for it.
    sandbox.script([Fault::stall(Duration::MAX)]);
    let request = raw.request(Method::GET, V2);
    let asked = tokio::spawn(request.send());
    // Whether it has arrived by now or not, it gets no answer.
    tokio::time::sleep(Duration::from_millis(50)).await;
    sandbox.stop().await;
    assert!(asked.await.unwrap().is_err());
}

#[tokio::test]
async fn a_read_is_repeated_until_it_succeeds() {
    let sandbox = sandbox().await;
    let falcon = patient(&sandbox).build().unwrap();
    for fault in [Fault::status(503), Fault::reset(), Fault::truncate()] {
        sandbox.script([fault.clone(), fault]);
        let query = falcon.exposure_management().query_assets();
        assert_eq!(query.send().await.unwrap().complete().unwrap().len(), 11);
    }
    assert_eq!(sandbox.requests().count("query_external_assets_v2"), 9);
}

#[tokio::test]
async fn a_write_that_may_have_been_done_is_not_repeated() {
    let sandbox = sandbox().await;
    let falcon = patient(&sandbox).build().unwrap();
    let assets = falcon.exposure_management();
    // Cut off in the answer, it was done; reset before, it was not. A client can't tell.
    for (fault, done) in [(Fault::reset(), false), (Fault::truncate(), true)] {
        sandbox.script([fault]);
        let update = AssetUpdate::new("a1").criticality("High");
        let error = assets.update_assets(update).send().await.unwrap_err();
        assert!(error.may_have_been_done(), "{error:?}");
        let now = assets
            .get_assets(["a1"])
            .send()
            .await
            .unwrap()
            .complete()
            .unwrap();
        assert_eq!(now[0].criticality.as_deref() == Some("High"), done);
    }
    assert_eq!(sandbox.requests().count("patch_external_assets"), 2);
}

#[tokio::test]
async fn a_listing_survives_faults_at_random() {
    let rates = FaultRates::new(7)
        .fault(Fault::status(503), 0.1)
        .fault(Fault::status(429).retry_after(Duration::ZERO), 0.1)
        .fault(Fault::reset(), 0.05)
        .fault(Fault::truncate(), 0.05)
        .fault(Fault::stall(Duration::from_millis(1)), 0.05);
    let sandbox = builder()
        .data(crate::support::data(300))
        .faults(rates)
        // Twice in a row it would be the client's credentials that are refused.
        .script([Fault::none(), Fault::none(), Fault::expire_token()])
        .start()
        .await
        .unwrap();
    let policy = falcon_transport::RetryPolicy::default()
        .attempts(20)
        .initial_backoff(Duration::from_millis(1))
        .max_backoff(Duration::from_millis(2));
    let falcon = patient(&sandbox).retry(policy).build().unwrap();
    let query = falcon.exposure_management().query_assets().limit(3);
    let ids: Vec<String> = query.ids().try_collect().await.unwrap();
    assert_eq!(ids.len(), 301);
    let statuses: Vec<u16> = sandbox
        .requests()
        .last()
        .map(|request| request.status)
        .collect();
    for status in [200, 401, 429, 503] {
        assert!(statuses.contains(&status), "{status}");
    }
}

#[tokio::test]
async fn requests_are_remembered_without_their_secrets() {
    let sandbox = sandbox().await;
    let falcon = client(&sandbox);
    let answer = falcon
        .exposure_management()
        .query_assets()
        .limit(3)
        .send()
        .await
        .unwrap();
    let requests = sandbox.requests();
    assert_eq!(requests.total(), 2);
    assert_eq!(requests.counts().count(), 2);
    let last = requests.last().next_back().unwrap();
    assert_eq!(last.operation, Some("query_external_assets_v2"));
    assert_eq!(
        (&*last.method, &*last.path, &*last.query),
        ("GET", V2, "limit=3")
    );
    assert_eq!(last.status, 200);
    assert_eq!(Some(&*last.trace_id), answer.trace_id());
    assert!(!format!("{requests:?}").contains("secret"));
}
