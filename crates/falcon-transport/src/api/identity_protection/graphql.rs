//! GraphQL: one query, or a connection from page to page.

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use futures_core::future::BoxFuture;
use serde_json::{Map, Value, json};

use super::IdentityProtection;
use crate::api::body::{Json, Typed};
use crate::api::operation::OperationId;
use crate::api::request::ApiRequest;
use crate::auth::secrets::Secrets;
use crate::client::Falcon;
use crate::error::{Error, ErrorKind};
use crate::http::exchange::IncomingResponse;
use crate::http::rate_limit::RateLimit;
use crate::http::response_head::ResponseHead;
use crate::http::send::ReadBody;
use crate::paging::Repeats;
use crate::response::Partial;
use crate::response::api_error::ApiError;
use crate::response::parts::ResponseParts;

const OPERATION: OperationId = OperationId::ApiPreemptProxyPostGraphql;
/// Where a connection's page tells whether there is another.
const PAGE_INFO: &str = "pageInfo";

impl IdentityProtection {
    /// Asks the GraphQL endpoint. It takes a document as text, or the whole payload,
    /// `json!({"query": …, "variables": …})`.
    ///
    /// Values go into variables, never into the text: so nothing in them can change the query. A
    /// document of queries is repeated after a fault like any read; one that holds a mutation is
    /// not.
    ///
    /// ```no_run
    /// # async fn example(falcon: falcon_transport::Falcon) -> Result<(), falcon_transport::Error> {
    /// let query = "query ($name: WildcardPattern) { \
    ///              entities(first: 5, primaryDisplayNamePattern: $name) \
    ///              { nodes { primaryDisplayName } } }";
    /// let answer = falcon.identity_protection().graphql(query).variable("name", "a*").send().await?;
    /// println!("{}", answer.complete()?["entities"]["nodes"]);
    /// # Ok(()) }
    /// ```
    pub fn graphql<F>(&self, query: impl IntoGraphql<F>) -> Graphql {
        Graphql {
            falcon: self.falcon.clone(),
            body: query.into_payload(),
        }
    }
}

/// What can be given as a GraphQL request: a document, or the whole payload as JSON. `Form` only
/// tells the two apart and is always inferred.
pub trait IntoGraphql<Form> {
    /// The payload.
    fn into_payload(self) -> Value;
}

impl IntoGraphql<Typed> for &str {
    fn into_payload(self) -> Value {
        json!({ "query": self })
    }
}

impl IntoGraphql<Typed> for String {
    fn into_payload(self) -> Value {
        json!({ "query": self })
    }
}

impl IntoGraphql<Json> for Value {
    fn into_payload(self) -> Value {
        self
    }
}

/// A request for [`graphql`](IdentityProtection::graphql).
#[derive(Clone, Debug)]
#[must_use = "nothing is sent before `send()`"]
pub struct Graphql {
    falcon: Falcon,
    body: Value,
}

impl Graphql {
    /// All variables at once.
    pub fn variables(mut self, variables: Map<String, Value>) -> Self {
        if let Value::Object(body) = &mut self.body {
            body.insert("variables".to_owned(), Value::Object(variables));
        }
        self
    }

    /// One variable, beside those given before.
    pub fn variable(mut self, name: &str, value: impl Into<Value>) -> Self {
        set_variable(&mut self.body, name, value.into());
        self
    }

    /// Sends it.
    ///
    /// # Errors
    ///
    /// [`Error::is_argument`] when the document is empty. Errors of the GraphQL kind come with the
    /// answer, beside the data.
    pub async fn send(self) -> Result<GraphqlResponse, Error> {
        ask(&self.falcon, self.body).await
    }

    /// A connection from page to page: the query is repeated with the variable `after` set to the
    /// last `endCursor` while `hasNextPage`.
    ///
    /// The document must declare `$after: Cursor` and select `pageInfo { hasNextPage endCursor }`
    /// of one connection. Where it selects several, the first found is followed.
    pub fn pages(self) -> GraphqlPages {
        GraphqlPages {
            falcon: self.falcon,
            body: self.body,
            state: State::Ask,
            repeats: Repeats::default(),
            cursor: None,
        }
    }

    /// The nodes of a connection, from all its pages.
    pub fn nodes(self) -> GraphqlNodes {
        GraphqlNodes {
            pages: self.pages(),
            nodes: VecDeque::new(),
            problem: None,
        }
    }
}

