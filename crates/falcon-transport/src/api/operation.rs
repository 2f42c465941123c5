//! Operations and their documented properties.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use fql::operation::{AggregateBody, IdsParameter};
use http::Method;

use crate::api::operation_id::OperationId;

/// The effect of performing an operation twice.
///
/// It decides whether a request is retried after a failure in which the service may have processed
/// it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Idempotency {
    /// The operation only reads, even if its method is POST. It may be retried.
    Idempotent,
    /// The operation creates, changes or deletes. It is not retried once the service may have
    /// received it.
    NonIdempotent,
}

/// The body of an operation's requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BodyUse {
    /// No body is sent.
    None,
    /// A body is sent, by default an empty object.
    Optional,
    /// The caller must provide the body.
    Required,
    /// The arguments, as an object in which `limit` and `offset` are numbers.
    Arguments,
    /// Aggregations, which the caller must provide.
    Aggregates(AggregateBody),
    /// Any JSON, or no body. Nothing is known about it.
    Unknown,
    /// As `Unknown`, for a write that would affect everything without a filter or ids.
    Selection,
}

/// The properties of one operation.
#[derive(Clone, Debug)]
pub(crate) struct OperationSpec {
    /// The row in the table of the twenty operations.
    pub(crate) id: Option<OperationId>,
    /// The name in errors and traces.
    pub(crate) name: Cow<'static, str>,
    pub(crate) method: Method,
    /// The path below the base URL, which starts with a slash. `{name}` is a parameter.
    pub(crate) path: Cow<'static, str>,
    pub(crate) scope: Option<&'static str>,
    pub(crate) idempotency: Idempotency,
    /// The parameters except the ids.
    pub(crate) parameters: Vec<&'static str>,
    /// The parameters without which the request is not sent.
    pub(crate) required: Vec<&'static str>,
    pub(crate) ids: Option<IdsParameter>,
    pub(crate) body: BodyUse,
    /// The largest documented `limit`.
    pub(crate) max_limit: Option<u32>,
    /// The number of items that can be listed by offset.
    pub(crate) window: Option<u64>,
}

impl OperationSpec {
    /// Creates a read without parameters, whose name is its path.
    pub(crate) fn read(path: impl Into<Cow<'static, str>>) -> Self {
        let path = path.into();
        Self {
            id: None,
            name: path.clone(),
            method: Method::GET,
            path,
            scope: None,
            idempotency: Idempotency::Idempotent,
            parameters: Vec::new(),
            required: Vec::new(),
            ids: None,
            body: BodyUse::None,
            max_limit: None,
            window: None,
        }
    }
}

/// An operation of the API, with what requests to it need: one of the twenty documented ones, one that
/// the table of a collection describes, or that of a raw request such as
/// [`Falcon::get`](crate::Falcon::get).
///
/// Responses and errors return it. It is cheap to clone, equal to its [`OperationId`] if it has one, and
/// displayed as its name.
#[derive(Clone)]
pub struct Operation(Arc<OperationSpec>);

impl Operation {
    pub(crate) fn spec(&self) -> &OperationSpec {
        &self.0
    }

    /// Returns the properties, to change them for one request.
    pub(crate) fn spec_mut(&mut self) -> &mut OperationSpec {
        Arc::make_mut(&mut self.0)
    }

    /// Returns the documented id, or the name of a raw request, by default its method and path.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.spec().name
    }

    /// Returns the id if it is one of the twenty documented operations.
    #[must_use]
    pub fn id(&self) -> Option<OperationId> {
        self.spec().id
    }

    /// Returns the names of the parameters, including that of the ids. Those of a raw request are not
    /// known.
    pub fn parameters(&self) -> impl Iterator<Item = &'static str> {
        let ids = self.ids_parameter().into_iter();
        ids.chain(self.spec().parameters.iter().copied())
    }

    /// Returns the name of the parameter for ids, such as `ids`, if the operation has one.
    #[must_use]
    pub fn ids_parameter(&self) -> Option<&'static str> {
        self.spec().ids.map(|ids| ids.name)
    }

    /// Returns the HTTP method.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.spec().method
    }

    /// Returns the path, relative to the base URL.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.spec().path
    }
}

impl From<&Self> for Operation {
    fn from(operation: &Self) -> Self {
        operation.clone()
    }
}

impl From<OperationId> for Operation {
    fn from(id: OperationId) -> Self {
        id.operation().clone()
    }
}

impl From<OperationSpec> for Operation {
    fn from(spec: OperationSpec) -> Self {
        Self(Arc::new(spec))
    }
}

impl PartialEq<OperationId> for Operation {
    fn eq(&self, id: &OperationId) -> bool {
        self.id() == Some(*id)
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Debug for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.id() {
            Some(id) => fmt::Debug::fmt(&id, f),
            None => f.write_str(self.name()),
        }
    }
}
