//! [`DynamicAggregate`]: an aggregation that is decided when the program runs.

use std::borrow::Cow;
use std::fmt;

use fql::{Collection, Filter, IntoFilter, Timestamp};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::bucket_sort::BucketSort;
use crate::date_range::DateRange;
use crate::interval::Interval;
use crate::matrix::AggregationType;
use crate::missing::Missing;
use crate::percent::Percent;
use crate::problem::{InvalidAggregates, Place};
use crate::range::{InvalidRange, Range};
use crate::time_zone::TimeZone;
use crate::{check, print, read};

/// One aggregation over documents of collection `C`, whose type is known only when the program
/// runs. It can be told any [`Parameter`](crate::Parameter), also one that its type ignores; what
/// it must be told, and how many others may be nested in it, is checked when it becomes part of a
/// request: see [`Aggregates::new`](crate::Aggregates::new).
///
/// ```
/// use falcon_aggregates::{Aggregates, AggregationType, BucketSort, DynamicAggregate};
/// use fql::collections::external_assets::ExternalAssets;
///
/// let kind: AggregationType = "terms".parse()?;
/// let by_city = DynamicAggregate::new("by_city", kind, "ip.location.city")
///     .size(5)
///     .sort(BucketSort::COUNT_DESC);
/// let request = Aggregates::<ExternalAssets>::new([by_city])?;
/// assert_eq!(
///     request.to_json(),
///     r#"[{"name":"by_city","type":"terms","field":"ip.location.city","size":5,"sort":"_count|desc"}]"#,
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct DynamicAggregate<C> {
    pub(crate) name: Cow<'static, str>,
    pub(crate) aggregation: AggregationType,
    pub(crate) field: Cow<'static, str>,
    pub(crate) filter: Filter<C>,
    pub(crate) interval: Option<Interval>,
    pub(crate) sort: Option<BucketSort>,
    pub(crate) size: Option<u64>,
    pub(crate) from: Option<u64>,
    pub(crate) min_doc_count: Option<u64>,
    pub(crate) max_doc_count: Option<u64>,
    pub(crate) ranges: Vec<Range>,
    pub(crate) date_ranges: Vec<DateRange>,
    pub(crate) sub_aggregates: Vec<DynamicAggregate<C>>,
    /// What few requests have, so that all others are small.
    pub(crate) rare: Option<Box<Rare>>,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Rare {
    pub(crate) q: Option<Cow<'static, str>>,
    pub(crate) include: Option<Cow<'static, str>>,
    pub(crate) exclude: Option<Cow<'static, str>>,
    pub(crate) missing: Option<Missing>,
    pub(crate) time_zone: Option<TimeZone>,
    pub(crate) extended_bounds: Option<ExtendedBounds>,
    pub(crate) percents: Vec<Percent>,
}

/// From when to when a date histogram has buckets, also without documents.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ExtendedBounds {
    pub(crate) min: Cow<'static, str>,
    pub(crate) max: Cow<'static, str>,
}

impl ExtendedBounds {
    /// From the one moment on up to the other.
    ///
    /// # Errors
    /// When the bounds are reversed.
    pub fn between(
        min: impl Into<Timestamp>,
        max: impl Into<Timestamp>,
    ) -> Result<Self, InvalidRange> {
        let range = DateRange::between(min, max)?;
        Ok(Self {
            min: range.start().unwrap_or_default().to_owned().into(),
            max: range.end().unwrap_or_default().to_owned().into(),
        })
    }

    /// The time of the first bucket, as the request has it.
    #[must_use]
    pub fn min(&self) -> &str {
        &self.min
    }

    /// The time of the last bucket, as the request has it.
    #[must_use]
    pub fn max(&self) -> &str {
        &self.max
    }
}

impl<C> DynamicAggregate<C> {
    /// An aggregation of this type, of this field, whose answer has this name.
    #[must_use]
    pub fn new(
        name: impl Into<Cow<'static, str>>,
        aggregation: AggregationType,
        field: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self {
            name: name.into(),
            aggregation,
            field: field.into(),
            filter: Filter::ALL,
            interval: None,
            sort: None,
            size: None,
            from: None,
            min_doc_count: None,
            max_doc_count: None,
            ranges: Vec::new(),
            date_ranges: Vec::new(),
            sub_aggregates: Vec::new(),
            rare: None,
        }
    }

    pub(crate) fn rare_mut(&mut self) -> &mut Rare {
        self.rare.get_or_insert_default()
    }

    /// The name of its answer.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its type.
    #[must_use]
    pub fn aggregation_type(&self) -> AggregationType {
        self.aggregation
    }

