//! A whole session against the sandbox, and not one secret of it in what anybody can see: what is
//! traced, at any level, by any library; every error with its causes; every value printed.
//!
//! The secrets are learnt from the wire itself, by a relay between the client and the sandbox.

#![allow(
    clippy::unwrap_used,
    reason = "what is unwrapped here is what is tested"
)]

mod relay;
mod traces;

use std::error::Error;
use std::fmt::{Debug, Write as _};
use std::time::Duration;

use falcon_sandbox::data::{Data, Document};
use falcon_sandbox::{Fault, Sandbox, SandboxBuilder};
use falcon_transport::{AssetUpdate, Falcon, RetryPolicy};
use futures_util::TryStreamExt;
use serde_json::{Value, json};

use relay::Relay;
use traces::Traces;

const SECRET: &str = "a-secret-that-is-told-to-nobody-0123";

/// All that was shown.
#[derive(Default)]
struct Shown(String);

impl Shown {
    fn value(&mut self, value: &dyn Debug) {
        writeln!(self.0, "{value:?} {value:#?}").unwrap();
    }

    fn error(&mut self, error: &dyn Error) {
        writeln!(self.0, "{error} {error:?}").unwrap();
        if let Some(cause) = error.source() {
            self.error(cause);
        }
    }

    fn result<T: Debug>(&mut self, result: Result<T, falcon_transport::Error>) {
        match result {
            Ok(value) => self.value(&value),
            Err(error) => {
                self.value(&error.api_errors());
                self.error(&error);
            }
        }
    }
}

fn data() -> Data {
    let link = |operation: &str| format!("/fem/entities/{operation}/v1?assetId=a0&hash=h");
    let assets = (0..30).map(|number| {
        json!({
            "id": format!("a{number}"),
            "asset_type": "ip",
            "ip": { "services": [{ "port": 443, "blob_links": {
                "download_banner": link("blobs-download"),
                "preview_banner": link("blobs-preview"),
            } }] },
        })
    });
    let documents = |key: &'static str, values: Vec<Value>| {
        let documents = values
            .iter()
            .map(|value| Document::from_value(key, value).unwrap());
        documents.collect::<Vec<_>>()
    };
    Data {
        assets: documents("id", assets.collect()),
        sensors: documents(
            "device_id",
            vec![json!({ "device_id": "s", "hostname": "dc" })],
        ),
        ..Data::default()
    }
}

fn client(relay: &Relay, retry: RetryPolicy) -> Falcon {
    Falcon::builder()
        .credentials("the-client", SECRET)
        .base_url(relay.url())
        .retry(retry)
        .request_timeout(Duration::from_secs(20))
        .build()
        .unwrap()
}

