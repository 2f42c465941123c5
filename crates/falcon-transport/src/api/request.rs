//! The arguments of a request, before they are checked and encoded.

use bytes::Bytes;
use serde_json::{Value, json};

use crate::api::graphql_document;
use crate::api::operation::{ArgumentLocation, BodyUse, IdLocation, Idempotency, Operation};
use crate::api::operation_id::OperationId;
use crate::error::Error;
use crate::http::request::PreparedRequest;

/// The arguments of one request to an operation.
#[derive(Clone, Debug)]
pub(crate) struct ApiRequest {
    pub(crate) operation: Operation,
    /// The query parameters, in the order in which they were added.
    query: Vec<(&'static str, String)>,
    /// Query parameters as the caller wrote them. Each replaces those of the same key in `query`.
    raw_query: Vec<(String, String)>,
    pub(crate) body: Option<Value>,
    /// The JSON of `body` as the caller wrote it, to be sent byte for byte.
    raw_body: Option<Bytes>,
    /// An argument that cannot be sent, reported when the request is.
    pub(crate) invalid: Option<Error>,
}

impl ApiRequest {
    pub(crate) fn new(operation: impl Into<Operation>) -> Self {
        Self {
            operation: operation.into(),
            query: Vec::new(),
            raw_query: Vec::new(),
            body: None,
            raw_body: None,
            invalid: None,
        }
    }

    /// Adds a query parameter, even if one of the same key exists.
    pub(crate) fn append(mut self, key: &'static str, value: impl ToString) -> Self {
        self.query.push((key, value.to_string()));
        self
    }

    /// Sets a query parameter in place of earlier values, or removes them if there is no value.
    pub(crate) fn set(&mut self, key: &'static str, value: Option<impl ToString>) {
        self.query.retain(|(name, _)| *name != key);
        self.query
            .extend(value.map(|value| (key, value.to_string())));
    }

    /// Adds query parameters that replace other ones of the same key.
    pub(crate) fn add_raw_query<K, V>(&mut self, parameters: impl IntoIterator<Item = (K, V)>)
    where
        K: Into<String>,
        V: ToString,
    {
        let pairs = parameters.into_iter();
        self.raw_query
            .extend(pairs.map(|(key, value)| (key.into(), value.to_string())));
    }

    /// Adds ids where the operation expects them: in the query or in the body.
    pub(crate) fn with_ids(self, ids: &[String]) -> Self {
        match self.operation.spec().ids {
            Some(parameter) if parameter.location == IdLocation::Body => {
                self.with_body(json!({ parameter.name: ids }))
            }
            parameter => {
                let name = parameter.map_or("ids", |parameter| parameter.name);
                ids.iter()
                    .fold(self, |request, id| request.append(name, id))
            }
        }
    }

    pub(crate) fn with_body(mut self, body: Value) -> Self {
        self.body = Some(body);
        self
    }

    /// Sets the JSON of the body as the caller wrote it.
    pub(crate) fn with_raw_json(mut self, json: impl Into<Bytes>) -> Self {
        self.raw_body = Some(json.into());
        self
    }

    /// Removes the query parameters with this key.
    pub(crate) fn remove(&mut self, key: &str) {
        self.query.retain(|(name, _)| *name != key);
        self.raw_query.retain(|(name, _)| name != key);
    }

    /// Returns `true` if there are parameters other than ids in the body.
    pub(crate) fn has_parameters(&self) -> bool {
        self.query().next().is_some()
    }

    /// Returns the query parameters to send.
    fn query(&self) -> impl Iterator<Item = (&str, &str)> {
        let is_replaced = |key: &str| self.raw_query.iter().any(|(name, _)| name == key);
        let typed = self.query.iter().map(|(key, value)| (*key, &**value));
        let raw = self.raw_query.iter().map(|(key, value)| (&**key, &**value));
        typed.filter(move |(key, _)| !is_replaced(key)).chain(raw)
    }

    /// Returns the values of the query parameter `key`.
    pub(crate) fn values<'r>(&'r self, key: &'r str) -> impl Iterator<Item = &'r str> {
        self.query()
            .filter(move |(name, _)| *name == key)
            .map(|(_, value)| value)
    }

    /// Returns the number of items that the request asks for, if it is known: the limit, or the number
    /// of ids or assets.
    pub(crate) fn expected_items(&self) -> Option<usize> {
        if matches!(
            self.operation.spec().body,
            BodyUse::Unknown | BodyUse::Selection
        ) {
            return None;
        }
        if let Some(limit) = self.values("limit").last() {
            return limit.parse().ok();
        }
        let ids = self.operation.spec().ids.map_or("ids", |ids| ids.name);
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

    /// Encodes the request.
    ///
    /// # Errors
    ///
    /// [`Error::is_argument`] when its URL would be longer than `max_url_len`.
    pub(crate) fn prepare(&self, max_url_len: usize) -> Result<PreparedRequest, Error> {
        let to_json = || self.body.as_ref().map(|body| Bytes::from(body.to_string()));
        let body = self.raw_body.clone().or_else(to_json);
        let (operation, idempotency) = (self.operation.clone(), self.idempotency());
        if operation.spec().arguments == ArgumentLocation::Query {
            return PreparedRequest::new(operation, idempotency, self.query(), body, max_url_len);
        }
        let body = body.unwrap_or_else(|| self.arguments_json().into());
        let no_query = std::iter::empty();
        PreparedRequest::new(operation, idempotency, no_query, Some(body), max_url_len)
    }

    /// Returns the arguments as an object.
    fn arguments_json(&self) -> String {
        let members = self.query().map(|(key, text)| {
            let number = text
                .parse()
                .ok()
                .filter(|_| matches!(key, "limit" | "offset"));
            let value = number.map_or_else(|| Value::from(text), |number: u64| number.into());
            (key.to_owned(), value)
        });
        Value::Object(members.collect()).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raw_query_replaces_parameters_of_the_same_key() {
        let ids = ["a", "b"].map(str::to_owned);
        let mut request = ApiRequest::new(OperationId::GetExternalAssets).with_ids(&ids);
        request.add_raw_query([("ids", "c"), ("x", "1")]);
        let encoded = request.prepare(1_000).unwrap();
        assert_eq!(encoded.query.as_deref(), Some("ids=c&x=1"));
    }
}
