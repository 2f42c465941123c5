//! Policy rules: create, read, query, delete.

use falcon_transport::{Condition, PolicyRule, RuleMode, Subject};
use serde_json::{Value, json};

use crate::support::{Raw, client, sandbox};

const RULES: &str = "/identity-protection/entities/policy-rules/v1";
const QUERY: &str = "/identity-protection/queries/policy-rules/v1";

#[tokio::test]
async fn a_rule_is_created_read_found_and_deleted() {
    let sandbox = sandbox().await;
    let falcon = client(&sandbox);
    let rules = falcon.identity_protection();
    let mode = RuleMode {
        enabled: false,
        simulation_mode: true,
    };
    let rule = PolicyRule::new("new", "AN_ACTION_OF_TOMORROW", "access", mode)
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
    assert_eq!(read[0], created);
    // `false` is a value.
    assert_eq!(read[0]["enabled"], false);
    assert_eq!(read[0]["simulationMode"], true);
    assert_eq!(
        read[0]["sourceUser"]["groupMembership"]["include"],
        json!(["g"])
    );
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
    assert_eq!(
        rules
            .get_policy_rules([&id])
            .send()
            .await
            .unwrap_err()
            .status(),
        Some(404)
    );
}

#[tokio::test]
async fn a_query_takes_any_of_its_three_parameters() {
    let sandbox = sandbox().await;
    let raw = Raw::new(&sandbox).await;
    for (query, ids) in [
        ("", json!(["r1", "r2"])),
        ("enabled=true", json!(["r1"])),
        ("enabled=False", json!(["r2"])),
        ("simulation_mode=true", json!([])),
        ("name=second", json!(["r2"])),
        ("name=second&enabled=true", json!([])),
    ] {
        let told = raw.get(&format!("{QUERY}?{query}")).await;
        assert_eq!(told.body["resources"], ids, "{query}");
    }
    raw.get(&format!("{QUERY}?enabled=yes"))
        .await
        .assert_refused(400);
}

#[tokio::test]
async fn a_rule_has_five_fields_and_well_made_conditions() {
    let sandbox = sandbox().await;
    let raw = Raw::new(&sandbox).await;
    let whole = json!({
        "name": "n", "action": "BLOCK", "trigger": "access",
        "enabled": false, "simulationMode": false,
    });
    for key in ["name", "action", "trigger", "enabled", "simulationMode"] {
        let mut rule = whole.clone();
        rule.as_object_mut().unwrap().remove(key);
        let told = raw.post(RULES, &rule).await;
        told.assert_refused(400);
        assert!(told.message().contains(key), "{}", told.message());
    }
    let with = |key: &str, value: Value| {
        let mut rule = whole.clone();
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
    ] {
        raw.post(RULES, &with(key, value.clone()))
            .await
            .assert_refused(400);
    }
    let good = with(
        "destination",
        json!({"entityId": {"include": [], "exclude": ["a"]}}),
    );
    assert_eq!(raw.post(RULES, &good).await.status, 200);
    assert_eq!(sandbox.snapshot().policy_rules.len(), 3);
}
