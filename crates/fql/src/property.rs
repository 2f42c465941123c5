//! Properties of open collections: names that are checked when the program runs, or in a constant.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::ops::Not;
use std::time::SystemTime;

use fql_syntax::{
    Code, Comparison, Connective, Diagnostic, Diagnostics, Direction, Operator, RelativeTime,
    Report, Span,
};

use crate::clause::{Affix, AnyList, Compared, IntoFilter, List, Null, Pattern, Tail, Value};
use crate::field::kind;
use crate::filter::{Filter, InvalidFilter, OuterConnective};
use crate::print;
use crate::sort::Sort;
use crate::table::{Collection, OpenCollection};
use crate::value::{EmptyList, IntoPattern, IntoValue, Network, NonEmpty, Timestamp, Values};

/// A property of an open collection: one for which no table is documented, so that any property
/// and any kind of match may be asked. Its name is known to be well made.
///
/// ```
/// use fql::{Filter, Property};
/// use fql::collections::sensors::{self, Sensors};
///
/// // ParsedFilter when the program is compiled.
/// const HOSTNAME: Property<Sensors> = Property::literal("hostname");
///
/// let chosen = sensors::property("machine_domain")?;
/// let filter: Filter<Sensors> = HOSTNAME.starts_with("dc") & !chosen.eq("example.com");
/// assert_eq!(filter.as_str(), "hostname:*'dc*'+machine_domain:!'example.com'");
/// assert!(sensors::property("hostname:'x'+").is_err());
/// # Ok::<(), fql::InvalidFilter>(())
/// ```
pub struct Property<C> {
    name: Cow<'static, str>,
    collection: PhantomData<fn() -> C>,
}

impl<C> Clone for Property<C> {
    fn clone(&self) -> Self {
        Self {
            name: self.name.clone(),
            collection: PhantomData,
        }
    }
}

impl<C> fmt::Debug for Property<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Property").field(&self.name).finish()
    }
}

/// What is wrong with a text that should be a property.
pub(crate) fn invalid(property: &str, text: String) -> Report {
    let mut findings = Diagnostics::default();
    findings.push(Diagnostic::new(
        Code::InvalidProperty,
        Span::new(0, property.len()),
        format!("`{property}` is not a property name"),
        "a property has letters, digits and underscores, begins with no digit, and may have parts \
         joined by dots",
    ));
    Report::new(text, findings)
}

impl<C: Collection> Property<C> {
    /// A property named when the program runs.
    ///
    /// # Errors
    /// A name that is not well made.
    // The bound stands on the method, so that its message shows.
    pub fn new(name: impl Into<Cow<'static, str>>) -> Result<Self, InvalidFilter>
    where
        C: OpenCollection,
    {
        let name = name.into();
        if !fql_syntax::is_property_name(&name) {
            return Err(InvalidFilter(invalid(&name, name.to_string())));
        }
        Ok(Self {
            name,
            collection: PhantomData,
        })
    }
}

impl<C: Collection> Property<C> {
    /// A property named in the program.
    ///
    /// # Panics
    /// When the name is not well made; in a constant, that is when the program is compiled.
    #[must_use]
    #[track_caller]
    pub const fn literal(name: &'static str) -> Self
    where
        C: OpenCollection,
    {
        assert!(
            is_well_made(name),
            "a property has letters, digits and underscores, begins with no digit, and may have \
             parts joined by dots",
        );
        Self {
            name: Cow::Borrowed(name),
            collection: PhantomData,
        }
    }

    /// The property's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    fn clause<T>(&self, comparison: Comparison, tail: T) -> PropertyClause<'_, C, T> {
        PropertyClause {
            property: &self.name,
            operator: Operator::new(comparison),
            opening: "",
            tail,
            collection: PhantomData,
        }
    }

    fn pattern_clause<T>(&self, comparison: Comparison, tail: T) -> PropertyClause<'_, C, T> {
        PropertyClause {
            opening: "'",
            ..self.clause(comparison, tail)
        }
    }

