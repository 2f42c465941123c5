//! [`Interval`]: the length of the buckets of a date histogram.

use serde::Serialize;
use strum::{EnumString, IntoStaticStr, VariantArray, VariantNames};

use super::unknown_variant::UnknownVariant;

/// The calendar interval of the buckets of a date histogram.
///
/// # Examples
///
/// ```
/// use falcon_aggregates::Interval;
///
/// assert_eq!("week".parse(), Ok(Interval::Week));
/// assert_eq!(Interval::Month.to_string(), "month");
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
#[strum(parse_err_ty = UnknownVariant, parse_err_fn = unknown_interval)]
pub enum Interval {
    /// Calendar years.
    Year,
    /// Calendar months.
    Month,
    /// Weeks that start on Monday.
    Week,
    /// Days, from midnight to midnight.
    Day,
    /// Full hours.
    Hour,
    /// Full minutes.
    Minute,
}

fn unknown_interval(input: &str) -> UnknownVariant {
    let error = UnknownVariant::new("interval", input, <Interval as VariantNames>::VARIANTS);
    error.with_meant(interval_of_elasticsearch(input))
}

/// Returns the interval that is written like this in Elasticsearch, such as `1d`. `1m` is a minute and
/// `1M` a month.
fn interval_of_elasticsearch(input: &str) -> Option<&'static str> {
    let unit = input.strip_prefix('1').unwrap_or(input).trim();
    let interval = match unit {
        "m" | "min" => Interval::Minute,
        "M" => Interval::Month,
        "y" | "Y" => Interval::Year,
        "w" | "W" => Interval::Week,
        "d" | "D" | "daily" => Interval::Day,
        "h" | "H" => Interval::Hour,
        _ => return None,
    };
    Some(interval.as_str())
}

impl Interval {
    /// All intervals, the longest first.
    pub const ALL: &'static [Self] = <Self as VariantArray>::VARIANTS;

    /// Returns the name in a request.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}
