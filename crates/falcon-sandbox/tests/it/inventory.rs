//! Additions to the inventory.

use falcon_transport::exposure_management::InventoryAddition;
use falcon_transport::fql::collections::external_assets as asset;
use serde_json::{Value, json};

use crate::support::{NOW, RawClient, client, sandbox};

#[tokio::test]
async fn added_assets_are_found_by_the_next_query() {
    let sandbox = sandbox().await;
    let falcon = client(&sandbox);
    let assets = falcon.exposure_management();
    let addition = InventoryAddition::new("s2")
        .asset("1", "198.51.100.7")
        .asset("2", "New.Example.COM.")
        .asset("3", "2001:DB8::1");
    let response = assets.add_assets([addition]).send().await.unwrap();
    assert_eq!(
        response.meta().writes.clone().unwrap().resources_affected,
        Some(3)
    );
    let results = response.complete().unwrap();
    assert!(
        results
            .iter()
            .all(|result| result.error.as_ref().is_none_or(Value::is_null))
    );
    assert_eq!(results[1].raw_value.as_deref(), Some("New.Example.COM."));
    assert_eq!(results[1].value.as_deref(), Some("new.example.com"));
    assert_eq!(results[1].asset_type.as_deref(), Some("dns_domain"));
    assert_eq!(results[1].index, Some(1));
    assert_eq!(results[2].id.as_deref(), Some("3"));
    let owner = json!({ "id": "s2", "name": "Example Two" });
    assert_eq!(results[0].subsidiary, Some(owner.clone()));

    let found = assets
        .query_assets()
        .filter(asset::dns_domain::fqdn.eq("new.example.com"));
    assert_eq!(found.send().await.unwrap().complete().unwrap().len(), 1);
    let address: std::net::IpAddr = "198.51.100.7".parse().unwrap();
    let found = assets
        .query_assets()
        .filter(asset::ip::ip_address.eq(address));
    let ids = found.send().await.unwrap().complete().unwrap();
    let stored = sandbox.snapshot().assets;
    let stored = stored.iter().find(|asset| asset.id() == ids[0]).unwrap();
    assert!(stored.to_value()["data_providers"].is_array());
    let added = assets
        .get_assets(&ids)
        .send()
        .await
        .unwrap()
        .complete()
        .unwrap()
        .remove(0);
    assert_eq!(added.asset_type.as_deref(), Some("ip"));
    assert_eq!(added.manual, Some(true));
    assert_eq!(added.first_seen.unwrap(), NOW);
    assert_eq!(added.subsidiaries[0].id.as_deref(), Some("s2"));
}

#[tokio::test]
async fn rejected_additions_have_reasons() {
    let sandbox = sandbox().await;
    let falcon = client(&sandbox);
    let assets = falcon.exposure_management();
    let additions = [
        InventoryAddition::new("s1")
            .asset("bad", "not an address")
            .asset("known", "WWW.example.com")
            .asset("new", "203.0.113.1")
            .asset("twice", "203.0.113.1"),
        InventoryAddition::new("gone").asset("lost", "203.0.113.2"),
    ];
    let response = assets.add_assets(additions).send().await.unwrap();
    assert_eq!(
        response.meta().writes.clone().unwrap().resources_affected,
        Some(1)
    );
    let parts = response.into_parts();
    let added: Vec<_> = parts.succeeded.iter().map(|item| item.index).collect();
    assert_eq!(added, [Some(2)]);
    let [bad, known, twice, lost] = &parts.rejected[..] else {
        panic!("four were rejected: {:?}", parts.rejected)
    };
    assert_eq!(bad.reason.message, "invalid value");
    assert_eq!(bad.reason.code, Some(400));
    let error = bad.item.error.as_ref().unwrap();
    let details = error["details"].as_str().unwrap();
    assert!(details.contains("expected an IP address or a domain"));
    assert_eq!(bad.item.value, None);
    assert_eq!(bad.item.raw_value.as_deref(), Some("not an address"));
    assert!(known.reason.message.contains("already"));
    let owner = known.item.current_subsidiary.as_ref().unwrap();
    assert_eq!(owner["id"], "s2");
    assert!(twice.reason.message.contains("already"));
    let owner = twice.item.current_subsidiary.as_ref().unwrap();
    assert_eq!(owner["id"], "s1");
    assert!(lost.reason.message.contains("unknown subsidiary"));
    assert_eq!(lost.item.index, Some(4));
    assert_eq!(sandbox.snapshot().assets.len(), 12);
}

#[tokio::test]
async fn malformed_request_adds_nothing() {
    let sandbox = sandbox().await;
    let http = RawClient::new(&sandbox).await;
    let good = json!({"subsidiary_id": "s1", "assets": [{"id": "1", "value": "203.0.113.1"}]});
    for data in [
        json!([]),
        json!({}),
        json!([good, {"assets": [{"value": "203.0.113.2"}]}]),
        json!([good, {"subsidiary_id": "s1"}]),
        json!([good, {"subsidiary_id": "s1", "assets": []}]),
        json!([good, {"subsidiary_id": "s1", "assets": [{"id": "1"}]}]),
        json!([good, {"subsidiary_id": "s1", "assets": [{"id": 1, "value": "203.0.113.2"}]}]),
    ] {
        let target = "/fem/entities/external-asset-inventory/v1";
        http.post(target, &json!({ "data": data }))
            .await
            .assert_error(400);
    }
    assert_eq!(sandbox.snapshot().assets.len(), 11);
}
