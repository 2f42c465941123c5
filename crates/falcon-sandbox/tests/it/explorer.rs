//! The endpoints of the explorer.

use falcon_sandbox::Sandbox;
use falcon_sandbox::data::{Data, Document};
use fql::collections::external_assets;
use reqwest::Method;
use reqwest::header::{CONTENT_TYPE, HOST};
use serde_json::{Value, json};

use crate::support::{HttpResponse, RawClient, builder};

const ASSETS: &str = "external-assets";
const CRITICAL: &str = "criticality:'Critical'+ip.services.port:22";

async fn explorer() -> (Sandbox, RawClient) {
    let sandbox = builder().explorer(&external_assets::TABLE).start().await;
    let sandbox = sandbox.unwrap();
    let http = RawClient::without_token(&sandbox);
    (sandbox, http)
}

/// Sends a request with the content type of the page.
pub(crate) async fn post(http: &RawClient, endpoint: &str, body: Value) -> HttpResponse {
    let request = http.request(Method::POST, &format!("/explore/{endpoint}"));
    let request = request.header(CONTENT_TYPE, "application/json");
    let response = request.body(body.to_string()).send().await.unwrap();
    HttpResponse::read(response).await
}

/// Returns the body of a successful response about a filter of external assets.
async fn about(http: &RawClient, endpoint: &str, filter: &str, mut body: Value) -> Value {
    body["collection"] = ASSETS.into();
    body["filter"] = filter.into();
    let response = post(http, endpoint, body).await;
    assert_eq!(response.status, 200, "{}", response.body);
    response.body
}

#[tokio::test]
async fn page_has_a_strict_content_security_policy() {
    let (_sandbox, http) = explorer().await;
    let files = [
        ("/", "text/html; charset=utf-8"),
        ("/explore/app.js", "text/javascript; charset=utf-8"),
        ("/explore/style.css", "text/css; charset=utf-8"),
    ];
    for (path, media_type) in files {
        let response = http.request(Method::GET, path).send().await.unwrap();
        assert_eq!(response.status(), 200);
        let headers = response.headers().clone();
        let header = |name: &str| headers[name].to_str().unwrap().to_owned();
        assert_eq!(header("content-type"), media_type);
        assert!(header("content-security-policy").starts_with("default-src 'none'; "));
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(header("referrer-policy"), "no-referrer");
        let body = response.text().await.unwrap();
        assert!(!body.contains("https://"), "{path} loads nothing else");
    }
}

#[tokio::test]
async fn errors_have_the_headers_of_the_page() {
    let (_sandbox, http) = explorer().await;
    let requests = [
        (Method::GET, "/explore/none", "", 404),
        (Method::GET, "/<script>", "", 404),
        (Method::PUT, "/explore/check", "", 405),
        (Method::POST, "/", "", 405),
        (Method::POST, "/explore/check", "[", 400),
        (Method::GET, "/fem/queries/external-assets/v1", "", 401),
    ];
    let too_long = "x".repeat(300_000);
    let too_long = (Method::POST, "/explore/check", too_long.as_str(), 413);
    for (method, path, body, status) in requests.into_iter().chain([too_long]) {
        let request = http.request(method, path).body(body.to_owned());
        let request = request.header(CONTENT_TYPE, "application/json");
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), status, "{path}");
        let headers = response.headers();
        let policy = headers["content-security-policy"].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'; "));
        assert_eq!(headers["x-content-type-options"], "nosniff");
        assert_eq!(headers["referrer-policy"], "no-referrer");
    }
}

#[tokio::test]
async fn explorer_is_off_by_default() {
    let sandbox = builder().start().await.unwrap();
    let http = RawClient::without_token(&sandbox);
    http.get("/").await.assert_error(404);
    http.get("/explore/collections").await.assert_error(404);
}

#[tokio::test]
async fn requests_of_other_origins_are_rejected() {
    let (sandbox, http) = explorer().await;
    for path in ["/", "/explore/collections"] {
        let request = http.request(Method::GET, path).header(HOST, "evil.example");
        assert_eq!(request.send().await.unwrap().status(), 421);
    }
    // A page of another origin may send these types without a preflight.
    for media_type in ["text/plain", "application/x-www-form-urlencoded"] {
        let request = http.request(Method::POST, "/explore/check");
        let request = request.header(CONTENT_TYPE, media_type).body("{}");
        let response = HttpResponse::read(request.send().await.unwrap()).await;
        assert_eq!(response.status, 415);
        assert!(response.body["error"].is_string());
    }
    let preflight = http.request(Method::OPTIONS, "/explore/check");
    let preflight = preflight.send().await.unwrap();
    assert_eq!(preflight.status(), 405);
    assert!(
        !preflight
            .headers()
            .contains_key("access-control-allow-origin")
    );
    assert!(HttpResponse::read(preflight).await.body["error"].is_string());
    assert_eq!(
        http.get("/explore/none").await.body["error"],
        "404: Page Not Found"
    );
    assert_eq!(sandbox.requests().total(), 0, "they are not of the API");
}

