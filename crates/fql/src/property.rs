//! Properties of open collections.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Not;

use fql_syntax::{Comparison, Direction, Operator};

use crate::filter::clause_value::{
    AffixPattern, ClauseValue, ComparedValue, EqualValue, ListValue, NoValue, PatternValue,
};
use crate::filter::{Between, Filter, IntoFilter, OuterConnective, report_error};
use crate::format::{IntoPattern, IntoValue, NonEmpty, ValueRange};
use crate::schema::field_type::AnyField;
use crate::schema::{Collection, OpenCollection};
use crate::sort::Sort;
use crate::validate::invalid_property;
use crate::value::{EmptyList, Values};

/// A property of an open collection, which has no documented table of fields.
///
/// Its methods are those of [`Field`](crate::Field), for any operator and any type of value. Only the
/// form of its name is checked: by [`literal`](Self::literal) at compile time, by [`new`](Self::new)
/// at run time.
///
/// # Examples
///
/// ```
/// use fql::{Filter, Property};
/// use fql::collections::sensors::{self, Sensors};
///
/// const HOSTNAME: Property<Sensors> = Property::literal("hostname");
///
/// let domain = sensors::property("machine_domain")?;
/// let filter: Filter<Sensors> = HOSTNAME.starts_with("dc") & !domain.eq("example.com");
/// assert_eq!(filter.as_str(), "hostname:*'dc*'+machine_domain:!'example.com'");
/// assert!(sensors::property("hostname:'x'+").is_err());
/// # Ok::<(), fql::Error>(())
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

crate::format::no_comparison_operators! { [C, V] Property<C>, V }

type ComparedClause<'p, C, V> = PropertyClause<'p, C, ComparedValue<AnyField, V>>;
/// A clause with a list whose length is known only at run time.
type ListClause<'p, C, V> = PropertyClause<'p, C, ListValue<AnyField, V, Values<V>>>;

impl<C: Collection> Property<C> {
    /// Creates a property from a name that is known only at run time.
    ///
    /// # Errors
    /// Returns an error if the name is not a valid property name.
    // The bound is on the method, so that its message is shown, and in the line of its name, so that the
    // message is short.
    #[rustfmt::skip]
    pub fn new(name: impl Into<Cow<'static, str>>) -> Result<Self, InvalidProperty> where C: OpenCollection {
        let name = name.into();
        if !fql_syntax::is_property_name(&name) {
            return Err(InvalidProperty::new(invalid_property(&name, &name)));
        }
        Ok(Self {
            name,
            collection: PhantomData,
        })
    }

    /// Creates a property from a name in the program.
    ///
    /// # Panics
    ///
    /// Panics if the name is not a valid property name; in a constant, at compile time.
    #[must_use]
    #[track_caller]
    #[rustfmt::skip]
    pub const fn literal(name: &'static str) -> Self where C: OpenCollection {
        assert!(
            fql_syntax::is_property_name(name),
            "invalid property name: names consist of letters, digits and underscores, do not start \
             with a digit, and are joined by dots",
        );
        Self {
            name: Cow::Borrowed(name),
            collection: PhantomData,
        }
    }

