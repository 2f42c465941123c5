//! Ecosystem subsidiaries and their version ids.

use falcon_transport::fql::Sort;
use falcon_transport::fql::collections::subsidiaries::Subsidiaries;
use futures_util::TryStreamExt;
use serde_json::json;

use crate::support::{RawClient, client, sandbox};

const QUERY: &str = "/fem/queries/ecosystem-subsidiaries/v1";
const COMBINED: &str = "/fem/combined/ecosystem-subsidiaries/v1";
const ENTITIES: &str = "/fem/entities/ecosystem-subsidiaries/v1";

#[tokio::test]
async fn listing_supports_documented_sorts_and_filters() {
    let sandbox = sandbox().await;
    let falcon = client(&sandbox);
    let assets = falcon.exposure_management();
    let sort: Sort<Subsidiaries> = "primary_domain|asc".parse().unwrap();
    let ids = assets
        .query_ecosystem_subsidiaries()
        .sort(sort)
        .page_size(2)
        .ids();
    let ids: Vec<String> = ids.try_collect().await.unwrap();
    assert_eq!(ids, ["s3", "s1", "s2"]);
    let combined = assets
        .query_combined_ecosystem_subsidiaries()
        .page_size(1)
        .subsidiaries();
    let names: Vec<_> = combined
        .map_ok(|one| one.name.unwrap())
        .try_collect()
        .await
        .unwrap();
    assert_eq!(names, ["Example One", "Example Two", "Example Three"]);
    let http = RawClient::new(&sandbox).await;
    for path in [QUERY, COMBINED] {
        http.get(&format!("{path}?sort=asset_count|asc"))
            .await
            .assert_error(400);
        http.get(&format!("{path}?limit=0")).await.assert_error(400);
        let response = http
            .get(&format!("{path}?sort=name.desc&filter=name:*'*T*'"))
            .await;
        assert_eq!(response.body["meta"]["pagination"]["total"], 2);
    }
    let response = http.get(&format!("{ENTITIES}?ids=s1&ids=gone")).await;
    assert_eq!(response.body["resources"][0]["name"], "Example One");
    assert_eq!(response.body["errors"][0]["id"], "gone");
    let response = http.get(&format!("{ENTITIES}?ids=gone")).await;
    assert_eq!(
        (response.status, &response.body["resources"]),
        (200, &json!([]))
    );
    assert_eq!(response.body["errors"][0]["code"], 404);
    // CrowdStrike's sample em_manager.py recognizes a customer without subsidiaries by null.
    let response = http.get(&format!("{COMBINED}?filter=name:'nobody'")).await;
    assert_eq!(
        (response.status, &response.body["resources"]),
        (200, &json!(null))
    );
}

#[tokio::test]
async fn outdated_version_id_is_a_400() {
    let sandbox = sandbox().await;
    let http = RawClient::new(&sandbox).await;
    let version = async |target: &str| {
        let response = http.get(target).await;
        response.body["meta"]["version_id"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let first = version(QUERY).await;
    assert_eq!(version(COMBINED).await, first);
    assert_eq!(version(&format!("{ENTITIES}?ids=s1")).await, first);
    let targets = [QUERY, COMBINED].map(|path| format!("{path}?offset=1&version_id={first}"));
    let details = format!("{ENTITIES}?ids=s1&version_id={first}");
    for target in targets.iter().chain([&details]) {
        assert_eq!(http.get(target).await.status, 200);
    }
    // Adding an asset changes the asset count of its subsidiary.
    let addition = json!({"data": [{
        "subsidiary_id": "s1", "assets": [{"id": "1", "value": "198.51.100.1"}],
    }]});
    http.post("/fem/entities/external-asset-inventory/v1", &addition)
        .await;
    for target in targets.iter().chain([&details]) {
        http.get(target).await.assert_error(400);
    }
    assert_ne!(version(QUERY).await, first);
    let response = http.get(&format!("{ENTITIES}?ids=s1")).await;
    assert_eq!(response.body["resources"][0]["asset_count"], 2);
}

#[tokio::test]
async fn changed_subsidiaries_end_a_listing() {
    let sandbox = sandbox().await;
    let falcon = client(&sandbox);
    let assets = falcon.exposure_management();
    let mut ids = assets.query_ecosystem_subsidiaries().page_size(1).ids();
    assert!(ids.try_next().await.unwrap().is_some());
    assets
        .delete_assets(["a1"])
        .send()
        .await
        .unwrap()
        .complete()
        .unwrap();
    let error = ids.try_next().await.unwrap_err();
    assert_eq!(error.status(), Some(400));
}
