//! The types of aggregation as Rust types. They mirror the table of
//! [`AggregationType`]; a test compares the two.

use fql::field_type::{
    AbsoluteTimestampField, AnyField, FloatField, IntegerField, QuotedIntegerField, TimestampField,
};

use crate::request::aggregation_type::AggregationType;

/// A type of aggregation, as a Rust type.
pub trait Aggregation: sealed::Aggregation + 'static {
    /// The types of field that the aggregation supports: one, a tuple of several, or `()` for every
    /// type.
    type FieldTypes;
    /// The type as a value.
    const TYPE: AggregationType;
}

mod sealed {
    pub trait Aggregation {}
}

macro_rules! aggregations {
    ($( $(#[$meta:meta])* $marker:ident $variant:ident $field_types:ty: $($supports:ident)*; )*) => { $(
        $(#[$meta])*
        #[derive(Debug)]
        pub enum $marker {}

        impl sealed::Aggregation for $marker {}

        impl Aggregation for $marker {
            type FieldTypes = $field_types;
            const TYPE: AggregationType = AggregationType::$variant;
        }

        $(
            #[diagnostic::do_not_recommend]
            impl $supports for $marker {}
        )*
    )* };
}
aggregations! {
    /// The type of [`Aggregate::terms`](crate::Aggregate::terms).
    TermsAggregation Terms ():
        SupportsNesting SupportsBucketSelection SupportsSort SupportsDocCount;
    /// The type of [`Aggregate::date_histogram`](crate::Aggregate::date_histogram).
    DateHistogramAggregation DateHistogram TimestampField:
        SupportsNesting SupportsSort SupportsDocCount SupportsTimeZone SupportsExtendedBounds;
    /// The type of [`Aggregate::date_range`](crate::Aggregate::date_range).
    DateRangeAggregation DateRange TimestampField: SupportsNesting SupportsTimeZone;
    /// The type of [`Aggregate::range`](crate::Aggregate::range).
    RangeAggregation Range IntegerField: SupportsNesting;
    /// The type of [`Aggregate::cardinality`](crate::Aggregate::cardinality).
    CardinalityAggregation Cardinality ():;
    /// The type of [`Aggregate::max`](crate::Aggregate::max).
    MaxAggregation Max (IntegerField, TimestampField):;
    /// The type of [`Aggregate::min`](crate::Aggregate::min).
    MinAggregation Min (IntegerField, TimestampField):;
    /// The type of [`Aggregate::avg`](crate::Aggregate::avg).
    AvgAggregation Avg IntegerField:;
    /// The type of [`Aggregate::sum`](crate::Aggregate::sum).
    SumAggregation Sum IntegerField:;
    /// The type of [`Aggregate::percentiles`](crate::Aggregate::percentiles).
    PercentilesAggregation Percentiles IntegerField: SupportsPercents;
}

/// A type with buckets, in which other aggregations can be nested.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not support nested aggregations",
    label = "does not have buckets",
    note = "nest in `terms`, `date_histogram`, `date_range` or `range`"
)]
pub trait SupportsNesting {}

/// A type that can select buckets by number and by value.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not support `size`, `from`, `include` and `exclude`",
    label = "not a `TermsAggregation`",
    note = "supported by: `terms`"
)]
pub trait SupportsBucketSelection {}

/// A type that can sort its buckets.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not support `sort`",
    label = "buckets cannot be sorted",
    note = "supported by: `terms`, `date_histogram`"
)]
pub trait SupportsSort {}

/// A type that can omit buckets by their number of documents.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not support `min_doc_count` and `max_doc_count`",
    label = "buckets cannot be omitted",
    note = "supported by: `terms`, `date_histogram`"
)]
pub trait SupportsDocCount {}

/// A type whose days start in a time zone.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not support `time_zone`",
    label = "does not depend on a time zone",
    note = "supported by: `date_histogram`, `date_range`"
)]
pub trait SupportsTimeZone {}

/// A type that can have buckets without documents in a span of time.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not support `extended_bounds`",
    label = "not a `DateHistogramAggregation`",
    note = "supported by: `date_histogram`"
)]
pub trait SupportsExtendedBounds {}

/// A type that computes percentiles.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not support `percents`",
    label = "not a `PercentilesAggregation`",
    note = "supported by: `percentiles`"
)]
pub trait SupportsPercents {}

/// The field types of an aggregation that include `FieldType`. The fields of an open collection
/// have an unknown type, which all include.
pub trait IncludesFieldType<FieldType> {}

macro_rules! includes {
    ($($field_types:ty: $($field_type:ident)*;)*) => {
        $($(impl IncludesFieldType<$field_type> for $field_types {})*)*
    };
}
includes! {
    IntegerField: IntegerField QuotedIntegerField FloatField AnyField;
    TimestampField: TimestampField AbsoluteTimestampField AnyField;
    (IntegerField, TimestampField):
        IntegerField QuotedIntegerField FloatField TimestampField AbsoluteTimestampField AnyField;
}
