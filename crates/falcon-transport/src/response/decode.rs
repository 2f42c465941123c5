//! Lenient decoding: a field of an unexpected type counts as absent, so that it does not fail the
//! response around it.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// Returns a JSON body without the byte order mark that some gateways add.
pub(crate) fn without_bom(body: &[u8]) -> &[u8] {
    body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(body)
}

/// Decodes an unsigned integer, also from a string; other values are `None`.
pub(crate) fn count<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    Value::deserialize(deserializer).map(|value| as_count(&value))
}

/// A type that is decoded from an object field by field.
///
/// A derived `Deserialize` with flattened unknown fields buffers all fields and compares every key
/// twice, which is measurable for a page of ids.
pub(crate) trait DecodeField<'de>: Sized {
    /// Decodes the value of `key`. The last duplicate wins.
    fn decode_field<A: MapAccess<'de>>(
        &mut self,
        key: Cow<'de, str>,
        object: &mut A,
    ) -> Result<(), A::Error>;
}

/// Decodes an object; any other type is an error.
pub(crate) fn object<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: DecodeField<'de> + Default,
{
    object_into(T::default(), deserializer)
}

/// Decodes an object into an existing value.
pub(crate) fn object_into<'de, D, T>(target: T, deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: DecodeField<'de>,
{
    deserializer.deserialize_map(ObjectVisitor(target))
}

struct ObjectVisitor<T>(T);

impl<'de, T: DecodeField<'de>> Visitor<'de> for ObjectVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<T, A::Error> {
        #[derive(Deserialize)]
        struct Key<'k>(#[serde(borrow)] Cow<'k, str>);

        let mut target = self.0;
        while let Some(Key(key)) = object.next_key()? {
            target.decode_field(key, &mut object)?;
        }
        Ok(target)
    }
}

/// Decodes a list into a vector of a given capacity; `null` is an empty list, and a list of more than
/// `max_len` items is an error.
pub(crate) struct BoundedList<T> {
    capacity: usize,
    max_len: usize,
    items: PhantomData<T>,
}

impl<T> BoundedList<T> {
    pub(crate) fn new(capacity: usize, max_len: usize) -> Self {
        Self {
            capacity,
            max_len,
            items: PhantomData,
        }
    }
}

impl<'de, T: Deserialize<'de>> DeserializeSeed<'de> for BoundedList<T> {
    type Value = Vec<T>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Vec<T>, D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for BoundedList<T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_none<E>(self) -> Result<Vec<T>, E> {
        Ok(Vec::new())
    }

    fn visit_unit<E>(self) -> Result<Vec<T>, E> {
        Ok(Vec::new())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Vec<T>, D::Error> {
        deserializer.deserialize_seq(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Vec<T>, A::Error> {
        let mut items = Vec::with_capacity(self.capacity);
        while let Some(item) = list.next_element()? {
            if items.len() == self.max_len {
                return Err(serde::de::Error::custom("too many items"));
            }
            items.push(item);
        }
        Ok(items)
    }
}

/// Decodes a list; `null` is an empty list.
pub(crate) fn list<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Ok(Option::<Vec<T>>::deserialize(deserializer)?.unwrap_or_default())
}

/// Returns an id: a string, or the digits of a number.
pub(crate) fn as_id(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::Number(number) => Some(number.to_string().into()),
        Value::String(string) => Some(string.into()),
        _ => None,
    }
}

/// Returns an unsigned integer, also from a string.
pub(crate) fn as_count(value: &Value) -> Option<u64> {
    match value {
        Value::Number(number) => number.as_u64(),
        Value::String(string) => string.trim().parse().ok(),
        _ => None,
    }
}

/// Returns an integer, also from a string.
pub(crate) fn as_integer(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number.as_i64(),
        Value::String(string) => string.trim().parse().ok(),
        _ => None,
    }
}

/// Decodes an integer, also from a string; `null` is `None`, any other value is an error.
pub(crate) fn integer<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
    match Option::<Value>::deserialize(deserializer)? {
        None => Ok(None),
        Some(value) => as_integer(&value).map(Some).ok_or_else(|| {
            serde::de::Error::custom(format!("expected an integer, found `{value}`"))
        }),
    }
}
