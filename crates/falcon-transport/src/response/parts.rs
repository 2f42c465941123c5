//! Parts of a response.

use std::fmt;

use serde_json::{Map, Value};

use crate::http::one_line::one_line;
use crate::response::api_error::ApiError;
use crate::response::meta::Meta;

/// All parts of a response, from [`Response::into_parts`](crate::Response::into_parts).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ResponseParts<T> {
    /// Resources that succeeded.
    pub succeeded: Vec<T>,
    /// Resources that the service rejected.
    pub rejected: Vec<RejectedItem<T>>,
    /// Errors that the service lists.
    pub errors: Vec<ApiError>,
    /// Items that could not be decoded.
    pub malformed: Vec<MalformedItem>,
    /// Metadata of the response.
    pub meta: Meta,
    /// Unknown fields of the envelope.
    pub extra: Map<String, Value>,
}

impl<T> ResponseParts<T> {
    pub(crate) fn empty() -> Self {
        Self::from_errors(Vec::new())
    }

    pub(crate) fn from_errors(errors: Vec<ApiError>) -> Self {
        Self {
            succeeded: Vec::new(),
            rejected: Vec::new(),
            errors,
            malformed: Vec::new(),
            meta: Meta::default(),
            extra: Map::new(),
        }
    }

    /// Moves the resources for which `reason` returns an error to the rejected ones.
    pub(crate) fn split_rejected(&mut self, reason: impl Fn(&T) -> Option<ApiError>) {
        for item in std::mem::take(&mut self.succeeded) {
            match reason(&item) {
                Some(reason) => self.rejected.push(RejectedItem { reason, item }),
                None => self.succeeded.push(item),
            }
        }
    }
}

/// An item of a response that could not be decoded as its type.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct MalformedItem {
    /// Index among the resources of the response, from 0. For a malformed id, the response is the page
    /// that lists it.
    pub index: usize,
    /// Id of the item, if it has one.
    pub id: Option<String>,
    /// Decoding error.
    pub reason: String,
    /// The item as received.
    pub json: Value,
}

impl fmt::Display for MalformedItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { index, reason, .. } = self;
        write!(
            f,
            "malformed item at index {index}: {}",
            one_line(reason, 200)
        )
    }
}

/// A resource that the service rejected.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct RejectedItem<T> {
    /// Reason of the rejection, with the id of the resource if it has one.
    pub reason: ApiError,
    /// The resource as received.
    pub item: T,
}

impl<T> fmt::Display for RejectedItem<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "rejected: {}", self.reason)
    }
}
