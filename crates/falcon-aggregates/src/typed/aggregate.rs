//! [`Aggregate`]: an aggregation that is known at compile time.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use fql::field_type::{IntegerField, TimestampField};
use fql::{Collection, IntoFilter};

use super::aggregation::{
    Aggregation, AvgAggregation, CardinalityAggregation, DateHistogramAggregation,
    DateRangeAggregation, MaxAggregation, MinAggregation, PercentilesAggregation, RangeAggregation,
    SumAggregation, SupportsBucketSelection, SupportsDocCount, SupportsExtendedBounds,
    SupportsNesting, SupportsPercents, SupportsSort, SupportsTimeZone, TermsAggregation,
};
use super::field::{AggregateField, SupportsAggregation};
use super::name::IntoName;
use super::nesting::{CanNest, NestedCount, NoneNested, WithNested};
use super::ranges::IntoRanges;
use crate::request::bucket_sort::BucketSort;
use crate::request::date_range::{DateRange, ExtendedBounds};
use crate::request::dynamic::{DynamicAggregate, to_json};
use crate::request::interval::Interval;
use crate::request::missing::Missing;
use crate::request::percent::Percent;
use crate::request::range::Range;
use crate::request::time_zone::TimeZone;

/// An aggregation of type `T` over documents of collection `C`, with `N` other aggregations nested.
///
/// Use it when the type and the field are known at compile time, and
/// [`DynamicAggregate`] otherwise. Each type has a constructor, whose arguments are the name of the
/// result, the field, and the required parameters. Unsupported parameters, fields of an unsupported
/// type, filters of another collection and a fourth nested aggregation do not compile.
///
/// Names are strings, so their uniqueness is checked at run time: see
/// [`Aggregates::new`](crate::Aggregates::new).
///
/// # Examples
///
/// ```
/// use falcon_aggregates::{Aggregate, Aggregates, BucketSort, Interval};
/// use fql::collections::external_assets as asset;
///
/// let ports = Aggregate::terms("ports", asset::ip::services::port).size(5);
/// let by_month = Aggregate::date_histogram("by_month", asset::first_seen, Interval::Month)
///     .filter(asset::criticality.eq("Critical"))
///     .sort(BucketSort::TERM_DESC)
///     .nest(ports);
/// assert_eq!(
///     Aggregates::new(by_month)?.to_json(),
///     concat!(
///         r#"[{"name":"by_month","type":"date_histogram","field":"first_seen","#,
///         r#""filter":"criticality:'Critical'","interval":"month","sort":"_term|desc","#,
///         r#""sub_aggregates":[{"name":"ports","type":"terms","field":"ip.services.port","size":5}]}]"#,
///     ),
/// );
/// # Ok::<(), falcon_aggregates::InvalidAggregates>(())
/// ```
#[must_use = "an aggregation does nothing until it is sent in a request"]
pub struct Aggregate<C, T, N = NoneNested> {
    pub(crate) inner: DynamicAggregate<C>,
    types: PhantomData<fn() -> (T, N)>,
}

impl<C, T: Aggregation> Aggregate<C, T> {
    #[inline]
    fn new(name: impl IntoName, field: impl AggregateField<Collection = C>) -> Self {
        Self {
            inner: DynamicAggregate::new(name.into_name(), T::TYPE, field.into_name()),
            types: PhantomData,
        }
    }
}

impl<C: Collection> Aggregate<C, TermsAggregation> {
    /// Creates one bucket per value of a field, with its number of documents.
    #[inline]
    pub fn terms<F: AggregateField<Collection = C>>(name: impl IntoName, field: F) -> Self {
        Self::new(name, field)
    }
}

impl<C: Collection> Aggregate<C, DateHistogramAggregation> {
    /// Creates one bucket per interval of time, with its number of documents. The field must be a
    /// timestamp.
    pub fn date_histogram<F>(name: impl IntoName, field: F, interval: Interval) -> Self
    where
        F: AggregateField<Collection = C>
            + SupportsAggregation<DateHistogramAggregation, F::FieldType, TimestampField>,
    {
        let mut aggregate = Self::new(name, field);
        aggregate.inner.interval = Some(interval);
        aggregate
    }
}

impl<C: Collection> Aggregate<C, DateRangeAggregation> {
    /// Creates one bucket per range of time, with its number of documents. The field must be a
    /// timestamp. The ranges are a non-empty array or [`Ranges`](crate::Ranges).
    pub fn date_range<F>(name: impl IntoName, field: F, ranges: impl IntoRanges<DateRange>) -> Self
    where
        F: AggregateField<Collection = C>
            + SupportsAggregation<DateRangeAggregation, F::FieldType, TimestampField>,
    {
        let mut aggregate = Self::new(name, field);
        aggregate.inner.rare_mut().date_ranges = ranges.into_ranges();
        aggregate
    }
}

