//! Typed aggregations, and the types and traits that check them at compile time.

pub(crate) mod aggregate;
pub(crate) mod aggregation;
pub(crate) mod extra_field;
pub(crate) mod field;
pub(crate) mod name;
pub(crate) mod nesting;
pub(crate) mod ranges;
