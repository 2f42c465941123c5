//! [`ResultKey`]: the typed access to a result.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use super::missing_result::MissingResult;
use super::result::AggregateResult;
use crate::typed::aggregate::Aggregate;

/// A type of aggregation with a typed view of its result.
pub trait ResultView {
    /// The view.
    type View<'a>;

    /// Returns the view of a result, or `None` if the result does not match the type.
    fn view(result: &AggregateResult) -> Option<Self::View<'_>>;
}

/// The key that finds the result of an aggregation of type `T` in a response.
///
/// [`Aggregate::key`] returns it. Take the key before the aggregation moves into a request.
pub struct ResultKey<T> {
    name: Cow<'static, str>,
    aggregation: PhantomData<fn() -> T>,
}

impl<C, T, N> Aggregate<C, T, N> {
    /// Returns the key that finds the result of this aggregation in a response.
    ///
    /// # Examples
    ///
    /// ```
    /// use falcon_aggregates::{Aggregate, AggregateResult};
    /// use fql::collections::external_assets as asset;
    /// # use serde_json::json;
    ///
    /// let by_city = Aggregate::terms("by_city", asset::ip::location::city);
    /// let by_city_key = by_city.key();
    /// // Send the request and receive the results.
    /// # let results: Vec<AggregateResult> = serde_json::from_value(json!([{"name": "by_city",
    /// #     "buckets": [{"label": "Example City", "count": 7}]}])).unwrap();
    /// for bucket in by_city_key.get(&results)? {
    ///     println!("{} assets in {}", bucket.count(), bucket.label());
    /// }
    /// # Ok::<(), falcon_aggregates::MissingResult>(())
    /// ```
    #[must_use]
    pub fn key(&self) -> ResultKey<T> {
        ResultKey {
            name: self.inner.name.clone(),
            aggregation: PhantomData,
        }
    }
}

impl<T> ResultKey<T> {
    /// Returns the name of the result.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl<T: ResultView> ResultKey<T> {
    /// Finds the result by its name and returns the typed view of it.
    ///
    /// # Errors
    /// No result has the name, or the result does not match the aggregation type.
    pub fn get<'a>(&self, results: &'a [AggregateResult]) -> Result<T::View<'a>, MissingResult> {
        let result = results.iter().find(|result| result.name == *self.name);
        let result = result.ok_or_else(|| MissingResult::missing(&self.name))?;
        T::view(result).ok_or_else(|| MissingResult::malformed(&self.name))
    }
}

impl<T> Clone for ResultKey<T> {
    fn clone(&self) -> Self {
        Self {
            name: self.name.clone(),
            aggregation: PhantomData,
        }
    }
}

impl<T> fmt::Debug for ResultKey<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ResultKey").field(&self.name).finish()
    }
}
