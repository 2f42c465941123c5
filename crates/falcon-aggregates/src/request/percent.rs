//! [`Percent`]: a percentage.

use std::fmt;

use serde::{Serialize, Serializer};
use serde_json::Number;

/// A percentage, from 0 to 100.
///
/// # Examples
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

// `new` rejects NaN, so equality is reflexive.
impl Eq for Percent {}

impl Percent {
    /// 50 percent.
    pub const MEDIAN: Self = Self(50.0);

    /// Creates a percentage.
    ///
    /// # Errors
    /// The number is less than 0, greater than 100, or NaN.
    pub fn new(percent: f64) -> Result<Self, PercentError> {
        if (0.0..=100.0).contains(&percent) {
            Ok(Self(percent))
        } else {
            Err(PercentError)
        }
    }

    /// Returns the number.
    #[must_use]
    pub const fn get(self) -> f64 {
        self.0
    }

    /// Returns the number for JSON: an integer if it has no fraction.
    fn number(self) -> Number {
        if self.0.fract() == 0.0 {
            return Number::from(self.0 as u8);
        }
        // `new` rejects the numbers that JSON cannot express.
        Number::from_f64(self.0).unwrap_or_else(|| Number::from(0))
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.number().fmt(f)
    }
}

impl Serialize for Percent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.number().serialize(serializer)
    }
}

/// The error for a number that is not a [`Percent`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PercentError;

impl fmt::Display for PercentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("percentage out of range (0 to 100)")
    }
}

impl std::error::Error for PercentError {}
