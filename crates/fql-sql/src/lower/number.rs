//! Comparisons with numbers, as bounds that are exact for integers, for floating-point numbers and for
//! strings.

use fql::eval::Number;

use super::{Leaf, Reason};
use crate::test::{IntegerOrder, Order, Test, TextTest};

/// Returns the comparison of values with a number.
pub(super) fn compare(order: Order, number: &Number, leaf: Leaf) -> Result<Test, Reason> {
    Ok(match leaf {
        Leaf::Integer { min, max } => compare_integer(order, number, min, max),
        Leaf::Real => match real_range(order, number) {
            Some((first, last)) => Test::RealBetween(first, last),
            None => Test::Never,
        },
        Leaf::Text => {
            let integer = integer_order(order, number)?;
            match (integer, real_range(order, number)) {
                (None, None) => Test::Never,
                (integer, real) => Test::Text(TextTest::Number(integer, real)),
            }
        }
        // A time is not a number, also if it is only a year.
        Leaf::Boolean | Leaf::Time(_) => Test::Never,
    })
}

/// Compares integers of 64 bits with a number as it is, without rounding it: the engine compares exactly, and
/// a column that has fractions in spite of its shape has the same rows.
fn compare_integer(order: Order, number: &Number, min: i128, max: i128) -> Test {
    let integer = match number {
        Number::Integer(integer) => *integer,
        // Below 2^53, where integers are floating-point numbers.
        Number::Real(real) if real.fract() != 0.0 => return Test::RealOrder(order, *real),
        // The conversion saturates, far beyond 64 bits.
        Number::Real(real) => *real as i128,
        Number::Large(integer) if integer.is_negative() => i128::MIN,
        _ => i128::MAX,
    };
    let is_always = match order {
        _ if (min..=max).contains(&integer) => {
            return match order {
                Order::Equal => Test::IntegerIn(vec![integer]),
                order => Test::IntegerOrder(order, integer),
            };
        }
        Order::Equal => false,
        Order::Greater | Order::GreaterOrEqual => integer < min,
        Order::Less | Order::LessOrEqual => integer > max,
    };
    match is_always {
        true => Test::Always,
        false => Test::Never,
    }
}

/// Returns the finite floating-point numbers in this order to a number.
fn real_range(order: Order, number: &Number) -> Option<(f64, f64)> {
    // The greatest number that is less, the equal one, and the least one that is greater.
    let (less, equal, greater) = neighbors(number)?;
    let (first, last) = match order {
        Order::Equal => (equal?, equal?),
        Order::Greater => (greater, f64::MAX),
        Order::GreaterOrEqual => (equal.unwrap_or(greater), f64::MAX),
        Order::Less => (f64::MIN, less),
        Order::LessOrEqual => (f64::MIN, equal.unwrap_or(less)),
    };
    let (first, last) = (first.max(f64::MIN), last.min(f64::MAX));
    // `-0.0` equals `0.0`, which needs no sign in SQL.
    (first <= last).then_some((first + 0.0, last + 0.0))
}

fn neighbors(number: &Number) -> Option<(f64, Option<f64>, f64)> {
    let nearest = match number {
        Number::Real(real) => *real,
        Number::Large(integer) => integer.nearest_f64(),
        Number::Integer(integer) => {
            let nearest = *integer as f64;
            let is_exact = i64::try_from(*integer).is_ok() || u64::try_from(*integer).is_ok();
            // The conversion back is exact: 64 bits are far within `i128`.
            match (nearest as i128).cmp(integer) {
                std::cmp::Ordering::Greater if is_exact => {
                    return Some((nearest.next_down(), None, nearest));
                }
                std::cmp::Ordering::Less if is_exact => {
                    return Some((nearest, None, nearest.next_up()));
                }
                _ => nearest,
            }
        }
        _ => return None,
    };
    let equal = nearest.is_finite().then_some(nearest);
    Some((nearest.next_down(), equal, nearest.next_up()))
}

/// Returns the comparison of integers of any size with a number.
fn integer_order(order: Order, number: &Number) -> Result<Option<IntegerOrder>, Reason> {
    let (order, is_negative, digits) = match number {
        Number::Integer(integer) => (order, *integer < 0, integer.unsigned_abs().to_string()),
        Number::Large(integer) => (order, integer.is_negative(), integer.digits().to_owned()),
        Number::Real(real) => {
            // Larger integers are compared after rounding.
            if real.abs() >= 9_223_372_036_854_775_808.0 {
                return Err("a fraction or exponent beyond 64 bits is not exact for strings");
            }
            let bound = match order {
                Order::Equal if real.fract() != 0.0 => return Ok(None),
                Order::Equal | Order::Greater | Order::LessOrEqual => real.floor(),
                Order::GreaterOrEqual | Order::Less => real.ceil(),
            } as i128;
            (order, bound < 0, bound.unsigned_abs().to_string())
        }
        _ => return Err("the number is unknown"),
    };
    let digits = match digits.as_str() {
        "0" => String::new(),
        _ => digits,
    };
    Ok(Some(IntegerOrder {
        order,
        is_negative,
        digits,
    }))
}

/// Returns the test whether a floating-point number has this text: it is the number that the text is
/// the only spelling of.
pub(super) fn equals_real_text(string: &str) -> Test {
    let number = string.parse().ok().and_then(serde_json::Number::from_f64);
    let is_spelling = number
        .as_ref()
        .is_some_and(|number| number.to_string() == string);
    match number.and_then(|number| number.as_f64()) {
        Some(0.0) if is_spelling => Test::SignedZero {
            is_negative: string.starts_with('-'),
        },
        Some(real) if is_spelling => Test::RealBetween(real, real),
        _ => Test::Never,
    }
}

/// Returns the test whether a number has this text, if it is that of a number with a fraction.
pub(super) fn equals_fraction_text(string: &str) -> Test {
    match equals_real_text(string) {
        Test::RealBetween(real, _) if real.fract() != 0.0 => Test::RealOrder(Order::Equal, real),
        _ => Test::Never,
    }
}

#[cfg(test)]
mod tests {
    /// The printers of dialects write this text of numbers.
    #[test]
    fn text_of_numbers_has_signed_exponents() {
        for (number, text) in [
            (1e15, "1000000000000000.0"),
            (1.5e16, "1.5e+16"),
            (1e100, "1e+100"),
            (1e-5, "0.00001"),
            (1.5e-6, "1.5e-6"),
            (-0.0, "-0.0"),
        ] {
            let number = serde_json::Number::from_f64(number).map(|number| number.to_string());
            assert_eq!(number.as_deref(), Some(text));
        }
    }
}
