//! Comparison of numbers.

use std::cmp::Ordering;

/// A number, exact if it is an integer.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Number {
    /// An integer.
    Integer(i128),
    /// An integer beyond `i128`.
    Large(LargeInteger),
    /// Any other number.
    Real(f64),
}

impl Number {
    /// Parses a decimal number. Rejects the other spellings that the standard library accepts, such
    /// as `inf` and `+1`.
    pub(super) fn parse(source: &str) -> Option<Self> {
        let digits = source.strip_prefix('-').unwrap_or(source);
        if !digits.bytes().next()?.is_ascii_digit() {
            return None;
        }
        if let Ok(integer) = source.parse() {
            return Some(Self::Integer(integer));
        }
        if digits.bytes().all(|digit| digit.is_ascii_digit()) {
            return Some(Self::Large(LargeInteger::new(source)));
        }
        let real: f64 = source.parse().ok()?;
        real.is_finite().then_some(Self::Real(real))
    }

    pub(super) fn compare(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Integer(integer), Self::Integer(other)) => Some(integer.cmp(other)),
            (Self::Real(real), Self::Real(other)) => real.partial_cmp(other),
            (Self::Integer(integer), Self::Real(real)) => compare_with_real(*integer, *real),
            (Self::Large(integer), Self::Real(real)) => integer.nearest_f64().partial_cmp(real),
            (Self::Real(_), _) => other.compare(self).map(Ordering::reverse),
            (Self::Large(integer), Self::Large(other)) => Some(integer.cmp(other)),
            (Self::Large(integer), Self::Integer(_)) => Some(integer.sign()),
            (Self::Integer(_), Self::Large(integer)) => Some(integer.sign().reverse()),
        }
    }
}

/// Compares integers of 64 bits exactly; not all of them are an `f64`. A larger integer in a document
/// was rounded when it was parsed, so a larger integer is rounded too.
fn compare_with_real(integer: i128, real: f64) -> Option<Ordering> {
    if i64::try_from(integer).is_err() && u64::try_from(integer).is_err() {
        return (integer as f64).partial_cmp(&real);
    }
    let fraction = 0.0.partial_cmp(&real.fract())?;
    // The conversion saturates, far beyond 64 bits.
    Some(integer.cmp(&(real as i128)).then(fraction))
}

/// An integer beyond `i128`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LargeInteger {
    is_negative: bool,
    /// Decimal digits without leading zeros.
    digits: Box<str>,
}

impl LargeInteger {
    /// The source is decimal digits, after `-` if it is negative.
    #[cold]
    fn new(source: &str) -> Self {
        let digits = source.strip_prefix('-');
        Self {
            is_negative: digits.is_some(),
            digits: digits.unwrap_or(source).trim_start_matches('0').into(),
        }
    }

    /// Returns the order of the integer and zero.
    fn sign(&self) -> Ordering {
        match self.is_negative {
            true => Ordering::Less,
            false => Ordering::Greater,
        }
    }

    /// Returns `true` if the integer is less than zero.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        self.is_negative
    }

    /// Returns the decimal digits without leading zeros.
    #[must_use]
    pub fn digits(&self) -> &str {
        &self.digits
    }

    /// Returns the nearest `f64`, infinite beyond its range.
    #[must_use]
    pub fn nearest_f64(&self) -> f64 {
        let magnitude: f64 = self.digits.parse().unwrap_or(f64::INFINITY);
        match self.is_negative {
            true => -magnitude,
            false => magnitude,
        }
    }

    fn cmp(&self, other: &Self) -> Ordering {
        let lengths = self.digits.len().cmp(&other.digits.len());
        let magnitudes = lengths.then_with(|| self.digits.cmp(&other.digits));
        match (self.is_negative, other.is_negative) {
            (false, false) => magnitudes,
            (true, true) => magnitudes.reverse(),
            _ => self.sign(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compare(source: &str, other: &str) -> Option<Ordering> {
        let [number, other] = [source, other].map(|source| Number::parse(source).expect(source));
        number.compare(&other)
    }

    #[test]
    fn integers_compare_exactly() {
        // In ascending order.
        let sources = [
            "-1e300",
            "-170141183460469231731687303715884105730",
            "-170141183460469231731687303715884105729",
            "-170141183460469231731687303715884105728",
            "-9007199254740993",
            "-9007199254740992.0",
            "-1.5",
            "-1",
            "-0.5",
            "0",
            "0.5",
            "1",
            "9007199254740992.0",
            "9007199254740993",
            "9007199254740994.0",
            "18446744073709551615",
            "18446744073709551616.0",
            "18446744073709559999",
            "170141183460469231731687303715884105727",
            "170141183460469231731687303715884105728",
            "1000000000000000000000000000000000000000",
            "1000000000000000000000000000000000000001",
            "1e300",
        ];
        for (index, source) in sources.iter().enumerate() {
            for (other_index, other) in sources.iter().enumerate() {
                let order = index.cmp(&other_index);
                assert_eq!(compare(source, other), Some(order), "{source} and {other}");
            }
        }
        let beyond_f64 = "9".repeat(400);
        assert_eq!(compare(&beyond_f64, "1e308"), Some(Ordering::Greater));
    }

    #[test]
    fn different_spellings_compare_equal() {
        for (source, other) in [
            ("0", "-0"),
            ("0", "-0.0"),
            ("7", "007"),
            ("7", "7.0"),
            ("18446744073709551617", "18446744073709551617.0"),
            ("1000000000000000000000000000000000000001", "1e39"),
            ("-1000000000000000000000000000000000000001", "-1e39"),
            (
                "1000000000000000000000000000000000000001",
                "001000000000000000000000000000000000000001",
            ),
        ] {
            for (source, other) in [(source, other), (other, source)] {
                let order = Some(Ordering::Equal);
                assert_eq!(compare(source, other), order, "{source} and {other}");
            }
        }
    }

    #[test]
    fn other_spellings_are_not_numbers() {
        for source in [
            "", "-", "+1", "inf", "NaN", "1x", "1e999", "--1", " 1", "1 ",
        ] {
            assert!(Number::parse(source).is_none(), "{source}");
        }
    }
}
