//! One call: its arguments, and the message that they become.

use std::borrow::Cow;

use bytes::Bytes;
use serde_json::Value;

use crate::api::graphql;
use crate::api::operation::{Idempotency, OperationId};
use crate::error::Error;

/// The arguments of a call, not yet checked.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub(crate) operation: OperationId,
    /// The pairs of the address line, in order.
    pub(crate) query: Vec<(Cow<'static, str>, String)>,
    pub(crate) body: Option<Value>,
    /// The text of the body, where it is to be sent just as it was given.
    pub(crate) text: Option<Bytes>,
}

impl Call {
    pub(crate) fn new(operation: OperationId) -> Self {
        Self {
            operation,
            query: Vec::new(),
            body: None,
            text: None,
        }
    }

    pub(crate) fn with(mut self, key: &'static str, value: impl ToString) -> Self {
        self.query.push((Cow::Borrowed(key), value.to_string()));
        self
    }

    pub(crate) fn with_some(self, key: &'static str, value: Option<impl ToString>) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }

    pub(crate) fn with_ids<S: ToString>(self, ids: &[S]) -> Self {
        ids.iter()
            .fold(self, |call, id| call.with("ids", id.to_string()))
    }

    pub(crate) fn with_body(mut self, body: Value) -> Self {
        self.body = Some(body);
        self
    }

    /// Puts pairs in the place of those of the same key.
    pub(crate) fn with_parameters(mut self, parameters: &[(String, String)]) -> Self {
        self.query
            .retain(|(key, _)| parameters.iter().all(|(other, _)| other != key));
        let pairs = parameters
            .iter()
            .map(|(key, value)| (Cow::Owned(key.clone()), value.clone()));
        self.query.extend(pairs);
        self
    }

    /// The values given for `key`.
    pub(crate) fn values<'c>(&'c self, key: &'c str) -> impl Iterator<Item = &'c str> {
        self.query
            .iter()
            .filter(move |(name, _)| name == key)
            .map(|(_, value)| value.as_str())
    }

    /// How many items the answer is to hold: as many as its limit says, or else as there are ids.
    pub(crate) fn expected_items(&self) -> usize {
        let limit = self.values("limit").last();
        limit
            .and_then(|limit| limit.parse().ok())
            .unwrap_or_else(|| self.values("ids").count())
    }

    /// Whether the call reads or writes; for GraphQL, its document tells.
    fn idempotency(&self) -> Idempotency {
        match (self.operation, &self.body) {
            (OperationId::ApiPreemptProxyPostGraphql, Some(body)) => graphql::idempotency_of(
                body.get("query")
                    .and_then(Value::as_str)
                    .unwrap_or_default(),
            ),
            (operation, _) => operation.idempotency(),
        }
    }

    /// The query as it stands in the request line, where there is one.
    ///
    /// It is encoded as a form: a blank is `+`, so a `+` is `%2B`.
    fn encoded_query(&self) -> Option<String> {
        if self.query.is_empty() {
            return None;
        }
        let mut query = form_urlencoded::Serializer::new(String::with_capacity(256));
        query.extend_pairs(&self.query);
        Some(query.finish())
    }
}

/// How long `text` becomes in an address line, in bytes.
pub(crate) fn encoded_len(text: &str) -> usize {
    form_urlencoded::byte_serialize(text.as_bytes())
        .map(str::len)
        .sum()
}

/// A call as it goes over the wire, as often as need be.
#[derive(Clone, Debug)]
pub(crate) struct PreparedRequest {
    pub(crate) operation: OperationId,
    pub(crate) idempotency: Idempotency,
    /// The query, encoded.
    pub(crate) query: Option<String>,
    pub(crate) body: Option<Bytes>,
}

impl PreparedRequest {
    /// The message of a call.
    pub(crate) fn new(call: &Call, max_url_len: usize) -> Result<Self, Error> {
        let query = call.encoded_query();
        fits(call.operation, query.as_deref(), max_url_len)?;
        let written = || call.body.as_ref().map(|body| Bytes::from(body.to_string()));
        let body = call.text.clone().or_else(written);
        Ok(Self {
            operation: call.operation,
            idempotency: call.idempotency(),
            query,
            body,
        })
    }

