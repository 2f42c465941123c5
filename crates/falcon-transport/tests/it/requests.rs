//! The ways in which requests are written and sent.

use falcon_transport::Falcon;
use falcon_transport::exposure_management::{AssetUpdate, InventoryAddition};
use falcon_transport::fql::Sort;
use falcon_transport::fql::collections::external_assets::{self as asset, ExternalAssets};
use falcon_transport::identity_protection::{NewPolicyRule, RuleAction, RuleMode, RuleTrigger};
use serde_json::json;
use test_server::{Response, Server};

use crate::support::{client, exposure_management};

#[tokio::test]
async fn awaited_request_is_sent_like_send() {
    let response = || Response::resources(["a"]);
    let server = Server::script([response(), response()]);
    let query = exposure_management(&server).query_assets().page_size(5);
    let sent = query.clone().send().await.unwrap().complete().unwrap();
    let awaited = query.await.unwrap().complete().unwrap();
    assert_eq!(sent, awaited);
    let requests = server.requests();
    assert_eq!(requests.len(), 2);
    assert_eq!(requests[0].raw_query(), requests[1].raw_query());
}

fn assert_awaitable(request: impl IntoFuture<IntoFuture: Send>) {
    drop(request.into_future());
}

#[test]
fn every_request_can_be_awaited() {
    let falcon = Falcon::builder().token("t").build().unwrap();
    let assets = falcon.exposure_management();
    assert_awaitable(assets.get_assets(["a"]));
    assert_awaitable(assets.delete_assets(["a"]));
    assert_awaitable(assets.update_assets([AssetUpdate::new("a")]));
    assert_awaitable(assets.add_assets([InventoryAddition::new("s")]));
    assert_awaitable(assets.query_assets());
    assert_awaitable(assets.query_assets_v1());
    assert_awaitable(assets.aggregate_assets_json(json!([])));
    assert_awaitable(assets.query_combined_ecosystem_subsidiaries());
    assert_awaitable(assets.query_ecosystem_subsidiaries());
    assert_awaitable(assets.get_ecosystem_subsidiaries(["a"]));
    assert_awaitable(assets.preview_assets("a", "h"));
    assert_awaitable(assets.download_assets("a", "h"));
    assert_awaitable(falcon.get("/a"));
    let identities = falcon.identity_protection();
    let mode = RuleMode {
        enabled: false,
        simulation_mode: true,
    };
    assert_awaitable(identities.create_policy_rules(NewPolicyRule::new(
        "n",
        RuleAction::Block,
        RuleTrigger::Access,
        mode,
    )));
    assert_awaitable(identities.query_policy_rules());
    assert_awaitable(identities.get_policy_rules(["a"]));
    assert_awaitable(identities.delete_policy_rules(["a"]));
    assert_awaitable(identities.get_sensor_aggregates_json(json!([])));
    assert_awaitable(identities.get_sensor_details(["a"]));
    assert_awaitable(identities.query_sensors());
    assert_awaitable(identities.graphql("{ a }"));
}

#[tokio::test]
async fn optional_sort_is_sent_if_present() {
    let server = Server::always(Response::resources(["a"]));
    let query = || exposure_management(&server).query_assets();
    let sort = asset::last_seen.desc();
    for request in [
        query().sort(&sort),
        query().sort(Some(sort.clone())),
        query().sort(sort),
    ] {
        let _ = request.await.unwrap();
        let sent = server.requests().pop().unwrap();
        assert_eq!(sent.param("sort").as_deref(), Some("last_seen|desc"));
    }
    let _ = query().sort(None::<Sort<ExternalAssets>>).await.unwrap();
    assert_eq!(server.requests().pop().unwrap().param("sort"), None);
}

#[tokio::test]
async fn updates_are_taken_from_any_sequence() {
    let server = Server::always(Response::json(json!({"resources": []})));
    let assets = client(&server).exposure_management();
    let updates = vec![AssetUpdate::new("a"), AssetUpdate::new("b")];
    for request in [
        assets.update_assets(&updates),
        assets.update_assets(&updates[..]),
        assets.update_assets(updates.iter().filter(|_| true)),
        assets.update_assets([&updates[0], &updates[1]]),
        assets.update_assets(updates.clone()),
        assets.update_assets(["a", "b"].map(AssetUpdate::new)),
    ] {
        let _ = request.await.unwrap();
        let sent = server.requests().pop().unwrap();
        assert_eq!(sent.json(), json!({"assets": [{"id": "a"}, {"id": "b"}]}));
    }
}

#[tokio::test]
async fn additions_are_taken_by_reference() {
    let server = Server::script([Response::json(json!({"resources": []}))]);
    let additions = [InventoryAddition::new("s").asset("1", "192.0.2.1")];
    let request = exposure_management(&server).add_assets(&additions);
    let _ = request.await.unwrap();
    assert_eq!(server.only().json()["data"][0]["subsidiary_id"], "s");
}
