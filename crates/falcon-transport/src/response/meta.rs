//! Metadata of a response.

use std::borrow::Cow;

use serde::de::MapAccess;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

use crate::response::decode::{self, DecodeField};

/// Defines a part of a response: members of which each may be absent, and unknown ones. A value of an
/// unexpected type is kept as an unknown member if the decoder of its member returns it as an error.
macro_rules! response_object {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $($(#[$doc:meta])* pub $member:ident: $type:ty = $decode:expr,)*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq, Serialize)]
        #[non_exhaustive]
        pub struct $name {
            $($(#[$doc])* pub $member: Option<$type>,)*
            /// Unknown fields.
            #[serde(flatten)]
            pub extra: Map<String, Value>,
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                decode::object(deserializer)
            }
        }

        impl<'de> DecodeField<'de> for $name {
            fn decode_field<A: MapAccess<'de>>(
                &mut self,
                key: Cow<'de, str>,
                object: &mut A,
            ) -> Result<(), A::Error> {
                let unknown: Value = match &*key {
                    $(stringify!($member) => {
                        self.$member = None;
                        match $decode(object.next_value()?) {
                            Ok(value) => {
                                self.$member = value;
                                return Ok(());
                            }
                            Err(malformed) => malformed,
                        }
                    })*
                    _ => object.next_value()?,
                };
                self.extra.insert(key.into_owned(), unknown);
                Ok(())
            }
        }
    };
}

type Decoded<T> = Result<Option<T>, Value>;

response_object! {
    /// Metadata of a response.
    ///
    /// A field whose value has an unexpected type is `None`.
    pub struct Meta {
        /// Processing time of the service, in seconds.
        pub query_time: f64 = number,
        /// Component of the service that responded.
        pub powered_by: String = string,
        /// The service's id of the request.
        pub trace_id: String = string,
        /// Position in a listing.
        pub pagination: Pagination = Decoded::Ok,
        /// Counts of a write.
        pub writes: WriteCounts = Decoded::Ok,
        /// Version of the subsidiaries data that was read.
        pub version_id: String = string,
    }
}

response_object! {
    /// Position of a response in a listing.
    ///
    /// A field whose value has an unexpected type is `None`. A malformed `offset` or `after` is kept in
    /// `extra`.
    pub struct Pagination {
        /// Offset, which the service sends as a number or a string.
        pub offset: Offset = offset,
        /// Token of the next page, for listings by token.
        pub after: String = token,
        /// Page size of the service.
        pub limit: u64 = count,
        /// Total number of items as reported by the service, which is not always correct.
        pub total: u64 = count,
    }
}

response_object! {
    /// Counts of a write.
    pub struct WriteCounts {
        /// Number of changed resources.
        pub resources_affected: u64 = count,
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
fn offset(value: Value) -> Decoded<Offset> {
    match value {
        Value::String(token) => Ok(Some(Offset::Token(token))),
        Value::Null => Ok(None),
        value => match value.as_u64() {
            Some(offset) => Ok(Some(Offset::Number(offset))),
            None => Err(value),
        },
    }
}

/// Returns the token, also from an integer, or a value of an unexpected type as the error.
fn token(value: Value) -> Decoded<String> {
    match value {
        Value::String(token) => Ok(Some(token)),
        Value::Null => Ok(None),
        Value::Number(number) if !number.is_f64() => Ok(Some(number.to_string())),
        value => Err(value),
    }
}

fn number(value: Value) -> Decoded<f64> {
    Ok(value.as_f64())
}

fn string(value: Value) -> Decoded<String> {
    Ok(match value {
        Value::String(string) => Some(string),
        _ => None,
    })
}

fn count(value: Value) -> Decoded<u64> {
    Ok(decode::as_count(&value))
}
