//! Requests for any path: what they send, how they are retried and what their errors name.

use falcon_transport::operation::{Idempotency, OperationId};
use falcon_transport::{Falcon, RawRequest};
use serde::Deserialize;
use serde_json::{Value, json};
use test_server::{Response, Server};

use crate::support::{CLIENT_SECRET, client};

/// The requests of all methods for a path.
fn requests(falcon: &Falcon, path: &str) -> [(&'static str, RawRequest); 5] {
    [
        ("GET", falcon.get(path)),
        ("POST", falcon.post(path)),
        ("PUT", falcon.put(path)),
        ("PATCH", falcon.patch(path)),
        ("DELETE", falcon.delete(path)),
    ]
}

#[tokio::test]
async fn method_path_query_ids_and_body_are_sent() {
    let server = Server::always(Response::resources(["a"]));
    let falcon = client(&server);
    for (method, request) in requests(&falcon, "/a/b%20c/v1") {
        let request = request
            .query([("filter", "a:'x y'+b:>1"), ("fields", "id")])
            .query([("fields", "name")])
            .ids(["1", "2,3"]);
        let resources = request.json(&json!({"a": [1, null]})).await.unwrap();
        assert_eq!(resources.complete().unwrap(), ["a"]);
        let sent = server.requests().pop().unwrap();
        assert_eq!((&*sent.method, sent.path()), (method, "/a/b%20c/v1"));
        assert_eq!(sent.params("filter"), ["a:'x y'+b:>1"]);
        assert_eq!(sent.params("fields"), ["id", "name"]);
        assert_eq!(sent.params("ids"), ["1", "2,3"]);
        assert_eq!(sent.json(), json!({"a": [1, null]}));
        assert_eq!(sent.header("content-type"), Some("application/json"));
        assert!(sent.header("authorization").unwrap().starts_with("Bearer "));
    }
}

#[tokio::test]
async fn request_without_arguments_has_no_query_and_body() {
    let server = Server::always(Response::resources(json!([])));
    for (_, request) in requests(&client(&server), "/a") {
        drop(request.await.unwrap());
        let sent = server.requests().pop().unwrap();
        assert_eq!((&*sent.target, sent.body.len()), ("/a", 0));
        assert_eq!(sent.header("content-type"), None);
    }
}

#[tokio::test]
async fn only_get_is_retried_unless_idempotency_is_set() {
    let fault = || Response::status(500, json!({}));
    for stated in [
        None,
        Some(Idempotency::Idempotent),
        Some(Idempotency::NonIdempotent),
    ] {
        for index in 0..5 {
            let server = Server::with({
                let mut responses = vec![Response::resources(["a"]), fault()];
                move |_| responses.pop()
            });
            let (method, mut request) = requests(&client(&server), "/a")
                .into_iter()
                .nth(index)
                .unwrap();
            if let Some(idempotency) = stated {
                request = request.idempotency(idempotency);
            }
            let is_idempotent = match stated {
                None => method == "GET",
                Some(stated) => stated == Idempotency::Idempotent,
            };
            match request.await {
                Ok(response) => assert!(is_idempotent && response.is_complete(), "{method}"),
                Err(error) => {
                    assert!(
                        !is_idempotent && error.may_have_been_done(),
                        "{method}: {error}"
                    );
                }
            }
            assert_eq!(
                server.requests().len(),
                1 + usize::from(is_idempotent),
                "{method}"
            );
        }
    }
}

#[tokio::test]
async fn rejected_token_and_rate_limit_are_retried() {
    let server = Server::script([
        Response::status(401, json!({})),
        Response::status(429, json!({})),
        Response::resources(["a"]),
    ]);
    let response = client(&server).delete("/a").ids(["1"]).await.unwrap();
    assert_eq!(response.complete().unwrap(), ["a"]);
    assert_eq!(server.token_requests().len(), 2);
}

#[tokio::test]
async fn invalid_arguments_are_not_sent() {
    let server = Server::script([]);
    let falcon = client(&server);
    let none: [&str; 0] = [];
    let keys = std::collections::BTreeMap::from([((1, 2), 3)]);
    for (request, message) in [
        (
            falcon.get("devices"),
            "GET devices: invalid path `devices`: missing `/` at its start",
        ),
        (
            falcon.get("/a?b=c"),
            "GET /a?b=c: invalid path `/a?b=c`: unexpected character '?'",
        ),
        (
            falcon.get("//evil.example"),
            "GET //evil.example: invalid path `//evil.example`: empty segment",
        ),
        (
            falcon.delete("/a").ids(none),
            "DELETE /a: missing ids: expected at least one",
        ),
        (
            falcon.delete("/a").ids(["1", " "]),
            "DELETE /a: id 2 of 2 is empty",
        ),
        (
            falcon.post("/a").json(&keys),
            "POST /a: invalid JSON body: key must be a string",
        ),
        (
            falcon.get("/a").query([("filter", "x".repeat(20_000))]),
            "GET /a: URL path and query have 20010 bytes, more than the maximum of 16384",
        ),
    ] {
        let error = request.clone().await.unwrap_err();
        assert_eq!(error.to_string(), message);
        assert!(error.is_argument() && error.attempts() == 0);
        assert!(request.clone().send_raw().await.is_err());
        assert!(request.download().await.is_err());
    }
}

#[tokio::test]
async fn error_names_request_and_lists_errors() {
    let body = json!({"errors": [{"code": 403, "message": format!("no {CLIENT_SECRET}")}]});
    let server = Server::always(Response::status(403, body).with("X-Cs-TraceId", "t-1"));
    let falcon = client(&server);
    let error = falcon.get("/a/v1").await.unwrap_err();
    let message = "403 Forbidden: no [removed] (code 403) (trace id `t-1`)";
    assert_eq!(error.to_string(), format!("GET /a/v1: {message}"));
    assert!(error.is_forbidden() && error.help().is_some());
    let operation = error.operation().unwrap();
    assert_eq!(
        (operation.method().as_str(), operation.path()),
        ("GET", "/a/v1")
    );
    assert_eq!(operation.id(), None);

    let named = falcon
        .get("/a/v1")
        .operation_name("GetA\nb")
        .await
        .unwrap_err();
    assert_eq!(named.operation().unwrap().name(), "GetA b");
    assert!(named.to_string().starts_with("GetA b: 403"), "{named}");
}

#[derive(Debug, Deserialize, PartialEq)]
struct Device {
    device_id: String,
}

#[tokio::test]
async fn resources_decode_as_any_type() {
    let body = json!({
        "meta": {"pagination": {"total": 2}},
        "errors": [{"code": 404, "message": "none", "id": "b"}],
        "resources": [{"device_id": "a"}, 7],
    });
    let server = Server::always(Response::json(body.clone()));
    let falcon = client(&server);
    let response = falcon.get("/a").send_as::<Device>().await.unwrap();
    assert_eq!(response.succeeded()[0].device_id, "a");
    assert_eq!(
        (response.errors().len(), response.malformed().len()),
        (1, 1)
    );
    assert_eq!(response.meta().pagination.as_ref().unwrap().total, Some(2));
    assert!(response.to_error().unwrap().is_partial());

    let raw = falcon.get("/a").send_raw().await.unwrap();
    assert_eq!((raw.json().unwrap(), raw.errors().len()), (body, 1));
    assert_eq!(raw.operation().name(), "GET /a");
    assert!(raw.complete().is_err());
}

#[tokio::test]
async fn download_returns_bytes_of_any_media_type() {
    let csv = Response::bytes(200, "a,b\n").with("Content-Type", "text/csv");
    let server = Server::always(csv);
    let falcon = client(&server);
    let download = falcon.post("/reports/entities/x/v1").json("x").download();
    let download = download.await.unwrap();
    assert_eq!(download.content_type(), Some("text/csv"));
    assert_eq!(download.bytes().await.unwrap(), "a,b\n");
    assert_eq!(server.only().json(), Value::from("x"));
    let error = falcon.get("/a").await.unwrap_err();
    assert!(error.is_decode(), "{error}");
}

#[tokio::test]
async fn response_names_documented_operation_by_id() {
    let server = Server::always(Response::resources(["a"]));
    let query = client(&server).exposure_management().query_assets();
    let response = query.await.unwrap();
    assert_eq!(*response.operation(), OperationId::QueryExternalAssetsV2);
    assert_eq!(response.operation().to_string(), "query_external_assets_v2");
}

#[tokio::test]
async fn ids_in_the_query_are_added_to_others() {
    let server = Server::always(Response::resources(["a"]));
    let falcon = client(&server);
    drop(
        falcon
            .get("/a")
            .ids(["b"])
            .query([("ids", "c")])
            .await
            .unwrap(),
    );
    assert_eq!(server.only().params("ids"), ["b", "c"]);
}

#[tokio::test]
async fn debug_output_has_no_arguments() {
    let server = Server::always(Response::resources(["a"]));
    let request = client(&server)
        .post("/a")
        .query([("q", "hunter2")])
        .ids(["hunter3"]);
    let debug = format!("{:?}", request.json(&json!({"password": "hunter4"})));
    assert!(
        debug.contains("POST /a") && !debug.contains("hunter"),
        "{debug}"
    );
}
