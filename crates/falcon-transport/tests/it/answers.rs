//! Answers as they come: whole, in part, odd. Most of these fail in the client that users of Rust
//! have had so far.

use falcon_transport::falcon_aggregates::Aggregate;
use falcon_transport::fql::collections::external_assets as asset;
use falcon_transport::{
    Error, Falcon, InventoryAddition, Offset, OperationId, Params, PolicyRule, RuleMode,
};
use serde_json::{Value, json};

use test_server::{Response, Server, Then};

use crate::support::{builder, client};

async fn get(
    falcon: &Falcon,
) -> Result<falcon_transport::Response<falcon_transport::models::ExternalAsset>, Error> {
    falcon
        .exposure_management()
        .get_assets(["a", "b"])
        .send()
        .await
}

#[tokio::test]
async fn policy_rules_and_their_ids_are_kept() {
    let rule = json!({"id": "r1", "name": "n", "anything": {"at": ["all"]}});
    let server = Server::script([
        Response::json(json!({"resources": [rule]})),
        Response::resources(["r1", "r2"]),
        Response::status(201, json!({"resources": [{"id": "r3"}]})),
        Response::json(json!({"resources": ["r1"], "errors": [{"code": 404, "id": "r9"}]})),
    ]);
    let idp = client(&server).identity_protection();
    assert_eq!(
        idp.get_policy_rules(["r1"])
            .send()
            .await
            .unwrap()
            .complete()
            .unwrap(),
        [rule]
    );
    let ids = idp
        .query_policy_rules()
        .send()
        .await
        .unwrap()
        .complete()
        .unwrap();
    assert_eq!(ids, ["r1", "r2"]);
    let mode = RuleMode {
        enabled: false,
        simulation_mode: false,
    };
    let created = idp.create_policy_rules(PolicyRule::new("n", "BLOCK", "access", mode));
    let created = created.send().await.unwrap();
    assert_eq!(created.status(), 201);
    assert_eq!(created.complete().unwrap()[0]["id"], "r3");
    let deleted = idp.delete_policy_rules(["r1", "r9"]).send().await.unwrap();
    assert_eq!(deleted.succeeded(), [json!("r1")]);
    assert_eq!(deleted.errors()[0].id.as_deref(), Some("r9"));
}

#[tokio::test]
async fn graphql_keeps_data_errors_and_extensions() {
    let whole = json!({"data": {"a": 1}, "errors": null, "extensions": {"cost": 2}});
    let partly = json!({
        "data": {"a": null},
        "errors": [{"message": "no access", "path": ["a"]}],
        "extensions": {},
    });
    let failed = json!({"errors": [{"message": "syntax"}]});
    let server = Server::script([whole, partly, failed].map(Response::json));
    let idp = client(&server).identity_protection();
    let answer = idp.graphql("{ a }").send().await.unwrap();
    assert_eq!(answer.extensions()["cost"], 2);
    assert_eq!(answer.complete().unwrap(), json!({"a": 1}));

    let partial = idp
        .graphql("{ a }")
        .send()
        .await
        .unwrap()
        .complete()
        .unwrap_err();
    assert!(partial.to_string().contains("no access"), "{partial}");
    let answer = partial.into_response();
    assert_eq!(answer.partial_data(), Some(&json!({"a": null})));
    assert_eq!(answer.errors()[0].extra["path"], json!(["a"]));

    let error: Error = idp
        .graphql("{ a }")
        .send()
        .await
        .unwrap()
        .complete()
        .unwrap_err()
        .into();
    assert!(
        error.is_partial() && error.to_string().contains("syntax"),
        "{error}"
    );
}