/// What can go well and what can go wrong, once each at least.
async fn session(sandbox: &Sandbox, relay: &Relay, shown: &mut Shown) {
    let quick = RetryPolicy::default()
        .initial_backoff(Duration::from_millis(1))
        .max_backoff(Duration::from_millis(4));
    let patient = client(relay, quick);
    let hasty = client(relay, RetryPolicy::never());
    shown.value(&(&patient, &hasty, sandbox));
    for falcon in [&patient, &hasty] {
        let (assets, identity) = (falcon.exposure_management(), falcon.identity_protection());
        shown.result(assets.query_assets().limit(7).send().await);
        // The token ends while pages are listed.
        let mut pages = assets.query_assets().limit(7).ids();
        shown.value(&pages);
        shown.result(pages.try_next().await);
        sandbox.expire_tokens();
        while let Some(next) = pages.try_next().await.transpose() {
            let failed = next.is_err();
            shown.result(next);
            if failed {
                break;
            }
        }
        for fault in [
            Fault::status(401),
            Fault::status(403),
            Fault::status(429).retry_after(Duration::from_millis(1)),
            Fault::status(500),
            Fault::status(503),
            Fault::reset(),
            Fault::truncate(),
            Fault::expire_token(),
            Fault::status(500).on("/oauth2/token"),
            Fault::reset().on("/oauth2/token"),
        ] {
            sandbox.script([fault]);
            shown.result(assets.query_assets().send().await);
            sandbox.expire_tokens();
            shown.result(assets.get_assets(["a1", "none"]).send().await);
        }
        let fetched: Result<Vec<_>, _> = assets.query_assets().assets().try_collect().await;
        shown.result(fetched);
        let download = || assets.download_assets("a0", "h").send();
        match download().await {
            Ok(download) => {
                shown.value(&download);
                shown.result(download.bytes().await);
            }
            Err(error) => shown.error(&error),
        }
        sandbox.script([Fault::truncate()]);
        if let Ok(download) = download().await {
            shown.result(download.bytes().await);
        }
        shown.result(assets.preview_assets("a0", "h").send().await);
        let count = json!([{ "name": "n", "type": "terms", "field": "asset_type" }]);
        shown.result(assets.aggregate_assets_json(count).send().await);
        shown.result(assets.update_assets([AssetUpdate::new("a1")]).send().await);
        shown.result(
            identity
                .graphql("{ entities { nodes { primaryDisplayName } } }")
                .send()
                .await,
        );
        shown.result(identity.graphql("no document").send().await);
        shown.result(identity.query_sensors().send().await);
        let operation = "query_assets".parse().unwrap();
        shown.result(
            falcon
                .call(operation, [("filter", "nofield:'x'")], None)
                .await,
        );
        for fault in [
            Fault::status(403),
            Fault::status(500),
            Fault::reset(),
            Fault::none(),
        ] {
            shown.result(assets.query_assets().send().await);
            sandbox.script([fault.on("/oauth2/revoke")]);
            shown.result(falcon.revoke().await);
        }
    }
}

/// A server that shows what it was sent, as proxies and debug pages do.
async fn echoed(shown: &mut Shown, secrets: &mut Vec<String>) {
    let token = "echoed-token-0123456789";
    for status in [200, 400, 401, 500] {
        let relay = Relay::echo(status, token);
        let falcon = client(&relay, RetryPolicy::never());
        shown.result(falcon.exposure_management().query_assets().send().await);
        shown.result(
            falcon
                .exposure_management()
                .delete_assets(["a"])
                .send()
                .await,
        );
        let identity = falcon.identity_protection();
        shown.result(identity.graphql("{ a }").send().await);
        shown.result(falcon.revoke().await);
        secrets.extend(relay.basics());
    }
    secrets.push(token.to_owned());
}

#[tokio::test]
async fn nothing_that_is_shown_or_traced_of_a_session_holds_a_secret() {
    let traces = Traces::of_everything();
    let builder: SandboxBuilder = Sandbox::builder();
    let scopes = SandboxBuilder::all_scopes().iter().copied();
    let sandbox = builder
        .client("the-client", SECRET, scopes)
        .data(data())
        .start()
        .await
        .unwrap();
    let relay = Relay::to(sandbox.address());
    let mut shown = Shown::default();
    session(&sandbox, &relay, &mut shown).await;
    let mut secrets = relay.tokens();
    assert!(secrets.len() >= 10, "{} tokens were got", secrets.len());
    echoed(&mut shown, &mut secrets).await;
    let basics = relay.basics();
    assert!(basics.len() >= 6, "{} revocations", basics.len());
    secrets.extend(basics);
    secrets.push(SECRET.to_owned());
    shown.value(&sandbox);

    let traced = traces.all();
    let ours = traced.iter().filter(|text| text.contains("falcon_"));
    assert!(ours.count() > 50, "the session was traced");
    assert!(shown.0.len() > 10_000, "the session was shown");
    for secret in &secrets {
        assert!(secret.len() > 15, "no secret that may be anywhere");
        for text in traced.iter().chain([&shown.0]) {
            if let Some(at) = text.find(secret.as_str()) {
                let from = text.floor_char_boundary(at.saturating_sub(300));
                panic!("a secret was shown: {}", &text[from..at]);
            }
        }
    }
    let all = traced.concat() + &shown.0;
    for word in ["Bearer ey", "client_secret=", "access_token\":\""] {
        assert!(!all.contains(word), "{word}");
    }
}
