//! External assets: queries, details, updates, deletion and blobs.

use falcon_transport::exposure_management::{AssetUpdate, Criticality, TriageUpdate};
use falcon_transport::fql::Timestamp;
use falcon_transport::fql::collections::external_assets as asset;
use reqwest::Method;
use serde_json::json;

use crate::support::{NOW, RawClient, client, sandbox};

const ENTITIES: &str = "/fem/entities/external-assets/v1";

#[tokio::test]
async fn query_filters_and_sorts() {
    let sandbox = sandbox().await;
    let assets = client(&sandbox);
    let assets = assets.exposure_management();
    let filter = asset::criticality.eq("Critical") & asset::ip::services::port.is_in([22, 3389]);
    let query = assets.query_assets().filter(filter.clone());
    let response = query.sort(asset::confidence.desc()).send().await.unwrap();
    let pagination = response.meta().pagination.clone().unwrap();
    assert_eq!((pagination.total, pagination.limit), (Some(3), Some(100)));
    assert_eq!(pagination.after.as_deref(), Some(""));
    assert_eq!(
        response.meta().powered_by.as_deref(),
        Some("falcon-sandbox")
    );
    assert_eq!(response.complete().unwrap(), ["a8", "a4", "a0"]);
    let query = assets.query_assets_v1().filter(filter).page_size(2);
    let response = query
        .sort(asset::ip::ip_address.asc())
        .send()
        .await
        .unwrap();
    assert_eq!(response.complete().unwrap(), ["a0", "a4"]);
    // Relative times count from the fixed time.
    let recent = assets
        .query_assets()
        .filter(asset::last_seen.gt(Timestamp::days_ago(20)));
    assert_eq!(
        recent.send().await.unwrap().complete().unwrap(),
        ["a2", "a3", "a4", "a5", "a6", "a7", "a8", "a9"]
    );
}

#[tokio::test]
async fn unknown_ids_are_errors_next_to_found_assets() {
    let sandbox = sandbox().await;
    let falcon = client(&sandbox);
    let assets = falcon.exposure_management();
    let response = assets
        .get_assets(["a1", "gone", "a2"])
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(response.errors()[0].id.as_deref(), Some("gone"));
    assert_eq!(response.errors()[0].code, Some(404));
    let found: Vec<_> = response
        .succeeded()
        .iter()
        .map(|asset| &*asset.id)
        .collect();
    assert_eq!(found, ["a1", "a2"]);
    let partial = response.complete().unwrap_err();
    assert_eq!(partial.response().succeeded().len(), 2);

    let error = assets.get_assets(["gone"]).send().await.unwrap_err();
    assert_eq!(error.status(), Some(404));
    assert_eq!(error.api_errors()[0].id.as_deref(), Some("gone"));
}

#[tokio::test]
async fn update_is_visible_to_the_next_request() {
    let sandbox = sandbox().await;
    let falcon = client(&sandbox);
    let assets = falcon.exposure_management();
    let triage = TriageUpdate::new()
        .action("any text at all")
        .assigned_to("Pat O'Neil")
        .status("");
    let update = AssetUpdate::new("a1")
        .criticality(Criticality::High)
        .criticality_description("because")
        .triage(triage);
    let response = assets.update_assets([update]).send().await.unwrap();
    let writes = response.meta().writes.clone().unwrap();
    assert_eq!(writes.resources_affected, Some(1));
    let changed = response.complete().unwrap().remove(0);
    assert_eq!(changed.criticality.as_deref(), Some("High"));
    assert_eq!(changed.criticality_description.as_deref(), Some("because"));
    assert_eq!(*changed.criticality_timestamp.as_ref().unwrap(), NOW);
    assert_eq!(changed.criticality_username.as_deref(), Some("sandbox"));
    let triage = changed.triage.unwrap();
    assert_eq!(triage.action.as_deref(), Some("any text at all"));
    assert_eq!(triage.status.as_deref(), Some(""));
    assert_eq!(triage.updated_by.as_deref(), Some("sandbox"));
    assert_eq!(*triage.updated_timestamp.as_ref().unwrap(), NOW);
    // Other fields are unchanged.
    assert_eq!(changed.confidence, Some(1));

    let found = assets
        .query_assets()
        .filter(asset::triage::assigned_to.eq("Pat O'Neil"));
    assert_eq!(found.send().await.unwrap().complete().unwrap(), ["a1"]);
    let data = sandbox.snapshot();
    let document = data
        .assets
        .iter()
        .find(|document| document.id() == "a1")
        .unwrap();
    assert!(document.json().contains("any text at all"));
}

