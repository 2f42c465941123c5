//! [`Buckets`] and [`Bucket`]: the typed view of results with buckets.

use std::fmt;
use std::marker::PhantomData;
use std::slice;

use fql::Instant;

use super::key::{ResultKey, ResultView};
use super::label::Label;
use super::missing_result::MissingResult;
use super::result::{AggregateResult, BucketResult};
use crate::typed::aggregation::{
    DateHistogramAggregation, DateRangeAggregation, RangeAggregation, TermsAggregation,
};

/// The buckets of a result of type `T`.
pub struct Buckets<'a, T> {
    result: &'a AggregateResult,
    aggregation: PhantomData<fn() -> T>,
}

/// One bucket of a result of type `T`.
pub struct Bucket<'a, T> {
    bucket: &'a BucketResult,
    aggregation: PhantomData<fn() -> T>,
}

impl<'a, T> Buckets<'a, T> {
    pub(super) fn new(result: &'a AggregateResult) -> Self {
        Self {
            result,
            aggregation: PhantomData,
        }
    }

    /// Returns the number of buckets.
    #[must_use]
    pub fn len(&self) -> usize {
        self.result.buckets.len()
    }

    /// Returns `true` if there are no buckets.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.result.buckets.is_empty()
    }

    /// Returns the bucket at an index.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<Bucket<'a, T>> {
        self.result.buckets.get(index).map(Bucket::new)
    }

    /// Returns an iterator over the buckets, in the order of the response.
    #[must_use]
    pub fn iter(&self) -> BucketIter<'a, T> {
        BucketIter {
            buckets: self.result.buckets.iter(),
            aggregation: PhantomData,
        }
    }

    /// Returns the result as the service returned it.
    #[must_use]
    pub fn raw(&self) -> &'a AggregateResult {
        self.result
    }
}

impl Buckets<'_, TermsAggregation> {
    /// Returns the number of documents in buckets that are not in the response.
    #[must_use]
    pub fn sum_other_doc_count(&self) -> u64 {
        self.result.sum_other_doc_count.unwrap_or(0)
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

/// An iterator over the buckets of a result.
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

    /// Returns the number of documents.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.bucket.count.unwrap_or(0)
    }

    /// Returns the result of a nested aggregation.
    ///
    /// # Errors
    /// No result has the name of `key`, or the result does not match the aggregation type.
    pub fn nested<U: ResultView>(&self, key: &ResultKey<U>) -> Result<U::View<'a>, MissingResult> {
        key.get(&self.bucket.sub_aggregates)
    }

    /// Returns the result of a nested aggregation by its name.
    #[must_use]
    pub fn nested_by_name(&self, name: &str) -> Option<&'a AggregateResult> {
        let mut nested = self.bucket.sub_aggregates.iter();
        nested.find(|result| result.name == name)
    }

    /// Returns the bucket as the service returned it.
    #[must_use]
    pub fn raw(&self) -> &'a BucketResult {
        self.bucket
    }
}

impl<'a> Bucket<'a, TermsAggregation> {
    /// Returns the value of the field that the documents in the bucket share.
    #[must_use]
    pub fn label(&self) -> &'a Label {
        &self.bucket.label
    }
}

impl Bucket<'_, DateHistogramAggregation> {
    /// Returns the start of the interval, or `None` if the response lacks it.
    #[must_use]
    pub fn start(&self) -> Option<Instant> {
        let label = &self.bucket.label;
        let source = self.bucket.key_as_string.as_deref().or(label.as_str());
        parse_time(source).or_else(|| label.as_i64().map(Instant::from_unix_millis))
    }
}

impl Bucket<'_, RangeAggregation> {
    /// Returns the start of the range, or `None` if it is unbounded.
    #[doc(alias = "from")]
    #[must_use]
    pub fn start(&self) -> Option<f64> {
        self.bucket.from
    }

    /// Returns the end of the range, or `None` if it is unbounded.
    #[doc(alias = "to")]
    #[must_use]
    pub fn end(&self) -> Option<f64> {
        self.bucket.to
    }
}

impl Bucket<'_, DateRangeAggregation> {
    /// Returns the start of the range, or `None` if it is unbounded.
    #[doc(alias = "from")]
    #[must_use]
    pub fn start(&self) -> Option<Instant> {
        let time = parse_time(self.bucket.string_from.as_deref());
        time.or_else(|| self.bucket.from.map(from_millis))
    }

    /// Returns the end of the range, or `None` if it is unbounded.
    #[doc(alias = "to")]
    #[must_use]
    pub fn end(&self) -> Option<Instant> {
        let time = parse_time(self.bucket.string_to.as_deref());
        time.or_else(|| self.bucket.to.map(from_millis))
    }
}

fn parse_time(source: Option<&str>) -> Option<Instant> {
    source?.parse().ok()
}

fn from_millis(milliseconds: f64) -> Instant {
    Instant::from_unix_millis(milliseconds as i64)
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
        self.result.fmt(f)
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
