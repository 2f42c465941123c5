//! What is refused before anything is sent.

use falcon_transport::fql::{Filter, collections::external_assets::ExternalAssets};
use falcon_transport::{
    AssetUpdate, Error, Falcon, OperationId, Params, chunk_filter, ids_from_csv,
};
use serde_json::{Value, json};

use test_server::{Response, Server};

use crate::support::client;

/// A client that must send nothing: there is no server behind it.
fn nowhere() -> Falcon {
    Falcon::builder()
        .token("t")
        .base_url("http://127.0.0.1:9")
        .build()
        .unwrap()
}

#[track_caller]
fn refused<T>(sent: Result<T, Error>, says: &str) {
    let Err(error) = sent else {
        panic!("it was sent")
    };
    assert!(error.is_argument() && !error.is_retryable(), "{error}");
    assert!(error.to_string().contains(says), "{error}");
    assert!(error.operation().is_some(), "{error}");
    assert_eq!(error.attempts(), 0);
}

#[tokio::test]
async fn no_ids_are_refused_by_every_operation_that_takes_ids() {
    let (em, idp) = (
        nowhere().exposure_management(),
        nowhere().identity_protection(),
    );
    let none: [&str; 0] = [];
    refused(
        em.get_assets(none).send().await,
        "missing ids: expected 1 to 100",
    );
    refused(em.delete_assets(none).send().await, "missing ids");
    refused(
        em.delete_assets(ids_from_csv("")).send().await,
        "missing ids",
    );
    refused(
        em.get_ecosystem_subsidiaries(none).send().await,
        "missing ids",
    );
    refused(
        idp.get_sensor_details(none).send().await,
        "missing ids: expected 1 to 5000",
    );
    refused(idp.get_policy_rules(none).send().await, "missing ids");
    refused(idp.delete_policy_rules(none).send().await, "missing ids");
    for operation in OperationId::all().filter(|operation| operation.max_ids().is_some()) {
        let sent = nowhere().call(operation, Params::new(), None).await;
        refused(sent, "ids");
    }
}

#[tokio::test]
async fn too_many_ids_and_empty_ones_are_refused() {
    let (em, idp) = (
        nowhere().exposure_management(),
        nowhere().identity_protection(),
    );
    let ids = |n: usize| (0..n).map(|n| n.to_string()).collect::<Vec<_>>();
    refused(
        em.get_assets(ids(101)).send().await,
        "expected 1 to 100, found 101",
    );
    refused(em.delete_assets(ids(101)).send().await, "found 101");
    refused(idp.get_policy_rules(ids(101)).send().await, "found 101");
    refused(
        idp.get_sensor_details(ids(5001)).send().await,
        "expected 1 to 5000, found 5001",
    );
    refused(
        em.delete_assets(ids_from_csv("a,,b")).send().await,
        "id 2 of 3 is empty",
    );
    refused(
        em.delete_assets(["a", " "]).send().await,
        "id 2 of 2 is empty",
    );
    let empty = [("ids", "")];
    refused(
        em.delete_assets(["a"]).query(empty).send().await,
        "id 1 of 1 is empty",
    );
}

#[tokio::test]
async fn as_many_ids_as_are_documented_are_sent() {
    let server = Server::always(Response::resources(json!([])));
    let falcon = client(&server);
    let ids = |n: usize| (0..n).map(|n| format!("{n:064x}")).collect::<Vec<_>>();
    drop(
        falcon
            .exposure_management()
            .get_assets(ids(100))
            .send()
            .await
            .unwrap(),
    );
    drop(
        falcon
            .identity_protection()
            .get_sensor_details(ids(5000))
            .send()
            .await
            .unwrap(),
    );
    assert_eq!(server.requests()[0].params("ids"), ids(100));
    assert_eq!(
        server.requests()[1].json()["ids"].as_array().unwrap().len(),
        5000
    );
}

#[tokio::test]
async fn limits_out_of_range_are_refused() {
    let (em, idp) = (
        nowhere().exposure_management(),
        nowhere().identity_protection(),
    );
    refused(
        idp.query_sensors().limit(201).send().await,
        "expected an integer from 1 to 200",
    );
    refused(
        idp.query_sensors().limit(0).send().await,
        "expected an integer from 1 to 200",
    );
    refused(
        em.query_assets().limit(0).send().await,
        "expected a positive integer",
    );
    refused(
        em.query_ecosystem_subsidiaries().limit(0).send().await,
        "invalid limit",
    );
    for limit in ["0", "-1", "many", "", "4294967296"] {
        let params = Params::from([("limit", limit)]);
        refused(
            nowhere()
                .call(OperationId::QueryExternalAssets, params, None)
                .await,
            "limit",
        );
    }
}

