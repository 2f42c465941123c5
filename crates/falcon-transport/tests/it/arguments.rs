//! Invalid arguments, which are rejected before a request is sent.

use falcon_transport::exposure_management::AssetUpdate;
use falcon_transport::falcon_aggregates::Aggregate;
use falcon_transport::fql::Filter;
use falcon_transport::fql::collections::external_assets::{self as asset, ExternalAssets};
use falcon_transport::operation::{OperationId, Params};
use falcon_transport::{Error, Falcon, chunk_filter, ids_from_csv};
use serde_json::{Value, json};
use test_server::{Response, Server};

use crate::support::{builder, client, exposure_management};

/// Returns a client whose base URL has no server, so that a request would fail as a connection error.
fn unreachable() -> Falcon {
    Falcon::builder()
        .token("t")
        .base_url("http://127.0.0.1:9")
        .build()
        .unwrap()
}

#[track_caller]
fn assert_rejected<T>(result: Result<T, Error>, message: &str) {
    let Err(error) = result else {
        panic!("the request was sent")
    };
    assert!(error.is_argument() && !error.is_retryable(), "{error}");
    assert!(error.to_string().contains(message), "{error}");
    assert!(error.operation().is_some(), "{error}");
    assert_eq!(error.attempts(), 0);
}

#[tokio::test]
async fn missing_ids_are_rejected_by_every_operation() {
    let (em, idp) = (
        unreachable().exposure_management(),
        unreachable().identity_protection(),
    );
    let none: [&str; 0] = [];
    assert_rejected(
        em.get_assets(none).send().await,
        "missing ids: expected 1 to 100",
    );
    assert_rejected(em.delete_assets(none).send().await, "missing ids");
    assert_rejected(
        em.delete_assets(ids_from_csv("")).send().await,
        "missing ids",
    );
    assert_rejected(
        em.get_ecosystem_subsidiaries(none).send().await,
        "missing ids",
    );
    assert_rejected(
        idp.get_sensor_details(none).send().await,
        "missing ids: expected 1 to 5000",
    );
    assert_rejected(idp.get_policy_rules(none).send().await, "missing ids");
    assert_rejected(idp.delete_policy_rules(none).send().await, "missing ids");
    for operation in OperationId::all().filter(|operation| operation.max_ids().is_some()) {
        let result = unreachable().call(operation, Params::new(), None).await;
        assert_rejected(result, "ids");
    }
}

#[tokio::test]
async fn too_many_ids_and_empty_ids_are_rejected() {
    let (em, idp) = (
        unreachable().exposure_management(),
        unreachable().identity_protection(),
    );
    let ids = |n: usize| (0..n).map(|n| n.to_string()).collect::<Vec<_>>();
    assert_rejected(
        em.get_assets(ids(101)).send().await,
        "expected 1 to 100, found 101",
    );
    assert_rejected(em.delete_assets(ids(101)).send().await, "found 101");
    assert_rejected(idp.get_policy_rules(ids(101)).send().await, "found 101");
    assert_rejected(
        idp.get_sensor_details(ids(5001)).send().await,
        "expected 1 to 5000, found 5001",
    );
    assert_rejected(
        em.delete_assets(ids_from_csv("a,,b")).send().await,
        "id 2 of 3 is empty",
    );
    assert_rejected(
        em.delete_assets(["a", " "]).send().await,
        "id 2 of 2 is empty",
    );
    let empty = [("ids", "")];
    assert_rejected(
        em.delete_assets(["a"]).query(empty).send().await,
        "id 1 of 1 is empty",
    );
}

