//! The members and types of responses, as the API definition states them in
//! `testdata/api-schema.json`.

use std::sync::LazyLock;

use falcon_transport::fql::Instant;
use serde_json::Value;

static SCHEMA: LazyLock<Value> = LazyLock::new(|| {
    let source = include_str!("../../../../testdata/api-schema.json");
    serde_json::from_str(source).unwrap()
});

/// Returns the ids of the operations that respond with JSON.
pub(crate) fn operations() -> impl Iterator<Item = &'static str> {
    let operations = SCHEMA["operations"].as_object().unwrap();
    operations.keys().map(String::as_str)
}

/// Returns the differences between a response of an operation and the API definition.
pub(crate) fn differences(operation: &str, response: &Value) -> Vec<String> {
    let model = SCHEMA["operations"][operation].as_str().unwrap();
    let mut differences = Vec::new();
    check(response, model, operation, &mut differences);
    differences
}

/// Checks a value against a type such as `[asset]!`.
fn check(value: &Value, type_source: &str, path: &str, differences: &mut Vec<String>) {
    let is_nullable = type_source.ends_with('?');
    let type_name = type_source.trim_end_matches(['!', '?']);
    if is_nullable && value.is_null() {
        return;
    }
    if let Some(item) = type_name.strip_prefix('[') {
        let item = item.trim_end_matches(']');
        let Some(items) = value.as_array() else {
            return differences.push(format!("{path}: expected a list, found {value}"));
        };
        for (index, value) in items.iter().enumerate() {
            check(value, item, &format!("{path}[{index}]"), differences);
        }
        return;
    }
    let is_valid = match type_name {
        "any" => true,
        "string" => value.is_string(),
        "bool" => value.is_boolean(),
        "number" => value.is_number(),
        "int32" => value
            .as_i64()
            .is_some_and(|number| i32::try_from(number).is_ok()),
        "int64" => value.is_i64(),
        "time" => value
            .as_str()
            .is_some_and(|time| time.parse::<Instant>().is_ok()),
        model => return check_object(value, model, path, differences),
    };
    if !is_valid {
        differences.push(format!("{path}: expected {type_name}, found {value}"));
    }
}

fn check_object(value: &Value, model: &str, path: &str, differences: &mut Vec<String>) {
    let Some(object) = value.as_object() else {
        return differences.push(format!("{path}: expected an object, found {value}"));
    };
    let model = &SCHEMA["models"][model];
    let members = model["members"].as_object().unwrap();
    let types = |name: &str| {
        let extra = model.get("extra").and_then(|extra| extra.get(name));
        members.get(name).or(extra)
    };
    for (name, type_source) in members {
        let is_required = type_source.as_str().unwrap().ends_with(['!', '?']);
        if is_required && !object.contains_key(name) {
            differences.push(format!("{path}.{name}: missing"));
        }
    }
    for (name, value) in object {
        let path = format!("{path}.{name}");
        match types(name) {
            Some(type_source) => check(value, type_source.as_str().unwrap(), &path, differences),
            None => differences.push(format!("{path}: not in the API definition")),
        }
    }
}

#[test]
fn differences_name_the_member_and_its_type() {
    let envelope = |pagination: Value| {
        serde_json::json!({
            "meta": {"query_time": 0, "trace_id": "t", "pagination": pagination},
            "errors": [{"code": 400, "message": null}], "resources": ["a", 7], "more": 1,
        })
    };
    let pagination = serde_json::json!({"limit": 2_147_483_648_u64, "offset": "0"});
    assert_eq!(
        differences("query_external_assets", &envelope(pagination)),
        [
            "query_external_assets.errors[0].message: expected string, found null",
            "query_external_assets.meta.pagination.total: missing",
            "query_external_assets.meta.pagination.limit: expected int32, found 2147483648",
            "query_external_assets.meta.pagination.offset: expected int32, found \"0\"",
            "query_external_assets.more: not in the API definition",
            "query_external_assets.resources[1]: expected string, found 7",
        ]
    );
}
