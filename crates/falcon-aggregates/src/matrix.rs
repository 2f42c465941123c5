//! The types of aggregation, and what each takes: one table, of which the typed methods, the check
//! of requests that are read and the documentation are made.

use fql::FieldType;
use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::unknown_name::UnknownVariant;

/// A type of aggregation.
///
/// ```
/// use falcon_aggregates::{AggregationType, Parameter};
///
/// let terms: AggregationType = "terms".parse()?;
/// assert!(terms.takes(Parameter::Size));
/// assert!(!AggregationType::Cardinality.takes(Parameter::SubAggregates));
/// # Ok::<(), falcon_aggregates::UnknownVariant>(())
/// ```
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray, strum::Display,
)]
#[strum(serialize_all = "snake_case")]
#[strum(parse_err_ty = UnknownVariant, parse_err_fn = UnknownVariant::aggregation_type)]
pub enum AggregationType {
    /// A bucket for each value of a field.
    Terms,
    /// A bucket for each interval of time.
    DateHistogram,
    /// A bucket for each range of time.
    DateRange,
    /// A bucket for each range of numbers.
    Range,
    /// How many different values there are.
    Cardinality,
    /// The largest value.
    Max,
    /// The smallest value.
    Min,
    /// The mean of the values.
    Avg,
    /// The sum of the values.
    Sum,
    /// The values below which 1, 5, 25, 50, 75, 95 and 99 percent of all lie.
    Percentiles,
}

/// What an aggregation may be told beside its name, its type and its field.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray, strum::Display,
)]
#[strum(serialize_all = "snake_case")]
#[strum(parse_err_ty = UnknownVariant, parse_err_fn = UnknownVariant::parameter)]
pub enum Parameter {
    /// Which documents are counted, as a filter.
    Filter,
    /// Which documents are counted, as words that stand anywhere in them.
    Q,
    /// How long a bucket of a date histogram is.
    Interval,
    /// The ranges of numbers.
    Ranges,
    /// The ranges of time.
    DateRanges,
    /// How many buckets are wanted at most.
    Size,
    /// How many buckets are skipped.
    From,
    /// The order of the buckets.
    Sort,
    /// Which values get a bucket.
    Include,
    /// Which values get none.
    Exclude,
    /// How many documents a bucket has at least.
    MinDocCount,
    /// How many documents a bucket has at most.
    MaxDocCount,
    /// What a document counts as that has no value.
    Missing,
    /// Where days begin.
    TimeZone,
    /// From when to when there are buckets, also without documents.
    ExtendedBounds,
    /// Which percentiles are wanted.
    Percents,
    /// The aggregations in each bucket.
    SubAggregates,
}

impl AggregationType {
    /// All types, in the order of their documentation.
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// The name, as a request has it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// Whether the documentation, or the convention of the search engine underneath, gives the
    /// type this parameter.
    #[must_use]
    pub const fn takes(self, parameter: Parameter) -> bool {
        use AggregationType as T;
        use Parameter as P;
        match parameter {
            P::Filter | P::Q | P::Missing => true,
            P::Interval | P::ExtendedBounds => matches!(self, T::DateHistogram),
            P::Ranges => matches!(self, T::Range),
            P::DateRanges => matches!(self, T::DateRange),
            P::Size | P::From | P::Include | P::Exclude => matches!(self, T::Terms),
            P::Sort | P::MinDocCount | P::MaxDocCount => {
                matches!(self, T::Terms | T::DateHistogram)
            }
            P::TimeZone => matches!(self, T::DateHistogram | T::DateRange),
            P::Percents => matches!(self, T::Percentiles),
            P::SubAggregates => self.has_buckets(),
        }
    }

    /// Whether the type makes buckets, in which other aggregations may be nested.
    #[must_use]
    pub const fn has_buckets(self) -> bool {
        matches!(
            self,
            Self::Terms | Self::DateHistogram | Self::DateRange | Self::Range
        )
    }

    /// What the type can't do without.
    #[must_use]
    pub const fn required(self) -> Option<Parameter> {
        match self {
            Self::DateHistogram => Some(Parameter::Interval),
            Self::DateRange => Some(Parameter::DateRanges),
            Self::Range => Some(Parameter::Ranges),
            _ => None,
        }
    }

    /// The kinds of field that the type is computed of; empty when it is computed of any.
    #[must_use]
    pub const fn kinds(self) -> &'static [FieldType] {
        match self {
            Self::Terms | Self::Cardinality => &[],
            Self::DateHistogram | Self::DateRange => &[FieldType::Timestamp],
            Self::Max | Self::Min => &[FieldType::Integer, FieldType::Timestamp],
            Self::Range | Self::Avg | Self::Sum | Self::Percentiles => &[FieldType::Integer],
        }
    }

    /// Whether the type is computed of fields of this kind. A field of an open collection has
    /// no known kind, and suits.
    #[must_use]
    pub fn suits(self, kind: FieldType) -> bool {
        kind == FieldType::Any || self.kinds().is_empty() || self.kinds().contains(&kind)
    }
}

impl Parameter {
    /// The key, as a request has it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}