    /// Returns the property name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    fn clause<V>(&self, comparison: Comparison, value: V) -> PropertyClause<'_, C, V> {
        self.clause_with(comparison, "", value)
    }

    fn clause_with<V>(
        &self,
        comparison: Comparison,
        opening: &'static str,
        value: V,
    ) -> PropertyClause<'_, C, V> {
        PropertyClause {
            property: &self.name,
            operator: Operator::new(comparison),
            opening,
            value,
            collection: PhantomData,
        }
    }

    /// Creates `property:value`. `*` in the value is matched literally.
    #[doc(alias = ":")]
    pub fn eq<V: IntoValue<AnyField>>(
        &self,
        value: V,
    ) -> PropertyClause<'_, C, EqualValue<AnyField, V>> {
        self.clause(Comparison::Equal, EqualValue::new(value, None))
    }

    /// Creates `property:!value`.
    #[doc(alias = "!")]
    pub fn ne<V: IntoValue<AnyField>>(
        &self,
        value: V,
    ) -> PropertyClause<'_, C, EqualValue<AnyField, V>> {
        !self.eq(value)
    }

    /// Creates `property:null`: the property has no value.
    #[doc(alias = "null")]
    pub fn is_null(&self) -> PropertyClause<'_, C, NoValue> {
        self.clause_with(Comparison::Equal, "null", NoValue)
    }

    /// Creates `property:>value`.
    #[doc(alias = ">")]
    pub fn gt<V: IntoValue<AnyField>>(&self, value: V) -> ComparedClause<'_, C, V> {
        self.clause(Comparison::Greater, ComparedValue::new(value))
    }

    /// Creates `property:>=value`.
    #[doc(alias = ">=")]
    pub fn ge<V: IntoValue<AnyField>>(&self, value: V) -> ComparedClause<'_, C, V> {
        self.clause(Comparison::GreaterOrEqual, ComparedValue::new(value))
    }

    /// Creates `property:<value`.
    #[doc(alias = "<")]
    pub fn lt<V: IntoValue<AnyField>>(&self, value: V) -> ComparedClause<'_, C, V> {
        self.clause(Comparison::Less, ComparedValue::new(value))
    }

    /// Creates `property:<=value`.
    #[doc(alias = "<=")]
    pub fn le<V: IntoValue<AnyField>>(&self, value: V) -> ComparedClause<'_, C, V> {
        self.clause(Comparison::LessOrEqual, ComparedValue::new(value))
    }

    /// Creates `property:>=low+property:<=high`. See [`Field::between`](crate::Field::between).
    pub fn between<V: IntoValue<AnyField>>(
        &self,
        low: V,
        high: V,
    ) -> Between<C, ComparedClause<'_, C, V>> {
        Between::new(self.ge(low), self.le(high))
    }

    /// Creates `property:>=low+property:<=high` of `low..=high`, and `property:>=low+property:<high` of
    /// `low..high`. See [`Field::in_range`](crate::Field::in_range).
    #[doc(alias = "..")]
    pub fn in_range<V: IntoValue<AnyField>, R: ValueRange<V>>(
        &self,
        range: R,
    ) -> Between<C, ComparedClause<'_, C, V>> {
        let (low, high, is_closed) = range.into_ends();
        let high = if is_closed {
            self.le(high)
        } else {
            self.lt(high)
        };
        Between::new(self.ge(low), high)
    }

    /// Creates `property:~value`, a text match that ignores case, where the service supports it.
    #[doc(alias = "~")]
    pub fn text_match<V: IntoValue<AnyField>>(&self, value: V) -> ComparedClause<'_, C, V> {
        self.clause(Comparison::Text, ComparedValue::new(value))
    }

    /// Creates `property:*'pattern'`. See [`Field::wildcard`](crate::Field::wildcard).
    #[doc(alias = "*")]
    pub fn wildcard<P: IntoPattern>(&self, pattern: P) -> PropertyClause<'_, C, PatternValue<P>> {
        self.clause_with(Comparison::Wildcard, "'", PatternValue(pattern))
    }

    /// Creates `property:~*'pattern'`, a wildcard that ignores case, where the service supports it.
    #[doc(alias = "~*")]
    pub fn text_wildcard<P: IntoPattern>(
        &self,
        pattern: P,
    ) -> PropertyClause<'_, C, PatternValue<P>> {
        self.clause_with(Comparison::TextWildcard, "'", PatternValue(pattern))
    }

    /// Creates `property:*'prefix*'`. `*` in `prefix` is matched literally.
    pub fn starts_with<'p>(&'p self, prefix: &'p str) -> PropertyClause<'p, C, AffixPattern<'p>> {
        self.clause_with(Comparison::Wildcard, "'", AffixPattern::prefix(prefix))
    }

    /// Creates `property:*'*suffix'`. `*` in `suffix` is matched literally.
    pub fn ends_with<'p>(&'p self, suffix: &'p str) -> PropertyClause<'p, C, AffixPattern<'p>> {
        self.clause_with(Comparison::Wildcard, "'", AffixPattern::suffix(suffix))
    }

    /// Creates `property:*'*substring*'`. `*` in `substring` is matched literally.
    pub fn contains<'p>(&'p self, substring: &'p str) -> PropertyClause<'p, C, AffixPattern<'p>> {
        let pattern = AffixPattern::substring(substring);
        self.clause_with(Comparison::Wildcard, "'", pattern)
    }

    /// Creates `property:[a,b]` of 1 to 32 values. See [`Field::is_in`](crate::Field::is_in).
    #[doc(alias = "[]")]
    pub fn is_in<V: IntoValue<AnyField>, L: NonEmpty<V>>(
        &self,
        values: L,
    ) -> PropertyClause<'_, C, ListValue<AnyField, V, L>> {
        self.clause_with(Comparison::Equal, "[", ListValue::new(values))
    }

    /// Creates `property:[a,b]` of values that are known only at run time. See
    /// [`Field::try_is_in`](crate::Field::try_is_in).
    ///
    /// # Errors
    /// Returns an error if there are no values.
    pub fn try_is_in<V: IntoValue<AnyField>>(
        &self,
        values: impl IntoIterator<Item = V>,
    ) -> Result<ListClause<'_, C, V>, EmptyList> {
        let values = Values::new(values).map_err(|error| error.of_field(self.name.clone()))?;
        Ok(self.clause_with(Comparison::Equal, "[", ListValue::new(values)))
    }

    /// Creates the sort by this property, smallest value first.
    #[must_use]
    pub fn asc(&self) -> Sort<C> {
        Sort::new(&self.name, Direction::Ascending)
    }

    /// Creates the sort by this property, largest value first.
    #[must_use]
    pub fn desc(&self) -> Sort<C> {
        Sort::new(&self.name, Direction::Descending)
    }
}

