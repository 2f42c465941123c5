//! Evaluation of hostile values in the sandbox: a filter matches exactly the documents with the
//! value.

use falcon_sandbox::Sandbox;
use falcon_sandbox::data::{Data, Document};
use falcon_transport::{Falcon, RetryPolicy};
use fql::collections::external_assets::{self as asset, ExternalAssets};
use fql::{Filter, fql};
use serde_json::{Value, json};

use crate::values;

/// Starts a sandbox with these assets, and a client for it.
async fn start(assets: impl Iterator<Item = Value>) -> (Sandbox, Falcon) {
    let assets = assets.map(|asset| Document::from_value("id", &asset).unwrap());
    let data = Data {
        assets: assets.collect(),
        ..Data::default()
    };
    let sandbox = Sandbox::builder().data(data).start().await.unwrap();
    let falcon = Falcon::builder()
        .credentials("sandbox", "sandbox")
        .base_url(sandbox.url())
        .retry(RetryPolicy::never())
        .max_url_len(60_000)
        .build()
        .unwrap();
    (sandbox, falcon)
}

#[tokio::test]
async fn filter_matches_only_documents_with_the_value() {
    let values = values::all();
    let assets = values.iter().enumerate().map(|(index, value)| {
        json!({
            "id": format!("n{index}"),
            "asset_type": "ip",
            "triage": { "assigned_to": value },
        })
    });
    let (_sandbox, falcon) = start(assets).await;
    let query = async |filter: Filter<ExternalAssets>| {
        let query = falcon.exposure_management().query_assets();
        let response = query.filter(filter).page_size(10_000).send().await.unwrap();
        response.complete().unwrap()
    };
    let ids = |matches: &dyn Fn(&str) -> bool| -> Vec<String> {
        let matching = values
            .iter()
            .enumerate()
            .filter(|(_, value)| matches(value));
        matching.map(|(index, _)| format!("n{index}")).collect()
    };
    let field = asset::triage::assigned_to;
    let short = values.iter().filter(|value| value.len() < 1_000);
    for (index, value) in short.enumerate() {
        let equal = ids(&|other| other == value);
        assert_eq!(query(field.eq(value).into()).await, equal, "{value:?}");
        // Every value with every comparison would take minutes.
        if index % 4 > 0 {
            continue;
        }
        let (filter, expected): (Filter<ExternalAssets>, _) = match index / 4 % 6 {
            0 => (fql!(asset, "triage.assigned_to:{value}"), equal),
            1 => (field.is_in([value]).into(), equal),
            2 => (field.ne(value).into(), ids(&|other| other != value)),
            3 => (
                field.starts_with(value).into(),
                ids(&|other| other.starts_with(value)),
            ),
            4 => (
                field.ends_with(value).into(),
                ids(&|other| other.ends_with(value)),
            ),
            _ => (
                field.contains(value).into(),
                ids(&|other| other.contains(value)),
            ),
        };
        assert_eq!(query(filter).await, expected, "{value:?}");
    }
}

#[tokio::test]
async fn id_returns_only_its_document() {
    let mut ids = values::all();
    ids.retain(|id| !id.trim().is_empty() && id.len() < 1_000);
    let assets = ids.iter().map(|id| json!({ "id": id, "asset_type": "ip" }));
    let (_sandbox, falcon) = start(assets).await;
    for id in &ids {
        let request = falcon.exposure_management().get_assets([id]);
        let assets = request.send().await.unwrap().complete().unwrap();
        let returned: Vec<&String> = assets.iter().map(|asset| &asset.id).collect();
        assert_eq!(returned, [id]);
    }
}
