//! [`Parameters`]: the parameters of an aggregation besides its name, type and field.

use std::borrow::Cow;

use fql::Filter;
use serde::Serialize;

use super::bucket_sort::BucketSort;
use super::date_range::{DateRange, ExtendedBounds};
use super::interval::Interval;
use super::missing::Missing;
use super::percent::Percent;
use super::range::Range;
use super::time_zone::TimeZone;

/// The parameters of a [`DynamicAggregate`](crate::DynamicAggregate), to read.
///
/// [`DynamicAggregate::params`](crate::DynamicAggregate::params) returns them; the builder methods
/// of the aggregation set them.
#[derive(Serialize)]
#[serde(bound = "")]
pub struct Parameters<C> {
    #[serde(skip_serializing_if = "Filter::is_match_all")]
    pub(crate) filter: Filter<C>,
    #[serde(flatten)]
    pub(crate) options: Options,
}

/// The parameters that do not depend on the collection. The order of the fields is that of the JSON.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub(crate) struct Options {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) interval: Option<Interval>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) ranges: Vec<Range>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) date_ranges: Vec<DateRange>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) size: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) from: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) sort: Option<BucketSort>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) min_doc_count: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) max_doc_count: Option<u64>,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    rare: Option<Box<RareOptions>>,
}

/// The parameters that few requests have. They are boxed, so that an aggregation without them is
/// half the size: its builder methods move it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub(crate) struct RareOptions {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) q: Option<Cow<'static, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) include: Option<Cow<'static, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) exclude: Option<Cow<'static, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) missing: Option<Missing>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) time_zone: Option<TimeZone>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) extended_bounds: Option<ExtendedBounds>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) percents: Vec<Percent>,
}

impl Options {
    pub(crate) fn rare_mut(&mut self) -> &mut RareOptions {
        self.rare.get_or_insert_default()
    }

    pub(crate) fn set_percents(&mut self, percents: Vec<Percent>) {
        // An empty list is not serialized, and must not make equal requests differ.
        if self.rare.is_some() || !percents.is_empty() {
            self.rare_mut().percents = percents;
        }
    }
}

impl<C> Parameters<C> {
    fn rare(&self) -> Option<&RareOptions> {
        self.options.rare.as_deref()
    }

    /// Returns the filter that a document must match to be counted; [`Filter::ALL`] by default.
    #[must_use]
    pub fn filter(&self) -> &Filter<C> {
        &self.filter
    }

    /// Returns the words that a document must contain, in any field, to be counted.
    #[must_use]
    pub fn q(&self) -> Option<&str> {
        self.rare()?.q.as_deref()
    }

    /// Returns the interval of a date histogram.
    #[must_use]
    pub fn interval(&self) -> Option<Interval> {
        self.options.interval
    }

    /// Returns the ranges of numbers.
    #[must_use]
    pub fn ranges(&self) -> &[Range] {
        &self.options.ranges
    }

    /// Returns the ranges of time.
    #[must_use]
    pub fn date_ranges(&self) -> &[DateRange] {
        &self.options.date_ranges
    }

    /// Returns the maximum number of buckets.
    #[must_use]
    pub fn size(&self) -> Option<u64> {
        self.options.size
    }

    /// Returns the number of buckets to skip: the parameter `from`.
    #[doc(alias = "from")]
    #[must_use]
    pub fn skip(&self) -> Option<u64> {
        self.options.from
    }

    /// Returns the order of the buckets.
    #[must_use]
    pub fn sort(&self) -> Option<BucketSort> {
        self.options.sort
    }

    /// Returns the regular expression for the values that get a bucket.
    #[must_use]
    pub fn include(&self) -> Option<&str> {
        self.rare()?.include.as_deref()
    }

    /// Returns the regular expression for the values that do not get a bucket.
    #[must_use]
    pub fn exclude(&self) -> Option<&str> {
        self.rare()?.exclude.as_deref()
    }

    /// Returns the minimum number of documents in a bucket.
    #[must_use]
    pub fn min_doc_count(&self) -> Option<u64> {
        self.options.min_doc_count
    }

    /// Returns the maximum number of documents in a bucket.
    #[must_use]
    pub fn max_doc_count(&self) -> Option<u64> {
        self.options.max_doc_count
    }

    /// Returns the value of documents that lack the field.
    #[must_use]
    pub fn missing(&self) -> Option<&str> {
        self.rare()?.missing.as_ref().map(Missing::as_str)
    }

    /// Returns the time zone in which days start.
    #[must_use]
    pub fn time_zone(&self) -> Option<&TimeZone> {
        self.rare()?.time_zone.as_ref()
    }

    /// Returns the span of time for which there are buckets even without documents.
    #[must_use]
    pub fn extended_bounds(&self) -> Option<&ExtendedBounds> {
        self.rare()?.extended_bounds.as_ref()
    }

    /// Returns the percentiles to compute; empty for the service's default ones.
    #[must_use]
    pub fn percents(&self) -> &[Percent] {
        self.rare().map_or(&[], |rare| &rare.percents)
    }
}

// Derived implementations would require the marker type `C` to implement the same traits.

impl<C> Clone for Parameters<C> {
    fn clone(&self) -> Self {
        Self {
            filter: self.filter.clone(),
            options: self.options.clone(),
        }
    }
}

impl<C> PartialEq for Parameters<C> {
    fn eq(&self, other: &Self) -> bool {
        self.filter == other.filter && self.options == other.options
    }
}

impl<C> Eq for Parameters<C> {}

impl<C> std::fmt::Debug for Parameters<C> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Parameters")
            .field("filter", &self.filter)
            .field("options", &self.options)
            .finish()
    }
}
