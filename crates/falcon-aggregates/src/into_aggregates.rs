//! [`IntoAggregates`]: whatever becomes a request.

use fql::Collection;

use crate::aggregates::Aggregates;
use crate::dynamic::DynamicAggregate;
use crate::problem::InvalidAggregates;
use crate::typed::Aggregate;

/// Whatever becomes a request over documents of collection `C`: an [`Aggregate`], a
/// [`DynamicAggregate`], a tuple, an array or a vector of them, or [`Aggregates`] that were read.
/// Everything that wants a request takes this.
///
/// ```
/// use falcon_aggregates::{Aggregate, IntoAggregates};
/// use fql::collections::external_assets as asset;
///
/// let by_city = Aggregate::terms("by_city", asset::ip::location::city);
/// let assets = Aggregate::cardinality("assets", asset::id);
/// let request = (by_city.clone(), assets).into_aggregates()?;
/// assert_eq!(request.list().len(), 2);
/// assert!((by_city.clone(), by_city).into_aggregates().is_err());
/// # Ok::<(), falcon_aggregates::InvalidAggregates>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no aggregate request over `{C}`",
    label = "not a request over `{C}`",
    note = "give an `Aggregate`, several as a tuple, or read JSON with `.parse::<Aggregates<_>>()?`"
)]
pub trait IntoAggregates<C> {
    /// Makes the request.
    ///
    /// # Errors
    /// When two aggregations beside each other have the same name, or one has none; when the
    /// request is empty; and, of what was decided when the program ran, whatever
    /// [`Aggregates::new`] refuses.
    fn into_aggregates(self) -> Result<Aggregates<C>, InvalidAggregates>;
}

/// One aggregation of a request.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no aggregation over `{C}`",
    label = "not an aggregation over `{C}`"
)]
pub trait IntoAggregate<C> {
    /// Whether all was checked when the program was compiled, except the names.
    #[doc(hidden)]
    const IS_TYPED: bool;

    /// The aggregation, whatever its type.
    fn into_aggregate(self) -> DynamicAggregate<C>;
}

#[diagnostic::do_not_recommend]
impl<C, T, N> IntoAggregate<C> for Aggregate<C, T, N> {
    const IS_TYPED: bool = true;

    #[inline]
    fn into_aggregate(self) -> DynamicAggregate<C> {
        self.inner
    }
}

#[diagnostic::do_not_recommend]
impl<C> IntoAggregate<C> for DynamicAggregate<C> {
    const IS_TYPED: bool = false;

    fn into_aggregate(self) -> DynamicAggregate<C> {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<C: Collection> IntoAggregates<C> for Aggregates<C> {
    fn into_aggregates(self) -> Result<Aggregates<C>, InvalidAggregates> {
        Ok(self)
    }
}

#[diagnostic::do_not_recommend]
impl<C: Collection> IntoAggregates<C> for &Aggregates<C> {
    fn into_aggregates(self) -> Result<Aggregates<C>, InvalidAggregates> {
        Ok(self.clone())
    }
}

#[diagnostic::do_not_recommend]
impl<C: Collection, T, N> IntoAggregates<C> for Aggregate<C, T, N> {
    #[inline]
    fn into_aggregates(self) -> Result<Aggregates<C>, InvalidAggregates> {
        Aggregates::checked(vec![self.inner], true)
    }
}

#[diagnostic::do_not_recommend]
impl<C: Collection> IntoAggregates<C> for DynamicAggregate<C> {
    fn into_aggregates(self) -> Result<Aggregates<C>, InvalidAggregates> {
        Aggregates::checked(vec![self], false)
    }
}

#[diagnostic::do_not_recommend]
impl<C: Collection, A: IntoAggregate<C>> IntoAggregates<C> for Vec<A> {
    fn into_aggregates(self) -> Result<Aggregates<C>, InvalidAggregates> {
        let list = self.into_iter().map(A::into_aggregate).collect();
        Aggregates::checked(list, A::IS_TYPED)
    }
}

#[diagnostic::do_not_recommend]
impl<C: Collection, A: IntoAggregate<C>, const N: usize> IntoAggregates<C> for [A; N] {
    fn into_aggregates(self) -> Result<Aggregates<C>, InvalidAggregates> {
        let list = self.map(A::into_aggregate).into();
        Aggregates::checked(list, A::IS_TYPED)
    }
}

macro_rules! tuples {
    ($( ($($name:ident $place:tt),*) )*) => { $(
        #[diagnostic::do_not_recommend]
        impl<C: Collection, $($name: IntoAggregate<C>),*> IntoAggregates<C> for ($($name,)*) {
            fn into_aggregates(self) -> Result<Aggregates<C>, InvalidAggregates> {
                let list = vec![$(self.$place.into_aggregate()),*];
                Aggregates::checked(list, $($name::IS_TYPED)&&*)
            }
        }
    )* };
}
tuples! {
    (A 0)
    (A 0, B 1)
    (A 0, B 1, D 2)
    (A 0, B 1, D 2, E 3)
    (A 0, B 1, D 2, E 3, F 4)
    (A 0, B 1, D 2, E 3, F 4, G 5)
    (A 0, B 1, D 2, E 3, F 4, G 5, H 6)
    (A 0, B 1, D 2, E 3, F 4, G 5, H 6, I 7)
}
