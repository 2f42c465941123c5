//! [`Parameter`]: the optional keys of an aggregation.

use strum::{EnumString, IntoStaticStr, VariantArray, VariantNames};

use super::unknown_variant::UnknownVariant;

/// An optional key of an aggregation.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    EnumString,
    IntoStaticStr,
    VariantArray,
    VariantNames,
    strum::Display,
)]
#[strum(serialize_all = "snake_case")]
#[strum(parse_err_ty = UnknownVariant, parse_err_fn = unknown_parameter)]
pub enum Parameter {
    /// The filter that a document must match to be counted.
    Filter,
    /// Words that a document must contain, in any field, to be counted.
    Q,
    /// The interval of a date histogram.
    Interval,
    /// The ranges of numbers.
    Ranges,
    /// The ranges of time.
    DateRanges,
    /// The maximum number of buckets.
    Size,
    /// The number of buckets to skip.
    From,
    /// The order of the buckets.
    Sort,
    /// A regular expression for the values that get a bucket.
    Include,
    /// A regular expression for the values that do not get a bucket.
    Exclude,
    /// The minimum number of documents in a bucket.
    MinDocCount,
    /// The maximum number of documents in a bucket.
    MaxDocCount,
    /// The value of documents that lack the field.
    Missing,
    /// The time zone in which days start.
    TimeZone,
    /// The span of time for which there are buckets even without documents.
    ExtendedBounds,
    /// The percentiles to compute.
    Percents,
    /// The filters of which each has a bucket.
    FiltersSpec,
    /// The aggregations nested in each bucket.
    SubAggregates,
}

fn unknown_parameter(input: &str) -> UnknownVariant {
    let names = <Parameter as VariantNames>::VARIANTS;
    UnknownVariant::new("aggregation parameter", input, names)
}

impl Parameter {
    /// All parameters.
    pub const ALL: &'static [Self] = <Self as VariantArray>::VARIANTS;

    /// Returns the key in a request.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}
