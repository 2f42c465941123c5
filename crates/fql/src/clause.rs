//! [`Clause`]: one comparison, not printed yet, and the operators that print it.

use std::fmt;
use std::marker::PhantomData;
use std::ops::{BitAnd, BitOr, Not};

use fql_syntax::Connective;

use crate::field::Head;
use crate::filter::Filter;
use crate::print;
use crate::value::{IntoPattern, IntoValue, Values};

/// One comparison, of a collection's field with a value. `&` and `|` join it with others to a
/// [`Filter`], `!` negates it, and `.into()` makes it a filter by itself.
///
/// It is printed when it is joined or becomes a filter: of one that is joined at once, nothing is left
/// in the compiled program but its text. `Display` shows it by itself.
#[must_use = "a clause does nothing until it becomes a filter"]
#[derive(Clone, Copy)]
pub struct Clause<C, T> {
    head: Head,
    tail: T,
    collection: PhantomData<fn() -> C>,
}

impl<C, T> Clause<C, T> {
    #[inline(always)]
    pub(crate) fn new(head: Head, tail: T) -> Self {
        Self {
            head,
            tail,
            collection: PhantomData,
        }
    }
}

impl<C, T: Tail + Clone> Clause<C, T> {
    /// The text of the filter that it is by itself.
    fn text(&self) -> String {
        let mut text = self.head.plain[1..].to_owned();
        self.tail.clone().put(&mut text);
        text
    }
}

impl<C, T: Tail + Clone> fmt::Debug for Clause<C, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Clause").field(&self.text()).finish()
    }
}

/// The text of the filter that it is by itself.
impl<C, T: Tail + Clone> fmt::Display for Clause<C, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text())
    }
}

/// What follows the head of a clause.
#[doc(hidden)]
pub trait Tail {
    fn put(self, text: &mut String);
}

/// One value of a field of kind `K`.
#[doc(hidden)]
#[derive(Debug)]
pub struct Value<K, V> {
    value: V,
    kind: PhantomData<fn() -> K>,
}

impl<K, V> Value<K, V> {
    #[inline(always)]
    pub(crate) fn new(value: V) -> Self {
        Self {
            value,
            kind: PhantomData,
        }
    }
}

impl<K, V: Clone> Clone for Value<K, V> {
    fn clone(&self) -> Self {
        Self::new(self.value.clone())
    }
}

impl<K, V: IntoValue<K>> Tail for Value<K, V> {
    #[inline(always)]
    fn put(self, text: &mut String) {
        self.value.put(text);
    }
}

/// One value of a field of kind `K`, behind an operator that reads no pattern.
#[doc(hidden)]
#[derive(Debug)]
pub struct Compared<K, V> {
    value: V,
    kind: PhantomData<fn() -> K>,
}

impl<K, V> Compared<K, V> {
    #[inline(always)]
    pub(crate) fn new(value: V) -> Self {
        Self {
            value,
            kind: PhantomData,
        }
    }
}

impl<K, V: Clone> Clone for Compared<K, V> {
    fn clone(&self) -> Self {
        Self::new(self.value.clone())
    }
}

impl<K, V: IntoValue<K>> Tail for Compared<K, V> {
    #[inline(always)]
    fn put(self, text: &mut String) {
        self.value.put_compared(text);
    }
}

/// A list of values of a field of kind `K`.
#[doc(hidden)]
#[derive(Debug)]
pub struct List<K, V, L> {
    values: L,
    kind: PhantomData<fn(V) -> K>,
}

/// A list whose length is known only when the program runs.
pub(crate) type AnyList<K, V> = List<K, V, Values<V>>;

impl<K, V, L> List<K, V, L> {
    #[inline(always)]
    pub(crate) fn new(values: L) -> Self {
        Self {
            values,
            kind: PhantomData,
        }
    }
}

impl<K, V, L: Clone> Clone for List<K, V, L> {
    fn clone(&self) -> Self {
        Self::new(self.values.clone())
    }
}

impl<K, V: IntoValue<K>, const N: usize> Tail for List<K, V, [V; N]> {
    /// As a slice, so that the code is there once a type and not once a length.
    #[inline(always)]
    fn put(self, text: &mut String) {
        V::put_list(&self.values, text);
    }
}

impl<K, V: IntoValue<K>> Tail for List<K, V, Values<V>> {
    #[inline(always)]
    fn put(self, text: &mut String) {
        V::put_list(self.values.as_slice(), text);
    }
}

/// A pattern with its wildcards.
#[doc(hidden)]
#[derive(Debug, Clone)]
pub struct Pattern<P>(pub(crate) P);

impl<P: IntoPattern> Tail for Pattern<P> {
    #[inline(always)]
    fn put(self, text: &mut String) {
        self.0.put(text);
    }
}

