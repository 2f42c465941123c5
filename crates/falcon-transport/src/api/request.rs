//! A request to an operation: its arguments, before they are checked and encoded.

use std::borrow::{Borrow, Cow};
use std::fmt;

use bytes::Bytes;
use fql::operation::IdsLocation;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::api::ids::IntoIds;
use crate::api::operation::{BodyUse, Idempotency, Operation};
use crate::api::operation_id::OperationId;
use crate::api::{check, graphql_document, request_path};
use crate::client::Falcon;
use crate::error::Error;
use crate::http::request::PreparedRequest;
use crate::http::send::ResponseHandler;
use crate::response::typed_response::Response;

/// The arguments of a request, and the client that will send it.
#[derive(Clone)]
pub(crate) struct ApiRequest {
    pub(crate) falcon: Falcon,
    pub(crate) operation: Operation,
    /// The parameters, in the order in which they were added.
    query: Vec<(&'static str, String)>,
    /// Parameters as the caller wrote them. Each replaces those of the same key in `query`.
    raw_query: Vec<(String, String)>,
    pub(crate) body: Option<Value>,
    /// The JSON of `body` as the caller wrote it, to be sent byte for byte.
    raw_body: Option<Bytes>,
    /// An argument that cannot be sent, reported when the request is.
    pub(crate) invalid: Option<Error>,
}

impl ApiRequest {
    pub(crate) fn new(falcon: &Falcon, operation: impl Into<Operation>) -> Self {
        Self {
            falcon: falcon.clone(),
            operation: operation.into(),
            query: Vec::new(),
            raw_query: Vec::new(),
            body: None,
            raw_body: None,
            invalid: None,
        }
    }

    /// Adds a parameter, even if one of the same key exists.
    pub(crate) fn append(mut self, key: &'static str, value: impl ToString) -> Self {
        self.query.push((key, value.to_string()));
        self
    }

    /// Sets a parameter, in place of earlier values.
    pub(crate) fn with(mut self, key: &'static str, value: impl ToString) -> Self {
        self.set(key, Some(value));
        self
    }

    /// Sets a parameter in place of earlier values, or removes them if there is no value.
    pub(crate) fn set(&mut self, key: &'static str, value: Option<impl ToString>) {
        self.query.retain(|(name, _)| *name != key);
        self.query
            .extend(value.map(|value| (key, value.to_string())));
    }

    /// Adds parameters that replace other ones of the same key.
    pub(crate) fn with_raw_query<K, V>(
        mut self,
        parameters: impl IntoIterator<Item = (K, V)>,
    ) -> Self
    where
        K: Into<String>,
        V: ToString,
    {
        let pairs = parameters.into_iter();
        self.raw_query
            .extend(pairs.map(|(key, value)| (key.into(), value.to_string())));
        self
    }

    /// Adds the raw parameters of another request that this operation has, too.
    pub(crate) fn with_shared_parameters(mut self, other: &Self) -> Self {
        let known = &self.operation.spec().parameters;
        let pairs = other.raw_query.iter();
        let shared = pairs.filter(|(key, _)| known.contains(&&**key));
        self.raw_query.extend(shared.cloned());
        self
    }

    /// Adds ids where the operation expects them: in the query or in the body.
    pub(crate) fn with_ids(mut self, ids: impl IntoIds) -> Self {
        match self.operation.spec().ids {
            Some(parameter) if parameter.location == IdsLocation::Body => {
                let mut body = match self.body.take() {
                    Some(Value::Object(body)) => body,
                    _ => Map::new(),
                };
                let mut listed = match body.remove(parameter.name) {
                    Some(Value::Array(listed)) => listed,
                    _ => Vec::new(),
                };
                listed.extend(ids.into_ids().into_iter().map(Value::String));
                body.insert(parameter.name.to_owned(), listed.into());
                self.with_body(body.into())
            }
            parameter => {
                let name = parameter.map_or("ids", |parameter| parameter.name);
                let ids = ids.into_ids().into_iter();
                ids.fold(self, |request, id| request.append(name, id))
            }
        }
    }

