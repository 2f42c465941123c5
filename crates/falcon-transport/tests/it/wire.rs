//! The requests that calls send, compared with `testdata/wire.json`.

use falcon_transport::exposure_management::{AssetUpdate, Criticality, InventoryAddition};
use falcon_transport::fql::{Filter, Sort};
use falcon_transport::identity_protection::{
    Activity, Condition, NewPolicyRule, RuleAction, RuleMode, RuleTrigger, Subject,
};
use falcon_transport::operation::{OperationId, Params};
use falcon_transport::{Falcon, ids_from_csv};
use serde_json::{Value, json};
use test_server::{Request, Response, Server};

use crate::support::{builder, client, exposure_management};

/// Returns the expected request of a case.
fn expected(case: &str) -> Value {
    let cases: Value = serde_json::from_str(include_str!("../../testdata/wire.json")).unwrap();
    cases[case].clone()
}

/// Asserts that a request is the expected one. The order of query parameters does not matter, except
/// among repeated `ids`.
#[track_caller]
fn assert_expected(case: &str, request: &Request) {
    let expected = expected(case);
    let request_line = format!("{} {}", request.method, request.path());
    assert_eq!(Value::from(request_line), expected["request"], "{case}");

    let pairs: Vec<String> = request
        .query()
        .iter()
        .map(|(k, v)| format!("{k}={v}"))
        .collect();
    let expected_pairs: Vec<String> = expected["query"]
        .as_array()
        .map(|pairs| {
            pairs
                .iter()
                .map(|pair| pair.as_str().unwrap().to_owned())
                .collect()
        })
        .unwrap_or_default();
    let ids = |pairs: &[String]| -> Vec<String> {
        pairs
            .iter()
            .filter(|pair| pair.starts_with("ids="))
            .cloned()
            .collect()
    };
    assert_eq!(ids(&pairs), ids(&expected_pairs), "{case}");
    let sorted = |mut pairs: Vec<String>| {
        pairs.sort();
        pairs
    };
    assert_eq!(sorted(pairs), sorted(expected_pairs), "{case}");

    match expected.get("json") {
        Some(body) => {
            assert_eq!(request.json(), *body, "{case}");
            assert_eq!(
                request.header("content-type"),
                Some("application/json"),
                "{case}"
            );
        }
        None => {
            assert!(request.body.is_empty(), "{case}");
            assert_eq!(request.header("content-type"), None, "{case}");
        }
    }
}

/// Defines tests that make a call and compare the request.
macro_rules! wire_tests {
    ($($test:ident: $case:literal => |$falcon:ident| $call:expr;)*) => {
        $(
            #[tokio::test]
            async fn $test() {
                let server = Server::script([Response::json(json!({"resources": []}))]);
                let $falcon = client(&server);
                drop($call.await.unwrap());
                assert_expected($case, &server.only());
            }
        )*
    };
}

fn asset_filter() -> Filter<falcon_transport::fql::collections::external_assets::ExternalAssets> {
    "asset_type:'ip'+last_seen:>'now-7d'+ip.services.port:[22,3389]"
        .parse()
        .unwrap()
}

fn asset_sort() -> Sort<falcon_transport::fql::collections::external_assets::ExternalAssets> {
    "last_seen|desc".parse().unwrap()
}

fn subject() -> Subject {
    Subject::new()
        .entity_id(Condition::including(["b"]).and_excluding(["a"]))
        .group_membership(Condition::including(["g"]))
}

fn rule(mode: RuleMode) -> NewPolicyRule {
    let activity = Activity::new()
        .access_type(Condition::including(["x"]))
        .access_type_custom(Condition::default());
    NewPolicyRule::new("n", RuleAction::Block, RuleTrigger::Access, mode)
        .activity(activity)
        .destination(subject())
        .source_endpoint(subject())
        .source_user(subject())
}

