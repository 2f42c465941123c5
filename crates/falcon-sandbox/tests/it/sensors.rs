//! Sensors of Identity Protection.

use falcon_transport::fql::Sort;
use falcon_transport::fql::collections::sensors::Sensors;
use futures_util::TryStreamExt;
use serde_json::json;

use crate::support::{RawClient, client, sandbox};

const QUERY: &str = "/identity-protection/queries/devices/v1";
const DETAILS: &str = "/identity-protection/entities/devices/GET/v1";

#[tokio::test]
async fn limit_is_1_to_200() {
    let sandbox = sandbox().await;
    let http = RawClient::new(&sandbox).await;
    for (limit, status) in [("0", 400), ("1", 200), ("200", 200), ("201", 400)] {
        let response = http.get(&format!("{QUERY}?limit={limit}")).await;
        assert_eq!(response.status, status, "{limit}: {}", response.body);
    }
    let response = http.get(&format!("{QUERY}?offset=20&limit=3")).await;
    assert_eq!(
        response.body["resources"],
        json!(["sensor20", "sensor21", "sensor22"])
    );
    assert_eq!(
        response.body["meta"]["pagination"],
        json!({ "offset": 20, "limit": 3, "total": 25 })
    );
}

#[tokio::test]
async fn listing_filters_sorts_and_returns_details() {
    let sandbox = sandbox().await;
    let falcon = client(&sandbox);
    let identity = falcon.identity_protection();
    let sort: Sort<Sensors> = "hostname.asc".parse().unwrap();
    let filter = "status:'active'"
        .parse::<falcon_transport::fql::Filter<Sensors>>()
        .unwrap();
    let query = identity
        .query_sensors()
        .filter(filter)
        .sort(sort)
        .page_size(5);
    let sensors: Vec<_> = query.sensors().try_collect().await.unwrap();
    let names: Vec<_> = sensors
        .into_iter()
        .map(|sensor| sensor.found().unwrap().hostname.unwrap())
        .collect();
    assert_eq!(names.len(), 13);
    assert!(names.is_sorted());
    assert_eq!(names[0], "dc00.example.com");
    let http = RawClient::new(&sandbox).await;
    let response = http.get(&format!("{QUERY}?sort=status.desc&limit=1")).await;
    assert_eq!(response.body["resources"], json!(["sensor01"]));
}

#[tokio::test]
async fn unknown_ids_are_errors_next_to_found_sensors() {
    let sandbox = sandbox().await;
    let falcon = client(&sandbox);
    let details = falcon
        .identity_protection()
        .get_sensor_details(["sensor03", "gone"]);
    let response = details.send().await.unwrap();
    assert_eq!(response.succeeded()[0].device_id, "sensor03");
    assert_eq!(response.errors()[0].id.as_deref(), Some("gone"));
    let http = RawClient::new(&sandbox).await;
    for body in [
        json!({}),
        json!({"ids": [1]}),
        json!({"ids": ["a", ""]}),
        json!([]),
    ] {
        http.post(DETAILS, &body).await.assert_error(400);
    }
    // The API definition of sensors has no 404.
    let response = http.post(DETAILS, &json!({"ids": ["gone"]})).await;
    assert_eq!(
        (response.status, &response.body["resources"]),
        (200, &json!([]))
    );
    assert_eq!(response.body["errors"][0]["id"], "gone");
}
