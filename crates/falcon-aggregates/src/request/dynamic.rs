//! [`DynamicAggregate`]: an aggregation whose type is known only at run time.

use std::borrow::Cow;
use std::fmt;

use fql::{Filter, IntoFilter};
use serde::Serialize;

use super::aggregation_type::AggregationType;
use super::bucket_sort::BucketSort;
use super::date_range::{DateRange, ExtendedBounds};
use super::interval::Interval;
use super::missing::Missing;
use super::parameters::{Options, Parameters};
use super::percent::Percent;
use super::range::Range;
use super::time_zone::TimeZone;

/// One aggregation over documents of collection `C`, whose type is known only at run time.
///
/// Use it when a user or a configuration chooses the type or the field, and
/// [`Aggregate`](crate::Aggregate) otherwise. It accepts every [`Parameter`](crate::Parameter),
/// even one that its type ignores. [`Aggregates::new`](crate::Aggregates::new) validates it: the
/// field, the required parameters and the number of nested aggregations.
///
/// # Examples
///
/// ```
/// use falcon_aggregates::{Aggregates, AggregationType, BucketSort, DynamicAggregate};
/// use fql::collections::external_assets::ExternalAssets;
///
/// let aggregation_type: AggregationType = "terms".parse()?;
/// let by_city = DynamicAggregate::new("by_city", aggregation_type, "ip.location.city")
///     .size(5)
///     .sort(BucketSort::COUNT_DESC);
/// assert_eq!(by_city.params().size(), Some(5));
/// let request: Aggregates<ExternalAssets> = Aggregates::new(by_city)?;
/// assert_eq!(
///     request.to_json(),
///     r#"[{"name":"by_city","type":"terms","field":"ip.location.city","size":5,"sort":"_count|desc"}]"#,
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Serialize)]
#[serde(bound = "")]
pub struct DynamicAggregate<C> {
    pub(crate) name: Cow<'static, str>,
    #[serde(rename = "type")]
    pub(crate) aggregation_type: AggregationType,
    pub(crate) field: Cow<'static, str>,
    #[serde(flatten)]
    pub(crate) params: Parameters<C>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) sub_aggregates: Vec<DynamicAggregate<C>>,
}

impl<C> DynamicAggregate<C> {
    /// Creates an aggregation over the values of `field`. Its result has the same `name`.
    #[must_use]
    pub fn new(
        name: impl Into<Cow<'static, str>>,
        aggregation_type: AggregationType,
        field: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self {
            name: name.into(),
            aggregation_type,
            field: field.into(),
            params: Parameters {
                filter: Filter::ALL,
                options: Options::default(),
            },
            sub_aggregates: Vec::new(),
        }
    }

    /// Returns the name of the aggregation and of its result.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the type.
    #[must_use]
    pub fn aggregation_type(&self) -> AggregationType {
        self.aggregation_type
    }

    /// Returns the name of the field.
    #[must_use]
    pub fn field(&self) -> &str {
        &self.field
    }

    /// Returns the parameters that the builder methods set.
    #[must_use]
    pub fn params(&self) -> &Parameters<C> {
        &self.params
    }

    /// Returns the aggregations nested directly in this one.
    #[must_use]
    pub fn sub_aggregates(&self) -> &[Self] {
        &self.sub_aggregates
    }

    /// Returns the number of aggregations nested in this one, over all levels.
    #[must_use]
    pub fn nested_count(&self) -> usize {
        let nested = self.sub_aggregates.iter();
        nested.map(|nested| 1 + nested.nested_count()).sum()
    }

    pub(crate) fn options_mut(&mut self) -> &mut Options {
        &mut self.params.options
    }
}

/// The builder methods.
impl<C> DynamicAggregate<C> {
    /// Counts only documents that match `filter`.
    #[must_use]
    pub fn filter(mut self, filter: impl IntoFilter<C>) -> Self {
        self.params.filter = filter.into_filter();
        self
    }

    /// Counts only documents that contain these words, in any field.
    #[must_use]
    pub fn q(mut self, words: impl Into<Cow<'static, str>>) -> Self {
        self.options_mut().rare_mut().q = Some(words.into());
        self
    }