wire_tests! {
    aggregate_sends_only_set_fields: "aggregate_min" => |falcon| falcon
        .exposure_management()
        .aggregate_assets_json(json!([{"name": "c", "type": "cardinality", "field": "confidence"}]))
        .send();
    download_encodes_query: "download" => |falcon| falcon
        .exposure_management()
        .download_assets("a b/ü", "deadbeef")
        .send();
    get_assets_sends_repeated_ids: "get_assets_list" => |falcon| falcon
        .exposure_management()
        .get_assets(["id1", "id2"])
        .send();
    get_assets_accepts_ids_from_csv: "get_assets_str" => |falcon| falcon
        .exposure_management()
        .get_assets(ids_from_csv("id1,id2,id3"))
        .send();
    delete_assets_sends_ids_and_description: "delete_assets" => |falcon| falcon
        .exposure_management()
        .delete_assets(["id1", "id2"])
        .description("gone")
        .send();
    update_sends_only_set_fields: "update_assets_min" => |falcon| falcon
        .exposure_management()
        .update_assets([AssetUpdate::new("f").criticality(Criticality::High)])
        .send();
    update_accepts_complete_json: "update_assets_min" => |falcon| falcon
        .exposure_management()
        .update_assets_json(json!({"assets": [{"id": "f", "criticality": "High"}]}))
        .send();
    query_assets_sends_filter_sort_limit: "query_assets" => |falcon| falcon
        .exposure_management()
        .query_assets()
        .filter(asset_filter())
        .sort(asset_sort())
        .page_size(50)
        .send();
    query_assets_v1_sends_offset: "query_assets_v1" => |falcon| falcon
        .exposure_management()
        .query_assets_v1()
        .filter(asset_filter())
        .sort(asset_sort())
        .offset(100)
        .page_size(50)
        .send();
    query_replaces_typed_parameters: "query_assets_v1" => |falcon| falcon
        .exposure_management()
        .query_assets_v1()
        .page_size(1)
        .query([
            ("offset", "100"),
            ("limit", "50"),
            ("sort", "last_seen|desc"),
            ("filter", asset_filter().as_str()),
        ])
        .send();
    add_assets_sends_subsidiary_and_asset: "add_assets" => |falcon| falcon
        .exposure_management()
        .add_assets([InventoryAddition::new("s").asset("i", "1.2.3.4")])
        .send();
    query_subsidiaries_sends_every_parameter: "combined_subs" => |falcon| falcon
        .exposure_management()
        .query_combined_ecosystem_subsidiaries()
        .offset(0)
        .page_size(10)
        .sort("name|asc".parse::<Sort<_>>().unwrap())
        .filter("name:'x'".parse::<Filter<_>>().unwrap())
        .version_id("v")
        .send();
    sensor_aggregates_are_sent_as_list: "sensor_agg" => |falcon| falcon
        .identity_protection()
        .get_sensor_aggregates_json(json!([{"name": "n", "type": "terms", "field": "status", "size": 5}]))
        .send();
    sensor_ids_are_sent_in_body: "sensor_details_list" => |falcon| falcon
        .identity_protection()
        .get_sensor_details(["a", "b"])
        .send();
    query_sensors_sends_every_parameter: "query_sensors" => |falcon| falcon
        .identity_protection()
        .query_sensors()
        .offset(5)
        .page_size(200)
        .sort("hostname.asc".parse::<Sort<_>>().unwrap())
        .filter("hostname:'a'".parse::<Filter<_>>().unwrap())
        .send();
    graphql_sends_query_and_variables: "graphql" => |falcon| falcon
        .identity_protection()
        .graphql("query($after: Cursor){entities(first:5, after:$after){nodes{primaryDisplayName}}}")
        .variable("after", "c")
        .send();
    get_policy_rules_sends_ids: "get_rules" => |falcon| falcon
        .identity_protection()
        .get_policy_rules(vec!["r1".to_owned(), "r2".to_owned()])
        .send();
    create_policy_rule_sends_every_field: "create_rule" => |falcon| falcon
        .identity_protection()
        .create_policy_rules(rule(RuleMode { enabled: true, simulation_mode: false }))
        .send();
    query_policy_rules_sends_false: "query_rules" => |falcon| falcon
        .identity_protection()
        .query_policy_rules()
        .enabled(true)
        .simulation_mode(false)
        .name("n")
        .send();
}

#[tokio::test]
async fn token_request_is_form() {
    let server = Server::script([Response::resources(json!([]))]);
    let secret = "s".repeat(40);
    let falcon = Falcon::builder()
        .credentials("id", secret)
        .base_url(server.url());
    let falcon = falcon.build().unwrap();
    let _ = falcon
        .exposure_management()
        .query_assets()
        .send()
        .await
        .unwrap();
    let [request] = &server.token_requests()[..] else {
        panic!("expected one token request")
    };
    let expected = expected("token");
    assert_eq!(
        Value::from(format!("{} {}", request.method, request.path())),
        expected["request"]
    );
    assert_eq!(
        request.header("content-type"),
        Some("application/x-www-form-urlencoded")
    );
    let form: Vec<String> = request
        .form()
        .iter()
        .map(|(k, v)| format!("{k}={v}"))
        .collect();
    assert_eq!(Value::from(form), expected["form"]);
}

