//! Answers, written as they came: each key once, and what could not be read of a list behind what
//! could.

use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use super::{AggregateAnswer, BucketAnswer};

impl Serialize for AggregateAnswer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        let is_odd_name = self.name.is_empty() && self.extra.contains_key("name");
        if !is_odd_name {
            map.serialize_entry("name", &self.name)?;
        }
        list(&mut map, "buckets", &self.buckets, &self.extra)?;
        some(&mut map, "sum_other_doc_count", &self.sum_other_doc_count)?;
        let bound = &self.doc_count_error_upper_bound;
        some(&mut map, "doc_count_error_upper_bound", bound)?;
        for (key, value) in &self.extra {
            if key != "buckets" && (key != "name" || is_odd_name) {
                map.serialize_entry(key, value)?;
            }
        }
        map.end()
    }
}

impl Serialize for BucketAnswer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if !self.label.is_none() {
            map.serialize_entry("label", &self.label)?;
        }
        some(&mut map, "count", &self.count)?;
        some(&mut map, "key_as_string", &self.key_as_string)?;
        some(&mut map, "value", &self.value)?;
        some(&mut map, "value_as_string", &self.value_as_string)?;
        some(&mut map, "from", &self.from)?;
        some(&mut map, "to", &self.to)?;
        some(&mut map, "string_from", &self.string_from)?;
        some(&mut map, "string_to", &self.string_to)?;
        let nested = "sub_aggregates";
        if !self.sub_aggregates.is_empty() || self.extra.contains_key(nested) {
            list(&mut map, nested, &self.sub_aggregates, &self.extra)?;
        }
        for (key, value) in self.extra.iter().filter(|(key, _)| *key != nested) {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

fn some<M: SerializeMap>(
    map: &mut M,
    key: &str,
    value: &Option<impl Serialize>,
) -> Result<(), M::Error> {
    match value {
        Some(value) => map.serialize_entry(key, value),
        None => Ok(()),
    }
}

/// Writes what was read under the key, and what else came under it.
fn list<M: SerializeMap, T: Serialize>(
    map: &mut M,
    key: &str,
    read: &[T],
    extra: &Map<String, Value>,
) -> Result<(), M::Error> {
    match extra.get(key) {
        Some(Value::Array(unread)) => map.serialize_entry(key, &Elements { read, unread }),
        Some(other) if read.is_empty() => map.serialize_entry(key, other),
        _ => map.serialize_entry(key, read),
    }
}

struct Elements<'a, T> {
    read: &'a [T],
    unread: &'a [Value],
}

impl<T: Serialize> Serialize for Elements<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        for element in self.read {
            list.serialize_element(element)?;
        }
        for element in self.unread {
            list.serialize_element(element)?;
        }
        list.end()
    }
}
