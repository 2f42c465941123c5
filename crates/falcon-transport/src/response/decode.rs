//! Lenient decoding: a field of an unexpected type counts as absent, so that it does not fail the
//! response around it.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// Returns a JSON body without the byte order mark that some gateways add.
pub(crate) fn without_bom(body: &[u8]) -> &[u8] {
    body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(body)
}

/// Decodes an unsigned integer, also from a string; other values are `None`.
pub(crate) fn count<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    LenientValue::deserialize(deserializer).map(LenientValue::into_u64)
}

/// A value of any type, as far as the fields of an envelope need it.
///
/// Every page of a listing is decoded through it, so it allocates nothing except strings.
pub(crate) enum LenientValue {
    String(String),
    Unsigned(u64),
    Float(f64),
    Other,
}

impl LenientValue {
    pub(crate) fn into_string(self) -> Option<String> {
        match self {
            Self::String(string) => Some(string),
            _ => None,
        }
    }

    /// Returns an unsigned integer, also from a string.
    pub(crate) fn into_u64(self) -> Option<u64> {
        match self {
            Self::Unsigned(number) => Some(number),
            Self::String(string) => string.trim().parse().ok(),
            Self::Float(_) | Self::Other => None,
        }
    }

    pub(crate) fn into_f64(self) -> Option<f64> {
        match self {
            Self::Unsigned(number) => Some(number as f64),
            Self::Float(number) => Some(number),
            _ => None,
        }
    }
}

impl<'de> Deserialize<'de> for LenientValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(LenientVisitor)
    }
}

struct LenientVisitor;

impl<'de> Visitor<'de> for LenientVisitor {
    type Value = LenientValue;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_str<E>(self, string: &str) -> Result<LenientValue, E> {
        Ok(LenientValue::String(string.to_owned()))
    }

    fn visit_string<E>(self, string: String) -> Result<LenientValue, E> {
        Ok(LenientValue::String(string))
    }

    fn visit_u64<E>(self, number: u64) -> Result<LenientValue, E> {
        Ok(LenientValue::Unsigned(number))
    }

    fn visit_i64<E>(self, number: i64) -> Result<LenientValue, E> {
        let unsigned = u64::try_from(number);
        Ok(unsigned.map_or(LenientValue::Float(number as f64), LenientValue::Unsigned))
    }

    fn visit_f64<E>(self, number: f64) -> Result<LenientValue, E> {
        Ok(LenientValue::Float(number))
    }

    fn visit_bool<E>(self, _: bool) -> Result<LenientValue, E> {
        Ok(LenientValue::Other)
    }

    fn visit_unit<E>(self) -> Result<LenientValue, E> {
        Ok(LenientValue::Other)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<LenientValue, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(LenientValue::Other)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<LenientValue, A::Error> {
        while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(LenientValue::Other)
    }
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

/// Decodes an object into an existing value; `null` leaves it unchanged.
pub(crate) struct InPlace<'t, T>(pub(crate) &'t mut T);

impl<'de, T: DecodeField<'de>> DeserializeSeed<'de> for InPlace<'_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'de, T: DecodeField<'de>> Visitor<'de> for InPlace<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_none<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        object_into(self.0, deserializer).map(drop)
    }
}

impl<'de, T: DecodeField<'de>> DecodeField<'de> for &mut T {
    fn decode_field<A: MapAccess<'de>>(
        &mut self,
        key: Cow<'de, str>,
        object: &mut A,
    ) -> Result<(), A::Error> {
        T::decode_field(self, key, object)
    }
}

/// Decodes a list into a vector of a given capacity; `null` is an empty list.
pub(crate) struct ListWithCapacity<T>(usize, PhantomData<T>);

impl<T> ListWithCapacity<T> {
    pub(crate) fn new(capacity: usize) -> Self {
        Self(capacity, PhantomData)
    }
}

impl<'de, T: Deserialize<'de>> DeserializeSeed<'de> for ListWithCapacity<T> {
    type Value = Vec<T>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Vec<T>, D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for ListWithCapacity<T> {
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
        let mut items = Vec::with_capacity(self.0);
        while let Some(item) = list.next_element()? {
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
