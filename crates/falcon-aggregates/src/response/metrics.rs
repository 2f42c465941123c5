//! [`MinMax`] and [`Percentiles`]: the computed values of a result.

use fql::Instant;

/// The largest or the smallest value of a field.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct MinMax {
    /// The number. For a timestamp, it is the milliseconds since 1970. `None` if no document has a
    /// value.
    pub value: Option<f64>,
    /// The time, if the field is a timestamp.
    pub time: Option<Instant>,
}

/// The percentiles of the values of a field.
#[derive(Debug, Clone, PartialEq)]
pub struct Percentiles {
    /// Pairs of a percentage and its value.
    pub(super) values: Vec<(f64, Option<f64>)>,
}

impl Percentiles {
    /// Returns the value of a percentile. `None` if the request did not include it, or no document
    /// has a value.
    #[must_use]
    pub fn get(&self, percent: f64) -> Option<f64> {
        let mut values = self.values.iter();
        let (_, value) = values.find(|(known, _)| (known - percent).abs() < 1e-9)?;
        *value
    }

    /// Returns the 50th percentile.
    #[must_use]
    pub fn median(&self) -> Option<f64> {
        self.get(50.0)
    }

    /// Returns an iterator over the percentages and their values.
    pub fn iter(&self) -> impl Iterator<Item = (f64, Option<f64>)> + '_ {
        self.values.iter().copied()
    }
}
