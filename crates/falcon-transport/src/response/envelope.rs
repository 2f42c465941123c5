//! Decoder of the JSON envelope that most responses share.
//!
//! Only the outline of the envelope is relied on: absent, `null` and `[]` are equivalent, unknown
//! fields are kept, and an item that does not match its type is set aside with its JSON instead of
//! failing the response.

use std::borrow::Cow;

use serde::de::{DeserializeOwned, MapAccess};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use crate::auth::redact::redact;
use crate::auth::secrets::Secrets;
use crate::http::response_head::ResponseHead;
use crate::response::api_error::ApiError;
use crate::response::decode::{self, BoundedList, DecodeField};
use crate::response::limit::{DecodeError, LimitExceeded, ResponseLimit};
use crate::response::meta::Meta;
use crate::response::parts::{MalformedItem, ResponseParts};

/// The definition of the subsidiaries operations nests `meta` and `errors` in this field, and the
/// fields of the inner `meta` in `MetaInfo`. The actual responses are not documented, so the flat
/// and the nested form are both decoded.
const NESTED: &str = "FemEcosystemSubsidiariesResponseFields";
const NESTED_META: &str = "MetaInfo";

impl<T: DeserializeOwned> ResponseParts<T> {
    /// Decodes a body.
    ///
    /// # Errors
    ///
    /// Fails only when the body is not a JSON object.
    pub(crate) fn read(body: &[u8]) -> Result<Self, serde_json::Error> {
        let mut parts = Self::empty();
        match parts.fill(body, ResponseLimit::none()) {
            Err(DecodeError::Json(error)) => Err(error),
            Ok(()) | Err(DecodeError::Limit(_)) => Ok(parts),
        }
    }

    /// Decodes the body of a successful response and redacts secrets in its errors.
    pub(crate) fn decode(
        head: &ResponseHead,
        body: &[u8],
        limit: ResponseLimit,
        secrets: Secrets<'_>,
    ) -> Result<Self, DecodeError> {
        let mut parts = Self::empty();
        parts.decode_into(head, body, limit, secrets)?;
        Ok(parts)
    }

    /// Like [`decode`](Self::decode), into empty parts.
    pub(crate) fn decode_into(
        &mut self,
        head: &ResponseHead,
        body: &[u8],
        limit: ResponseLimit,
        secrets: Secrets<'_>,
    ) -> Result<(), DecodeError> {
        // These statuses have no body.
        if body.is_empty() && matches!(head.status, 204 | 205) {
            return Ok(());
        }
        limit.check_values(body)?;
        self.fill(body, limit)?;
        if !self.errors.is_empty() || !self.malformed.is_empty() {
            self.redact(secrets);
        }
        Ok(())
    }

    /// Decodes a body into empty parts.
    ///
    /// The expected number of items is a capacity hint: a list that grows is copied each time. It is
    /// capped by what the body can contain, because the number of items is not guaranteed.
    ///
    /// UTF-8 is validated once for the whole body: validating each of the many short strings would
    /// take a tenth of the time of decoding a page of ids.
    fn fill(&mut self, body: &[u8], limit: ResponseLimit) -> Result<(), DecodeError> {
        let capacity = limit.expected.min(body.len() / size_of::<T>().max(1));
        let filled = match limit.timed_reader(body) {
            Some(reader) => {
                let json = serde_json::Deserializer::from_reader(reader);
                self.fill_fast(json, capacity, limit.items)
            }
            None => {
                // Invalid UTF-8 fails here; the slow path below produces the error.
                let json = std::str::from_utf8(body).unwrap_or_default();
                let json = serde_json::Deserializer::from_str(json);
                self.fill_fast(json, capacity, limit.items)
            }
        };
        match filled {
            Ok(()) if !self.is_nested() => Ok(()),
            Err(error) if error.is_io() => Err(error.into()),
            _ => self.fill_slow(body, limit),
        }
    }

