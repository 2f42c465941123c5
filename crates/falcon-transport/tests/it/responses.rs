//! Success responses: complete, partial and malformed.

use falcon_transport::exposure_management::InventoryAddition;
use falcon_transport::models::ExternalAsset;
use falcon_transport::operation::{OperationId, Params};
use falcon_transport::response::Offset;
use falcon_transport::{Error, Falcon};
use serde_json::{Value, json};
use test_server::{Response, Server, Then};

use crate::support::{client, exposure_management, list_assets};

async fn get_assets(falcon: &Falcon) -> Result<falcon_transport::Response<ExternalAsset>, Error> {
    let em = falcon.exposure_management();
    em.get_assets(["a", "b"]).send().await
}

#[tokio::test]
async fn graphql_response_has_data_errors_and_extensions() {
    let complete = json!({"data": {"a": 1}, "errors": null, "extensions": {"cost": 2}});
    let partial = json!({
        "data": {"a": null},
        "errors": [{"message": "no access", "path": ["a"]}],
        "extensions": {},
    });
    let failed = json!({"errors": [{"message": "syntax"}]});
    let server = Server::script([complete, partial, failed].map(Response::json));
    let idp = client(&server).identity_protection();
    let response = idp.graphql("{ a }").send().await.unwrap();
    assert_eq!(response.extensions()["cost"], 2);
    assert_eq!(response.complete().unwrap(), json!({"a": 1}));

    let response = idp.graphql("{ a }").send().await.unwrap();
    let partial = response.complete().unwrap_err();
    assert!(partial.to_string().contains("no access"), "{partial}");
    let response = partial.into_response();
    assert_eq!(response.partial_data(), Some(&json!({"a": null})));
    assert_eq!(response.errors()[0].extra["path"], json!(["a"]));

    let response = idp.graphql("{ a }").send().await.unwrap();
    let error = Error::from(response.complete().unwrap_err());
    assert!(
        error.is_partial() && error.to_string().contains("syntax"),
        "{error}"
    );
}

macro_rules! assert_no_resources {
    ($($request:expr),* $(,)?) => {
        $(
            let response = $request.send().await.unwrap();
            assert!(response.complete().unwrap().is_empty());
        )*
    };
}

#[tokio::test]
async fn null_and_absent_lists_are_empty() {
    for body in [
        json!({}),
        json!({"errors": null, "resources": null, "meta": null}),
        json!({"resources": []}),
    ] {
        let server = Server::with({
            let body = body.clone();
            move |_| Some(Response::json(body.clone()))
        });
        let falcon = client(&server);
        let (em, idp) = (falcon.exposure_management(), falcon.identity_protection());
        assert_no_resources![
            em.aggregate_assets_json(json!([{"name": "n"}])),
            em.query_assets(),
            em.query_assets_v1(),
            em.get_assets(["a"]),
            idp.query_sensors(),
            idp.get_sensor_details(["a"]),
        ];
    }
}

#[tokio::test]
async fn bodies_with_byte_order_mark_are_decoded() {
    let body = |json: Value| Response::bytes(200, format!("\u{feff}{json}"));
    let token = body(json!({"access_token": "t", "expires_in": 1799}));
    let resources = || body(json!({"resources": ["a"]}));
    let server = Server::script([resources(), resources()]).token_responses([token]);
    let falcon = client(&server);
    let em = falcon.exposure_management();
    let ids = em.query_assets().send().await.unwrap().complete().unwrap();
    assert_eq!(ids, ["a"]);
    let operation = OperationId::QueryExternalAssetsV2;
    let response = falcon.call(operation, Params::new(), None).await.unwrap();
    assert_eq!(response.json().unwrap()["resources"], json!(["a"]));
    assert!(response.bytes().starts_with("\u{feff}".as_bytes()));
}

#[tokio::test]
async fn success_with_errors_is_partial() {
    for status in [200, 207] {
        let body = json!({
            "meta": {"trace_id": "t-1"},
            "errors": [{"code": 404, "message": "not found", "id": "b"}],
            "resources": [{"id": "a"}],
        });
        let server = Server::script([Response::status(status, body)]);
        let response = get_assets(&client(&server)).await.unwrap();
        assert!(!response.is_complete());
        assert_eq!(
            (response.status(), response.trace_id()),
            (status, Some("t-1"))
        );
        assert_eq!(response.succeeded()[0].id, "a");
        assert_eq!(response.errors()[0].id.as_deref(), Some("b"));
        let partial = response.complete().unwrap_err();
        assert_eq!(partial.response().succeeded().len(), 1);
        let error = Error::from(partial);
        assert!(error.is_partial() && !error.is_retryable());
        assert_eq!(error.api_errors()[0].code, Some(404));
        assert_eq!(
            error.to_string(),
            "get_external_assets: partial success: 1 succeeded, 1 failed: \
             not found (code 404, id `b`) (trace id `t-1`)"
        );
    }
}

