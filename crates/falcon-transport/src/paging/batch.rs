//! The details of a batch of ids.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::fmt;

use fql_syntax::excerpt;
use serde_json::Value;

use crate::models::{ExternalAsset, Sensor, Subsidiary};
use crate::response::api_error::ApiError;
use crate::response::decode::as_id;
use crate::response::parts::{MalformedItem, ResponseParts};

/// An item with the id by which its details are requested.
///
/// A [`Value`] has the id that its collection names, such as `device_id` of hosts.
pub trait HasId {
    /// Returns the id. That of a number is its digits.
    fn id(&self) -> Cow<'_, str>;

    /// Returns the id of a document whose collection has ids in `field`.
    ///
    /// A type with its own fields ignores it.
    fn id_in(&self, field: &str) -> Cow<'_, str> {
        let _ = field;
        self.id()
    }
}

impl HasId for Value {
    /// Returns the member `id`, or an empty string.
    fn id(&self) -> Cow<'_, str> {
        self.id_in("id")
    }

    fn id_in(&self, field: &str) -> Cow<'_, str> {
        self.get(field).and_then(as_id).unwrap_or_default()
    }
}

impl HasId for ExternalAsset {
    fn id(&self) -> Cow<'_, str> {
        (&*self.id).into()
    }
}

impl HasId for Sensor {
    fn id(&self) -> Cow<'_, str> {
        (&*self.device_id).into()
    }
}

impl HasId for Subsidiary {
    fn id(&self) -> Cow<'_, str> {
        (&*self.id).into()
    }
}

/// The result of requesting the details of one listed id.
#[derive(Clone, Debug, PartialEq)]
pub enum DetailResult<T> {
    /// The details.
    Found(T),
    /// The id has no details. The item may have been deleted since it was listed.
    Missing(MissingItem),
    /// The details could not be decoded, or the listed id is blank or too long to be requested.
    Malformed(MalformedItem),
}

impl<T> DetailResult<T> {
    /// Returns the details, or `None` if they are missing or malformed.
    #[must_use]
    pub fn found(self) -> Option<T> {
        match self {
            Self::Found(item) => Some(item),
            Self::Missing(_) | Self::Malformed(_) => None,
        }
    }
}

impl<T: HasId> fmt::Display for DetailResult<T> {
    /// Writes the id of found details, or the reason why they are not available.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Found(item) => f.pad(&item.id()),
            Self::Missing(missing) => missing.fmt(f),
            Self::Malformed(item) => item.fmt(f),
        }
    }
}

/// A listed id without details.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct MissingItem {
    /// The id.
    pub id: String,
    /// The error that the service reported for the id.
    pub error: Option<ApiError>,
}

impl fmt::Display for MissingItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no details of `{}`", excerpt(&self.id, 80))?;
        match &self.error {
            Some(error) => write!(f, ": {error}"),
            None => Ok(()),
        }
    }
}

/// The part of a response that belongs to the requested ids.
pub(super) struct BatchOutcome<T> {
    results: HashMap<String, DetailResult<T>>,
    /// An error without an id, which applies to every id without a result.
    general_error: Option<ApiError>,
}

impl<T: HasId> BatchOutcome<T> {
    /// Splits a response into the outcome of `ids` and the errors and malformed items that concern
    /// none of the missing ids.
    pub(super) fn new(
        ids: &[&str],
        id_field: &str,
        mut parts: ResponseParts<T>,
    ) -> (Self, ResponseParts<T>) {
        let requested: HashSet<&str> = ids.iter().copied().collect();
        let mut results = HashMap::with_capacity(ids.len());
        for item in std::mem::take(&mut parts.succeeded) {
            let mut id = item.id_in(id_field);
            // Some operations request documents by another id than that of their collection.
            if !requested.contains(&*id) {
                id = item.id();
            }
            results.insert(id.into_owned(), DetailResult::Found(item));
        }
        let is_found = |id: &&str| results.contains_key(*id);
        let missing: HashSet<&str> = ids.iter().copied().filter(|id| !is_found(id)).collect();
        let is_missing = |id: &Option<String>| id.as_deref().is_some_and(|id| missing.contains(id));
        for item in parts.malformed.extract_if(.., |item| is_missing(&item.id)) {
            if let Some(id) = item.id.clone() {
                results.insert(id, DetailResult::Malformed(item));
            }
        }
        for error in parts.errors.extract_if(.., |error| is_missing(&error.id)) {
            if let Some(id) = error.id.clone() {
                let missing = MissingItem {
                    id,
                    error: Some(error),
                };
                let result = results.entry(missing.id.clone());
                result.or_insert(DetailResult::Missing(missing));
            }
        }
        let general_error = parts
            .errors
            .extract_if(.., |error| error.id.is_none() && !missing.is_empty())
            .reduce(|first, _| first);
        if general_error.is_none()
            && missing.iter().any(|id| !results.contains_key(*id))
            && let Some(other) = results.keys().find(|id| !requested.contains(&***id))
        {
            let message = format!("unexpected document with the id `{}`", excerpt(other, 80));
            parts.errors.push(ApiError::new(None, message));
        }
        let outcome = Self {
            results,
            general_error,
        };
        (outcome, parts)
    }

    /// Takes the result for one of the ids. Each id has one result.
    pub(super) fn take(&mut self, id: &str) -> DetailResult<T> {
        self.results.remove(id).unwrap_or_else(|| {
            DetailResult::Missing(MissingItem {
                id: id.to_owned(),
                error: self.general_error.clone(),
            })
        })
    }
}