    /// `property:value`. A star in the value is a star.
    #[doc(alias = ":")]
    pub fn eq<V: IntoValue<kind::unknown>>(
        &self,
        value: V,
    ) -> PropertyClause<'_, C, Value<kind::unknown, V>> {
        self.clause(Comparison::Equal, Value::new(value))
    }

    /// `property:>value`
    #[doc(alias = ">")]
    pub fn gt<V: IntoValue<kind::unknown>>(
        &self,
        value: V,
    ) -> PropertyClause<'_, C, Compared<kind::unknown, V>> {
        self.clause(Comparison::Greater, Compared::new(value))
    }

    /// `property:>=value`
    #[doc(alias = ">=")]
    pub fn ge<V: IntoValue<kind::unknown>>(
        &self,
        value: V,
    ) -> PropertyClause<'_, C, Compared<kind::unknown, V>> {
        self.clause(Comparison::GreaterOrEqual, Compared::new(value))
    }

    /// `property:<value`
    #[doc(alias = "<")]
    pub fn lt<V: IntoValue<kind::unknown>>(
        &self,
        value: V,
    ) -> PropertyClause<'_, C, Compared<kind::unknown, V>> {
        self.clause(Comparison::Less, Compared::new(value))
    }

    /// `property:<=value`
    #[doc(alias = "<=")]
    pub fn le<V: IntoValue<kind::unknown>>(
        &self,
        value: V,
    ) -> PropertyClause<'_, C, Compared<kind::unknown, V>> {
        self.clause(Comparison::LessOrEqual, Compared::new(value))
    }

    /// `property:~value`: text match that ignores case, where the service knows it.
    #[doc(alias = "~")]
    pub fn text_match<V: IntoValue<kind::unknown>>(
        &self,
        value: V,
    ) -> PropertyClause<'_, C, Compared<kind::unknown, V>> {
        self.clause(Comparison::Text, Compared::new(value))
    }

    /// `property:!value`
    #[doc(alias = "!")]
    pub fn ne<V: IntoValue<kind::unknown>>(
        &self,
        value: V,
    ) -> PropertyClause<'_, C, Value<kind::unknown, V>> {
        !self.eq(value)
    }

    /// `property:null`: there is no value.
    #[doc(alias = "null")]
    pub fn is_null(&self) -> PropertyClause<'_, C, Null> {
        PropertyClause {
            opening: "null",
            ..self.clause(Comparison::Equal, Null)
        }
    }

    /// `property:*'pattern'`: see [`Field::wildcard`](crate::Field::wildcard).
    #[doc(alias = "*")]
    pub fn wildcard<P: IntoPattern>(&self, pattern: P) -> PropertyClause<'_, C, Pattern<P>> {
        self.pattern_clause(Comparison::Wildcard, Pattern(pattern))
    }

    /// `property:~*'pattern'`: a wildcard that ignores case, where the service knows it.
    #[doc(alias = "~*")]
    pub fn text_wildcard<P: IntoPattern>(&self, pattern: P) -> PropertyClause<'_, C, Pattern<P>> {
        self.pattern_clause(Comparison::TextWildcard, Pattern(pattern))
    }

    /// `property:*'text*'`
    pub fn starts_with<'p>(&'p self, text: &'p str) -> PropertyClause<'p, C, Affix<'p>> {
        let affix = Affix {
            before: false,
            text,
            after: true,
        };
        self.pattern_clause(Comparison::Wildcard, affix)
    }

    /// `property:*'*text'`
    pub fn ends_with<'p>(&'p self, text: &'p str) -> PropertyClause<'p, C, Affix<'p>> {
        let affix = Affix {
            before: true,
            text,
            after: false,
        };
        self.pattern_clause(Comparison::Wildcard, affix)
    }

    /// `property:*'*text*'`
    pub fn contains<'p>(&'p self, text: &'p str) -> PropertyClause<'p, C, Affix<'p>> {
        let affix = Affix {
            before: true,
            text,
            after: true,
        };
        self.pattern_clause(Comparison::Wildcard, affix)
    }

    /// `property:[a,b]` of 1 to 32 values.
    #[doc(alias = "[]")]
    pub fn is_in<V: IntoValue<kind::unknown>, const N: usize>(
        &self,
        values: [V; N],
    ) -> PropertyClause<'_, C, List<kind::unknown, V, [V; N]>>
    where
        [V; N]: NonEmpty,
    {
        PropertyClause {
            opening: "[",
            ..self.clause(Comparison::Equal, List::new(values))
        }
    }

    /// `property:[a,b]` of values known only when the program runs.
    ///
    /// # Errors
    /// When there is no value.
    pub fn try_is_in<V: IntoValue<kind::unknown>>(
        &self,
        values: impl IntoIterator<Item = V>,
    ) -> Result<PropertyClause<'_, C, AnyList<kind::unknown, V>>, EmptyList> {
        let list = List::new(Values::new(values)?);
        Ok(PropertyClause {
            opening: "[",
            ..self.clause(Comparison::Equal, list)
        })
    }
}

