//! Policy rules of Identity Protection.

use serde_json::{Map, Value};

use super::details;
use crate::data::Document;
use crate::envelope::{Envelope, Reply};
use crate::id;
use crate::refusal::{ApiError, Refusal};
use crate::state::Call;

/// How many ids one call takes.
const MOST_IDS: usize = 100;

pub(super) fn get(call: &Call) -> Result<Reply, Refusal> {
    let ids = call.query.ids(MOST_IDS)?;
    details(&call.state.policy_rules, "policy rule", &ids)
        .0
        .unless_empty()
}

pub(super) fn query(call: &Call) -> Result<Reply, Refusal> {
    let enabled = call.query.boolean("enabled")?;
    let simulation_mode = call.query.boolean("simulation_mode")?;
    let name = call.query.get("name");
    let snapshot = call.state.policy_rules.snapshot();
    let is = |rule: &Value, key: &str, wanted: Option<bool>| {
        wanted.is_none_or(|wanted| rule[key].as_bool() == Some(wanted))
    };
    let mut envelope = Envelope::new();
    for document in snapshot.documents() {
        let rule = document.to_value();
        if is(&rule, "enabled", enabled)
            && is(&rule, "simulationMode", simulation_mode)
            && name.is_none_or(|name| rule["name"] == name)
        {
            envelope.push(document.id());
        }
    }
    Ok(envelope.into())
}

/// Creates one rule; it is answered as it is now.
pub(super) fn create(call: &Call) -> Result<Reply, Refusal> {
    let Value::Object(mut rule) = call.json()? else {
        return Err(Refusal::bad_request(
            "the body is no policy rule: send `{\"name\": \"…\", …}`",
        ));
    };
    check(&rule)?;
    let id = id::hyphenated();
    rule.insert("id".into(), id.as_str().into());
    let document = Document::new(id, Value::Object(rule).to_string());
    let mut envelope = Envelope::new().with_affected(1);
    envelope.push_json(document.json());
    call.state.policy_rules.change(|rules| rules.put(document));
    Ok(envelope.into())
}

pub(super) fn delete(call: &Call) -> Result<Reply, Refusal> {
    let ids = call.query.ids(MOST_IDS)?;
    let mut envelope = Envelope::new();
    let mut affected = 0;
    call.state.policy_rules.change(|rules| {
        for id in &ids {
            if rules.remove(id).is_some() {
                envelope.push(*id);
                affected += 1;
            } else {
                envelope.errors.push(ApiError::not_found("policy rule", id));
            }
        }
    });
    envelope.with_affected(affected).unless_empty()
}

/// The texts that every rule has. What may stand in them is not documented as closed.
const TEXTS: [&str; 3] = ["name", "action", "trigger"];
/// The booleans that every rule has. `false` is a value.
const BOOLEANS: [&str; 2] = ["enabled", "simulationMode"];
/// The parts that a rule may have, and the conditions of each.
const PARTS: [(&str, [&str; 2]); 4] = [
    ("activity", ["accessType", "accessTypeCustom"]),
    ("destination", ["entityId", "groupMembership"]),
    ("sourceEndpoint", ["entityId", "groupMembership"]),
    ("sourceUser", ["entityId", "groupMembership"]),
];

fn check(rule: &Map<String, Value>) -> Result<(), Refusal> {
    let mut problems = Vec::new();
    for key in TEXTS {
        let text = rule.get(key).and_then(Value::as_str);
        if text.is_none_or(str::is_empty) {
            problems.push(format!("`{key}` is missing: it is a text"));
        }
    }
    for key in BOOLEANS {
        if !rule.get(key).is_some_and(Value::is_boolean) {
            problems.push(format!("`{key}` is missing: it is `true` or `false`"));
        }
    }
    for (part, conditions) in PARTS {
        let Some(part_given) = rule.get(part).filter(|given| !given.is_null()) else {
            continue;
        };
        if !part_given.is_object() {
            problems.push(format!("`{part}` is no object"));
        }
        for key in conditions {
            if !part_given.get(key).is_none_or(is_condition) {
                problems.push(format!(
                    "`{part}.{key}` is no condition: it is `{{\"include\": […], \"exclude\": […]}}` \
                     with lists of texts"
                ));
            }
        }
    }
    if problems.is_empty() {
        return Ok(());
    }
    let errors = problems
        .into_iter()
        .map(|problem| ApiError::new(400, problem));
    Err(Refusal::listing(400, errors.collect()))
}

fn is_condition(value: &Value) -> bool {
    let is_list = |value: &Value| {
        value.is_null()
            || value
                .as_array()
                .is_some_and(|list| list.iter().all(Value::is_string))
    };
    value.is_null()
        || (value.is_object()
            && ["include", "exclude"]
                .iter()
                .all(|key| value.get(key).is_none_or(is_list)))
}