#[tokio::test]
async fn malformed_requests_are_a_4xx() {
    let (_sandbox, http) = explorer().await;
    let filter =
        |collection: &str, filter: &str| json!({"collection": collection, "filter": filter});
    let cases = [
        ("check", json!([]), 400),
        ("check", filter("no-such", ""), 400),
        ("documents", filter(ASSETS, "x:'"), 422),
        ("documents", filter(ASSETS, "unknown:'x'"), 422),
        ("counts", filter(ASSETS, ""), 400),
        ("check", filter(ASSETS, &"x".repeat(300_000)), 413),
    ];
    for (endpoint, body, status) in cases {
        let response = post(&http, endpoint, body).await;
        assert_eq!(response.status, status, "{endpoint}: {}", response.body);
        assert!(response.body["error"].is_string());
    }
    let request = http.request(Method::POST, "/explore/check");
    let request = request.header(CONTENT_TYPE, "application/json");
    let surrogate = request.body(r#"{"collection":"hosts","filter":"\ud800"}"#);
    let response = HttpResponse::read(surrogate.send().await.unwrap()).await;
    let error = response.body["error"].as_str().unwrap();
    assert!(
        error.starts_with("the request is not valid JSON: "),
        "{error}"
    );
    assert_eq!(http.get("/explore/codes/FQL000").await.status, 404);
    assert_eq!(http.get("/explore/fields").await.status, 400);
}

#[tokio::test]
async fn assets_with_few_known_fields_have_columns_of_their_own() {
    let asset = json!({"id": "a_ip", "asset_id": "asset-1", "confidence": 50, "manual": true});
    let data = Data {
        assets: vec![Document::from_value("id", &asset).unwrap()],
        ..Data::default()
    };
    let builder = Sandbox::builder().data(data);
    let sandbox = builder
        .explorer(&external_assets::TABLE)
        .start()
        .await
        .unwrap();
    let http = RawClient::without_token(&sandbox);
    let body = http.get("/explore/collections").await.body;
    let collections = body["collections"].as_array().unwrap();
    let assets = collections
        .iter()
        .find(|one| one["name"] == ASSETS)
        .unwrap();
    let columns = assets["columns"].as_array().unwrap();
    assert!(columns.contains(&json!("confidence")), "{columns:?}");
}

#[tokio::test]
async fn collections_and_fields_describe_the_documents() {
    let (_sandbox, http) = explorer().await;
    let body = http.get("/explore/collections").await.body;
    assert_eq!(body["default"], ASSETS);
    let collections = body["collections"].as_array().unwrap();
    let assets = collections
        .iter()
        .find(|one| one["name"] == ASSETS)
        .unwrap();
    assert_eq!(assets["documents"], 11);
    assert_eq!(assets["rust_module"], "external_assets");
    let columns = assets["columns"].as_array().unwrap();
    assert!(columns.contains(&json!("criticality")));
    let body = http
        .get("/explore/fields?collection=external-assets")
        .await
        .body;
    let fields = body["fields"].as_array().unwrap();
    let field = |name: &str| fields.iter().find(|field| field["name"] == name).unwrap();
    let criticality = field("criticality");
    assert_eq!(criticality["type"], "text");
    assert_eq!(criticality["count"], 11);
    assert_eq!(criticality["values"][0], "Critical");
    assert_eq!(field("ip.services.port")["count"], 10);
    let inferred = field("ip.services.blob_links.preview_banner");
    assert_eq!(
        (&inferred["grade"], &inferred["count"]),
        (&json!("inferred"), &json!(10))
    );
    let sensors = http.get("/explore/fields?collection=sensors").await.body;
    assert_eq!(sensors["fields"][0]["name"], "device_id");
}

#[tokio::test]
async fn check_returns_diagnostics_and_words() {
    let (_sandbox, http) = explorer().await;
    let valid = about(&http, "check", "manual:true+confidence:50", json!({})).await;
    assert_eq!(valid["valid"], true);
    assert_eq!(valid["canonical"], "manual:true+confidence:50");
    let words = &valid["words"][1];
    assert_eq!(words["text"], "manual is true");
    assert_eq!((&words["start"], &words["end"]), (&json!(0), &json!(11)));
    let invalid = about(&http, "check", "criticality='High'", json!({})).await;
    assert_eq!(invalid["valid"], false);
    let diagnostic = &invalid["diagnostics"][0];
    assert_eq!(diagnostic["code"], "FQL012");
    assert_eq!(diagnostic["fix"][0]["replacement"], ":");
    assert_eq!(invalid["words"], json!([]));
    let code = http.get("/explore/codes/FQL012").await.body;
    assert!(code["text"].as_str().unwrap().starts_with("FQL012: "));
}

#[tokio::test]
async fn quoted_numbers_stay_literals_in_copies() {
    let (_sandbox, http) = explorer().await;
    let filter = "confidence:75+confidence:'75'+confidence:075+manual:'true'";
    let body = about(&http, "check", filter, json!({})).await;
    let copies = body["copy"].as_array().unwrap();
    let typed = copies.iter().find(|copy| copy["name"] == "Typed Rust");
    let typed = typed.unwrap()["text"].as_str().unwrap();
    assert!(
        typed.contains("external_assets::confidence.eq(75)\n"),
        "{typed}"
    );
    for clause in ["confidence:'75'", "confidence:075", "manual:'true'"] {
        let literal = format!("fql!(external_assets, {clause:?})");
        assert!(typed.contains(&literal), "{clause}: {typed}");
    }
}

#[tokio::test]
async fn complete_returns_proposals() {
    let (_sandbox, http) = explorer().await;
    let body = about(&http, "complete", "é:1+crit", json!({"position": 9})).await;
    assert_eq!((&body["start"], &body["end"]), (&json!(5), &json!(9)));
    let proposal = &body["proposals"][0];
    assert_eq!(proposal["insert"], "criticality:");
    assert_eq!(proposal["kind"], "field");
    assert_eq!(proposal["grade"], "documented");
}

#[tokio::test]
async fn documents_are_paged_and_sorted() {
    let (_sandbox, http) = explorer().await;
    let page = json!({"sort": "confidence|desc", "offset": 1, "limit": 1});
    let body = about(&http, "documents", CRITICAL, page).await;
    assert_eq!(body["total"], 3);
    let documents = body["documents"].as_array().unwrap();
    assert_eq!(documents.len(), 1);
    assert_eq!(documents[0]["index"], 4);
    assert_eq!(documents[0]["document"]["id"], "a4");
    let body = about(&http, "documents", "", json!({"offset": 10})).await;
    assert_eq!(
        (&body["total"], body["documents"].as_array().unwrap().len()),
        (&json!(11), 1)
    );
    let recent = about(&http, "documents", "last_seen:>'now-18d'", json!({})).await;
    assert_eq!(recent["total"], 6);
}

#[tokio::test]
async fn document_shows_the_values_of_each_clause() {
    let (_sandbox, http) = explorer().await;
    let body = about(&http, "document", CRITICAL, json!({"index": 1})).await;
    assert_eq!(body["matches"], false);
    assert_eq!(body["document"]["id"], "a1");
    assert_eq!(
        body["clauses"],
        json!([
            {"start": 0, "end": 22, "held": false, "paths": []},
            {"start": 23, "end": 42, "held": true, "paths": ["ip.services[0].port"]},
        ])
    );
    let response = post(
        &http,
        "document",
        json!({"collection": ASSETS, "filter": "", "index": 99}),
    );
    assert_eq!(response.await.status, 404);
}

#[tokio::test]
async fn counts_cover_other_and_missing_values() {
    let (_sandbox, http) = explorer().await;
    let body = about(
        &http,
        "counts",
        "",
        json!({"field": "criticality", "size": 1}),
    )
    .await;
    assert_eq!(
        body["buckets"],
        json!([{"value": "Unassigned", "count": 7, "clause": "criticality:'Unassigned'"}])
    );
    assert_eq!((&body["other"], &body["missing"]), (&json!(4), &json!(0)));
    let body = about(
        &http,
        "counts",
        CRITICAL,
        json!({"field": "ip.services.port"}),
    )
    .await;
    assert_eq!(
        body["buckets"][1],
        json!({"value": 443, "count": 3, "clause": "ip.services.port:443"})
    );
    assert_eq!(body["prefix"], format!("{CRITICAL}+"));
    let body = about(&http, "counts", "", json!({"field": "dns_domain.type"})).await;
    assert_eq!(body["missing"], 10);
    // A field that the table does not have.
    let body = about(
        &http,
        "counts",
        "",
        json!({"field": "ip.services.protocol"}),
    )
    .await;
    assert_eq!(
        body["buckets"][0],
        json!({"value": "https", "count": 10, "clause": "ip.services.protocol:'https'"})
    );
}

#[tokio::test]
async fn histogram_has_a_bounded_number_of_buckets() {
    let (_sandbox, http) = explorer().await;
    let body = about(&http, "histogram", "", json!({"field": "last_seen"})).await;
    assert_eq!(body["interval"], "day");
    let buckets = body["buckets"].as_array().unwrap();
    assert_eq!(buckets.len(), 10);
    assert_eq!(buckets[0]["start"], "2026-11-01T00:00:00.000Z");
    assert_eq!(body["missing"], 1);
    let none = about(
        &http,
        "histogram",
        "id:'none'",
        json!({"field": "last_seen"}),
    )
    .await;
    assert_eq!(none["buckets"], json!([]));
    let body = json!({"collection": ASSETS, "filter": "", "field": "criticality"});
    assert_eq!(post(&http, "histogram", body).await.status, 400);
}
