//! What the listings have in common: a filter, an order, a size of page.

use std::fmt;

use crate::api::operation::OperationId;
use crate::api::request::ApiRequest;
use crate::fql::{Filter, Sort};

/// The arguments of a listing of collection `C`.
pub(crate) struct Listing<C> {
    pub(crate) filter: Option<Filter<C>>,
    pub(crate) sort: Option<Sort<C>>,
    pub(crate) limit: Option<u32>,
    pub(crate) parameters: Vec<(String, String)>,
}

impl<C> Default for Listing<C> {
    fn default() -> Self {
        Self {
            filter: None,
            sort: None,
            limit: None,
            parameters: Vec::new(),
        }
    }
}

impl<C> Clone for Listing<C> {
    fn clone(&self) -> Self {
        Self {
            filter: self.filter.clone(),
            sort: self.sort.clone(),
            limit: self.limit,
            parameters: self.parameters.clone(),
        }
    }
}

impl<C> fmt::Debug for Listing<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Listing")
            .field("filter", &self.filter.as_ref().map(Filter::as_str))
            .field("sort", &self.sort.as_ref().map(ToString::to_string))
            .field("limit", &self.limit)
            .field("parameters", &self.parameters)
            .finish()
    }
}

impl<C> Listing<C> {
    /// The call of a listing that begins at `place`, in whichever way its operation says so.
    pub(crate) fn call(
        &self,
        operation: OperationId,
        place: Option<(&'static str, impl ToString)>,
    ) -> ApiRequest {
        // The filter that matches all has no text, and is left out.
        let filter = self
            .filter
            .as_ref()
            .map(Filter::as_str)
            .filter(|text| !text.is_empty());
        let call = match place {
            Some((key, value)) => ApiRequest::new(operation).with(key, value),
            None => ApiRequest::new(operation),
        };
        call.with_some("limit", self.limit)
            .with_some("sort", self.sort.as_ref())
            .with_some("filter", filter)
            .with_raw_query(&self.parameters)
    }
}

/// Pairs given beside the typed arguments.
pub(crate) fn pairs<K, V>(pairs: impl IntoIterator<Item = (K, V)>) -> Vec<(String, String)>
where
    K: Into<String>,
    V: ToString,
{
    pairs
        .into_iter()
        .map(|(key, value)| (key.into(), value.to_string()))
        .collect()
}

/// The methods that every request has that takes parameters beside its arguments.
macro_rules! parameters_method {
    () => {
        /// Parameters as a whole payload: each takes the place of the argument of the same key,
        /// and one that has no method here is sent as it is.
        pub fn query<K, V>(mut self, parameters: impl IntoIterator<Item = (K, V)>) -> Self
        where
            K: Into<String>,
            V: ToString,
        {
            self.parameters
                .extend($crate::api::listing::pairs(parameters));
            self
        }
    };
}
pub(crate) use parameters_method;

/// The methods that every listing of a collection has.
macro_rules! listing_methods {
    ($collection:ty, $limit:literal) => {
        /// Only what matches the filter. It is one of this collection, so it has been checked
        /// against the collection's fields; text becomes one with `parse` or `fql!`.
        pub fn filter(mut self, filter: impl $crate::fql::IntoFilter<$collection>) -> Self {
            self.listing.filter = Some(filter.into_filter());
            self
        }

        /// In this order.
        pub fn sort(mut self, sort: $crate::fql::Sort<$collection>) -> Self {
            self.listing.sort = Some(sort);
            self
        }

        #[doc = concat!("At most so many in one answer: ", $limit, ".")]
        pub fn limit(mut self, limit: u32) -> Self {
            self.listing.limit = Some(limit);
            self
        }

        /// Parameters as a whole payload: each takes the place of the argument of the same key,
        /// and one that has no method here is sent as it is.
        pub fn query<K, V>(mut self, parameters: impl IntoIterator<Item = (K, V)>) -> Self
        where
            K: Into<String>,
            V: ToString,
        {
            self.listing
                .parameters
                .extend($crate::api::listing::pairs(parameters));
            self
        }
    };
}
pub(crate) use listing_methods;
