//! A sandbox with a few known documents, and clients for it.

use std::time::Duration;

use falcon_sandbox::data::{Data, Document};
use falcon_sandbox::{Sandbox, SandboxBuilder};
use falcon_transport::{Falcon, FalconBuilder, RetryPolicy};
use reqwest::{Method, RequestBuilder, Response};
use serde_json::{Value, json};

/// The fixed time in the sandbox.
pub(crate) const NOW: &str = "2026-11-22T10:00:00Z";

/// Returns an IP address asset with two services, one of which has blobs.
pub(crate) fn ip_asset(number: usize) -> Value {
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

/// Returns a domain asset without services.
pub(crate) fn domain_asset(name: &str) -> Value {
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

/// Returns `ip_assets` IP address assets, a domain asset, 25 sensors, 2 rules and 3 subsidiaries.
pub(crate) fn data(ip_assets: usize) -> Data {
    let assets = (0..ip_assets)
        .map(ip_asset)
        .chain([domain_asset("www.example.com")]);
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

/// Returns the builder of a sandbox with [`data`] of ten IP address assets.
pub(crate) fn builder() -> SandboxBuilder {
    Sandbox::builder().data(data(10)).now(NOW.parse().unwrap())
}

pub(crate) async fn sandbox() -> Sandbox {
    builder().start().await.unwrap()
}

/// Returns the builder of a client that retries after short delays.
pub(crate) fn retrying(sandbox: &Sandbox) -> FalconBuilder {
    let retry = RetryPolicy::default()
        .initial_backoff(Duration::from_millis(1))
        .max_backoff(Duration::from_millis(5));
    Falcon::builder()
        .credentials("sandbox", "sandbox")
        .base_url(sandbox.url())
        .retry(retry)
}

/// Returns a client that does not retry.
pub(crate) fn client(sandbox: &Sandbox) -> Falcon {
    retrying(sandbox)
        .retry(RetryPolicy::never())
        .build()
        .unwrap()
}

/// A plain HTTP client with a token, for requests that `Falcon` would not send.
pub(crate) struct RawClient {
    client: reqwest::Client,
    url: String,
    pub(crate) token: String,
}

/// A response with its JSON body.
#[derive(Debug)]
pub(crate) struct HttpResponse {
    pub(crate) status: u16,
    pub(crate) headers: reqwest::header::HeaderMap,
    pub(crate) body: Value,
}

impl HttpResponse {
    pub(crate) async fn read(response: Response) -> Self {
        Self {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            body: serde_json::from_slice(&response.bytes().await.unwrap()).unwrap(),
        }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    /// Returns the message of the first error.
    pub(crate) fn message(&self) -> &str {
        self.body["errors"][0]["message"]
            .as_str()
            .unwrap_or_default()
    }

    /// Asserts that this is an enveloped error.
    pub(crate) fn assert_error(&self, status: u16) -> &Self {
        assert_eq!(self.status, status, "{}", self.body);
        assert_eq!(self.body["errors"][0]["code"], status, "{}", self.body);
        assert!(!self.message().is_empty(), "{}", self.body);
        assert_eq!(self.body["meta"]["powered_by"], "falcon-sandbox");
        assert!(self.body["meta"]["query_time"].is_number());
        assert!(self.body["resources"].is_null());
        assert_eq!(self.header("content-type"), Some("application/json"));
        self.assert_common_headers()
    }

    /// Asserts the headers of every response.
    pub(crate) fn assert_common_headers(&self) -> &Self {
        assert_eq!(self.header("x-cs-region"), Some("sandbox"));
        let trace_id = self.header("x-cs-traceid").unwrap();
        assert_eq!(trace_id.len(), 36, "{trace_id}");
        for name in ["x-ratelimit-limit", "x-ratelimit-remaining"] {
            assert!(self.header(name).unwrap().parse::<u32>().is_ok(), "{name}");
        }
        self
    }
}

/// Returns a builder of an HTTP client with the TLS of falcon-transport.
pub(crate) fn http_client() -> reqwest::ClientBuilder {
    falcon_transport::install_tls_provider();
    reqwest::Client::builder().no_proxy()
}

impl RawClient {
    pub(crate) fn without_token(sandbox: &Sandbox) -> Self {
        Self {
            client: http_client().build().unwrap(),
            url: sandbox.url(),
            token: String::new(),
        }
    }

    pub(crate) async fn new(sandbox: &Sandbox) -> Self {
        Self::with(sandbox, "sandbox", "sandbox").await
    }

    pub(crate) async fn with(sandbox: &Sandbox, id: &str, secret: &str) -> Self {
        let mut http = Self::without_token(sandbox);
        let response = http
            .token(&format!("client_id={id}&client_secret={secret}"))
            .await;
        assert_eq!(response.status, 201, "{}", response.body);
        http.token = response.body["access_token"].as_str().unwrap().to_owned();
        http
    }

    /// Sends a token request.
    pub(crate) async fn token(&self, form: &str) -> HttpResponse {
        let request = self
            .client
            .post(format!("{}/oauth2/token", self.url))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form.to_owned());
        HttpResponse::read(request.send().await.unwrap()).await
    }

    /// Returns the builder of a request; `target` is a path and query.
    pub(crate) fn request(&self, method: Method, target: &str) -> RequestBuilder {
        self.client
            .request(method, format!("{}{target}", self.url))
            .bearer_auth(&self.token)
    }

    pub(crate) async fn get(&self, target: &str) -> HttpResponse {
        HttpResponse::read(self.request(Method::GET, target).send().await.unwrap()).await
    }

    pub(crate) async fn send(&self, method: Method, target: &str, body: &Value) -> HttpResponse {
        let request = self.request(method, target).body(body.to_string());
        HttpResponse::read(request.send().await.unwrap()).await
    }

    pub(crate) async fn post(&self, target: &str, body: &Value) -> HttpResponse {
        self.send(Method::POST, target, body).await
    }
}

/// Returns the resident memory of this process in KiB.
pub(crate) fn resident_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status
        .lines()
        .find(|line| line.starts_with("VmRSS:"))
        .unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}
