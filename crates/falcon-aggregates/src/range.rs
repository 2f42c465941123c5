//! Ranges of numbers.

use std::cmp::Ordering;
use std::fmt;

use serde_json::Number;

/// A range of numbers, from its first number on up to one that is no more in it. Either end may be
/// open. Ranges of one request may overlap.
///
/// ```
/// use falcon_aggregates::Range;
///
/// let low = Range::below(70);
/// let high = Range::between(70, 100)?;
/// let rest = Range::at_least(100);
/// assert_eq!([low, high, rest].map(|range| range.to_string()), ["..70", "70..100", "100.."]);
/// assert!(Range::between(100, 70).is_err());
/// # Ok::<(), falcon_aggregates::InvalidRange>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Range {
    from: Option<Number>,
    to: Option<Number>,
}

impl Range {
    /// All numbers below this one.
    #[must_use]
    pub fn below(to: impl Into<Number>) -> Self {
        Self {
            from: None,
            to: Some(to.into()),
        }
    }

    /// This number and all above it.
    #[must_use]
    pub fn at_least(from: impl Into<Number>) -> Self {
        Self {
            from: Some(from.into()),
            to: None,
        }
    }

    /// From the one number on up to the other, which is no more in the range.
    ///
    /// # Errors
    /// When the range ends before it begins.
    pub fn between(from: impl Into<Number>, to: impl Into<Number>) -> Result<Self, InvalidRange> {
        let (from, to) = (from.into(), to.into());
        if compare(&from, &to) == Some(Ordering::Greater) {
            return Err(InvalidRange::new(from.to_string(), to.to_string()));
        }
        Ok(Self {
            from: Some(from),
            to: Some(to),
        })
    }

    /// The first number; `None` when there is none.
    #[must_use]
    pub fn start(&self) -> Option<&Number> {
        self.from.as_ref()
    }

    /// The first number that is no more in the range; `None` when there is none.
    #[must_use]
    pub fn end(&self) -> Option<&Number> {
        self.to.as_ref()
    }

    /// Whether the number is in the range.
    ///
    /// ```
    /// use falcon_aggregates::Range;
    ///
    /// assert!(Range::below(70).contains(69.5));
    /// assert!(!Range::below(70).contains(70.0));
    /// ```
    #[must_use]
    pub fn contains(&self, number: f64) -> bool {
        let real = |end: &Option<Number>| end.as_ref().and_then(Number::as_f64);
        real(&self.from).is_none_or(|from| from <= number)
            && real(&self.to).is_none_or(|to| number < to)
    }
}

impl fmt::Display for Range {
    /// As Rust writes ranges.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(from) = &self.from {
            write!(f, "{from}")?;
        }
        f.write_str("..")?;
        match &self.to {
            Some(to) => write!(f, "{to}"),
            None => Ok(()),
        }
    }
}

/// Whole numbers are compared as such: as floating point some are the same that are not.
fn compare(one: &Number, other: &Number) -> Option<Ordering> {
    match (one.as_i128(), other.as_i128()) {
        (Some(one), Some(other)) => Some(one.cmp(&other)),
        _ => one.as_f64()?.partial_cmp(&other.as_f64()?),
    }
}

/// A range ends before it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidRange {
    from: String,
    to: String,
}

impl InvalidRange {
    pub(crate) fn new(from: impl Into<String>, to: impl Into<String>) -> Self {
        Self {
            from: from.into(),
            to: to.into(),
        }
    }
}

impl fmt::Display for InvalidRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the range from `{}` to `{}` ends before it begins: exchange the two",
            self.from, self.to,
        )
    }
}

impl std::error::Error for InvalidRange {}
