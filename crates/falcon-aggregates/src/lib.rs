//! Typed aggregation requests for CrowdStrike Falcon's API, and typed access to their results.
//!
//! ```
//! use falcon_aggregates::{Aggregate, AggregateResult, Aggregates};
//! use fql::collections::external_assets as asset;
//!
//! let ports = Aggregate::terms("ports", asset::ip::services::port).size(3);
//! let by_city = Aggregate::terms("by_city", asset::ip::location::city)
//!     .filter(asset::criticality.eq("Critical"))
//!     .nest(ports);
//! let assets = Aggregate::cardinality("assets", asset::id);
//!
//! // One request computes several aggregations. The key of each finds its result.
//! let assets_key = assets.key();
//! let request = Aggregates::new((by_city, assets))?;
//! assert!(request.to_json().starts_with(r#"[{"name":"by_city","type":"terms","#));
//!
//! let results: Vec<AggregateResult> =
//!     serde_json::from_str(r#"[{"name": "assets", "buckets": [{"value": 12}]}]"#)?;
//! assert_eq!(assets_key.get(&results)?, 12);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Core types
//!
//! * [`Aggregate`] is an aggregation that is known at compile time. It has a constructor for each
//!   type. Unsupported parameters and a fourth nested aggregation do not compile.
//! * [`DynamicAggregate`] is an aggregation whose type is known only at run time. The same limits
//!   are errors at run time.
//! * [`Aggregates`] is a request: a validated list of aggregations. It can be parsed from JSON.
//!   [`InvalidAggregates`] lists every error in a request.
//! * [`IntoAggregates`] is the conversion into a request.
//! * [`AggregateResult`] is a result as the service returns it. A [`ResultKey`] returns the typed
//!   view of it: [`Buckets`], a count, a number, [`MinMax`] or [`Percentiles`].
//! * [`AggregationType`] and [`Parameter`] are the table of what each type supports.
//!
//! # Tasks
//!
//! * Count documents per value, time or range: [`Aggregate::terms`], [`Aggregate::date_histogram`],
//!   [`Aggregate::range`]. Per value of a second field within each: [`Aggregate::nest`].
//! * Count distinct values: [`Aggregate::cardinality`].
//! * Count only some documents: [`Aggregate::filter`].
//! * Send several aggregations in one request: pass a tuple or an array of them.
//! * Read a result: [`Aggregate::key`], then [`ResultKey::get`]; in a bucket, [`Bucket::nested`].
//! * Load a request from JSON: `str::parse` or serde, for [`Aggregates`].
//!
//! # Features
//!
//! The crate has no optional features.
//!
//! # Limits
//!
//! Names are strings, so their uniqueness is checked when aggregations become a request. An
//! [unchecked](fql::Filter::unchecked) filter is sent as it is. The fields of aggregations are not
//! documented: those of the collection's table are supported, and each [`ExtraField`].
//! `falcon-transport` also accepts requests as JSON.

#![deny(missing_docs)]
#![forbid(unsafe_code)]

mod error;
mod into_aggregates;
mod json_path;
mod parse;
mod request;
mod response;
mod typed;
mod validate;

pub use error::{InvalidAggregates, RequestError};
pub use into_aggregates::{IntoAggregate, IntoAggregates};
pub use request::aggregates::Aggregates;
pub use request::aggregation_type::AggregationType;
pub use request::bucket_sort::{BucketKey, BucketSort, BucketSortError};
pub use request::date_range::{DateRange, ExtendedBounds};
pub use request::dynamic::DynamicAggregate;
pub use request::extra_field::ExtraField;
pub use request::filters_spec::FiltersSpec;
pub use request::interval::Interval;
pub use request::invalid_range::InvalidRange;
pub use request::missing::Missing;
pub use request::parameter::Parameter;
pub use request::parameters::Parameters;
pub use request::percent::{Percent, PercentError};
pub use request::range::Range;
pub use request::time_zone::{TimeZone, TimeZoneError};
pub use request::unknown_variant::UnknownVariant;
pub use response::buckets::{Bucket, BucketIter, Buckets};
pub use response::key::{ResultKey, ResultView};
pub use response::label::Label;
pub use response::metrics::{MinMax, Percentiles};
pub use response::missing_result::MissingResult;
pub use response::result::{AggregateResult, BucketResult};
pub use typed::aggregate::Aggregate;
pub use typed::extra_field::external_assets;
pub use typed::ranges::{EmptyRanges, IntoRanges, Ranges};

/// The types and traits in the signatures of [`Aggregate`], and in the compile errors for it.
///
/// A program needs them only to write generic functions over aggregations.
pub mod types {
    pub use crate::typed::aggregation::{
        Aggregation, AvgAggregation, CardinalityAggregation, DateHistogramAggregation,
        DateRangeAggregation, IncludesFieldType, MaxAggregation, MinAggregation,
        PercentilesAggregation, RangeAggregation, SumAggregation, SupportsBucketSelection,
        SupportsDocCount, SupportsExtendedBounds, SupportsNesting, SupportsPercents, SupportsSort,
        SupportsTimeZone, TermsAggregation,
    };
    pub use crate::typed::extra_field::TypedExtraField;
    pub use crate::typed::field::{AggregateField, SupportsAggregation};
    pub use crate::typed::name::IntoName;
    pub use crate::typed::nesting::{
        CanNest, NestedCount, NoneNested, OneNested, ThreeNested, TooManyNested, TwoNested,
        WithNested,
    };
}

/// Tests the example in the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct ReadmeDoctests;
