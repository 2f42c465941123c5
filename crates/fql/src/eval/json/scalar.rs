//! The values at the ends of paths.

use std::borrow::Cow;

use serde_json::{Number, Value};

/// A value that a path reaches in a JSON document: anything but `null` and an array.
// `Str`: with a public name `String`, compile errors would show `std::string::String` for `String`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum JsonScalar<'d> {
    /// A string without its escapes, borrowed from the document where it has none.
    Str(Cow<'d, str>),
    /// An integer that `i64` or `u64` holds.
    Integer(i128),
    /// Any other number.
    Real(f64),
    /// `true` or `false`.
    Boolean(bool),
    /// An object. Its members are not part of it: they have longer paths.
    Object,
}

impl<'d> JsonScalar<'d> {
    /// Returns the scalar of a value, `None` for `null` and arrays.
    pub(crate) fn from_value(value: &'d Value) -> Option<Self> {
        match value {
            Value::Null | Value::Array(_) => None,
            Value::Bool(value) => Some(Self::Boolean(*value)),
            Value::Number(number) => Self::from_number(number),
            Value::String(string) => Some(Self::Str(Cow::Borrowed(string))),
            Value::Object(_) => Some(Self::Object),
        }
    }

    pub(super) fn from_number(number: &Number) -> Option<Self> {
        let integer = number
            .as_i64()
            .map(i128::from)
            .or(number.as_u64().map(i128::from));
        let integer = integer.map(Self::Integer);
        integer.or(number.as_f64().map(Self::Real))
    }

    /// Returns the scalar with a copy of a borrowed string.
    pub(super) fn into_owned(self) -> JsonScalar<'static> {
        match self {
            Self::Str(string) => JsonScalar::Str(Cow::Owned(string.into_owned())),
            Self::Integer(integer) => JsonScalar::Integer(integer),
            Self::Real(real) => JsonScalar::Real(real),
            Self::Boolean(boolean) => JsonScalar::Boolean(boolean),
            Self::Object => JsonScalar::Object,
        }
    }
}
