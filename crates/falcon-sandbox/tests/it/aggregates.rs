//! Aggregations over HTTP.

use std::collections::{BTreeMap, BTreeSet};

use falcon_sandbox::Sandbox;
use falcon_transport::falcon_aggregates::Aggregate;
use falcon_transport::falcon_aggregates::external_assets::applications;
use falcon_transport::fql::collections::external_assets;
use serde_json::{Value, json};

use crate::support::{RawClient, client, sandbox};

const AGGREGATES: &str = "/fem/aggregates/external-assets/v1";

#[tokio::test]
async fn aggregations_include_recent_changes() {
    let sandbox = sandbox().await;
    let falcon = client(&sandbox);
    let assets = falcon.exposure_management();
    let request = json!({
        "name": "by criticality", "type": "terms", "field": "criticality",
        "filter": "asset_type:'ip'",
        "sub_aggregates": [{"name": "ports", "type": "terms", "field": "ip.services.port"}],
    });
    let count = async || {
        let response = assets
            .aggregate_assets_json(json!([request]))
            .send()
            .await
            .unwrap();
        let result = serde_json::to_value(response.complete().unwrap().remove(0)).unwrap();
        assert_eq!(result["name"], "by criticality");
        let first = result["buckets"][0].clone();
        assert_eq!(first["sub_aggregates"][0]["name"], "ports");
        (first["label"].clone(), first["count"].clone())
    };
    assert_eq!(count().await, (json!("Unassigned"), json!(7)));
    assets
        .delete_assets(["a1", "a2"])
        .send()
        .await
        .unwrap()
        .complete()
        .unwrap();
    assert_eq!(count().await, (json!("Unassigned"), json!(5)));
    let request = json!({"name": "n", "type": "cardinality", "field": "status"});
    let sensors = falcon
        .identity_protection()
        .get_sensor_aggregates_json(json!([request]));
    assert_eq!(sensors.send().await.unwrap().complete().unwrap().len(), 1);
}

#[tokio::test]
async fn every_range_has_a_bucket() {
    let sandbox = sandbox().await;
    let http = RawClient::new(&sandbox).await;
    let ranges = json!([{
        "name": "r", "type": "range", "field": "confidence",
        "ranges": [{"From": 0, "To": 5}, {"From": 5, "To": 100}, {"From": 500, "To": 600}],
    }, {
        "name": "d", "type": "date_range", "field": "last_seen",
        "date_ranges": [{"from": "2026-11-01", "to": "2026-12-01"}, {"from": "1999", "to": "2000"}],
    }]);
    let response = http.post(AGGREGATES, &ranges).await;
    assert_eq!(response.status, 200, "{}", response.body);
    let counts = |index: usize| -> Vec<_> {
        let buckets = response.body["resources"][index]["buckets"]
            .as_array()
            .unwrap();
        buckets
            .iter()
            .map(|bucket| bucket["count"].as_u64().unwrap())
            .collect()
    };
    assert_eq!(counts(0), [5, 5, 0]);
    assert_eq!(counts(1), [10, 0]);
}

#[tokio::test]
async fn invalid_aggregations_are_rejected() {
    let sandbox = sandbox().await;
    let http = RawClient::new(&sandbox).await;
    let leaf = |name: &str| json!({"name": name, "type": "terms", "field": "criticality"});
    let with = |mut outer: Value, inner: Vec<Value>| {
        outer["sub_aggregates"] = json!(inner);
        outer
    };
    let three = with(leaf("a"), vec![with(leaf("b"), vec![leaf("c")]), leaf("d")]);
    assert_eq!(http.post(AGGREGATES, &json!([three])).await.status, 200);
    let deep = with(leaf("b"), vec![with(leaf("c"), vec![leaf("d")]), leaf("e")]);
    let wide = vec![leaf("b"), leaf("c"), leaf("d"), leaf("e")];
    for four_nested in [with(leaf("a"), vec![deep]), with(leaf("a"), wide)] {
        http.post(AGGREGATES, &json!([four_nested]))
            .await
            .assert_error(400);
    }
    for invalid in [
        json!([{"name": "a", "type": "terms", "field": "os"}]),
        json!([{"name": "a", "type": "terms", "field": "criticality", "filter": "os:'x'"}]),
        json!([{"name": "a", "type": "shapes", "field": "criticality"}]),
        json!([]),
    ] {
        http.post(AGGREGATES, &invalid).await.assert_error(400);
    }
}

#[tokio::test]
async fn application_names_are_counted_in_all_services() {
    let sandbox = Sandbox::builder().start().await.unwrap();
    let mut expected: BTreeMap<String, u64> = BTreeMap::new();
    for asset in &sandbox.snapshot().assets {
        let asset = asset.to_value();
        if asset["subsidiaries"][0]["name"] != "Example Logistics" {
            continue;
        }
        let services = ["ip", "dns_domain"].map(|kind| asset[kind]["services"].clone());
        let services = services.iter().filter_map(Value::as_array).flatten();
        let applications = services.filter_map(|service| service["applications"].as_array());
        let names: BTreeSet<&str> = applications
            .flatten()
            .map(|application| application["name"].as_str().unwrap())
            .collect();
        for name in names {
            *expected.entry(name.to_owned()).or_default() += 1;
        }
    }
    let terms = Aggregate::terms("Example Logistics", applications::name)
        .filter(external_assets::subsidiaries::name.eq("Example Logistics"))
        .size(100);
    let key = terms.key();
    let falcon = client(&sandbox);
    let request = falcon.exposure_management().aggregate_assets(terms);
    let results = request.send().await.unwrap().complete().unwrap();
    let counts: BTreeMap<String, u64> = key
        .get(&results)
        .unwrap()
        .iter()
        .map(|bucket| (bucket.label().to_string(), bucket.count()))
        .collect();
    assert!(expected.len() > 5, "{expected:?}");
    assert_eq!(counts, expected);
}