    /// The same message with a pair more at the end of its query.
    pub(crate) fn with_pair(
        &self,
        key: &str,
        value: &str,
        max_url_len: usize,
    ) -> Result<Self, Error> {
        let begun = self.query.as_deref().unwrap_or_default();
        let mut query = String::with_capacity(begun.len() + 256);
        query.push_str(begun);
        let mut query = form_urlencoded::Serializer::new(query);
        let query = Some(query.append_pair(key, value).finish());
        fits(self.operation, query.as_deref(), max_url_len)?;
        Ok(Self {
            query,
            body: self.body.clone(),
            ..*self
        })
    }
}

/// Refuses an address line that would be cut or refused on its way.
fn fits(operation: OperationId, query: Option<&str>, limit: usize) -> Result<(), Error> {
    let after_path = query.map_or(0, |query| "?".len() + query.len());
    let length = operation.path().len() + after_path;
    if length > limit {
        return Err(too_long(operation, length, limit));
    }
    Ok(())
}

fn too_long(operation: OperationId, length: usize, limit: usize) -> Error {
    let help = match operation.id_limit() {
        Some(_) => "give fewer ids a call",
        None => "a filter with a long list can be split into several with `chunk_filter`",
    };
    let message = format!("the address line would have {length} bytes, more than {limit}");
    Error::argument(Some(operation), message).with_help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_holds_its_pairs_in_order_with_plus_and_quotes_encoded() {
        let call = Call::new(OperationId::QueryExternalAssetsV2)
            .with("filter", "a:'x y'+b:>1")
            .with_ids(&["1", "ü/&"]);
        let encoded = "filter=a%3A%27x+y%27%2Bb%3A%3E1";
        assert_eq!(
            call.encoded_query(),
            Some(format!("{encoded}&ids=1&ids=%C3%BC%2F%26"))
        );
        assert_eq!(encoded_len("a:'x y'+b:>1"), encoded.len() - "filter=".len());
    }

    #[test]
    fn a_pair_more_is_encoded_as_if_it_had_been_in_the_call() {
        let call = Call::new(OperationId::QueryExternalAssetsV2);
        for call in [call.clone(), call.with("limit", 5)] {
            let whole = call.clone().with("after", "a+b/&=ü");
            let whole = PreparedRequest::new(&whole, 1_000).unwrap();
            let query = whole.query.as_deref().unwrap();
            let length = whole.operation.path().len() + "?".len() + query.len();
            let begun = PreparedRequest::new(&call, 1_000).unwrap();
            let joined = begun.with_pair("after", "a+b/&=ü", length).unwrap();
            assert_eq!(joined.query.as_deref(), Some(query));
            let error = begun.with_pair("after", "a+b/&=ü", length - 1).unwrap_err();
            assert!(error.is_argument(), "{error}");
        }
    }

    #[test]
    fn parameters_take_the_place_of_arguments_of_the_same_key() {
        let parameters = [
            ("ids".to_owned(), "c".to_owned()),
            ("x".to_owned(), "1".to_owned()),
        ];
        let call = Call::new(OperationId::GetExternalAssets)
            .with_ids(&["a", "b"])
            .with_parameters(&parameters);
        assert_eq!(call.encoded_query().as_deref(), Some("ids=c&x=1"));
    }

    #[test]
    fn an_address_line_that_is_too_long_is_refused_with_what_to_do() {
        let call = Call::new(OperationId::QueryExternalAssetsV2).with("filter", "x".repeat(200));
        let length = "/fem/queries/external-assets/v2?filter=".len() + 200;
        assert!(PreparedRequest::new(&call, length).is_ok());
        let error = PreparedRequest::new(&call, length - 1).unwrap_err();
        assert!(error.is_argument());
        assert!(error.to_string().contains("chunk_filter"), "{error}");
    }
}