    pub(crate) fn with_body(mut self, body: Value) -> Self {
        self.body = Some(body);
        self
    }

    /// Sets the body. The ids that the operation has in its body stay in it, unless the new body has its own.
    pub(crate) fn with_body_and_ids(mut self, mut body: Value) -> Self {
        let ids = self.operation.spec().ids;
        if let Some(ids) = ids.filter(|ids| ids.location == IdsLocation::Body)
            && let Some(listed) = self.body.as_mut().and_then(|body| body.get_mut(ids.name))
            && let Some(body) = body.as_object_mut()
        {
            body.entry(ids.name).or_insert_with(|| listed.take());
        }
        self.with_body(body)
    }

    /// Sets the JSON of the body as the caller wrote it.
    pub(crate) fn with_raw_json(mut self, json: impl Into<Bytes>) -> Self {
        self.raw_body = Some(json.into());
        self
    }

    /// Makes the request fail when it is sent. The first reason counts.
    pub(crate) fn reject(mut self, reason: impl Into<Error>) -> Self {
        self.invalid.get_or_insert_with(|| reason.into());
        self
    }

    /// Removes the parameters with this key.
    pub(crate) fn remove(&mut self, key: &str) {
        self.query.retain(|(name, _)| *name != key);
        self.raw_query.retain(|(name, _)| name != key);
    }

    /// Returns `true` if there are parameters other than ids in the body.
    pub(crate) fn has_parameters(&self) -> bool {
        self.query().next().is_some()
    }

    /// Returns the parameters, without those in the body.
    fn query(&self) -> impl Iterator<Item = (&str, &str)> {
        let is_replaced = |key: &str| self.raw_query.iter().any(|(name, _)| name == key);
        let typed = self.query.iter().map(|(key, value)| (*key, &**value));
        let raw = self.raw_query.iter().map(|(key, value)| (&**key, &**value));
        typed.filter(move |(key, _)| !is_replaced(key)).chain(raw)
    }

    /// Returns the values of the parameter `key`, in the query or in a body of arguments.
    pub(crate) fn values<'r>(&'r self, key: &'r str) -> impl Iterator<Item = Cow<'r, str>> {
        let in_query = self.query().filter(move |(name, _)| *name == key);
        let is_argument = self.operation.spec().body == BodyUse::Arguments;
        let body = self.body.as_ref().filter(|_| is_argument);
        let in_body = body.and_then(|body| body.get(key));
        let in_body = in_body.filter(|value| !value.is_null());
        let in_body = in_body.map(|value| match value.as_str() {
            Some(string) => Cow::Borrowed(string),
            None => Cow::Owned(value.to_string()),
        });
        in_query
            .map(|(_, value)| Cow::Borrowed(value))
            .chain(in_body)
    }

    /// Returns the number of items that the request asks for, if it is known: the limit, or the number
    /// of ids or assets.
    pub(crate) fn expected_items(&self) -> Option<usize> {
        let spec = self.operation.spec();
        if matches!(spec.body, BodyUse::Unknown | BodyUse::Selection) {
            return None;
        }
        if let Some(limit) = self.values("limit").last() {
            return limit.parse().ok();
        }
        let ids = spec.ids.map_or("ids", |ids| ids.name);
        let in_query = self.values(ids).count();
        if in_query > 0 {
            return Some(in_query);
        }
        let listed = |key| Some(self.body.as_ref()?.get(key)?.as_array()?.len());
        listed(ids).or_else(|| listed("assets"))
    }

    /// Returns the idempotency of the request. For GraphQL it depends on the document.
    fn idempotency(&self) -> Idempotency {
        match (self.operation.id(), &self.body) {
            (Some(OperationId::ApiPreemptProxyPostGraphql), Some(body)) => {
                let document = body.get("query").and_then(Value::as_str);
                graphql_document::idempotency_of(document.unwrap_or_default())
            }
            _ => self.operation.spec().idempotency,
        }
    }

