//! An encoded request.

use bytes::Bytes;

use crate::api::operation::{Idempotency, Operation};
use crate::error::Error;

/// Returns the length of `value` in a URL, in bytes.
pub(crate) fn encoded_len(value: &str) -> usize {
    form_urlencoded::byte_serialize(value.as_bytes())
        .map(str::len)
        .sum()
}

/// A request as it is sent, once for each attempt.
#[derive(Clone, Debug)]
pub(crate) struct PreparedRequest {
    pub(crate) operation: Operation,
    pub(crate) idempotency: Idempotency,
    /// The path, if it is not that of the operation.
    pub(crate) path: Option<String>,
    /// The form-encoded query: a space is `+`, so a `+` is `%2B`.
    pub(crate) query: Option<String>,
    pub(crate) body: Option<Bytes>,
}

impl PreparedRequest {
    /// Returns this request with these query parameters.
    ///
    /// # Errors
    ///
    /// [`Error::is_argument`] when its URL is longer than `max_url_len`.
    pub(crate) fn with_query<'q>(
        mut self,
        pairs: impl Iterator<Item = (&'q str, &'q str)>,
        max_url_len: usize,
    ) -> Result<Self, Error> {
        let mut pairs = pairs.peekable();
        if pairs.peek().is_some() {
            let query = self.query.unwrap_or_default();
            let mut query = form_urlencoded::Serializer::new(query);
            self.query = Some(query.extend_pairs(pairs).finish());
        }
        self.check_url_len(max_url_len)?;
        Ok(self)
    }

    /// Returns this request with one more query parameter.
    pub(crate) fn with_pair(
        &self,
        key: &str,
        value: &str,
        max_url_len: usize,
    ) -> Result<Self, Error> {
        let prefix = self.query.as_deref().unwrap_or_default();
        let mut query = String::with_capacity(prefix.len() + 256);
        query.push_str(prefix);
        Self {
            operation: self.operation.clone(),
            idempotency: self.idempotency,
            path: self.path.clone(),
            query: Some(query),
            body: self.body.clone(),
        }
        .with_query(std::iter::once((key, value)), max_url_len)
    }

    /// Rejects a URL that servers and proxies may truncate or refuse.
    fn check_url_len(&self, limit: usize) -> Result<(), Error> {
        let path = self.path.as_deref().unwrap_or(self.operation.path());
        let query = self
            .query
            .as_ref()
            .map_or(0, |query| "?".len() + query.len());
        let length = path.len() + query;
        if length > limit {
            return Err(too_long(&self.operation, length, limit));
        }
        Ok(())
    }
}

fn too_long(operation: &Operation, length: usize, limit: usize) -> Error {
    let help = match operation.spec().ids {
        Some(_) => "pass fewer ids per call",
        None => "split a filter with a long list using `chunk_filter`",
    };
    let message =
        format!("URL path and query have {length} bytes, more than the maximum of {limit}");
    Error::argument(message)
        .with_operation(operation)
        .with_help(help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::operation_id::OperationId;

    fn encode(query: &[(&str, &str)], max_url_len: usize) -> Result<PreparedRequest, Error> {
        let request = PreparedRequest {
            operation: OperationId::QueryExternalAssetsV2.into(),
            idempotency: Idempotency::Idempotent,
            path: None,
            query: None,
            body: None,
        };
        request.with_query(query.iter().copied(), max_url_len)
    }

    #[test]
    fn query_is_form_encoded_in_order() {
        let pairs = [("filter", "a:'x y'+b:>1"), ("ids", "1"), ("ids", "ü/&")];
        let encoded = "filter=a%3A%27x+y%27%2Bb%3A%3E1";
        assert_eq!(
            encode(&pairs, 1_000).unwrap().query,
            Some(format!("{encoded}&ids=1&ids=%C3%BC%2F%26"))
        );
        assert_eq!(encode(&[], 1_000).unwrap().query, None);
        assert_eq!(encoded_len("a:'x y'+b:>1"), encoded.len() - "filter=".len());
    }

    #[test]
    fn added_parameter_is_encoded_like_the_others() {
        let after = ("after", "a+b/&=ü");
        for pairs in [vec![], vec![("limit", "5")]] {
            let whole = encode(&[pairs.clone(), vec![after]].concat(), 1_000).unwrap();
            let query = whole.query.as_deref().unwrap();
            let length = whole.operation.path().len() + "?".len() + query.len();
            let prefix = encode(&pairs, 1_000).unwrap();
            let joined = prefix.with_pair(after.0, after.1, length).unwrap();
            assert_eq!(joined.query.as_deref(), Some(query));
            let error = prefix.with_pair(after.0, after.1, length - 1);
            assert!(error.unwrap_err().is_argument());
        }
    }

    #[test]
    fn overlong_url_is_an_argument_error() {
        let pairs = [("filter", &*"x".repeat(200))];
        let length = "/fem/queries/external-assets/v2?filter=".len() + 200;
        assert!(encode(&pairs, length).is_ok());
        let error = encode(&pairs, length - 1).unwrap_err();
        assert!(error.is_argument());
        let help = error.help().unwrap();
        assert!(help.contains("chunk_filter"), "{help}");
    }
}