#[tokio::test]
async fn documented_maximum_of_ids_is_sent() {
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
async fn limit_out_of_range_is_rejected() {
    let (em, idp) = (
        unreachable().exposure_management(),
        unreachable().identity_protection(),
    );
    assert_rejected(
        idp.query_sensors().page_size(201).send().await,
        "expected an integer from 1 to 200",
    );
    assert_rejected(
        idp.query_sensors().page_size(0).send().await,
        "expected an integer from 1 to 200",
    );
    assert_rejected(
        em.query_assets().page_size(0).send().await,
        "expected a positive integer",
    );
    assert_rejected(
        em.query_ecosystem_subsidiaries().page_size(0).send().await,
        "invalid limit",
    );
    for limit in ["0", "-1", "many", "", "4294967296"] {
        let params = Params::from([("limit", limit)]);
        assert_rejected(
            unreachable()
                .call(OperationId::QueryExternalAssets, params, None)
                .await,
            "limit",
        );
    }
}

#[tokio::test]
async fn blob_requires_asset_and_hash() {
    let em = unreachable().exposure_management();
    assert_rejected(
        em.download_assets("", "h").send().await,
        "missing parameter `assetId`",
    );
    assert_rejected(
        em.preview_assets("a", "").send().await,
        "missing parameter `hash`",
    );
    assert_rejected(
        em.download_link("https://evil.example/x"),
        "is not a blob link",
    );
}

#[tokio::test]
async fn malformed_or_unexpected_body_is_rejected() {
    let call = async |id: &str, body: Option<Value>| {
        let operation: OperationId = id.parse().unwrap();
        unreachable().call(operation, Params::new(), body).await
    };
    assert_rejected(call("aggregate_assets", None).await, "missing body");
    assert_rejected(
        call("aggregate_assets", Some(json!({"name": "n"}))).await,
        "a list of aggregate",
    );
    assert_rejected(
        call("aggregate_assets", Some(json!([]))).await,
        "a list of aggregate",
    );
    assert_rejected(
        call("GetSensorDetails", Some(json!({"ids": [1]}))).await,
        "invalid body",
    );
    assert_rejected(
        call("graphql", Some(json!({"query": " "}))).await,
        "`{\"query\": \"…\"}`",
    );
    assert_rejected(
        call("add_assets", Some(json!({"data": []}))).await,
        "subsidiary_id",
    );
    assert_rejected(
        call("update_assets", Some(json!({"assets": [{}]}))).await,
        "an id in each asset",
    );
    assert_rejected(
        call("create_policy_rules", Some(json!({}))).await,
        "a policy rule",
    );
    assert_rejected(
        call("query_assets", Some(json!({}))).await,
        "does not support a body",
    );
    let em = unreachable().exposure_management();
    assert_rejected(
        em.update_assets([AssetUpdate::new("")]).send().await,
        "an id in each asset",
    );
    assert_rejected(
        em.aggregate_assets_json(json!([])).send().await,
        "a list of aggregate requests",
    );
}

#[tokio::test]
async fn overlong_filter_is_rejected_and_can_be_chunked() {
    let values: Vec<u32> = (0..4000).collect();
    let port_filter = |values: &[u32]| {
        let ports: Vec<String> = values.iter().map(u32::to_string).collect();
        format!("ip.services.port:[{}]", ports.join(","))
            .parse::<Filter<ExternalAssets>>()
            .unwrap()
    };
    let em = unreachable().exposure_management();
    let error = em.query_assets().filter(port_filter(&values)).send().await;
    let error = error.unwrap_err();
    assert!(error.is_argument(), "{error}");
    assert!(
        error.help().unwrap().contains("`chunk_filter`"),
        "{error:?}"
    );

    let server = Server::always(Response::resources(json!([])));
    let filters = chunk_filter(&values, 15_000, port_filter).unwrap();
    assert!(filters.len() > 1);
    for filter in filters {
        let query = exposure_management(&server).query_assets().filter(filter);
        drop(query.send().await.unwrap());
    }
}

#[tokio::test]
async fn hostile_values_arrive_unchanged() {
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
        let requests = server.requests();
        assert_eq!(
            requests[0].query(),
            [
                ("assetId".into(), value.into()),
                ("hash".into(), "h".into())
            ]
        );
        // A blank filter matches everything and is omitted.
        let filter = Some(value).filter(|value| !value.trim().is_empty());
        assert_eq!(requests[1].param("filter").as_deref(), filter);
        assert_eq!(requests[1].param("after").as_deref(), Some(value));
        assert_eq!(requests[2].json()["variables"]["v"], value);
        assert_eq!(requests[3].query(), [("name".to_owned(), value.to_owned())]);
        assert!(
            requests
                .iter()
                .all(|request| request.header("x-injected").is_none())
        );
    }
}

