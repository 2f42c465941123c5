//! A typed request under construction, and the methods that several requests share.

use std::borrow::Borrow;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::api::ids::IntoIds;
use crate::api::operation::Operation;
use crate::api::request::ApiRequest;
use crate::client::Falcon;
use crate::error::Error;
use crate::response::typed_response::Response;

/// The arguments of a request, and the client that will send it.
#[derive(Clone, Debug)]
pub(crate) struct RequestBuilder {
    pub(crate) falcon: Falcon,
    pub(crate) request: ApiRequest,
}

impl RequestBuilder {
    pub(crate) fn new(falcon: &Falcon, operation: impl Into<Operation>) -> Self {
        Self {
            falcon: falcon.clone(),
            request: ApiRequest::new(operation),
        }
    }

    /// Sets a query parameter, in place of an earlier value.
    pub(crate) fn with(mut self, key: &'static str, value: impl ToString) -> Self {
        self.request.set(key, Some(value));
        self
    }

    /// Sets the filter. The filter that matches everything is the empty string and is not sent.
    pub(crate) fn with_filter(mut self, filter: &str) -> Self {
        let filter = Some(filter).filter(|filter| !filter.is_empty());
        self.request.set("filter", filter);
        self
    }

    /// Sets the ids, in the query or the body as the operation expects them.
    pub(crate) fn with_ids(mut self, ids: impl IntoIds) -> Self {
        self.request = self.request.with_ids(&ids.into_ids());
        self
    }

    /// Sets the JSON body.
    pub(crate) fn with_body(mut self, body: Value) -> Self {
        self.request.body = Some(body);
        self
    }

    /// Adds query parameters that replace other ones of the same key.
    pub(crate) fn with_raw_query<K, V>(
        mut self,
        parameters: impl IntoIterator<Item = (K, V)>,
    ) -> Self
    where
        K: Into<String>,
        V: ToString,
    {
        self.request.add_raw_query(parameters);
        self
    }

    pub(crate) async fn send<T: DeserializeOwned + Send>(self) -> Result<Response<T>, Error> {
        self.falcon.execute(&self.request).await
    }
}

/// Returns the JSON of a typed body. The bodies of this crate are structs of strings, booleans and
/// lists, which always serialize.
pub(crate) fn to_json(body: &impl Serialize) -> Value {
    serde_json::to_value(body).unwrap_or_default()
}

/// Returns the JSON of a list of typed bodies, or of references to them.
pub(crate) fn to_json_list<B: Serialize>(bodies: impl IntoIterator<Item: Borrow<B>>) -> Value {
    let bodies = bodies.into_iter();
    Value::Array(bodies.map(|body| to_json(body.borrow())).collect())
}

/// Implements `IntoFuture` for a request, so that `.await` sends it like `.send().await`.
macro_rules! awaitable {
    ($request:ty => $response:ty) => {
        impl IntoFuture for $request {
            type Output = Result<$response, $crate::Error>;
            type IntoFuture = ::futures_core::future::BoxFuture<'static, Self::Output>;

            /// Sends the request, like [`send`](Self::send).
            fn into_future(self) -> Self::IntoFuture {
                Box::pin(self.send())
            }
        }
    };
}
pub(crate) use awaitable;

/// Defines the method `query` of a request.
macro_rules! query_method {
    () => {
        /// Adds query parameters without checking their keys.
        ///
        /// Use it for parameters that have no method here. Each one replaces the parameter of the
        /// same key that a method has set.
        pub fn query<K, V>(self, parameters: impl IntoIterator<Item = (K, V)>) -> Self
        where
            K: Into<String>,
            V: ToString,
        {
            Self(self.0.with_raw_query(parameters))
        }
    };
}
pub(crate) use query_method;
