//! Answers, written: each key once, with its value or else with what came in the value's place, and
//! what could not be read of a list behind what could.

use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use super::{AggregateResult, BucketResult};

impl Serialize for AggregateResult {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut entries = Entries::begin(serializer, &self.extra)?;
        let is_odd_name = self.name.is_empty() && self.extra.contains_key("name");
        entries.one("name", (!is_odd_name).then_some(&self.name))?;
        entries.list("buckets", &self.buckets)?;
        let others = self.sum_other_doc_count.as_ref();
        entries.one("sum_other_doc_count", others)?;
        let bound = self.doc_count_error_upper_bound.as_ref();
        entries.one("doc_count_error_upper_bound", bound)?;
        entries.end()
    }
}

impl Serialize for BucketResult {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut entries = Entries::begin(serializer, &self.extra)?;
        let label = &self.label;
        entries.one("label", (!label.is_none()).then_some(label))?;
        entries.one("count", self.count.as_ref())?;
        entries.one("key_as_string", self.key_as_string.as_ref())?;
        entries.one("value", self.value.as_ref())?;
        entries.one("value_as_string", self.value_as_string.as_ref())?;
        entries.one("from", self.from.as_ref())?;
        entries.one("to", self.to.as_ref())?;
        entries.one("string_from", self.string_from.as_ref())?;
        entries.one("string_to", self.string_to.as_ref())?;
        if !self.sub_aggregates.is_empty() || self.extra.contains_key("sub_aggregates") {
            entries.list("sub_aggregates", &self.sub_aggregates)?;
        }
        entries.end()
    }
}

/// An object that is being written, and what else came in it.
struct Entries<'a, M> {
    map: M,
    extra: &'a Map<String, Value>,
    /// The keys that have a field: what else came under them is written with it, or not at all.
    fields: Vec<&'static str>,
}

impl<'a, M: SerializeMap> Entries<'a, M> {
    fn begin<S>(serializer: S, extra: &'a Map<String, Value>) -> Result<Self, S::Error>
    where
        S: Serializer<SerializeMap = M>,
    {
        let map = serializer.serialize_map(None)?;
        let fields = Vec::new();
        Ok(Self { map, extra, fields })
    }

    /// Writes a value, or what came in its place.
    fn one(&mut self, key: &'static str, value: Option<&impl Serialize>) -> Result<(), M::Error> {
        self.fields.push(key);
        match (value, self.extra.get(key)) {
            (Some(value), _) => self.map.serialize_entry(key, value),
            (None, Some(odd)) => self.map.serialize_entry(key, odd),
            (None, None) => Ok(()),
        }
    }

    /// Writes what was read under the key, and what else came under it.
    fn list(&mut self, key: &'static str, read: &[impl Serialize]) -> Result<(), M::Error> {
        self.fields.push(key);
        match self.extra.get(key) {
            Some(Value::Array(unread)) => self.map.serialize_entry(key, &Elements { read, unread }),
            Some(other) if read.is_empty() => self.map.serialize_entry(key, other),
            _ => self.map.serialize_entry(key, read),
        }
    }

    /// Writes what came under other keys.
    fn end(mut self) -> Result<M::Ok, M::Error> {
        for (key, value) in self.extra {
            if !self.fields.contains(&key.as_str()) {
                self.map.serialize_entry(key, value)?;
            }
        }
        self.map.end()
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
