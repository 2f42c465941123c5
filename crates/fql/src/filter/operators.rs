//! `&`, `|`, `&=`, `|=` and `!`.

use std::ops::{BitAndAssign, BitOrAssign, Not};

use super::{Filter, IntoFilter, NegateError};
use crate::schema::Collection;

/// Implements the conversion of a clause into a filter, and its operators.
macro_rules! clause {
    ([$($generic:tt)*] $clause:ty) => {
        impl<$($generic)*> $clause {
            /// Returns the filter of this clause alone.
            #[must_use]
            #[inline]
            pub fn filter(self) -> $crate::filter::Filter<C> {
                $crate::filter::IntoFilter::into_filter(self)
            }
        }

        impl<$($generic)*> From<$clause> for $crate::filter::Filter<C> {
            #[inline(always)]
            fn from(clause: $clause) -> Self {
                $crate::filter::IntoFilter::into_filter(clause)
            }
        }

        $crate::filter::operators! { [$($generic)*] $clause }
    };
}

/// Implements `&` and `|` with any filter of the same collection.
macro_rules! operators {
    ([$($generic:tt)*] $left:ty) => {
        $crate::filter::operators! { @ BitAnd bitand And [$($generic)*] $left }
        $crate::filter::operators! { @ BitOr bitor Or [$($generic)*] $left }
    };
    (@ $trait:ident $method:ident $connective:ident [$($generic:tt)*] $left:ty) => {
        impl<$($generic)* R: $crate::filter::IntoFilter<C>> ::std::ops::$trait<R> for $left {
            type Output = $crate::filter::Filter<C>;

            #[inline(always)]
            fn $method(self, right: R) -> $crate::filter::Filter<C> {
                let left = $crate::filter::IntoFilter::into_filter(self);
                right.append_to(left, ::fql_syntax::Connective::$connective)
            }
        }
    };
}

pub(crate) use {clause, operators};

impl<C, R: IntoFilter<C>> BitAndAssign<R> for Filter<C> {
    #[inline]
    fn bitand_assign(&mut self, right: R) {
        *self = std::mem::take(self) & right;
    }
}

impl<C, R: IntoFilter<C>> BitOrAssign<R> for Filter<C> {
    #[inline]
    fn bitor_assign(&mut self, right: R) {
        *self = std::mem::take(self) | right;
    }
}

/// Negates the filter, as [`Filter::negate`] does: the result is a `Result`, because the filter that
/// matches everything has no negation. A clause negates without one.
///
/// # Examples
///
/// ```
/// use fql::collections::external_assets as asset;
///
/// let neither = (!(asset::manual.eq(true) | asset::criticality.eq("Low")))?;
/// assert_eq!(neither.as_str(), "manual:!true+criticality:!'Low'");
/// # Ok::<(), fql::NegateError>(())
/// ```
impl<C: Collection> Not for Filter<C> {
    type Output = Result<Self, NegateError>;

    fn not(self) -> Self::Output {
        self.negate()
    }
}
