//! Paging, also while documents change.

use std::collections::BTreeSet;

use falcon_sandbox::Sandbox;
use falcon_transport::DetailResult;
use falcon_transport::exposure_management::{AssetUpdate, Criticality};
use falcon_transport::fql::collections::external_assets as asset;
use futures_util::TryStreamExt;
use serde_json::json;

use crate::support::{NOW, RawClient, client, data, sandbox};

const V1: &str = "/fem/queries/external-assets/v1";
const V2: &str = "/fem/queries/external-assets/v2";

async fn sandbox_with_assets(ip_assets: usize) -> Sandbox {
    let builder = Sandbox::builder().data(data(ip_assets));
    builder.now(NOW.parse().unwrap()).start().await.unwrap()
}

#[tokio::test]
async fn every_page_but_the_last_has_a_token() {
    let sandbox = sandbox().await;
    let http = RawClient::new(&sandbox).await;
    let mut target = format!("{V2}?limit=4");
    let mut pages = Vec::new();
    loop {
        let response = http.get(&target).await;
        let pagination = &response.body["meta"]["pagination"];
        assert_eq!(
            (&pagination["limit"], &pagination["total"]),
            (&json!(4), &json!(11))
        );
        assert!(pagination.get("offset").is_none());
        pages.push(response.body["resources"].as_array().unwrap().len());
        match pagination["after"].as_str().unwrap() {
            "" => break,
            after => target = format!("{V2}?limit=4&after={after}"),
        }
    }
    assert_eq!(pages, [4, 4, 3]);
    // A page with all items is the last one, even if it is exactly full.
    for limit in [11, 100] {
        let response = http.get(&format!("{V2}?limit={limit}")).await;
        assert_eq!(response.body["meta"]["pagination"]["after"], "");
    }
    let response = http.get(&format!("{V2}?filter=criticality:'none'")).await;
    assert_eq!(response.body["resources"], json!([]));
    assert_eq!(response.body["meta"]["pagination"]["after"], "");
}

#[tokio::test]
async fn token_is_valid_for_its_own_query_only() {
    let sandbox = sandbox().await;
    let http = RawClient::new(&sandbox).await;
    let response = http.get(&format!("{V2}?limit=4")).await;
    let after = response.body["meta"]["pagination"]["after"]
        .as_str()
        .unwrap();
    for query in ["filter=criticality:'High'&", "sort=confidence|asc&"] {
        let response = http.get(&format!("{V2}?{query}after={after}")).await;
        response.assert_error(400);
    }
    // The limit is not part of the query.
    let response = http.get(&format!("{V2}?limit=100&after={after}")).await;
    assert_eq!(response.body["resources"].as_array().unwrap().len(), 7);
}

#[tokio::test]
async fn listing_by_token_is_consistent_during_updates() {
    let sandbox = sandbox_with_assets(500).await;
    let falcon = client(&sandbox);
    let assets = falcon.exposure_management();
    let query = assets
        .query_assets()
        .sort(asset::criticality.asc())
        .page_size(20);
    let mut ids = query.ids();
    let mut listed = Vec::new();
    while let Some(id) = ids.try_next().await.unwrap() {
        // Delete assets listed before, and move others to the front.
        if listed.len() % 7 == 0 {
            assets
                .delete_assets([&id])
                .send()
                .await
                .unwrap()
                .complete()
                .unwrap();
        }
        if listed.len() % 11 == 0 && listed.len() < 250 {
            let unlisted = format!("a{}", 499 - listed.len());
            let update = AssetUpdate::new(unlisted).criticality(Criticality::Critical);
            // The asset may be deleted already.
            let _ = assets.update_assets([update]).send().await;
        }
        listed.push(id);
    }
    assert_eq!(ids.total(), Some(501));
    let distinct: BTreeSet<_> = listed.iter().collect();
    assert_eq!((listed.len(), distinct.len()), (501, 501));
}

#[tokio::test]
async fn details_keep_the_order_and_report_deleted_assets() {
    let sandbox = sandbox_with_assets(250).await;
    let falcon = client(&sandbox);
    let assets = falcon.exposure_management();
    let mut all = assets
        .query_assets()
        .sort(asset::confidence.desc())
        .page_size(120)
        .assets();
    let Some(DetailResult::Found(first)) = all.try_next().await.unwrap() else {
        panic!("the first asset exists");
    };
    assert_eq!(first.id, "a249");
    assets
        .delete_assets(["a5"])
        .send()
        .await
        .unwrap()
        .complete()
        .unwrap();
    let rest: Vec<_> = all.try_collect().await.unwrap();
    assert_eq!(rest.len(), 250);
    let missing: Vec<_> = rest
        .iter()
        .filter_map(|result| match result {
            DetailResult::Missing(missing) => Some(&*missing.id),
            _ => None,
        })
        .collect();
    // Its batch may have been fetched before the deletion.
    assert!(missing.is_empty() || missing == ["a5"], "{missing:?}");
}

#[tokio::test]
async fn version_1_pages_by_offset_within_its_window() {
    let sandbox = sandbox_with_assets(250).await;
    let falcon = client(&sandbox);
    let ids = falcon
        .exposure_management()
        .query_assets_v1()
        .page_size(100)
        .ids();
    let ids: Vec<String> = ids.try_collect().await.unwrap();
    assert_eq!(ids.len(), 251);
    let http = RawClient::new(&sandbox).await;
    let response = http.get(&format!("{V1}?offset=200&limit=20")).await;
    assert_eq!(
        response.body["meta"]["pagination"],
        json!({ "offset": 200, "limit": 20, "total": 251 })
    );
    assert_eq!(response.body["resources"].as_array().unwrap().len(), 20);
    let response = http.get(&format!("{V1}?offset=9900&limit=100")).await;
    assert_eq!(response.body["resources"], json!([]));
    for query in [
        "offset=9901&limit=100",
        "offset=10000",
        "limit=10001",
        "offset=-1",
    ] {
        http.get(&format!("{V1}?{query}")).await.assert_error(400);
    }
}

#[tokio::test]
async fn only_tokens_page_beyond_the_window() {
    let sandbox = sandbox_with_assets(10_100).await;
    let falcon = client(&sandbox);
    let assets = falcon.exposure_management();
    let by_offset: Result<Vec<String>, _> = assets
        .query_assets_v1()
        .page_size(1000)
        .ids()
        .try_collect()
        .await;
    assert!(by_offset.unwrap_err().is_paging());
    let by_token: Vec<String> = assets
        .query_assets()
        .page_size(1000)
        .ids()
        .try_collect()
        .await
        .unwrap();
    assert_eq!(by_token.len(), 10_101);
}
