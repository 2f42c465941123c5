//! Negations of clauses.

use std::fmt;
use std::ops::Not;

use fql_syntax::Connective;

use super::Clause;
use super::clause_value::{
    AffixPattern, ClauseValue, ComparedValue, EqualValue, ListValue, NoValue, PatternValue,
    TextMatchValue,
};
use super::filter::{Filter, IntoFilter};
use crate::schema::capability::SupportsNegatedText;

/// A value of a clause of collection `C` that has a negation.
pub trait Negate<C>: Sized {
    /// The negation of the clause.
    type Negation;

    /// Returns the negation of a clause.
    #[doc(hidden)]
    fn negate(clause: Clause<C, Self>) -> Self::Negation;
}

macro_rules! negate {
    ($([$($generic:tt),*] $value:ty;)*) => { $(
        impl<C, $($generic),*> Negate<C> for $value {
            type Negation = Clause<C, Self>;

            #[inline(always)]
            fn negate(clause: Clause<C, Self>) -> Self::Negation {
                clause.negated()
            }
        }
    )* };
}

negate! {
    [F, V] EqualValue<F, V>;
    [F, V] ComparedValue<F, V>;
    [F, V, L] ListValue<F, V, L>;
    [P] PatternValue<P>;
    [] AffixPattern<'_>;
    [] NoValue;
}

impl<C, V> Negate<C> for TextMatchValue<V> {
    type Negation = NegatedTextMatch<C, V>;

    #[inline(always)]
    fn negate(clause: Clause<C, Self>) -> Self::Negation {
        NegatedTextMatch(clause.negated())
    }
}

/// The negation of a text match, `field:!~value`. It is a filter unless the collection denies `!~`.
#[must_use = "a clause has no effect until it becomes part of a filter"]
pub struct NegatedTextMatch<C, V>(Clause<C, TextMatchValue<V>>);

// Not derived, which would require `C: Clone`.
impl<C, V: Clone> Clone for NegatedTextMatch<C, V> {
    #[inline(always)]
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<C, V: ClauseValue + Clone> fmt::Debug for NegatedTextMatch<C, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<C, V: ClauseValue + Clone> fmt::Display for NegatedTextMatch<C, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<C, V> Not for NegatedTextMatch<C, V> {
    type Output = Clause<C, TextMatchValue<V>>;

    #[inline(always)]
    fn not(self) -> Self::Output {
        self.0.negated()
    }
}

// Without `do_not_recommend`, each error about a type that is not a filter would propose this one. The conversion
// with `From` shows the reason of the collection.
#[diagnostic::do_not_recommend]
impl<C: SupportsNegatedText, V: ClauseValue> IntoFilter<C> for NegatedTextMatch<C, V> {
    #[inline(always)]
    fn into_filter(self) -> Filter<C> {
        self.0.into_filter()
    }

    #[inline(always)]
    fn append_to(self, left: Filter<C>, connective: Connective) -> Filter<C> {
        self.0.append_to(left, connective)
    }
}

#[diagnostic::do_not_recommend]
impl<C: SupportsNegatedText, V: ClauseValue + Clone> IntoFilter<C> for &NegatedTextMatch<C, V> {
    fn into_filter(self) -> Filter<C> {
        self.clone().into_filter()
    }
}

impl<C, V: ClauseValue> NegatedTextMatch<C, V> {
    /// Returns the filter of this clause alone.
    #[must_use]
    pub fn filter(self) -> Filter<C>
    where
        C: SupportsNegatedText,
    {
        self.into_filter()
    }
}

impl<C: SupportsNegatedText, V: ClauseValue> From<NegatedTextMatch<C, V>> for Filter<C> {
    #[inline(always)]
    fn from(clause: NegatedTextMatch<C, V>) -> Self {
        clause.into_filter()
    }
}

super::operators!([C: SupportsNegatedText, V: ClauseValue,] NegatedTextMatch<C, V>);
super::operators!(['c, C: SupportsNegatedText, V: ClauseValue + Clone,] &'c NegatedTextMatch<C, V>);
