//! Policy rules: creation, details, queries and deletion.

use falcon_transport::identity_protection::{
    Condition, NewPolicyRule, RuleAction, RuleMode, RuleTrigger, Subject,
};
use serde_json::{Value, json};

use crate::support::{RawClient, client, sandbox};

const RULES: &str = "/identity-protection/entities/policy-rules/v1";
const QUERY: &str = "/identity-protection/queries/policy-rules/v1";

#[tokio::test]
async fn rule_is_created_read_found_and_deleted() {
    let sandbox = sandbox().await;
    let falcon = client(&sandbox);
    let rules = falcon.identity_protection();
    let mode = RuleMode {
        enabled: false,
        simulation_mode: true,
    };
    let rule = NewPolicyRule::new(
        "new",
        RuleAction::Other("AN_ACTION_OF_TOMORROW".into()),
        RuleTrigger::Access,
        mode,
    )
    .source_user(Subject::new().group_membership(Condition::including(["g"])));
    let created = rules.create_policy_rules(rule).send().await.unwrap();
    assert_eq!(
        created.meta().writes.clone().unwrap().resources_affected,
        Some(1)
    );
    let created = created.complete().unwrap().remove(0);
    let id = created["id"].as_str().unwrap().to_owned();
    let read = rules
        .get_policy_rules([&id])
        .send()
        .await
        .unwrap()
        .complete()
        .unwrap();
    // The model of rules omits lists that are empty.
    let read_id = serde_json::to_value(&read[0]).unwrap()["id"].take();
    assert_eq!(read_id, created["id"]);
    assert_eq!(
        created["sourceUser"]["groupMembership"],
        json!({"include": ["g"], "exclude": []})
    );
    // `false` is sent and stored.
    assert_eq!(read[0].enabled, Some(false));
    assert_eq!(read[0].simulation_mode, Some(true));
    assert_eq!(
        read[0].action.as_ref().unwrap().as_str(),
        "AN_ACTION_OF_TOMORROW"
    );
    let user = read[0].source_user.as_ref().unwrap();
    assert_eq!(user.group_membership.as_ref().unwrap().include, ["g"]);
    let found = rules.query_policy_rules().name("new").enabled(false);
    assert_eq!(
        found.send().await.unwrap().complete().unwrap(),
        [id.as_str()]
    );
    let deleted = rules
        .delete_policy_rules([&id, "gone"])
        .send()
        .await
        .unwrap();
    assert_eq!(deleted.succeeded(), [json!(id)]);
    assert_eq!(deleted.errors()[0].id.as_deref(), Some("gone"));
    // The API definition of policy rules has no 404.
    let read = rules.get_policy_rules([&id]).send().await.unwrap();
    assert!(read.succeeded().is_empty());
    assert_eq!(read.errors()[0].code, Some(404));
    let deleted = rules.delete_policy_rules([&id]).send().await.unwrap();
    assert_eq!(deleted.errors()[0].id.as_deref(), Some(&*id));
}

#[tokio::test]
async fn query_supports_three_parameters() {
    let sandbox = sandbox().await;
    let http = RawClient::new(&sandbox).await;
    for (query, ids) in [
        ("", json!(["r1", "r2"])),
        ("enabled=true", json!(["r1"])),
        ("enabled=False", json!(["r2"])),
        ("simulation_mode=true", json!([])),
        ("name=second", json!(["r2"])),
        ("name=second&enabled=true", json!([])),
    ] {
        let response = http.get(&format!("{QUERY}?{query}")).await;
        assert_eq!(response.body["resources"], ids, "{query}");
    }
    http.get(&format!("{QUERY}?enabled=yes"))
        .await
        .assert_error(400);
}

#[tokio::test]
async fn invalid_rules_are_rejected() {
    let sandbox = sandbox().await;
    let http = RawClient::new(&sandbox).await;
    let valid = json!({
        "name": "n", "action": "BLOCK", "trigger": "access",
        "enabled": false, "simulationMode": false,
    });
    for key in ["name", "action", "trigger", "enabled", "simulationMode"] {
        let mut rule = valid.clone();
        rule.as_object_mut().unwrap().remove(key);
        let response = http.post(RULES, &rule).await;
        response.assert_error(400);
        assert!(response.message().contains(key), "{}", response.message());
    }
    let with = |key: &str, value: Value| {
        let mut rule = valid.clone();
        rule[key] = value;
        rule
    };
    for (key, value) in [
        ("enabled", json!("false")),
        ("name", json!("")),
        ("sourceUser", json!([])),
        ("sourceUser", json!({"entityId": ["a"]})),
        ("sourceUser", json!({"entityId": {"include": "a"}})),
        ("activity", json!({"accessType": {"exclude": [1]}})),
        ("simulation_mode", json!(true)),
        ("activity", json!({"access_type": {}})),
        ("activity", json!({"accessType": {"excluded": []}})),
    ] {
        http.post(RULES, &with(key, value.clone()))
            .await
            .assert_error(400);
    }
    let with_conditions = with(
        "destination",
        json!({"entityId": {"include": [], "exclude": ["a"]}}),
    );
    assert_eq!(http.post(RULES, &with_conditions).await.status, 200);
    let empty = with(
        "sourceUser",
        json!({"entityId": null, "groupMembership": {"include": null}}),
    );
    let created = http.post(RULES, &empty).await;
    let subject = json!({ "groupMembership": {} });
    assert_eq!(created.body["resources"][0]["sourceUser"], subject);
    assert_eq!(sandbox.snapshot().policy_rules.len(), 4);
}
