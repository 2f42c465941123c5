//! [`FiltersSpec`]: the filters of an aggregation of the type `filters`.

use std::borrow::Cow;
use std::fmt;

use fql::{Filter, IntoFilter};
use serde::ser::{SerializeMap, SerializeStruct};
use serde::{Serialize, Serializer};

/// The filters of an aggregation of the type [`Filters`](crate::AggregationType::Filters): one
/// bucket per filter, and on request one for the documents that match none.
///
/// Only the API definition has this parameter, `filters_spec` (gofalcon, `MsaAPIFiltersSpec`). Its
/// meaning follows the `filters` aggregation of the underlying search engine.
///
/// # Examples
///
/// ```
/// use falcon_aggregates::{Aggregates, AggregationType, DynamicAggregate, FiltersSpec};
/// use fql::collections::external_assets as asset;
///
/// let spec = FiltersSpec::new()
///     .filter("critical", asset::criticality.eq("Critical"))
///     .filter("remote access", asset::ip::services::port.is_in([22, 3389]))
///     .other_bucket("others");
/// let request = Aggregates::new(
///     DynamicAggregate::new("risks", AggregationType::Filters, "").filters_spec(spec),
/// )?;
/// assert!(request.to_json().contains(r#""critical":"criticality:'Critical'""#));
/// # Ok::<(), falcon_aggregates::InvalidAggregates>(())
/// ```
pub struct FiltersSpec<C> {
    pub(crate) filters: Vec<(Cow<'static, str>, Filter<C>)>,
    pub(crate) other_bucket: Option<Cow<'static, str>>,
}

impl<C> FiltersSpec<C> {
    /// Creates a specification without filters.
    #[must_use]
    pub fn new() -> Self {
        Self {
            filters: Vec::new(),
            other_bucket: None,
        }
    }

    /// Adds a bucket with this label for the documents that match a filter.
    #[must_use]
    pub fn filter(
        mut self,
        label: impl Into<Cow<'static, str>>,
        filter: impl IntoFilter<C>,
    ) -> Self {
        self.filters.push((label.into(), filter.into_filter()));
        self
    }

    /// Adds a bucket with this label for the documents that match none of the filters.
    #[must_use]
    pub fn other_bucket(mut self, label: impl Into<Cow<'static, str>>) -> Self {
        self.other_bucket = Some(label.into());
        self
    }

    /// Returns the labels and the filters.
    pub fn filters(&self) -> impl ExactSizeIterator<Item = (&str, &Filter<C>)> {
        self.filters
            .iter()
            .map(|(label, filter)| (&**label, filter))
    }

    /// Returns the label of the bucket for the documents that match no filter, if there is one.
    #[must_use]
    pub fn other_label(&self) -> Option<&str> {
        self.other_bucket.as_deref()
    }
}

impl<C> Serialize for FiltersSpec<C> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // The API definition requires all three members.
        let mut object = serializer.serialize_struct("FiltersSpec", 3)?;
        object.serialize_field("filters", &FilterMap(&self.filters))?;
        object.serialize_field("other_bucket", &self.other_bucket.is_some())?;
        let label = self.other_bucket.as_deref().unwrap_or_default();
        object.serialize_field("other_bucket_key", label)?;
        object.end()
    }
}

struct FilterMap<'f, C>(&'f [(Cow<'static, str>, Filter<C>)]);

impl<C> Serialize for FilterMap<'_, C> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (label, filter) in self.0 {
            map.serialize_entry(&**label, filter.as_str())?;
        }
        map.end()
    }
}

// Derived implementations would require the marker type `C` to implement the same traits.

impl<C> Clone for FiltersSpec<C> {
    fn clone(&self) -> Self {
        Self {
            filters: self.filters.clone(),
            other_bucket: self.other_bucket.clone(),
        }
    }
}

impl<C> PartialEq for FiltersSpec<C> {
    fn eq(&self, other: &Self) -> bool {
        self.filters == other.filters && self.other_bucket == other.other_bucket
    }
}

impl<C> Eq for FiltersSpec<C> {}

impl<C> Default for FiltersSpec<C> {
    fn default() -> Self {
        Self::new()
    }
}

impl<C> fmt::Debug for FiltersSpec<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FiltersSpec")
            .field("filters", &self.filters)
            .field("other_bucket", &self.other_bucket)
            .finish()
    }
}
