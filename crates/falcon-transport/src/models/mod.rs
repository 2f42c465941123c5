//! What the service answers with, typed.
//!
//! Only ids are required: fields come and go, so every other one is optional, a list that is
//! absent or `null` is empty, and what has no field here is kept in `extra`.

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

/// Defines a model: its fields may be absent or `null`, its lists may be `null`, and it keeps
/// what it does not know.
macro_rules! model {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $(required { $( $(#[$rmeta:meta])* $rfield:ident: $rtype:ty, )* })?
            $(texts { $( $(#[$tmeta:meta])* $tfield:ident, )* })?
            $(integers { $( $(#[$nmeta:meta])* $nfield:ident, )* })?
            $(optional { $( $(#[$ometa:meta])* $ofield:ident: $otype:ty, )* })?
            $(lists { $( $(#[$lmeta:meta])* $lfield:ident: $ltype:ty, )* })?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq, ::serde::Deserialize, ::serde::Serialize)]
        #[non_exhaustive]
        pub struct $name {
            $($( $(#[$rmeta])* pub $rfield: $rtype, )*)?
            $($(
                $(#[$tmeta])*
                #[serde(skip_serializing_if = "Option::is_none")]
                pub $tfield: Option<String>,
            )*)?
            $($(
                $(#[$nmeta])*
                #[serde(default, deserialize_with = "crate::response::lenient::integer")]
                #[serde(skip_serializing_if = "Option::is_none")]
                pub $nfield: Option<i64>,
            )*)?
            $($(
                $(#[$ometa])*
                #[serde(skip_serializing_if = "Option::is_none")]
                pub $ofield: Option<$otype>,
            )*)?
            $($(
                $(#[$lmeta])*
                #[serde(default, deserialize_with = "crate::response::lenient::list")]
                #[serde(skip_serializing_if = "Vec::is_empty")]
                pub $lfield: Vec<$ltype>,
            )*)?
            /// What the service sends beside the documented fields.
            #[serde(flatten)]
            pub extra: ::serde_json::Map<String, ::serde_json::Value>,
        }
    };
}
use model;
