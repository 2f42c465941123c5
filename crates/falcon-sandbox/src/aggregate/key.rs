//! Values after the kind of their field: what buckets are made for, and what is computed.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use fql::{FieldType, Instant};
use jiff::tz::TimeZone;
use serde_json::Value;

use super::calendar;
use super::values::Scalar;

/// A value that buckets are made for. Values that are equal after their field's kind are one key.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Key {
    Boolean(bool),
    Integer(i64),
    Real(Real),
    /// Milliseconds since 1970.
    Time(i64),
    Text(Box<str>),
}

/// A number with a fraction, or beyond the integers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Real(f64);

impl Key {
    pub(super) fn of(kind: FieldType, scalar: &Scalar<'_>) -> Self {
        let text = match scalar {
            Scalar::Boolean(value) => return Self::Boolean(*value),
            Scalar::Integer(number) => return Self::Integer(*number),
            Scalar::Real(number) => return Self::of_real(*number),
            Scalar::Text(text) => text,
        };
        let suiting = match kind {
            FieldType::Integer => number_of_text(text),
            FieldType::Boolean => text.parse().ok().map(Self::Boolean),
            FieldType::Timestamp => milliseconds(text).map(Self::Time),
            _ => None,
        };
        suiting.unwrap_or_else(|| Self::Text(text.as_ref().into()))
    }

    fn of_real(number: f64) -> Self {
        let integer = number as i64;
        // Beyond 2^53 not every whole number is one of these.
        if integer as f64 == number && integer.unsigned_abs() < 1 << 53 {
            Self::Integer(integer)
        } else {
            Self::Real(Real(number))
        }
    }

    /// The label of its bucket.
    pub(super) fn label(&self) -> Value {
        match self {
            Self::Boolean(value) => value.to_string().into(),
            Self::Integer(number) | Self::Time(number) => (*number).into(),
            Self::Real(Real(number)) => (*number).into(),
            Self::Text(text) => text.as_ref().into(),
        }
    }

    /// The label as text, where it is a number that means something else.
    pub(super) fn label_as_text(&self) -> Option<String> {
        match self {
            Self::Time(milliseconds) => Some(calendar::text(*milliseconds, &TimeZone::UTC)),
            _ => None,
        }
    }

    /// The text that is included or excluded by.
    pub(super) fn text(&self) -> String {
        match self.label() {
            Value::String(text) => text,
            number => self.label_as_text().unwrap_or_else(|| number.to_string()),
        }
    }
}

/// The number that a value is, or that its text says; of a time, its milliseconds since 1970.
pub(super) fn number(kind: FieldType, scalar: &Scalar<'_>) -> Option<f64> {
    match scalar {
        Scalar::Boolean(_) => None,
        Scalar::Integer(number) => Some(*number as f64),
        Scalar::Real(number) => Some(*number),
        Scalar::Text(text) if kind == FieldType::Timestamp => {
            milliseconds(text).map(|time| time as f64)
        }
        Scalar::Text(text) => match number_of_text(text)? {
            Key::Integer(number) => Some(number as f64),
            Key::Real(Real(number)) => Some(number),
            _ => None,
        },
    }
}

/// The moment that a value is, in milliseconds since 1970. A number in an open collection may be
/// one: then it is a count of seconds, or of milliseconds where seconds would be beyond the year
/// 5000.
pub(super) fn time(scalar: &Scalar<'_>) -> Option<i64> {
    match scalar {
        Scalar::Text(text) => milliseconds(text),
        Scalar::Integer(number) if number.unsigned_abs() < 100_000_000_000 => Some(number * 1_000),
        Scalar::Integer(number) => Some(*number),
        Scalar::Real(_) | Scalar::Boolean(_) => None,
    }
}

fn number_of_text(text: &str) -> Option<Key> {
    let first = text.strip_prefix('-').unwrap_or(text).bytes().next()?;
    if !first.is_ascii_digit() {
        return None;
    }
    let integer = text.parse().ok().map(Key::Integer);
    integer.or_else(|| {
        let real = text.parse().ok().filter(|real: &f64| real.is_finite());
        real.map(Key::of_real)
    })
}

/// The moment of a text; a relative one is none in a document.
fn milliseconds(text: &str) -> Option<i64> {
    text.parse().ok().map(Instant::unix_millis)
}

impl PartialEq for Real {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Real {}

impl PartialOrd for Real {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Real {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl Hash for Real {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.to_bits().hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_that_are_equal_after_their_kind_are_one_key() {
        let text = |text: &'static str| Scalar::Text(text.into());
        for (kind, one, other) in [
            (FieldType::Integer, text("443"), Scalar::Integer(443)),
            (
                FieldType::Integer,
                Scalar::Real(443.0),
                Scalar::Integer(443),
            ),
            (FieldType::Boolean, text("true"), Scalar::Boolean(true)),
            (
                FieldType::Timestamp,
                text("2026-11-22T12:00:00+02:00"),
                text("2026-11-22T10"),
            ),
        ] {
            assert_eq!(Key::of(kind, &one), Key::of(kind, &other), "{kind}");
        }
        let open = |scalar| Key::of(FieldType::Any, &scalar);
        assert_ne!(open(text("443")), open(Scalar::Integer(443)));
        assert_ne!(open(Scalar::Real(0.5)), open(Scalar::Real(0.25)));
    }
}
