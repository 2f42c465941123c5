//! Policy rules.

use super::dice::Stream;
use super::object::Object;
use super::world::{Id, World};
use crate::data::Document;

/// A rule as it is created; whether it is on differs from rule to rule, so that queries by
/// `enabled` and `simulation_mode` have something to tell apart.
struct Rule {
    name: &'static str,
    action: &'static str,
    trigger: &'static str,
    enabled: bool,
    simulated: bool,
}

const fn rule(
    name: &'static str,
    action: &'static str,
    trigger: &'static str,
    enabled: bool,
    simulated: bool,
) -> Rule {
    Rule {
        name,
        action,
        trigger,
        enabled,
        simulated,
    }
}

const RULES: &[Rule] = &[
    rule("MFA for administrators", "MFA", "access", true, false),
    rule("Block NTLM to servers", "BLOCK", "access", true, true),
    rule(
        "Block RDP by service accounts",
        "BLOCK",
        "access",
        true,
        false,
    ),
    rule(
        "Watch new accounts",
        "ADD_TO_WATCH_LIST",
        "accountEvent",
        true,
        false,
    ),
    rule(
        "New password after an alert",
        "FORCE_PASSWORD_CHANGE",
        "alert",
        false,
        false,
    ),
    rule(
        "Sign-on policy for partners",
        "APPLY_SSO_POLICY",
        "federatedAccess",
        true,
        false,
    ),
    rule(
        "Backup accounts may reach file servers",
        "ALLOW",
        "access",
        true,
        false,
    ),
    rule("MFA for old workstations", "MFA", "access", false, true),
];

/// All rules.
pub(super) fn rules(world: &World) -> Vec<Document> {
    (0..)
        .zip(RULES)
        .map(|(index, rule)| {
            let id = Id::of(world.seed, Stream::Rule, index).hyphenated();
            let mut text = String::with_capacity(700);
            let mut object = Object::begin(&mut text);
            object.plain("id", id);
            object.text("cid", &world.cid);
            put_rule(world, index, rule, &mut object);
            drop(object);
            Document::new(id.to_string(), text)
        })
        .collect()
}

fn put_rule(world: &World, index: u64, rule: &Rule, object: &mut Object<'_>) {
    let dice = &mut world.dice(Stream::Rule, index);
    object.text("name", rule.name);
    object.text("action", rule.action);
    object.text("trigger", rule.trigger);
    object.flag("enabled", rule.enabled);
    object.flag("simulationMode", rule.simulated);
    let group = Id::drawn(dice).hyphenated();
    object.object("sourceUser", |object| {
        object.object("groupMembership", |object| {
            object.plains("include", [group]);
            object.texts("exclude", []);
        });
    });
    if rule.trigger == "access" {
        let kind = dice.word(&[("AUTHENTICATION", 2), ("SERVICE_ACCESS", 1)]);
        object.object("activity", |object| {
            object.object("accessType", |object| {
                object.texts("include", [kind]);
                object.texts("exclude", []);
            });
        });
        let server = Id::drawn(dice).hyphenated();
        object.object("destination", |object| {
            object.object("entityId", |object| {
                object.plains("include", [server]);
                object.texts("exclude", []);
            });
        });
    }
}
