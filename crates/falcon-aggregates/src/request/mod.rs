//! The types of a request. They do not depend on validation, parsing or results.

pub(crate) mod aggregates;
pub(crate) mod aggregation_type;
pub(crate) mod bucket_sort;
mod capabilities;
pub(crate) mod date_range;
pub(crate) mod dynamic;
pub(crate) mod extra_field;
pub(crate) mod filters_spec;
pub(crate) mod interval;
pub(crate) mod invalid_range;
pub(crate) mod messages;
pub(crate) mod missing;
pub(crate) mod parameter;
pub(crate) mod parameters;
pub(crate) mod percent;
pub(crate) mod range;
pub(crate) mod rare_parameters;
pub(crate) mod time_zone;
pub(crate) mod unknown_variant;