    /// Sets the interval of a date histogram.
    #[must_use]
    pub fn interval(mut self, interval: Interval) -> Self {
        self.options_mut().interval = Some(interval);
        self
    }

    /// Adds ranges of numbers.
    #[must_use]
    pub fn ranges(mut self, ranges: impl IntoIterator<Item = Range>) -> Self {
        self.options_mut().ranges.extend(ranges);
        self
    }

    /// Adds ranges of time.
    #[must_use]
    pub fn date_ranges(mut self, ranges: impl IntoIterator<Item = DateRange>) -> Self {
        self.options_mut().date_ranges.extend(ranges);
        self
    }

    /// Sets the maximum number of buckets.
    #[must_use]
    pub fn size(mut self, size: u64) -> Self {
        self.options_mut().size = Some(size);
        self
    }

    /// Sets the number of buckets to skip: the parameter `from`.
    #[doc(alias = "from")]
    #[must_use]
    pub fn skip(mut self, from: u64) -> Self {
        self.options_mut().from = Some(from);
        self
    }

    /// Sets the order of the buckets.
    #[must_use]
    pub fn sort(mut self, sort: BucketSort) -> Self {
        self.options_mut().sort = Some(sort);
        self
    }

    /// Returns buckets only for values that match a regular expression of the search engine.
    #[must_use]
    pub fn include(mut self, include: impl Into<Cow<'static, str>>) -> Self {
        self.options_mut().rare_mut().include = Some(include.into());
        self
    }

    /// Omits buckets for values that match a regular expression of the search engine.
    #[must_use]
    pub fn exclude(mut self, exclude: impl Into<Cow<'static, str>>) -> Self {
        self.options_mut().rare_mut().exclude = Some(exclude.into());
        self
    }

    /// Sets the minimum number of documents in a bucket.
    #[must_use]
    pub fn min_doc_count(mut self, count: u64) -> Self {
        self.options_mut().min_doc_count = Some(count);
        self
    }

    /// Sets the maximum number of documents in a bucket.
    #[must_use]
    pub fn max_doc_count(mut self, count: u64) -> Self {
        self.options_mut().max_doc_count = Some(count);
        self
    }

    /// Sets the value of documents that lack the field.
    #[must_use]
    pub fn missing(mut self, value: impl Into<Missing>) -> Self {
        self.options_mut().rare_mut().missing = Some(value.into());
        self
    }

    /// Sets the time zone in which days start.
    #[must_use]
    pub fn time_zone(mut self, zone: TimeZone) -> Self {
        self.options_mut().rare_mut().time_zone = Some(zone);
        self
    }

    /// Sets the span of time for which there are buckets even without documents.
    #[must_use]
    pub fn extended_bounds(mut self, bounds: ExtendedBounds) -> Self {
        self.options_mut().rare_mut().extended_bounds = Some(bounds);
        self
    }

    /// Sets the percentiles to compute, in place of the service's default ones.
    #[must_use]
    pub fn percents(mut self, percents: impl IntoIterator<Item = Percent>) -> Self {
        let percents = percents.into_iter().collect();
        self.options_mut().set_percents(percents);
        self
    }
}

// Derived implementations would require the marker type `C` to implement the same traits.

impl<C> Clone for DynamicAggregate<C> {
    fn clone(&self) -> Self {
        Self {
            name: self.name.clone(),
            aggregation_type: self.aggregation_type,
            field: self.field.clone(),
            params: self.params.clone(),
            sub_aggregates: self.sub_aggregates.clone(),
        }
    }
}

impl<C> PartialEq for DynamicAggregate<C> {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
            && self.aggregation_type == other.aggregation_type
            && self.field == other.field
            && self.params == other.params
            && self.sub_aggregates == other.sub_aggregates
    }
}

impl<C> Eq for DynamicAggregate<C> {}

impl<C> fmt::Debug for DynamicAggregate<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("DynamicAggregate")
            .field(&format_args!("{}", to_json(self)))
            .finish()
    }
}

/// Serializes an aggregation or a list of them.
pub(crate) fn to_json(value: &impl Serialize) -> String {
    // Serialization cannot fail: every key is a string and every number is finite.
    serde_json::to_string(value).unwrap_or_default()
}