#[tokio::test]
async fn url_above_hard_limit_is_argument_error() {
    let server = Server::script([Response::resources(json!([]))]);
    let falcon = builder(&server).max_url_len(usize::MAX).build().unwrap();
    let query = |length: usize| {
        let token = "x".repeat(length);
        falcon.exposure_management().query_assets().after(token)
    };
    drop(query(59_000).send().await.unwrap());
    for length in [60_000, 70_000, 1 << 20] {
        let error = query(length).send().await.unwrap_err();
        assert!(error.is_argument(), "{error}");
        assert!(error.to_string().contains("60000"), "{error}");
    }
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn duplicate_aggregate_name_is_rejected() {
    let count = || Aggregate::cardinality("n", asset::id);
    let em = unreachable().exposure_management();
    let request = em.aggregate_assets((count(), count()));
    assert_rejected(request.send().await, "`$[1].name`");
}

fn id_filter(values: &[u32]) -> Filter<ExternalAssets> {
    let list: Vec<_> = values.iter().map(|value| format!("'{value}'")).collect();
    Filter::unchecked(format!("id:[{}]", list.join(",")))
}

#[test]
fn chunks_keep_every_value_in_order_within_the_limit() {
    let values: Vec<u32> = (1000..2000).collect();
    let filters = chunk_filter(&values, 500, id_filter).unwrap();
    assert!(filters.len() > 1);
    assert!(filters.iter().all(|filter| {
        form_urlencoded::byte_serialize(filter.as_str().as_bytes())
            .map(str::len)
            .sum::<usize>()
            <= 500
    }));
    let chunked: Vec<u32> = filters
        .iter()
        .flat_map(|filter| filter.as_str().split('\''))
        .filter_map(|part| part.parse().ok())
        .collect();
    assert_eq!(chunked, values);
}

#[test]
fn short_filter_is_not_split() {
    assert_eq!(chunk_filter(&[1, 2, 3], 500, id_filter).unwrap().len(), 1);
}

#[test]
fn empty_values_and_overlong_value_are_errors() {
    assert!(chunk_filter(&[], 500, id_filter).unwrap_err().is_argument());
    assert!(chunk_filter(&[1], 3, id_filter).unwrap_err().is_argument());
}

#[tokio::test]
async fn unknown_parameter_suggests_a_similar_one() {
    for (operation, key, help) in [
        (
            OperationId::QueryExternalAssets,
            "fliter",
            "did you mean `filter`?",
        ),
        (OperationId::GetPolicyRules, "zzzzzz", "supported: ids"),
        (
            OperationId::PostPolicyRules,
            "name",
            "the operation has only a body",
        ),
    ] {
        let params = Params::new().with(key, "x");
        let error = unreachable()
            .call(operation, params, None)
            .await
            .unwrap_err();
        let message = format!("{operation}: unknown parameter `{key}`");
        assert_eq!(error.to_string(), message);
        assert_eq!(error.help(), Some(help));
    }
}

#[tokio::test]
async fn duplicate_parameter_is_rejected() {
    for values in [["5", "6"], ["5", "5"]] {
        let params = Params::from(values.map(|value| ("limit", value)));
        let result = unreachable().call("query_assets_v1", params, None).await;
        assert_rejected(result, "duplicate parameter `limit`");
    }
}

#[tokio::test]
async fn call_sends_ids_in_the_query_or_the_body() {
    let server = Server::always(Response::resources(json!([])));
    let ids = || Params::from([("ids", "a"), ("ids", "b,c")]);
    let falcon = client(&server);
    for operation in ["get_assets", "get_sensor_details", "delete_assets"] {
        drop(falcon.call(operation, ids(), None).await.unwrap());
    }
    let requests = server.requests();
    let pairs = [("ids".into(), "a".into()), ("ids".into(), "b,c".into())];
    assert_eq!(requests[0].query(), pairs);
    assert_eq!(requests[1].json(), json!({"ids": ["a", "b,c"]}));
    assert_eq!(
        (requests[2].query(), requests[2].json()),
        (pairs.to_vec(), json!({}))
    );
    for operation in ["get_sensor_details", "delete_policy_rules"] {
        assert!(
            falcon
                .call(operation, ids(), Some(json!({})))
                .await
                .is_err()
        );
    }
}