#[tokio::test]
async fn blobs_need_an_asset_and_a_hash() {
    let em = nowhere().exposure_management();
    refused(
        em.download_assets("", "h").send().await,
        "missing parameter `assetId`",
    );
    refused(
        em.preview_assets("a", "").send().await,
        "missing parameter `hash`",
    );
    refused(
        em.download_link("https://evil.example/x"),
        "is not a blob link",
    );
}

#[tokio::test]
async fn bodies_that_are_not_what_the_operation_takes_are_refused() {
    let call = async |id: &str, body: Option<Value>| {
        let operation: OperationId = id.parse().unwrap();
        nowhere().call(operation, Params::new(), body).await
    };
    refused(call("aggregate_assets", None).await, "missing body");
    refused(
        call("aggregate_assets", Some(json!({"name": "n"}))).await,
        "a list of aggregate",
    );
    refused(
        call("aggregate_assets", Some(json!([]))).await,
        "a list of aggregate",
    );
    refused(
        call("GetSensorDetails", Some(json!({"ids": [1]}))).await,
        "invalid body",
    );
    refused(
        call("graphql", Some(json!({"query": " "}))).await,
        "`{\"query\": \"…\"}`",
    );
    refused(
        call("add_assets", Some(json!({"data": []}))).await,
        "subsidiary_id",
    );
    refused(
        call("update_assets", Some(json!({"assets": [{}]}))).await,
        "an id in each asset",
    );
    refused(
        call("create_policy_rules", Some(json!({}))).await,
        "a policy rule",
    );
    refused(
        call("query_assets", Some(json!({}))).await,
        "does not support a body",
    );
    let em = nowhere().exposure_management();
    refused(
        em.update_assets([AssetUpdate::new("")]).send().await,
        "an id in each asset",
    );
    refused(
        em.aggregate_assets_json(json!([])).send().await,
        "a list of aggregate requests",
    );
}

#[tokio::test]
async fn a_filter_too_long_for_an_address_line_is_refused_and_can_be_split() {
    let values: Vec<u32> = (0..4000).collect();
    let list = |values: &[u32]| {
        let list: Vec<String> = values.iter().map(u32::to_string).collect();
        format!("ip.services.port:[{}]", list.join(","))
            .parse::<Filter<ExternalAssets>>()
            .unwrap()
    };
    let em = nowhere().exposure_management();
    let error = em.query_assets().filter(list(&values)).send().await;
    let error = error.unwrap_err();
    assert!(error.is_argument(), "{error}");
    assert!(
        error.help().unwrap().contains("`chunk_filter`"),
        "{error:?}"
    );

    let server = Server::always(Response::resources(json!([])));
    let filters = chunk_filter(&values, 15_000, list).unwrap();
    assert!(filters.len() > 1);
    for filter in filters {
        let query = client(&server)
            .exposure_management()
            .query_assets()
            .filter(filter);
        drop(query.send().await.unwrap());
    }
}

#[tokio::test]
async fn hostile_values_arrive_as_one_value_each() {
    let hostile = [
        "a&ids=b",
        "a=b",
        "a+b",
        "a%2Bb",
        "a#b",
        "a?b/../c",
        "\r\nX-Injected: 1",
        "ü€😀",
        "\"'\\",
        "\u{0}",
        " ",
    ];
    for value in hostile {
        let server = Server::always(Response::resources(json!([])));
        let falcon = client(&server);
        let (em, idp) = (falcon.exposure_management(), falcon.identity_protection());
        drop(em.preview_assets(value, "h").send().await.unwrap());
        drop(
            em.query_assets()
                .filter(Filter::unchecked(value))
                .after(value)
                .send()
                .await
                .unwrap(),
        );
        drop(
            idp.graphql("{ a }")
                .variable("v", value)
                .send()
                .await
                .unwrap(),
        );
        drop(idp.query_policy_rules().name(value).send().await.unwrap());
        let seen = server.requests();
        assert_eq!(
            seen[0].query(),
            [
                ("assetId".into(), value.into()),
                ("hash".into(), "h".into())
            ]
        );
        // A blank filter is the one that matches all, which is left out.
        let filter = Some(value).filter(|value| !value.trim().is_empty());
        assert_eq!(seen[1].param("filter").as_deref(), filter);
        assert_eq!(seen[1].param("after").as_deref(), Some(value));
        assert_eq!(seen[2].json()["variables"]["v"], value);
        assert_eq!(seen[3].query(), [("name".to_owned(), value.to_owned())]);
        assert!(
            seen.iter()
                .all(|request| request.header("x-injected").is_none())
        );
    }
}
