//! A sandbox with a few documents that the tests know, and the ways to ask it.

use std::time::Duration;

use falcon_sandbox::data::{Data, Document};
use falcon_sandbox::{Sandbox, SandboxBuilder};
use falcon_transport::{Falcon, FalconBuilder, RetryPolicy};
use reqwest::{Method, RequestBuilder, Response};
use serde_json::{Value, json};

/// The time that it is in these tests.
pub(crate) const NOW: &str = "2026-11-22T10:00:00Z";

/// An address with services, one of them with blobs.
pub(crate) fn address(number: usize) -> Value {
    let id = format!("a{number}");
    let link =
        |operation: &str| format!("/fem/entities/{operation}/v1?assetId={id}&hash=h{number}");
    json!({
        "id": id,
        "cid": "cid",
        "asset_type": "ip",
        "criticality": if number.is_multiple_of(4) { "Critical" } else { "Unassigned" },
        "confidence": number,
        "last_seen": format!("2026-11-{:02}T00:00:00Z", number % 28 + 1),
        "manual": false,
        "subsidiaries": [{ "id": "s1", "name": "Example One" }],
        "ip": {
            "ip_address": format!("192.0.2.{number}"),
            "services": [
                { "id": format!("{id}-22"), "port": 22, "protocol": "ssh" },
                {
                    "id": format!("{id}-443"),
                    "port": 443,
                    "protocol": "https",
                    "blob_links": {
                        "download_banner": link("blobs-download"),
                        "preview_banner": link("blobs-preview"),
                    },
                },
            ],
        },
    })
}

/// A domain without services.
pub(crate) fn domain(name: &str) -> Value {
    json!({
        "id": format!("d-{name}"),
        "asset_type": "dns_domain",
        "criticality": "High",
        "subsidiaries": [{ "id": "s2", "name": "Example Two" }],
        "dns_domain": { "fqdn": name, "type": "root", "services": [] },
    })
}

fn documents(key: &'static str, values: impl IntoIterator<Item = Value>) -> Vec<Document> {
    values
        .into_iter()
        .map(|value| Document::from_value(key, &value).unwrap())
        .collect()
}

/// This many addresses, a domain, 25 sensors, 2 rules, 3 subsidiaries.
pub(crate) fn data(addresses: usize) -> Data {
    let assets = (0..addresses)
        .map(address)
        .chain([domain("www.example.com")]);
    let sensors = (0..25).map(|number| {
        json!({
            "device_id": format!("sensor{number:02}"),
            "hostname": format!("dc{:02}.example.com", 24 - number),
            "status": if number % 2 == 0 { "active" } else { "inactive" },
        })
    });
    let rules = [("r1", "first", true), ("r2", "second", false)].map(|(id, name, enabled)| {
        json!({
            "id": id, "name": name, "action": "BLOCK", "trigger": "access",
            "enabled": enabled, "simulationMode": false,
        })
    });
    let subsidiaries = [("s1", "Example One", "b.example"), ("s2", "Example Two", "c.example"),
        ("s3", "Example Three", "a.example")]
    .map(|(id, name, domain)| {
        json!({ "id": id, "name": name, "primary_domain": domain, "asset_count": 1 })
    });
    Data {
        assets: documents("id", assets),
        sensors: documents("device_id", sensors),
        policy_rules: documents("id", rules),
        subsidiaries: documents("id", subsidiaries),
        ..Data::default()
    }
}

/// A sandbox with [`data`] of ten addresses.
pub(crate) fn builder() -> SandboxBuilder {
    Sandbox::builder().data(data(10)).now(NOW.parse().unwrap())
}

pub(crate) async fn sandbox() -> Sandbox {
    builder().start().await.unwrap()
}

/// A client that repeats what fails, and waits little.
pub(crate) fn patient(sandbox: &Sandbox) -> FalconBuilder {
    let retry = RetryPolicy::default()
        .initial_backoff(Duration::from_millis(1))
        .max_backoff(Duration::from_millis(5));
    Falcon::builder()
        .credentials("sandbox", "sandbox")
        .base_url(sandbox.url())
        .retry(retry)
}