impl<C: Collection> Aggregate<C, RangeAggregation> {
    /// Creates one bucket per range of numbers, with its number of documents. The field must be an
    /// integer. The ranges are a non-empty array or [`Ranges`](crate::Ranges).
    ///
    /// # Examples
    ///
    /// ```
    /// use falcon_aggregates::{Aggregate, Aggregates};
    /// use fql::collections::external_assets as asset;
    ///
    /// // A range with two ends is checked, because it must not end before it starts.
    /// let ranges = [(..1024).into(), (1024..8000).try_into()?, (8000..).into()];
    /// let ports = Aggregate::range("ports", asset::ip::services::port, ranges);
    /// assert!(Aggregates::new(ports)?.to_json().contains(r#"{"From":1024,"To":8000}"#));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn range<F>(name: impl IntoName, field: F, ranges: impl IntoRanges<Range>) -> Self
    where
        F: AggregateField<Collection = C>
            + SupportsAggregation<RangeAggregation, F::FieldType, IntegerField>,
    {
        let mut aggregate = Self::new(name, field);
        aggregate.inner.rare_mut().ranges = ranges.into_ranges();
        aggregate
    }
}

impl<C: Collection> Aggregate<C, CardinalityAggregation> {
    /// Counts the distinct values of a field.
    #[inline]
    pub fn cardinality<F: AggregateField<Collection = C>>(name: impl IntoName, field: F) -> Self {
        Self::new(name, field)
    }
}

impl<C: Collection> Aggregate<C, MaxAggregation> {
    /// Computes the largest value of a field, which must be an integer or a timestamp.
    pub fn max<F>(name: impl IntoName, field: F) -> Self
    where
        F: AggregateField<Collection = C>
            + SupportsAggregation<MaxAggregation, F::FieldType, (IntegerField, TimestampField)>,
    {
        Self::new(name, field)
    }
}

impl<C: Collection> Aggregate<C, MinAggregation> {
    /// Computes the smallest value of a field, which must be an integer or a timestamp.
    pub fn min<F>(name: impl IntoName, field: F) -> Self
    where
        F: AggregateField<Collection = C>
            + SupportsAggregation<MinAggregation, F::FieldType, (IntegerField, TimestampField)>,
    {
        Self::new(name, field)
    }
}

impl<C: Collection> Aggregate<C, AvgAggregation> {
    /// Computes the mean of the values of a field, which must be an integer.
    pub fn avg<F>(name: impl IntoName, field: F) -> Self
    where
        F: AggregateField<Collection = C>
            + SupportsAggregation<AvgAggregation, F::FieldType, IntegerField>,
    {
        Self::new(name, field)
    }
}

impl<C: Collection> Aggregate<C, SumAggregation> {
    /// Computes the sum of the values of a field, which must be an integer.
    pub fn sum<F>(name: impl IntoName, field: F) -> Self
    where
        F: AggregateField<Collection = C>
            + SupportsAggregation<SumAggregation, F::FieldType, IntegerField>,
    {
        Self::new(name, field)
    }
}

impl<C: Collection> Aggregate<C, PercentilesAggregation> {
    /// Computes the 1st, 5th, 25th, 50th, 75th, 95th and 99th percentiles of the values of a field,
    /// which must be an integer. [`percents`](Aggregate::percents) selects others.
    pub fn percentiles<F>(name: impl IntoName, field: F) -> Self
    where
        F: AggregateField<Collection = C>
            + SupportsAggregation<PercentilesAggregation, F::FieldType, IntegerField>,
    {
        Self::new(name, field)
    }
}

/// An aggregation that nests one more, which itself nests `N2`.
type Nesting<C, T, N, N2> = Aggregate<C, T, WithNested<N, N2>>;

