//! Percentages.

use std::fmt;

use serde_json::Number;

/// A percentage, from 0 to 100.
///
/// ```
/// use falcon_aggregates::Percent;
///
/// assert_eq!(Percent::new(99.9)?.to_string(), "99.9");
/// assert_eq!(Percent::MEDIAN.to_string(), "50");
/// assert!(Percent::new(100.5).is_err());
/// # Ok::<(), falcon_aggregates::PercentError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Percent(f64);

impl Percent {
    /// Half of all.
    pub const MEDIAN: Self = Self(50.0);

    /// So much of a hundred.
    ///
    /// # Errors
    /// When it is less than 0, more than 100, or no number.
    pub fn new(percent: f64) -> Result<Self, PercentError> {
        if (0.0..=100.0).contains(&percent) {
            Ok(Self(percent))
        } else {
            Err(PercentError)
        }
    }

    /// The number.
    #[must_use]
    pub const fn get(self) -> f64 {
        self.0
    }

    /// The number as JSON writes it: without a fraction where there is none.
    pub(crate) fn number(self) -> Number {
        if self.0.fract() == 0.0 {
            return Number::from(self.0 as u8);
        }
        // It is finite.
        Number::from_f64(self.0).unwrap_or_else(|| Number::from(0))
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.number().fmt(f)
    }
}

/// A number is no percentage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PercentError;

impl fmt::Display for PercentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("write a number from 0 to 100")
    }
}

impl std::error::Error for PercentError {}
