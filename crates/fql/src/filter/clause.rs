//! Clauses of typed fields.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Not;

use fql_syntax::Connective;

use super::clause_value::ClauseValue;
use super::filter::{Filter, IntoFilter};
use super::negate::Negate;
use crate::schema::ClausePrefix;

/// A clause: a field of collection `C`, an operator and a value.
///
/// `&` and `|` combine it with other clauses into a [`Filter`], `!` negates it, and
/// [`filter()`](Self::filter) or `.into()` converts it into a filter of one clause. With `&&` and `||` the
/// compiler expects a `bool` (E0308).
///
/// It is written only then, so that a clause which is combined at once leaves nothing but its text in
/// the compiled program. `Display` shows a single clause.
#[must_use = "a clause has no effect until it becomes part of a filter"]
pub struct Clause<C, V> {
    prefix: ClausePrefix,
    value: V,
    collection: PhantomData<fn() -> C>,
}

impl<C, V> Clause<C, V> {
    #[inline(always)]
    pub(crate) fn new(prefix: ClausePrefix, value: V) -> Self {
        Self {
            prefix,
            value,
            collection: PhantomData,
        }
    }
}

// Not derived, which would require `C: Clone`.
impl<C, V: Clone> Clone for Clause<C, V> {
    #[inline(always)]
    fn clone(&self) -> Self {
        Self {
            value: self.value.clone(),
            ..*self
        }
    }
}

impl<C, V: Copy> Copy for Clause<C, V> {}

impl<C, V: ClauseValue + Clone> Clause<C, V> {
    fn text(&self) -> String {
        let mut text = self.prefix.positive[1..].to_owned();
        self.value.clone().push(&mut text);
        text
    }
}

impl<C, V: ClauseValue + Clone> fmt::Debug for Clause<C, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Clause").field(&self.text()).finish()
    }
}

impl<C, V: ClauseValue + Clone> fmt::Display for Clause<C, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text())
    }
}

#[diagnostic::do_not_recommend]
impl<C, V: ClauseValue> IntoFilter<C> for Clause<C, V> {
    #[inline(always)]
    fn into_filter(self) -> Filter<C> {
        Filter::from_clause(self.prefix.positive, self.value)
    }

    #[inline(always)]
    fn append_to(self, left: Filter<C>, connective: Connective) -> Filter<C> {
        left.with_clause(connective, self.prefix.positive, self.value)
    }
}

// A reference to a clause is a filter, like a reference to a filter. Besides, the compiler proposes the
// single implementation of a trait at length, and does not with two.
#[diagnostic::do_not_recommend]
impl<C, V: ClauseValue + Clone> IntoFilter<C> for &Clause<C, V> {
    fn into_filter(self) -> Filter<C> {
        self.clone().into_filter()
    }
}

impl<C, V> Clause<C, V> {
    /// Exchanges the operator and its negation.
    #[inline(always)]
    pub(super) fn negated(self) -> Self {
        let ClausePrefix { positive, negated } = self.prefix;
        Self {
            prefix: ClausePrefix {
                positive: negated,
                negated: positive,
            },
            ..self
        }
    }
}

impl<C, V: Negate<C>> Not for Clause<C, V> {
    type Output = V::Negation;

    #[inline(always)]
    fn not(self) -> V::Negation {
        V::negate(self)
    }
}

/// Two clauses of type `K` for a range, combined with `+`, or negated with `,`.
#[must_use = "a clause has no effect until it becomes part of a filter"]
pub struct Between<C, K> {
    low: K,
    high: K,
    connective: Connective,
    collection: PhantomData<fn() -> C>,
}

impl<C, K: Clone> Clone for Between<C, K> {
    fn clone(&self) -> Self {
        Self {
            low: self.low.clone(),
            high: self.high.clone(),
            ..*self
        }
    }
}

impl<C, K> Between<C, K> {
    pub(crate) fn new(low: K, high: K) -> Self {
        Self {
            low,
            high,
            connective: Connective::And,
            collection: PhantomData,
        }
    }
}

impl<C, K: fmt::Debug> fmt::Debug for Between<C, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Between")
            .field(&self.low)
            .field(&self.high)
            .finish()
    }
}

#[diagnostic::do_not_recommend]
impl<C, K: IntoFilter<C>> IntoFilter<C> for Between<C, K> {
    #[inline]
    fn into_filter(self) -> Filter<C> {
        self.high.append_to(self.low.into_filter(), self.connective)
    }
}

#[diagnostic::do_not_recommend]
impl<C, K: IntoFilter<C> + Clone> IntoFilter<C> for &Between<C, K> {
    fn into_filter(self) -> Filter<C> {
        self.clone().into_filter()
    }
}

impl<C, K: Not<Output = K>> Not for Between<C, K> {
    type Output = Self;

    fn not(self) -> Self {
        let connective = match self.connective {
            Connective::And => Connective::Or,
            Connective::Or => Connective::And,
        };
        Self {
            low: !self.low,
            high: !self.high,
            connective,
            ..self
        }
    }
}

super::clause!([C, V: ClauseValue,] Clause<C, V>);
super::clause!([C, K: IntoFilter<C>,] Between<C, K>);
super::operators!(['c, C, V: ClauseValue + Clone,] &'c Clause<C, V>);
super::operators!(['c, C, K: IntoFilter<C> + Clone,] &'c Between<C, K>);
