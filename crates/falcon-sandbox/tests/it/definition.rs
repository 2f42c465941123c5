//! Every successful response has the members and types of the API definition.

use std::collections::{BTreeMap, BTreeSet};

use falcon_sandbox::Sandbox;
use falcon_sandbox::data::Generator;
use falcon_transport::operation::OperationId;
use reqwest::Method;
use serde_json::{Value, json};

use crate::api_schema::{differences, operations};
use crate::support::RawClient;

/// Sends requests and checks each response.
struct Checker {
    http: RawClient,
    /// The number of checked responses of each operation.
    checked: BTreeMap<&'static str, usize>,
    differences: BTreeSet<String>,
}

impl Checker {
    async fn get(&mut self, id: &'static str, query: &str) -> Value {
        self.send(id, query, None).await
    }

    async fn post(&mut self, id: &'static str, body: &Value) -> Value {
        self.send(id, "", Some(body)).await
    }

    async fn send(&mut self, id: &'static str, query: &str, body: Option<&Value>) -> Value {
        let operation: OperationId = id.parse().unwrap();
        let method: Method = operation.method().as_str().parse().unwrap();
        let target = format!("{}?{query}", operation.path());
        let body = body.cloned().unwrap_or(Value::Null);
        let response = self.http.send(method, &target, &body).await;
        assert_eq!(
            response.status, 200,
            "{id} {query} {body}: {}",
            response.body
        );
        for difference in differences(id, &response.body) {
            // The indexes of a list's items make equal differences distinct.
            let is_index = |part: &str| part.chars().all(|c| c.is_ascii_digit());
            let parts = difference.split(['[', ']']).filter(|part| !is_index(part));
            self.differences.insert(parts.collect());
        }
        *self.checked.entry(id).or_default() += 1;
        response.body
    }

    async fn page_through(&mut self, id: &'static str, query: &str) -> Vec<String> {
        let mut ids: Vec<String> = Vec::new();
        let mut after = String::new();
        loop {
            let page = self.get(id, &format!("{query}&after={after}")).await;
            ids.extend(strings(&page["resources"]));
            after = page["meta"]["pagination"]["after"]
                .as_str()
                .unwrap()
                .to_owned();
            if after.is_empty() {
                return ids;
            }
        }
    }
}

fn strings(list: &Value) -> Vec<String> {
    let items = list.as_array().into_iter().flatten();
    items
        .map(|item| item.as_str().unwrap().to_owned())
        .collect()
}

fn ids_query(ids: &[String]) -> String {
    ids.iter().map(|id| format!("ids={id}&")).collect()
}

const ADD: &str = "post_external_assets_inventory_v1";

#[tokio::test]
async fn successful_responses_match_the_definition() {
    let data = Generator::new(3).assets(250).generate();
    let sandbox = Sandbox::builder().data(data).start().await.unwrap();
    let mut checker = Checker {
        http: RawClient::new(&sandbox).await,
        checked: BTreeMap::new(),
        differences: BTreeSet::new(),
    };
    check_assets(&mut checker).await;
    check_aggregates(&mut checker).await;
    check_subsidiaries(&mut checker).await;
    check_identity_protection(&mut checker).await;
    let differences = Vec::from_iter(&checker.differences);
    assert!(differences.is_empty(), "{differences:#?}");
    let unchecked: Vec<_> = operations()
        .filter(|operation| !checker.checked.contains_key(operation))
        .collect();
    assert!(unchecked.is_empty(), "{unchecked:?}");
}

async fn check_assets(checker: &mut Checker) {
    for query in [
        "",
        "limit=1",
        "offset=240&sort=id|asc",
        "offset=9999&limit=1",
        "limit=10000",
    ] {
        checker.get("query_external_assets", query).await;
    }
    for query in [
        "filter=criticality:'High'",
        "limit=2147483647",
        "filter=id:'nothing'",
    ] {
        checker.get("query_external_assets_v2", query).await;
    }
    let subsidiary = checker.get("query_ecosystem_subsidiaries", "limit=1").await;
    let subsidiary = &subsidiary["resources"][0];
    let values = [
        "198.51.100.250",
        "new.example",
        "2001:db8::9",
        "not a value",
        "new.example",
    ];
    let added: Vec<Value> = values
        .map(|value| json!({"id": "x", "value": value}))
        .to_vec();
    let group = json!({"subsidiary_id": subsidiary, "assets": added});
    let unknown = json!({"subsidiary_id": "gone", "assets": [{"value": "other.example"}]});
    checker.post(ADD, &json!({"data": [group, unknown]})).await;
    let ids = checker
        .page_through("query_external_assets_v2", "limit=40")
        .await;
    assert!(ids.len() > 250, "{}", ids.len());
    let mut previews = 0;
    for chunk in ids.chunks(100) {
        let assets = checker.get("get_external_assets", &ids_query(chunk)).await;
        for asset in assets["resources"].as_array().unwrap() {
            let links = asset["ip"]["services"][0]["blob_links"].as_object();
            if let Some(link) = links.and_then(|links| links.get("preview_banner")) {
                let (_, query) = link.as_str().unwrap().split_once('?').unwrap();
                checker.get("blob_preview_external_assets", query).await;
                previews += 1;
            }
        }
        let patch = chunk.iter().take(5).map(|id| {
            let triage = json!({"status": "new", "assigned_to": "kim"});
            json!({"id": id, "criticality": "High", "triage": triage})
        });
        let patch = json!({"assets": patch.chain([json!({"id": "gone"})]).collect::<Vec<_>>()});
        checker.post("patch_external_assets", &patch).await;
    }
    assert!(previews > 5, "{previews}");
    checker
        .get("get_external_assets", &format!("ids=gone&ids={}", ids[0]))
        .await;
    let deleted = ids_query(&ids[..3]) + "ids=gone";
    let reason = json!({"description": "d"});
    checker
        .send("delete_external_assets", &deleted, Some(&reason))
        .await;
}

