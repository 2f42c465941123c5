//! [`Missing`]: the value of documents that lack a field.

use std::borrow::Cow;

use fql::Timestamp;
use serde::Serialize;

/// The value of documents that lack the field of an aggregation.
///
/// A request contains it as a string, whatever the type of the field.
///
/// # Examples
///
/// ```
/// use falcon_aggregates::Missing;
///
/// assert_eq!(Missing::from("none").as_str(), "none");
/// assert_eq!(Missing::from(0).as_str(), "0");
/// assert_eq!(Missing::from(false).as_str(), "false");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Missing(Cow<'static, str>);

impl Missing {
    /// Returns the string in a request.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&'static str> for Missing {
    fn from(value: &'static str) -> Self {
        Self(value.into())
    }
}

impl From<String> for Missing {
    fn from(value: String) -> Self {
        Self(value.into())
    }
}

macro_rules! from_display {
    ($($value:ty),*) => { $(
        impl From<$value> for Missing {
            fn from(value: $value) -> Self {
                Self(value.to_string().into())
            }
        }
    )* };
}
from_display!(i32, i64, u16, u32, u64, bool, Timestamp, std::net::IpAddr);
