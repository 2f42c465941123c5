//! Resources of the service.
//!
//! The service adds and removes fields, so only ids are required. Other fields are optional, a list
//! that is absent or `null` is empty, and unknown fields are kept in `extra`. Times are [`DateTime`]s,
//! which keep the original.

mod asset;
mod date_time;
mod inventory;
mod policy_rule;
mod sensor;
mod subsidiary;

pub use asset::{
    Application, BlobLinks, CloudVm, DnsDomain, ExternalAsset, Ip, Location, Service,
    SubsidiaryName, Triage,
};
pub use date_time::DateTime;
pub use inventory::InventoryResult;
pub use policy_rule::{PolicyRule, RuleActivity, RuleCondition, RuleSubject};
pub use sensor::Sensor;
pub use subsidiary::Subsidiary;

/// Defines a model: optional fields may be absent or `null`, and unknown fields are kept.
macro_rules! model {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $(required { $( $(#[$required_meta:meta])* $required_field:ident: $required_type:ty, )* })?
            $(strings { $( $(#[$string_meta:meta])* $string_field:ident $(: $string_type:ty)?, )* })?
            $(integers { $( $(#[$integer_meta:meta])* $integer_field:ident, )* })?
            $(optional { $( $(#[$optional_meta:meta])* $optional_field:ident: $optional_type:ty, )* })?
            $(lists { $( $(#[$list_meta:meta])* $list_field:ident: $list_type:ty, )* })?
        }
    ) => {
        #[derive(Clone, Debug, Default, PartialEq, ::serde::Deserialize, ::serde::Serialize)]
        #[non_exhaustive]
        $(#[$meta])*
        pub struct $name {
            $($( $(#[$required_meta])* pub $required_field: $required_type, )*)?
            $($(
                $(#[$string_meta])*
                #[serde(skip_serializing_if = "Option::is_none")]
                pub $string_field: Option<$crate::models::string_type!($($string_type)?)>,
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

/// The type of a field that the service writes as a string.
macro_rules! string_type {
    () => {
        String
    };
    ($type:ty) => {
        $type
    };
}
use string_type;
