//! A session against the sandbox that must not expose a secret in a trace at any level of any
//! library, in an error or its sources, or in `Debug` output.
//!
//! A relay between the client and the sandbox reads the secrets from the wire.

#![allow(
    clippy::unwrap_used,
    reason = "a failed step of a test is reported by its panic"
)]

mod relay;
mod traces;

use std::error::Error;
use std::fmt::{Debug, Write as _};
use std::time::Duration;

use falcon_sandbox::data::{Data, Document};
use falcon_sandbox::{Fault, Sandbox, SandboxBuilder};
use falcon_transport::exposure_management::AssetUpdate;
use falcon_transport::{Falcon, RetryPolicy};
use futures_util::TryStreamExt;
use serde_json::{Value, json};

use relay::Relay;
use traces::Traces;

const SECRET: &str = "a-secret-that-nothing-exposes-0123";

/// The output of everything that a program could print.
#[derive(Default)]
struct Output(String);

impl Output {
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

/// Runs every operation and every kind of failure.
async fn run_session(sandbox: &Sandbox, relay: &Relay, output: &mut Output) {
    let retry = RetryPolicy::default()
        .initial_backoff(Duration::from_millis(1))
        .max_backoff(Duration::from_millis(4));
    let retrying = client(relay, retry);
    let once = client(relay, RetryPolicy::never());
    output.value(&(&retrying, &once, sandbox));
    for falcon in [&retrying, &once] {
        let (assets, identity) = (falcon.exposure_management(), falcon.identity_protection());
        output.result(assets.query_assets().page_size(7).send().await);
        // The token expires during a listing.
        let mut pages = assets.query_assets().page_size(7).ids();
        output.value(&pages);
        output.result(pages.try_next().await);
        sandbox.expire_tokens();
        while let Some(next) = pages.try_next().await.transpose() {
            let failed = next.is_err();
            output.result(next);
            if failed {
                break;
            }
        }
        run_faults(sandbox, falcon, output).await;
        let fetched: Result<Vec<_>, _> = assets.query_assets().assets().try_collect().await;
        output.result(fetched);
        let download = || assets.download_assets("a0", "h").send();
        match download().await {
            Ok(download) => {
                output.value(&download);
                output.result(download.bytes().await);
            }
            Err(error) => output.error(&error),
        }
        sandbox.script([Fault::truncate()]);
        if let Ok(download) = download().await {
            output.result(download.bytes().await);
        }
        output.result(assets.preview_assets("a0", "h").send().await);
        let count = json!([{ "name": "n", "type": "terms", "field": "asset_type" }]);
        output.result(assets.aggregate_assets_json(count).send().await);
        output.result(assets.update_assets([AssetUpdate::new("a1")]).send().await);
        output.result(
            identity
                .graphql("{ entities { nodes { primaryDisplayName } } }")
                .send()
                .await,
        );
        output.result(identity.graphql("no document").send().await);
        output.result(identity.query_sensors().send().await);
        output.result(
            falcon
                .call("query_assets", [("filter", "nofield:'x'")], None)
                .await,
        );
        for fault in [
            Fault::status(403),
            Fault::status(500),
            Fault::reset(),
            Fault::none(),
        ] {
            output.result(assets.query_assets().send().await);
            sandbox.script([fault.on("/oauth2/revoke")]);
            output.result(falcon.revoke().await);
        }
    }
}

/// Calls two operations with every kind of fault.
async fn run_faults(sandbox: &Sandbox, falcon: &Falcon, output: &mut Output) {
    let assets = falcon.exposure_management();
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
        output.result(assets.query_assets().send().await);
        sandbox.expire_tokens();
        output.result(assets.get_assets(["a1", "none"]).send().await);
    }
}

/// Calls a server that echoes requests, as proxies and debug pages do.
async fn run_echo_session(output: &mut Output, secrets: &mut Vec<String>) {
    let token = "echoed-token-0123456789";
    for status in [200, 400, 401, 500] {
        let relay = Relay::echo(status, token);
        let falcon = client(&relay, RetryPolicy::never());
        output.result(falcon.exposure_management().query_assets().send().await);
        output.result(
            falcon
                .exposure_management()
                .delete_assets(["a"])
                .send()
                .await,
        );
        let identity = falcon.identity_protection();
        output.result(identity.graphql("{ a }").send().await);
        output.result(falcon.revoke().await);
        secrets.extend(relay.basic_credentials());
    }
    secrets.push(token.to_owned());
}

#[tokio::test]
async fn output_and_traces_contain_no_secret() {
    let traces = Traces::install();
    let builder: SandboxBuilder = Sandbox::builder();
    let scopes = SandboxBuilder::all_scopes().iter().copied();
    let sandbox = builder
        .client("the-client", SECRET, scopes)
        .data(data())
        .start()
        .await
        .unwrap();
    let relay = Relay::to(sandbox.address());
    let mut output = Output::default();
    run_session(&sandbox, &relay, &mut output).await;
    let mut secrets = relay.tokens();
    assert!(secrets.len() >= 10, "{} tokens", secrets.len());
    run_echo_session(&mut output, &mut secrets).await;
    let basics = relay.basic_credentials();
    assert!(basics.len() >= 6, "{} revocations", basics.len());
    secrets.extend(basics);
    secrets.push(SECRET.to_owned());
    output.value(&sandbox);

    let traced = traces.all();
    let ours = traced.iter().filter(|text| text.contains("falcon_"));
    assert!(ours.count() > 50, "the session is traced");
    assert!(output.0.len() > 10_000, "the session has output");
    for secret in &secrets {
        assert!(secret.len() > 15, "a short secret could occur by chance");
        for text in traced.iter().chain([&output.0]) {
            if let Some(at) = text.find(secret.as_str()) {
                let from = text.floor_char_boundary(at.saturating_sub(300));
                panic!("secret after: {}", &text[from..at]);
            }
        }
    }
    let all = traced.concat() + &output.0;
    for word in ["Bearer ey", "client_secret=", "access_token\":\""] {
        assert!(!all.contains(word), "{word}");
    }
}
