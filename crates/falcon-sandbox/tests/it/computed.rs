//! Aggregations and GraphQL queries, by way of the socket.

use falcon_sandbox::Sandbox;
use futures_util::TryStreamExt;
use serde_json::json;

use crate::support::{Raw, client, sandbox};

const AGGREGATES: &str = "/fem/aggregates/external-assets/v1";

#[tokio::test]
async fn aggregations_are_computed_from_the_documents_as_they_are_now() {
    let sandbox = sandbox().await;
    let falcon = client(&sandbox);
    let assets = falcon.exposure_management();
    let request = json!({
        "name": "by criticality", "type": "terms", "field": "criticality",
        "filter": "asset_type:'ip'",
        "sub_aggregates": [{"name": "ports", "type": "terms", "field": "ip.services.port"}],
    });
    let count = async || {
        let answer = assets
            .aggregate_assets([request.clone()])
            .send()
            .await
            .unwrap();
        let result = serde_json::to_value(answer.complete().unwrap().remove(0)).unwrap();
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
        .get_sensor_aggregates([request]);
    assert_eq!(sensors.send().await.unwrap().complete().unwrap().len(), 1);
}

#[tokio::test]
async fn ranges_have_a_bucket_each_and_a_fourth_nested_aggregation_is_refused() {
    let sandbox = sandbox().await;
    let raw = Raw::new(&sandbox).await;
    let ranges = json!([{
        "name": "r", "type": "range", "field": "confidence",
        "ranges": [{"From": 0, "To": 5}, {"From": 5, "To": 100}, {"From": 500, "To": 600}],
    }, {
        "name": "d", "type": "date_range", "field": "last_seen",
        "date_ranges": [{"from": "2026-11-01", "to": "2026-12-01"}, {"from": "1999", "to": "2000"}],
    }]);
    let told = raw.post(AGGREGATES, &ranges).await;
    assert_eq!(told.status, 200, "{}", told.body);
    let counts = |index: usize| -> Vec<_> {
        let buckets = told.body["resources"][index]["buckets"].as_array().unwrap();
        buckets
            .iter()
            .map(|bucket| bucket["count"].as_u64().unwrap())
            .collect()
    };
    assert_eq!(counts(0), [5, 5, 0]);
    assert_eq!(counts(1), [10, 0]);

    let leaf = |name: &str| json!({"name": name, "type": "terms", "field": "criticality"});
    let with = |mut outer: serde_json::Value, inner: Vec<serde_json::Value>| {
        outer["sub_aggregates"] = json!(inner);
        outer
    };
    let three = with(leaf("a"), vec![with(leaf("b"), vec![leaf("c")]), leaf("d")]);
    assert_eq!(raw.post(AGGREGATES, &json!([three])).await.status, 200);
    let deep = with(leaf("b"), vec![with(leaf("c"), vec![leaf("d")]), leaf("e")]);
    let wide = vec![leaf("b"), leaf("c"), leaf("d"), leaf("e")];
    for four in [with(leaf("a"), vec![deep]), with(leaf("a"), wide)] {
        raw.post(AGGREGATES, &json!([four]))
            .await
            .assert_refused(400);
    }
    for wrong in [
        json!([{"name": "a", "type": "terms", "field": "os"}]),
        json!([{"name": "a", "type": "terms", "field": "criticality", "filter": "os:'x'"}]),
        json!([{"name": "a", "type": "shapes", "field": "criticality"}]),
        json!([]),
    ] {
        raw.post(AGGREGATES, &wrong).await.assert_refused(400);
    }
}

#[tokio::test]
async fn the_query_of_the_document_gives_users_page_by_page() {
    let sandbox = Sandbox::builder().start().await.unwrap();
    let falcon = client(&sandbox);
    let query = r"
        query ($after: Cursor) {
          entities(types: [USER], archived: false, learned: false, first: 5, after: $after) {
            nodes {
              primaryDisplayName
              secondaryDisplayName
              accounts {
                ... on ActiveDirectoryAccountDescriptor {
                  domain
                }
              }
            }
            pageInfo {
              hasNextPage
              endCursor
            }
          }
        }";
    let graphql = falcon.identity_protection().graphql(query);
    let answer = graphql.clone().send().await.unwrap();
    let data = answer.complete().unwrap();
    assert_eq!(data["entities"]["nodes"].as_array().unwrap().len(), 5);
    let all: Vec<_> = graphql.nodes().try_collect().await.unwrap();
    assert!(all.len() > 5, "{}", all.len());
    assert!(
        all.iter()
            .all(|user| user["primaryDisplayName"].is_string())
    );
    let raw = Raw::new(&sandbox).await;
    let path = "/identity-protection/combined/graphql/v1";
    let told = raw.post(path, &json!({"query": "{ nothing }"})).await;
    assert_eq!(told.status, 200);
    told.assert_headers();
    assert!(told.body["errors"][0]["message"].is_string());
    for body in [json!({}), json!({"query": " "}), json!({"query": 5})] {
        raw.post(path, &body).await.assert_refused(400);
    }
}

#[tokio::test]
async fn without_data_there_is_an_inventory_with_matches_for_the_readme_s_filter() {
    let sandbox = Sandbox::builder().start().await.unwrap();
    let raw = Raw::new(&sandbox).await;
    let total = async |target: &str| {
        let told = raw.get(target).await;
        told.body["meta"]["pagination"]["total"].as_u64().unwrap()
    };
    assert_eq!(total("/fem/queries/external-assets/v2").await, 1000);
    let filter = "criticality:'Critical'%2Bip.services.port:[22,3389]";
    assert!(total(&format!("/fem/queries/external-assets/v2?filter={filter}")).await > 0);
    assert!(total("/identity-protection/queries/devices/v1").await >= 20);
    assert!(total("/fem/queries/ecosystem-subsidiaries/v1").await > 1);
    // A blob that an asset links to is there.
    let linked = sandbox
        .snapshot()
        .assets
        .iter()
        .map(falcon_sandbox::data::Document::to_value)
        .find_map(|asset| {
            let services = asset["ip"]["services"].as_array()?.clone();
            services.iter().find_map(|service| {
                let link = service["blob_links"]["download_banner"].as_str()?;
                Some(link.to_owned())
            })
        })
        .unwrap();
    let falcon = client(&sandbox);
    let download = falcon.exposure_management().download_link(&linked).unwrap();
    assert!(
        !download
            .send()
            .await
            .unwrap()
            .bytes()
            .await
            .unwrap()
            .is_empty()
    );
}
