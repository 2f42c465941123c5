//! What a document counts as that has no value.

use std::borrow::Cow;

use fql::Timestamp;

/// What a document counts as that has no value: a value of the field. A request has it as text,
/// whatever the field's kind.
///
/// ```
/// use falcon_aggregates::Missing;
///
/// assert_eq!(Missing::from("none").as_str(), "none");
/// assert_eq!(Missing::from(0).as_str(), "0");
/// assert_eq!(Missing::from(false).as_str(), "false");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Missing(Cow<'static, str>);

impl Missing {
    /// The text, as a request has it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&'static str> for Missing {
    fn from(text: &'static str) -> Self {
        Self(text.into())
    }
}

impl From<String> for Missing {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

macro_rules! printed {
    ($($kind:ty),*) => { $(
        impl From<$kind> for Missing {
            fn from(value: $kind) -> Self {
                Self(value.to_string().into())
            }
        }
    )* };
}
printed!(i32, i64, u16, u32, u64, bool, Timestamp, std::net::IpAddr);
