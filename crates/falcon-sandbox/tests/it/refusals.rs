//! Every refusal is the envelope, never a framework's plain answer.

use reqwest::Method;
use serde_json::json;

use crate::support::{Raw, Told, sandbox};

const V1: &str = "/fem/queries/external-assets/v1";
const V2: &str = "/fem/queries/external-assets/v2";
const ENTITIES: &str = "/fem/entities/external-assets/v1";

#[tokio::test]
async fn paths_and_methods_that_there_are_not() {
    let sandbox = sandbox().await;
    let raw = Raw::new(&sandbox).await;
    for path in [
        "/",
        "/fem",
        "/fem/queries/external-assets/v3",
        "/oauth2/token/",
    ] {
        raw.get(path).await.assert_refused(404);
    }
    for (method, path) in [
        (Method::POST, V2),
        (Method::PUT, ENTITIES),
        (Method::GET, "/oauth2/token"),
        (Method::OPTIONS, V2),
    ] {
        let told = raw.send(method, path, &json!({})).await;
        told.assert_refused(405);
    }
    assert_eq!(sandbox.requests().unknown(), 8);
}

#[tokio::test]
async fn queries_and_bodies_that_are_malformed() {
    let sandbox = sandbox().await;
    let raw = Raw::new(&sandbox).await;
    for query in [
        "filter=%",
        "filter=%zz",
        "filter=%ff",
        "limit=x",
        "limit=0",
        "limit=-1",
    ] {
        raw.get(&format!("{V2}?{query}")).await.assert_refused(400);
    }
    raw.get(&format!("{V2}?after=x")).await.assert_refused(400);
    raw.get(&format!("{V1}?offset=x")).await.assert_refused(400);
    for body in ["", " ", "{", "[]", "null", "\u{feff}{}", "{\"assets\":[]}"] {
        let request = raw.request(Method::PATCH, ENTITIES).body(body);
        Told::of(request.send().await.unwrap())
            .await
            .assert_refused(400);
    }
    for path in [
        "/fem/aggregates/external-assets/v1",
        "/identity-protection/aggregates/devices/GET/v1",
        "/identity-protection/entities/devices/GET/v1",
        "/identity-protection/combined/graphql/v1",
        "/identity-protection/entities/policy-rules/v1",
        "/fem/entities/external-asset-inventory/v1",
    ] {
        for body in ["", "{", "3", "\"a\""] {
            let request = raw.request(Method::POST, path).body(body);
            let told = Told::of(request.send().await.unwrap()).await;
            told.assert_refused(400);
        }
    }
}

#[tokio::test]
async fn what_is_too_large() {
    let sandbox = sandbox().await;
    let raw = Raw::new(&sandbox).await;
    let body = vec![b' '; (8 << 20) + 1];
    let request = raw.request(Method::PATCH, ENTITIES).body(body);
    Told::of(request.send().await.unwrap())
        .await
        .assert_refused(413);
    let filter = "a".repeat(40_000);
    raw.get(&format!("{V2}?filter={filter}"))
        .await
        .assert_refused(414);
}

#[tokio::test]
async fn what_is_no_request_at_all() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let sandbox = sandbox().await;
    let long = format!("GET /?a={} HTTP/1.1\r\nhost: a\r\n\r\n", "a".repeat(70_000));
    let heads = "x: y\r\n".repeat(200);
    let many = format!("GET / HTTP/1.1\r\n{heads}\r\n");
    for (request, status) in [
        ("garbage\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\ncontent-length: x\r\n\r\n", 400),
        (&long, 414),
        (&many, 431),
    ] {
        let mut stream = tokio::net::TcpStream::connect(sandbox.address())
            .await
            .unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with(&format!("HTTP/1.1 {status} ")), "{head}");
        assert!(head.contains("x-cs-traceid: "), "{head}");
        assert!(
            head.contains(&format!("content-length: {}\r\n", body.len())),
            "{head}"
        );
        let body: serde_json::Value = serde_json::from_str(body).unwrap();
        assert_eq!(body["errors"][0]["code"], status);
        assert_eq!(body["meta"]["powered_by"], "falcon-sandbox");
    }
}

#[tokio::test]
async fn filters_that_are_wrong_are_refused_in_the_words_of_the_service() {
    let sandbox = sandbox().await;
    let raw = Raw::new(&sandbox).await;
    for path in [V1, V2] {
        let told = raw.get(&format!("{path}?filter=os:'linux'")).await;
        told.assert_refused(400);
        assert_eq!(
            told.message(),
            "Failed to parse filter expression. ['os' is an unknown property]"
        );
        for filter in [
            "criticality:~'x'",
            "criticality='x'",
            "(",
            "*",
            "confidence:%3E50",
        ] {
            let told = raw.get(&format!("{path}?filter={filter}")).await;
            told.assert_refused(400);
            let message = told.message();
            assert!(
                message.starts_with("Failed to parse filter expression. ["),
                "{message}"
            );
            assert!(message.ends_with(']') && message.len() > 50, "{message}");
        }
        let told = raw.get(&format!("{path}?sort=last_sen|desc")).await;
        told.assert_refused(400);
        assert!(told.message().contains("`last_seen`"), "{}", told.message());
        raw.get(&format!("{path}?sort=last_seen"))
            .await
            .assert_refused(400);
    }
    // Open collections take any property, but not any text.
    let sensors = "/identity-protection/queries/devices/v1";
    raw.get(&format!("{sensors}?filter=what.ever:'x'"))
        .await
        .assert_headers();
    raw.get(&format!("{sensors}?filter=what.ever"))
        .await
        .assert_refused(400);
}

#[tokio::test]
async fn a_plus_that_was_not_encoded_is_read_as_a_blank_as_everywhere() {
    let sandbox = sandbox().await;
    let raw = Raw::new(&sandbox).await;
    let filter = "filter=criticality:'Critical'+confidence:4";
    raw.get(&format!("{V2}?{filter}")).await.assert_refused(400);
    let told = raw
        .get(&format!("{V2}?{}", filter.replace('+', "%2B")))
        .await;
    assert_eq!(told.body["resources"], json!(["a4"]));
}
