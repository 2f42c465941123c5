//! Comparisons with times in columns of times.

use fql::Instant;

use crate::test::{Order, Test, TimeColumn};

/// Seconds from 1970-01-01 to 0001-01-01 and 10000-01-01.
const SECONDS: (i128, i128) = (-62_135_596_800, 253_402_300_800);

/// Returns the comparison of times with an instant, rounded to the unit of the column without a change of the
/// result.
pub(super) fn compare(order: Order, instant: Instant, column: TimeColumn) -> Test {
    let units = 10_i128.pow(column.unit.digits());
    let nanoseconds_of_unit = 1_000_000_000 / units;
    // The least and the greatest `i64` are infinite in some engines.
    let min = (SECONDS.0 * units).max(i128::from(i64::MIN) + 2);
    let max = (SECONDS.1 * units - 1).min(i128::from(i64::MAX) - 1);
    let nanoseconds =
        i128::from(instant.unix_seconds()) * 1_000_000_000 + i128::from(instant.nanoseconds());
    let floor = nanoseconds.div_euclid(nanoseconds_of_unit);
    let is_exact = nanoseconds.rem_euclid(nanoseconds_of_unit) == 0;
    let ceil = if is_exact { floor } else { floor + 1 };
    let (first, last) = match order {
        Order::Equal => (ceil, floor),
        Order::Greater => (floor + 1, max),
        Order::GreaterOrEqual => (ceil, max),
        Order::Less => (min, ceil - 1),
        Order::LessOrEqual => (min, floor),
    };
    let (first, last) = (first.max(min), last.min(max));
    match (i64::try_from(first), i64::try_from(last)) {
        (Ok(first), Ok(last)) if first <= last => Test::TimeBetween(column, first, last),
        _ => Test::Never,
    }
}
