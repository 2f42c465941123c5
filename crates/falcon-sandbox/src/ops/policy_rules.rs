//! Policy rules of Identity Protection.

use fql_syntax::excerpt;
use serde_json::{Map, Value};

use super::listing::{MAX_IDS, details};
use super::request::ApiRequest;
use crate::data::Document;
use crate::id;
use crate::response::{ApiError, Envelope, ErrorResponse};

pub(super) fn get(request: &ApiRequest) -> Result<Envelope, ErrorResponse> {
    let ids = request.params.ids(MAX_IDS)?;
    let (envelope, _) = details(&request.state.policy_rules, "policy rule", &ids);
    Ok(envelope)
}

pub(super) fn query(request: &ApiRequest) -> Result<Envelope, ErrorResponse> {
    let enabled = request.params.boolean("enabled")?;
    let simulation_mode = request.params.boolean("simulation_mode")?;
    let name = request.params.get("name");
    let has_flag = |rule: &Value, key: &str, flag: Option<bool>| {
        flag.is_none_or(|flag| rule[key].as_bool() == Some(flag))
    };
    let mut envelope = Envelope::new();
    for document in request.state.policy_rules.snapshot().documents() {
        let rule = document.to_value();
        if has_flag(&rule, "enabled", enabled)
            && has_flag(&rule, "simulationMode", simulation_mode)
            && name.is_none_or(|name| rule["name"] == name)
        {
            envelope.push(document.id());
        }
    }
    Ok(envelope)
}

/// Creates a rule and responds with it.
pub(super) fn create(request: &ApiRequest) -> Result<Envelope, ErrorResponse> {
    let Value::Object(mut rule) = request.json()? else {
        return Err(ErrorResponse::bad_request(
            "invalid request body: expected a policy rule such as `{\"name\": \"…\", …}`",
        ));
    };
    validate(&rule)?;
    remove_nulls(&mut rule);
    let id = id::hyphenated();
    rule.insert("id".into(), id.as_str().into());
    let document = Document::new(id, Value::Object(rule).to_string());
    let mut envelope = Envelope::new().with_resources_affected(1);
    envelope.push_json(document.json());
    let rules = &request.state.policy_rules;
    rules.update(|rules| rules.put(document));
    Ok(envelope)
}

pub(super) fn delete(request: &ApiRequest) -> Result<Envelope, ErrorResponse> {
    let ids = request.params.ids(MAX_IDS)?;
    let mut envelope = Envelope::new();
    let mut count = 0;
    request.state.policy_rules.update(|rules| {
        for id in &ids {
            if rules.remove(id).is_some() {
                envelope.push(*id);
                count += 1;
            } else {
                envelope.errors.push(ApiError::not_found("policy rule", id));
            }
        }
    });
    Ok(envelope.with_resources_affected(count))
}

/// The required strings. Their documented values are not complete, so any value is valid.
const REQUIRED_STRINGS: [&str; 3] = ["name", "action", "trigger"];
const REQUIRED_BOOLEANS: [&str; 2] = ["enabled", "simulationMode"];
/// The optional objects of a rule and their conditions.
const SUBJECTS: [(&str, [&str; 2]); 4] = [
    ("activity", ["accessType", "accessTypeCustom"]),
    ("destination", ["entityId", "groupMembership"]),
    ("sourceEndpoint", ["entityId", "groupMembership"]),
    ("sourceUser", ["entityId", "groupMembership"]),
];

fn validate(rule: &Map<String, Value>) -> Result<(), ErrorResponse> {
    let mut messages = Vec::new();
    for key in REQUIRED_STRINGS {
        let value = rule.get(key).and_then(Value::as_str);
        if value.is_none_or(str::is_empty) {
            messages.push(format!("expected a non-empty string for `{key}`"));
        }
    }
    for key in REQUIRED_BOOLEANS {
        if !rule.get(key).is_some_and(Value::is_boolean) {
            messages.push(format!("expected `true` or `false` for `{key}`"));
        }
    }
    let subjects = || SUBJECTS.iter().map(|(subject, _)| *subject);
    let known = REQUIRED_STRINGS.into_iter().chain(REQUIRED_BOOLEANS);
    let known: Vec<&str> = known.chain(subjects()).collect();
    push_unknown_keys(rule, &known, "", &mut messages);
    for (subject, conditions) in SUBJECTS {
        let Some(value) = rule.get(subject).filter(|value| !value.is_null()) else {
            continue;
        };
        match value.as_object() {
            None => messages.push(format!("expected an object for `{subject}`")),
            Some(value) => push_unknown_keys(value, &conditions, subject, &mut messages),
        }
        for key in conditions {
            if !value.get(key).is_none_or(is_condition) {
                messages.push(format!(
                    "expected `{{\"include\": […], \"exclude\": […]}}` with lists of strings for \
                     `{subject}.{key}`"
                ));
            }
        }
    }
    if messages.is_empty() {
        Ok(())
    } else {
        Err(ErrorResponse::bad_requests(messages))
    }
}

/// Removes members without a value, at every level of a rule: the API definition has no
/// null.
fn remove_nulls(object: &mut Map<String, Value>) {
    object.retain(|_, value| !value.is_null());
    for value in object.values_mut() {
        if let Value::Object(object) = value {
            remove_nulls(object);
        }
    }
}

/// Adds an error for each key that the API definition of the body does not have.
fn push_unknown_keys(
    object: &Map<String, Value>,
    known: &[&str],
    parent: &str,
    messages: &mut Vec<String>,
) {
    for key in object.keys().filter(|key| !known.contains(&key.as_str())) {
        let place = if parent.is_empty() {
            String::new()
        } else {
            format!(" in `{parent}`")
        };
        let supported = known.join("`, `");
        messages.push(format!(
            "unknown key `{}`{place}: use one of `{supported}`",
            excerpt(key, 40)
        ));
    }
}

fn is_condition(value: &Value) -> bool {
    let is_string_list = |value: &Value| {
        let list = value.as_array();
        value.is_null() || list.is_some_and(|list| list.iter().all(Value::is_string))
    };
    let has_lists = |value: &Value| {
        ["include", "exclude"]
            .iter()
            .all(|key| value.get(key).is_none_or(is_string_list))
    };
    let is_known = |key: &String| matches!(key.as_str(), "include" | "exclude");
    let has_known_keys = |value: &Map<String, Value>| value.keys().all(is_known);
    value.is_null() || (value.as_object().is_some_and(has_known_keys) && has_lists(value))
}
