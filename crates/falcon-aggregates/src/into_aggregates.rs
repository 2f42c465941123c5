//! [`IntoAggregates`]: conversions into requests.

use fql::Collection;

use crate::error::InvalidAggregates;
use crate::request::aggregates::Aggregates;
use crate::request::dynamic::DynamicAggregate;
use crate::typed::aggregate::Aggregate;

/// A conversion into a request over documents of collection `C`.
///
/// Implemented for an [`Aggregate`], a [`DynamicAggregate`], a tuple, an array or a vector of them,
/// and [`Aggregates`]. Functions that send a request accept it.
///
/// # Examples
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
    message = "`{Self}` is not an aggregate request over `{C}`",
    label = "expected a request over `{C}`",
    note = "use an `Aggregate`, a tuple of several, or parse JSON with `.parse::<Aggregates<_>>()?`"
)]
pub trait IntoAggregates<C> {
    /// Converts into a validated request.
    ///
    /// # Errors
    /// The request is invalid: see [`Aggregates::new`].
    fn into_aggregates(self) -> Result<Aggregates<C>, InvalidAggregates>;
}

/// A conversion into one aggregation of a request.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an aggregation over `{C}`",
    label = "expected an aggregation over `{C}`"
)]
pub trait IntoAggregate<C> {
    /// `true` if everything except the names was checked at compile time.
    #[doc(hidden)]
    const IS_TYPED: bool;

    /// Converts into an aggregation of any type.
    fn into_aggregate(self) -> DynamicAggregate<C>;
}

impl<C: Collection> Aggregates<C> {
    /// Creates a request from one aggregation, or from a tuple, an array or a vector of them.
    ///
    /// # Examples
    ///
    /// ```
    /// use falcon_aggregates::{Aggregate, Aggregates};
    /// use fql::collections::external_assets as asset;
    ///
    /// let by_city = Aggregate::terms("by_city", asset::ip::location::city);
    /// let assets = Aggregate::cardinality("assets", asset::id);
    /// let request = Aggregates::new((by_city, assets))?;
    /// assert_eq!(request.list().len(), 2);
    /// # Ok::<(), falcon_aggregates::InvalidAggregates>(())
    /// ```
    ///
    /// # Errors
    /// The request is empty, or a name is empty or not unique among its siblings. For a
    /// [`DynamicAggregate`] also: the collection does not have the field, the type does not support
    /// it, a required parameter is missing, more than three aggregations are nested in it over all
    /// levels, or one is nested in a type without buckets.
    #[inline]
    pub fn new(request: impl IntoAggregates<C>) -> Result<Self, InvalidAggregates> {
        request.into_aggregates()
    }
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
        Aggregates::validate(vec![self.inner], true)
    }
}

#[diagnostic::do_not_recommend]
impl<C: Collection> IntoAggregates<C> for DynamicAggregate<C> {
    fn into_aggregates(self) -> Result<Aggregates<C>, InvalidAggregates> {
        Aggregates::validate(vec![self], false)
    }
}

#[diagnostic::do_not_recommend]
impl<C: Collection, A: IntoAggregate<C>> IntoAggregates<C> for Vec<A> {
    fn into_aggregates(self) -> Result<Aggregates<C>, InvalidAggregates> {
        let list = self.into_iter().map(A::into_aggregate).collect();
        Aggregates::validate(list, A::IS_TYPED)
    }
}

#[diagnostic::do_not_recommend]
impl<C: Collection, A: IntoAggregate<C>, const N: usize> IntoAggregates<C> for [A; N] {
    fn into_aggregates(self) -> Result<Aggregates<C>, InvalidAggregates> {
        let list = self.map(A::into_aggregate).into();
        Aggregates::validate(list, A::IS_TYPED)
    }
}

macro_rules! tuples {
    ($( ($($name:ident $index:tt),*) )*) => { $(
        #[diagnostic::do_not_recommend]
        impl<C: Collection, $($name: IntoAggregate<C>),*> IntoAggregates<C> for ($($name,)*) {
            fn into_aggregates(self) -> Result<Aggregates<C>, InvalidAggregates> {
                let list = vec![$(self.$index.into_aggregate()),*];
                Aggregates::validate(list, $($name::IS_TYPED)&&*)
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