report_error! {
    /// The error of an invalid property name.
    InvalidProperty "property name"
}

/// A clause of a [`Property`], as [`Clause`](crate::Clause) is one of a field.
#[must_use = "a clause has no effect until it becomes part of a filter"]
pub struct PropertyClause<'p, C, V> {
    property: &'p str,
    operator: Operator,
    /// The text between the operator and the value.
    opening: &'static str,
    value: V,
    collection: PhantomData<fn() -> C>,
}

impl<C, V: Clone> Clone for PropertyClause<'_, C, V> {
    fn clone(&self) -> Self {
        Self {
            value: self.value.clone(),
            ..*self
        }
    }
}

impl<C, V> fmt::Debug for PropertyClause<'_, C, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PropertyClause")
            .field("property", &self.property)
            .field("operator", &self.operator)
            .finish_non_exhaustive()
    }
}

impl<C, V> Not for PropertyClause<'_, C, V> {
    type Output = Self;

    fn not(self) -> Self {
        Self {
            operator: !self.operator,
            ..self
        }
    }
}

#[diagnostic::do_not_recommend]
impl<C, V: ClauseValue> IntoFilter<C> for PropertyClause<'_, C, V> {
    fn into_filter(self) -> Filter<C> {
        let mut text = String::with_capacity(64);
        text.push_str(self.property);
        text.push(':');
        text.push_str(self.operator.spelling());
        text.push_str(self.opening);
        self.value.push(&mut text);
        Filter::from_text(text, OuterConnective::Clause)
    }
}

#[diagnostic::do_not_recommend]
impl<C, V: ClauseValue + Clone> IntoFilter<C> for &PropertyClause<'_, C, V> {
    fn into_filter(self) -> Filter<C> {
        self.clone().into_filter()
    }
}

crate::filter::clause!(['p, C, V: ClauseValue,] PropertyClause<'p, C, V>);
crate::filter::operators!(['c, 'p, C, V: ClauseValue + Clone,] &'c PropertyClause<'p, C, V>);