#[tokio::test]
async fn disabled_policy_rule_sends_false() {
    let server = Server::script([Response::json(json!({}))]);
    let rule = NewPolicyRule::new(
        "n",
        RuleAction::Other("UNKNOWN_ACTION".into()),
        RuleTrigger::Access,
        RuleMode {
            enabled: false,
            simulation_mode: true,
        },
    );
    let created = client(&server)
        .identity_protection()
        .create_policy_rules(rule)
        .send()
        .await;
    assert!(created.unwrap().is_complete());
    assert_eq!(
        server.only().json(),
        json!({
            "name": "n", "action": "UNKNOWN_ACTION", "trigger": "access",
            "enabled": false, "simulationMode": true,
        })
    );
}

#[tokio::test]
async fn graphql_omits_empty_variables() {
    let server = Server::script([Response::json(json!({"data": {}}))]);
    let _ = client(&server)
        .identity_protection()
        .graphql("{ a }")
        .send()
        .await
        .unwrap();
    assert_eq!(server.only().json(), json!({"query": "{ a }"}));
}

#[tokio::test]
async fn delete_without_description_sends_empty_object() {
    let server = Server::script([Response::resources(["a"])]);
    let _ = exposure_management(&server)
        .delete_assets(["a"])
        .send()
        .await
        .unwrap();
    assert_eq!(server.only().json(), json!({}));
}

#[tokio::test]
async fn member_cid_is_sent_with_credentials() {
    let server = Server::script([Response::resources(json!([]))]);
    let falcon = builder(&server).member_cid("child").build().unwrap();
    let _ = falcon
        .exposure_management()
        .query_assets()
        .send()
        .await
        .unwrap();
    assert!(
        server.token_requests()[0]
            .form()
            .contains(&("member_cid".into(), "child".into()))
    );
}

/// Returns valid parameters and the body of a call of this operation.
fn arguments(operation: OperationId) -> (Params, Option<Value>) {
    let none = Params::new;
    match operation.id() {
        "aggregate_external_assets" | "GetSensorAggregates" => (
            none(),
            Some(json!([{"name": "n", "type": "terms", "field": "f"}])),
        ),
        "blob_download_external_assets" | "blob_preview_external_assets" => {
            (Params::from([("assetId", "a"), ("hash", "h")]), None)
        }
        "patch_external_assets" => (none(), Some(json!({"assets": [{"id": "a"}]}))),
        "post_external_assets_inventory_v1" => (none(), Some(json!({"data": [{}]}))),
        "api_preempt_proxy_post_graphql" => (none(), Some(json!({"query": "{ a }"}))),
        "post_policy_rules" => (none(), Some(json!({"name": "n"}))),
        "get_policy_rules_query" => (Params::from([("enabled", "false")]), None),
        _ if operation.max_ids().is_some() => (Params::from([("ids", "a"), ("ids", "b")]), None),
        _ => (Params::from([("limit", 3)]), None),
    }
}

#[tokio::test]
async fn every_operation_is_callable_by_id() {
    for operation in OperationId::all() {
        let server = Server::script([Response::json(json!({"resources": ["x"]}))]);
        let (params, body) = arguments(operation);
        let falcon = client(&server);
        let response = falcon.call(operation, params, body.clone()).await.unwrap();
        assert_eq!(
            response.json().unwrap()["resources"],
            json!(["x"]),
            "{operation}"
        );
        let request = server.only();
        assert_eq!(request.method, operation.method().as_str(), "{operation}");
        assert_eq!(request.path(), operation.path(), "{operation}");
        if let Some(body) = body {
            assert_eq!(request.json(), body, "{operation}");
        }
        match operation.id() {
            "GetSensorDetails" => assert_eq!(request.json(), json!({"ids": ["a", "b"]})),
            _ if operation.max_ids().is_some() => assert_eq!(request.params("ids"), ["a", "b"]),
            _ => {}
        }
    }
}

