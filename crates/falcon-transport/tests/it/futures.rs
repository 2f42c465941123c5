//! Every future can be moved to another thread.

use falcon_transport::{
    Details, Download, Error, Falcon, GraphqlNodes, GraphqlPages, OperationId, Pager, Params,
    Partial, RawResponse, Response, models,
};
use serde_json::json;

fn sent<T: Send>(_: &T) {}
fn shared<T: Send + Sync + 'static>() {}
fn moved<T: Send + 'static>() {}

#[test]
fn clients_answers_and_errors_cross_threads() {
    shared::<Falcon>();
    shared::<Error>();
    shared::<RawResponse>();
    shared::<Response<models::ExternalAsset>>();
    shared::<Partial<Response<String>>>();
    moved::<Pager<String>>();
    moved::<Details<models::Sensor>>();
    moved::<GraphqlPages>();
    moved::<GraphqlNodes>();
    moved::<Download>();
}

#[test]
fn every_future_is_send() {
    let falcon = Falcon::builder().token("t").build().unwrap();
    let (em, idp) = (falcon.exposure_management(), falcon.identity_protection());
    sent(&em.aggregate_assets_json(json!([{}])).send());
    sent(&em.download_assets("a", "h").send());
    sent(&em.preview_assets("a", "h").send());
    sent(&em.get_assets(["a"]).send());
    sent(&em.delete_assets(["a"]).send());
    sent(&em.update_assets_json(json!({})).send());
    sent(&em.query_assets_v1().send());
    sent(&em.query_assets().send());
    sent(&em.query_combined_ecosystem_subsidiaries().send());
    sent(&em.get_ecosystem_subsidiaries(["a"]).send());
    sent(&em.query_ecosystem_subsidiaries().send());
    sent(&em.add_assets_json(json!({})).send());
    sent(&idp.get_sensor_aggregates_json(json!([{}])).send());
    sent(&idp.get_sensor_details(["a"]).send());
    sent(&idp.query_sensors().send());
    sent(&idp.graphql("{ a }").send());
    sent(&idp.get_policy_rules(["a"]).send());
    sent(&idp.create_policy_rules_json(json!({})).send());
    sent(&idp.delete_policy_rules(["a"]).send());
    sent(&idp.query_policy_rules().send());
    sent(&falcon.call(OperationId::GetPolicyRules, Params::new(), None));
    sent(&falcon.revoke());
    sent(&async {
        let download = falcon
            .exposure_management()
            .download_assets("a", "h")
            .send()
            .await?;
        download.to_file("x").await
    });
}
