//! Answers, shown as what was asked for.

use std::fmt;
use std::marker::PhantomData;
use std::slice;

use fql::Timestamp;

use super::label::Label;
use super::{AggregateResult, BucketResult, MissingResult};
use crate::handle::ResultKey;
use crate::instant::parse_timestamp;
use crate::typed::types::{
    AvgAggregation, CardinalityAggregation, DateHistogramAggregation, DateRangeAggregation,
    MaxAggregation, MinAggregation, PercentilesAggregation, RangeAggregation, SumAggregation,
    TermsAggregation,
};

/// A type of aggregation, and what its answer is shown as.
pub trait ResultView {
    /// What its answer is shown as.
    type View<'a>;

    /// Shows an answer; `None` when it has not the shape of the type.
    fn view(answer: &AggregateResult) -> Option<Self::View<'_>>;
}

/// The buckets of an answer of type `T`.
pub struct Buckets<'a, T> {
    answer: &'a AggregateResult,
    aggregation: PhantomData<fn() -> T>,
}

/// One bucket of an answer of type `T`.
pub struct Bucket<'a, T> {
    bucket: &'a BucketResult,
    aggregation: PhantomData<fn() -> T>,
}

impl<'a, T> Buckets<'a, T> {
    fn new(answer: &'a AggregateResult) -> Self {
        Self {
            answer,
            aggregation: PhantomData,
        }
    }

    /// How many buckets there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.answer.buckets.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.answer.buckets.is_empty()
    }

    /// One bucket, by its place.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<Bucket<'a, T>> {
        self.answer.buckets.get(index).map(Bucket::new)
    }

    /// The buckets, in their order.
    #[must_use]
    pub fn iter(&self) -> BucketIter<'a, T> {
        BucketIter {
            buckets: self.answer.buckets.iter(),
            aggregation: PhantomData,
        }
    }

    /// The answer as it came.
    #[must_use]
    pub fn raw(&self) -> &'a AggregateResult {
        self.answer
    }
}

impl Buckets<'_, TermsAggregation> {
    /// How many documents are in buckets that are not shown.
    #[must_use]
    pub fn sum_other_doc_count(&self) -> u64 {
        self.answer.sum_other_doc_count.unwrap_or(0)
    }
}

impl<'a, T> IntoIterator for Buckets<'a, T> {
    type Item = Bucket<'a, T>;
    type IntoIter = BucketIter<'a, T>;

    fn into_iter(self) -> BucketIter<'a, T> {
        self.iter()
    }
}

impl<'a, T> IntoIterator for &Buckets<'a, T> {
    type Item = Bucket<'a, T>;
    type IntoIter = BucketIter<'a, T>;

    fn into_iter(self) -> BucketIter<'a, T> {
        self.iter()
    }
}

/// The buckets of an answer, one at a time.
pub struct BucketIter<'a, T> {
    buckets: slice::Iter<'a, BucketResult>,
    aggregation: PhantomData<fn() -> T>,
}

impl<'a, T> Iterator for BucketIter<'a, T> {
    type Item = Bucket<'a, T>;

    fn next(&mut self) -> Option<Bucket<'a, T>> {
        self.buckets.next().map(Bucket::new)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.buckets.size_hint()
    }
}

impl<T> ExactSizeIterator for BucketIter<'_, T> {}

impl<T> DoubleEndedIterator for BucketIter<'_, T> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.buckets.next_back().map(Bucket::new)
    }
}

impl<'a, T> Bucket<'a, T> {
    fn new(bucket: &'a BucketResult) -> Self {
        Self {
            bucket,
            aggregation: PhantomData,
        }
    }

    /// How many documents are in it.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.bucket.count.unwrap_or(0)
    }

    /// The answer to an aggregation that was nested, by the handle of it.
    ///
    /// # Errors
    /// When there is none of the name, and when it has not the shape of its type.
    pub fn nested<U: ResultView>(
        &self,
        handle: &ResultKey<U>,
    ) -> Result<U::View<'a>, MissingResult> {
        handle.of(&self.bucket.sub_aggregates)
    }

    /// The answer to an aggregation that was nested, by its name.
    #[must_use]
    pub fn nested_named(&self, name: &str) -> Option<&'a AggregateResult> {
        let mut nested = self.bucket.sub_aggregates.iter();
        nested.find(|answer| answer.name == name)
    }

    /// The bucket as it came.
    #[must_use]
    pub fn raw(&self) -> &'a BucketResult {
        self.bucket
    }
}

impl<'a> Bucket<'a, TermsAggregation> {
    /// The value that the bucket is for.
    #[must_use]
    pub fn label(&self) -> &'a Label {
        &self.bucket.label
    }
}

impl Bucket<'_, DateHistogramAggregation> {
    /// When the interval begins.
    #[must_use]
    pub fn start(&self) -> Option<Timestamp> {
        let text = self.bucket.key_as_string.as_deref();
        let told = text.or(self.bucket.label.as_str()).and_then(time);
        told.or_else(|| self.bucket.label.as_i64().map(Timestamp::from_unix_millis))
    }
}

impl Bucket<'_, RangeAggregation> {
    /// Where the range begins; `None` when it is open.
    #[must_use]
    pub fn from(&self) -> Option<f64> {
        self.bucket.from
    }

    /// Where the range ends; `None` when it is open.
    #[must_use]
    pub fn to(&self) -> Option<f64> {
        self.bucket.to
    }
}

