//! The comparisons of clauses, compiled for evaluation.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::net::IpAddr;

use fql_syntax::{Clause, Comparison, FieldType, PatternMatcher, Time, Value, ValueMatch};

use super::case_folding::fold_case;
use super::json::JsonScalar;
use super::number::Number;
use crate::value::{Instant, Network};

/// The comparison of a clause, without its negation.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Predicate {
    /// No value is reached. It cannot be decided value by value.
    IsNull,
    /// The value equals a literal, or is in a network.
    Equal(Literal),
    /// The text of the value matches a pattern.
    Pattern(PatternMatcher),
    /// One of a list; never `IsNull`.
    AnyOf(Vec<Predicate>),
    /// The value is greater or less than a bound.
    Range(Comparison, Bound),
    /// `~`: a case-folded string that the value contains.
    Contains(String),
    /// `~*`: a case-folded pattern.
    FoldedPattern(PatternMatcher),
    /// The literal is not of the field's type.
    Never,
}

/// A literal for equality, parsed as its field's type.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Literal {
    /// The text of the value.
    String(String),
    /// A case-folded string, which the folded value equals.
    FoldedString(String),
    /// A number, which a document may spell as a string.
    Number(Number),
    /// A number, or a string that is spelled like it: the field's type is unknown.
    NumberOrString(Number, String),
    /// A boolean, which a document may spell as a string.
    Boolean(bool),
    /// A point in time.
    Instant(Instant),
    /// The network that contains the address; one of a single address for an address.
    Network(Network),
}

/// A literal for a range comparison.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Bound {
    /// A number.
    Number(Number),
    /// A point in time.
    Instant(Instant),
    /// An address, which is compared with those of its family.
    Address(IpAddr),
}

impl Predicate {
    pub(crate) fn new(clause: &Clause<'_>, field_type: FieldType, now: Instant) -> Self {
        let value = clause.value();
        match clause.operator().comparison() {
            Comparison::Equal => Self::equal(value, field_type, now),
            Comparison::Wildcard => Self::Pattern(PatternMatcher::new(&unquoted(value))),
            Comparison::Text => Self::Contains(fold_case(&unquoted(value))),
            Comparison::TextWildcard => {
                Self::FoldedPattern(PatternMatcher::new(&fold_case(&unquoted(value))))
            }
            comparison => match Bound::new(value, field_type, now) {
                Some(bound) => Self::Range(comparison, bound),
                None => Self::Never,
            },
        }
    }

    fn equal(value: Value<'_>, field_type: FieldType, now: Instant) -> Self {
        match value {
            Value::Null => Self::IsNull,
            Value::List(list) => Self::AnyOf(
                list.iter()
                    .map(|value| Self::equal(value, field_type, now))
                    .collect(),
            ),
            _ => match value.value_match() {
                ValueMatch::Pattern(pattern) => Self::Pattern(PatternMatcher::new(&pattern)),
                ValueMatch::Exact(source) => match Literal::new(&source, value, field_type, now) {
                    Some(literal) => Self::Equal(literal),
                    None => Self::Never,
                },
            },
        }
    }

    /// Compares strings for equality without regard to case.
    pub(crate) fn ignoring_case(self) -> Self {
        match self {
            Self::Equal(Literal::String(string)) => {
                Self::Equal(Literal::FoldedString(fold_case(&string)))
            }
            Self::AnyOf(predicates) => {
                Self::AnyOf(predicates.into_iter().map(Self::ignoring_case).collect())
            }
            other => other,
        }
    }

    /// Returns `true` if the value satisfies the comparison.
    #[must_use]
    pub fn matches(&self, value: &JsonScalar<'_>) -> bool {
        match self {
            Self::IsNull | Self::Never => false,
            Self::Equal(literal) => literal.equals(value),
            Self::Pattern(pattern) => text(value).is_some_and(|text| pattern.matches(&text)),
            Self::AnyOf(predicates) => predicates.iter().any(|predicate| predicate.matches(value)),
            Self::Range(comparison, bound) => bound
                .compare(value)
                .is_some_and(|ordering| is_in_range(*comparison, ordering)),
            Self::Contains(string) => {
                text(value).is_some_and(|text| fold_case(&text).contains(string))
            }
            Self::FoldedPattern(pattern) => {
                text(value).is_some_and(|text| pattern.matches(&fold_case(&text)))
            }
        }
    }
}

/// Returns the value after `*`, `~` or `~*` without its quotes.
fn unquoted(value: Value<'_>) -> String {
    match value {
        Value::String(string) => string.value().into_owned(),
        Value::Word(word) | Value::Integer(word) | Value::Float(word) => word.to_owned(),
        other => other.canonical(),
    }
}

fn is_in_range(comparison: Comparison, ordering: Ordering) -> bool {
    match comparison {
        Comparison::Greater => ordering.is_gt(),
        Comparison::GreaterOrEqual => ordering.is_ge(),
        Comparison::Less => ordering.is_lt(),
        Comparison::LessOrEqual => ordering.is_le(),
        _ => false,
    }
}

