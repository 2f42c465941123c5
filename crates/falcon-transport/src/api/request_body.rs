//! Bodies of requests.

/// Defines a body with required members, and with optional ones, which have a setter each and are left
/// out until they are set. The setter of a string accepts any string.
macro_rules! request_body {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $(required { $($required:ident: $required_type:ty,)* })?
            $(strings { $($(#[$string_doc:meta])* $string:ident,)* })?
            $(optional { $($(#[$doc:meta])* $optional:ident: $type:ty,)* })?
        }
    ) => {
        $(#[$meta])*
        pub struct $name {
            $($($required: $required_type,)*)?
            $($(
                #[serde(skip_serializing_if = "Option::is_none")]
                $string: Option<String>,
            )*)?
            $($(
                #[serde(skip_serializing_if = "Option::is_none")]
                $optional: Option<$type>,
            )*)?
        }

        impl $name {
            fn with_required($($($required: $required_type),*)?) -> Self {
                Self { $($($required,)*)? $($($string: None,)*)? $($($optional: None,)*)? }
            }

            $($(
                $(#[$string_doc])*
                #[must_use]
                pub fn $string(mut self, $string: impl Into<String>) -> Self {
                    self.$string = Some($string.into());
                    self
                }
            )*)?

            $($(
                $(#[$doc])*
                #[must_use]
                pub fn $optional(mut self, $optional: $type) -> Self {
                    self.$optional = Some($optional);
                    self
                }
            )*)?
        }
    };
}
pub(crate) use request_body;
