//! Resources of the service.
//!
//! The service adds and removes fields, so only ids are required. Other fields are optional, a list
//! that is absent or `null` is empty, and unknown fields are kept in `extra`.

mod asset;
mod inventory;
mod sensor;
mod subsidiary;

pub use asset::{
    Application, BlobLinks, CloudVm, DnsDomain, ExternalAsset, Ip, Location, Service,
    SubsidiaryName, Triage,
};
pub use inventory::InventoryResult;
pub use sensor::Sensor;
pub use subsidiary::Subsidiary;

/// Defines a model: optional fields may be absent or `null`, and unknown fields are kept.
macro_rules! model {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $(required { $( $(#[$required_meta:meta])* $required_field:ident: $required_type:ty, )* })?
            $(strings { $( $(#[$string_meta:meta])* $string_field:ident, )* })?
            $(integers { $( $(#[$integer_meta:meta])* $integer_field:ident, )* })?
            $(optional { $( $(#[$optional_meta:meta])* $optional_field:ident: $optional_type:ty, )* })?
            $(lists { $( $(#[$list_meta:meta])* $list_field:ident: $list_type:ty, )* })?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq, ::serde::Deserialize, ::serde::Serialize)]
        #[non_exhaustive]
        pub struct $name {
            $($( $(#[$required_meta])* pub $required_field: $required_type, )*)?
            $($(
                $(#[$string_meta])*
                #[serde(skip_serializing_if = "Option::is_none")]
                pub $string_field: Option<String>,
            )*)?
            $($(
                $(#[$integer_meta])*
                #[serde(default, deserialize_with = "crate::response::decode::integer")]
                #[serde(skip_serializing_if = "Option::is_none")]
                pub $integer_field: Option<i64>,
            )*)?
            $($(
                $(#[$optional_meta])*
                #[serde(skip_serializing_if = "Option::is_none")]
                pub $optional_field: Option<$optional_type>,
            )*)?
            $($(
                $(#[$list_meta])*
                #[serde(default, deserialize_with = "crate::response::decode::list")]
                #[serde(skip_serializing_if = "Vec::is_empty")]
                pub $list_field: Vec<$list_type>,
            )*)?
            /// Undocumented fields.
            #[serde(flatten)]
            pub extra: ::serde_json::Map<String, ::serde_json::Value>,
        }
    };
}
use model;