    /// Checks the arguments and encodes the request.
    ///
    /// # Errors
    ///
    /// [`Error::is_argument`] when the operation does not support them, and for a URL that is too long.
    pub(crate) fn prepare(&self) -> Result<PreparedRequest, Error> {
        let checked = check::arguments(self).and_then(|()| request_path::of(self));
        let path = checked.map_err(|error| error.with_operation(&self.operation))?;
        let in_path: Vec<_> = request_path::parameters(self.operation.path()).collect();
        let query = self.query().filter(|(name, _)| !in_path.contains(name));
        let to_json = || self.body.as_ref().map(|body| Bytes::from(body.to_string()));
        let body = self.raw_body.clone().or_else(to_json);
        let in_body = self.operation.spec().body == BodyUse::Arguments;
        let (query, body) = if in_body {
            let body = body.unwrap_or_else(|| arguments_json(query).into());
            (None, Some(body))
        } else {
            (Some(query), body)
        };
        PreparedRequest {
            operation: self.operation.clone(),
            idempotency: self.idempotency(),
            path,
            query: None,
            body,
        }
        .with_query(query.into_iter().flatten(), self.falcon.inner.max_url_len)
    }

    /// Sends the request and reads the response's envelope.
    pub(crate) async fn send<T>(&self) -> Result<Response<T>, Error>
    where
        T: DeserializeOwned + Send,
    {
        let prepared = self.prepare()?;
        let response = self
            .falcon
            .execute_prepared(&prepared, self.expected_items());
        response.await.map(|page| *page.response)
    }

    /// Sends the request and lets `handler` read the response.
    pub(crate) async fn send_with<H: ResponseHandler>(
        &self,
        handler: &H,
    ) -> Result<H::Output, Error> {
        self.falcon.send(&self.prepare()?, handler).await
    }
}

impl fmt::Debug for ApiRequest {
    /// Writes the name of the operation. The arguments may be secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiRequest")
            .field("operation", &self.operation)
            .finish_non_exhaustive()
    }
}

/// Returns arguments as an object, in which `limit` and `offset` are numbers.
fn arguments_json<'q>(arguments: impl Iterator<Item = (&'q str, &'q str)>) -> String {
    let members = arguments.map(|(key, text)| {
        let number: Option<u64> = text.parse().ok();
        let number = number.filter(|_| matches!(key, "limit" | "offset"));
        (
            key.to_owned(),
            number.map_or_else(|| text.into(), Value::from),
        )
    });
    Value::Object(members.collect::<Map<_, _>>()).to_string()
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

/// Defines the method `query` of a request, which changes the member at a path.
macro_rules! query_method {
    () => {
        $crate::api::request::query_method! {
            in 0;
            /// Adds query parameters without checking their keys.
            ///
            /// Use it for parameters that have no method here. Each one replaces the parameter of the
            /// same key that a method has set.
        }
    };
    (in $($request:tt).+; $(#[$doc:meta])*) => {
        $(#[$doc])*
        pub fn query<K, V>(mut self, parameters: impl IntoIterator<Item = (K, V)>) -> Self
        where
            K: Into<String>,
            V: ToString,
        {
            self.$($request).+ = self.$($request).+.with_raw_query(parameters);
            self
        }
    };
}
pub(crate) use query_method;

/// Defines the type of the requests of an operation, with its method `send`.
macro_rules! request_type {
    (
        $(#[$doc:meta])* $name:ident $(with $method:ident)?;
        $(#[$send_doc:meta])* send($request:ident) -> $response:ty $sent:block
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug)]
        #[must_use = "nothing is sent until the request is awaited"]
        pub struct $name(pub(in crate::api) $crate::api::request::ApiRequest);

        impl $name {
            $($method!();)?

            $(#[$send_doc])*
            pub async fn send(self) -> Result<$response, Error> {
                let $request = self.0;
                $sent
            }
        }

        $crate::api::request::awaitable!($name => $response);
    };
}
pub(crate) use request_type;
