//! The value types of clauses, for programs that name the type of a [`Clause`](crate::Clause).

use std::marker::PhantomData;

use crate::format::{IntoPattern, IntoValue, push_affix};
use crate::value::Values;

/// The part of a clause after its prefix.
///
/// A trait instead of a closure, because the compiler outlines closures differently in each program.
#[diagnostic::on_unimplemented(
    message = "a clause with an invalid value is not a filter",
    label = "not a filter until the value is valid"
)]
pub trait ClauseValue {
    /// Appends the value, up to the end of the clause.
    #[doc(hidden)]
    fn push(self, out: &mut String);
}

/// A value of a field of type `F`, for equality.
#[derive(Debug)]
pub struct EqualValue<F, V> {
    value: V,
    /// The character after the value, if its prefix opens a list.
    closing: Option<char>,
    field_type: PhantomData<fn() -> F>,
}

impl<F, V> EqualValue<F, V> {
    #[inline(always)]
    pub(crate) fn new(value: V, closing: Option<char>) -> Self {
        Self {
            value,
            closing,
            field_type: PhantomData,
        }
    }
}

impl<F, V: Clone> Clone for EqualValue<F, V> {
    fn clone(&self) -> Self {
        Self::new(self.value.clone(), self.closing)
    }
}

#[diagnostic::do_not_recommend]
impl<F, V: IntoValue<F>> ClauseValue for EqualValue<F, V> {
    #[inline(always)]
    fn push(self, out: &mut String) {
        self.value.push_value(out);
        // A constant of the field, `None` for almost all.
        if let Some(closing) = self.closing {
            out.push(closing);
        }
    }
}

/// A value of a field of type `F`, after an operator that never reads a pattern.
#[derive(Debug)]
pub struct ComparedValue<F, V> {
    value: V,
    field_type: PhantomData<fn() -> F>,
}

impl<F, V> ComparedValue<F, V> {
    #[inline(always)]
    pub(crate) fn new(value: V) -> Self {
        Self {
            value,
            field_type: PhantomData,
        }
    }
}

impl<F, V: Clone> Clone for ComparedValue<F, V> {
    fn clone(&self) -> Self {
        Self::new(self.value.clone())
    }
}

#[diagnostic::do_not_recommend]
impl<F, V: IntoValue<F>> ClauseValue for ComparedValue<F, V> {
    #[inline(always)]
    fn push(self, out: &mut String) {
        self.value.push_non_pattern(out);
    }
}

/// A list of values of a field of type `F`.
#[derive(Debug)]
pub struct ListValue<F, V, L> {
    values: L,
    field_type: PhantomData<fn(V) -> F>,
}

impl<F, V, L> ListValue<F, V, L> {
    #[inline(always)]
    pub(crate) fn new(values: L) -> Self {
        Self {
            values,
            field_type: PhantomData,
        }
    }
}

impl<F, V, L: Clone> Clone for ListValue<F, V, L> {
    fn clone(&self) -> Self {
        Self::new(self.values.clone())
    }
}

#[diagnostic::do_not_recommend]
impl<F, V: IntoValue<F>, const N: usize> ClauseValue for ListValue<F, V, [V; N]> {
    // As a slice, so that the code is compiled once per type, not once per length.
    #[inline(always)]
    fn push(self, out: &mut String) {
        V::push_list(&self.values, out);
    }
}

#[diagnostic::do_not_recommend]
impl<F, V: IntoValue<F>, const N: usize> ClauseValue for ListValue<F, V, &[V; N]> {
    #[inline(always)]
    fn push(self, out: &mut String) {
        V::push_list(self.values, out);
    }
}

#[diagnostic::do_not_recommend]
impl<F, V: IntoValue<F>> ClauseValue for ListValue<F, V, Values<V>> {
    #[inline(always)]
    fn push(self, out: &mut String) {
        V::push_list(self.values.as_slice(), out);
    }
}

/// A pattern.
#[derive(Debug, Clone)]
pub struct PatternValue<P>(pub(crate) P);

#[diagnostic::do_not_recommend]
impl<P: IntoPattern> ClauseValue for PatternValue<P> {
    #[inline(always)]
    fn push(self, out: &mut String) {
        self.0.push_pattern(out);
    }
}

/// A pattern that matches a string literally, with a wildcard before it, after it, or both.
#[derive(Debug, Clone)]
pub struct AffixPattern<'a> {
    star_before: bool,
    string: &'a str,
    star_after: bool,
}

impl<'a> AffixPattern<'a> {
    #[inline(always)]
    pub(crate) fn prefix(string: &'a str) -> Self {
        Self {
            star_before: false,
            string,
            star_after: true,
        }
    }

    #[inline(always)]
    pub(crate) fn suffix(string: &'a str) -> Self {
        Self {
            star_before: true,
            string,
            star_after: false,
        }
    }

    #[inline(always)]
    pub(crate) fn substring(string: &'a str) -> Self {
        Self {
            star_before: true,
            string,
            star_after: true,
        }
    }
}

#[diagnostic::do_not_recommend]
impl ClauseValue for AffixPattern<'_> {
    #[inline]
    fn push(self, out: &mut String) {
        push_affix(out, self.star_before, self.string, self.star_after);
    }
}

/// No value: the prefix is the whole clause.
#[derive(Debug, Clone)]
pub struct NoValue;

#[diagnostic::do_not_recommend]
impl ClauseValue for NoValue {
    #[inline(always)]
    fn push(self, _: &mut String) {}
}

/// The value `V` of a text match, the negation of whose clause is a [`NegatedTextMatch`](crate::NegatedTextMatch).
#[derive(Debug, Clone)]
pub struct TextMatchValue<V>(pub(crate) V);

#[diagnostic::do_not_recommend]
impl<V: ClauseValue> ClauseValue for TextMatchValue<V> {
    #[inline(always)]
    fn push(self, out: &mut String) {
        self.0.push(out);
    }
}
