//! Sorting of external assets.

use falcon_sandbox::Sandbox;
use falcon_sandbox::data::{Data, Document};
use serde_json::json;

use crate::support::{RawClient, sandbox};

const QUERIES: [&str; 2] = [
    "/fem/queries/external-assets/v1",
    "/fem/queries/external-assets/v2",
];

#[tokio::test]
async fn both_sort_separators_are_valid() {
    let sandbox = sandbox().await;
    let http = RawClient::new(&sandbox).await;
    for path in QUERIES {
        for sort in ["confidence|desc", "confidence.desc", "confidence%7Cdesc"] {
            let response = http.get(&format!("{path}?limit=2&sort={sort}")).await;
            assert_eq!(
                response.body["resources"],
                json!(["a9", "a8"]),
                "{path} {sort}"
            );
        }
    }
}

#[tokio::test]
async fn times_with_offsets_sort_by_instant() {
    let assets = [
        ("last", "2026-11-22T11:00:00Z"),
        ("first", "2026-11-22T11:30:00+02:00"),
        ("third", "2026-11-22T05:30:00-05:00"),
        ("second", "2026-11-22T10:00:00Z"),
    ];
    let assets = assets.map(|(id, last_seen)| {
        Document::from_value("id", &json!({ "id": id, "last_seen": last_seen })).unwrap()
    });
    let data = Data {
        assets: assets.into(),
        ..Data::default()
    };
    let sandbox = Sandbox::builder().data(data).start().await.unwrap();
    let http = RawClient::new(&sandbox).await;
    for path in QUERIES {
        let ids = async |query: &str| {
            let response = http.get(&format!("{path}?{query}")).await;
            response.body["resources"].clone()
        };
        let ascending = json!(["first", "second", "third", "last"]);
        assert_eq!(ids("sort=last_seen|asc").await, ascending);
        let descending = json!(["last", "third", "second", "first"]);
        assert_eq!(ids("sort=last_seen|desc").await, descending);
        // A filter compares the same instants.
        let later = "filter=last_seen:%3E'2026-11-22T10:00:00Z'";
        assert_eq!(ids(later).await, json!(["last", "third"]));
    }
}
