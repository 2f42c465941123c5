//! Errors are always enveloped.

use reqwest::Method;
use serde_json::json;

use crate::support::{HttpResponse, RawClient, sandbox};

const V1: &str = "/fem/queries/external-assets/v1";
const V2: &str = "/fem/queries/external-assets/v2";
const ENTITIES: &str = "/fem/entities/external-assets/v1";

#[tokio::test]
async fn unknown_or_repeated_parameter_is_a_400() {
    let sandbox = sandbox().await;
    let http = RawClient::new(&sandbox).await;
    const V2: &str = "/fem/queries/external-assets/v2";
    for (target, message) in [
        (
            format!("{V2}?fitler=x"),
            "unknown parameter `fitler` of `query_external_assets_v2`: did you mean `filter`?",
        ),
        (
            format!("{V2}?offset=200"),
            "unknown parameter `offset` of `query_external_assets_v2`: supported: `after`, \
             `filter`, `limit`, `sort`",
        ),
        (
            format!("{V2}?filter=id:'a'&filter=id:'b'"),
            "duplicate parameter `filter`: expected one value",
        ),
        (
            "/fem/entities/external-assets/v1?id=a1&ids=a2".to_owned(),
            "unknown parameter `id` of `get_external_assets`: supported: `ids`",
        ),
    ] {
        let response = http.get(&target).await;
        assert_eq!(response.assert_error(400).message(), message);
    }
    let graphql = "/identity-protection/combined/graphql/v1?query=x";
    let response = http.post(graphql, &json!({})).await;
    let message = response.assert_error(400).message();
    assert!(message.ends_with("it has no query parameters"), "{message}");
    let repeated = "/fem/entities/external-assets/v1?ids=a1&ids=a2";
    assert_eq!(http.get(repeated).await.status, 200);
}

#[tokio::test]
async fn unknown_path_is_a_404_and_wrong_method_a_405() {
    let sandbox = sandbox().await;
    let http = RawClient::new(&sandbox).await;
    for path in [
        "/",
        "/fem",
        "/fem/queries/external-assets/v3",
        "/oauth2/token/",
    ] {
        http.get(path).await.assert_error(404);
    }
    for (method, path) in [
        (Method::POST, V2),
        (Method::PUT, ENTITIES),
        (Method::GET, "/oauth2/token"),
        (Method::OPTIONS, V2),
    ] {
        let response = http.send(method, path, &json!({})).await;
        response.assert_error(405);
    }
    assert_eq!(sandbox.requests().unknown(), 8);
}

#[tokio::test]
async fn malformed_queries_and_bodies_are_a_400() {
    let sandbox = sandbox().await;
    let http = RawClient::new(&sandbox).await;
    for query in [
        "filter=%",
        "filter=%zz",
        "filter=%ff",
        "limit=x",
        "limit=0",
        "limit=-1",
    ] {
        http.get(&format!("{V2}?{query}")).await.assert_error(400);
    }
    http.get(&format!("{V2}?after=x")).await.assert_error(400);
    http.get(&format!("{V1}?offset=x")).await.assert_error(400);
    for body in ["", " ", "{", "[]", "null", "\u{feff}{}", "{\"assets\":[]}"] {
        let request = http.request(Method::PATCH, ENTITIES).body(body);
        HttpResponse::read(request.send().await.unwrap())
            .await
            .assert_error(400);
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
            let request = http.request(Method::POST, path).body(body);
            let response = HttpResponse::read(request.send().await.unwrap()).await;
            response.assert_error(400);
        }
    }
}

