//! Bucket keys, numbers and times of JSON values.

use fql::Instant;
use fql::eval::JsonScalar;
use fql::table::FieldType;
use jiff::tz::TimeZone;
use serde_json::Value;

use super::calendar;
use crate::ordered_f64::OrderedF64;

/// The value of a bucket. Values that are equal by their field's type have the same key.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum GroupKey {
    Boolean(bool),
    Integer(i128),
    /// A number with a fraction, or a real that does not represent every integer.
    Real(OrderedF64),
    /// Milliseconds since 1970.
    Time(i64),
    String(Box<str>),
}

impl GroupKey {
    pub(super) fn new(field_type: FieldType, scalar: &JsonScalar<'_>) -> Self {
        let string = match scalar {
            JsonScalar::Boolean(value) => return Self::Boolean(*value),
            JsonScalar::Integer(integer) => return Self::Integer(*integer),
            JsonScalar::Real(real) => return Self::from_real(*real),
            JsonScalar::Str(string) => string.as_ref(),
            // Objects are not values of a field.
            _ => "",
        };
        let typed = match field_type {
            FieldType::Integer => parse_number(string),
            FieldType::Boolean => string.parse().ok().map(Self::Boolean),
            FieldType::Timestamp => parse_millis(string).map(Self::Time),
            _ => None,
        };
        typed.unwrap_or_else(|| Self::String(string.into()))
    }

    fn from_real(real: f64) -> Self {
        let integer = exact_integer(real).map(i128::from);
        integer.map_or(Self::Real(OrderedF64(real)), Self::Integer)
    }

    /// Returns the `label` of the bucket.
    pub(super) fn label(&self) -> Value {
        match self {
            Self::Boolean(value) => value.to_string().into(),
            Self::Integer(number) => integer_json(*number),
            Self::Time(number) => (*number).into(),
            Self::Real(OrderedF64(number)) => (*number).into(),
            Self::String(string) => string.as_ref().into(),
        }
    }

    /// Returns the value in its own JSON type. A time is a string.
    pub(super) fn to_json(&self) -> Value {
        match self {
            Self::Boolean(value) => (*value).into(),
            Self::Time(_) => self.formatted().into(),
            _ => self.label(),
        }
    }

    /// Returns the `key_as_string` of the bucket, which only times have.
    pub(super) fn formatted(&self) -> Option<String> {
        match self {
            Self::Time(millis) => Some(calendar::format(*millis, &TimeZone::UTC)),
            _ => None,
        }
    }

    /// Returns the string that `include` and `exclude` match.
    pub(super) fn match_input(&self) -> String {
        match self.label() {
            Value::String(string) => string,
            number => self.formatted().unwrap_or_else(|| number.to_string()),
        }
    }
}

/// Returns an integer, or the nearest real if it has more than 64 bits.
fn integer_json(integer: i128) -> Value {
    let signed = i64::try_from(integer).map(Value::from);
    let unsigned = || u64::try_from(integer).map(Value::from);
    signed
        .or_else(|_| unsigned())
        .unwrap_or_else(|_| (integer as f64).into())
}

/// Returns the number of a value, parsed if it is a string. The number of a time is its
/// milliseconds since 1970.
pub(super) fn number(field_type: FieldType, scalar: &JsonScalar<'_>) -> Option<f64> {
    match scalar {
        JsonScalar::Integer(number) => Some(*number as f64),
        JsonScalar::Real(number) => Some(*number),
        JsonScalar::Str(string) if field_type == FieldType::Timestamp => {
            parse_millis(string).map(|millis| millis as f64)
        }
        JsonScalar::Str(string) => match parse_number(string)? {
            GroupKey::Integer(number) => Some(number as f64),
            GroupKey::Real(OrderedF64(number)) => Some(number),
            _ => None,
        },
        _ => None,
    }
}

/// Returns the time of a value in milliseconds since 1970.
///
/// An integer of an open collection may be a time too: in seconds, or in milliseconds if it would be
/// after the year 5000 in seconds.
pub(super) fn millis(scalar: &JsonScalar<'_>) -> Option<i64> {
    match scalar {
        JsonScalar::Str(string) => parse_millis(string),
        JsonScalar::Integer(number) => {
            let number = i64::try_from(*number).ok()?;
            let is_seconds = number.unsigned_abs() < 100_000_000_000;
            Some(if is_seconds { number * 1_000 } else { number })
        }
        _ => None,
    }
}

/// Returns the integer that is equal to `real`, up to 2^53: larger floats do not represent every
/// integer.
pub(super) fn exact_integer(real: f64) -> Option<i64> {
    let integer = real as i64;
    (integer as f64 == real && integer.unsigned_abs() < 1 << 53).then_some(integer)
}

fn parse_number(source: &str) -> Option<GroupKey> {
    let first = source.strip_prefix('-').unwrap_or(source).bytes().next()?;
    if !first.is_ascii_digit() {
        return None;
    }
    let integer = source.parse().ok().map(GroupKey::Integer);
    integer.or_else(|| {
        let real = source.parse().ok().filter(|real: &f64| real.is_finite());
        real.map(GroupKey::from_real)
    })
}

fn parse_millis(source: &str) -> Option<i64> {
    source.parse().ok().map(Instant::unix_millis)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_equal_by_field_type_share_a_key() {
        let string = |string: &'static str| JsonScalar::Str(string.into());
        for (field_type, one, other) in [
            (FieldType::Integer, string("443"), JsonScalar::Integer(443)),
            (
                FieldType::Integer,
                JsonScalar::Real(443.0),
                JsonScalar::Integer(443),
            ),
            (
                FieldType::Boolean,
                string("true"),
                JsonScalar::Boolean(true),
            ),
            (
                FieldType::Timestamp,
                string("2026-11-22T12:00:00+02:00"),
                string("2026-11-22T10"),
            ),
        ] {
            assert_eq!(
                GroupKey::new(field_type, &one),
                GroupKey::new(field_type, &other),
                "{field_type}"
            );
        }
        let untyped = |scalar| GroupKey::new(FieldType::Any, &scalar);
        assert_ne!(untyped(string("443")), untyped(JsonScalar::Integer(443)));
        assert_ne!(
            untyped(JsonScalar::Real(0.5)),
            untyped(JsonScalar::Real(0.25))
        );
        let large = |integer: u64| untyped(JsonScalar::Integer(integer.into()));
        assert_eq!(large(u64::MAX).label(), u64::MAX);
        assert_ne!(large(u64::MAX), large(u64::MAX - 1));
    }
}