fn set_variable(body: &mut Value, name: &str, value: Value) {
    let Value::Object(body) = body else { return };
    let variables = body.entry("variables").or_insert_with(|| json!({}));
    if !variables.is_object() {
        *variables = json!({});
    }
    if let Value::Object(variables) = variables {
        variables.insert(name.to_owned(), value);
    }
}

async fn ask(falcon: &Falcon, body: Value) -> Result<GraphqlResponse, Error> {
    let call = ApiRequest::new(OPERATION).with_body(body);
    let read = |arrived: &mut IncomingResponse, body: &Bytes, secrets: Secrets<'_>| {
        // Its `errors` are those of any answer; the rest stands beside them.
        let mut envelope = ResponseParts::<Value>::decode(&arrived.head, body, secrets)?;
        let data = envelope.extra.remove("data").filter(|data| !data.is_null());
        let extensions = envelope.extra.remove("extensions").unwrap_or_default();
        let errors = envelope.errors;
        Ok(GraphqlResponse {
            data,
            errors,
            extensions,
            extra: envelope.extra,
            head: arrived.head.clone(),
        })
    };
    falcon.execute_with(&call, &ReadBody(read)).await
}

/// An answer of the GraphQL endpoint: data, errors, or both.
#[derive(Clone, Debug)]
#[must_use = "an answer may list errors beside its data; take it with `complete()`"]
pub struct GraphqlResponse {
    data: Option<Value>,
    errors: Vec<ApiError>,
    extensions: Value,
    extra: Map<String, Value>,
    head: ResponseHead,
}

impl GraphqlResponse {
    /// The data, when there are no errors.
    ///
    /// # Errors
    ///
    /// [`Partial`], with the whole answer in it, when there are errors, or no data.
    pub fn complete(mut self) -> Result<Value, Partial<Self>> {
        match (self.problem(), self.data.take()) {
            (None, Some(data)) => Ok(data),
            (None, None) => {
                let error = self.error("the answer holds no data");
                Err(Partial::new(self, error))
            }
            (Some(error), data) => {
                self.data = data;
                Err(Partial::new(self, error))
            }
        }
    }

    /// The data that there are, whatever went wrong.
    #[must_use]
    pub fn partial_data(&self) -> Option<&Value> {
        self.data.as_ref()
    }

    /// What went wrong.
    #[must_use]
    pub fn errors(&self) -> &[ApiError] {
        &self.errors
    }

    /// What the service adds beside data and errors.
    #[must_use]
    pub fn extensions(&self) -> &Value {
        &self.extensions
    }

    /// What else was in the answer.
    #[must_use]
    pub fn extra(&self) -> &Map<String, Value> {
        &self.extra
    }

    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.head.status
    }

    /// The id under which the service remembers the request.
    #[must_use]
    pub fn trace_id(&self) -> Option<&str> {
        self.head.trace_id.as_deref()
    }

    /// The state of the rate limit when the answer was made.
    #[must_use]
    pub fn rate_limit(&self) -> RateLimit {
        self.head.rate_limit
    }

    /// What went wrong, as one error; nothing when the answer is complete.
    fn problem(&self) -> Option<Error> {
        (!self.errors.is_empty()).then(|| self.error("the query failed, at least in part"))
    }

    fn error(&self, message: &str) -> Error {
        Error::new(ErrorKind::Partial, message)
            .with_operation(OPERATION)
            .with_status(self.head.status)
            .with_api_errors(self.errors.clone())
            .with_trace_id(self.head.trace_id.clone())
    }

    /// The connection whose pages are followed: what holds the first `pageInfo`.
    fn connection(&self) -> Option<&Map<String, Value>> {
        let mut todo = VecDeque::from_iter(&self.data);
        while let Some(value) = todo.pop_front() {
            match value {
                Value::Object(object) if object.get(PAGE_INFO).is_some_and(Value::is_object) => {
                    return Some(object);
                }
                Value::Object(object) => todo.extend(object.values()),
                Value::Array(list) => todo.extend(list),
                _ => {}
            }
        }
        None
    }

    /// The cursor of the page after this one; nothing at the end.
    fn next_cursor(&self) -> Result<Option<String>, Error> {
        let broken = |message: &str| {
            let help = "select `pageInfo { hasNextPage endCursor }`";
            Error::new(ErrorKind::Paging, message)
                .with_operation(OPERATION)
                .with_help(help)
        };
        let Some(connection) = self.connection() else {
            return Err(broken("the answer has no page info to go on by"));
        };
        let info = &connection[PAGE_INFO];
        match (
            info.get("hasNextPage").and_then(Value::as_bool),
            info.get("endCursor"),
        ) {
            (Some(false), _) => Ok(None),
            (Some(true), Some(Value::String(cursor))) if !cursor.is_empty() => {
                Ok(Some(cursor.clone()))
            }
            (Some(true), _) => Err(broken("there is a next page, but no cursor of it")),
            (None, _) => Err(broken(
                "the page info does not say whether there is a next page",
            )),
        }
    }

    fn nodes(&self) -> Vec<Value> {
        let Some(connection) = self.connection() else {
            return Vec::new();
        };
        match (connection.get("nodes"), connection.get("edges")) {
            (Some(Value::Array(nodes)), _) => nodes.clone(),
            (_, Some(Value::Array(edges))) => edges
                .iter()
                .filter_map(|edge| edge.get("node").cloned())
                .collect(),
            _ => Vec::new(),
        }
    }
}

