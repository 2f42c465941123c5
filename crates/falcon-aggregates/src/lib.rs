//! Aggregation requests for CrowdStrike Falcon's API that cannot be malformed, and answers that need
//! not be guessed.
//!
//! ```
//! use falcon_aggregates::{Aggregate, Aggregates};
//! use fql::collections::external_assets as asset;
//!
//! let ports = Aggregate::terms("ports", asset::ip::services::port).size(3);
//! let by_city = Aggregate::terms("by_city", asset::ip::location::city)
//!     .filter(asset::criticality.eq("Critical"))
//!     .nest(ports);
//! let assets = Aggregate::cardinality("assets", asset::id);
//!
//! // Several go in one request. Each answer is found by the handle of what was asked.
//! let handles = (by_city.key(), assets.key());
//! let request = Aggregates::of((by_city, assets))?;
//! assert!(request.to_json().starts_with(r#"[{"name":"by_city","type":"terms","#));
//! # Ok::<(), falcon_aggregates::InvalidAggregates>(())
//! ```
//!
//! # Overview
//!
//! * [`Aggregate`] is an aggregation that is known when the program is compiled. It has a constructor
//!   for each type; what a type does not take does not compile, nor does a fourth nested one.
//! * [`DynamicAggregate`] is one that is decided when the program runs, with the same limits as an
//!   error value.
//! * [`Aggregates`] is a request: a list of them, that is checked. It is read from JSON, too, and
//!   [`InvalidAggregates`] says everything that is wrong with one.
//! * [`IntoAggregates`] is whatever becomes a request.
//! * [`AggregateResult`] is an answer as it came. A [`ResultKey`] shows it as what was asked: as
//!   [`Buckets`], a count, a number, [`MinMax`] or [`Percentiles`].
//! * [`AggregationType`] and [`Parameter`] are the table of what each type takes.
//!
//! # What it does not check
//!
//! Names are text, so that two aggregations beside each other have different ones is checked when
//! they become a request. A filter that is [unchecked](fql::Filter::unchecked) is sent as it is. Fields
//! are those that the collection's table has; for others, the transport takes requests as JSON.

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
mod unknown_name;

pub use aggregates::Aggregates;
pub use answer::label::Label;
pub use answer::view::{Bucket, BucketIter, Buckets, MinMax, Percentiles, ResultView};
pub use answer::{AggregateResult, BucketResult, MissingResult};
pub use bucket_sort::{BucketKey, BucketSort, BucketSortError};
pub use date_range::DateRange;
pub use dynamic::{DynamicAggregate, ExtendedBounds};
pub use handle::ResultKey;
pub use instant::parse_timestamp;
pub use interval::Interval;
pub use into_aggregates::{IntoAggregate, IntoAggregates};
pub use matrix::{AggregationType, Parameter};
pub use missing::Missing;
pub use percent::{Percent, PercentError};
pub use problem::{InvalidAggregates, RequestError};
pub use range::{InvalidRange, Range};
pub use time_zone::{TimeZone, TimeZoneError};
pub use typed::Aggregate;
pub use typed::ranges::{EmptyRanges, IntoRanges, Ranges};
pub use unknown_name::UnknownVariant;

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
        DateRangeAggregation, HasBuckets, IncludesFieldType, MaxAggregation, MinAggregation,
        PercentilesAggregation, RangeAggregation, SumAggregation, TakesDocCount,
        TakesExtendedBounds, TakesPercents, TakesSort, TakesTermsChoice, TakesTimeZone,
        TermsAggregation,
    };
}

/// The README's example, held to what the code does.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct ReadmeDoctests;
