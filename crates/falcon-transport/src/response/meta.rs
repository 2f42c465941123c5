//! What an answer says about itself.

use std::borrow::Cow;

use serde::de::MapAccess;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

use crate::response::lenient::{self, FromObject, Scalar};

/// What an answer says about itself.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Meta {
    /// How long the service took, in seconds.
    pub query_time: Option<f64>,
    /// Which part of the service answered.
    pub powered_by: Option<String>,
    /// The id under which the service remembers the request.
    pub trace_id: Option<String>,
    /// Where the answer stands in a listing.
    pub pagination: Option<Pagination>,
    /// What was changed.
    pub writes: Option<WriteCounts>,
    /// The state of the subsidiaries that was read.
    pub version_id: Option<String>,
    /// What else the service says about the answer.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl<'de> Deserialize<'de> for Meta {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        lenient::object(deserializer)
    }
}

impl<'de> FromObject<'de> for Meta {
    fn put<A: MapAccess<'de>>(
        &mut self,
        key: Cow<'de, str>,
        object: &mut A,
    ) -> Result<(), A::Error> {
        match &*key {
            "query_time" => self.query_time = object.next_value::<Scalar>()?.float(),
            "powered_by" => self.powered_by = object.next_value::<Scalar>()?.text(),
            "trace_id" => self.trace_id = object.next_value::<Scalar>()?.text(),
            "pagination" => self.pagination = object.next_value()?,
            "writes" => self.writes = object.next_value()?,
            "version_id" => self.version_id = object.next_value::<Scalar>()?.text(),
            _ => drop(self.extra.insert(key.into_owned(), object.next_value()?)),
        }
        Ok(())
    }
}

/// Where an answer stands in a listing.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Pagination {
    /// The offset, which the service writes as a number or as text.
    pub offset: Option<Offset>,
    /// The token of the next page, where the listing has tokens.
    pub after: Option<String>,
    /// How many items the service puts on a page.
    pub limit: Option<u64>,
    /// How many items there are, says the service; it is not always right.
    pub total: Option<u64>,
    /// What else the service says about the listing.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl<'de> Deserialize<'de> for Pagination {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        lenient::object(deserializer)
    }
}

impl<'de> FromObject<'de> for Pagination {
    fn put<A: MapAccess<'de>>(
        &mut self,
        key: Cow<'de, str>,
        object: &mut A,
    ) -> Result<(), A::Error> {
        match &*key {
            "offset" => self.offset = offset(object.next_value()?),
            "after" => self.after = object.next_value::<Scalar>()?.text(),
            "limit" => self.limit = object.next_value::<Scalar>()?.count(),
            "total" => self.total = object.next_value::<Scalar>()?.count(),
            _ => drop(self.extra.insert(key.into_owned(), object.next_value()?)),
        }
        Ok(())
    }
}

/// An offset: a number, or text that only the service understands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Offset {
    /// How many items come before.
    Number(u64),
    /// An opaque text.
    Text(String),
}

fn offset(told: Scalar) -> Option<Offset> {
    match told {
        Scalar::Count(count) => Some(Offset::Number(count)),
        Scalar::Text(text) => Some(Offset::Text(text)),
        Scalar::Float(_) | Scalar::Other => None,
    }
}

/// What a call changed.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct WriteCounts {
    /// How many resources were changed.
    pub resources_affected: Option<u64>,
    /// What else the service says about it.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl<'de> Deserialize<'de> for WriteCounts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        lenient::object(deserializer)
    }
}

impl<'de> FromObject<'de> for WriteCounts {
    fn put<A: MapAccess<'de>>(
        &mut self,
        key: Cow<'de, str>,
        object: &mut A,
    ) -> Result<(), A::Error> {
        match &*key {
            "resources_affected" => {
                self.resources_affected = object.next_value::<Scalar>()?.count();
            }
            _ => drop(self.extra.insert(key.into_owned(), object.next_value()?)),
        }
        Ok(())
    }
}