async fn check_aggregates(checker: &mut Checker) {
    const ASSETS: &str = "aggregate_external_assets";
    const SENSORS: &str = "GetSensorAggregates";
    let nested = json!([{"name": "nested", "type": "max", "field": "last_seen"}]);
    for field in [
        "criticality",
        "applications.name",
        "ip.services.port",
        "manual",
        "first_seen",
        "ip.asn",
        "ip.location.city",
        "ip.ip_address",
        "confidence",
    ] {
        let terms = json!({"name": "n", "type": "terms", "field": field, "sub_aggregates": nested});
        checker.post(ASSETS, &json!([terms])).await;
        checker
            .post(
                ASSETS,
                &json!({"name": "n", "type": "cardinality", "field": field}),
            )
            .await;
    }
    for filter in ["", "id:'nothing'"] {
        for metric in ["max", "min", "avg", "sum", "percentiles"] {
            let body = json!({
                "name": "n", "type": metric, "field": "confidence", "filter": filter,
            });
            checker.post(ASSETS, &json!([body])).await;
        }
        for metric in ["max", "min"] {
            let body = json!({"name": "n", "type": metric, "field": "last_seen", "filter": filter});
            checker.post(ASSETS, &json!([body])).await;
        }
        checker
            .post(ASSETS, &json!([
                {
                    "name": "ranges", "type": "range", "field": "confidence", "filter": filter,
                    "ranges": [{"From": 0, "To": 50.5}, {"From": 50}, {"To": 10}],
                },
                {
                    "name": "dates", "type": "date_range", "field": "last_seen", "filter": filter,
                    "date_ranges": [{"from": "now-7d"}, {"from": "2020", "to": "2026-01-01"}],
                },
                {
                    "name": "months", "type": "date_histogram", "field": "first_seen",
                    "interval": "month", "filter": filter, "min_doc_count": 0,
                    "sub_aggregates": nested,
                },
                {
                    "name": "filters", "type": "filters", "field": "", "filter": filter,
                    "filters_spec": {
                        "filters": {"a": "criticality:'High'"}, "other_bucket": true,
                        "other_bucket_key": "",
                    },
                },
            ]))
            .await;
    }
    for field in ["status", "hostname", "nothing", "heartbeat_time"] {
        checker
            .post(
                SENSORS,
                &json!([{"name": "n", "type": "terms", "field": field}]),
            )
            .await;
    }
}

async fn check_subsidiaries(checker: &mut Checker) {
    let mut all = Vec::new();
    for query in [
        "",
        "limit=3&offset=3",
        "sort=name|desc",
        "filter=name:'nobody'",
        "offset=99",
    ] {
        let ids = checker.get("query_ecosystem_subsidiaries", query).await;
        all.extend(strings(&ids["resources"]));
        checker.get("combined_ecosystem_subsidiaries", query).await;
    }
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 14);
    checker
        .get("get_ecosystem_subsidiaries", &ids_query(&all))
        .await;
    checker.get("get_ecosystem_subsidiaries", "ids=gone").await;
}

async fn check_identity_protection(checker: &mut Checker) {
    let mut sensors = Vec::new();
    for query in [
        "",
        "limit=5&offset=2",
        "sort=hostname.asc",
        "filter=status:'protected'",
    ] {
        let ids = checker.get("QuerySensorsByFilter", query).await;
        sensors.extend(strings(&ids["resources"]));
    }
    sensors.push("gone".to_owned());
    checker
        .post("GetSensorDetails", &json!({ "ids": sensors }))
        .await;
    checker
        .post("GetSensorDetails", &json!({"ids": ["gone"]}))
        .await;
    for query in [
        "{ countEntities }",
        "{ nothing }",
        "{ entities(first: 0) { nodes { type } } }",
    ] {
        let body = json!({ "query": query });
        checker.post("api_preempt_proxy_post_graphql", &body).await;
    }
    let mut rules = Vec::new();
    for query in ["", "enabled=true", "name=nothing"] {
        let ids = checker.get("get_policy_rules_query", query).await;
        rules.extend(strings(&ids["resources"]));
    }
    let created = json!({
        "name": "n", "action": "BLOCK", "trigger": "access", "enabled": false,
        "simulationMode": true, "sourceUser": {"entityId": {"include": ["a"], "exclude": []}},
        "activity": {"accessType": {"include": ["RDP"]}},
    });
    let created = checker.post("post_policy_rules", &created).await;
    rules.push(created["resources"][0]["id"].as_str().unwrap().to_owned());
    checker.get("get_policy_rules", &ids_query(&rules)).await;
    checker.get("get_policy_rules", "ids=gone").await;
    checker
        .get("delete_policy_rules", &(ids_query(&rules) + "ids=gone"))
        .await;
    checker.get("delete_policy_rules", "ids=gone").await;
}