// The bounds are on the methods rather than on the impl block: only then does a compile error show
// their messages. They are in the line of the method's name: otherwise the error has three lines more.
#[rustfmt::skip]
impl<C, T, N> Aggregate<C, T, N> {
    /// Returns the name of the aggregation and of its result.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.inner.name
    }

    /// Counts only documents that match `filter`. A nested aggregation counts those of the bucket
    /// that match.
    #[inline]
    pub fn filter(mut self, filter: impl IntoFilter<C>) -> Self {
        self.inner.filter = filter.into_filter();
        self
    }

    /// Counts only documents that contain these words, in any field.
    pub fn q(mut self, words: impl Into<Cow<'static, str>>) -> Self {
        self.inner.rare_mut().q = Some(words.into());
        self
    }

    /// Sets the value of documents that lack the field. Without it, they are not counted.
    pub fn missing(mut self, value: impl Into<Missing>) -> Self {
        self.inner.rare_mut().missing = Some(value.into());
        self
    }

    /// Sets the maximum number of buckets.
    #[inline]
    pub fn size(mut self, size: u64) -> Self where T: SupportsBucketSelection {
        self.inner.size = Some(size);
        self
    }

    /// Sets the number of buckets to skip: the parameter `from`.
    #[doc(alias = "from")]
    pub fn skip(mut self, from: u64) -> Self where T: SupportsBucketSelection {
        self.inner.rare_mut().from = Some(from);
        self
    }

    /// Returns buckets only for values that match a regular expression of the search engine.
    pub fn include(mut self, include: impl Into<Cow<'static, str>>) -> Self where T: SupportsBucketSelection {
        self.inner.rare_mut().include = Some(include.into());
        self
    }

    /// Omits buckets for values that match a regular expression of the search engine.
    pub fn exclude(mut self, exclude: impl Into<Cow<'static, str>>) -> Self where T: SupportsBucketSelection {
        self.inner.rare_mut().exclude = Some(exclude.into());
        self
    }

    /// Sets the order of the buckets.
    #[inline]
    pub fn sort(mut self, sort: BucketSort) -> Self where T: SupportsSort {
        self.inner.sort = Some(sort);
        self
    }

    /// Sets the minimum number of documents in a bucket.
    pub fn min_doc_count(mut self, count: u64) -> Self where T: SupportsDocCount {
        self.inner.rare_mut().min_doc_count = Some(count);
        self
    }

    /// Sets the maximum number of documents in a bucket.
    pub fn max_doc_count(mut self, count: u64) -> Self where T: SupportsDocCount {
        self.inner.rare_mut().max_doc_count = Some(count);
        self
    }

    /// Sets the time zone in which days start.
    pub fn time_zone(mut self, zone: TimeZone) -> Self where T: SupportsTimeZone {
        self.inner.rare_mut().time_zone = Some(zone);
        self
    }

    /// Sets the span of time for which there are buckets even without documents.
    pub fn extended_bounds(mut self, bounds: ExtendedBounds) -> Self where T: SupportsExtendedBounds {
        self.inner.rare_mut().extended_bounds = Some(bounds);
        self
    }

    /// Sets the percentiles to compute, in place of the default seven.
    pub fn percents(mut self, percents: impl IntoIterator<Item = Percent>) -> Self where T: SupportsPercents {
        self.inner.rare_mut().percents = percents.into_iter().collect();
        self
    }

    /// Nests another aggregation, which is computed in each bucket. At most three aggregations can
    /// be nested in one of a request, counted over all levels.
    ///
    /// # Examples
    ///
    /// ```
    /// use falcon_aggregates::Aggregate;
    /// use fql::collections::external_assets as asset;
    ///
    /// let ports = Aggregate::terms("ports", asset::ip::services::port)
    ///     .nest(Aggregate::cardinality("assets", asset::id));
    /// let by_city = Aggregate::terms("by_city", asset::ip::location::city)
    ///     .nest(ports)
    ///     .nest(Aggregate::max("last_seen", asset::last_seen));
    /// ```
    ///
    /// A fourth aggregation does not compile:
    ///
    /// ```compile_fail,E0277
    /// # use falcon_aggregates::Aggregate;
    /// # use fql::collections::external_assets as asset;
    /// # let ports = Aggregate::terms("ports", asset::ip::services::port)
    /// #     .nest(Aggregate::cardinality("assets", asset::id));
    /// # let by_city = Aggregate::terms("by_city", asset::ip::location::city)
    /// #     .nest(ports)
    /// #     .nest(Aggregate::max("last_seen", asset::last_seen));
    /// by_city.nest(Aggregate::min("first_seen", asset::first_seen));
    /// ```
    #[inline]
    pub fn nest<T2, N2>(mut self, nested: Aggregate<C, T2, N2>) -> Nesting<C, T, N, N2> where T: SupportsNesting, N: CanNest<N2> + NestedCount, N2: NestedCount {
        self.inner.sub_aggregates.push(nested.inner);
        Aggregate {
            inner: self.inner,
            types: PhantomData,
        }
    }
}

impl<C, T, N> From<Aggregate<C, T, N>> for DynamicAggregate<C> {
    fn from(aggregate: Aggregate<C, T, N>) -> Self {
        aggregate.inner
    }
}

impl<C, T, N> Clone for Aggregate<C, T, N> {
    fn clone(&self) -> Self {
        Self {
            inner: self.inner.clone(),
            types: PhantomData,
        }
    }
}

impl<C, T, N> fmt::Debug for Aggregate<C, T, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Aggregate")
            .field(&format_args!("{}", to_json(&self.inner)))
            .finish()
    }
}
