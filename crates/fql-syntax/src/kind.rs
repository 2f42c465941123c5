//! What kinds of value there are, and which literals suit which.

use std::fmt;
use std::net::IpAddr;

use crate::operator::Comparison;
use crate::span::Span;
use crate::time::is_time;
use crate::tree::Clause;
use crate::value::Value;

/// The kind of a field's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum FieldType {
    /// Any text.
    Text,
    /// A whole number of 64 bits, signed or not.
    Integer,
    /// `true` or `false`.
    Boolean,
    /// A point in time.
    Timestamp,
    /// An address or a network.
    Ip,
    /// Not known: every literal suits.
    Any,
}

impl FieldType {
    /// Every kind.
    pub const ALL: [Self; 6] = [
        Self::Text,
        Self::Integer,
        Self::Boolean,
        Self::Timestamp,
        Self::Ip,
        Self::Any,
    ];

    /// The kind's name in lower case.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Integer => "integer",
            Self::Boolean => "boolean",
            Self::Timestamp => "timestamp",
            Self::Ip => "ip",
            Self::Any => "any",
        }
    }

    /// How its literals are written, for messages.
    #[must_use]
    pub const fn form(self) -> &'static str {
        match self {
            Self::Text => "a text in quotes",
            Self::Integer => "a whole number of 64 bits, such as `443`",
            Self::Boolean => "`true` or `false`",
            Self::Timestamp => "a time in quotes, such as `'2026-11-22T10:00:00Z'` or `'now-7d'`",
            Self::Ip => "an address or a network in quotes, such as `'192.0.2.1'`",
            Self::Any => "any value",
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

/// A set of kinds: those that a literal suits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FieldTypes {
    bits: u8,
}

impl FieldTypes {
    /// Every kind.
    pub const ALL: Self = Self { bits: u8::MAX };

    /// Only [`FieldType::Any`].
    pub const ANY: Self = Self {
        bits: FieldType::Any.bit(),
    };

    /// The set whose members' bits, in the order of [`FieldType::ALL`], are set.
    #[must_use]
    pub const fn from_bits(bits: u8) -> Self {
        Self { bits }
    }

    /// A bit a kind, in the order of [`FieldType::ALL`].
    #[must_use]
    pub const fn bits(self) -> u8 {
        self.bits
    }

    /// The set with one kind more.
    #[must_use]
    pub const fn with(self, kind: FieldType) -> Self {
        Self {
            bits: self.bits | kind.bit(),
        }
    }

    /// Whether the kind is in the set.
    #[must_use]
    pub const fn has(self, kind: FieldType) -> bool {
        self.bits & kind.bit() != 0
    }

    fn of(suits: impl Fn(FieldType) -> bool) -> Self {
        let suiting = FieldType::ALL.into_iter().filter(|kind| suits(*kind));
        suiting.fold(Self { bits: 0 }, Self::with)
    }
}

impl Value<'_> {
    /// The kinds that the literal suits, read as what it says and not as a pattern. `null` and
    /// holes suit every kind; a list suits [`FieldType::Any`] only, and its elements are asked one by
    /// one.
    ///
    /// ```
    /// use fql_syntax::{FieldType, Value};
    ///
    /// assert!(Value::Integer("443").kinds().has(FieldType::Integer));
    /// assert!(!Value::Integer("443").kinds().has(FieldType::Text));
    /// ```
    #[must_use]
    pub fn kinds(self) -> FieldTypes {
        FieldTypes::of(|kind| self.suits(kind))
    }

    /// Whether the literal suits one kind: what [`kinds`](Self::kinds) says of it, without asking
    /// for the others.
    #[must_use]
    #[inline]
    pub fn suits(self, kind: FieldType) -> bool {
        match (self, kind) {
            (_, FieldType::Any)
            | (Self::Null | Self::Placeholder(_), _)
            | (Self::String(_) | Self::Word(_), FieldType::Text)
            | (Self::Boolean(_), FieldType::Boolean) => true,
            (Self::Integer(digits), FieldType::Integer) => is_integer(digits),
            // FieldTypes other than text know no backslash and no star: what stands between the quotes is
            // the value, or none of theirs.
            (Self::String(text), kind) => text_suits(text.raw(), kind),
            _ => false,
        }
    }
}

impl<'t> Clause<'t> {
    /// The clause's value with its place, or each value of its list.
    pub fn values(&self) -> impl Iterator<Item = (Value<'t>, Span)> + use<'t> {
        let (one, list) = match self.value() {
            Value::List(list) => (None, Some(list)),
            value => (Some((value, self.value_span())), None),
        };
        let listed = list
            .into_iter()
            .flat_map(|list| list.iter().zip(list.spans()));
        one.into_iter().chain(listed)
    }

    /// The kinds of field that one of the clause's [`values`](Self::values) suits.
    #[must_use]
    pub fn kinds_of(&self, value: Value<'_>) -> FieldTypes {
        FieldTypes::of(|kind| self.value_suits(value, kind))
    }

    /// Whether one of the clause's [`values`](Self::values) suits fields of a kind. A pattern suits
    /// every kind; `null` does, too, but only by itself and for equality.
    #[must_use]
    pub fn value_suits(&self, value: Value<'_>, kind: FieldType) -> bool {
        let comparison = self.operator().comparison();
        let is_equality = comparison == Comparison::Equal;
        if value == Value::Null && (!is_equality || matches!(self.value(), Value::List(_))) {
            return kind == FieldType::Any;
        }
        comparison.accepts_pattern() || value.suits(kind) || (is_equality && value.is_pattern())
    }
}

fn text_suits(text: &str, kind: FieldType) -> bool {
    match kind {
        FieldType::Integer => is_integer(text),
        FieldType::Boolean => matches!(text, "true" | "false"),
        FieldType::Timestamp => is_time(text),
        FieldType::Ip => is_address_or_network(text),
        FieldType::Text | FieldType::Any => true,
    }
}

fn is_integer(text: &str) -> bool {
    // Unlike the standard library, FQL writes no plus sign.
    !text.starts_with('+') && (text.parse::<i64>().is_ok() || text.parse::<u64>().is_ok())
}

/// `192.0.2.1`, `2001:db8::1`, `192.0.2.0/24`
fn is_address_or_network(text: &str) -> bool {
    let (address, prefix) = match text.split_once('/') {
        Some((address, prefix)) => (address, Some(prefix)),
        None => (text, None),
    };
    let Ok(address) = address.parse::<IpAddr>() else {
        return false;
    };
    let longest = if address.is_ipv4() { 32 } else { 128 };
    prefix.is_none_or(|prefix| {
        prefix.bytes().all(|byte| byte.is_ascii_digit())
            && prefix.parse::<u8>().is_ok_and(|length| length <= longest)
    })
}