#[tokio::test]
async fn malformed_item_is_kept_alongside_others() {
    let malformed = json!({"id": "b", "ip": "not an object"});
    let body = json!({"resources": [{"id": "a"}, malformed, {"no": "id"}, {"id": "c"}]});
    let server = Server::script([Response::json(body)]);
    let response = get_assets(&client(&server)).await.unwrap();
    let ids: Vec<_> = response
        .succeeded()
        .iter()
        .map(|asset| asset.id.as_str())
        .collect();
    assert_eq!(ids, ["a", "c"]);
    let items = response.malformed();
    assert_eq!((items[0].index, items[0].id.as_deref()), (1, Some("b")));
    assert_eq!(items[0].json, malformed);
    assert_eq!(items[1].json, json!({"no": "id"}));
    let error = Error::from(response.complete().unwrap_err());
    assert!(
        error.to_string().contains("2 succeeded, 2 failed"),
        "{error}"
    );
}

/// Returns the response to four additions: the first and the last were accepted.
fn additions() -> Value {
    json!({"resources": [
        {"index": 0, "id": "1", "value": "192.0.2.1", "subsidiary": {"id": "s"}, "error": null},
        {"index": 1, "id": "2", "raw_value": "nonsense", "error": "invalid value"},
        {"index": 2, "id": "3", "error": {"code": 409, "message": "already exists"}},
        {"index": 3, "id": "4", "value": "192.0.2.4", "error": ""},
    ]})
}

#[tokio::test]
async fn rejected_addition_is_partial_success() {
    let server = Server::script([Response::status(201, additions())]);
    let addition = InventoryAddition::new("s").asset("1", "192.0.2.1");
    let assets = exposure_management(&server);
    let response = assets.add_assets([addition]).send().await.unwrap();
    assert!(!response.is_complete() && response.errors().is_empty());
    let partial = response.complete().unwrap_err();
    let parts = partial.response().clone().into_parts();
    let added: Vec<_> = parts.succeeded.iter().map(|item| item.index).collect();
    assert_eq!(added, [Some(0), Some(3)]);
    let [invalid, duplicate] = &parts.rejected[..] else {
        panic!("expected two rejected items: {:?}", parts.rejected)
    };
    assert_eq!(invalid.reason.message, "invalid value");
    assert_eq!(invalid.item.raw_value.as_deref(), Some("nonsense"));
    assert_eq!(duplicate.reason.code, Some(409));
    let error = Error::from(partial);
    assert!(error.is_partial() && !error.is_retryable());
    assert_eq!(
        error.to_string(),
        "post_external_assets_inventory_v1: partial success: 2 succeeded, 2 failed: \
         invalid value (id `2`); already exists (code 409, id `3`)"
    );
}

#[tokio::test]
async fn raw_response_reports_rejected_additions() {
    let server = Server::script([Response::status(201, additions())]);
    let operation = "add_assets";
    let body = json!({"data": [{"subsidiary_id": "s", "assets": []}]});
    let falcon = client(&server);
    let call = falcon.call(operation, Params::new(), Some(body));
    let response = call.await.unwrap();
    assert_eq!(response.rejected().len(), 2);
    let partial = response.complete().unwrap_err();
    assert_eq!(partial.response().json().unwrap(), additions());
    let error = Error::from(partial);
    let ids: Vec<_> = error.api_errors().iter().map(|e| e.id.as_deref()).collect();
    assert_eq!(ids, [Some("2"), Some("3")]);
}

#[tokio::test]
async fn error_field_of_other_operation_is_data() {
    let server = Server::script([Response::json(additions())]);
    let falcon = client(&server);
    let call = falcon.call("get_assets", [("ids", "1")], None);
    let response = call.await.unwrap();
    assert!(response.rejected().is_empty());
    assert!(response.complete().is_ok());
}

