//! Streams of the pages and nodes of a GraphQL connection.

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use futures_core::future::BoxFuture;
use serde_json::{Map, Value};

use super::graphql::{Graphql, GraphqlResponse, OPERATION, execute, set_variable};
use crate::api::graphql_connection::{PagedConnection, paged_connection};
use crate::api::request::ApiRequest;
use crate::error::Error;
use crate::paging::{NextReference, PageReport, PageSequence, PageToken, PaginationMode, Presence};
use crate::stream_methods::stream_methods;

const PAGE_INFO: &str = "pageInfo";

impl Graphql {
    /// Returns a stream of the pages of a connection.
    ///
    /// The document is executed repeatedly, with the variable that the connection uses as `after`
    /// set to the last `endCursor`, until `hasNextPage` is `false`. It must declare the variable,
    /// usually `$after: Cursor`, pass it as `after: $after` to one connection, and select
    /// `pageInfo { hasNextPage endCursor }` of it. The document is checked before it is sent: without
    /// the variable, and with a second connection, whose pages would be lost, the stream is one error
    /// with [`Error::is_argument`].
    pub fn pages(self) -> GraphqlPages {
        GraphqlPages {
            request: self.0,
            connection: None,
            state: State::Idle,
            // The size of a page is part of the document.
            sequence: PageSequence::new(OPERATION, PaginationMode::Token, 0, None),
            page: PageToken::Start,
        }
    }

    /// Returns a stream of the nodes of a connection, from all its [pages](Self::pages).
    pub fn nodes(self) -> GraphqlNodes {
        GraphqlNodes {
            pages: self.pages(),
            is_checked: false,
            remaining: usize::MAX,
            nodes: VecDeque::new(),
            error: None,
        }
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
    /// The connection, once the document has been checked.
    connection: Option<PagedConnection>,
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

    /// Checks the document, once, and returns the request for the next page.
    fn next_request(&mut self) -> Result<ApiRequest, Error> {
        let connection = match &self.connection {
            Some(connection) => connection,
            None => {
                let connection = check_document(&self.request)?;
                self.connection.insert(connection)
            }
        };
        if let PageToken::After(cursor) = &self.page {
            let cursor = Value::String(cursor.clone());
            set_variable(&mut self.request, &connection.variable, cursor);
        }
        Ok(self.request.clone())
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

    /// Checks that the connection has nodes to return.
    fn check_nodes(&mut self) -> Result<(), Error> {
        self.next_request()?;
        match &self.connection {
            Some(PagedConnection {
                path,
                selects_nodes: false,
                ..
            }) => {
                let message = format!("`{}` selects neither `nodes` nor `edges`", path.join("."));
                Err(Error::argument(message)
                    .with_operation(OPERATION)
                    .with_help("select `nodes { … }`, or use `pages()`"))
            }
            _ => Ok(()),
        }
    }

    fn connection_in<'p>(&self, page: &'p GraphqlResponse) -> Option<&'p Map<String, Value>> {
        let path = &self.connection.as_ref()?.path;
        let get = |value: &'p Value, key: &String| value.as_object()?.get(key);
        path.iter().try_fold(page.data.as_ref()?, get)?.as_object()
    }

    fn next_page(&mut self, page: &GraphqlResponse) -> Result<Option<PageToken>, Error> {
        if let (None, Some(error)) = (&page.data, page.incomplete_error()) {
            return Err(error);
        }
        let connection = self.connection_in(page);
        let received = connection.map_or(0, received);
        let info = connection.and_then(|connection| connection.get(PAGE_INFO));
        self.sequence.next(&self.page, received, page_report(info))
    }
}

impl Stream for GraphqlPages {
    type Item = Result<GraphqlResponse, Error>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            match std::mem::replace(&mut this.state, State::Done) {
                State::Idle => match this.next_request() {
                    Ok(request) => this.state = State::Pending(Box::pin(execute(request))),
                    Err(error) => return Poll::Ready(Some(Err(error))),
                },
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
            .field("cursor", &self.cursor())
            .finish_non_exhaustive()
    }
}

