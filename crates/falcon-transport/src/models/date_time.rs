//! Times in resources.

use std::fmt;

use fql::Instant;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A point in time in a resource, as the service wrote it.
///
/// A malformed time does not fail the resource: its [`instant`](Self::instant) is `None`, and the
/// original remains available.
///
/// # Examples
///
/// ```
/// use falcon_transport::models::ExternalAsset;
///
/// let json = r#"{"id": "a", "first_seen": "2026-11-22T10:00:00+01:00", "last_seen": "recently"}"#;
/// let asset: ExternalAsset = serde_json::from_str(json)?;
/// let first_seen = asset.first_seen.unwrap();
/// assert_eq!(first_seen.as_str(), Some("2026-11-22T10:00:00+01:00"));
/// assert_eq!(first_seen.instant(), "2026-11-22T09:00:00Z".parse().ok());
/// assert_eq!(asset.last_seen.unwrap().instant(), None);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DateTime(Value);

impl DateTime {
    /// Parses the time as ISO 8601 or RFC 3339, or returns `None` if it is malformed.
    #[must_use]
    pub fn instant(&self) -> Option<Instant> {
        self.as_str()?.parse().ok()
    }

    /// Returns the time as the service wrote it, or `None` if it is not a string.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        self.0.as_str()
    }

    /// Returns the JSON value that the service sent.
    #[must_use]
    pub fn json(&self) -> &Value {
        &self.0
    }
}

impl fmt::Display for DateTime {
    /// Writes the time as the service wrote it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.as_str() {
            Some(time) => f.pad(time),
            None => self.0.fmt(f),
        }
    }
}

impl From<&str> for DateTime {
    fn from(time: &str) -> Self {
        Self(time.into())
    }
}

impl PartialEq<str> for DateTime {
    fn eq(&self, time: &str) -> bool {
        self.as_str() == Some(time)
    }
}

impl PartialEq<&str> for DateTime {
    fn eq(&self, time: &&str) -> bool {
        self == *time
    }
}