impl Literal {
    fn new(source: &str, value: Value<'_>, field_type: FieldType, now: Instant) -> Option<Self> {
        match field_type {
            FieldType::Integer | FieldType::Float => Number::parse(source).map(Self::Number),
            FieldType::Boolean => source.parse().ok().map(Self::Boolean),
            FieldType::Timestamp => instant(source, now).map(Self::Instant),
            FieldType::Ip => network(source).map(Self::Network),
            FieldType::Any if matches!(value, Value::Integer(_) | Value::Float(_)) => Some(
                Self::NumberOrString(Number::parse(source)?, source.to_owned()),
            ),
            _ => Some(Self::String(source.to_owned())),
        }
    }

    fn equals(&self, value: &JsonScalar<'_>) -> bool {
        let equals_number = |literal: &Number| {
            number(value).and_then(|number| number.compare(literal)) == Some(Ordering::Equal)
        };
        match self {
            Self::String(literal) => match value {
                JsonScalar::Str(string) => string == literal,
                other => text(other).is_some_and(|text| text == *literal),
            },
            Self::FoldedString(literal) => {
                text(value).is_some_and(|text| fold_case(&text) == *literal)
            }
            Self::Number(literal) => equals_number(literal),
            Self::NumberOrString(literal, spelling) => {
                equals_number(literal)
                    || matches!(value, JsonScalar::Str(string) if string == spelling)
            }
            Self::Boolean(literal) => match value {
                JsonScalar::Boolean(boolean) => boolean == literal,
                JsonScalar::Str(string) => string.parse() == Ok(*literal),
                _ => false,
            },
            Self::Instant(literal) => match value {
                JsonScalar::Str(string) => string.parse() == Ok(*literal),
                _ => false,
            },
            Self::Network(network) => {
                address(value).is_some_and(|address| network.contains(address))
            }
        }
    }
}

impl Bound {
    fn new(value: Value<'_>, field_type: FieldType, now: Instant) -> Option<Self> {
        let source = unquoted(value);
        let number = || Number::parse(&source).map(Self::Number);
        let instant = || instant(&source, now).map(Self::Instant);
        // A network compares by its first address.
        let address = || network(&source).map(|network| Self::Address(network.address()));
        match field_type {
            FieldType::Integer | FieldType::Float => number(),
            FieldType::Timestamp => instant(),
            FieldType::Ip => address(),
            // A literal that parses as a number may be a year. The documents' times do not parse as
            // numbers then, so none of them matches by mistake.
            FieldType::Any => number().or_else(instant).or_else(address),
            FieldType::Text | FieldType::Boolean | _ => None,
        }
    }

    fn compare(&self, value: &JsonScalar<'_>) -> Option<Ordering> {
        match self {
            Self::Number(bound) => number(value)?.compare(bound),
            Self::Instant(bound) => match value {
                JsonScalar::Str(string) => Some(string.parse::<Instant>().ok()?.cmp(bound)),
                _ => None,
            },
            Self::Address(bound) => {
                let address = address(value)?;
                (address.is_ipv4() == bound.is_ipv4()).then(|| address.cmp(bound))
            }
        }
    }
}

/// Returns the number of a value; a document may spell one as a string.
fn number(value: &JsonScalar<'_>) -> Option<Number> {
    match value {
        JsonScalar::Integer(integer) => Some(Number::Integer(*integer)),
        JsonScalar::Real(real) => Some(Number::Real(*real)),
        JsonScalar::Str(string) => Number::parse(string),
        JsonScalar::Boolean(_) | JsonScalar::Object => None,
    }
}

/// Returns the text of a value: a number in decimal, `true` or `false`.
fn text<'v>(value: &'v JsonScalar<'_>) -> Option<Cow<'v, str>> {
    Some(match value {
        JsonScalar::Str(string) => Cow::Borrowed(string),
        JsonScalar::Integer(integer) => Cow::Owned(itoa::Buffer::new().format(*integer).to_owned()),
        // As JSON spells it: `7.0` stays `7.0`.
        JsonScalar::Real(real) => Cow::Owned(
            serde_json::Number::from_f64(*real)
                .map_or_else(|| real.to_string(), |number| number.to_string()),
        ),
        JsonScalar::Boolean(true) => Cow::Borrowed("true"),
        JsonScalar::Boolean(false) => Cow::Borrowed("false"),
        JsonScalar::Object => return None,
    })
}

/// Parses the time of a literal, for a filter that is evaluated at `now`.
fn instant(source: &str, now: Instant) -> Option<Instant> {
    let time = Time::parse(source).ok()?;
    Some(Instant::resolve(time, now))
}

/// Parses a network; an address is a network that contains only itself.
fn network(source: &str) -> Option<Network> {
    if let Ok(address) = source.parse::<IpAddr>() {
        let address = address.to_canonical();
        let prefix = if address.is_ipv4() { 32 } else { 128 };
        return Network::new(address, prefix).ok();
    }
    let network: Network = source.parse().ok()?;
    match (network.address().to_canonical(), network.prefix()) {
        // `::ffff:192.0.2.0/120`: a network of mapped addresses only is one of IPv4.
        (v4 @ IpAddr::V4(_), prefix @ 96..) => Network::new(v4, prefix - 96).ok(),
        _ => Some(network),
    }
}

/// Parses an address; a mapped one, `::ffff:192.0.2.1`, is that of IPv4.
fn address(value: &JsonScalar<'_>) -> Option<IpAddr> {
    match value {
        JsonScalar::Str(string) => {
            let address: IpAddr = string.parse().ok()?;
            Some(address.to_canonical())
        }
        _ => None,
    }
}
