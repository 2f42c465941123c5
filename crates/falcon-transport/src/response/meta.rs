//! Metadata of a response.

use std::borrow::Cow;

use serde::de::MapAccess;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

use crate::response::decode::{self, DecodeField, LenientValue};

/// Metadata of a response.
///
/// A field whose value has an unexpected type is `None`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Meta {
    /// Processing time of the service, in seconds.
    pub query_time: Option<f64>,
    /// Component of the service that responded.
    pub powered_by: Option<String>,
    /// The service's id of the request.
    pub trace_id: Option<String>,
    /// Position in a listing.
    pub pagination: Option<Pagination>,
    /// Counts of a write.
    pub writes: Option<WriteCounts>,
    /// Version of the subsidiaries data that was read.
    pub version_id: Option<String>,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl<'de> Deserialize<'de> for Meta {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        decode::object(deserializer)
    }
}

impl<'de> DecodeField<'de> for Meta {
    fn decode_field<A: MapAccess<'de>>(
        &mut self,
        key: Cow<'de, str>,
        object: &mut A,
    ) -> Result<(), A::Error> {
        match &*key {
            "query_time" => self.query_time = object.next_value::<LenientValue>()?.into_f64(),
            "powered_by" => self.powered_by = object.next_value::<LenientValue>()?.into_string(),
            "trace_id" => self.trace_id = object.next_value::<LenientValue>()?.into_string(),
            "pagination" => self.pagination = object.next_value()?,
            "writes" => self.writes = object.next_value()?,
            "version_id" => self.version_id = object.next_value::<LenientValue>()?.into_string(),
            _ => drop(self.extra.insert(key.into_owned(), object.next_value()?)),
        }
        Ok(())
    }
}

/// Position of a response in a listing.
///
/// A field whose value has an unexpected type is `None`. A malformed `offset` or `after` is kept in
/// `extra`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Pagination {
    /// Offset, which the service sends as a number or a string.
    pub offset: Option<Offset>,
    /// Token of the next page, for listings by token.
    pub after: Option<String>,
    /// Page size of the service.
    pub limit: Option<u64>,
    /// Total number of items as reported by the service, which is not always correct.
    pub total: Option<u64>,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl<'de> Deserialize<'de> for Pagination {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        decode::object(deserializer)
    }
}

impl<'de> DecodeField<'de> for Pagination {
    fn decode_field<A: MapAccess<'de>>(
        &mut self,
        key: Cow<'de, str>,
        object: &mut A,
    ) -> Result<(), A::Error> {
        match &*key {
            "offset" => {
                self.offset = offset(object.next_value()?).unwrap_or_else(|malformed| {
                    self.extra.insert(key.into_owned(), malformed);
                    None
                });
            }
            "after" => {
                self.after = token(object.next_value()?).unwrap_or_else(|malformed| {
                    self.extra.insert(key.into_owned(), malformed);
                    None
                });
            }
            "limit" => self.limit = object.next_value::<LenientValue>()?.into_u64(),
            "total" => self.total = object.next_value::<LenientValue>()?.into_u64(),
            _ => drop(self.extra.insert(key.into_owned(), object.next_value()?)),
        }
        Ok(())
    }
}

/// Offset in a listing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Offset {
    /// Number of preceding items.
    Number(u64),
    /// Opaque token of the service.
    Token(String),
}

/// Returns the offset, or a value of an unexpected type as the error.
fn offset(value: LenientValue) -> Result<Option<Offset>, Value> {
    match value {
        LenientValue::String(token) => Ok(Some(Offset::Token(token))),
        LenientValue::Other(Value::Null) => Ok(None),
        LenientValue::Other(malformed) => Err(malformed),
        LenientValue::Number(number) => match number.as_u64() {
            Some(offset) => Ok(Some(Offset::Number(offset))),
            None => Err(Value::Number(number)),
        },
    }
}

/// Returns the token, also from an integer, or a value of an unexpected type as the error.
fn token(value: LenientValue) -> Result<Option<String>, Value> {
    match value {
        LenientValue::String(token) => Ok(Some(token)),
        LenientValue::Other(Value::Null) => Ok(None),
        LenientValue::Other(malformed) => Err(malformed),
        LenientValue::Number(number) if number.is_f64() => Err(Value::Number(number)),
        LenientValue::Number(number) => Ok(Some(number.to_string())),
    }
}

/// Counts of a write.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct WriteCounts {
    /// Number of changed resources.
    pub resources_affected: Option<u64>,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl<'de> Deserialize<'de> for WriteCounts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        decode::object(deserializer)
    }
}

impl<'de> DecodeField<'de> for WriteCounts {
    fn decode_field<A: MapAccess<'de>>(
        &mut self,
        key: Cow<'de, str>,
        object: &mut A,
    ) -> Result<(), A::Error> {
        match &*key {
            "resources_affected" => {
                self.resources_affected = object.next_value::<LenientValue>()?.into_u64();
            }
            _ => drop(self.extra.insert(key.into_owned(), object.next_value()?)),
        }
        Ok(())
    }
}