/// A text in a pattern, a star before it, behind it, or both.
#[doc(hidden)]
#[derive(Debug, Clone)]
pub struct Affix<'a> {
    pub(crate) before: bool,
    pub(crate) text: &'a str,
    pub(crate) after: bool,
}

impl Tail for Affix<'_> {
    #[inline]
    fn put(self, text: &mut String) {
        print::affix(text, self.before, self.text, self.after);
    }
}

/// Nothing: the head is the whole clause.
#[doc(hidden)]
#[derive(Debug, Clone)]
pub struct Null;

impl Tail for Null {
    #[inline(always)]
    fn put(self, _: &mut String) {}
}

/// Whatever is a filter of collection `C`: a [`Filter`], or a clause. Everything that wants a
/// filter takes this, so that a filter of another collection, or a text that nobody checked, does
/// not compile.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a checked filter of `{C}`",
    label = "not a filter of `{C}`",
    note = "check text with `.parse::<Filter<_>>()?` or `fql!`, or pass it as it is with \
            `Filter::unchecked(text)`"
)]
pub trait IntoFilter<C>: Sized {
    /// Prints it.
    fn into_filter(self) -> Filter<C>;

    #[doc(hidden)]
    #[inline]
    fn joined_to(self, left: Filter<C>, join: Connective) -> Filter<C> {
        left.joined_filter(join, &self.into_filter())
    }
}

#[diagnostic::do_not_recommend]
impl<C, T: Tail> IntoFilter<C> for Clause<C, T> {
    #[inline(always)]
    fn into_filter(self) -> Filter<C> {
        Filter::first(self.head.plain, self.tail)
    }

    #[inline(always)]
    fn joined_to(self, left: Filter<C>, join: Connective) -> Filter<C> {
        left.joined(join, self.head.plain, self.tail)
    }
}

impl<C, T: Tail> From<Clause<C, T>> for Filter<C> {
    #[inline(always)]
    fn from(clause: Clause<C, T>) -> Self {
        clause.into_filter()
    }
}

impl<C, T> Not for Clause<C, T> {
    type Output = Self;

    #[inline(always)]
    fn not(self) -> Self {
        let Head { plain, negated } = self.head;
        Self {
            head: Head {
                plain: negated,
                negated: plain,
            },
            ..self
        }
    }
}

/// Two clauses that say a value lies between two others: joined by `+`, or negated by `,`.
#[must_use = "a clause does nothing until it becomes a filter"]
#[derive(Clone)]
pub struct Between<C, T> {
    low: Clause<C, T>,
    high: Clause<C, T>,
    join: Connective,
}

impl<C, T> Between<C, T> {
    pub(crate) fn new(low: Clause<C, T>, high: Clause<C, T>) -> Self {
        Self {
            low,
            high,
            join: Connective::And,
        }
    }
}

impl<C, T: Tail + Clone> fmt::Debug for Between<C, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Between")
            .field(&self.low)
            .field(&self.high)
            .finish()
    }
}

#[diagnostic::do_not_recommend]
impl<C, T: Tail> IntoFilter<C> for Between<C, T> {
    #[inline]
    fn into_filter(self) -> Filter<C> {
        self.high.joined_to(self.low.into_filter(), self.join)
    }
}

impl<C, T: Tail> From<Between<C, T>> for Filter<C> {
    fn from(between: Between<C, T>) -> Self {
        between.into_filter()
    }
}

impl<C, T> Not for Between<C, T> {
    type Output = Self;

    fn not(self) -> Self {
        let join = match self.join {
            Connective::And => Connective::Or,
            Connective::Or => Connective::And,
        };
        Self {
            low: !self.low,
            high: !self.high,
            join,
        }
    }
}

macro_rules! operators {
    ([$($generic:tt)*] $left:ty) => {
        operators! { @ BitAnd bitand And [$($generic)*] $left }
        operators! { @ BitOr bitor Or [$($generic)*] $left }
    };
    (@ $trait:ident $method:ident $join:ident [$($generic:tt)*] $left:ty) => {
        impl<$($generic)* R: IntoFilter<C>> $trait<R> for $left {
            type Output = Filter<C>;

            #[inline(always)]
            fn $method(self, right: R) -> Filter<C> {
                right.joined_to(self.into_filter(), Connective::$join)
            }
        }
    };
}

operators!([C,] Filter<C>);
operators!(['f, C,] &'f Filter<C>);
operators!([C, T: Tail,] Clause<C, T>);
operators!([C, T: Tail,] Between<C, T>);
operators!(['p, C, T: Tail,] crate::property::PropertyClause<'p, C, T>);
