//! [`InvalidRange`]: the error of ranges that end before they start.

use std::fmt;

/// The error for a [`Range`](crate::Range), a [`DateRange`](crate::DateRange) or
/// [`ExtendedBounds`](crate::ExtendedBounds) that would end before it starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidRange {
    from: String,
    to: String,
}

impl InvalidRange {
    pub(crate) fn new(from: String, to: String) -> Self {
        Self { from, to }
    }
}

impl fmt::Display for InvalidRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { from, to } = self;
        write!(f, "the range from `{from}` to `{to}` ends before it starts")
    }
}

impl std::error::Error for InvalidRange {}

/// A conversion of a Rust range without a check: no range has it.
///
/// The bound on `From` cannot be satisfied, so that the compile error of `(0..1024).into()` says what to
/// write.
#[diagnostic::on_unimplemented(
    message = "`{R}` does not convert into `{Self}` without a check",
    label = "use `(low..high).try_into()?`, `(low..).into()` or `(..high).into()`"
)]
pub trait UncheckedFrom<R> {
    /// Converts the range.
    fn unchecked_from(range: R) -> Self;
}

/// Implements the conversions that do not compile: a range with two ends may end before it starts, and
/// a range of an aggregation excludes its end.
macro_rules! no_unchecked_conversion {
    ($target:ty: $($range:ty)*) => { $(
        #[doc(hidden)]
        impl<N> From<$range> for $target
        where
            Self: $crate::request::invalid_range::UncheckedFrom<$range>,
        {
            fn from(range: $range) -> Self {
                $crate::request::invalid_range::UncheckedFrom::unchecked_from(range)
            }
        }
    )* };
}

pub(super) use no_unchecked_conversion;
