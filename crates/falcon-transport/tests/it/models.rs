//! Resources of responses as typed values.

use falcon_transport::falcon_aggregates::Aggregate;
use falcon_transport::fql::collections::external_assets as asset;
use falcon_transport::identity_protection::{NewPolicyRule, RuleAction, RuleMode, RuleTrigger};
use falcon_transport::models::ExternalAsset;
use serde_json::{Value, json};
use test_server::{Response, Server};

use crate::support::{client, exposure_management};

/// Returns the assets of a response with these resources.
async fn assets(resources: Value) -> Vec<ExternalAsset> {
    let server = Server::script([Response::json(json!({"resources": resources}))]);
    let query = exposure_management(&server).get_assets(["a", "b"]);
    query.send().await.unwrap().complete().unwrap()
}

#[tokio::test]
async fn asset_fields_may_be_missing_null_or_unknown() {
    let nulls = json!({
        "id": "a", "cid": null, "applicable_actions": null, "ip": null, "subsidiaries": null,
        "confidence": null, "manual": null, "criticality": "Tomorrow's", "new_field": {"x": [1]},
    });
    let assets = assets(json!([{"id": "b"}, nulls])).await;
    assert!(assets[1].applicable_actions.is_empty() && assets[1].ip.is_none());
    assert_eq!(assets[1].criticality.as_deref(), Some("Tomorrow's"));
    assert_eq!(assets[1].extra["new_field"], json!({"x": [1]}));
}

#[tokio::test]
async fn asset_round_trips_without_loss() {
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
    let assets = assets(json!([asset])).await;
    let ip = assets[0].ip.as_ref().unwrap();
    assert_eq!((ip.asn, ip.services[0].port), (Some(64500), Some(443)));
    let domain = assets[0].dns_domain.as_ref().unwrap();
    assert_eq!(domain.domain_type.as_deref(), Some("root"));
    assert_eq!(serde_json::to_value(&assets[0]).unwrap(), asset);
}

#[tokio::test]
async fn number_in_string_is_accepted() {
    let assets = assets(json!([{"id": "a", "confidence": "85"}])).await;
    assert_eq!(assets[0].confidence, Some(85));
}

#[tokio::test]
async fn malformed_time_does_not_fail_the_asset() {
    let asset = json!({
        "id": "a", "first_seen": "2026-11-22T10:00:00+01:00", "last_seen": "recently",
        "criticality_timestamp": 1_795_341_600, "triage": {"updated_timestamp": {"at": null}},
    });
    let asset_read = assets(json!([asset])).await.remove(0);
    let first_seen = asset_read.first_seen.clone().unwrap();
    assert_eq!(first_seen.instant(), "2026-11-22T09:00:00Z".parse().ok());
    let last_seen = asset_read.last_seen.clone().unwrap();
    assert_eq!(
        (last_seen.instant(), last_seen.to_string()),
        (None, "recently".to_owned())
    );
    let set = asset_read.criticality_timestamp.clone().unwrap();
    assert_eq!(
        (set.instant(), set.as_str(), set.to_string().as_str()),
        (None, None, "1795341600")
    );
    assert_eq!(serde_json::to_value(&asset_read).unwrap(), asset);
}

#[test]
fn new_rule_with_unknown_key_is_rejected() {
    let rule = json!({
        "name": "n", "action": "UNKNOWN", "trigger": "access", "enabled": false,
        "simulationMode": true, "activity": {"accessType": {"include": ["RDP"], "exclude": []}},
        "sourceUser": {"groupMembership": {"include": ["g"], "exclude": ["h"]}},
    });
    let read = |rule: &Value| serde_json::from_value::<NewPolicyRule>(rule.clone());
    assert_eq!(serde_json::to_value(read(&rule).unwrap()).unwrap(), rule);
    for path in [
        "",
        "/activity",
        "/sourceUser",
        "/sourceUser/groupMembership",
    ] {
        let mut unknown = rule.clone();
        unknown.pointer_mut(path).unwrap()["includes"] = json!(["x"]);
        let error = read(&unknown).unwrap_err().to_string();
        assert!(
            error.starts_with("unknown field `includes`"),
            "{path}: {error}"
        );
    }
    let mut missing = rule.clone();
    missing.as_object_mut().unwrap().remove("enabled");
    assert!(
        read(&missing)
            .unwrap_err()
            .to_string()
            .contains("`enabled`")
    );
}