#[tokio::test]
async fn subsidiaries_envelope_may_be_flat_or_nested() {
    let resources = json!([{"id": "s1", "name": "One", "asset_count": 3}]);
    let pagination = json!({"offset": 0, "limit": 100, "total": 1});
    let flat = json!({
        "meta": {"trace_id": "t", "version_id": "v1", "pagination": pagination},
        "errors": [], "resources": resources,
    });
    let nested = json!({
        "FemEcosystemSubsidiariesResponseFields": {
            "meta": {
                "MetaInfo": {"trace_id": "t", "pagination": pagination}, "version_id": "v1",
            },
            "errors": [],
        },
        "resources": resources,
    });
    for body in [flat, nested] {
        let server = Server::with(move |_| Some(Response::json(body.clone())));
        let em = exposure_management(&server);
        let query = em.query_combined_ecosystem_subsidiaries();
        let response = query.send().await.unwrap();
        assert_eq!(response.meta().version_id.as_deref(), Some("v1"));
        let pagination = response.meta().pagination.clone().unwrap();
        assert_eq!(pagination.offset, Some(Offset::Number(0)));
        assert_eq!(pagination.total, Some(1));
        assert_eq!(response.trace_id(), Some("t"));
        let subsidiaries = response.complete().unwrap();
        assert_eq!(subsidiaries[0].asset_count, Some(3));
        let details = em.get_ecosystem_subsidiaries(["s1"]).send().await.unwrap();
        assert_eq!(details.complete().unwrap(), subsidiaries);
    }
}

#[tokio::test]
async fn headers_set_trace_id_and_rate_limit() {
    let response = Response::resources(json!([]))
        .with("X-CS-TRACEID", "t-9")
        .with("x-ratelimit-limit", 6000)
        .with("X-RateLimit-Remaining", 5999);
    let server = Server::script([response]);
    let query = exposure_management(&server).query_assets();
    let response = query.send().await.unwrap();
    assert_eq!(response.trace_id(), Some("t-9"));
    assert_eq!(response.rate_limit().limit, Some(6000));
    assert_eq!(response.rate_limit().remaining, Some(5999));
    assert!(response.is_complete());
    let response = Response::status(404, json!({})).with("X-RateLimit-Remaining", 5998);
    let server = Server::script([response]);
    let error = get_assets(&client(&server)).await.unwrap_err();
    assert_eq!(error.rate_limit().remaining, Some(5998));
}

#[tokio::test]
async fn string_offset_and_missing_token_are_accepted() {
    let server = Server::script([
        Response::json(
            json!({"meta": {"pagination": {"offset": "token", "total": 1}}, "resources": ["a"]}),
        ),
        Response::json(
            json!({"meta": {"pagination": {"limit": 1, "total": 1}}, "resources": ["a"]}),
        ),
    ]);
    let em = exposure_management(&server);
    let response = em.query_assets_v1().send().await.unwrap();
    let pagination = response.meta().pagination.clone().unwrap();
    assert_eq!(pagination.offset, Some(Offset::Token("token".into())));
    let response = em.query_assets().send().await.unwrap();
    assert_eq!(response.meta().pagination.clone().unwrap().after, None);
}

#[tokio::test]
async fn raw_response_reports_errors() {
    let body = json!({"resources": ["a"], "errors": [{"code": 404, "message": "m"}]});
    let server = Server::script([Response::json(body.clone())]);
    let operation = "delete_policy_rules";
    let response = client(&server)
        .call(operation, [("ids", "a,b")], None)
        .await
        .unwrap();
    assert_eq!(response.errors()[0].code, Some(404));
    let partial = response.complete().unwrap_err();
    assert_eq!(partial.response().json().unwrap(), body);
    assert!(Error::from(partial).is_partial());
}

#[tokio::test]
async fn chunked_response_is_assembled() {
    let ids: Vec<String> = (0..20_000).map(|n| format!("id-{n:06}")).collect();
    let body = json!({"resources": ids}).to_string();
    let mut chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".to_vec();
    for chunk in body.as_bytes().chunks(1_000) {
        chunked.extend(format!("{:x}\r\n", chunk.len()).into_bytes());
        chunked.extend(chunk);
        chunked.extend(b"\r\n");
    }
    chunked.extend(b"0\r\n\r\n");
    let server = Server::script([Response::raw(chunked, Then::Close)]);
    assert_eq!(list_assets(&client(&server)).await.unwrap(), ids);
}

#[tokio::test]
async fn raw_response_has_content_type() {
    let untyped = Response::text(200, "{}");
    let blob = Response::bytes(200, b"png").with("Content-Type", "application/octet-stream");
    let server = Server::script([Response::resources(json!([])), untyped, blob]);
    let falcon = client(&server);
    let params = [("assetId", "a"), ("hash", "h")];
    for (operation, params, content_type) in [
        (
            OperationId::QueryExternalAssetsV2,
            Params::new(),
            Some("application/json"),
        ),
        (OperationId::QueryExternalAssetsV2, Params::new(), None),
        (
            OperationId::BlobDownloadExternalAssets,
            Params::from(params),
            Some("application/octet-stream"),
        ),
    ] {
        let response = falcon.call(operation, params, None).await.unwrap();
        assert_eq!(response.content_type(), content_type);
    }
}
