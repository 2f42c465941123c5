//! [`DynamicAggregate`]: an aggregation whose type is known only at run time.

use std::borrow::Cow;
use std::fmt;
use std::sync::LazyLock;

use fql::{Filter, IntoFilter};
use serde::Serialize;

use super::aggregation_type::AggregationType;
use super::bucket_sort::BucketSort;
use super::date_range::{DateRange, ExtendedBounds};
use super::filters_spec::FiltersSpec;
use super::interval::Interval;
use super::missing::Missing;
use super::percent::Percent;
use super::range::Range;
use super::rare_parameters::RareParameters;
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
    #[serde(skip_serializing_if = "Filter::is_match_all")]
    pub(crate) filter: Filter<C>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) interval: Option<Interval>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) size: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) sort: Option<BucketSort>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) filters_spec: Option<Box<FiltersSpec<C>>>,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    rare: Option<Box<RareParameters>>,
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
            filter: Filter::ALL,
            interval: None,
            size: None,
            sort: None,
            filters_spec: None,
            rare: None,
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

    pub(super) fn rare(&self) -> &RareParameters {
        static NONE: LazyLock<RareParameters> = LazyLock::new(RareParameters::default);
        self.rare.as_deref().unwrap_or_else(|| &NONE)
    }

    pub(crate) fn rare_mut(&mut self) -> &mut RareParameters {
        self.rare.get_or_insert_default()
    }
}

/// The builder methods.
impl<C> DynamicAggregate<C> {
    /// Counts only documents that match `filter`.
    #[must_use]
    pub fn filter(mut self, filter: impl IntoFilter<C>) -> Self {
        self.filter = filter.into_filter();
        self
    }

    /// Counts only documents that contain these words, in any field.
    #[must_use]
    pub fn q(mut self, words: impl Into<Cow<'static, str>>) -> Self {
        self.rare_mut().q = Some(words.into());
        self
    }

    /// Sets the interval of a date histogram.
    #[must_use]
    pub fn interval(mut self, interval: Interval) -> Self {
        self.interval = Some(interval);
        self
    }

    /// Adds ranges of numbers.
    #[must_use]
    pub fn ranges(mut self, ranges: impl IntoIterator<Item = Range>) -> Self {
        self.rare_mut().ranges.extend(ranges);
        self
    }

    /// Adds ranges of time.
    #[must_use]
    pub fn date_ranges(mut self, ranges: impl IntoIterator<Item = DateRange>) -> Self {
        self.rare_mut().date_ranges.extend(ranges);
        self
    }

    /// Sets the maximum number of buckets.
    #[must_use]
    pub fn size(mut self, size: u64) -> Self {
        self.size = Some(size);
        self
    }

    /// Sets the number of buckets to skip: the parameter `from`.
    #[doc(alias = "from")]
    #[must_use]
    pub fn skip(mut self, from: u64) -> Self {
        self.rare_mut().from = Some(from);
        self
    }

    /// Sets the order of the buckets.
    #[must_use]
    pub fn sort(mut self, sort: BucketSort) -> Self {
        self.sort = Some(sort);
        self
    }

    /// Returns buckets only for values that match a regular expression of the search engine.
    #[must_use]
    pub fn include(mut self, include: impl Into<Cow<'static, str>>) -> Self {
        self.rare_mut().include = Some(include.into());
        self
    }

    /// Omits buckets for values that match a regular expression of the search engine.
    #[must_use]
    pub fn exclude(mut self, exclude: impl Into<Cow<'static, str>>) -> Self {
        self.rare_mut().exclude = Some(exclude.into());
        self
    }

    /// Sets the minimum number of documents in a bucket.
    #[must_use]
    pub fn min_doc_count(mut self, count: u64) -> Self {
        self.rare_mut().min_doc_count = Some(count);
        self
    }

    /// Sets the maximum number of documents in a bucket.
    #[must_use]
    pub fn max_doc_count(mut self, count: u64) -> Self {
        self.rare_mut().max_doc_count = Some(count);
        self
    }

    /// Sets the value of documents that lack the field.
    #[must_use]
    pub fn missing(mut self, value: impl Into<Missing>) -> Self {
        self.rare_mut().missing = Some(value.into());
        self
    }

    /// Sets the time zone in which days start.
    #[must_use]
    pub fn time_zone(mut self, zone: TimeZone) -> Self {
        self.rare_mut().time_zone = Some(zone);
        self
    }

    /// Sets the span of time for which there are buckets even without documents.
    #[must_use]
    pub fn extended_bounds(mut self, bounds: ExtendedBounds) -> Self {
        self.rare_mut().extended_bounds = Some(bounds);
        self
    }

    /// Sets the filters of an aggregation of the type [`Filters`](AggregationType::Filters), which
    /// does not need a field.
    #[must_use]
    pub fn filters_spec(mut self, spec: FiltersSpec<C>) -> Self {
        self.filters_spec = Some(Box::new(spec));
        self
    }

    /// Sets the percentiles to compute, in place of the service's default ones.
    #[must_use]
    pub fn percents(mut self, percents: impl IntoIterator<Item = Percent>) -> Self {
        self.rare_mut().percents = percents.into_iter().collect();
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
            filter: self.filter.clone(),
            interval: self.interval,
            size: self.size,
            sort: self.sort,
            filters_spec: self.filters_spec.clone(),
            rare: self.rare.clone(),
            sub_aggregates: self.sub_aggregates.clone(),
        }
    }
}

impl<C> PartialEq for DynamicAggregate<C> {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
            && self.aggregation_type == other.aggregation_type
            && self.field == other.field
            && self.filter == other.filter
            && self.interval == other.interval
            && self.size == other.size
            && self.sort == other.sort
            && self.filters_spec == other.filters_spec
            // A box of default values equals no box: their JSON is the same.
            && self.rare() == other.rare()
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
    // Most requests fit, so that the buffer does not grow.
    let mut json = Vec::with_capacity(512);
    // Serialization cannot fail: every key is a string and every number is finite.
    let _ = serde_json::to_writer(&mut json, value);
    String::from_utf8(json).unwrap_or_default()
}
