//! Documented values of request properties.

use crate::error::{Error, ErrorKind};

/// Defines a type for the documented values of a property, and other ones.
macro_rules! vocabulary {
    (
        $(#[$meta:meta])*
        $name:ident $noun:literal { $( $(#[$value_meta:meta])* $variant:ident = $text:literal, )* }
    ) => {
        $(#[$meta])*
        ///
        /// It parses from the documented values only, as they are written. Any other value is sent
        /// unchanged as [`Other`](Self::Other).
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $( $(#[$value_meta])* $variant, )*
            /// A value that is not documented.
            Other(String),
        }

        impl $name {
            /// The documented values.
            pub const DOCUMENTED: &'static [Self] = &[$(Self::$variant),*];

            /// Returns the value as it is sent.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $( Self::$variant => $text, )*
                    Self::Other(value) => value,
                }
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::Error;

            fn from_str(value: &str) -> Result<Self, $crate::Error> {
                match value {
                    $( $text => Ok(Self::$variant), )*
                    _ => Err(unknown($noun, value, &[$($text),*])),
                }
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            /// Reads any string; one that is not documented becomes [`Other`](Self::Other).
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                let value = String::deserialize(deserializer)?;
                Ok(value.parse().unwrap_or(Self::Other(value)))
            }
        }
    };
}

fn unknown(noun: &str, value: &str, known: &[&'static str]) -> Error {
    let help = format!("documented: {}", known.join(", "));
    Error::unknown(
        ErrorKind::Argument,
        noun,
        value,
        known.iter().copied(),
        &help,
    )
}

vocabulary! {
    /// The criticality of an external asset.
    Criticality "criticality" {
        /// `Critical`
        Critical = "Critical",
        /// `High`
        High = "High",
        /// `Noncritical`
        Noncritical = "Noncritical",
        /// `Unassigned`
        Unassigned = "Unassigned",
    }
}

vocabulary! {
    /// The action of a policy rule. The values are those of another public client.
    RuleAction "action" {
        /// `ADD_TO_WATCH_LIST`
        AddToWatchList = "ADD_TO_WATCH_LIST",
        /// `ALLOW`
        Allow = "ALLOW",
        /// `APPLY_SSO_POLICY`
        ApplySsoPolicy = "APPLY_SSO_POLICY",
        /// `BLOCK`
        Block = "BLOCK",
        /// `FORCE_PASSWORD_CHANGE`
        ForcePasswordChange = "FORCE_PASSWORD_CHANGE",
        /// `MFA`
        Mfa = "MFA",
    }
}

vocabulary! {
    /// The event that a policy rule reacts to. The values are those of another public client.
    RuleTrigger "trigger" {
        /// `access`
        Access = "access",
        /// `accountEvent`
        AccountEvent = "accountEvent",
        /// `alert`
        Alert = "alert",
        /// `federatedAccess`
        FederatedAccess = "federatedAccess",
    }
}
