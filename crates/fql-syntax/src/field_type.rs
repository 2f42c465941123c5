//! The types of fields, and the literals that are valid for each.

use std::fmt;
use std::net::IpAddr;

use crate::ast::literal::Value;
use crate::ast::operator::Comparison;
use crate::ast::tree::Clause;
use crate::time::is_time;

/// The type of a field's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum FieldType {
    /// Any string.
    Text,
    /// An integer of 64 bits, signed or unsigned.
    Integer,
    /// `true` or `false`.
    Boolean,
    /// A point in time.
    Timestamp,
    /// An IP address or network.
    Ip,
    /// A decimal number, with or without a fraction.
    Float,
    /// Unknown: every literal is valid.
    Any,
}

impl FieldType {
    /// All types.
    pub const ALL: [Self; 7] = [
        Self::Text,
        Self::Integer,
        Self::Boolean,
        Self::Timestamp,
        Self::Ip,
        Self::Float,
        Self::Any,
    ];

    /// Returns the name in lower case.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Integer => "integer",
            Self::Float => "float",
            Self::Boolean => "boolean",
            Self::Timestamp => "timestamp",
            Self::Ip => "ip",
            Self::Any => "any",
        }
    }

    /// Returns the literal that the type requires, for messages such as "expected an integer".
    #[must_use]
    pub const fn expected(self) -> &'static str {
        match self {
            Self::Text => "a quoted string",
            Self::Integer => "an integer",
            Self::Float => "a number",
            Self::Boolean => "`true` or `false`",
            Self::Timestamp => "a quoted time",
            Self::Ip => "a quoted IP address or network",
            Self::Any => "any value",
        }
    }

    /// Returns examples of valid literals in backticks, for the help of messages.
    #[must_use]
    pub const fn examples(self) -> &'static str {
        match self {
            Self::Text => "`'open'`",
            Self::Integer => "`443` (at most 64 bits)",
            Self::Float => "`7.5` or `8`",
            Self::Boolean => "`true` or `false`",
            Self::Timestamp => "`'2026-11-22T10:00:00Z'` or `'now-7d'`",
            Self::Ip => "`'192.0.2.1'` or `'192.0.2.0/24'`",
            Self::Any => "`'open'` or `443`",
        }
    }

    const fn bit(self) -> u8 {
        1 << self as u8
    }
}

impl fmt::Display for FieldType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A set of field types, such as those that a literal is valid for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FieldTypes {
    bits: u8,
}

impl FieldTypes {
    /// All types.
    pub const ALL: Self = Self { bits: u8::MAX };

    /// Only [`FieldType::Any`].
    pub const ANY: Self = Self {
        bits: FieldType::Any.bit(),
    };

    /// Creates a set from one bit per type, in the order of [`FieldType::ALL`].
    #[must_use]
    pub const fn from_bits(bits: u8) -> Self {
        Self { bits }
    }

    /// Returns one bit per type, in the order of [`FieldType::ALL`].
    #[must_use]
    pub const fn bits(self) -> u8 {
        self.bits
    }

    /// Returns the set with another type.
    #[must_use]
    pub const fn with(self, field_type: FieldType) -> Self {
        Self {
            bits: self.bits | field_type.bit(),
        }
    }

    /// Returns `true` if the type is in the set.
    #[must_use]
    pub const fn contains(self, field_type: FieldType) -> bool {
        self.bits & field_type.bit() != 0
    }

    fn filter(predicate: impl Fn(FieldType) -> bool) -> Self {
        FieldType::ALL
            .into_iter()
            .filter(|field_type| predicate(*field_type))
            .fold(Self { bits: 0 }, Self::with)
    }
}

impl Value<'_> {
    /// Returns the types that the literal is valid for, not counting patterns. `null` and
    /// placeholders are valid for every type; a list is valid only for [`FieldType::Any`], because
    /// each of its values is checked instead.
    ///
    /// ```
    /// use fql_syntax::{FieldType, Value};
    ///
    /// assert!(Value::Integer("443").field_types().contains(FieldType::Integer));
    /// assert!(!Value::Integer("443").field_types().contains(FieldType::Text));
    /// ```
    #[must_use]
    pub fn field_types(self) -> FieldTypes {
        FieldTypes::filter(|field_type| self.is_valid_for(field_type))
    }

    /// Returns `true` if the literal is valid for a type; see [`field_types`](Self::field_types).
    #[must_use]
    #[inline]
    pub fn is_valid_for(self, field_type: FieldType) -> bool {
        match (self, field_type) {
            (_, FieldType::Any)
            | (Self::Null | Self::Placeholder(_), _)
            | (Self::String(_) | Self::Word(_), FieldType::Text)
            | (Self::Integer(_) | Self::Float(_), FieldType::Float)
            | (Self::Boolean(_), FieldType::Boolean) => true,
            (Self::Integer(digits), FieldType::Integer) => is_integer(digits),
            // No literal of these types contains a backslash, so none is escaped.
            (Self::String(literal), field_type) => is_string_valid_for(literal.raw(), field_type),
            _ => false,
        }
    }
}

impl Clause<'_> {
    /// Returns the field types that one of the clause's [`values`](Self::values) is valid for.
    #[must_use]
    pub fn field_types_of(&self, value: Value<'_>) -> FieldTypes {
        FieldTypes::filter(|field_type| self.is_valid_value(value, field_type))
    }

    /// Returns `true` if one of the clause's [`values`](Self::values) is valid for a field type. A
    /// pattern is valid for every type, and so is `null` for equality outside a list.
    #[must_use]
    pub fn is_valid_value(&self, value: Value<'_>, field_type: FieldType) -> bool {
        let comparison = self.operator().comparison();
        let is_equality = comparison == Comparison::Equal;
        if value == Value::Null && (!is_equality || matches!(self.value(), Value::List(_))) {
            return field_type == FieldType::Any;
        }
        comparison.accepts_pattern()
            || value.is_valid_for(field_type)
            || (is_equality && value.is_pattern())
    }
}

fn is_string_valid_for(string: &str, field_type: FieldType) -> bool {
    match field_type {
        FieldType::Integer => is_integer(string),
        FieldType::Float => is_number(string),
        FieldType::Boolean => matches!(string, "true" | "false"),
        FieldType::Timestamp => is_time(string),
        FieldType::Ip => is_ip(string),
        FieldType::Text | FieldType::Any => true,
    }
}

fn is_integer(digits: &str) -> bool {
    // Unlike the standard library, FQL has no plus sign.
    !digits.starts_with('+') && (digits.parse::<i64>().is_ok() || digits.parse::<u64>().is_ok())
}

/// A decimal number as FQL writes it, without quotes: `7`, `-0.5`.
fn is_number(digits: &str) -> bool {
    let unsigned = digits.strip_prefix('-').unwrap_or(digits);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let are_digits =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    are_digits(whole) && are_digits(fraction)
}

/// An address or a network, such as `192.0.2.1`, `2001:db8::1` or `192.0.2.0/24`.
fn is_ip(string: &str) -> bool {
    let (address, prefix) = match string.split_once('/') {
        Some((address, prefix)) => (address, Some(prefix)),
        None => (string, None),
    };
    let Ok(address) = address.parse::<IpAddr>() else {
        return false;
    };
    let max_prefix = if address.is_ipv4() { 32 } else { 128 };
    prefix.is_none_or(|prefix| {
        prefix.bytes().all(|byte| byte.is_ascii_digit())
            && prefix
                .parse::<u8>()
                .is_ok_and(|length| length <= max_prefix)
    })
}
