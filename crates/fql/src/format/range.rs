//! Ranges of values.

use std::ops::{Range, RangeInclusive};

/// A range of values with two ends: `low..=high`, which contains `high`, or `low..high`, which does
/// not.
///
/// `..` is not accepted: a filter without the clause would match more documents.
#[diagnostic::on_unimplemented(
    message = "expected a range with two ends, found `{Self}`",
    label = "not a range with two ends",
    note = "use `low..=high` or `low..high`; for one end, use `ge`, `gt`, `le` or `lt`"
)]
pub trait ValueRange<V>: sealed::ValueRange {
    /// Returns the ends, and whether the range contains the second one.
    #[doc(hidden)]
    fn into_ends(self) -> (V, V, bool);
}

mod sealed {
    pub trait ValueRange {}
}

impl<V> sealed::ValueRange for RangeInclusive<V> {}
impl<V> sealed::ValueRange for Range<V> {}

#[diagnostic::do_not_recommend]
impl<V> ValueRange<V> for RangeInclusive<V> {
    fn into_ends(self) -> (V, V, bool) {
        let (low, high) = self.into_inner();
        (low, high, true)
    }
}

#[diagnostic::do_not_recommend]
impl<V> ValueRange<V> for Range<V> {
    fn into_ends(self) -> (V, V, bool) {
        (self.start, self.end, false)
    }
}