impl Bucket<'_, DateRangeAggregation> {
    /// When the range begins; `None` when it is open.
    #[must_use]
    pub fn from(&self) -> Option<Timestamp> {
        let text = self.bucket.string_from.as_deref().and_then(time);
        text.or_else(|| self.bucket.from.map(milliseconds))
    }

    /// When the range ends; `None` when it is open.
    #[must_use]
    pub fn to(&self) -> Option<Timestamp> {
        let text = self.bucket.string_to.as_deref().and_then(time);
        text.or_else(|| self.bucket.to.map(milliseconds))
    }
}

/// The largest or the smallest value.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct MinMax {
    /// The number; of a timestamp, the milliseconds since 1970. `None` when no document had a value.
    pub value: Option<f64>,
    /// The moment, of a timestamp.
    pub time: Option<Timestamp>,
}

/// The values below which parts of all lie.
#[derive(Debug, Clone, PartialEq)]
pub struct Percentiles {
    values: Vec<(f64, Option<f64>)>,
}

/// What the documentation gives, in this order.
const USUAL: [f64; 7] = [1.0, 5.0, 25.0, 50.0, 75.0, 95.0, 99.0];

impl Percentiles {
    /// The value below which so many percent of all lie; `None` when it was not asked for, or no
    /// document had a value.
    #[must_use]
    pub fn get(&self, percent: f64) -> Option<f64> {
        let mut values = self.values.iter();
        let (_, value) = values.find(|(known, _)| (known - percent).abs() < 1e-9)?;
        *value
    }

    /// The value below which half of all lie.
    #[must_use]
    pub fn median(&self) -> Option<f64> {
        self.get(50.0)
    }

    /// Each percentage, and the value below which so many of all lie.
    pub fn iter(&self) -> impl Iterator<Item = (f64, Option<f64>)> + '_ {
        self.values.iter().copied()
    }
}

fn time(text: &str) -> Option<Timestamp> {
    parse_timestamp(text).ok()
}

fn milliseconds(number: f64) -> Timestamp {
    Timestamp::from_unix_millis(number as i64)
}

/// The value of a type that makes no buckets, which stands in the only one: `Some(None)` when no
/// document had any, `None` when what stands there is no number.
fn single(answer: &AggregateResult) -> Option<Option<f64>> {
    match answer.buckets.first() {
        Some(bucket) if bucket.value.is_none() && bucket.extra.contains_key("value") => None,
        Some(bucket) => Some(bucket.value),
        None => Some(None),
    }
}

macro_rules! views {
    ($( $marker:ty: $answer:ty = |$given:ident| $view:expr; )*) => { $(
        impl ResultView for $marker {
            type View<'a> = $answer;

            fn view($given: &AggregateResult) -> Option<Self::View<'_>> {
                $view
            }
        }
    )* };
}
views! {
    TermsAggregation: Buckets<'a, Self> = |answer| Some(Buckets::new(answer));
    DateHistogramAggregation: Buckets<'a, Self> = |answer| Some(Buckets::new(answer));
    DateRangeAggregation: Buckets<'a, Self> = |answer| Some(Buckets::new(answer));
    RangeAggregation: Buckets<'a, Self> = |answer| Some(Buckets::new(answer));
    CardinalityAggregation: u64 = |answer| {
        let value = single(answer)??;
        (value >= 0.0).then_some(value as u64)
    };
    MaxAggregation: MinMax = |answer| extreme(answer);
    MinAggregation: MinMax = |answer| extreme(answer);
    AvgAggregation: Option<f64> = |answer| single(answer);
    SumAggregation: f64 = |answer| single(answer)?;
    PercentilesAggregation: Percentiles = |answer| percentiles(answer);
}

fn extreme(answer: &AggregateResult) -> Option<MinMax> {
    let text = answer
        .buckets
        .first()
        .and_then(|bucket| bucket.value_as_string.as_deref());
    Some(MinMax {
        value: single(answer)?,
        time: text.and_then(time),
    })
}

fn percentiles(answer: &AggregateResult) -> Option<Percentiles> {
    let buckets = &answer.buckets;
    let percent = |bucket: &BucketResult| {
        let text = bucket.key_as_string.as_deref();
        let label = bucket.label.as_f64();
        label.or_else(|| text?.parse().ok())
    };
    let told: Option<Vec<f64>> = buckets.iter().map(percent).collect();
    let percents = match told {
        Some(percents) => percents,
        // Without readable labels, seven values are those of the documentation.
        None if buckets.len() == USUAL.len() => USUAL.to_vec(),
        None => return None,
    };
    let values = buckets.iter().map(|bucket| bucket.value);
    Some(Percentiles {
        values: percents.into_iter().zip(values).collect(),
    })
}

impl<T> Clone for Buckets<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Buckets<'_, T> {}

impl<T> Clone for Bucket<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Bucket<'_, T> {}

impl<T> Clone for BucketIter<'_, T> {
    fn clone(&self) -> Self {
        Self {
            buckets: self.buckets.clone(),
            aggregation: PhantomData,
        }
    }
}

impl<T> fmt::Debug for Buckets<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.answer.fmt(f)
    }
}

impl<T> fmt::Debug for Bucket<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.bucket.fmt(f)
    }
}

impl<T> fmt::Debug for BucketIter<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.buckets.clone()).finish()
    }
}
