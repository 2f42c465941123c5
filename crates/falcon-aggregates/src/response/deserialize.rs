//! Deserialization of results. It accepts any object: a value of an unexpected type stays in `extra`.

use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use super::label::Label;
use super::result::{AggregateResult, BucketResult};

impl<'de> Deserialize<'de> for AggregateResult {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Map::deserialize(deserializer).map(Self::from_map)
    }
}

impl<'de> Deserialize<'de> for BucketResult {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Map::deserialize(deserializer).map(Self::from_map)
    }
}

impl AggregateResult {
    fn from_map(mut map: Map<String, Value>) -> Self {
        Self {
            name: take(&mut map, "name", string).unwrap_or_default(),
            buckets: take_list(&mut map, "buckets", BucketResult::from_map),
            sum_other_doc_count: take(&mut map, "sum_other_doc_count", count),
            doc_count_error_upper_bound: take(&mut map, "doc_count_error_upper_bound", count),
            extra: map,
        }
    }
}

impl BucketResult {
    fn from_map(mut map: Map<String, Value>) -> Self {
        Self {
            label: take(&mut map, "label", Label::from_json).unwrap_or_default(),
            count: take(&mut map, "count", count),
            key_as_string: take(&mut map, "key_as_string", string),
            value: take(&mut map, "value", number),
            value_as_string: take(&mut map, "value_as_string", string),
            from: take(&mut map, "from", number),
            to: take(&mut map, "to", number),
            string_from: take(&mut map, "string_from", string),
            string_to: take(&mut map, "string_to", string),
            sub_aggregates: take_list(&mut map, "sub_aggregates", AggregateResult::from_map),
            extra: map,
        }
    }
}

/// Removes and returns the value of a key if `parse` accepts it. `null` is removed, too.
fn take<T>(map: &mut Map<String, Value>, key: &str, parse: fn(&Value) -> Option<T>) -> Option<T> {
    let value = map.get(key)?;
    let parsed = parse(value);
    if parsed.is_some() || value.is_null() {
        map.remove(key);
    }
    parsed
}

/// Removes and returns the objects of a list. `null` is removed, too.
fn take_list<T>(
    map: &mut Map<String, Value>,
    key: &str,
    parse: fn(Map<String, Value>) -> T,
) -> Vec<T> {
    let mut parsed = Vec::new();
    match map.remove(key) {
        None | Some(Value::Null) => {}
        Some(Value::Array(list)) => {
            let mut rest = Vec::new();
            for element in list {
                match element {
                    Value::Object(object) => parsed.push(parse(object)),
                    Value::Null => {}
                    other => rest.push(other),
                }
            }
            if !rest.is_empty() {
                map.insert(key.to_owned(), rest.into());
            }
        }
        Some(other) => {
            map.insert(key.to_owned(), other);
        }
    }
    parsed
}

fn string(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn number(value: &Value) -> Option<f64> {
    match value {
        Value::String(string) => string
            .parse()
            .ok()
            .filter(|number: &f64| number.is_finite()),
        value => value.as_f64(),
    }
}

fn count(value: &Value) -> Option<u64> {
    match value {
        Value::String(string) => string.parse().ok(),
        value => value.as_u64(),
    }
}
