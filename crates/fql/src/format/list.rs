//! Lists of values.

use super::IntoValue;
use crate::value::Values;

/// The values of a list: an array of 1 to 32 values, or [`Values`].
#[diagnostic::on_unimplemented(
    message = "expected a list of values for `{FieldType}`, found `{Self}`",
    label = "not a list of values for `{FieldType}`",
    note = "a list is an array of 1 to 32 values, or `Values::new(iterator)?`"
)]
pub trait IntoList<FieldType>: sealed::IntoList {
    /// Appends the values and the closing bracket, after the opening bracket and the opening quote
    /// of the field type.
    #[doc(hidden)]
    fn push_list(self, out: &mut String);
}

/// An array of 1 to 32 values of type `V`, or a reference to one.
#[diagnostic::on_unimplemented(
    message = "expected an array of 1 to 32 values, found `{Self}`",
    label = "not an array of 1 to 32 values",
    note = "for a vector, a slice, an iterator or a longer array, use `try_is_in(…)?`"
)]
pub trait NonEmpty<V>: sealed::IntoList {}

mod sealed {
    pub trait IntoList {}
}

impl<V> sealed::IntoList for Values<V> {}
impl<V> sealed::IntoList for &Values<V> {}

#[diagnostic::do_not_recommend]
impl<F, V: IntoValue<F>> IntoList<F> for Values<V> {
    #[inline(always)]
    fn push_list(self, out: &mut String) {
        V::push_list(self.as_slice(), out);
    }
}

#[diagnostic::do_not_recommend]
impl<F, V: IntoValue<F>> IntoList<F> for &Values<V> {
    #[inline(always)]
    fn push_list(self, out: &mut String) {
        V::push_list(self.as_slice(), out);
    }
}

impl<V, const N: usize> sealed::IntoList for [V; N] {}
impl<V, const N: usize> sealed::IntoList for &[V; N] {}

#[diagnostic::do_not_recommend]
impl<V, const N: usize> NonEmpty<V> for &[V; N] where [V; N]: NonEmpty<V> {}

#[diagnostic::do_not_recommend]
impl<F, V: IntoValue<F>, const N: usize> IntoList<F> for &[V; N]
where
    [V; N]: NonEmpty<V>,
{
    fn push_list(self, out: &mut String) {
        V::push_list(self, out);
    }
}

macro_rules! arrays {
    ($($length:literal)*) => { $(
        #[diagnostic::do_not_recommend]
        impl<V> NonEmpty<V> for [V; $length] {}

        #[diagnostic::do_not_recommend]
        impl<F, V: IntoValue<F>> IntoList<F> for [V; $length] {
            fn push_list(self, out: &mut String) {
                V::push_list(&self, out);
            }
        }
    )* };
}

arrays!(1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32);
