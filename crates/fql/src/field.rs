//! Fields: what each takes, and the methods that make clauses of them.

use std::fmt;
use std::marker::PhantomData;

use fql_syntax::{Direction, FieldType};

use crate::clause::{Affix, AnyList, Between, Clause, Compared, List, Null, Pattern, Value};
use crate::sort::Sort;
use crate::table::Collection;
use crate::value::{EmptyList, IntoPattern, IntoValue, NonEmpty, Values};

/// The kinds of match, as types. Their names are what a compile error says, so each is one that
/// the compiler finds nowhere else: it prints those without their paths.
#[allow(non_camel_case_types)]
pub mod cap {
    /// Equality with one value.
    #[derive(Debug)]
    pub enum exact {}
    /// A match of a pattern.
    #[derive(Debug)]
    pub enum wildcard {}
    /// Any of several values.
    #[derive(Debug)]
    pub enum list {}
    /// `>`, `>=`, `<`, `<=`.
    #[derive(Debug)]
    pub enum range_comparison {}
}

/// The kinds of value, as types. Their names are what a compile error says, as those of [`cap`].
#[allow(non_camel_case_types)]
pub mod kind {
    /// Any text.
    #[derive(Debug)]
    pub enum text {}
    /// A whole number of 64 bits.
    #[derive(Debug)]
    pub enum integer {}
    /// `true` or `false`.
    #[derive(Debug)]
    pub enum boolean {}
    /// A point in time.
    #[derive(Debug)]
    pub enum timestamp {}
    /// An address or a network.
    #[derive(Debug)]
    pub enum ip_address {}
    /// Not known: every value suits.
    #[derive(Debug)]
    pub enum unknown {}
}

/// A kind as a type.
pub trait FieldTypeMarker {
    /// The same as a value.
    const KIND: FieldType;
    /// The quote that a head of this kind ends with, if it does.
    #[doc(hidden)]
    const OPENING: &'static str;
}

macro_rules! kinds {
    ($($marker:ident $kind:ident $opening:literal)*) => { $(
        impl FieldTypeMarker for kind::$marker {
            const KIND: FieldType = FieldType::$kind;
            const OPENING: &'static str = $opening;
        }

        impl FieldTypeNumbered for Number<{ FieldType::$kind as u8 }> {
            type Marker = kind::$marker;
        }
    )* };
}

/// The number of a kind, as a type: [`fql!`](macro@crate::fql) finds a field's kind when it is compiled,
/// as a number, and the type of a placeholder hangs on it.
#[derive(Debug)]
pub enum Number<const KIND: u8> {}

/// From a kind's number to its type.
pub trait FieldTypeNumbered {
    /// The type.
    type Marker: FieldTypeMarker;
}

kinds! {
    text Text "'"
    integer Integer ""
    boolean Boolean ""
    timestamp Timestamp "'"
    ip_address Ip "'"
    unknown Any ""
}

/// A field that takes a kind of match. `Has` tells a compile error what it does take.
#[diagnostic::on_unimplemented(
    message = "field `{Self}` takes no `{Capability}`",
    label = "takes {Has}, no `{Capability}`"
)]
pub trait Takes<Capability, Has> {}

#[diagnostic::do_not_recommend]
impl<D: FieldDefinition, C> Takes<C, D::Has> for D where D::Has: Includes<C> {}

/// A tuple of capabilities that has this one in it.
pub trait Includes<Capability> {}

macro_rules! tuples {
    ($( ($($has:ident),*) )*) => { $( tuples!(@ ($($has),*) $($has)*); )* };
    (@ $tuple:tt $($has:ident)*) => { $( tuples!(# $tuple $has); )* };
    (# ($($all:ident),*) $one:ident) => {
        impl Includes<cap::$one> for ($(cap::$all,)*) {}
    };
}
tuples! {
    (exact) (wildcard) (list) (range_comparison)
    (exact, wildcard) (exact, list) (exact, range_comparison)
    (wildcard, list) (wildcard, range_comparison) (list, range_comparison)
    (exact, wildcard, list) (exact, wildcard, range_comparison) (exact, list, range_comparison) (wildcard, list, range_comparison)
    (exact, wildcard, list, range_comparison)
}

/// What [`collection!`](crate::collection) says of a field.
///
/// The heads are literals, `+field:operator` with the opening quote of a quoted kind, so that a
/// program holds only those it uses.
pub trait FieldDefinition: 'static {
    /// The collection that the field is of.
    type Collection: Collection;
    /// The kind of its values.
    type FieldType: FieldTypeMarker;
    /// What it takes, as a tuple of the types in [`cap`].
    type Has;
    /// Its property.
    const NAME: &'static str;
    #[doc(hidden)]
    const HEADS: Heads;
}

/// What a clause begins with, for each operator and its negation, in the order of the operators'
/// names.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct Heads {
    pub eq: Head,
    pub gt: Head,
    pub ge: Head,
    pub lt: Head,
    pub le: Head,
    pub wildcard: Head,
    pub list: Head,
    pub null: Head,
}

/// `+field:operator`, and the same of the negated operator.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct Head {
    pub plain: &'static str,
    pub negated: &'static str,
}

