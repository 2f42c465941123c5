//! Policy rules.

use serde_json::{Value, json};

use super::sampler::{Context, Purpose};

/// Name, action, trigger, `enabled` and `simulationMode` of each rule. The last two vary so that
/// queries by them return some rules and not others.
#[rustfmt::skip]
pub(super) const RULES: &[(&str, &str, &str, bool, bool)] = &[
    ("MFA for administrators", "MFA", "access", true, false),
    ("Block NTLM to servers", "BLOCK", "access", true, true),
    ("Block RDP by service accounts", "BLOCK", "access", true, false),
    ("Watch new accounts", "ADD_TO_WATCH_LIST", "accountEvent", true, false),
    ("New password after an alert", "FORCE_PASSWORD_CHANGE", "alert", false, false),
    ("Sign-on policy for partners", "APPLY_SSO_POLICY", "federatedAccess", true, false),
    ("Backup accounts may access file servers", "ALLOW", "access", true, false),
    ("MFA for old workstations", "MFA", "access", false, true),
];

/// Returns the policy rule at `index`.
pub(super) fn policy_rule(context: &Context, index: usize) -> Value {
    let mut sampler = context.sampler(Purpose::PolicyRule, index as u64);
    let (name, action, trigger, enabled, simulation_mode) = RULES[index];
    let include = |value: &str| json!({ "include": [value], "exclude": [] });
    let mut rule = json!({
        "id": sampler.uuid(),
        "name": name,
        "action": action,
        "trigger": trigger,
        "enabled": enabled,
        "simulationMode": simulation_mode,
        "sourceUser": { "groupMembership": include(&sampler.uuid()) },
    });
    if trigger == "access" {
        let access = sampler.weighted(&[("AUTHENTICATION", 2), ("SERVICE_ACCESS", 1)]);
        rule["activity"] = json!({ "accessType": include(access) });
        rule["destination"] = json!({ "entityId": include(&sampler.uuid()) });
    }
    rule
}
