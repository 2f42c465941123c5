//! [`AggregationType`]: the types of aggregation.

use serde::Serialize;
use strum::{EnumString, IntoStaticStr, VariantArray, VariantNames};

use super::unknown_variant::UnknownVariant;

/// A type of aggregation.
///
/// Its methods are the table of what each type supports. The typed [`Aggregate`](crate::Aggregate)
/// enforces that table at compile time.
///
/// # Examples
///
/// ```
/// use falcon_aggregates::{AggregationType, Parameter};
///
/// let terms: AggregationType = "terms".parse()?;
/// assert!(terms.supports(Parameter::Size));
/// assert!(!AggregationType::Cardinality.supports(Parameter::SubAggregates));
/// # Ok::<(), falcon_aggregates::UnknownVariant>(())
/// ```
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    EnumString,
    IntoStaticStr,
    VariantArray,
    VariantNames,
    strum::Display,
)]
#[serde(into = "&'static str")]
#[strum(serialize_all = "snake_case")]
#[strum(parse_err_ty = UnknownVariant, parse_err_fn = unknown_type)]
pub enum AggregationType {
    /// One bucket per value of a field.
    Terms,
    /// One bucket per interval of time.
    DateHistogram,
    /// One bucket per range of time.
    DateRange,
    /// One bucket per range of numbers.
    Range,
    /// The number of distinct values.
    Cardinality,
    /// The largest value.
    Max,
    /// The smallest value.
    Min,
    /// The mean of the values.
    Avg,
    /// The sum of the values.
    Sum,
    /// The 1st, 5th, 25th, 50th, 75th, 95th and 99th percentiles of the values, by default.
    Percentiles,
    /// One bucket per filter of the request.
    ///
    /// The service's documentation does not list this type; the API definition has its parameter
    /// `filters_spec`.
    Filters,
}

fn unknown_type(input: &str) -> UnknownVariant {
    let names = <AggregationType as VariantNames>::VARIANTS;
    UnknownVariant::new("aggregation type", input, names)
}

impl AggregationType {
    /// All types, in the order of the service's documentation.
    pub const ALL: &'static [Self] = <Self as VariantArray>::VARIANTS;

    /// Returns the name in a request.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}