impl<C: Collection> Property<C> {
    /// Sorts by the property, the smallest first.
    #[must_use]
    pub fn asc(&self) -> Sort<C> {
        Sort::new(&self.name, Direction::Ascending)
    }

    /// Sorts by the property, the largest first.
    #[must_use]
    pub fn desc(&self) -> Sort<C> {
        Sort::new(&self.name, Direction::Descending)
    }
}

/// The same as the syntax's rule, for constants: a test holds them against each other.
const fn is_well_made(name: &str) -> bool {
    let bytes = name.as_bytes();
    let mut at_start = true;
    let mut index = 0;
    while index < bytes.len() {
        at_start = match bytes[index] {
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => false,
            b'0'..=b'9' if !at_start => false,
            b'.' if !at_start => true,
            _ => return false,
        };
        index += 1;
    }
    !at_start
}

/// One comparison of a [`Property`]: what a [`Clause`](crate::Clause) is for a field.
#[must_use = "a clause does nothing until it becomes a filter"]
pub struct PropertyClause<'p, C, T> {
    property: &'p str,
    operator: Operator,
    /// What stands between the operator and the tail.
    opening: &'static str,
    tail: T,
    collection: PhantomData<fn() -> C>,
}

impl<C, T> fmt::Debug for PropertyClause<'_, C, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PropertyClause")
            .field("property", &self.property)
            .field("operator", &self.operator)
            .finish_non_exhaustive()
    }
}

impl<C, T> Not for PropertyClause<'_, C, T> {
    type Output = Self;

    fn not(self) -> Self {
        Self {
            operator: !self.operator,
            ..self
        }
    }
}

#[diagnostic::do_not_recommend]
impl<C, T: Tail> IntoFilter<C> for PropertyClause<'_, C, T> {
    fn into_filter(self) -> Filter<C> {
        let mut text = String::with_capacity(64);
        text.push_str(self.property);
        text.push(':');
        text.push_str(self.operator.spelling());
        text.push_str(self.opening);
        self.tail.put(&mut text);
        Filter::printed(text, OuterConnective::Clause)
    }

    fn joined_to(self, left: Filter<C>, join: Connective) -> Filter<C> {
        left.joined_filter(join, &self.into_filter())
    }
}

impl<C, T: Tail> From<PropertyClause<'_, C, T>> for Filter<C> {
    fn from(clause: PropertyClause<'_, C, T>) -> Self {
        clause.into_filter()
    }
}

