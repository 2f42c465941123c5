//! Streams of the pages and nodes of a GraphQL connection.
//!
//! Pages are followed by setting one variable, which the document passes as `after`. The connection is
//! found in each response: fragments, aliases and directives have put it in its place there.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use futures_core::future::BoxFuture;
use futures_core::stream::BoxStream;
use futures_util::{StreamExt, stream};
use serde_json::Value;

use super::graphql::{Graphql, GraphqlResponse, OPERATION, execute, set_variable};
use super::graphql_connection::{Connection, PAGE_INFO, check_others, connection, paging_error};
use super::paged_document::paged_variable;
use crate::api::request::ApiRequest;
use crate::error::Error;
use crate::paging::{NextReference, PageReport, PageSequence, PageToken, PaginationMode, Presence};
use crate::stream_methods::stream_methods;

impl Graphql {
    /// Returns a stream of the pages of a connection.
    ///
    /// The document is executed repeatedly, with the variable that the connection uses as `after`
    /// set to the last `endCursor`, until `hasNextPage` is `false`. It must declare the variable,
    /// usually `$after: Cursor`, pass it as `after: $after` to one connection, and select
    /// `pageInfo { hasNextPage endCursor }` of it, without aliases for these fields, `nodes` and `edges`.
    ///
    /// Before it is sent, a document without the variable, with a second connection, whose pages would be
    /// lost, or with a mutation is an error with [`Error::is_argument`]. A page whose nodes have a
    /// connection with further pages is followed by an error with [`Error::is_paging`].
    pub fn pages(self) -> GraphqlPages {
        let mut request = self.0;
        let variable = page_variable(&request).unwrap_or_else(|error| {
            request = request.clone().reject(error);
            String::new()
        });
        GraphqlPages {
            request,
            variable,
            state: State::Idle,
            // The size of a page is part of the document.
            sequence: PageSequence::new(OPERATION, PaginationMode::Token, 0, None),
            page: PageToken::Start,
        }
    }

    /// Returns a stream of the nodes of a connection, from all its [pages](Self::pages).
    pub fn nodes(self) -> GraphqlNodes {
        let nodes = self
            .pages()
            .flat_map(|page| stream::iter(node_results(page)));
        GraphqlNodes {
            nodes: nodes.boxed(),
            remaining: usize::MAX,
        }
    }
}

/// Returns the variable that the document of a request passes as `after`.
fn page_variable(request: &ApiRequest) -> Result<String, Error> {
    let member = |name: &str| request.body.as_ref()?.get(name)?.as_str();
    match member("query") {
        Some(document) if !document.trim().is_empty() => {
            paged_variable(document, member("operationName"))
        }
        // The check of the body rejects it.
        _ => Ok(String::new()),
    }
}

/// The pages of a GraphQL connection: a [`Stream`] of responses.
///
/// A response with errors is an ordinary item, and the stream continues while there is a next page.
/// It ends without an error only after a page with `hasNextPage: false`. A page without data or without
/// a usable `pageInfo`, a repeated cursor and 100 empty pages in a row are followed by an error; the
/// stream can be resumed from [`cursor`](Self::cursor).
#[must_use = "streams do nothing unless polled"]
pub struct GraphqlPages {
    request: ApiRequest,
    /// The variable that is passed as `after`, without `$`.
    variable: String,
    state: State,
    sequence: PageSequence,
    /// The page to request next, or the last one after an error.
    page: PageToken,
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
    stream_methods!(GraphqlResponse);

    /// Starts after this cursor.
    pub fn resume_from(mut self, cursor: impl Into<String>) -> Self {
        self.page = PageToken::After(cursor.into());
        self
    }

    /// Returns the cursor after which the next page starts, or `None` before the first page and
    /// after the last. After an error it is the cursor of the page that failed.
    #[must_use]
    pub fn cursor(&self) -> Option<&str> {
        match &self.page {
            PageToken::After(cursor) => Some(cursor),
            _ => None,
        }
    }

    /// Returns the request for the next page.
    fn next_request(&mut self) -> ApiRequest {
        if let PageToken::After(cursor) = &self.page {
            let cursor = Value::String(cursor.clone());
            set_variable(&mut self.request, &self.variable, cursor);
        }
        self.request.clone()
    }

    /// Returns the state after a page.
    fn state_after(&mut self, page: &GraphqlResponse) -> State {
        match self.next_page(page) {
            Ok(Some(page)) => {
                self.page = page;
                State::Idle
            }
            Ok(None) => {
                self.page = PageToken::Start;
                State::Done
            }
            Err(error) => State::Failed(error),
        }
    }

    fn next_page(&mut self, page: &GraphqlResponse) -> Result<Option<PageToken>, Error> {
        if let (None, Some(error)) = (&page.data, page.incomplete_error()) {
            return Err(error);
        }
        let connection = page.data.as_ref().and_then(connection);
        if let Some(data) = &page.data {
            check_others(data, connection)?;
        }
        let received = connection.map_or(0, received);
        let info = connection.and_then(|connection| connection.get(PAGE_INFO));
        self.sequence.next(&self.page, received, page_report(info))
    }
}