    /// The property that it is computed of.
    #[must_use]
    pub fn field(&self) -> &str {
        &self.field
    }

    /// Which documents are counted; the filter that matches everything when nothing is said.
    #[must_use]
    pub fn get_filter(&self) -> &Filter<C> {
        &self.filter
    }

    /// The words that stand anywhere in the documents which are counted.
    #[must_use]
    pub fn get_q(&self) -> Option<&str> {
        self.rare.as_ref()?.q.as_deref()
    }

    /// How long a bucket of a date histogram is.
    #[must_use]
    pub fn get_interval(&self) -> Option<Interval> {
        self.interval
    }

    /// The ranges of numbers.
    #[must_use]
    pub fn get_ranges(&self) -> &[Range] {
        &self.ranges
    }

    /// The ranges of time.
    #[must_use]
    pub fn get_date_ranges(&self) -> &[DateRange] {
        &self.date_ranges
    }

    /// How many buckets are wanted at most.
    #[must_use]
    pub fn get_size(&self) -> Option<u64> {
        self.size
    }

    /// How many buckets are skipped.
    #[must_use]
    pub fn get_from(&self) -> Option<u64> {
        self.from
    }

    /// The order of the buckets.
    #[must_use]
    pub fn get_sort(&self) -> Option<BucketSort> {
        self.sort
    }

    /// Which values get a bucket.
    #[must_use]
    pub fn get_include(&self) -> Option<&str> {
        self.rare.as_ref()?.include.as_deref()
    }

    /// Which values get none.
    #[must_use]
    pub fn get_exclude(&self) -> Option<&str> {
        self.rare.as_ref()?.exclude.as_deref()
    }

    /// How many documents a bucket has at least.
    #[must_use]
    pub fn get_min_doc_count(&self) -> Option<u64> {
        self.min_doc_count
    }

    /// How many documents a bucket has at most.
    #[must_use]
    pub fn get_max_doc_count(&self) -> Option<u64> {
        self.max_doc_count
    }

    /// What a document counts as that has no value.
    #[must_use]
    pub fn get_missing(&self) -> Option<&str> {
        self.rare.as_ref()?.missing.as_ref().map(Missing::as_str)
    }

    /// Where days begin.
    #[must_use]
    pub fn get_time_zone(&self) -> Option<&TimeZone> {
        self.rare.as_ref()?.time_zone.as_ref()
    }

    /// From when to when there are buckets, also without documents.
    #[must_use]
    pub fn get_extended_bounds(&self) -> Option<&ExtendedBounds> {
        self.rare.as_ref()?.extended_bounds.as_ref()
    }

    /// Which percentiles are wanted; none when the service's own are.
    #[must_use]
    pub fn get_percents(&self) -> &[Percent] {
        self.rare.as_ref().map_or(&[], |rare| &rare.percents)
    }

    /// The aggregations that are computed in each bucket.
    #[must_use]
    pub fn sub_aggregates(&self) -> &[Self] {
        &self.sub_aggregates
    }

    /// How many aggregations are nested in it, over all levels.
    #[must_use]
    pub fn nested_count(&self) -> usize {
        self.sub_aggregates
            .iter()
            .map(|nested| 1 + nested.nested_count())
            .sum()
    }

    /// Counts only documents that match.
    #[must_use]
    pub fn filter(mut self, filter: impl IntoFilter<C>) -> Self {
        self.filter = filter.into_filter();
        self
    }

    /// Counts only documents in which these words stand.
    #[must_use]
    pub fn q(mut self, words: impl Into<Cow<'static, str>>) -> Self {
        self.rare_mut().q = Some(words.into());
        self
    }

    /// How long a bucket of a date histogram is.
    #[must_use]
    pub fn interval(mut self, interval: Interval) -> Self {
        self.interval = Some(interval);
        self
    }

    /// The ranges of numbers, more with each call.
    #[must_use]
    pub fn ranges(mut self, ranges: impl IntoIterator<Item = Range>) -> Self {
        self.ranges.extend(ranges);
        self
    }

    /// The ranges of time, more with each call.
    #[must_use]
    pub fn date_ranges(mut self, ranges: impl IntoIterator<Item = DateRange>) -> Self {
        self.date_ranges.extend(ranges);
        self
    }

    /// How many buckets are wanted at most.
    #[must_use]
    pub fn size(mut self, size: u64) -> Self {
        self.size = Some(size);
        self
    }

    /// How many buckets are skipped: the parameter `from`.
    #[doc(alias = "from")]
    #[must_use]
    pub fn skip(mut self, from: u64) -> Self {
        self.from = Some(from);
        self
    }