#[tokio::test]
async fn invalid_update_changes_nothing() {
    let sandbox = sandbox().await;
    let http = RawClient::new(&sandbox).await;
    for assets in [
        json!([{"id": "a1", "criticality": "High"}, {"id": "a2", "criticality": "high"}]),
        json!([{"id": "a1", "criticality": ""}]),
        json!([{"id": "a1", "criticality": 5}]),
        json!([{"id": "a1", "triage": "x"}]),
        json!([{"id": "a1", "triage": {"action": 5}}]),
        json!([{"criticality": "High"}]),
        json!(["a1"]),
        json!({"id": "a1"}),
    ] {
        let response = http
            .send(Method::PATCH, ENTITIES, &json!({ "assets": assets }))
            .await;
        response.assert_error(400);
    }
    let response = http.get(&format!("{ENTITIES}?ids=a1")).await;
    assert_eq!(response.body["resources"][0]["criticality"], "Unassigned");
    // Unknown ids are errors; the other assets are updated.
    let assets =
        json!([{"id": "gone", "criticality": "High"}, {"id": "a1", "criticality": "High"}]);
    let response = http
        .send(Method::PATCH, ENTITIES, &json!({ "assets": assets }))
        .await;
    assert_eq!(response.status, 200);
    assert_eq!(response.body["errors"][0]["id"], "gone");
    assert_eq!(response.body["resources"][0]["criticality"], "High");
    let assets = json!([{"id": "gone", "criticality": "High"}]);
    let response = http
        .send(Method::PATCH, ENTITIES, &json!({ "assets": assets }))
        .await;
    response.assert_error(404);
}

#[tokio::test]
async fn deleted_assets_are_gone() {
    let sandbox = sandbox().await;
    let falcon = client(&sandbox);
    let assets = falcon.exposure_management();
    let deletion = assets
        .delete_assets(["a1", "gone"])
        .description("decommissioned");
    let response = deletion.send().await.unwrap();
    assert_eq!(response.succeeded(), ["a1"]);
    assert_eq!(response.errors()[0].id.as_deref(), Some("gone"));
    assert_eq!(
        response.meta().writes.clone().unwrap().resources_affected,
        Some(1)
    );
    assert!(assets.get_assets(["a1"]).send().await.is_err());
    let left = assets
        .query_assets()
        .send()
        .await
        .unwrap()
        .complete()
        .unwrap();
    assert!(!left.contains(&"a1".to_owned()) && left.len() == 10);
    assert!(assets.delete_assets(["a1"]).send().await.is_err());
    // The body is optional but must be an object.
    let http = RawClient::new(&sandbox).await;
    let request = http.request(Method::DELETE, &format!("{ENTITIES}?ids=a2"));
    assert_eq!(request.send().await.unwrap().status(), 200);
    for body in [json!({"description": 5}), json!([])] {
        let response = http
            .send(Method::DELETE, &format!("{ENTITIES}?ids=a3"), &body)
            .await;
        response.assert_error(400);
    }
    assert_eq!(http.get(&format!("{ENTITIES}?ids=a3")).await.status, 200);
}

#[tokio::test]
async fn blob_is_reproducible_and_starts_with_its_preview() {
    let sandbox = sandbox().await;
    let falcon = client(&sandbox);
    let assets = falcon.exposure_management();
    let found = assets
        .get_assets(["a3"])
        .send()
        .await
        .unwrap()
        .complete()
        .unwrap()
        .remove(0);
    let links = found.ip.unwrap().services[1].blob_links.clone().unwrap();
    let link = links.download_banner.unwrap();
    let mut blobs = Vec::new();
    for _ in 0..2 {
        let download = assets.download_link(&link).unwrap().send().await.unwrap();
        blobs.push(download.bytes().await.unwrap());
    }
    assert!(blobs[0] == blobs[1] && blobs[0].len() > 200);
    let preview = assets.preview_assets("a3", "h3").send().await.unwrap();
    let preview = preview.complete().unwrap();
    assert!(blobs[0].starts_with(preview[0].as_bytes()) && preview[0].len() >= 100);
    let other = assets.download_assets("a4", "h4").send().await.unwrap();
    assert_ne!(blobs[0], other.bytes().await.unwrap());
}

#[tokio::test]
async fn unknown_blob_is_an_enveloped_error() {
    let sandbox = sandbox().await;
    let http = RawClient::new(&sandbox).await;
    for path in [
        "/fem/entities/blobs-download/v1",
        "/fem/entities/blobs-preview/v1",
    ] {
        for (query, status) in [
            ("assetId=a3&hash=h4", 400),
            ("assetId=gone&hash=h3", 400),
            ("assetId=a3", 400),
            ("hash=h3", 400),
            ("assetId=&hash=h3", 400),
        ] {
            http.get(&format!("{path}?{query}"))
                .await
                .assert_error(status);
        }
    }
}