    /// Decodes directly into the parts; fails on the first item or field of an unexpected type, and
    /// after `max_items` items or errors.
    fn fill_fast<'de>(
        &mut self,
        mut json: serde_json::Deserializer<impl serde_json::de::Read<'de>>,
        capacity: usize,
        max_items: usize,
    ) -> Result<(), serde_json::Error> {
        let fields = EnvelopeFields {
            parts: self,
            capacity,
            max_items,
        };
        decode::object_into(fields, &mut json)?;
        json.end()
    }

    /// Decodes field by field and item by item, and keeps values of an unexpected type. A byte order
    /// mark is skipped here, because it is rare.
    #[cold]
    fn fill_slow(&mut self, body: &[u8], limit: ResponseLimit) -> Result<(), DecodeError> {
        // Frees the part that the fast path has decoded.
        *self = Self::empty();
        let body = decode::without_bom(body);
        let EnvelopeObject(object) = match limit.timed_reader(body) {
            Some(reader) => serde_json::from_reader(reader)?,
            None => serde_json::from_slice(body)?,
        };
        *self = Self::from_object(object, limit)?;
        Ok(())
    }

    fn is_nested(&self) -> bool {
        self.extra.contains_key(NESTED) || self.meta.extra.contains_key(NESTED_META)
    }

    /// Redacts secrets that the server may have echoed.
    #[cold]
    fn redact(&mut self, secrets: Secrets<'_>) {
        let secrets = secrets.values();
        let errors = std::mem::take(&mut self.errors).into_iter();
        self.errors = errors.map(|error| error.redacted(&secrets)).collect();
        for item in &mut self.malformed {
            item.reason = redact(std::mem::take(&mut item.reason), &secrets);
            item.id = item.id.take().map(|id| redact(id, &secrets));
        }
    }

    fn from_object(
        mut object: Map<String, Value>,
        limit: ResponseLimit,
    ) -> Result<Self, LimitExceeded> {
        if let Some(Value::Object(nested)) = object.remove(NESTED) {
            merge(&mut object, nested);
        }
        let meta = decode_meta(object.remove("meta"));
        let errors = into_list(object.remove("errors"));
        limit.check_items("errors", errors.len())?;
        let resources = into_list(object.remove("resources"));
        limit.check_items("resources", resources.len())?;
        let (succeeded, malformed) = decode_items(resources);
        Ok(Self {
            succeeded,
            rejected: Vec::new(),
            errors: errors.into_iter().map(ApiError::from_value).collect(),
            malformed,
            meta,
            extra: object,
        })
    }
}

/// Decodes the fields of an envelope directly into their place, so nothing large is moved.
struct EnvelopeFields<'p, T> {
    parts: &'p mut ResponseParts<T>,
    /// Capacity hint for the resources.
    capacity: usize,
    max_items: usize,
}

impl<'de, T: Deserialize<'de>> DecodeField<'de> for EnvelopeFields<'_, T> {
    fn decode_field<A: MapAccess<'de>>(
        &mut self,
        key: Cow<'de, str>,
        object: &mut A,
    ) -> Result<(), A::Error> {
        let parts = &mut *self.parts;
        match &*key {
            // The last duplicate wins.
            "meta" => parts.meta = object.next_value::<Option<Meta>>()?.unwrap_or_default(),
            // All duplicates are kept, so that none hides an error.
            "errors" => {
                let max_errors = self.max_items.saturating_sub(parts.errors.len());
                let errors = object.next_value_seed(BoundedList::new(0, max_errors))?;
                parts.errors.extend(errors);
            }
            "resources" => {
                let list = BoundedList::new(self.capacity, self.max_items);
                parts.succeeded = object.next_value_seed(list)?;
            }
            _ => drop(parts.extra.insert(key.into_owned(), object.next_value()?)),
        }
        Ok(())
    }
}

/// The fields of an envelope. The last duplicate of a field wins, but all errors are kept.
#[derive(Default)]
struct EnvelopeObject(Map<String, Value>);

