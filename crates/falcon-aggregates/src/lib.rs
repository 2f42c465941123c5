//! Aggregation requests for CrowdStrike Falcon's API, and their answers.

#![deny(missing_docs)]
#![forbid(unsafe_code)]

mod aggregates;
mod answer;
mod bucket_sort;
mod check;
mod date_range;
mod dynamic;
mod handle;
mod instant;
mod interval;
mod into_aggregates;
mod matrix;
mod missing;
mod nearest;
mod percent;
mod print;
mod problem;
mod range;
mod read;
mod time_zone;
mod typed;

pub use aggregates::Aggregates;
pub use answer::label::Label;
pub use answer::view::{Answered, Bucket, BucketIter, Buckets, Extreme, Percentiles};
pub use answer::{AggregateAnswer, BucketAnswer, NoAnswer};
pub use bucket_sort::{BucketKey, BucketSort, BucketSortError};
pub use date_range::DateRange;
pub use dynamic::{DynamicAggregate, ExtendedBounds};
pub use handle::Handle;
pub use instant::read_time;
pub use interval::Interval;
pub use into_aggregates::{IntoAggregate, IntoAggregates};
pub use matrix::{AggregationType, Parameter};
pub use missing::Missing;
pub use percent::{Percent, PercentError};
pub use problem::{InvalidAggregates, Problem};
pub use range::{Range, ReversedRange};
pub use time_zone::{TimeZone, TimeZoneError};
pub use typed::Aggregate;
pub use typed::ranges::{EmptyRanges, IntoRanges, Ranges};

/// The types of aggregation and the numbers of nested ones, as Rust types: what compile errors and
/// the signatures of [`Aggregate`] are made of. Programs seldom name them.
pub mod types {
    pub use crate::typed::field::{AggregateField, SuitedTo};
    pub use crate::typed::name::IntoName;
    pub use crate::typed::nested::{
        NestedCount, NoneNested, OneNested, RoomFor, ThreeNested, TooManyNested, TwoNested,
        WithNested,
    };
    pub use crate::typed::types::{
        Aggregation, AvgAggregation, CardinalityAggregation, DateHistogramAggregation,
        DateRangeAggregation, HasBuckets, IncludesKind, MaxAggregation, MinAggregation,
        PercentilesAggregation, RangeAggregation, SumAggregation, TakesDocCount,
        TakesExtendedBounds, TakesPercents, TakesSort, TakesTermsChoice, TakesTimeZone,
        TermsAggregation,
    };
}
