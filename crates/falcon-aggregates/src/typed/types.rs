//! The types of aggregation as Rust types, and what each takes: the same table as that of
//! [`AggregationType`], which a test compares.

use fql::kind::{integer, timestamp, unknown};

use crate::matrix::AggregationType;

/// A type of aggregation, as a Rust type.
pub trait Aggregation: sealed::Aggregation + 'static {
    /// The kinds of field that it is computed of, as a tuple; `()` when it is computed of any.
    type FieldTypes;
    /// The same type as a value.
    const TYPE: AggregationType;
}

mod sealed {
    pub trait Aggregation {}
}

macro_rules! types {
    ($( $(#[$meta:meta])* $marker:ident $variant:ident ($($kind:ident),*): $($takes:ident)*; )*) => { $(
        $(#[$meta])*
        #[derive(Debug)]
        pub enum $marker {}

        impl sealed::Aggregation for $marker {}

        impl Aggregation for $marker {
            type FieldTypes = ($($kind,)*);
            const TYPE: AggregationType = AggregationType::$variant;
        }

        $(
            #[diagnostic::do_not_recommend]
            impl $takes for $marker {}
        )*
    )* };
}
types! {
    /// A bucket for each value of a field: see [`Aggregate::terms`](crate::Aggregate::terms).
    TermsAggregation Terms (): HasBuckets TakesTermsChoice TakesSort TakesDocCount;
    /// A bucket for each interval of time: see
    /// [`Aggregate::date_histogram`](crate::Aggregate::date_histogram).
    DateHistogramAggregation DateHistogram (timestamp):
        HasBuckets TakesSort TakesDocCount TakesTimeZone TakesExtendedBounds;
    /// A bucket for each range of time: see [`Aggregate::date_range`](crate::Aggregate::date_range).
    DateRangeAggregation DateRange (timestamp): HasBuckets TakesTimeZone;
    /// A bucket for each range of numbers: see [`Aggregate::range`](crate::Aggregate::range).
    RangeAggregation Range (integer): HasBuckets;
    /// How many different values there are: see
    /// [`Aggregate::cardinality`](crate::Aggregate::cardinality).
    CardinalityAggregation Cardinality ():;
    /// The largest value: see [`Aggregate::max`](crate::Aggregate::max).
    MaxAggregation Max (integer, timestamp):;
    /// The smallest value: see [`Aggregate::min`](crate::Aggregate::min).
    MinAggregation Min (integer, timestamp):;
    /// The mean of the values: see [`Aggregate::avg`](crate::Aggregate::avg).
    AvgAggregation Avg (integer):;
    /// The sum of the values: see [`Aggregate::sum`](crate::Aggregate::sum).
    SumAggregation Sum (integer):;
    /// Values below which parts of all lie: see
    /// [`Aggregate::percentiles`](crate::Aggregate::percentiles).
    PercentilesAggregation Percentiles (integer): TakesPercents;
}

/// Makes buckets, in which others may be nested.
#[diagnostic::on_unimplemented(
    message = "`{Self}` makes no buckets to nest others in",
    label = "makes no buckets",
    note = "nest in `terms`, `date_histogram`, `date_range` or `range`"
)]
pub trait HasBuckets {}

/// Can be told which values get a bucket, and how many.
#[diagnostic::on_unimplemented(
    message = "`{Self}` takes no `size`, `from`, `include` and `exclude`",
    label = "not a `TermsAggregation`",
    note = "only `terms` takes them"
)]
pub trait TakesTermsChoice {}

/// Can be told the order of its buckets.
#[diagnostic::on_unimplemented(
    message = "`{Self}` takes no `sort`",
    label = "has no order of buckets",
    note = "`terms` and `date_histogram` take it"
)]
pub trait TakesSort {}

/// Can be told how many documents a bucket has.
#[diagnostic::on_unimplemented(
    message = "`{Self}` takes no `min_doc_count` and `max_doc_count`",
    label = "keeps all its buckets",
    note = "`terms` and `date_histogram` take them"
)]
pub trait TakesDocCount {}

/// Can be told where days begin.
#[diagnostic::on_unimplemented(
    message = "`{Self}` takes no `time_zone`",
    label = "knows no days",
    note = "`date_histogram` and `date_range` take it"
)]
pub trait TakesTimeZone {}

/// Can be told from when to when there are buckets.
#[diagnostic::on_unimplemented(
    message = "`{Self}` takes no `extended_bounds`",
    label = "not a `DateHistogramAggregation`",
    note = "only `date_histogram` takes them"
)]
pub trait TakesExtendedBounds {}

/// Can be told which percentiles are wanted.
#[diagnostic::on_unimplemented(
    message = "`{Self}` takes no `percents`",
    label = "not a `PercentilesAggregation`",
    note = "only `percentiles` takes them"
)]
pub trait TakesPercents {}

/// A tuple of kinds that has this one in it. A property of an open collection is of no known kind,
/// and is in each.
pub trait IncludesFieldType<FieldType> {}

macro_rules! kinds {
    ($( ($($all:ident),*) includes $($kind:ident)*; )*) => { $( kinds!(@ ($($all),*) $($kind)*); )* };
    (@ $tuple:tt $($kind:ident)*) => { $( kinds!(# $tuple $kind); )* };
    (# ($($all:ident),*) $kind:ident) => {
        impl IncludesFieldType<$kind> for ($($all,)*) {}
    };
}
kinds! {
    (integer) includes integer unknown;
    (timestamp) includes timestamp unknown;
    (integer, timestamp) includes integer timestamp unknown;
}
