//! [`Aggregate`]: an aggregation that is known when the program is compiled.

pub(crate) mod field;
pub(crate) mod name;
pub(crate) mod nested;
pub(crate) mod ranges;
pub(crate) mod types;

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use fql::{Collection, IntoFilter};

use crate::bucket_sort::BucketSort;
use crate::date_range::DateRange;
use crate::dynamic::{DynamicAggregate, ExtendedBounds};
use crate::handle::ResultKey;
use crate::interval::Interval;
use crate::missing::Missing;
use crate::percent::Percent;
use crate::range::Range;
use crate::time_zone::TimeZone;
use field::{AggregateField, SuitedTo};
use name::IntoName;
use nested::{NestedCount, NoneNested, RoomFor, WithNested};
use ranges::IntoRanges;
use types::{
    Aggregation, AvgAggregation, CardinalityAggregation, DateHistogramAggregation,
    DateRangeAggregation, HasBuckets, MaxAggregation, MinAggregation, PercentilesAggregation,
    RangeAggregation, SumAggregation, TakesDocCount, TakesExtendedBounds, TakesPercents, TakesSort,
    TakesTermsChoice, TakesTimeZone, TermsAggregation,
};

/// An aggregation of type `T` over documents of collection `C`, in which `N` others are nested.
///
/// There is a constructor for each type, which takes the name of the answer, the field, and what
/// else the type can't do without. What a type does not take, fields of a kind that it is not
/// computed of, filters of another collection and a fourth nested aggregation do not compile.
///
/// Names are text, so that two aggregations beside each other have not the same name is checked
/// when they become a request: see [`IntoAggregates`](crate::IntoAggregates).
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
///     Aggregates::of(by_month)?.to_json(),
///     concat!(
///         r#"[{"name":"by_month","type":"date_histogram","field":"first_seen","#,
///         r#""filter":"criticality:'Critical'","interval":"month","sort":"_term|desc","#,
///         r#""sub_aggregates":[{"name":"ports","type":"terms","field":"ip.services.port","size":5}]}]"#,
///     ),
/// );
/// # Ok::<(), falcon_aggregates::InvalidAggregates>(())
/// ```
#[must_use = "an aggregation does nothing until it is asked for"]
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
    /// A bucket for each value of a field, with the number of documents that have it.
    #[inline]
    pub fn terms<F>(name: impl IntoName, field: F) -> Self
    where
        F: AggregateField<Collection = C>,
    {
        Self::new(name, field)
    }
}

impl<C: Collection> Aggregate<C, DateHistogramAggregation> {
    /// A bucket for each interval of time, with the number of documents in it. The field is a
    /// timestamp.
    pub fn date_histogram<F>(name: impl IntoName, field: F, interval: Interval) -> Self
    where
        F: AggregateField<Collection = C>
            + SuitedTo<
                DateHistogramAggregation,
                F::FieldType,
                <DateHistogramAggregation as Aggregation>::FieldTypes,
            >,
    {
        let mut new = Self::new(name, field);
        new.inner.interval = Some(interval);
        new
    }
}

impl<C: Collection> Aggregate<C, DateRangeAggregation> {
    /// A bucket for each range of time, with the number of documents in it. The field is a
    /// timestamp. The ranges are an array of at least one, or [`Ranges`](crate::Ranges).
    pub fn date_range<F>(name: impl IntoName, field: F, ranges: impl IntoRanges<DateRange>) -> Self
    where
        F: AggregateField<Collection = C>
            + SuitedTo<
                DateRangeAggregation,
                F::FieldType,
                <DateRangeAggregation as Aggregation>::FieldTypes,
            >,
    {
        let mut new = Self::new(name, field);
        new.inner.date_ranges = ranges.into_ranges();
        new
    }
}

