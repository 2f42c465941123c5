//! A number with a total order that is exact.

use std::cmp::Ordering;

/// A number of a document.
///
/// The order is that of the exact values: integers beyond 2^53, which `f64` cannot tell apart, are
/// in their own order. Unlike the comparison of filters, it is total, also between integers beyond
/// 64 bits and reals, because a sort needs that.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum SortNumber {
    Integer(i128),
    /// A finite number that is not an integer of 128 bits.
    Real(f64),
}

/// 2^127, the first number that is too large for `i128`.
const LIMIT: f64 = 170_141_183_460_469_231_731_687_303_715_884_105_728.0;

impl SortNumber {
    /// Converts a finite number.
    pub(crate) fn from_real(real: f64) -> Self {
        if real.fract() == 0.0 && real.abs() < LIMIT {
            return Self::Integer(real as i128);
        }
        Self::Real(real)
    }

    /// Parses a finite decimal number.
    pub(crate) fn parse(source: &str) -> Option<Self> {
        let integer = source.parse().ok().map(Self::Integer);
        integer.or_else(|| {
            let real = source.parse().ok().filter(|real: &f64| real.is_finite())?;
            Some(Self::from_real(real))
        })
    }
}

impl Eq for SortNumber {}

impl PartialOrd for SortNumber {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for SortNumber {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Integer(integer), Self::Integer(other)) => integer.cmp(other),
            (Self::Real(real), Self::Real(other)) => real.total_cmp(other),
            (Self::Integer(integer), Self::Real(real)) => compare(*integer, *real),
            (Self::Real(real), Self::Integer(integer)) => compare(*integer, *real).reverse(),
        }
    }
}

/// Compares an integer with a number that is not one of 128 bits.
fn compare(integer: i128, real: f64) -> Ordering {
    if real.abs() >= LIMIT {
        return 0.0_f64.total_cmp(&real);
    }
    match integer <= real.floor() as i128 {
        true => Ordering::Less,
        false => Ordering::Greater,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_is_exact_and_total() {
        // In ascending order.
        let sources = [
            "-1e300",
            "-170141183460469231731687303715884105728",
            "-9007199254740993",
            "-9007199254740992",
            "-1.5",
            "-1",
            "-0.5",
            "0",
            "0.5",
            "1",
            "9007199254740992",
            "9007199254740993",
            "9007199254740994.0",
            "18446744073709551615",
            "18446744073709551616.0",
            "170141183460469231731687303715884105726",
            "170141183460469231731687303715884105727",
            "1e300",
            "2e300",
        ];
        let numbers = sources.map(|source| SortNumber::parse(source).unwrap());
        for (index, number) in numbers.iter().enumerate() {
            for (other_index, other) in numbers.iter().enumerate() {
                let expected = index.cmp(&other_index);
                assert_eq!(number.cmp(other), expected, "{number:?} {other:?}");
            }
        }
        assert_eq!(SortNumber::parse("-0.0"), SortNumber::parse("0"));
        for source in ["NaN", "inf", "", "1e999", "x"] {
            assert_eq!(SortNumber::parse(source), None, "{source}");
        }
    }
}
