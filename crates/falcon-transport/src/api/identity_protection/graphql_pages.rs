//! Streams of the pages and nodes of a GraphQL connection.

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use futures_core::future::BoxFuture;
use serde_json::{Map, Value};

use super::graphql::{Graphql, GraphqlResponse, OPERATION, execute, set_variable};
use crate::api::request_builder::RequestBuilder;
use crate::error::{Error, ErrorKind};
use crate::paging::CycleDetector;

const PAGE_INFO: &str = "pageInfo";

impl Graphql {
    /// Returns a stream of the pages of a connection.
    ///
    /// The document is executed repeatedly, with the variable `after` set to the last `endCursor`,
    /// until `hasNextPage` is `false`. It must declare `$after: Cursor` and select
    /// `pageInfo { hasNextPage endCursor }` of a connection. If it selects several connections, the
    /// pages of the first one are followed.
    pub fn pages(self) -> GraphqlPages {
        GraphqlPages {
            request: self.0,
            state: State::Idle,
            cycles: CycleDetector::default(),
            cursor: None,
        }
    }

    /// Returns a stream of the nodes of a connection, from all its [pages](Self::pages).
    pub fn nodes(self) -> GraphqlNodes {
        GraphqlNodes {
            pages: self.pages(),
            nodes: VecDeque::new(),
            error: None,
        }
    }
}

/// The pages of a GraphQL connection: a [`Stream`] of responses.
///
/// A response with errors is an ordinary item, and the stream continues while there is a next page.
/// It ends with an error when the service repeats a cursor or reports a next page without a cursor.
#[must_use = "streams do nothing unless polled"]
pub struct GraphqlPages {
    request: RequestBuilder,
    state: State,
    cycles: CycleDetector,
    cursor: Option<String>,
}

enum State {
    /// The next page has not been requested.
    Idle,
    Pending(BoxFuture<'static, Result<GraphqlResponse, Error>>),
    /// The last page has been returned, and this error follows it.
    Failed(Error),
    Done,
}

impl GraphqlPages {
    /// Starts after this cursor.
    pub fn resume_from(mut self, cursor: impl Into<String>) -> Self {
        self.set_cursor(cursor.into());
        self
    }

    /// Returns the cursor after which the next page starts, or `None` before the first page and
    /// after the last.
    #[must_use]
    pub fn cursor(&self) -> Option<&str> {
        self.cursor.as_deref()
    }

    fn set_cursor(&mut self, cursor: String) {
        set_variable(&mut self.request, "after", Value::String(cursor.clone()));
        self.cursor = Some(cursor);
    }

    /// Returns the state after a page.
    fn state_after(&mut self, page: &GraphqlResponse) -> State {
        // A query that failed entirely has no pages; its response lists the errors.
        let Some(data) = &page.data else {
            return State::Done;
        };
        match next_cursor(data) {
            Ok(None) => {
                self.cursor = None;
                State::Done
            }
            Ok(Some(cursor)) if self.cycles.is_repeated(cursor) => {
                State::Failed(paging_error("the service repeated the cursor of a page"))
            }
            Ok(Some(cursor)) => {
                self.set_cursor(cursor.to_owned());
                State::Idle
            }
            Err(error) => State::Failed(error),
        }
    }
}

impl Stream for GraphqlPages {
    type Item = Result<GraphqlResponse, Error>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            match std::mem::replace(&mut this.state, State::Done) {
                State::Idle => {
                    this.state = State::Pending(Box::pin(execute(this.request.clone())));
                }
                State::Pending(mut response) => {
                    let Poll::Ready(response) = response.as_mut().poll(cx) else {
                        this.state = State::Pending(response);
                        return Poll::Pending;
                    };
                    if let Ok(page) = &response {
                        this.state = this.state_after(page);
                    }
                    return Poll::Ready(Some(response));
                }
                State::Failed(error) => return Poll::Ready(Some(Err(error))),
                State::Done => return Poll::Ready(None),
            }
        }
    }
}

impl fmt::Debug for GraphqlPages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GraphqlPages")
            .field("cursor", &self.cursor)
            .finish_non_exhaustive()
    }
}

/// The nodes of a GraphQL connection: a [`Stream`] of JSON values.
///
/// The nodes of a page with errors are followed by an error that [`is_partial`](Error::is_partial),
/// and the stream continues.
#[derive(Debug)]
#[must_use = "streams do nothing unless polled"]
pub struct GraphqlNodes {
    pages: GraphqlPages,
    nodes: VecDeque<Value>,
    /// The errors of the page whose nodes are in `nodes`.
    error: Option<Error>,
}

impl Stream for GraphqlNodes {
    type Item = Result<Value, Error>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            if let Some(node) = this.nodes.pop_front() {
                return Poll::Ready(Some(Ok(node)));
            }
            if let Some(error) = this.error.take() {
                return Poll::Ready(Some(Err(error)));
            }
            match ready!(Pin::new(&mut this.pages).poll_next(cx)?) {
                Some(page) => {
                    this.nodes = page.data.as_ref().map(nodes).unwrap_or_default();
                    this.error = page.partial_error();
                }
                None => return Poll::Ready(None),
            }
        }
    }
}

/// Returns the connection whose pages are followed: the first object, breadth first, that has a
/// `pageInfo`.
fn connection(data: &Value) -> Option<&Map<String, Value>> {
    let mut queue = VecDeque::from([data]);
    while let Some(value) = queue.pop_front() {
        match value {
            Value::Object(object) if object.get(PAGE_INFO).is_some_and(Value::is_object) => {
                return Some(object);
            }
            Value::Object(object) => queue.extend(object.values()),
            Value::Array(list) => queue.extend(list),
            _ => {}
        }
    }
    None
}

/// Returns the cursor of the next page, or `None` after the last page.
fn next_cursor(data: &Value) -> Result<Option<&str>, Error> {
    let connection = connection(data).ok_or_else(|| page_info_error("missing `pageInfo`"))?;
    let info = &connection[PAGE_INFO];
    match info.get("hasNextPage").and_then(Value::as_bool) {
        None => Err(page_info_error("missing `hasNextPage` in `pageInfo`")),
        Some(false) => Ok(None),
        Some(true) => match info.get("endCursor").and_then(Value::as_str) {
            Some(cursor) if !cursor.is_empty() => Ok(Some(cursor)),
            _ => Err(page_info_error("the next page has no `endCursor`")),
        },
    }
}

fn nodes(data: &Value) -> VecDeque<Value> {
    let Some(connection) = connection(data) else {
        return VecDeque::new();
    };
    match (connection.get("nodes"), connection.get("edges")) {
        (Some(Value::Array(nodes)), _) => nodes.iter().cloned().collect(),
        (_, Some(Value::Array(edges))) => edges
            .iter()
            .filter_map(|edge| edge.get("node").cloned())
            .collect(),
        _ => VecDeque::new(),
    }
}

fn page_info_error(message: &str) -> Error {
    paging_error(message).with_help("select `pageInfo { hasNextPage endCursor }`")
}

fn paging_error(message: &str) -> Error {
    Error::new(ErrorKind::Paging, message).with_operation(OPERATION)
}
