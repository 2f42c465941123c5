//! Serialization of results. Each key is written once: with the value of its field, or else with
//! the value in `extra`. A list is followed by its elements in `extra`.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use super::result::{AggregateResult, BucketResult};

impl Serialize for AggregateResult {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut entries = Entries::new(serializer, &self.extra)?;
        let is_malformed_name = self.name.is_empty() && self.extra.contains_key("name");
        entries.value("name", (!is_malformed_name).then_some(&self.name))?;
        entries.list("buckets", &self.buckets)?;
        entries.value("sum_other_doc_count", self.sum_other_doc_count.as_ref())?;
        let error = self.doc_count_error_upper_bound.as_ref();
        entries.value("doc_count_error_upper_bound", error)?;
        entries.end()
    }
}

impl Serialize for BucketResult {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut entries = Entries::new(serializer, &self.extra)?;
        let label = &self.label;
        entries.value("label", (!label.is_none()).then_some(label))?;
        entries.value("count", self.count.as_ref())?;
        entries.value("key_as_string", self.key_as_string.as_ref())?;
        entries.value("value", self.value.as_ref())?;
        entries.value("value_as_string", self.value_as_string.as_ref())?;
        entries.value("from", self.from.as_ref())?;
        entries.value("to", self.to.as_ref())?;
        entries.value("string_from", self.string_from.as_ref())?;
        entries.value("string_to", self.string_to.as_ref())?;
        if !self.sub_aggregates.is_empty() || self.extra.contains_key("sub_aggregates") {
            entries.list("sub_aggregates", &self.sub_aggregates)?;
        }
        entries.end()
    }
}

/// The entries of an object, which replace those of `extra`.
struct Entries<'a, M> {
    map: M,
    extra: &'a Map<String, Value>,
    /// The keys of the fields.
    keys: Vec<&'static str>,
}

impl<'a, M: SerializeMap> Entries<'a, M> {
    fn new<S>(serializer: S, extra: &'a Map<String, Value>) -> Result<Self, S::Error>
    where
        S: Serializer<SerializeMap = M>,
    {
        Ok(Self {
            map: serializer.serialize_map(None)?,
            extra,
            keys: Vec::new(),
        })
    }

    fn value(&mut self, key: &'static str, value: Option<&impl Serialize>) -> Result<(), M::Error> {
        self.keys.push(key);
        match (value, self.extra.get(key)) {
            (Some(value), _) => self.map.serialize_entry(key, value),
            (None, Some(extra)) => self.map.serialize_entry(key, extra),
            (None, None) => Ok(()),
        }
    }

    fn list<T: Serialize>(&mut self, key: &'static str, list: &[T]) -> Result<(), M::Error> {
        self.keys.push(key);
        match self.extra.get(key) {
            Some(Value::Array(rest)) => self.map.serialize_entry(key, &Concat(list, rest)),
            Some(other) if list.is_empty() => self.map.serialize_entry(key, other),
            _ => self.map.serialize_entry(key, list),
        }
    }

    /// Writes the entries of `extra` that are not fields.
    fn end(mut self) -> Result<M::Ok, M::Error> {
        for (key, value) in self.extra {
            if !self.keys.contains(&key.as_str()) {
                self.map.serialize_entry(key, value)?;
            }
        }
        self.map.end()
    }
}

/// Two lists that are written as one.
struct Concat<'a, T>(&'a [T], &'a [Value]);

#[derive(Serialize)]
#[serde(untagged)]
enum Element<'a, T> {
    Parsed(&'a T),
    Extra(&'a Value),
}

impl<T: Serialize> Serialize for Concat<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let parsed = self.0.iter().map(Element::Parsed);
        serializer.collect_seq(parsed.chain(self.1.iter().map(Element::Extra)))
    }
}