/// A value whose kind is known only when the program runs, for [`Filter::clause`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Literal<'v> {
    /// A text. Its stars are stars.
    Text(Cow<'v, str>),
    /// A pattern, built on purpose.
    Pattern(fql_syntax::Pattern),
    /// A whole number. Fields of integers take those of 64 bits, signed or not.
    Integer(i128),
    /// `true` or `false`.
    Boolean(bool),
    /// A time.
    Timestamp(Timestamp),
    /// No value.
    Null,
    /// Several values, none of them a list or `null`.
    List(Vec<Literal<'v>>),
}

impl Literal<'_> {
    /// Writes the value behind an operator.
    pub(crate) fn put(&self, comparison: Comparison, out: &mut String) {
        match self {
            Self::Text(text) => self.put_text(text, comparison, out),
            Self::Pattern(pattern) => put_pattern(pattern, comparison, out),
            Self::Integer(number) => print::integer(out, *number),
            Self::Boolean(value) => out.push_str(if *value { "true" } else { "false" }),
            Self::Timestamp(time) => out.push_str(&format!("'{time}'")),
            Self::Null => out.push_str("null"),
            Self::List(values) => {
                out.push('[');
                for (index, value) in values.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    value.put(comparison, out);
                }
                out.push(']');
            }
        }
    }

    /// A text behind an operator that takes patterns becomes a pattern of itself.
    fn put_text(&self, text: &str, comparison: Comparison, out: &mut String) {
        if comparison.accepts_pattern() || (comparison == Comparison::Equal && text.contains('*')) {
            let mut escaped = String::new();
            fql_syntax::push_literal(text, &mut escaped);
            fql_syntax::push_quoted(&escaped, out);
        } else {
            fql_syntax::push_quoted(text, out);
        }
    }
}

/// A pattern without a star, where nothing says that it is one, would be read as text.
fn put_pattern(pattern: &fql_syntax::Pattern, comparison: Comparison, out: &mut String) {
    let source = pattern.as_str();
    if comparison == Comparison::Equal && !source.contains('*') {
        fql_syntax::push_quoted(&source.replace(r"\\", r"\"), out);
    } else {
        fql_syntax::push_quoted(source, out);
    }
}

impl<'v> From<&'v str> for Literal<'v> {
    fn from(text: &'v str) -> Self {
        Self::Text(text.into())
    }
}

impl From<String> for Literal<'_> {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl<'v> From<Cow<'v, str>> for Literal<'v> {
    fn from(text: Cow<'v, str>) -> Self {
        Self::Text(text)
    }
}

macro_rules! literals {
    ($($type:ty => $value:ident $literal:expr),* $(,)?) => { $(
        impl From<$type> for Literal<'_> {
            fn from($value: $type) -> Self {
                $literal
            }
        }
    )* };
}

macro_rules! integers {
    ($($type:ty)*) => { literals! { $( $type => number Self::Integer(number as i128) ),* } };
}

integers! { i8 u8 i16 u16 i32 u32 i64 u64 isize usize }

literals! {
    bool => value Self::Boolean(value),
    fql_syntax::Pattern => pattern Self::Pattern(pattern),
    Timestamp => time Self::Timestamp(time),
    RelativeTime => time Self::Timestamp(time.into()),
    SystemTime => time Self::Timestamp(time.into()),
    // An address and a network are texts in quotes.
    IpAddr => address Self::Text(address.to_string().into()),
    Ipv4Addr => address Self::Text(address.to_string().into()),
    Ipv6Addr => address Self::Text(address.to_string().into()),
    Network => network Self::Text(network.to_string().into()),
}

impl<'v, V: Into<Literal<'v>>> From<Vec<V>> for Literal<'v> {
    fn from(values: Vec<V>) -> Self {
        Self::List(values.into_iter().map(Into::into).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::is_well_made;

    #[test]
    fn the_rule_for_names_in_constants_is_the_rule_of_the_syntax() {
        let alphabet = ['a', 'Z', '_', '7', '.', '-', ' ', 'é', '\''];
        let mut names = vec![String::new()];
        for _ in 0..4 {
            names = names
                .iter()
                .flat_map(|name| alphabet.map(|character| format!("{name}{character}")))
                .chain([String::new()])
                .collect();
            for name in &names {
                assert_eq!(
                    is_well_made(name),
                    fql_syntax::is_property_name(name),
                    "{name:?}"
                );
            }
        }
    }
}
