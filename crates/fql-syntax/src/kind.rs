//! What kinds of value there are, and which literals suit which.

use std::borrow::Cow;
use std::fmt;
use std::net::IpAddr;

use crate::operator::Comparison;
use crate::span::Span;
use crate::time::Time;
use crate::tree::Clause;
use crate::value::{Meaning, Text, Value};

/// The kind of a field's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Kind {
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

impl Kind {
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

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A set of kinds: those that a literal suits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Kinds {
    bits: u8,
}

impl Kinds {
    /// Every kind.
    pub const ALL: Self = Self { bits: u8::MAX };

    /// Only [`Kind::Any`].
    pub const ANY: Self = Self {
        bits: Kind::Any.bit(),
    };

    /// The set whose members' bits, in the order of [`Kind::ALL`], are set.
    #[must_use]
    pub const fn from_bits(bits: u8) -> Self {
        Self { bits }
    }

    /// A bit a kind, in the order of [`Kind::ALL`].
    #[must_use]
    pub const fn bits(self) -> u8 {
        self.bits
    }

    /// The set with one kind more.
    #[must_use]
    pub const fn with(self, kind: Kind) -> Self {
        Self {
            bits: self.bits | kind.bit(),
        }
    }

    /// Whether the kind is in the set.
    #[must_use]
    pub const fn has(self, kind: Kind) -> bool {
        self.bits & kind.bit() != 0
    }

    const fn with_if(self, is: bool, kind: Kind) -> Self {
        if is { self.with(kind) } else { self }
    }
}

impl Value<'_> {
    /// The kinds that the literal suits, read as what it says and not as a pattern. `null` and
    /// holes suit every kind; a list suits [`Kind::Any`] only, and its elements are asked one by
    /// one.
    ///
    /// ```
    /// use fql_syntax::{Kind, Value};
    ///
    /// assert!(Value::Integer("443").kinds().has(Kind::Integer));
    /// assert!(!Value::Integer("443").kinds().has(Kind::Text));
    /// ```
    #[must_use]
    pub fn kinds(self) -> Kinds {
        match self {
            Self::Text(text) => kinds_of_text(&plain(text)),
            Self::Integer(digits) => Kinds::ANY.with_if(is_integer(digits), Kind::Integer),
            Self::Boolean(_) => Kinds::ANY.with(Kind::Boolean),
            Self::Word(_) => Kinds::ANY.with(Kind::Text),
            Self::Null | Self::Hole(_) => Kinds::ALL,
            Self::Float(_) | Self::List(_) => Kinds::ANY,
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

    /// The kinds of field that one of the clause's [`values`](Self::values) suits. A pattern suits
    /// every kind; `null` does, too, but only by itself and for equality.
    #[must_use]
    pub fn kinds_of(&self, value: Value<'_>) -> Kinds {
        let comparison = self.operator().comparison();
        let is_equality = comparison == Comparison::Equal;
        match value {
            Value::Null if !is_equality || matches!(self.value(), Value::List(_)) => Kinds::ANY,
            _ if comparison.takes_pattern() => Kinds::ALL,
            Value::Text(_) | Value::Word(_)
                if is_equality && matches!(value.meaning(), Meaning::Pattern(_)) =>
            {
                Kinds::ALL
            }
            _ => value.kinds(),
        }
    }
}

fn plain(text: Text<'_>) -> Cow<'_, str> {
    match text.meaning() {
        Meaning::Plain(value) | Meaning::Pattern(value) => value,
    }
}

fn kinds_of_text(text: &str) -> Kinds {
    Kinds::ANY
        .with(Kind::Text)
        .with_if(is_integer(text), Kind::Integer)
        .with_if(matches!(text, "true" | "false"), Kind::Boolean)
        .with_if(Time::parse(text).is_ok(), Kind::Timestamp)
        .with_if(is_address_or_network(text), Kind::Ip)
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
