//! Documented values of request properties.

use fql_syntax::{closest_match, excerpt};

use crate::error::Error;

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
    let message = format!("unknown {noun} `{}`", excerpt(value, 60));
    let help = match closest_match(value, known.iter().copied()) {
        Some(name) => format!("did you mean `{name}`?"),
        None => format!("documented: {}", known.join(", ")),
    };
    Error::argument(message).with_help(help)
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

#[cfg(test)]
mod tests {
    use fql::Collection;
    use fql::collections::external_assets::ExternalAssets;

    use super::*;

    #[test]
    fn criticality_has_the_values_of_the_table() {
        let row = ExternalAssets::TABLE.find("criticality").unwrap();
        let values = Criticality::DOCUMENTED.iter().map(Criticality::as_str);
        assert_eq!(
            values.collect::<Vec<_>>(),
            row.details.vocabulary.unwrap().values
        );
    }

    #[test]
    fn unknown_value_is_explicit() {
        assert_eq!("High".parse::<Criticality>().unwrap(), Criticality::High);
        let error = "high".parse::<Criticality>().unwrap_err();
        assert!(error.is_argument());
        assert_eq!(error.to_string(), "unknown criticality `high`");
        assert_eq!(error.help(), Some("did you mean `High`?"));
        let error = "x".parse::<RuleTrigger>().unwrap_err();
        let help = "documented: access, accountEvent, alert, federatedAccess";
        assert_eq!(error.help(), Some(help));
        let other = Criticality::Other("Severe".into());
        assert_eq!(serde_json::to_string(&other).unwrap(), r#""Severe""#);
        assert_eq!(
            serde_json::from_str::<Criticality>(r#""Severe""#).unwrap(),
            other
        );
        assert_eq!(
            serde_json::from_str::<RuleAction>(r#""MFA""#).unwrap(),
            RuleAction::Mfa
        );
    }
}
