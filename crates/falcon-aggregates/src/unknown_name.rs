//! [`UnknownVariant`]: a text that names nothing.

use std::fmt;

use strum::VariantArray;

use crate::interval::Interval;
use crate::matrix::{AggregationType, Parameter};

/// A text is no name of what it was read as: no type of aggregation, no parameter, no interval.
///
/// ```
/// use falcon_aggregates::Interval;
///
/// let error = "fortnight".parse::<Interval>().unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "`fortnight` is no interval: write `year`, `month`, `week`, `day`, `hour` or `minute`",
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownVariant {
    what: &'static str,
    given: String,
    names: Vec<&'static str>,
}

impl UnknownVariant {
    fn new(what: &'static str, given: &str, names: impl Iterator<Item = &'static str>) -> Self {
        // A name is a few letters; more of a text would not help.
        let given = given.chars().filter(|c| !c.is_control()).take(40).collect();
        let names = names.collect();
        Self { what, given, names }
    }

    pub(crate) fn interval(given: &str) -> Self {
        let names = Interval::ALL.iter().map(|interval| interval.as_str());
        Self::new("interval", given, names)
    }

    pub(crate) fn aggregation_type(given: &str) -> Self {
        let names = AggregationType::ALL.iter().map(|kind| kind.as_str());
        Self::new("type of aggregation", given, names)
    }

    pub(crate) fn parameter(given: &str) -> Self {
        let names = Parameter::VARIANTS
            .iter()
            .map(|parameter| parameter.as_str());
        Self::new("parameter of an aggregation", given, names)
    }
}

impl fmt::Display for UnknownVariant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no {}: write ", self.given, self.what)?;
        for (index, name) in self.names.iter().enumerate() {
            let before = match index {
                0 => "",
                last if last + 1 == self.names.len() => " or ",
                _ => ", ",
            };
            write!(f, "{before}`{name}`")?;
        }
        Ok(())
    }
}

impl std::error::Error for UnknownVariant {}
