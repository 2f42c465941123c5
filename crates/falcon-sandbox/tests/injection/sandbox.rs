//! What the sandbox makes of filters with hostile values: they find just the documents that have
//! them.

use falcon_sandbox::Sandbox;
use falcon_sandbox::data::{Data, Document};
use falcon_transport::{Falcon, RetryPolicy};
use fql::collections::external_assets::{self as asset, ExternalAssets};
use fql::{Filter, fql};
use serde_json::json;

use crate::values;

/// A sandbox with these assets, and a client of it.
async fn serving(assets: Vec<Document>) -> (Sandbox, Falcon) {
    let data = Data {
        assets,
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
async fn a_filter_finds_the_documents_with_the_value_and_no_other() {
    let texts = values::all();
    let documents = texts.iter().enumerate().map(|(number, text)| {
        let document = json!({
            "id": format!("n{number}"),
            "asset_type": "ip",
            "triage": { "assigned_to": text },
        });
        Document::from_value("id", &document).unwrap()
    });
    let (_sandbox, falcon) = serving(documents.collect()).await;
    let find = async |filter: Filter<ExternalAssets>| {
        let asked = falcon.exposure_management().query_assets();
        let answer = asked.filter(filter).limit(10_000).send().await.unwrap();
        answer.complete().unwrap()
    };
    let those = |holds: &dyn Fn(&str) -> bool| -> Vec<String> {
        let all = texts.iter().enumerate().filter(|(_, text)| holds(text));
        all.map(|(number, _)| format!("n{number}")).collect()
    };
    let field = asset::triage::assigned_to;
    let short = texts.iter().filter(|text| text.len() < 1_000);
    for (number, text) in short.enumerate() {
        let same = those(&|other| other == text);
        assert_eq!(find(field.eq(text).into()).await, same, "{text:?}");
        // The other ways with some: every value with every way takes minutes.
        if number % 4 > 0 {
            continue;
        }
        let (filter, expected): (Filter<ExternalAssets>, _) = match number / 4 % 6 {
            0 => (fql!(asset, "triage.assigned_to:{text}"), same),
            1 => (field.is_in([text]).into(), same),
            2 => (field.ne(text).into(), those(&|other| other != text)),
            3 => (
                field.starts_with(text).into(),
                those(&|other| other.starts_with(text)),
            ),
            4 => (
                field.ends_with(text).into(),
                those(&|other| other.ends_with(text)),
            ),
            _ => (
                field.contains(text).into(),
                those(&|other| other.contains(text)),
            ),
        };
        assert_eq!(find(filter).await, expected, "{text:?}");
    }
}

#[tokio::test]
async fn an_id_finds_its_document_and_no_other() {
    let texts: Vec<String> = values::all()
        .into_iter()
        .filter(|text| !text.trim().is_empty() && text.len() < 1_000)
        .collect();
    let documents = texts.iter().map(|text| {
        let document = json!({ "id": text, "asset_type": "ip" });
        Document::from_value("id", &document).unwrap()
    });
    let (_sandbox, falcon) = serving(documents.collect()).await;
    for text in &texts {
        let asked = falcon.exposure_management().get_assets([text]);
        let found = asked.send().await.unwrap().complete().unwrap();
        let ids: Vec<&String> = found.iter().map(|asset| &asset.id).collect();
        assert_eq!(ids, [text]);
    }
}