impl<C: Collection> Aggregate<C, RangeAggregation> {
    /// A bucket for each range of numbers, with the number of documents in it. The field is an
    /// integer. The ranges are an array of at least one, or [`Ranges`](crate::Ranges).
    pub fn range<F>(name: impl IntoName, field: F, ranges: impl IntoRanges<Range>) -> Self
    where
        F: AggregateField<Collection = C>
            + SuitedTo<RangeAggregation, F::FieldType, <RangeAggregation as Aggregation>::FieldTypes>,
    {
        let mut new = Self::new(name, field);
        new.inner.ranges = ranges.into_ranges();
        new
    }
}

impl<C: Collection> Aggregate<C, CardinalityAggregation> {
    /// How many different values a field has.
    #[inline]
    pub fn cardinality<F>(name: impl IntoName, field: F) -> Self
    where
        F: AggregateField<Collection = C>,
    {
        Self::new(name, field)
    }
}

impl<C: Collection> Aggregate<C, MaxAggregation> {
    /// The largest value of a field, which is an integer or a timestamp.
    pub fn max<F>(name: impl IntoName, field: F) -> Self
    where
        F: AggregateField<Collection = C>
            + SuitedTo<MaxAggregation, F::FieldType, <MaxAggregation as Aggregation>::FieldTypes>,
    {
        Self::new(name, field)
    }
}

impl<C: Collection> Aggregate<C, MinAggregation> {
    /// The smallest value of a field, which is an integer or a timestamp.
    pub fn min<F>(name: impl IntoName, field: F) -> Self
    where
        F: AggregateField<Collection = C>
            + SuitedTo<MinAggregation, F::FieldType, <MinAggregation as Aggregation>::FieldTypes>,
    {
        Self::new(name, field)
    }
}

impl<C: Collection> Aggregate<C, AvgAggregation> {
    /// The mean of the values of a field, which is an integer.
    pub fn avg<F>(name: impl IntoName, field: F) -> Self
    where
        F: AggregateField<Collection = C>
            + SuitedTo<AvgAggregation, F::FieldType, <AvgAggregation as Aggregation>::FieldTypes>,
    {
        Self::new(name, field)
    }
}

impl<C: Collection> Aggregate<C, SumAggregation> {
    /// The sum of the values of a field, which is an integer.
    pub fn sum<F>(name: impl IntoName, field: F) -> Self
    where
        F: AggregateField<Collection = C>
            + SuitedTo<SumAggregation, F::FieldType, <SumAggregation as Aggregation>::FieldTypes>,
    {
        Self::new(name, field)
    }
}

impl<C: Collection> Aggregate<C, PercentilesAggregation> {
    /// The values below which 1, 5, 25, 50, 75, 95 and 99 percent of all values of a field lie,
    /// which is an integer.
    pub fn percentiles<F>(name: impl IntoName, field: F) -> Self
    where
        F: AggregateField<Collection = C>
            + SuitedTo<
                PercentilesAggregation,
                F::FieldType,
                <PercentilesAggregation as Aggregation>::FieldTypes,
            >,
    {
        Self::new(name, field)
    }
}