#[tokio::test]
async fn errors_and_resources_may_be_null_or_absent_in_every_answer() {
    for body in [
        json!({}),
        json!({"errors": null, "resources": null, "meta": null}),
        json!({"resources": []}),
    ] {
        let server = Server::with({
            let body = body.clone();
            move |_| Some(Response::json(body.clone()))
        });
        let (em, idp) = (
            client(&server).exposure_management(),
            client(&server).identity_protection(),
        );
        let one = || json!([{"name": "n"}]);
        assert!(
            em.aggregate_assets_json(one())
                .send()
                .await
                .unwrap()
                .complete()
                .unwrap()
                .is_empty()
        );
        assert!(
            em.query_assets()
                .send()
                .await
                .unwrap()
                .complete()
                .unwrap()
                .is_empty()
        );
        assert!(
            em.query_assets_v1()
                .send()
                .await
                .unwrap()
                .complete()
                .unwrap()
                .is_empty()
        );
        assert!(
            em.get_assets(["a"])
                .send()
                .await
                .unwrap()
                .complete()
                .unwrap()
                .is_empty()
        );
        assert!(
            idp.query_sensors()
                .send()
                .await
                .unwrap()
                .complete()
                .unwrap()
                .is_empty()
        );
        assert!(
            idp.get_sensor_details(["a"])
                .send()
                .await
                .unwrap()
                .complete()
                .unwrap()
                .is_empty()
        );
    }
}

