//! `Debug` output of every public type with a client that has a token and a secret. The names of the
//! types come from the crate root, so that no new type is missed.

use std::any::type_name_of_val;
use std::collections::BTreeSet;
use std::fmt::Debug;

use falcon_transport::Cloud;
use falcon_transport::exposure_management::{
    AssetUpdate, Criticality, InventoryAddition, TriageUpdate,
};
use falcon_transport::falcon_aggregates::Aggregate;
use falcon_transport::fql::collections::external_assets as asset;
use falcon_transport::identity_protection::{
    Activity, Condition, NewPolicyRule, RuleAction, RuleMode, RuleTrigger, Subject,
};
use falcon_transport::operation::{OperationId, Params};
use falcon_transport::response::{ApiError, Meta, Offset, Pagination, WriteCounts};
use serde_json::json;
use test_server::{Request, Response, Server};

use crate::support::{CLIENT_SECRET, builder, client, exposure_management, quick_retry};

/// Traits, types without values and aliases.
const WITHOUT_VALUES: [&str; 11] = [
    "AggregateAssets",
    "QueryAssets",
    "QueryAssetsV1",
    "QueryCombinedEcosystemSubsidiaries",
    "QueryEcosystemSubsidiaries",
    "QuerySensors",
    "GetSensorAggregates",
    "HasId",
    "IntoIds",
    "Limit",
    "Result",
];

/// Returns the names of the types that the crate root and its modules export.
fn exported_types() -> BTreeSet<String> {
    let modules = [
        include_str!("../../src/lib.rs"),
        include_str!("../../src/api/exposure_management/mod.rs"),
        include_str!("../../src/api/identity_protection/mod.rs"),
        include_str!("../../src/paging/mod.rs"),
        include_str!("../../src/response/mod.rs"),
    ];
    let uses = modules
        .iter()
        .flat_map(|module| module.split("pub use ").skip(1));
    let uses = uses.map(|path| path.split(';').next().unwrap());
    let names = uses.filter(|path| path.contains("::")).flat_map(|path| {
        let (_, names) = path.split_once("::").unwrap();
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
struct DebugOutput {
    text: String,
    types: BTreeSet<String>,
}

impl DebugOutput {
    fn add(&mut self, value: &(impl Debug + ?Sized)) {
        let name = type_name_of_val(value).split('<').next().unwrap();
        let name = name.rsplit("::").next().unwrap();
        self.types.insert(name.to_owned());
        self.text += &format!("{value:?} {value:#?}\n");
    }
}

macro_rules! add {
    ($output:ident: $($value:expr),* $(,)?) => { $( $output.add(&$value); )* };
}

/// Returns responses with resources and errors, rejected additions, or malformed items.
fn respond(request: &Request) -> Option<Response> {
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
async fn public_types_debug_without_secrets() {
    let server = Server::with(respond);
    let falcon = client(&server);
    let (em, idp) = (falcon.exposure_management(), falcon.identity_protection());
    let mut output = DebugOutput::default();

    let response = em.get_assets(["a", "b"]).send().await.unwrap();
    let added = em
        .add_assets([InventoryAddition::new("s").asset("a", "192.0.2.1")])
        .send()
        .await
        .unwrap();
    let mut pager = em.query_assets().ids();
    drop(pager.next().await);
    let mut details = em.query_assets().assets();
    while let Some(item) = details.next().await {
        match item {
            Ok(fetched) => {
                if let falcon_transport::DetailResult::Missing(missing) = &fetched {
                    output.add(missing);
                }
                output.add(&fetched);
            }
            Err(error) => output.add(&error),
        }
    }
    let download = em.download_assets("a", "h").send().await.unwrap();
    let operation = OperationId::QueryExternalAssetsV2;
    let raw = falcon.call(operation, [("limit", 1)], None).await.unwrap();
    let graphql = idp.graphql("{ a }").send().await.unwrap();
    let error = em.query_assets().page_size(0).send().await.unwrap_err();
    let mode = RuleMode {
        enabled: true,
        simulation_mode: false,
    };
    let rule = NewPolicyRule::new("n", RuleAction::Block, RuleTrigger::Access, mode);
    let aggregate = json!([{"name": "n", "type": "terms", "field": "asset_type"}]);
    add![output:
        falcon, em, idp, builder(&server).token(CLIENT_SECRET), error,
        response.malformed()[0], response.rate_limit(), response.operation(), response.meta(), response.errors()[0],
        added.rejected()[0], pager, pager.position().unwrap(), em.query_assets().ids().by_page(),
        details, download.progress(), download, raw, graphql,
        Cloud::Us1, Params::new().with("a", "b"), ApiError::default(), quick_retry(),
        Meta::default(), Offset::Number(1), Pagination::default(), WriteCounts::default(),
        operation.method(), operation.idempotency(), operation,
        "unknown".parse::<OperationId>().unwrap_err(),
        "unknown".parse::<OperationId>().unwrap_err().kind(),
        Criticality::High, RuleAction::Mfa, RuleTrigger::Access,
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
        falcon.post("/a").json("b"), falcon.list(asset::QUERY_EXTERNAL_ASSETS),
        falcon.aggregate(asset::AGGREGATE_EXTERNAL_ASSETS, Aggregate::terms("n", asset::asset_type)), idp.graphql("{ a }").pages(), idp.graphql("{ a }").nodes(),
    ];
    output.add(&response.clone().into_parts());
    output.add(&response.clone().complete().unwrap_err());
    output.add(&response);

    let missing: Vec<_> = exported_types()
        .difference(&output.types)
        .cloned()
        .collect();
    assert!(missing.is_empty(), "types without output: {missing:?}");
    for secret in ["test-token-", CLIENT_SECRET] {
        assert!(!output.text.contains(secret), "{}", output.text);
    }
}

#[tokio::test]
async fn listing_debug_shows_operation_and_options() {
    let server = Server::script([]);
    let query = exposure_management(&server).query_assets().page_size(7);
    let ids = format!("{:?}", query.clone().ids());
    assert!(
        ids.starts_with("Pager") && ids.contains("QueryExternalAssetsV2"),
        "{ids}"
    );
    let assets = format!("{:?}", query.assets().batch_size(50).concurrency(3));
    for part in [
        "Details",
        "GetExternalAssets",
        "batch_size: 50",
        "concurrency: 3",
    ] {
        assert!(assets.contains(part), "{assets}");
    }
}
