//! Decoding of response envelopes and models by the transport.

use std::fmt::Debug;

use falcon_transport::__private::read_envelope;
use falcon_transport::models::{ExternalAsset, InventoryResult, Sensor, Subsidiary};
use falcon_transport::response::ResponseParts;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use crate::survives_round_trip;

/// Keys under which the definition of subsidiaries nests the parts of an envelope.
const NESTED: [&str; 2] = ["FemEcosystemSubsidiariesResponseFields", "MetaInfo"];

/// Checks that every JSON object is decoded without loss: each item is a resource or is kept as a
/// malformed item with its JSON, independent of its siblings, and unknown keys are kept.
pub fn check(data: &[u8]) {
    let object: Result<Map<String, Value>, _> = serde_json::from_slice(data);
    let Ok(object) = object else {
        let _ = read_envelope::<String>(data);
        return;
    };
    check_model::<String>(data, &object);
    check_model::<Value>(data, &object);
    check_model::<ExternalAsset>(data, &object);
    check_model::<InventoryResult>(data, &object);
    check_model::<Sensor>(data, &object);
    check_model::<Subsidiary>(data, &object);
}

fn decode<T: DeserializeOwned>(data: &[u8]) -> ResponseParts<T> {
    match read_envelope(data) {
        Ok(parts) => parts,
        Err(error) => panic!("{error}"),
    }
}

fn check_model<T>(data: &[u8], object: &Map<String, Value>)
where
    T: DeserializeOwned + Serialize + PartialEq + Debug,
{
    let decoded: ResponseParts<T> = decode(data);
    let items = as_list(object.get("resources"));
    if !is_nested(object) {
        assert_eq!(
            decoded.succeeded.len() + decoded.malformed.len(),
            items.len()
        );
        // Errors of duplicate fields are kept; `object` contains those of the last one.
        let last_errors = as_list(object.get("errors")).len();
        assert!(decoded.errors.len() >= last_errors);
        let is_part = |key: &str| ["meta", "errors", "resources"].contains(&key);
        for (key, value) in object.iter().filter(|(key, _)| !is_part(key)) {
            assert_eq!(decoded.extra.get(key), Some(value), "`{key}` is lost");
        }
        assert_eq!(
            decoded.meta.trace_id.as_deref(),
            object
                .get("meta")
                .and_then(|meta| meta["trace_id"].as_str()),
        );
        assert!(decoded.malformed.is_sorted_by_key(|item| item.index));
        for item in &decoded.malformed {
            assert_eq!(item.json, items[item.index]);
        }
        let is_malformed =
            |index: &usize| decoded.malformed.iter().any(|item| item.index == *index);
        let decoded_indices = (0..items.len()).filter(|index| !is_malformed(index));
        for (index, item) in decoded_indices.zip(&decoded.succeeded) {
            check_item(&items[index], item);
        }
        if decoded.errors.len() == last_errors {
            check_equivalent_envelopes(object, &decoded);
        }
    }
}

/// Checks that a model round-trips and that its JSON keeps every key with content.
fn check_item<T>(source: &Value, item: &T)
where
    T: DeserializeOwned + Serialize + PartialEq + Debug,
{
    let serialized = match serde_json::to_value(item) {
        Ok(serialized) => serialized,
        Err(error) => panic!("{error}: {item:?}"),
    };
    match serde_json::from_value::<T>(serialized.clone()) {
        Ok(reparsed) => assert_eq!(&reparsed, item),
        Err(error) => panic!("{error}: {serialized}"),
    }
    for (key, value) in source.as_object().into_iter().flatten() {
        if !value.is_null() && *value != json!([]) {
            assert!(
                serialized.get(key).is_some(),
                "`{key}` is lost: {serialized}"
            );
        }
    }
}

/// Checks that a malformed sibling item, or the nested form of the envelope, does not change how the
/// rest is decoded.
fn check_equivalent_envelopes<T>(object: &Map<String, Value>, decoded: &ResponseParts<T>)
where
    T: DeserializeOwned + PartialEq + Debug,
{
    if !survives_round_trip(&Value::Object(object.clone())) {
        return;
    }
    // Neither a model nor a string.
    let malformed = json!([[]]);
    let mut extended = object.clone();
    let mut items = as_list(object.get("resources"));
    items.push(malformed);
    extended.insert("resources".to_owned(), items.into());
    let body = Value::Object(extended).to_string();
    let other: ResponseParts<T> = decode(body.as_bytes());
    let common = other.succeeded.len().min(decoded.succeeded.len());
    assert_eq!(other.succeeded[..common], decoded.succeeded);
    assert_eq!(
        other.succeeded.len() + other.malformed.len(),
        decoded.succeeded.len() + decoded.malformed.len() + 1
    );
    assert_same_metadata(&other, decoded);

    let meta = object.get("meta").unwrap_or(&Value::Null);
    if !meta.is_object() {
        return;
    }
    let mut nested = object.clone();
    let errors = nested.remove("errors").unwrap_or_default();
    nested.remove("meta");
    nested.insert(
        NESTED[0].to_owned(),
        json!({"meta": {NESTED[1]: meta}, "errors": errors}),
    );
    let body = Value::Object(nested).to_string();
    let other: ResponseParts<T> = decode(body.as_bytes());
    assert_eq!(other.succeeded, decoded.succeeded);
    assert_eq!(other.malformed.len(), decoded.malformed.len());
    assert_same_metadata(&other, decoded);
}

fn assert_same_metadata<T>(left: &ResponseParts<T>, right: &ResponseParts<T>) {
    assert_eq!(left.meta, right.meta);
    assert_eq!(left.errors, right.errors);
    assert_eq!(left.extra, right.extra);
}

fn is_nested(object: &Map<String, Value>) -> bool {
    object.contains_key(NESTED[0])
        || object
            .get("meta")
            .is_some_and(|meta| meta.get(NESTED[1]).is_some())
}

/// Returns the items of a list; a single value counts as a list of one.
fn as_list(value: Option<&Value>) -> Vec<Value> {
    match value {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(list)) => list.clone(),
        Some(other) => vec![other.clone()],
    }
}