/// The pages of a GraphQL connection: a [`Stream`] of answers.
///
/// An answer with errors is handed out like any other, and the stream goes on as long as it can.
/// It ends in an error when the service repeats a cursor, or tells of a next page without one.
#[must_use = "nothing is asked for until it is polled"]
pub struct GraphqlPages {
    falcon: Falcon,
    body: Value,
    state: State,
    repeats: Repeats,
    cursor: Option<String>,
}

enum State {
    Ask,
    Waiting(BoxFuture<'static, Result<GraphqlResponse, Error>>),
    /// The last page has been handed out, and this is how the stream ends.
    Fails(Error),
    Ended,
}

impl GraphqlPages {
    /// Begins after this cursor.
    pub fn resume_from(mut self, cursor: impl Into<String>) -> Self {
        let cursor = cursor.into();
        set_variable(&mut self.body, "after", Value::String(cursor.clone()));
        self.cursor = Some(cursor);
        self
    }

    /// The cursor after which the next page begins; nothing before the first page and after the
    /// last.
    #[must_use]
    pub fn cursor(&self) -> Option<&str> {
        self.cursor.as_deref()
    }

    /// Finds out how it goes on after a page.
    fn after(&mut self, page: &GraphqlResponse) -> State {
        // A query that failed altogether has no pages; its errors say why.
        if page.data.is_none() {
            return State::Ended;
        }
        match page.next_cursor() {
            Ok(None) => {
                self.cursor = None;
                State::Ended
            }
            Ok(Some(cursor)) if self.repeats.again(&cursor) => {
                let message = "the service repeats the cursor of a page";
                State::Fails(Error::new(ErrorKind::Paging, message).with_operation(OPERATION))
            }
            Ok(Some(cursor)) => {
                set_variable(&mut self.body, "after", Value::String(cursor.clone()));
                self.cursor = Some(cursor);
                State::Ask
            }
            Err(error) => State::Fails(error),
        }
    }
}

impl Stream for GraphqlPages {
    type Item = Result<GraphqlResponse, Error>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            match std::mem::replace(&mut this.state, State::Ended) {
                State::Ask => {
                    let (falcon, body) = (this.falcon.clone(), this.body.clone());
                    let asked = Box::pin(async move { ask(&falcon, body).await });
                    this.state = State::Waiting(asked);
                }
                State::Waiting(mut asked) => {
                    let Poll::Ready(answer) = asked.as_mut().poll(cx) else {
                        this.state = State::Waiting(asked);
                        return Poll::Pending;
                    };
                    if let Ok(page) = &answer {
                        this.state = this.after(page);
                    }
                    return Poll::Ready(Some(answer));
                }
                State::Fails(error) => return Poll::Ready(Some(Err(error))),
                State::Ended => return Poll::Ready(None),
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

/// The nodes of a GraphQL connection: a [`Stream`] of them.
///
/// A page with errors gives its nodes, then an error that [`is_partial`](Error::is_partial), and
/// the stream goes on.
#[derive(Debug)]
#[must_use = "nothing is asked for until it is polled"]
pub struct GraphqlNodes {
    pages: GraphqlPages,
    nodes: VecDeque<Value>,
    problem: Option<Error>,
}

impl Stream for GraphqlNodes {
    type Item = Result<Value, Error>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            if let Some(node) = this.nodes.pop_front() {
                return Poll::Ready(Some(Ok(node)));
            }
            if let Some(error) = this.problem.take() {
                return Poll::Ready(Some(Err(error)));
            }
            match ready!(Pin::new(&mut this.pages).poll_next(cx)?) {
                Some(page) => {
                    this.nodes = page.nodes().into();
                    this.problem = page.problem();
                }
                None => return Poll::Ready(None),
            }
        }
    }
}