#[tokio::test]
async fn a_success_with_errors_cannot_be_taken_for_a_whole_one() {
    for status in [200, 207] {
        let body = json!({
            "meta": {"trace_id": "t-1"},
            "errors": [{"code": 404, "message": "not found", "id": "b"}],
            "resources": [{"id": "a"}],
        });
        let server = Server::script([Response::status(status, body)]);
        let answer = get(&client(&server)).await.unwrap();
        assert!(!answer.is_complete());
        assert_eq!((answer.status(), answer.trace_id()), (status, Some("t-1")));
        assert_eq!(answer.succeeded()[0].id, "a");
        assert_eq!(answer.errors()[0].id.as_deref(), Some("b"));
        let partial = answer.complete().unwrap_err();
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
async fn one_malformed_item_loses_neither_the_others_nor_itself() {
    let odd = json!({"id": "b", "ip": "not an object"});
    let body = json!({"resources": [{"id": "a"}, odd, {"no": "id"}, {"id": "c"}]});
    let server = Server::script([Response::json(body)]);
    let answer = get(&client(&server)).await.unwrap();
    let ids: Vec<_> = answer
        .succeeded()
        .iter()
        .map(|asset| asset.id.as_str())
        .collect();
    assert_eq!(ids, ["a", "c"]);
    let malformed = answer.malformed();
    assert_eq!(
        (malformed[0].index, malformed[0].id.as_deref()),
        (1, Some("b"))
    );
    assert_eq!(malformed[0].json, odd);
    assert_eq!(malformed[1].json, json!({"no": "id"}));
    let error = Error::from(answer.complete().unwrap_err());
    assert!(
        error.to_string().contains("2 succeeded, 2 failed"),
        "{error}"
    );
}

#[tokio::test]
async fn every_field_may_be_missing_null_or_unknown() {
    let nulls = json!({
        "id": "a", "cid": null, "applicable_actions": null, "ip": null, "subsidiaries": null,
        "confidence": null, "manual": null, "criticality": "Tomorrow's", "new_field": {"x": [1]},
    });
    let server = Server::script([Response::json(json!({"resources": [{"id": "b"}, nulls]}))]);
    let assets = get(&client(&server)).await.unwrap().complete().unwrap();
    assert!(assets[1].applicable_actions.is_empty() && assets[1].ip.is_none());
    assert_eq!(assets[1].criticality.as_deref(), Some("Tomorrow's"));
    assert_eq!(assets[1].extra["new_field"], json!({"x": [1]}));
}

#[tokio::test]
async fn a_whole_asset_is_read_and_written_without_loss() {
    let asset = json!({
        "id": "a", "cid": "c", "asset_type": "ip", "entity_type": "external", "confidence": 85,
        "criticality": "High", "manual": false, "applicable_actions": ["triage"],
        "discovery": {"path": ["x"]}, "subsidiaries": [{"id": "s", "name": "S", "more": 1}],
        "triage": {"status": "open"},
        "ip": {
            "ip_address": "192.0.2.1", "asn": 64500, "fqdns": ["a.example"],
            "location": {"city": "Bern"}, "cloud_vm": {"security_groups": ["g"]},
            "services": [{
                "id": "s1", "port": 443, "status_code": 200, "cpes": ["cpe"],
                "applications": [{"name": "nginx", "version": "1"}],
                "http_attributes": {"h": 1}, "tls": {"v": "1.3"},
                "blob_links": {"download_banner": "/fem/entities/blobs-download/v1?assetId=a&hash=h"},
            }],
        },
        "dns_domain": {"type": "root", "services": [{"port": 80}]},
    });
    let server = Server::script([Response::json(json!({"resources": [asset]}))]);
    let assets = get(&client(&server)).await.unwrap().complete().unwrap();
    let ip = assets[0].ip.as_ref().unwrap();
    assert_eq!((ip.asn, ip.services[0].port), (Some(64500), Some(443)));
    assert_eq!(
        assets[0]
            .dns_domain
            .as_ref()
            .unwrap()
            .domain_type
            .as_deref(),
        Some("root")
    );
    assert_eq!(serde_json::to_value(&assets[0]).unwrap(), asset);
}

#[tokio::test]
async fn numbers_may_come_as_text() {
    let server = Server::script([Response::json(
        json!({"resources": [{"id": "a", "confidence": "85"}]}),
    )]);
    let assets = get(&client(&server)).await.unwrap().complete().unwrap();
    assert_eq!(assets[0].confidence, Some(85));
}

/// What an inventory answers with: the first and the fourth were added.
fn additions() -> Value {
    json!({"resources": [
        {"index": 0, "id": "1", "value": "192.0.2.1", "subsidiary": {"id": "s"}, "error": null},
        {"index": 1, "id": "2", "raw_value": "nonsense", "error": "invalid value"},
        {"index": 2, "id": "3", "error": {"code": 409, "message": "there already"}},
        {"index": 3, "id": "4", "value": "192.0.2.4", "error": ""},
    ]})
}

#[tokio::test]
async fn a_rejected_addition_cannot_be_overlooked_and_loses_none_of_those_that_were_added() {
    let server = Server::script([Response::status(201, additions())]);
    let addition = InventoryAddition::new("s").asset("1", "192.0.2.1");
    let assets = client(&server).exposure_management();
    let answer = assets.add_assets([addition]).send().await.unwrap();
    assert!(!answer.is_complete() && answer.errors().is_empty());
    let partial = answer.complete().unwrap_err();
    let parts = partial.response().clone().into_parts();
    let added: Vec<_> = parts.succeeded.iter().map(|item| item.index).collect();
    assert_eq!(added, [Some(0), Some(3)]);
    let [invalid, present] = &parts.rejected[..] else {
        panic!("two were rejected: {:?}", parts.rejected)
    };
    assert_eq!(invalid.reason.message, "invalid value");
    assert_eq!(invalid.item.raw_value.as_deref(), Some("nonsense"));
    assert_eq!(present.reason.code, Some(409));
    let error = Error::from(partial);
    assert!(error.is_partial() && !error.is_retryable());
    assert_eq!(
        error.to_string(),
        "post_external_assets_inventory_v1: partial success: 2 succeeded, 2 failed: \
         invalid value (id `2`); there already (code 409, id `3`)"
    );
}

#[tokio::test]
async fn a_rejected_addition_by_operation_id_cannot_be_overlooked_either() {
    let server = Server::script([Response::status(201, additions())]);
    let operation = "add_assets".parse().unwrap();
    let body = json!({"data": [{"subsidiary_id": "s", "assets": []}]});
    let falcon = client(&server);
    let call = falcon.call(operation, [("", ""); 0], Some(body));
    let reply = call.await.unwrap();
    assert_eq!(reply.rejected().len(), 2);
    let partial = reply.complete().unwrap_err();
    assert_eq!(partial.response().json().unwrap(), additions());
    let error = Error::from(partial);
    let ids: Vec<_> = error.api_errors().iter().map(|e| e.id.as_deref()).collect();
    assert_eq!(ids, [Some("2"), Some("3")]);
}

#[tokio::test]
async fn subsidiaries_are_read_from_both_forms_of_their_envelope() {
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
        let em = client(&server).exposure_management();
        let answer = em
            .query_combined_ecosystem_subsidiaries()
            .send()
            .await
            .unwrap();
        assert_eq!(answer.meta().version_id.as_deref(), Some("v1"));
        let told = answer.meta().pagination.clone().unwrap();
        assert_eq!(
            (told.offset, told.total),
            (Some(Offset::Number(0)), Some(1))
        );
        assert_eq!(answer.trace_id(), Some("t"));
        let subsidiaries = answer.complete().unwrap();
        assert_eq!(subsidiaries[0].asset_count, Some(3));
        let got = em.get_ecosystem_subsidiaries(["s1"]).send().await.unwrap();
        assert_eq!(got.complete().unwrap(), subsidiaries);
    }
}

#[tokio::test]
async fn headers_tell_the_trace_and_the_rate_limit() {
    let reply = Response::resources(json!([]))
        .with("X-CS-TRACEID", "t-9")
        .with("x-ratelimit-limit", 6000)
        .with("X-RateLimit-Remaining", 5999);
    let server = Server::script([reply]);
    let answer = client(&server)
        .exposure_management()
        .query_assets()
        .send()
        .await
        .unwrap();
    assert_eq!(answer.trace_id(), Some("t-9"));
    assert_eq!(answer.rate_limit().limit, Some(6000));
    assert_eq!(answer.rate_limit().remaining, Some(5999));
    assert!(answer.is_complete());
    let refusal = Response::status(404, json!({})).with("X-RateLimit-Remaining", 5998);
    let server = Server::script([refusal]);
    let error = get(&client(&server)).await.unwrap_err();
    assert_eq!(error.rate_limit().remaining, Some(5998));
}

#[tokio::test]
async fn a_text_offset_and_a_last_page_without_a_token_are_read() {
    let server = Server::script([
        Response::json(
            json!({"meta": {"pagination": {"offset": "cursor", "total": 1}}, "resources": ["a"]}),
        ),
        Response::json(
            json!({"meta": {"pagination": {"limit": 1, "total": 1}}, "resources": ["a"]}),
        ),
    ]);
    let em = client(&server).exposure_management();
    let answer = em.query_assets_v1().send().await.unwrap();
    let told = answer.meta().pagination.clone().unwrap();
    assert_eq!(told.offset, Some(Offset::Token("cursor".into())));
    let answer = em.query_assets().send().await.unwrap();
    assert_eq!(answer.meta().pagination.clone().unwrap().after, None);
    drop(answer);
}

#[tokio::test]
async fn sensors_keep_what_the_documents_do_not_describe() {
    let sensor = json!({
        "device_id": "d", "hostname": "h", "heartbeat_time": 1_700_000_000,
        "status_causes": ["x"], "ti_enabled": "enabled", "kerberos_config": {"a": 1}, "new": true,
    });
    let server = Server::script([Response::json(json!({"resources": [sensor]}))]);
    let idp = client(&server).identity_protection();
    let sensors = idp
        .get_sensor_details(["d"])
        .send()
        .await
        .unwrap()
        .complete()
        .unwrap();
    assert_eq!(sensors[0].heartbeat_time, Some(1_700_000_000));
    assert_eq!(serde_json::to_value(&sensors[0]).unwrap(), sensor);
}

#[tokio::test]
async fn a_reply_by_operation_id_shows_its_errors_too() {
    let body = json!({"resources": ["a"], "errors": [{"code": 404, "message": "m"}]});
    let server = Server::script([Response::json(body.clone())]);
    let operation = "delete_policy_rules".parse().unwrap();
    let reply = client(&server)
        .call(operation, [("ids", "a,b")], None)
        .await
        .unwrap();
    assert_eq!(reply.errors()[0].code, Some(404));
    let partial = reply.complete().unwrap_err();
    assert_eq!(partial.response().json().unwrap(), body);
    assert!(Error::from(partial).is_partial());
}

#[tokio::test]
async fn an_answer_in_many_pieces_is_put_together() {
    let ids: Vec<String> = (0..20_000).map(|n| format!("id-{n:06}")).collect();
    let body = json!({"resources": ids}).to_string();
    let mut chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".to_vec();
    for piece in body.as_bytes().chunks(1_000) {
        chunked.extend(format!("{:x}\r\n", piece.len()).into_bytes());
        chunked.extend(piece);
        chunked.extend(b"\r\n");
    }
    chunked.extend(b"0\r\n\r\n");
    let server = Server::script([Response::raw(chunked, Then::Close)]);
    let answer = client(&server)
        .exposure_management()
        .query_assets()
        .send()
        .await
        .unwrap();
    assert_eq!(answer.complete().unwrap(), ids);
}

#[tokio::test]
async fn aggregates_come_as_they_are() {
    let bucket: Value = json!({"name": "n", "buckets": [{"label": 443, "count": 2, "new": [1]}]});
    let server = Server::script([Response::json(json!({"resources": [bucket]}))]);
    let requests = json!([{"name": "n", "type": "terms", "field": "ip.services.port"}]);
    let idp = client(&server).identity_protection();
    let answer = idp
        .get_sensor_aggregates_json(requests)
        .send()
        .await
        .unwrap();
    let came = serde_json::to_value(answer.complete().unwrap()).unwrap();
    assert_eq!(came, json!([bucket]));
}

#[tokio::test]
async fn aggregates_are_found_by_the_handle_of_what_was_asked() {
    let came = json!({"name": "ports", "buckets": [{"label": 443, "count": 2}, null]});
    let server = Server::script([Response::json(json!({"resources": [came], "errors": null}))]);
    let ports = Aggregate::terms("ports", asset::ip::services::port);
    let handle = ports.key();
    let assets = client(&server).exposure_management();
    let answer = assets.aggregate_assets(ports).send().await.unwrap();
    let answers = answer.complete().unwrap();
    let counts: Vec<u64> = handle
        .get(&answers)
        .unwrap()
        .iter()
        .map(|b| b.count())
        .collect();
    assert_eq!(counts, [2]);
    let sent = server.requests();
    assert_eq!(
        String::from_utf8_lossy(&sent[0].body),
        r#"[{"name":"ports","type":"terms","field":"ip.services.port"}]"#,
    );
}

#[tokio::test]
async fn a_request_with_the_same_name_twice_is_not_sent() {
    let server = Server::script([]);
    let count = || Aggregate::cardinality("n", asset::id);
    let assets = client(&server).exposure_management();
    let refused = assets.aggregate_assets((count(), count())).send().await;
    let error = refused.unwrap_err();
    assert!(error.is_argument());
    assert!(error.to_string().contains("`$[1].name`"), "{error}");
}

#[tokio::test]
async fn previews_are_texts() {
    let server = Server::script([Response::resources(["U1NILTIuMA=="])]);
    let assets = client(&server).exposure_management();
    let answer = assets.preview_assets("a", "h").send().await.unwrap();
    assert_eq!(answer.complete().unwrap(), ["U1NILTIuMA=="]);
}

#[tokio::test]
async fn the_user_agent_is_ours_or_the_callers() {
    let server = Server::always(Response::resources(json!([])));
    for falcon in [
        client(&server),
        builder(&server).user_agent("theirs/1").build().unwrap(),
    ] {
        let query = falcon.exposure_management().query_assets();
        assert!(query.send().await.unwrap().is_complete());
    }
    let agents: Vec<_> = [server.requests(), server.token_requests()]
        .concat()
        .iter()
        .map(|request| request.header("user-agent").unwrap().to_owned())
        .collect();
    let ours = concat!("falcon-transport/", env!("CARGO_PKG_VERSION"));
    assert_eq!(agents, [ours, "theirs/1", ours, "theirs/1"]);
}

#[tokio::test]
async fn the_user_agent_of_an_http_client_that_was_given_is_its_own() {
    for own in [None, Some("own/1")] {
        let http = reqwest::Client::builder();
        let http = match own {
            Some(agent) => http.user_agent(agent),
            None => http,
        };
        let server = Server::always(Response::resources(json!([])));
        let builder = builder(&server).http_client(http.build().unwrap());
        let falcon = builder.user_agent("theirs/1").build().unwrap();
        let query = falcon.exposure_management().query_assets();
        assert!(query.send().await.unwrap().is_complete());
        assert_eq!(server.only().header("user-agent"), own);
        assert_eq!(server.token_requests()[0].header("user-agent"), own);
    }
}

#[tokio::test]
async fn a_reply_tells_what_the_service_says_its_body_is() {
    let untold = Response::text(200, "{}");
    let blob = Response::bytes(200, b"png").with("Content-Type", "application/octet-stream");
    let server = Server::script([Response::resources(json!([])), untold, blob]);
    let falcon = client(&server);
    let params = [("assetId", "a"), ("hash", "h")];
    for (operation, params, told) in [
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
        let reply = falcon.call(operation, params, None).await.unwrap();
        assert_eq!(reply.content_type(), told);
    }
}
