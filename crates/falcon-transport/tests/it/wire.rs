//! What arrives at the server is what the documents say, for one call of each kind.

use test_server::{Request, Response, Server};

use crate::support::{builder, client};
use falcon_transport::fql::{Filter, Sort};
use falcon_transport::{
    Activity, AssetUpdate, Condition, Falcon, InventoryAddition, OperationId, Params, PolicyRule,
    RuleMode, Subject, ids_from_csv,
};
use serde_json::{Value, json};

/// The expected request of a case.
fn expected(case: &str) -> Value {
    let cases: Value = serde_json::from_str(include_str!("../../testdata/wire.json")).unwrap();
    cases[case].clone()
}

/// Compares a request with the expected one: pairs as a set, the order of repeated `ids` counts.
#[track_caller]
fn compare(case: &str, request: &Request) {
    let expected = expected(case);
    let line = format!("{} {}", request.method, request.path());
    assert_eq!(Value::from(line), expected["request"], "{case}");

    let pairs: Vec<String> = request
        .query()
        .iter()
        .map(|(k, v)| format!("{k}={v}"))
        .collect();
    let wanted: Vec<String> = expected["query"]
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
    assert_eq!(ids(&pairs), ids(&wanted), "{case}");
    let sorted = |mut pairs: Vec<String>| {
        pairs.sort();
        pairs
    };
    assert_eq!(sorted(pairs), sorted(wanted), "{case}");

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

/// Makes a call and compares what arrives.
macro_rules! wire {
    ($($test:ident: $case:literal => |$falcon:ident| $call:expr;)*) => {
        $(
            #[tokio::test]
            async fn $test() {
                let server = Server::script([Response::json(json!({"resources": []}))]);
                let $falcon = client(&server);
                drop($call.await.unwrap());
                compare($case, &server.only());
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

fn rule(mode: RuleMode) -> PolicyRule {
    let activity = Activity::new()
        .access_type(Condition::including(["x"]))
        .access_type_custom(Condition::default());
    PolicyRule::new("n", "BLOCK", "access", mode)
        .activity(activity)
        .destination(subject())
        .source_endpoint(subject())
        .source_user(subject())
}

wire! {
    a_minimal_aggregate_sends_only_what_is_set: "aggregate_min" => |falcon| falcon
        .exposure_management()
        .aggregate_assets_json(json!([{"name": "c", "type": "cardinality", "field": "confidence"}]))
        .send();
    a_download_encodes_its_arguments: "download" => |falcon| falcon
        .exposure_management()
        .download_assets("a b/ü", "deadbeef")
        .send();
    assets_are_got_by_a_list_of_ids: "get_assets_list" => |falcon| falcon
        .exposure_management()
        .get_assets(["id1", "id2"])
        .send();
    assets_are_got_by_one_text_of_ids: "get_assets_str" => |falcon| falcon
        .exposure_management()
        .get_assets(ids_from_csv("id1,id2,id3"))
        .send();
    a_deletion_has_ids_in_the_query_and_its_reason_in_the_body: "delete_assets" => |falcon| falcon
        .exposure_management()
        .delete_assets(["id1", "id2"])
        .description("gone")
        .send();
    a_minimal_update_sends_only_what_is_set: "update_assets_min" => |falcon| falcon
        .exposure_management()
        .update_assets([AssetUpdate::new("f").criticality("High")])
        .send();
    an_update_may_be_given_as_a_whole_payload: "update_assets_min" => |falcon| falcon
        .exposure_management()
        .update_assets_json(json!({"assets": [{"id": "f", "criticality": "High"}]}))
        .send();
    assets_are_queried_in_the_second_version: "query_assets" => |falcon| falcon
        .exposure_management()
        .query_assets()
        .filter(asset_filter())
        .sort(asset_sort())
        .limit(50)
        .send();
    assets_are_queried_in_the_first_version: "query_assets_v1" => |falcon| falcon
        .exposure_management()
        .query_assets_v1()
        .filter(asset_filter())
        .sort(asset_sort())
        .offset(100)
        .limit(50)
        .send();
    a_query_may_be_given_as_whole_parameters: "query_assets_v1" => |falcon| falcon
        .exposure_management()
        .query_assets_v1()
        .limit(1)
        .query([
            ("offset", "100"),
            ("limit", "50"),
            ("sort", "last_seen|desc"),
            ("filter", asset_filter().as_str()),
        ])
        .send();
    assets_are_added_to_the_inventory: "add_assets" => |falcon| falcon
        .exposure_management()
        .add_assets([InventoryAddition::new("s").asset("i", "1.2.3.4")])
        .send();
    subsidiaries_are_queried: "combined_subs" => |falcon| falcon
        .exposure_management()
        .query_combined_ecosystem_subsidiaries()
        .offset(0)
        .limit(10)
        .sort("name|asc".parse().unwrap())
        .filter("name:'x'".parse::<Filter<_>>().unwrap())
        .version_id("v")
        .send();
    sensors_are_aggregated_with_a_list: "sensor_agg" => |falcon| falcon
        .identity_protection()
        .get_sensor_aggregates_json(json!([{"name": "n", "type": "terms", "field": "status", "size": 5}]))
        .send();
    sensors_are_got_by_ids_in_the_body: "sensor_details_list" => |falcon| falcon
        .identity_protection()
        .get_sensor_details(["a", "b"])
        .send();
    sensors_are_queried: "query_sensors" => |falcon| falcon
        .identity_protection()
        .query_sensors()
        .offset(5)
        .limit(200)
        .sort("hostname.asc".parse().unwrap())
        .filter("hostname:'a'".parse::<Filter<_>>().unwrap())
        .send();
    graphql_sends_the_query_and_its_variables: "graphql" => |falcon| falcon
        .identity_protection()
        .graphql("query($after: Cursor){entities(first:5, after:$after){nodes{primaryDisplayName}}}")
        .variable("after", "c")
        .send();
    rules_are_got: "get_rules" => |falcon| falcon
        .identity_protection()
        .get_policy_rules(vec!["r1".to_owned(), "r2".to_owned()])
        .send();
    a_rule_is_created_with_every_part_and_false_is_sent: "create_rule" => |falcon| falcon
        .identity_protection()
        .create_policy_rules(rule(RuleMode { enabled: true, simulation_mode: false }))
        .send();
    rules_are_queried_and_false_is_sent: "query_rules" => |falcon| falcon
        .identity_protection()
        .query_policy_rules()
        .enabled(true)
        .simulation_mode(false)
        .name("n")
        .send();
}

#[tokio::test]
async fn the_token_is_asked_for_with_a_form() {
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
    let [token] = &server.token_requests()[..] else {
        panic!("one token")
    };
    let expected = expected("token");
    assert_eq!(
        Value::from(format!("{} {}", token.method, token.path())),
        expected["request"]
    );
    assert_eq!(
        token.header("content-type"),
        Some("application/x-www-form-urlencoded")
    );
    let form: Vec<String> = token
        .form()
        .iter()
        .map(|(k, v)| format!("{k}={v}"))
        .collect();
    assert_eq!(Value::from(form), expected["form"]);
}

#[tokio::test]
async fn a_rule_that_is_not_enabled_says_so() {
    let server = Server::script([Response::json(json!({}))]);
    let rule = PolicyRule::new(
        "n",
        "AN_ACTION_OF_TOMORROW",
        "access",
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
            "name": "n", "action": "AN_ACTION_OF_TOMORROW", "trigger": "access",
            "enabled": false, "simulationMode": true,
        })
    );
}

#[tokio::test]
async fn graphql_without_variables_sends_none() {
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
async fn a_deletion_without_a_reason_sends_an_empty_object() {
    let server = Server::script([Response::resources(["a"])]);
    let _ = client(&server)
        .exposure_management()
        .delete_assets(["a"])
        .send()
        .await
        .unwrap();
    assert_eq!(server.only().json(), json!({}));
}

#[tokio::test]
async fn the_member_customer_is_sent_with_the_credentials() {
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

/// The arguments with which each of the twenty operations is called by its id, and what arrives.
fn by_id(operation: OperationId) -> (Params, Option<Value>) {
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
async fn all_twenty_operations_can_be_called_by_their_ids() {
    for operation in OperationId::all() {
        let server = Server::script([Response::json(json!({"resources": ["x"]}))]);
        let (params, body) = by_id(operation);
        let reply = client(&server)
            .call(operation, params, body.clone())
            .await
            .unwrap();
        assert_eq!(
            reply.json().unwrap()["resources"],
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
async fn each_operation_has_one_method_that_calls_it() {
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
        idp.create_policy_rules(PolicyRule::new("n", "a", "t", mode))
            .send()
            .await
            .unwrap(),
    );
    drop(idp.delete_policy_rules(["a"]).send().await.unwrap());
    drop(idp.query_policy_rules().send().await.unwrap());
    let arrived: Vec<(String, String)> = server
        .requests()
        .iter()
        .map(|r| (r.method.clone(), r.path().to_owned()))
        .collect();
    let documented: Vec<(String, String)> = OperationId::all()
        .map(|operation| (operation.method().to_string(), operation.path().to_owned()))
        .collect();
    assert_eq!(arrived, documented);
}

#[tokio::test]
async fn an_update_may_clear_a_field_with_null() {
    let server = Server::script([Response::resources(json!([]))]);
    let body = json!({"assets": [{"id": "a", "criticality_description": null}]});
    let assets = client(&server).exposure_management();
    let answer = assets
        .update_assets_json(body.clone())
        .send()
        .await
        .unwrap();
    assert!(answer.is_complete());
    assert_eq!(server.only().json(), body);
}

#[tokio::test]
async fn a_body_given_as_text_is_checked_and_sent_byte_for_byte() {
    let server = Server::script([Response::resources(["r"])]);
    let falcon = client(&server);
    let call = |text| falcon.call_with_json(OperationId::PostPolicyRules, Params::new(), text);
    assert!(call("{name").await.unwrap_err().is_argument());
    assert!(call("{}").await.unwrap_err().is_argument());
    let text = "{ \"z\":1.50,\n\"a\" : 1e2 }";
    assert!(call(text).await.unwrap().complete().is_ok());
    assert_eq!(server.only().body, text.as_bytes());
}

#[tokio::test]
async fn a_mutation_given_as_text_is_not_repeated() {
    let server = Server::script([Response::text(500, "")]);
    let (operation, none) = (OperationId::ApiPreemptProxyPostGraphql, Params::new());
    let text = r#"{"query": "mutation { a }"}"#;
    let falcon = client(&server);
    let error = falcon
        .call_with_json(operation, none, text)
        .await
        .unwrap_err();
    assert!(error.may_have_been_done(), "{error}");
}
