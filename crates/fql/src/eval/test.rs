//! One comparison, made ready: what is asked of each value that the path reaches.

use std::cmp::Ordering;
use std::net::IpAddr;

use fql_syntax::{Clause, Comparison, FieldType, PatternMatcher, Value, ValueMatch};

use super::instant::{self, Instant};
use super::scalar::{Number, Scalar};
use crate::value::Network;

/// What a clause asks of a value, its negation aside.
#[derive(Debug, Clone)]
pub(crate) enum Test {
    /// No value but `null` is reached.
    Null,
    /// Equality with a text, as the field's kind compares.
    Equal(Exact),
    Pattern(PatternMatcher),
    /// Any of several; never `Null`.
    Any(Vec<Test>),
    /// A range comparison with a bound of some kind.
    Range(Comparison, Bound),
    /// `~`: the text is in the value, whatever the case.
    Text(String),
    /// `~*`: a pattern in lower case.
    TextPattern(PatternMatcher),
    /// Nothing: the value is not of the field's kind.
    Never,
}

/// A value to be equal to, as its kind compares.
#[derive(Debug, Clone)]
pub(crate) enum Exact {
    Text(String),
    Number(Number),
    /// The number, or else this very text: the kind is not known.
    NumberOrText(Number, String),
    Boolean(bool),
    Instant(Instant),
    Network(Network),
}

/// A value to be compared with by order.
#[derive(Debug, Clone)]
pub(crate) enum Bound {
    Number(Number),
    Instant(Instant),
    Address(IpAddr),
}

impl Test {
    pub(crate) fn of(clause: &Clause<'_>, kind: FieldType, now: Instant) -> Self {
        let value = clause.value();
        match clause.operator().comparison() {
            Comparison::Equal => Self::equal(value, kind, now),
            Comparison::Wildcard => Self::Pattern(PatternMatcher::new(&text_of(value))),
            Comparison::Text => Self::Text(text_of(value).to_lowercase()),
            Comparison::TextWildcard => {
                Self::TextPattern(PatternMatcher::new(&text_of(value).to_lowercase()))
            }
            comparison => match Bound::of(value, kind, now) {
                Some(bound) => Self::Range(comparison, bound),
                None => Self::Never,
            },
        }
    }

    fn equal(value: Value<'_>, kind: FieldType, now: Instant) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::List(list) => Self::Any(
                list.iter()
                    .map(|value| Self::equal(value, kind, now))
                    .collect(),
            ),
            _ => match value.value_match() {
                ValueMatch::Pattern(pattern) => Self::Pattern(PatternMatcher::new(&pattern)),
                ValueMatch::Exact(text) => match Exact::of(&text, value, kind, now) {
                    Some(exact) => Self::Equal(exact),
                    None => Self::Never,
                },
            },
        }
    }

    /// Whether the value is one that is asked for.
    pub(crate) fn holds(&self, value: Scalar<'_>) -> bool {
        match self {
            Self::Null | Self::Never => false,
            Self::Equal(exact) => exact.equals(value),
            Self::Pattern(pattern) => value.text().is_some_and(|text| pattern.matches(&text)),
            Self::Any(tests) => tests.iter().any(|test| test.holds(value)),
            Self::Range(comparison, bound) => bound
                .compare(value)
                .is_some_and(|order| order_suits(*comparison, order)),
            Self::Text(wanted) => value
                .text()
                .is_some_and(|text| text.to_lowercase().contains(wanted)),
            Self::TextPattern(pattern) => value
                .text()
                .is_some_and(|text| pattern.matches(&text.to_lowercase())),
        }
    }
}

/// The text of a value behind `*`, `~` and `~*`.
fn text_of(value: Value<'_>) -> String {
    match value {
        Value::String(text) => text.value().into_owned(),
        Value::Word(word) | Value::Integer(word) | Value::Float(word) => word.to_owned(),
        other => other.canonical(),
    }
}

fn order_suits(comparison: Comparison, order: Ordering) -> bool {
    match comparison {
        Comparison::Greater => order.is_gt(),
        Comparison::GreaterOrEqual => order.is_ge(),
        Comparison::Less => order.is_lt(),
        Comparison::LessOrEqual => order.is_le(),
        _ => false,
    }
}