/// A field of a collection. Each method compiles only for fields that take such a match, and
/// takes only values of the field's kind.
///
/// ```
/// use fql::Filter;
/// use fql::collections::external_assets::{self as asset, ExternalAssets};
///
/// let filter: Filter<ExternalAssets> = asset::criticality.eq("Critical")
///     & asset::ip::services::port.is_in([22, 3389])
///     & !asset::perimeter.wildcard("un*");
/// assert_eq!(
///     filter.as_str(),
///     "criticality:'Critical'+ip.services.port:[22,3389]+perimeter:!*'un*'",
/// );
/// ```
pub struct Field<D>(PhantomData<fn() -> D>);

impl<D> Clone for Field<D> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<D> Copy for Field<D> {}

impl<D: FieldDefinition> fmt::Debug for Field<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Field").field(&D::NAME).finish()
    }
}

impl<D> Field<D> {
    #[doc(hidden)]
    pub const NEW: Self = Self(PhantomData);
}

/// A clause with a list whose length is known only when the program runs.
type ListClause<D, V> =
    Clause<<D as FieldDefinition>::Collection, AnyList<<D as FieldDefinition>::FieldType, V>>;

// The methods are written out, and the bounds stand on them: what a compile error shows of a bound
// that is not met is then its line, and not the macro that wrote it.
impl<D: FieldDefinition> Field<D> {
    /// The field's property.
    #[must_use]
    pub const fn name(self) -> &'static str {
        D::NAME
    }

    /// `field:value`: the field has this value. A star in it is a star.
    #[doc(alias = ":")]
    #[inline(always)]
    pub fn eq<V: IntoValue<D::FieldType>>(
        self,
        value: V,
    ) -> Clause<D::Collection, Value<D::FieldType, V>>
    where
        D: Takes<cap::exact, D::Has>,
    {
        Clause::new(D::HEADS.eq, Value::new(value))
    }

    /// `field:>value`. No public example of its negation, `field:!>value`, exists.
    #[doc(alias = ">")]
    #[inline(always)]
    pub fn gt<V: IntoValue<D::FieldType>>(
        self,
        value: V,
    ) -> Clause<D::Collection, Compared<D::FieldType, V>>
    where
        D: Takes<cap::range_comparison, D::Has>,
    {
        Clause::new(D::HEADS.gt, Compared::new(value))
    }

    /// `field:>=value`. No public example of its negation, `field:!>=value`, exists.
    #[doc(alias = ">=")]
    #[inline(always)]
    pub fn ge<V: IntoValue<D::FieldType>>(
        self,
        value: V,
    ) -> Clause<D::Collection, Compared<D::FieldType, V>>
    where
        D: Takes<cap::range_comparison, D::Has>,
    {
        Clause::new(D::HEADS.ge, Compared::new(value))
    }

    /// `field:<value`. No public example of its negation, `field:!<value`, exists.
    #[doc(alias = "<")]
    #[inline(always)]
    pub fn lt<V: IntoValue<D::FieldType>>(
        self,
        value: V,
    ) -> Clause<D::Collection, Compared<D::FieldType, V>>
    where
        D: Takes<cap::range_comparison, D::Has>,
    {
        Clause::new(D::HEADS.lt, Compared::new(value))
    }

    /// `field:<=value`. No public example of its negation, `field:!<=value`, exists.
    #[doc(alias = "<=")]
    #[inline(always)]
    pub fn le<V: IntoValue<D::FieldType>>(
        self,
        value: V,
    ) -> Clause<D::Collection, Compared<D::FieldType, V>>
    where
        D: Takes<cap::range_comparison, D::Has>,
    {
        Clause::new(D::HEADS.le, Compared::new(value))
    }

    /// `field:!value`: the field has not this value, or none at all.
    #[doc(alias = "!")]
    #[inline(always)]
    pub fn ne<V: IntoValue<D::FieldType>>(
        self,
        value: V,
    ) -> Clause<D::Collection, Value<D::FieldType, V>>
    where
        D: Takes<cap::exact, D::Has>,
    {
        !Clause::new(D::HEADS.eq, Value::new(value))
    }

    /// `field:null`: the field has no value.
    #[doc(alias = "null")]
    #[inline(always)]
    pub fn is_null(self) -> Clause<D::Collection, Null>
    where
        D: Takes<cap::exact, D::Has>,
    {
        Clause::new(D::HEADS.null, Null)
    }

    /// `field:>=low+field:<=high`: two clauses. Of a field with several values, one may hold for
    /// the one value and one for another.
    #[inline(always)]
    pub fn between<V: IntoValue<D::FieldType>>(
        self,
        low: V,
        high: V,
    ) -> Between<D::Collection, Compared<D::FieldType, V>>
    where
        D: Takes<cap::range_comparison, D::Has>,
    {
        Between::new(
            Clause::new(D::HEADS.ge, Compared::new(low)),
            Clause::new(D::HEADS.le, Compared::new(high)),
        )
    }

    /// `field:*'pattern'`: `*` in the pattern is any run of characters. The pattern is a literal,
    /// or a [`Pattern`](crate::Pattern) built on purpose; a text from outside goes to
    /// [`starts_with`](Self::starts_with), [`ends_with`](Self::ends_with) or
    /// [`contains`](Self::contains).
    #[doc(alias = "*")]
    #[inline(always)]
    pub fn wildcard<P: IntoPattern>(self, pattern: P) -> Clause<D::Collection, Pattern<P>>
    where
        D: Takes<cap::wildcard, D::Has>,
    {
        Clause::new(D::HEADS.wildcard, Pattern(pattern))
    }

    /// `field:*'text*'`: the field begins with the text, whose own stars are stars.
    #[inline(always)]
    pub fn starts_with(self, text: &str) -> Clause<D::Collection, Affix<'_>>
    where
        D: Takes<cap::wildcard, D::Has>,
    {
        Clause::new(
            D::HEADS.wildcard,
            Affix {
                before: false,
                text,
                after: true,
            },
        )
    }

    /// `field:*'*text'`: the field ends with the text, whose own stars are stars.
    #[inline(always)]
    pub fn ends_with(self, text: &str) -> Clause<D::Collection, Affix<'_>>
    where
        D: Takes<cap::wildcard, D::Has>,
    {
        Clause::new(
            D::HEADS.wildcard,
            Affix {
                before: true,
                text,
                after: false,
            },
        )
    }

    /// `field:*'*text*'`: the field has the text in it, whose own stars are stars.
    #[inline(always)]
    pub fn contains(self, text: &str) -> Clause<D::Collection, Affix<'_>>
    where
        D: Takes<cap::wildcard, D::Has>,
    {
        Clause::new(
            D::HEADS.wildcard,
            Affix {
                before: true,
                text,
                after: true,
            },
        )
    }

    /// `field:[a,b]`: the field has one of these values, 1 to 32 of them.
    #[doc(alias = "[]")]
    #[inline(always)]
    pub fn is_in<V: IntoValue<D::FieldType>, const N: usize>(
        self,
        values: [V; N],
    ) -> Clause<D::Collection, List<D::FieldType, V, [V; N]>>
    where
        D: Takes<cap::list, D::Has>,
        [V; N]: NonEmpty,
    {
        Clause::new(D::HEADS.list, List::new(values))
    }

    /// `field:[a,b]` of values known only when the program runs.
    ///
    /// # Errors
    /// When there is no value: a clause left out would make the filter ask for more.
    #[inline]
    pub fn try_is_in<V: IntoValue<D::FieldType>>(
        self,
        values: impl IntoIterator<Item = V>,
    ) -> Result<ListClause<D, V>, EmptyList>
    where
        D: Takes<cap::list, D::Has>,
    {
        Ok(Clause::new(D::HEADS.list, List::new(Values::new(values)?)))
    }

    /// Sorts by the field, the smallest first.
    #[must_use]
    pub fn asc(self) -> Sort<D::Collection> {
        Sort::new(D::NAME, Direction::Ascending)
    }

    /// Sorts by the field, the largest first.
    #[must_use]
    pub fn desc(self) -> Sort<D::Collection> {
        Sort::new(D::NAME, Direction::Descending)
    }
}