#[tokio::test]
async fn every_operation_has_one_method() {
    let server = Server::always(Response::json(json!({"resources": []})));
    let falcon = client(&server);
    let (em, idp) = (falcon.exposure_management(), falcon.identity_protection());
    let one = || json!([{"name": "n"}]);
    let mode = RuleMode {
        enabled: true,
        simulation_mode: true,
    };
    drop(em.aggregate_assets_json(one()).send().await.unwrap());
    drop(
        em.download_assets("a", "h")
            .send()
            .await
            .unwrap()
            .bytes()
            .await
            .unwrap(),
    );
    drop(em.preview_assets("a", "h").send().await.unwrap());
    drop(em.get_assets(["a"]).send().await.unwrap());
    drop(em.delete_assets(["a"]).send().await.unwrap());
    drop(
        em.update_assets([AssetUpdate::new("a")])
            .send()
            .await
            .unwrap(),
    );
    drop(em.query_assets_v1().send().await.unwrap());
    drop(em.query_assets().send().await.unwrap());
    drop(
        em.query_combined_ecosystem_subsidiaries()
            .send()
            .await
            .unwrap(),
    );
    drop(em.get_ecosystem_subsidiaries(["a"]).send().await.unwrap());
    drop(em.query_ecosystem_subsidiaries().send().await.unwrap());
    drop(
        em.add_assets(vec![InventoryAddition::new("s")])
            .send()
            .await
            .unwrap(),
    );
    drop(idp.get_sensor_aggregates_json(one()).send().await.unwrap());
    drop(idp.get_sensor_details(["a"]).send().await.unwrap());
    drop(idp.query_sensors().send().await.unwrap());
    drop(idp.graphql("{ a }").send().await.unwrap());
    drop(idp.get_policy_rules(["a"]).send().await.unwrap());
    drop(
        idp.create_policy_rules(NewPolicyRule::new(
            "n",
            RuleAction::Block,
            RuleTrigger::Access,
            mode,
        ))
        .send()
        .await
        .unwrap(),
    );
    drop(idp.delete_policy_rules(["a"]).send().await.unwrap());
    drop(idp.query_policy_rules().send().await.unwrap());
    let requested: Vec<(String, String)> = server
        .requests()
        .iter()
        .map(|request| (request.method.clone(), request.path().to_owned()))
        .collect();
    let documented: Vec<(String, String)> = OperationId::all()
        .map(|operation| (operation.method().to_string(), operation.path().to_owned()))
        .collect();
    assert_eq!(requested, documented);
}

#[tokio::test]
async fn update_sends_null() {
    let server = Server::script([Response::resources(json!([]))]);
    let body = json!({"assets": [{"id": "a", "criticality_description": null}]});
    let assets = exposure_management(&server);
    let response = assets
        .update_assets_json(body.clone())
        .send()
        .await
        .unwrap();
    assert!(response.is_complete());
    assert_eq!(server.only().json(), body);
}

#[tokio::test]
async fn json_string_body_is_checked_and_sent_unchanged() {
    let server = Server::script([Response::resources(["r"])]);
    let falcon = client(&server);
    let call = |json| falcon.call_with_json(OperationId::PostPolicyRules, Params::new(), json);
    assert!(call("{name").await.unwrap_err().is_argument());
    assert!(call("{}").await.unwrap_err().is_argument());
    let json = "{ \"z\":1.50,\n\"a\" : 1e2 }";
    assert!(call(json).await.unwrap().complete().is_ok());
    assert_eq!(server.only().body, json.as_bytes());
}

#[tokio::test]
async fn mutation_in_json_string_is_not_retried() {
    let server = Server::script([Response::text(500, "")]);
    let (operation, none) = (OperationId::ApiPreemptProxyPostGraphql, Params::new());
    let json = r#"{"query": "mutation { a }"}"#;
    let falcon = client(&server);
    let error = falcon
        .call_with_json(operation, none, json)
        .await
        .unwrap_err();
    assert!(error.may_have_been_done(), "{error}");
}

#[tokio::test]
async fn duplicate_keys_in_json_string_are_rejected() {
    let server = Server::script([]);
    let falcon = client(&server);
    let ids = vec!["\"x\""; 6_000].join(",");
    for (operation, json) in [
        (
            OperationId::ApiPreemptProxyPostGraphql,
            r#"{"query": "mutation { x }", "query": "{ a }"}"#.to_owned(),
        ),
        (
            OperationId::ApiPreemptProxyPostGraphql,
            r#"{"query": "mutation { x }", "quer\u0079": "{ a }"}"#.to_owned(),
        ),
        (
            OperationId::GetSensorDetails,
            format!(r#"{{"ids": [{ids}], "ids": ["a"]}}"#),
        ),
        (
            OperationId::PostPolicyRules,
            r#"{"name": "a", "trigger": [{"b": 1, "b": 2}]}"#.to_owned(),
        ),
    ] {
        let call = falcon.call_with_json(operation, Params::new(), json);
        let error = call.await.unwrap_err();
        assert!(
            error.is_argument() && !error.may_have_been_done(),
            "{error}"
        );
        assert!(error.to_string().contains("duplicate key"), "{error}");
    }
}
