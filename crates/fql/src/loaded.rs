//! Strings from settings with the results of parsing them.

use std::fmt;
use std::str::FromStr;

/// A string from settings and the result of parsing it: a [`Filter`](crate::Filter), a
/// [`Sort`](crate::Sort), or any other type that parses.
///
/// `serde` stops at the first invalid value, and its errors are one line. A `Loaded` deserializes from
/// every string, so that a program loads all of its settings first, and then reports all that are
/// invalid, with the whole report of each.
///
/// # Examples
///
/// ```
/// use std::collections::BTreeMap;
///
/// use fql::collections::external_assets::ExternalAssets;
/// use fql::{Filter, Loaded};
///
/// # #[cfg(feature = "serde")] {
/// let settings = r#"{"owned": "triage.assigned_to:!null", "risky": "criticalty:'High'", "ssh": "port:22"}"#;
/// let filters: BTreeMap<String, Loaded<Filter<ExternalAssets>>> =
///     serde_json::from_str(settings).expect("an object of strings");
///
/// let mut invalid = Vec::new();
/// for (name, filter) in &filters {
///     if let Err(error) = filter.result() {
///         invalid.push(format!("{name}: {error}"));
///     }
/// }
/// assert_eq!(invalid.len(), 2);
/// assert!(invalid[0].starts_with("risky: invalid filter\nerror[FQL101]: unknown field `criticalty`"));
/// # }
/// ```
pub struct Loaded<T: FromStr> {
    source: String,
    result: Result<T, T::Err>,
}

impl<T: FromStr> Loaded<T> {
    /// Parses a string and keeps it.
    #[must_use]
    pub fn new(source: impl Into<String>) -> Self {
        let source = source.into();
        let result = source.parse();
        Self { source, result }
    }

    /// Returns the string as it was loaded.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Returns the parsed value, or the error of parsing it.
    ///
    /// # Errors
    /// Returns the error of parsing the string.
    pub fn result(&self) -> Result<&T, &T::Err> {
        self.result.as_ref()
    }

    /// Returns the parsed value, or the error of parsing it.
    ///
    /// # Errors
    /// Returns the error of parsing the string.
    pub fn into_result(self) -> Result<T, T::Err> {
        self.result
    }
}

impl<T: FromStr + Clone> Clone for Loaded<T>
where
    T::Err: Clone,
{
    fn clone(&self) -> Self {
        Self {
            source: self.source.clone(),
            result: self.result.clone(),
        }
    }
}

impl<T: FromStr + fmt::Debug> fmt::Debug for Loaded<T>
where
    T::Err: fmt::Debug,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Loaded")
            .field("source", &self.source)
            .field("result", &self.result)
            .finish()
    }
}

/// Compares the strings, whose results are equal then.
impl<T: FromStr> PartialEq for Loaded<T> {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}

impl<T: FromStr> Eq for Loaded<T> {}

/// Serializes the string as it was loaded.
#[cfg(feature = "serde")]
impl<T: FromStr> serde_core::Serialize for Loaded<T> {
    fn serialize<S: serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.source)
    }
}

#[cfg(feature = "serde")]
impl<'de, T: FromStr> serde_core::Deserialize<'de> for Loaded<T> {
    fn deserialize<D: serde_core::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <String as serde_core::Deserialize>::deserialize(deserializer).map(Self::new)
    }
}