/// A client that repeats nothing.
pub(crate) fn client(sandbox: &Sandbox) -> Falcon {
    patient(sandbox)
        .retry(RetryPolicy::never())
        .build()
        .unwrap()
}

/// Plain requests with a token.
pub(crate) struct Raw {
    http: reqwest::Client,
    url: String,
    pub(crate) token: String,
}

/// An answer, read.
#[derive(Debug)]
pub(crate) struct Told {
    pub(crate) status: u16,
    pub(crate) headers: reqwest::header::HeaderMap,
    pub(crate) body: Value,
}

impl Told {
    pub(crate) async fn of(response: Response) -> Self {
        Self {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            body: serde_json::from_slice(&response.bytes().await.unwrap()).unwrap(),
        }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    /// The first error's message.
    pub(crate) fn message(&self) -> &str {
        self.body["errors"][0]["message"]
            .as_str()
            .unwrap_or_default()
    }

    /// Holds it to be a refusal in an envelope.
    pub(crate) fn assert_refused(&self, status: u16) -> &Self {
        assert_eq!(self.status, status, "{}", self.body);
        assert_eq!(self.body["errors"][0]["code"], status, "{}", self.body);
        assert!(!self.message().is_empty(), "{}", self.body);
        assert_eq!(self.body["meta"]["powered_by"], "falcon-sandbox");
        assert!(self.body["meta"]["query_time"].is_number());
        assert!(self.body["resources"].is_null());
        assert_eq!(self.header("content-type"), Some("application/json"));
        self.assert_headers()
    }

    /// Holds it to have the headers that every answer has.
    pub(crate) fn assert_headers(&self) -> &Self {
        assert_eq!(self.header("x-cs-region"), Some("sandbox"));
        let trace_id = self.header("x-cs-traceid").unwrap();
        assert_eq!(trace_id.len(), 36, "{trace_id}");
        for name in ["x-ratelimit-limit", "x-ratelimit-remaining"] {
            assert!(self.header(name).unwrap().parse::<u32>().is_ok(), "{name}");
        }
        self
    }
}

impl Raw {
    pub(crate) fn without_token(sandbox: &Sandbox) -> Self {
        Self {
            http: reqwest::Client::builder().no_proxy().build().unwrap(),
            url: sandbox.url(),
            token: String::new(),
        }
    }

    pub(crate) async fn new(sandbox: &Sandbox) -> Self {
        Self::with(sandbox, "sandbox", "sandbox").await
    }

    pub(crate) async fn with(sandbox: &Sandbox, id: &str, secret: &str) -> Self {
        let mut raw = Self::without_token(sandbox);
        let told = raw
            .token(&format!("client_id={id}&client_secret={secret}"))
            .await;
        assert_eq!(told.status, 201, "{}", told.body);
        raw.token = told.body["access_token"].as_str().unwrap().to_owned();
        raw
    }

    /// Asks for a token with this form.
    pub(crate) async fn token(&self, form: &str) -> Told {
        let request = self
            .http
            .post(format!("{}/oauth2/token", self.url))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form.to_owned());
        Told::of(request.send().await.unwrap()).await
    }

    /// A request to this path and query.
    pub(crate) fn request(&self, method: Method, target: &str) -> RequestBuilder {
        self.http
            .request(method, format!("{}{target}", self.url))
            .bearer_auth(&self.token)
    }

    pub(crate) async fn get(&self, target: &str) -> Told {
        Told::of(self.request(Method::GET, target).send().await.unwrap()).await
    }

    pub(crate) async fn send(&self, method: Method, target: &str, body: &Value) -> Told {
        let request = self.request(method, target).body(body.to_string());
        Told::of(request.send().await.unwrap()).await
    }

    pub(crate) async fn post(&self, target: &str, body: &Value) -> Told {
        self.send(Method::POST, target, body).await
    }
}
