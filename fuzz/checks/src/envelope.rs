//! Envelopes and the models in them, as the transport reads them.

use std::fmt::Debug;

use falcon_transport::__private::read_envelope;
use falcon_transport::ResponseParts;
use falcon_transport::models::{ExternalAsset, InventoryResult, Sensor, Subsidiary};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use crate::outlives_printing;

/// Where the subsidiaries' definition puts an envelope's parts.
const NESTED: [&str; 2] = ["FemEcosystemSubsidiariesResponseFields", "MetaInfo"];

/// Whatever object a server sends is read, and nothing of it is lost: each item is a resource or set
/// aside with its JSON, whatever lies beside it, and every unknown key is kept.
pub fn check(data: &[u8]) {
    let object: Result<Map<String, Value>, _> = serde_json::from_slice(data);
    let Ok(object) = object else {
        let _ = read_envelope::<String>(data);
        return;
    };
    read::<String>(data, &object);
    read::<Value>(data, &object);
    read::<ExternalAsset>(data, &object);
    read::<InventoryResult>(data, &object);
    read::<Sensor>(data, &object);
    read::<Subsidiary>(data, &object);
}

fn parts<T: DeserializeOwned>(data: &[u8]) -> ResponseParts<T> {
    match read_envelope(data) {
        Ok(parts) => parts,
        Err(error) => panic!("{error}"),
    }
}

fn read<T>(data: &[u8], object: &Map<String, Value>)
where
    T: DeserializeOwned + Serialize + PartialEq + Debug,
{
    let told: ResponseParts<T> = parts(data);
    let items = listed(object.get("resources"));
    if !is_nested(object) {
        assert_eq!(told.succeeded.len() + told.malformed.len(), items.len());
        assert_eq!(told.errors.len(), listed(object.get("errors")).len());
        let is_part = |key: &str| ["meta", "errors", "resources"].contains(&key);
        for (key, value) in object.iter().filter(|(key, _)| !is_part(key)) {
            assert_eq!(told.extra.get(key), Some(value), "{key} is kept");
        }
        assert_eq!(
            told.meta.trace_id.as_deref(),
            object
                .get("meta")
                .and_then(|meta| meta["trace_id"].as_str()),
        );
        assert!(told.malformed.is_sorted_by_key(|item| item.index));
        for item in &told.malformed {
            assert_eq!(item.json, items[item.index]);
        }
        let set_aside = |index: &usize| told.malformed.iter().any(|item| item.index == *index);
        let read = (0..items.len()).filter(|index| !set_aside(index));
        for (index, item) in read.zip(&told.succeeded) {
            kept(&items[index], item);
        }
        in_any_spelling(object, &told);
    }
}

/// A model is written as what reads as the same, with every key that has content.
fn kept<T>(came: &Value, item: &T)
where
    T: DeserializeOwned + Serialize + PartialEq + Debug,
{
    let written = match serde_json::to_value(item) {
        Ok(written) => written,
        Err(error) => panic!("{error}: {item:?}"),
    };
    match serde_json::from_value::<T>(written.clone()) {
        Ok(again) => assert_eq!(&again, item),
        Err(error) => panic!("{error}: {written}"),
    }
    for (key, value) in came.as_object().into_iter().flatten() {
        if !value.is_null() && *value != json!([]) {
            assert!(written.get(key).is_some(), "{key} is kept: {written}");
        }
    }
}

/// Beside an item that cannot be read, and in the other form of an envelope, the rest is read as
/// before.
fn in_any_spelling<T>(object: &Map<String, Value>, told: &ResponseParts<T>)
where
    T: DeserializeOwned + PartialEq + Debug,
{
    if !outlives_printing(&Value::Object(object.clone())) {
        return;
    }
    // No model and no text.
    let odd = json!([[]]);
    let mut beside = object.clone();
    let mut items = listed(object.get("resources"));
    items.push(odd);
    beside.insert("resources".to_owned(), items.into());
    let body = Value::Object(beside).to_string();
    let other: ResponseParts<T> = parts(body.as_bytes());
    let read = other.succeeded.len().min(told.succeeded.len());
    assert_eq!(other.succeeded[..read], told.succeeded);
    assert_eq!(
        other.succeeded.len() + other.malformed.len(),
        told.succeeded.len() + told.malformed.len() + 1
    );
    same_around(&other, told);

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
    let other: ResponseParts<T> = parts(body.as_bytes());
    assert_eq!(other.succeeded, told.succeeded);
    assert_eq!(other.malformed.len(), told.malformed.len());
    same_around(&other, told);
}

fn same_around<T>(one: &ResponseParts<T>, other: &ResponseParts<T>) {
    assert_eq!(one.meta, other.meta);
    assert_eq!(one.errors, other.errors);
    assert_eq!(one.extra, other.extra);
}

fn is_nested(object: &Map<String, Value>) -> bool {
    object.contains_key(NESTED[0])
        || object
            .get("meta")
            .is_some_and(|meta| meta.get(NESTED[1]).is_some())
}

/// A list, or what came in its place.
fn listed(value: Option<&Value>) -> Vec<Value> {
    match value {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(list)) => list.clone(),
        Some(other) => vec![other.clone()],
    }
}
