//! [`Parameters`]: read access to the parameters of an aggregation.

use std::fmt;

use fql::Filter;

use super::bucket_sort::BucketSort;
use super::date_range::{DateRange, ExtendedBounds};
use super::dynamic::DynamicAggregate;
use super::filters_spec::FiltersSpec;
use super::interval::Interval;
use super::missing::Missing;
use super::percent::Percent;
use super::range::Range;
use super::rare_parameters::RareParameters;
use super::time_zone::TimeZone;

/// Read access to the parameters of a [`DynamicAggregate`].
///
/// [`DynamicAggregate::params`] returns it. The builder methods of the aggregation set the parameters.
pub struct Parameters<'a, C> {
    aggregate: &'a DynamicAggregate<C>,
}

impl<C> DynamicAggregate<C> {
    /// Returns read access to the parameters.
    #[must_use]
    pub fn params(&self) -> Parameters<'_, C> {
        Parameters { aggregate: self }
    }
}

impl<'a, C> Parameters<'a, C> {
    fn rare(self) -> &'a RareParameters {
        self.aggregate.rare()
    }

    /// Returns the filter that a document must match to be counted; [`Filter::ALL`] by default.
    #[must_use]
    pub fn filter(self) -> &'a Filter<C> {
        &self.aggregate.filter
    }

    /// Returns the filters of which each has a bucket.
    #[must_use]
    pub fn filters_spec(self) -> Option<&'a FiltersSpec<C>> {
        self.aggregate.filters_spec.as_deref()
    }

    /// Returns the words that a document must contain, in any field, to be counted.
    #[must_use]
    pub fn q(self) -> Option<&'a str> {
        self.rare().q.as_deref()
    }

    /// Returns the interval of a date histogram.
    #[must_use]
    pub fn interval(self) -> Option<Interval> {
        self.aggregate.interval
    }

    /// Returns the ranges of numbers.
    #[must_use]
    pub fn ranges(self) -> &'a [Range] {
        &self.rare().ranges
    }

    /// Returns the ranges of time.
    #[must_use]
    pub fn date_ranges(self) -> &'a [DateRange] {
        &self.rare().date_ranges
    }

    /// Returns the maximum number of buckets.
    #[must_use]
    pub fn size(self) -> Option<u64> {
        self.aggregate.size
    }

    /// Returns the number of buckets to skip: the parameter `from`.
    #[doc(alias = "from")]
    #[must_use]
    pub fn skip(self) -> Option<u64> {
        self.rare().from
    }

    /// Returns the order of the buckets.
    #[must_use]
    pub fn sort(self) -> Option<BucketSort> {
        self.aggregate.sort
    }

    /// Returns the regular expression for the values that get a bucket.
    #[must_use]
    pub fn include(self) -> Option<&'a str> {
        self.rare().include.as_deref()
    }

    /// Returns the regular expression for the values that do not get a bucket.
    #[must_use]
    pub fn exclude(self) -> Option<&'a str> {
        self.rare().exclude.as_deref()
    }

    /// Returns the minimum number of documents in a bucket.
    #[must_use]
    pub fn min_doc_count(self) -> Option<u64> {
        self.rare().min_doc_count
    }

    /// Returns the maximum number of documents in a bucket.
    #[must_use]
    pub fn max_doc_count(self) -> Option<u64> {
        self.rare().max_doc_count
    }

    /// Returns the value of documents that lack the field.
    #[must_use]
    pub fn missing(self) -> Option<&'a str> {
        self.rare().missing.as_ref().map(Missing::as_str)
    }

    /// Returns the time zone in which days start.
    #[must_use]
    pub fn time_zone(self) -> Option<&'a TimeZone> {
        self.rare().time_zone.as_ref()
    }

    /// Returns the span of time for which there are buckets even without documents.
    #[must_use]
    pub fn extended_bounds(self) -> Option<&'a ExtendedBounds> {
        self.rare().extended_bounds.as_ref()
    }

    /// Returns the percentiles to compute; empty for the service's default ones.
    #[must_use]
    pub fn percents(self) -> &'a [Percent] {
        &self.rare().percents
    }
}

impl<C> Clone for Parameters<'_, C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C> Copy for Parameters<'_, C> {}

impl<C> fmt::Debug for Parameters<'_, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Parameters").field(self.aggregate).finish()
    }
}
