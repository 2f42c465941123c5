//! Bodies of requests.

/// Defines a body with required members, and with optional ones, which have a setter each and are left
/// out until they are set.
macro_rules! request_body {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $(required { $($required:ident: $required_type:ty,)* })?
            $(optional { $($(#[$doc:meta])* $optional:ident: $type:ty,)* })?
        }
    ) => {
        $(#[$meta])*
        pub struct $name {
            $($($required: $required_type,)*)?
            $($(
                #[serde(skip_serializing_if = "Option::is_none")]
                $optional: Option<$type>,
            )*)?
        }

        impl $name {
            fn with_required($($($required: $required_type),*)?) -> Self {
                Self { $($($required,)*)? $($($optional: None,)*)? }
            }

            $($(
                $(#[$doc])*
                #[must_use]
                pub fn $optional(mut self, $optional: impl Into<$type>) -> Self {
                    self.$optional = Some($optional.into());
                    self
                }
            )*)?
        }
    };
}
pub(crate) use request_body;
