//! What an aggregate operation can be given: a typed request, or the JSON of one.

use std::fmt;

use bytes::Bytes;
use falcon_aggregates::{Aggregates, IntoAggregates, InvalidAggregates};
use serde_json::Value;

use crate::api::body::{Json, Typed, to_json};
use crate::api::operation::OperationId;
use crate::api::request::ApiRequest;
use crate::error::Error;

/// What can be given as an aggregate request over documents of collection `C`: an `Aggregate`,
/// several as a tuple, or `Aggregates` that were read; or a list of JSON objects, which is sent as
/// it is. `Form` only tells the two apart and is always inferred.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no aggregate request over `{C}`",
    label = "not a request over `{C}`",
    note = "give an `Aggregate` of `falcon_aggregates`, several as a tuple, or a list of JSON objects"
)]
pub trait IntoAggregateRequest<C, Form> {
    #[doc(hidden)]
    fn into_request(self) -> AggregateRequest;
}

/// A request that is not sent yet; what is wrong with it is told when it is.
#[doc(hidden)]
#[derive(Clone)]
pub struct AggregateRequest(Result<Content, InvalidAggregates>);

#[derive(Clone)]
struct Content {
    body: Value,
    /// What is sent, where it was printed already.
    text: Option<Bytes>,
}

impl AggregateRequest {
    /// The call that it is the body of.
    pub(crate) fn call(&self, operation: OperationId) -> Result<ApiRequest, Error> {
        let content = self.0.as_ref().map_err(|invalid| {
            let errors = invalid.errors().iter().map(ToString::to_string);
            Error::argument(Some(operation), errors.collect::<Vec<_>>().join("; "))
        })?;
        let call = ApiRequest::new(operation);
        Ok(match content.text.clone() {
            Some(text) => call.with_raw_body(content.body.clone(), text),
            None => call.with_body(content.body.clone()),
        })
    }
}

impl fmt::Debug for AggregateRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Ok(content) => content.body.fmt(f),
            Err(invalid) => invalid.fmt(f),
        }
    }
}

impl<C, R: IntoAggregates<C>> IntoAggregateRequest<C, Typed> for R {
    fn into_request(self) -> AggregateRequest {
        AggregateRequest(
            self.into_aggregates()
                .map(|request: Aggregates<C>| Content {
                    body: to_json(&request),
                    text: Some(request.to_json().into()),
                }),
        )
    }
}

impl<C, L: IntoIterator<Item = Value>> IntoAggregateRequest<C, Json> for L {
    fn into_request(self) -> AggregateRequest {
        AggregateRequest(Ok(Content {
            body: self.into_iter().collect(),
            text: None,
        }))
    }
}
