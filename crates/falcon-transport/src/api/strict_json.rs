//! JSON that is sent as it was written, and must mean the same to every reader.

use std::fmt;

use serde::de::{Error as _, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Number, Value};

use fql_syntax::excerpt;

/// Parses JSON and rejects objects with duplicate keys.
///
/// Readers disagree about which duplicate counts, so the request that was checked would not be the
/// request that is sent.
pub(crate) fn parse(json: &str) -> Result<Value, serde_json::Error> {
    serde_json::from_str(json).map(|UniqueKeys(value)| value)
}

struct UniqueKeys(Value);

impl<'de> Deserialize<'de> for UniqueKeys {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(UniqueKeysVisitor).map(Self)
    }
}

struct UniqueKeysVisitor;

impl<'de> Visitor<'de> for UniqueKeysVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(UniqueKeys(item)) = list.next_element()? {
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Value, A::Error> {
        let mut members = Map::new();
        while let Some(key) = object.next_key::<String>()? {
            if members.contains_key(&key) {
                let message = format!("duplicate key `{}`", excerpt(&key, 60));
                return Err(A::Error::custom(message));
            }
            let UniqueKeys(value) = object.next_value()?;
            members.insert(key, value);
        }
        Ok(Value::Object(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn duplicate_keys_are_rejected_at_any_depth() {
        for json in [
            r#"{"query": "mutation{x}", "query": "{a}"}"#,
            r#"{"query": "a", "qu\u0065ry": "b"}"#,
            r#"{"ids": ["a"], "x": 1, "ids": ["a"]}"#,
            r#"{"a": {"b": 1, "b": 1}}"#,
            r#"[1, {"a": [{"": 1, "": 2}]}]"#,
        ] {
            let error = parse(json).unwrap_err().to_string();
            assert!(error.contains("duplicate key"), "{json}: {error}");
            assert!(error.contains("line 1 column"), "{json}: {error}");
        }
    }

    #[test]
    fn other_json_is_parsed_like_any() {
        for json in [
            "null",
            "[true, false, -1, 18446744073709551615, 1.5, 1e3, \"a\\u00fc\"]",
            r#"{"a": {"a": {"a": [{"a": 1}, {"a": 2}]}}, "A": {}, "": []}"#,
        ] {
            let expected: Value = serde_json::from_str(json).unwrap();
            assert_eq!(parse(json).unwrap(), expected);
        }
        for json in ["", "{", "{\"a\": 1} x", "{a: 1}", "[1,]"] {
            assert!(parse(json).is_err(), "{json}");
        }
    }
}
