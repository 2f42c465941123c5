//! Aggregation requests for CrowdStrike Falcon's API, and their answers.

#![deny(missing_docs)]
#![forbid(unsafe_code)]

mod aggregates;
mod bucket_sort;
mod check;
mod date_range;
mod dynamic;
mod instant;
mod interval;
mod matrix;
mod missing;
mod nearest;
mod print;
mod problem;
mod range;
mod read;
mod time_zone;

pub use aggregates::Aggregates;
pub use bucket_sort::{BucketKey, BucketSort, BucketSortError};
pub use date_range::DateRange;
pub use dynamic::{DynamicAggregate, ExtendedBounds};
pub use instant::read_time;
pub use interval::Interval;
pub use matrix::{AggregationType, Parameter};
pub use missing::Missing;
pub use problem::{InvalidAggregates, Problem};
pub use range::{Range, ReversedRange};
pub use time_zone::{TimeZone, TimeZoneError};
