//! [`Ranges`]: non-empty lists of ranges.

use std::fmt;

/// A non-empty list of ranges: an array of 1 to 32, or [`Ranges`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a non-empty list of ranges",
    label = "expected a non-empty list of `{R}`",
    note = "use an array of 1 to 32 ranges such as `(..70).into()` and `(70..100).try_into()?`, or \
            `Ranges::new(iterator)?`"
)]
pub trait IntoRanges<R>: sealed::IntoRanges {
    /// Converts into the ranges.
    fn into_ranges(self) -> Vec<R>;
}

mod sealed {
    pub trait IntoRanges {}
}

/// A non-empty list of ranges whose length is known only at run time.
///
/// # Examples
///
/// ```
/// use falcon_aggregates::{Aggregate, Range, Ranges};
/// use fql::collections::external_assets as asset;
///
/// let ends = [80, 90, 100];
/// let ranges = Ranges::new(ends.map(Range::below))?;
/// let by_confidence = Aggregate::range("by_confidence", asset::confidence, ranges);
/// assert!(Ranges::<Range>::new([]).is_err());
/// # Ok::<(), falcon_aggregates::EmptyRanges>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Ranges<R>(Vec<R>);

impl<R> Ranges<R> {
    /// Collects ranges.
    ///
    /// # Errors
    /// The iterator is empty.
    pub fn new(ranges: impl IntoIterator<Item = R>) -> Result<Self, EmptyRanges> {
        let ranges: Vec<R> = ranges.into_iter().collect();
        if ranges.is_empty() {
            Err(EmptyRanges)
        } else {
            Ok(Self(ranges))
        }
    }
}

impl<R> sealed::IntoRanges for Ranges<R> {}

#[diagnostic::do_not_recommend]
impl<R> IntoRanges<R> for Ranges<R> {
    fn into_ranges(self) -> Vec<R> {
        self.0
    }
}

macro_rules! arrays {
    ($($length:literal)*) => { $(
        impl<R> sealed::IntoRanges for [R; $length] {}

        #[diagnostic::do_not_recommend]
        impl<R> IntoRanges<R> for [R; $length] {
            fn into_ranges(self) -> Vec<R> {
                self.into()
            }
        }
    )* };
}
arrays!(1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32);

/// The error for an empty list of ranges.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EmptyRanges;

impl fmt::Display for EmptyRanges {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("empty list of ranges")
    }
}

impl std::error::Error for EmptyRanges {}