impl Exact {
    fn of(text: &str, value: Value<'_>, kind: FieldType, now: Instant) -> Option<Self> {
        match kind {
            FieldType::Integer => Number::parse(text).map(Self::Number),
            FieldType::Boolean => text.parse().ok().map(Self::Boolean),
            FieldType::Timestamp => instant::of_literal(text, now).map(Self::Instant),
            FieldType::Ip => network(text).map(Self::Network),
            FieldType::Any if matches!(value, Value::Integer(_) | Value::Float(_)) => {
                Some(Self::NumberOrText(Number::parse(text)?, text.to_owned()))
            }
            _ => Some(Self::Text(text.to_owned())),
        }
    }

    fn equals(&self, value: Scalar<'_>) -> bool {
        let is_number = |number: Number| {
            value.number().and_then(|other| other.compare(number)) == Some(Ordering::Equal)
        };
        match self {
            Self::Text(wanted) => match value {
                Scalar::Text(text) => text == wanted,
                other => other.text().is_some_and(|text| text == *wanted),
            },
            Self::Number(number) => is_number(*number),
            Self::NumberOrText(number, text) => {
                is_number(*number) || matches!(value, Scalar::Text(other) if other == text)
            }
            Self::Boolean(wanted) => match value {
                Scalar::Boolean(other) => other == *wanted,
                Scalar::Text(text) => text.parse() == Ok(*wanted),
                _ => false,
            },
            Self::Instant(wanted) => match value {
                Scalar::Text(text) => instant::of_document(text) == Some(*wanted),
                _ => false,
            },
            Self::Network(network) => address(value).is_some_and(|other| network.contains(other)),
        }
    }
}

impl Bound {
    fn of(value: Value<'_>, kind: FieldType, now: Instant) -> Option<Self> {
        let text = text_of(value);
        let number = || Number::parse(&text).map(Self::Number);
        let instant = || instant::of_literal(&text, now).map(Self::Instant);
        // A network is compared by its first address.
        let address = || network(&text).map(|network| Self::Address(network.address()));
        match kind {
            FieldType::Integer => number(),
            FieldType::Timestamp => instant(),
            FieldType::Ip => address(),
            // What looks like a number may be a year, but then the documents' times do not look
            // like numbers, and nothing matches by mistake.
            FieldType::Any => number().or_else(instant).or_else(address),
            FieldType::Text | FieldType::Boolean | _ => None,
        }
    }

    fn compare(&self, value: Scalar<'_>) -> Option<Ordering> {
        match self {
            Self::Number(bound) => value.number()?.compare(*bound),
            Self::Instant(bound) => match value {
                Scalar::Text(text) => Some(instant::of_document(text)?.cmp(bound)),
                _ => None,
            },
            Self::Address(bound) => {
                let address = address(value)?;
                (address.is_ipv4() == bound.is_ipv4()).then(|| address.cmp(bound))
            }
        }
    }
}

/// An address, or a network; an address is the network of itself.
fn network(text: &str) -> Option<Network> {
    if let Ok(address) = text.parse::<IpAddr>() {
        let address = address.to_canonical();
        let prefix = if address.is_ipv4() { 32 } else { 128 };
        return Network::new(address, prefix).ok();
    }
    let network: Network = text.parse().ok()?;
    match (network.address().to_canonical(), network.prefix()) {
        // Only what keeps to the addresses that stand for those of IPv4 is one of them.
        // So long a prefix is of an address that was written as one of IPv6.
        (v4 @ IpAddr::V4(_), prefix @ 96..) => Network::new(v4, prefix - 96).ok(),
        _ => Some(network),
    }
}

/// An address; one of IPv4 in the form of IPv6, `::ffff:192.0.2.1`, is that of IPv4.
fn address(value: Scalar<'_>) -> Option<IpAddr> {
    match value {
        Scalar::Text(text) => text
            .parse()
            .ok()
            .map(|address: IpAddr| address.to_canonical()),
        _ => None,
    }
}
