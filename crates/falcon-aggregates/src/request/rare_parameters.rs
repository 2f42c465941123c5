//! [`RareParameters`]: the parameters that few aggregations have.

use std::borrow::Cow;

use serde::Serialize;

use super::date_range::{DateRange, ExtendedBounds};
use super::missing::Missing;
use super::percent::Percent;
use super::range::Range;
use super::time_zone::TimeZone;

/// The parameters that few requests have.
///
/// They are boxed, because the builder methods move an aggregation several times: without the box,
/// building and serializing a request takes a third longer.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub(crate) struct RareParameters {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) ranges: Vec<Range>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) date_ranges: Vec<DateRange>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) from: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) min_doc_count: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) max_doc_count: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) q: Option<Cow<'static, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) include: Option<Cow<'static, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) exclude: Option<Cow<'static, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) missing: Option<Missing>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) time_zone: Option<TimeZone>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) extended_bounds: Option<ExtendedBounds>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) percents: Vec<Percent>,
}
