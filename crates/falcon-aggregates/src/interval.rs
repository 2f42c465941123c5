//! How long the buckets of a date histogram are.

use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::unknown_name::UnknownVariant;

/// How long each bucket of a date histogram is, by the calendar.
///
/// ```
/// use falcon_aggregates::Interval;
///
/// assert_eq!("week".parse(), Ok(Interval::Week));
/// assert_eq!(Interval::Month.to_string(), "month");
/// ```
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray, strum::Display,
)]
#[strum(serialize_all = "snake_case")]
#[strum(parse_err_ty = UnknownVariant, parse_err_fn = UnknownVariant::interval)]
pub enum Interval {
    /// From 1 January on.
    Year,
    /// From the first of the month on.
    Month,
    /// From Monday on.
    Week,
    /// From midnight on.
    Day,
    /// From the full hour on.
    Hour,
    /// From the full minute on.
    Minute,
}

impl Interval {
    /// All intervals, the longest first.
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// The name, as a request has it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}
