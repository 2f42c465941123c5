//! The results of aggregations in a response.

pub(crate) mod buckets;
mod deserialize;
pub(crate) mod key;
pub(crate) mod label;
pub(crate) mod metrics;
pub(crate) mod missing_result;
pub(crate) mod result;
mod serialize;
mod views;