// The bounds stand on the methods, so that a compile error shows their messages.
impl<C, T, N> Aggregate<C, T, N> {
    /// The name of its answer.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.inner.name
    }

    /// What finds its answer, as what it is.
    ///
    /// ```
    /// use falcon_aggregates::{Aggregate, AggregateResult};
    /// use fql::collections::external_assets as asset;
    /// # use serde_json::json;
    ///
    /// let by_city = Aggregate::terms("by_city", asset::ip::location::city);
    /// let handle = by_city.key();
    /// // It is sent, and answers come.
    /// # let answers: Vec<AggregateResult> = serde_json::from_value(json!([{"name": "by_city",
    /// #     "buckets": [{"label": "Example City", "count": 7}]}])).unwrap();
    /// for bucket in handle.of(&answers)? {
    ///     println!("{} assets in {}", bucket.count(), bucket.label());
    /// }
    /// # Ok::<(), falcon_aggregates::MissingResult>(())
    /// ```
    #[must_use]
    pub fn key(&self) -> ResultKey<T> {
        ResultKey::new(self.inner.name.clone())
    }

    /// Counts only documents that match. In a nested aggregation, those of the bucket are meant.
    #[inline]
    pub fn filter(mut self, filter: impl IntoFilter<C>) -> Self {
        self.inner.filter = filter.into_filter();
        self
    }

    /// Counts only documents in which these words stand, in whatever field.
    pub fn q(mut self, words: impl Into<Cow<'static, str>>) -> Self {
        self.inner.rare_mut().q = Some(words.into());
        self
    }

    /// What a document counts as that has no value; without it, such a document does not count.
    pub fn missing(mut self, value: impl Into<Missing>) -> Self {
        self.inner.rare_mut().missing = Some(value.into());
        self
    }

    /// How many buckets are wanted at most.
    #[inline]
    pub fn size(mut self, size: u64) -> Self
    where
        T: TakesTermsChoice,
    {
        self.inner.size = Some(size);
        self
    }

    /// How many buckets are skipped: the parameter `from`.
    #[doc(alias = "from")]
    pub fn skip(mut self, from: u64) -> Self
    where
        T: TakesTermsChoice,
    {
        self.inner.from = Some(from);
        self
    }

    /// Which values get a bucket, as the search engine's regular expression.
    pub fn include(mut self, include: impl Into<Cow<'static, str>>) -> Self
    where
        T: TakesTermsChoice,
    {
        self.inner.rare_mut().include = Some(include.into());
        self
    }

    /// Which values get no bucket, as the search engine's regular expression.
    pub fn exclude(mut self, exclude: impl Into<Cow<'static, str>>) -> Self
    where
        T: TakesTermsChoice,
    {
        self.inner.rare_mut().exclude = Some(exclude.into());
        self
    }

    /// The order of the buckets.
    #[inline]
    pub fn sort(mut self, sort: BucketSort) -> Self
    where
        T: TakesSort,
    {
        self.inner.sort = Some(sort);
        self
    }

    /// How many documents a bucket has at least.
    pub fn min_doc_count(mut self, count: u64) -> Self
    where
        T: TakesDocCount,
    {
        self.inner.min_doc_count = Some(count);
        self
    }

    /// How many documents a bucket has at most.
    pub fn max_doc_count(mut self, count: u64) -> Self
    where
        T: TakesDocCount,
    {
        self.inner.max_doc_count = Some(count);
        self
    }

    /// Where days begin.
    pub fn time_zone(mut self, zone: TimeZone) -> Self
    where
        T: TakesTimeZone,
    {
        self.inner.rare_mut().time_zone = Some(zone);
        self
    }

    /// From when to when there are buckets, also without documents.
    pub fn extended_bounds(mut self, bounds: ExtendedBounds) -> Self
    where
        T: TakesExtendedBounds,
    {
        self.inner.rare_mut().extended_bounds = Some(bounds);
        self
    }

    /// Which percentiles are wanted, in place of the seven of the documentation.
    pub fn percents(mut self, percents: impl IntoIterator<Item = Percent>) -> Self
    where
        T: TakesPercents,
    {
        self.inner.rare_mut().percents = percents.into_iter().collect();
        self
    }

    /// Computes another aggregation in each bucket. At most three are nested in one of a request,
    /// counted over all levels.
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
    /// A fourth does not compile:
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
    pub fn nest<T2, N2>(
        mut self,
        nested: Aggregate<C, T2, N2>,
    ) -> Aggregate<C, T, WithNested<N, N2>>
    where
        T: HasBuckets,
        N: RoomFor<N2> + NestedCount,
        N2: NestedCount,
    {
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
            .field(&format_args!("{}", crate::print::to_json(&self.inner)))
            .finish()
    }
}