#[tokio::test]
async fn missing_ids_are_a_400_with_an_empty_list() {
    let sandbox = sandbox().await;
    let http = RawClient::new(&sandbox).await;
    let sensors = "/identity-protection/entities/devices/GET/v1";
    let mut responses = vec![http.post(sensors, &json!({ "ids": [] })).await];
    for path in [
        ENTITIES,
        "/fem/entities/ecosystem-subsidiaries/v1",
        "/identity-protection/entities/policy-rules/v1",
    ] {
        responses.push(http.get(path).await);
    }
    for response in responses {
        assert_eq!(response.status, 400);
        assert_eq!(response.body["resources"], json!([]));
        assert!(response.message().starts_with("missing `ids`"));
    }
    let repeated = vec!["ids=a1"; 101].join("&");
    let too_many = http.get(&format!("{ENTITIES}?{repeated}")).await;
    too_many.assert_error(400);
}

#[tokio::test]
async fn oversized_body_is_a_413_and_url_a_414() {
    let sandbox = sandbox().await;
    let http = RawClient::new(&sandbox).await;
    let body = vec![b' '; (8 << 20) + 1];
    let request = http.request(Method::PATCH, ENTITIES).body(body);
    HttpResponse::read(request.send().await.unwrap())
        .await
        .assert_error(413);
    let filter = "a".repeat(40_000);
    http.get(&format!("{V2}?filter={filter}"))
        .await
        .assert_error(414);
}

#[tokio::test]
async fn malformed_http_is_an_enveloped_error() {
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
        let mut response = String::new();
        stream.read_to_string(&mut response).await.unwrap();
        let (head, body) = response.split_once("\r\n\r\n").unwrap();
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
async fn invalid_filters_use_service_wording() {
    let sandbox = sandbox().await;
    let http = RawClient::new(&sandbox).await;
    for path in [V1, V2] {
        let response = http.get(&format!("{path}?filter=os:'linux'")).await;
        response.assert_error(400);
        assert_eq!(
            response.message(),
            "Failed to parse filter expression. ['os' is an unknown property]"
        );
        for filter in [
            "criticality:~'x'",
            "criticality='x'",
            "(",
            "*",
            "confidence:%3E50",
        ] {
            let response = http.get(&format!("{path}?filter={filter}")).await;
            response.assert_error(400);
            let message = response.message();
            assert!(
                message.starts_with("Failed to parse filter expression. ["),
                "{message}"
            );
            assert!(message.ends_with(']') && message.len() > 50, "{message}");
        }
        let response = http.get(&format!("{path}?sort=last_sen|desc")).await;
        response.assert_error(400);
        assert!(
            response.message().contains("`last_seen`"),
            "{}",
            response.message()
        );
        http.get(&format!("{path}?sort=last_seen"))
            .await
            .assert_error(400);
    }
    // Open collections have any property, but their filters must be valid.
    let sensors = "/identity-protection/queries/devices/v1";
    http.get(&format!("{sensors}?filter=what.ever:'x'"))
        .await
        .assert_common_headers();
    http.get(&format!("{sensors}?filter=what.ever"))
        .await
        .assert_error(400);
}

#[tokio::test]
async fn unencoded_plus_is_named_in_the_error() {
    let sandbox = sandbox().await;
    let http = RawClient::new(&sandbox).await;
    let filter = "filter=criticality:'Critical'+confidence:4";
    for query in [
        filter,
        "filter=subsidiaries.name:'Example+One'",
        "filter=criticality%3A%27Critical%27+confidence%3A4",
    ] {
        let response = http.get(&format!("{V2}?{query}")).await;
        response.assert_error(400);
        assert!(
            response.message().contains("`%2B`"),
            "{}",
            response.message()
        );
    }
    // Form encoders write a space as `+`.
    let form = "filter=subsidiaries.name%3A%27Example+One%27&limit=1";
    let response = http.get(&format!("{V2}?{form}")).await;
    assert_eq!(response.body["resources"], json!(["a0"]));
    let unknown = "filter=os%3A%27Example+One%27";
    let response = http.get(&format!("{V2}?{unknown}")).await;
    response.assert_error(400);
    assert!(
        !response.message().contains("%2B"),
        "{}",
        response.message()
    );
    let response = http
        .get(&format!("{V2}?{}", filter.replace('+', "%2B")))
        .await;
    assert_eq!(response.body["resources"], json!(["a4"]));
}