/// The nodes of a GraphQL connection: a [`Stream`] of JSON values.
///
/// The nodes of a page with data and errors are followed by an error that
/// [`is_partial`](Error::is_partial), and the stream continues. Otherwise it ends like
/// [`GraphqlPages`].
#[derive(Debug)]
#[must_use = "streams do nothing unless polled"]
pub struct GraphqlNodes {
    pages: GraphqlPages,
    is_checked: bool,
    /// The number of nodes that are still returned.
    remaining: usize,
    nodes: VecDeque<Value>,
    /// The errors of the page whose nodes are in `nodes`.
    error: Option<Error>,
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
        loop {
            if let Some(node) = this.nodes.pop_front() {
                this.remaining -= 1;
                return Poll::Ready(Some(Ok(node)));
            }
            if let Some(error) = this.error.take() {
                return Poll::Ready(Some(Err(error)));
            }
            if !this.is_checked {
                this.is_checked = true;
                if let Err(error) = this.pages.check_nodes() {
                    this.pages.state = State::Done;
                    return Poll::Ready(Some(Err(error)));
                }
            }
            match ready!(Pin::new(&mut this.pages).poll_next(cx)?) {
                // The error of a page without data follows the page.
                Some(GraphqlResponse { data: None, .. }) => {}
                Some(page) => {
                    let connection = this.pages.connection_in(&page);
                    this.nodes = connection.map(nodes).unwrap_or_default();
                    this.error = page.partial_error();
                }
                None => return Poll::Ready(None),
            }
        }
    }
}

/// Returns the connection of a document whose pages are followed.
fn check_document(request: &ApiRequest) -> Result<PagedConnection, Error> {
    request.prepare()?;
    let member = |key| request.body.as_ref()?.get(key)?.as_str();
    let document = member("query").unwrap_or_default();
    paged_connection(document, member("operationName")).map_err(|fault| {
        Error::argument(fault.message)
            .with_operation(OPERATION)
            .with_help(fault.help)
    })
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
fn received(connection: &Map<String, Value>) -> usize {
    match connection.get("nodes").or_else(|| connection.get("edges")) {
        None => 1,
        Some(nodes) => nodes.as_array().map_or(0, Vec::len),
    }
}

fn nodes(connection: &Map<String, Value>) -> VecDeque<Value> {
    match (connection.get("nodes"), connection.get("edges")) {
        (Some(Value::Array(nodes)), _) => nodes.iter().cloned().collect(),
        (_, Some(Value::Array(edges))) => edges
            .iter()
            .filter_map(|edge| edge.get("node").cloned())
            .collect(),
        _ => VecDeque::new(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::NextReference::{End, Malformed, Missing, Number, Token};
    use super::*;

    #[test]
    fn reports_of_cursor_pages() {
        for (info, next) in [
            (json!({"hasNextPage": false}), End),
            (json!({"hasNextPage": false, "endCursor": "c"}), End),
            (json!({"hasNextPage": false, "endCursor": []}), End),
            (json!({"hasNextPage": true, "endCursor": "c"}), Token("c")),
            (json!({"hasNextPage": true, "endCursor": 7}), Number(7)),
            (json!({"hasNextPage": true}), Missing("endCursor")),
            (
                json!({"hasNextPage": true, "endCursor": null}),
                Missing("endCursor"),
            ),
            (
                json!({"hasNextPage": true, "endCursor": ""}),
                Missing("endCursor"),
            ),
            (
                json!({"hasNextPage": true, "endCursor": 1.5}),
                Malformed("endCursor"),
            ),
            (
                json!({"hasNextPage": true, "endCursor": {"a": 1}}),
                Malformed("endCursor"),
            ),
            (json!({"endCursor": "c"}), Missing("hasNextPage")),
            (
                json!({"hasNextPage": null, "endCursor": null}),
                Missing("hasNextPage"),
            ),
            (json!({"hasNextPage": "false"}), Malformed("hasNextPage")),
            (json!({"hasNextPage": 0}), Malformed("hasNextPage")),
        ] {
            let report = page_report(Some(&info));
            assert_eq!(
                (report.pagination, report.next),
                (Presence::Present, next),
                "{info}"
            );
        }
    }

    #[test]
    fn page_info_is_present_absent_or_malformed() {
        let presence = |info: Option<Value>| page_report(info.as_ref()).pagination;
        assert_eq!(presence(None), Presence::Absent);
        assert_eq!(presence(Some(Value::Null)), Presence::Absent);
        for info in [json!([]), json!("x"), json!(true), json!(1)] {
            assert_eq!(presence(Some(info)), Presence::Malformed);
        }
    }
}