impl<'de> DecodeField<'de> for EnvelopeObject {
    fn decode_field<A: MapAccess<'de>>(
        &mut self,
        key: Cow<'de, str>,
        object: &mut A,
    ) -> Result<(), A::Error> {
        /// Buffers an object with its duplicates.
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Nested {
            Object(EnvelopeObject),
            Other(Value),
        }

        let mut value = match &*key {
            NESTED => match object.next_value()? {
                Nested::Object(EnvelopeObject(object)) => Value::Object(object),
                Nested::Other(value) => value,
            },
            _ => object.next_value()?,
        };
        if key == "errors" {
            let mut errors = into_list(self.0.remove("errors"));
            errors.extend(into_list(Some(value)));
            value = Value::Array(errors);
        }
        self.0.insert(key.into_owned(), value);
        Ok(())
    }
}

impl<'de> Deserialize<'de> for EnvelopeObject {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        decode::object(deserializer)
    }
}

/// Decodes `meta`, and keeps parts of an unexpected type in `extra`.
fn decode_meta(meta: Option<Value>) -> Meta {
    let mut meta = match meta {
        Some(Value::Object(meta)) => meta,
        Some(Value::Null) | None => return Meta::default(),
        Some(other) => Map::from_iter([("meta".to_owned(), other)]),
    };
    if let Some(Value::Object(nested)) = meta.remove(NESTED_META) {
        merge(&mut meta, nested);
    }
    let mut unexpected = Map::new();
    for key in ["pagination", "writes"] {
        if let Some(value) = meta.remove(key).filter(|value| !value.is_null()) {
            let target = if value.is_object() {
                &mut meta
            } else {
                &mut unexpected
            };
            target.insert(key.to_owned(), value);
        }
    }
    let mut meta: Meta = serde_json::from_value(Value::Object(meta)).unwrap_or_default();
    meta.extra.extend(unexpected);
    meta
}

/// Merges `inner` into `outer`. Lists are joined, so that no error is lost; otherwise `outer` wins.
fn merge(outer: &mut Map<String, Value>, inner: Map<String, Value>) {
    for (key, value) in inner {
        match (outer.get_mut(&key), value) {
            (Some(Value::Array(list)), Value::Array(more)) => list.extend(more),
            (Some(Value::Object(object)), Value::Object(more)) => merge(object, more),
            (None | Some(Value::Null), value) => {
                outer.insert(key, value);
            }
            (Some(_), _) => {}
        }
    }
}

/// Converts a value to a list: `null` is empty, and a single item is a list of one.
fn into_list(value: Option<Value>) -> Vec<Value> {
    match value {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(list)) => list,
        Some(other) => vec![other],
    }
}

fn decode_items<T: DeserializeOwned>(values: Vec<Value>) -> (Vec<T>, Vec<MalformedItem>) {
    let mut items = Vec::with_capacity(values.len());
    let mut malformed = Vec::new();
    for (index, json) in values.into_iter().enumerate() {
        match T::deserialize(&json) {
            Ok(item) => items.push(item),
            Err(reason) => malformed.push(MalformedItem {
                index,
                id: item_id(&json),
                reason: reason.to_string(),
                json,
            }),
        }
    }
    (items, malformed)
}

fn item_id(json: &Value) -> Option<String> {
    ["id", "device_id"]
        .iter()
        .find_map(|key| Some(decode::as_id(json.get(key)?)?.into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capacity_hint_is_capped_by_body_size() {
        for expected in [0, 1, 7, usize::MAX] {
            let body = br#"{"resources": ["a", "b"], "resources": ["c", "d", "e"]}"#;
            let mut parts = ResponseParts::<String>::empty();
            let limit = ResponseLimit {
                expected,
                ..ResponseLimit::none()
            };
            parts.fill(body, limit).unwrap();
            assert_eq!(parts.succeeded, ["c", "d", "e"]);
            assert!(parts.succeeded.capacity() < body.len());
        }
    }
}
