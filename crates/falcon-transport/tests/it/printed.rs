//! `Debug` of every public type, on a client that holds a token and a secret. A type that is new is
//! missed by its name.

use std::any::type_name_of_val;
use std::collections::BTreeSet;
use std::fmt::Debug;

use falcon_transport::{
    Activity, ApiError, AssetUpdate, Cloud, Condition, InventoryAddition, Meta, Offset,
    OperationId, Pagination, Params, PolicyRule, RuleMode, Subject, TriageUpdate, WriteCounts,
};
use futures_util::StreamExt;
use serde_json::json;

use test_server::{Request, Response, Server};

use crate::support::{CLIENT_SECRET, builder, client, quick_retry};

/// Traits, functions, and types without values.
const WITHOUT_VALUES: [&str; 2] = ["HasId", "IntoIds"];

/// The types that the crate's root names.
fn public() -> BTreeSet<String> {
    let root = include_str!("../../src/lib.rs");
    let uses = root.split("\npub use ").skip(1);
    let uses = uses.map(|one| one.split(';').next().unwrap());
    let names = uses.filter(|one| one.contains("::")).flat_map(|one| {
        let (_, names) = one.split_once("::").unwrap();
        names
            .split(|c: char| !c.is_alphanumeric())
            .map(str::to_owned)
            .collect::<Vec<_>>()
    });
    names
        .filter(|name| name.starts_with(char::is_uppercase))
        .filter(|name| !WITHOUT_VALUES.contains(&name.as_str()))
        .collect()
}

#[derive(Default)]
struct Printed {
    text: String,
    types: BTreeSet<String>,
}

impl Printed {
    fn add(&mut self, value: &(impl Debug + ?Sized)) {
        let name = type_name_of_val(value).split('<').next().unwrap();
        let name = name.rsplit("::").next().unwrap();
        self.types.insert(name.to_owned());
        self.text += &format!("{value:?} {value:#?}\n");
    }
}

macro_rules! add {
    ($printed:ident: $($value:expr),* $(,)?) => { $( $printed.add(&$value); )* };
}

/// Errors beside what succeeded, rejected additions, items that cannot be read.
fn reply(request: &Request) -> Option<Response> {
    let resources = match (request.method.as_str(), request.path()) {
        ("POST", path) if path.contains("inventory") => {
            json!([{"id": "a", "value": "192.0.2.1", "error": "exists"}])
        }
        (_, path) if path.contains("queries") => json!(["a", "b"]),
        (_, path) if path.contains("external-assets") => json!([{"id": "a"}, 7]),
        _ => json!([]),
    };
    let meta = json!({"pagination": {"total": 2}, "writes": {"resources_affected": 1}});
    let errors = json!([{"code": 404, "message": "none", "id": "b"}]);
    Some(Response::json(
        json!({"meta": meta, "errors": errors, "resources": resources, "data": {}}),
    ))
}

#[tokio::test]
async fn no_public_type_prints_a_secret() {
    let server = Server::with(reply);
    let falcon = client(&server);
    let (em, idp) = (falcon.exposure_management(), falcon.identity_protection());
    let mut printed = Printed::default();

    let got = em.get_assets(["a", "b"]).send().await.unwrap();
    let added = em
        .add_assets([InventoryAddition::new("s").asset("a", "192.0.2.1")])
        .send()
        .await
        .unwrap();
    let mut pager = em.query_assets().ids();
    drop(pager.next().await);
    let mut details = em.query_assets().assets();
    let mut fetched = Vec::new();
    while let Some(next) = details.next().await {
        fetched.push(next);
    }
    for next in fetched {
        match next {
            Ok(fetched) => {
                if let falcon_transport::DetailResult::Missing(missing) = &fetched {
                    printed.add(missing);
                }
                printed.add(&fetched);
            }
            Err(error) => printed.add(&error),
        }
    }
    let download = em.download_assets("a", "h").send().await.unwrap();
    let operation = OperationId::QueryExternalAssetsV2;
    let called = falcon.call(operation, [("limit", 1)], None).await.unwrap();
    let graphql = idp.graphql("{ a }").send().await.unwrap();
    let error = em.query_assets().limit(0).send().await.unwrap_err();
    let mode = RuleMode {
        enabled: true,
        simulation_mode: false,
    };
    let rule = PolicyRule::new("n", "BLOCK", "access", mode);
    let aggregate = json!([{"name": "n", "type": "terms", "field": "asset_type"}]);
    add![printed:
        falcon, em, idp, builder(&server).token(CLIENT_SECRET), error,
        got.malformed()[0], got.rate_limit(), got.operation(), got.meta(), got.errors()[0],
        added.rejected()[0], pager, pager.position().unwrap(), em.query_assets().ids().by_page(),
        details, download.progress(), download, called, graphql,
        Cloud::Us1, Params::new().with("a", "b"), ApiError::default(), quick_retry(),
        Meta::default(), Offset::Number(1), Pagination::default(), WriteCounts::default(),
        operation.method(), operation.idempotency(), operation,
        "unknown".parse::<OperationId>().unwrap_err(),
        em.add_assets([InventoryAddition::new("s")]), InventoryAddition::new("s"),
        em.aggregate_assets_json(aggregate.clone()), idp.get_sensor_aggregates_json(aggregate),
        em.update_assets([AssetUpdate::new("a")]), AssetUpdate::new("a"), TriageUpdate::new(),
        em.delete_assets(["a"]), em.download_assets("a", "h"), em.preview_assets("a", "h"),
        em.get_assets(["a"]), em.get_ecosystem_subsidiaries(["a"]), em.query_assets(),
        em.query_assets_v1(), em.query_combined_ecosystem_subsidiaries(),
        em.query_ecosystem_subsidiaries(), Activity::new(), Condition::including(["a"]),
        Subject::new(), mode, idp.create_policy_rules(rule.clone()), rule,
        idp.delete_policy_rules(["a"]), idp.get_policy_rules(["a"]), idp.get_sensor_details(["a"]),
        idp.query_policy_rules(), idp.query_sensors(), idp.graphql("{ a }"),
        idp.graphql("{ a }").pages(), idp.graphql("{ a }").nodes(),
    ];
    printed.add(&got.clone().into_parts());
    printed.add(&got.clone().complete().unwrap_err());
    printed.add(&got);

    let missed: Vec<_> = public().difference(&printed.types).cloned().collect();
    assert!(missed.is_empty(), "never printed: {missed:?}");
    for secret in ["test-token-", CLIENT_SECRET] {
        assert!(!printed.text.contains(secret), "{}", printed.text);
    }
}