impl Stream for GraphqlPages {
    type Item = Result<GraphqlResponse, Error>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        if let State::Idle = this.state {
            this.state = State::Pending(Box::pin(execute(this.next_request())));
        }
        if let State::Pending(response) = &mut this.state {
            let response = ready!(response.as_mut().poll(cx));
            this.state = match &response {
                Ok(page) => this.state_after(page),
                Err(_) => State::Done,
            };
            return Poll::Ready(Some(response));
        }
        Poll::Ready(match std::mem::replace(&mut this.state, State::Done) {
            State::Failed(error) => Some(Err(error)),
            _ => None,
        })
    }
}

impl fmt::Debug for GraphqlPages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GraphqlPages")
            .field("cursor", &self.cursor())
            .finish_non_exhaustive()
    }
}

/// The nodes of a GraphQL connection: a [`Stream`] of JSON values.
///
/// The nodes of a page with data and errors are followed by an error that
/// [`is_partial`](Error::is_partial), and the stream continues. Otherwise it ends like
/// [`GraphqlPages`].
#[must_use = "streams do nothing unless polled"]
pub struct GraphqlNodes {
    nodes: BoxStream<'static, Result<Value, Error>>,
    /// The number of nodes that are still returned.
    remaining: usize,
}

impl GraphqlNodes {
    stream_methods!(Value);

    /// Ends the listing after this number of nodes. No further page is requested.
    ///
    /// Errors of the page of the last node are not returned.
    pub fn take(mut self, nodes: usize) -> Self {
        self.remaining = nodes;
        self
    }
}

impl Stream for GraphqlNodes {
    type Item = Result<Value, Error>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        if this.remaining == 0 {
            return Poll::Ready(None);
        }
        let next = ready!(this.nodes.poll_next_unpin(cx));
        match &next {
            Some(Ok(_)) => this.remaining -= 1,
            Some(Err(error)) if error.is_partial() => {}
            _ => this.remaining = 0,
        }
        Poll::Ready(next)
    }
}

impl fmt::Debug for GraphqlNodes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GraphqlNodes").finish_non_exhaustive()
    }
}

/// Returns the nodes of a page and then its error. Faults of the connection follow the page anyway.
fn node_results(page: Result<GraphqlResponse, Error>) -> Vec<Result<Value, Error>> {
    let page = match page {
        Ok(page) => page,
        Err(error) => return vec![Err(error)],
    };
    // The error of a page without data follows the page.
    let Some(data) = &page.data else {
        return Vec::new();
    };
    let error = page.partial_error().map(Err).into_iter();
    let Some(connection) = connection(data) else {
        return error.collect();
    };
    let nodes = match (connection.get("nodes"), connection.get("edges")) {
        (None, None) => {
            let message = "the connection selects neither `nodes` nor `edges`";
            let help = "select `nodes { … }`, or use `pages()`";
            return error.chain([Err(paging_error(message, help))]).collect();
        }
        (Some(Value::Array(nodes)), _) => nodes.clone(),
        (_, Some(Value::Array(edges))) => edges
            .iter()
            .filter_map(|edge| edge.get("node").cloned())
            .collect(),
        _ => Vec::new(),
    };
    let nodes = nodes.into_iter().map(Ok);
    nodes.chain(error).collect()
}

/// Returns the position that the `pageInfo` of a connection reports.
fn page_report(info: Option<&Value>) -> PageReport<'_> {
    let info = match info {
        None | Some(Value::Null) => return PageReport::without_pagination(Presence::Absent),
        Some(Value::Object(info)) => info,
        Some(_) => return PageReport::without_pagination(Presence::Malformed),
    };
    let next = match info.get("hasNextPage") {
        Some(Value::Bool(false)) => NextReference::End,
        Some(Value::Bool(true)) => match info.get("endCursor") {
            Some(Value::String(cursor)) if !cursor.is_empty() => NextReference::Token(cursor),
            None | Some(Value::Null | Value::String(_)) => NextReference::Missing("endCursor"),
            Some(cursor) => match cursor.as_u64() {
                Some(cursor) => NextReference::Number(cursor),
                None => NextReference::Malformed("endCursor"),
            },
        },
        None | Some(Value::Null) => NextReference::Missing("hasNextPage"),
        Some(_) => NextReference::Malformed("hasNextPage"),
    };
    PageReport {
        next,
        ..PageReport::without_pagination(Presence::Present)
    }
}

/// Returns the number of nodes of a page. A page that selects none counts as one.
fn received(connection: &Connection) -> usize {
    match connection.get("nodes").or_else(|| connection.get("edges")) {
        None => 1,
        Some(nodes) => nodes.as_array().map_or(0, Vec::len),
    }
}
