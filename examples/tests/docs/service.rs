//! A loopback server for the examples that call the API. It answers the requests of the examples in the
//! documented form, and no others.

use std::sync::LazyLock;

use serde_json::{Value, json};
use test_server::{Request, Response, Server};

/// The server, which runs until the process ends.
static SERVER: LazyLock<Server> = LazyLock::new(|| Server::with(respond));

/// Returns the base URL of the server.
pub(crate) fn url() -> String {
    SERVER.url()
}

fn respond(request: &Request) -> Option<Response> {
    let body = request.json();
    let is = |key: &str, value: &str| request.param(key).as_deref() == Some(value);
    let response = match (request.method.as_str(), request.path()) {
        ("GET", "/fem/queries/external-assets/v2") => asset_ids(is("after", "t1")),
        ("GET", "/fem/entities/external-assets/v1") => assets(&request.params("ids")),
        ("POST", "/fem/aggregates/external-assets/v1") if body[0]["sub_aggregates"].is_array() => {
            aggregates()
        }
        ("PATCH", "/fem/entities/external-assets/v1") => partial_update(),
        ("GET", "/fem/entities/blobs-download/v1")
            if is("assetId", "asset-1") && is("hash", "h1") =>
        {
            Response::bytes(200, *b"SSH-2.0-OpenSSH_9.6\r\n\0\xff")
        }
        ("GET", "/identity-protection/queries/devices/v1") => Response::json(json!({
            "meta": {"pagination": {"offset": 0, "limit": 200, "total": 2}},
            "resources": ["d1", "d2"],
        })),
        ("POST", "/identity-protection/entities/devices/GET/v1") => Response::resources(json!([
            {"device_id": "d1", "hostname": "dc1.corp.example", "status": "partially protected"},
            {"device_id": "d2", "status": "unprotected"},
        ])),
        ("POST", "/identity-protection/combined/graphql/v1") => {
            graphql_page(body["variables"]["after"] == "c1")
        }
        ("POST", "/identity-protection/entities/policy-rules/v1") if body["enabled"] == false => {
            Response::resources(json!(["rule-1"]))
        }
        _ => return None,
    };
    Some(response)
}

fn asset_ids(is_last_page: bool) -> Response {
    if is_last_page {
        return Response::json(json!({
            "meta": {"pagination": {"total": 3}},
            "resources": ["asset-3"],
        }));
    }
    Response::json(json!({
        "meta": {"pagination": {"after": "t1", "total": 3}},
        "resources": ["asset-1", "asset-2"],
    }))
}

/// Returns the assets with these ids. `asset-2` is listed, but does not exist.
fn assets(ids: &[String]) -> Response {
    let link = "/fem/entities/blobs-download/v1?assetId=asset-1&hash=h1";
    let assets = ids.iter().filter_map(|id| match id.as_str() {
        "asset-1" => Some(json!({"id": id, "ip": {
            "ip_address": "192.0.2.1",
            "services": [{"port": 22, "blob_links": {"download_banner": link}}],
        }})),
        "asset-3" => Some(json!({"id": id, "dns_domain": {"fqdn": "www.example.com"}})),
        _ => None,
    });
    Response::resources(assets.collect::<Vec<Value>>())
}

/// Returns ports by criticality, and a timestamp.
fn aggregates() -> Response {
    let ports = |buckets: Value| json!([{"name": "ports", "buckets": buckets}]);
    Response::resources(json!([
        {"name": "by_criticality", "buckets": [
            {"label": "Critical", "count": 7, "sub_aggregates": ports(json!([
                {"label": 443, "count": 6}, {"label": 22, "count": 2},
            ]))},
            {"label": "High", "count": 3, "sub_aggregates": ports(Value::Null)},
        ]},
        {"name": "last_seen", "buckets": [
            {"value": 1_795_341_600_000_i64, "value_as_string": "2026-11-22T10:00:00.000Z"},
        ]},
    ]))
}

fn partial_update() -> Response {
    let body = json!({
        "errors": [{"code": 404, "message": "asset not found", "id": "asset-2"}],
        "resources": [{"id": "asset-1", "criticality": "High"}],
    });
    Response::status(207, body)
}

fn graphql_page(is_last: bool) -> Response {
    let (name, score) = if is_last { ("Bo", 0.2) } else { ("Ann", 0.8) };
    Response::json(json!({"data": {"entities": {
        "nodes": [{"primaryDisplayName": name, "riskScore": score}],
        "pageInfo": {"hasNextPage": !is_last, "endCursor": "c1"},
    }}}))
}
