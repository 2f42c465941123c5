//! `Send` and `Sync` of the public types and futures.

use falcon_transport::fql::collections::external_assets as asset;
use falcon_transport::identity_protection::{GraphqlNodes, GraphqlPages};
use falcon_transport::operation::{OperationId, Params};
use falcon_transport::paging::{Details, Pager};
use falcon_transport::response::{Download, Partial, RawResponse};
use falcon_transport::{Error, Falcon, Response, models};
use serde_json::json;

fn assert_value_is_send<T: Send>(_: &T) {}
fn assert_send_sync<T: Send + Sync + 'static>() {}
fn assert_send<T: Send + 'static>() {}

#[test]
fn public_types_are_send_and_sync() {
    assert_send_sync::<Falcon>();
    assert_send_sync::<Error>();
    assert_send_sync::<RawResponse>();
    assert_send_sync::<Response<models::ExternalAsset>>();
    assert_send_sync::<Partial<Response<String>>>();
    assert_send::<Pager<String>>();
    assert_send::<Details<models::Sensor>>();
    assert_send::<GraphqlPages>();
    assert_send::<GraphqlNodes>();
    assert_send::<Download>();
}

#[test]
fn futures_are_send() {
    let falcon = Falcon::builder().token("t").build().unwrap();
    let (em, idp) = (falcon.exposure_management(), falcon.identity_protection());
    assert_value_is_send(&em.aggregate_assets_json(json!([{}])).send());
    assert_value_is_send(&em.download_assets("a", "h").send());
    assert_value_is_send(&em.preview_assets("a", "h").send());
    assert_value_is_send(&em.get_assets(["a"]).send());
    assert_value_is_send(&em.delete_assets(["a"]).send());
    assert_value_is_send(&em.update_assets_json(json!({})).send());
    assert_value_is_send(&em.query_assets_v1().send());
    assert_value_is_send(&em.query_assets().send());
    assert_value_is_send(&em.query_combined_ecosystem_subsidiaries().send());
    assert_value_is_send(&em.get_ecosystem_subsidiaries(["a"]).send());
    assert_value_is_send(&em.query_ecosystem_subsidiaries().send());
    assert_value_is_send(&em.add_assets_json(json!({})).send());
    assert_value_is_send(&idp.get_sensor_aggregates_json(json!([{}])).send());
    assert_value_is_send(&idp.get_sensor_details(["a"]).send());
    assert_value_is_send(&idp.query_sensors().send());
    assert_value_is_send(&idp.graphql("{ a }").send());
    assert_value_is_send(&idp.get_policy_rules(["a"]).send());
    assert_value_is_send(&idp.create_policy_rules_json(json!({})).send());
    assert_value_is_send(&idp.delete_policy_rules(["a"]).send());
    assert_value_is_send(&idp.query_policy_rules().send());
    assert_value_is_send(&falcon.call(OperationId::GetPolicyRules, Params::new(), None));
    assert_value_is_send(&falcon.post("/a").json("b").send());
    assert_value_is_send(&falcon.get("/a").download());
    assert_value_is_send(&falcon.list(asset::QUERY_EXTERNAL_ASSETS).send());
    assert_value_is_send(&falcon.call("query_assets", Params::new(), None));
    assert_value_is_send(&falcon.revoke());
    assert_value_is_send(&async {
        let download = falcon
            .exposure_management()
            .download_assets("a", "h")
            .send()
            .await?;
        download.to_file("x").await
    });
}
