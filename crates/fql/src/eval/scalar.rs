//! What a path reaches in a document.

use std::borrow::Cow;
use std::cmp::Ordering;

use serde_json::Value;

/// A value in a document that is no array; `null` is none.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Scalar<'d> {
    Text(&'d str),
    Number(Number),
    Boolean(bool),
    /// An object: it is something, but has no text.
    Object,
}

impl<'d> Scalar<'d> {
    /// The scalar that a value is; `None` for `null` and arrays.
    pub(crate) fn of(value: &'d Value) -> Option<Self> {
        match value {
            Value::Null | Value::Array(_) => None,
            Value::Bool(value) => Some(Self::Boolean(*value)),
            Value::Number(number) => Number::of(number).map(Self::Number),
            Value::String(text) => Some(Self::Text(text)),
            Value::Object(_) => Some(Self::Object),
        }
    }

    /// Its text: a number in decimal, `true` or `false`.
    pub(crate) fn text(self) -> Option<Cow<'d, str>> {
        match self {
            Self::Text(text) => Some(Cow::Borrowed(text)),
            Self::Number(number) => Some(Cow::Owned(number.text())),
            Self::Boolean(true) => Some(Cow::Borrowed("true")),
            Self::Boolean(false) => Some(Cow::Borrowed("false")),
            Self::Object => None,
        }
    }

    /// Its number: a document may write one as text.
    pub(crate) fn number(self) -> Option<Number> {
        match self {
            Self::Number(number) => Some(number),
            Self::Text(text) => Number::parse(text),
            Self::Boolean(_) | Self::Object => None,
        }
    }
}

/// A number: exact as long as it is whole.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Number {
    Whole(i128),
    Real(f64),
}

impl Number {
    pub(crate) fn of(number: &serde_json::Number) -> Option<Self> {
        let whole = number
            .as_i64()
            .map(i128::from)
            .or(number.as_u64().map(i128::from));
        whole.map(Self::Whole).or(number.as_f64().map(Self::Real))
    }

    /// Reads a decimal number; nothing else that the standard library takes for one.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let first = text.strip_prefix('-').unwrap_or(text).bytes().next()?;
        if !first.is_ascii_digit() {
            return None;
        }
        let whole = text.parse().ok().map(Self::Whole);
        whole.or_else(|| {
            text.parse()
                .ok()
                .filter(|real: &f64| real.is_finite())
                .map(Self::Real)
        })
    }

    fn text(self) -> String {
        match self {
            Self::Whole(number) => itoa::Buffer::new().format(number).to_owned(),
            // As JSON writes it: `7.0` stays `7.0`.
            Self::Real(number) => serde_json::Number::from_f64(number)
                .map_or_else(|| number.to_string(), |number| number.to_string()),
        }
    }

    pub(crate) fn compare(self, other: Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Whole(one), Self::Whole(other)) => Some(one.cmp(&other)),
            _ => self.real().partial_cmp(&other.real()),
        }
    }

    fn real(self) -> f64 {
        match self {
            Self::Whole(number) => number as f64,
            Self::Real(number) => number,
        }
    }
}