    /// The order of the buckets.
    #[must_use]
    pub fn sort(mut self, sort: BucketSort) -> Self {
        self.sort = Some(sort);
        self
    }

    /// Which values get a bucket, as the search engine's regular expression.
    #[must_use]
    pub fn include(mut self, include: impl Into<Cow<'static, str>>) -> Self {
        self.rare_mut().include = Some(include.into());
        self
    }

    /// Which values get no bucket, as the search engine's regular expression.
    #[must_use]
    pub fn exclude(mut self, exclude: impl Into<Cow<'static, str>>) -> Self {
        self.rare_mut().exclude = Some(exclude.into());
        self
    }

    /// How many documents a bucket has at least.
    #[must_use]
    pub fn min_doc_count(mut self, count: u64) -> Self {
        self.min_doc_count = Some(count);
        self
    }

    /// How many documents a bucket has at most.
    #[must_use]
    pub fn max_doc_count(mut self, count: u64) -> Self {
        self.max_doc_count = Some(count);
        self
    }

    /// What a document counts as that has no value.
    #[must_use]
    pub fn missing(mut self, value: impl Into<Missing>) -> Self {
        self.rare_mut().missing = Some(value.into());
        self
    }

    /// Where days begin.
    #[must_use]
    pub fn time_zone(mut self, zone: TimeZone) -> Self {
        self.rare_mut().time_zone = Some(zone);
        self
    }

    /// From when to when there are buckets, also without documents.
    #[must_use]
    pub fn extended_bounds(mut self, bounds: ExtendedBounds) -> Self {
        self.rare_mut().extended_bounds = Some(bounds);
        self
    }

    /// Which percentiles are wanted, in place of the seven of the documentation.
    #[must_use]
    pub fn percents(mut self, percents: impl IntoIterator<Item = Percent>) -> Self {
        self.rare_mut().percents = percents.into_iter().collect();
        self
    }

    /// Computes another aggregation in each bucket.
    ///
    /// # Errors
    /// When more than three would be nested, over all levels; when this type makes no buckets; and
    /// when one of the same name is nested already.
    ///
    /// ```
    /// use falcon_aggregates::{AggregationType::{Cardinality, Terms}, DynamicAggregate};
    /// use fql::collections::external_assets::ExternalAssets;
    ///
    /// let mut outer = DynamicAggregate::<ExternalAssets>::new("by_city", Terms, "ip.location.city");
    /// for (name, field) in [("isps", "ip.isp"), ("ports", "ip.services.port"), ("asns", "ip.asn")] {
    ///     outer = outer.nest(DynamicAggregate::new(name, Cardinality, field))?;
    /// }
    /// let error = outer.nest(DynamicAggregate::new("types", Cardinality, "asset_type")).unwrap_err();
    /// assert!(error.to_string().contains("at most three"));
    /// # Ok::<(), falcon_aggregates::InvalidAggregates>(())
    /// ```
    pub fn nest(mut self, nested: Self) -> Result<Self, InvalidAggregates> {
        self.sub_aggregates.push(nested);
        let mut problems = InvalidAggregates::default();
        check::nesting(&self, &Place::Root, &mut problems);
        problems.or(self)
    }
}

impl<'de, C: Collection> Deserialize<'de> for DynamicAggregate<C> {
    /// Reads one aggregation, as [`Aggregates`](crate::Aggregates) are read.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let body = Value::deserialize(deserializer)?;
        read::single(&body).map_err(serde::de::Error::custom)
    }
}

impl<C> Clone for DynamicAggregate<C> {
    fn clone(&self) -> Self {
        Self {
            name: self.name.clone(),
            aggregation: self.aggregation,
            field: self.field.clone(),
            filter: self.filter.clone(),
            interval: self.interval,
            sort: self.sort,
            size: self.size,
            from: self.from,
            min_doc_count: self.min_doc_count,
            max_doc_count: self.max_doc_count,
            ranges: self.ranges.clone(),
            date_ranges: self.date_ranges.clone(),
            sub_aggregates: self.sub_aggregates.clone(),
            rare: self.rare.clone(),
        }
    }
}

impl<C> PartialEq for DynamicAggregate<C> {
    fn eq(&self, other: &Self) -> bool {
        print::to_json(self) == print::to_json(other)
    }
}

impl<C> Eq for DynamicAggregate<C> {}

impl<C> fmt::Debug for DynamicAggregate<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("DynamicAggregate")
            .field(&format_args!("{}", print::to_json(self)))
            .finish()
    }
}
