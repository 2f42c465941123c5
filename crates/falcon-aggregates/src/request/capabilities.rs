//! The table of what each type of aggregation supports. Validation and the documentation use it; a
//! test compares it with the typed methods.

use fql::table::FieldType;

use super::aggregation_type::AggregationType;
use super::parameter::Parameter;

impl AggregationType {
    /// Returns `true` if the type supports the parameter, according to the service's documentation
    /// or else to the conventions of the underlying search engine.
    #[must_use]
    pub const fn supports(self, parameter: Parameter) -> bool {
        use AggregationType as T;
        use Parameter as P;
        match parameter {
            P::Filter | P::Q => true,
            P::Missing => !matches!(self, T::Filters),
            P::FiltersSpec => matches!(self, T::Filters),
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

    /// Returns `true` if the type computes buckets, in which other aggregations can be nested.
    #[must_use]
    pub const fn has_buckets(self) -> bool {
        matches!(
            self,
            Self::Terms | Self::DateHistogram | Self::DateRange | Self::Range | Self::Filters
        )
    }

    /// Returns the parameter that the type requires, if any.
    #[must_use]
    pub const fn required(self) -> Option<Parameter> {
        match self {
            Self::DateHistogram => Some(Parameter::Interval),
            Self::DateRange => Some(Parameter::DateRanges),
            Self::Range => Some(Parameter::Ranges),
            Self::Filters => Some(Parameter::FiltersSpec),
            _ => None,
        }
    }

    /// Returns the types of field that the type supports; empty if it supports every one.
    #[must_use]
    pub const fn field_types(self) -> &'static [FieldType] {
        match self {
            Self::Terms | Self::Cardinality | Self::Filters => &[],
            Self::DateHistogram | Self::DateRange => &[FieldType::Timestamp],
            Self::Max | Self::Min => &[FieldType::Integer, FieldType::Float, FieldType::Timestamp],
            Self::Range | Self::Avg | Self::Sum | Self::Percentiles => {
                &[FieldType::Integer, FieldType::Float]
            }
        }
    }

    /// Returns `true` if the type supports fields of this type. The fields of an open collection
    /// have an unknown type, which is always supported.
    #[must_use]
    pub fn supports_field_type(self, field_type: FieldType) -> bool {
        let supported = self.field_types();
        supported.is_empty() || field_type == FieldType::Any || supported.contains(&field_type)
    }
}