#[tokio::test]
async fn sensor_keeps_undocumented_fields() {
    let sensor = json!({
        "device_id": "d", "hostname": "h", "heartbeat_time": 1_700_000_000,
        "status_causes": ["x"], "ti_enabled": "enabled", "kerberos_config": {"a": 1}, "new": true,
    });
    let server = Server::script([Response::json(json!({"resources": [sensor]}))]);
    let idp = client(&server).identity_protection();
    let response = idp.get_sensor_details(["d"]).send().await.unwrap();
    let sensors = response.complete().unwrap();
    assert_eq!(sensors[0].heartbeat_time, Some(1_700_000_000));
    assert_eq!(serde_json::to_value(&sensors[0]).unwrap(), sensor);
}

#[tokio::test]
async fn policy_rule_responses_keep_rules_and_ids() {
    let rule = json!({
        "id": "r1", "name": "n", "action": "TOMORROW", "enabled": false, "simulationMode": true,
        "unknown": {"nested": ["value"]},
        "sourceUser": {"entityId": {"include": ["u"], "exclude": [], "new": 1}, "newer": 2},
    });
    let server = Server::script([
        Response::json(json!({"resources": [rule]})),
        Response::resources(["r1", "r2"]),
        Response::status(201, json!({"resources": [{"id": "r3"}]})),
        Response::json(json!({"resources": ["r1"], "errors": [{"code": 404, "id": "r9"}]})),
    ]);
    let idp = client(&server).identity_protection();
    let rules = idp.get_policy_rules(["r1"]).send().await.unwrap();
    let rules = rules.complete().unwrap();
    assert_eq!(
        (rules[0].enabled, rules[0].simulation_mode),
        (Some(false), Some(true))
    );
    let user = rules[0].source_user.clone().unwrap();
    assert_eq!(user.entity_id.unwrap().include, ["u"]);
    let mut kept = serde_json::to_value(&rules[0]).unwrap();
    kept["sourceUser"]["entityId"]["exclude"] = json!([]);
    assert_eq!(kept, rule);
    let ids = idp.query_policy_rules().send().await.unwrap();
    assert_eq!(ids.complete().unwrap(), ["r1", "r2"]);
    let mode = RuleMode {
        enabled: false,
        simulation_mode: false,
    };
    let created = idp.create_policy_rules(NewPolicyRule::new(
        "n",
        RuleAction::Block,
        RuleTrigger::Access,
        mode,
    ));
    let created = created.send().await.unwrap();
    assert_eq!(created.status(), 201);
    assert_eq!(created.complete().unwrap()[0]["id"], "r3");
    let deleted = idp.delete_policy_rules(["r1", "r9"]).send().await.unwrap();
    assert_eq!(deleted.succeeded(), [json!("r1")]);
    assert_eq!(deleted.errors()[0].id.as_deref(), Some("r9"));
}

#[tokio::test]
async fn aggregate_results_keep_unknown_keys() {
    let result = json!({"name": "n", "buckets": [{"label": 443, "count": 2, "new": [1]}]});
    let server = Server::script([Response::json(json!({"resources": [result]}))]);
    let requests = json!([{"name": "n", "type": "terms", "field": "ip.services.port"}]);
    let idp = client(&server).identity_protection();
    let request = idp.get_sensor_aggregates_json(requests);
    let results = request.send().await.unwrap().complete().unwrap();
    assert_eq!(serde_json::to_value(results).unwrap(), json!([result]));
}

#[tokio::test]
async fn aggregate_result_is_found_by_key() {
    let result = json!({"name": "ports", "buckets": [{"label": 443, "count": 2}, null]});
    let server = Server::script([Response::json(
        json!({"resources": [result], "errors": null}),
    )]);
    let ports = Aggregate::terms("ports", asset::ip::services::port);
    let key = ports.key();
    let assets = exposure_management(&server);
    let response = assets.aggregate_assets(ports).send().await.unwrap();
    let results = response.complete().unwrap();
    let buckets = key.get(&results).unwrap();
    let counts: Vec<u64> = buckets.iter().map(|bucket| bucket.count()).collect();
    assert_eq!(counts, [2]);
    assert_eq!(
        String::from_utf8_lossy(&server.only().body),
        r#"[{"name":"ports","type":"terms","field":"ip.services.port"}]"#,
    );
}

#[tokio::test]
async fn preview_returns_strings() {
    let server = Server::script([Response::resources(["U1NILTIuMA=="])]);
    let assets = exposure_management(&server);
    let response = assets.preview_assets("a", "h").send().await.unwrap();
    assert_eq!(response.complete().unwrap(), ["U1NILTIuMA=="]);
}
