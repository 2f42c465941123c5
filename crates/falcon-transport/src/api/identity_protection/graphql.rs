//! GraphQL requests and responses.

use serde_json::{Map, Value, json};

use super::IdentityProtection;
use crate::api::operation_id::OperationId;
use crate::api::request::{ApiRequest, request_type};
use crate::error::{Error, ErrorKind};
use crate::http::response_head::{ResponseHead, header_methods};
use crate::response::api_error::ApiError;
use crate::response::partial::Partial;
use crate::response::parts::ResponseParts;

pub(super) const OPERATION: OperationId = OperationId::ApiPreemptProxyPostGraphql;

impl IdentityProtection {
    /// Executes a GraphQL document.
    ///
    /// Pass values as [variables](Graphql::variable), not as parts of the document, so that they
    /// cannot change the query. A document that holds only queries is retried like any read; one
    /// with a mutation is not.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(falcon: falcon_transport::Falcon) -> Result<(), falcon_transport::Error> {
    /// let query = "query ($name: WildcardPattern) { \
    ///              entities(first: 5, primaryDisplayNamePattern: $name) \
    ///              { nodes { primaryDisplayName } } }";
    /// let request = falcon.identity_protection().graphql(query).variable("name", "a*");
    /// let data = request.send().await?.complete()?;
    /// println!("{}", data["entities"]["nodes"]);
    /// # Ok(()) }
    /// ```
    pub fn graphql(&self, document: impl Into<String>) -> Graphql {
        self.graphql_json(json!({ "query": document.into() }))
    }

    /// Executes a GraphQL document, with the body `json!({"query": …, "variables": …})`.
    pub fn graphql_json(&self, body: Value) -> Graphql {
        Graphql(ApiRequest::new(&self.falcon, OPERATION).with_body(body))
    }
}

request_type! {
    /// A request for [`graphql`](IdentityProtection::graphql).
    Graphql;
    /// Sends the request.
    ///
    /// # Errors
    ///
    /// [`Error::is_argument`] when the document is empty. GraphQL errors are part of the response.
    send(request) -> GraphqlResponse { execute(request).await }
}

impl Graphql {
    /// Sets all variables, in place of earlier ones.
    pub fn variables(mut self, variables: Map<String, Value>) -> Self {
        if let Some(Value::Object(body)) = &mut self.0.body {
            body.insert("variables".to_owned(), Value::Object(variables));
        }
        self
    }

    /// Sets one variable.
    pub fn variable(mut self, name: &str, value: impl Into<Value>) -> Self {
        set_variable(&mut self.0, name, value.into());
        self
    }
}

pub(super) fn set_variable(request: &mut ApiRequest, name: &str, value: Value) {
    let Some(Value::Object(body)) = &mut request.body else {
        return;
    };
    let variables = body.entry("variables").or_insert_with(|| json!({}));
    if !variables.is_object() {
        *variables = json!({});
    }
    variables[name] = value;
}

pub(super) async fn execute(request: ApiRequest) -> Result<GraphqlResponse, Error> {
    let response = request.send::<Value>().await?;
    let head = response.head.clone();
    let ResponseParts {
        errors, mut extra, ..
    } = response.into_parts();
    let data = extra.remove("data").filter(|data| !data.is_null());
    let extensions = extra.remove("extensions").unwrap_or_default();
    Ok(GraphqlResponse {
        data,
        errors,
        extensions,
        extra,
        head,
    })
}

/// A response of the GraphQL endpoint: data, errors or both.
#[derive(Clone, Debug)]
#[must_use = "a response may list errors: call `complete()`, or check `errors()`"]
pub struct GraphqlResponse {
    pub(super) data: Option<Value>,
    errors: Vec<ApiError>,
    extensions: Value,
    extra: Map<String, Value>,
    head: ResponseHead,
}

impl GraphqlResponse {
    /// Returns the data if there are no errors.
    ///
    /// # Errors
    ///
    /// [`Partial`], which contains this response, when there are errors or there is no data.
    pub fn complete(mut self) -> Result<Value, Partial<Self>> {
        match (self.incomplete_error(), self.data.take()) {
            (None, data) => Ok(data.unwrap_or_default()),
            (Some(error), data) => {
                self.data = data;
                Err(Partial::new(self, error))
            }
        }
    }

    /// Returns the data, also if there are errors.
    #[must_use]
    pub fn partial_data(&self) -> Option<&Value> {
        self.data.as_ref()
    }

    /// Returns the GraphQL errors.
    #[must_use]
    pub fn errors(&self) -> &[ApiError] {
        &self.errors
    }

    /// Returns the `extensions` of the response.
    #[must_use]
    pub fn extensions(&self) -> &Value {
        &self.extensions
    }

    /// Returns the unknown members of the response.
    #[must_use]
    pub fn extra(&self) -> &Map<String, Value> {
        &self.extra
    }

    header_methods!();

    /// Returns the errors of the response as one, or `None` if there are none.
    pub(super) fn partial_error(&self) -> Option<Error> {
        (!self.errors.is_empty()).then(|| self.error("the response lists errors"))
    }

    /// Returns the errors of the response as one, or the error of a response without data.
    pub(super) fn incomplete_error(&self) -> Option<Error> {
        let no_data = || self.error("the response has no data");
        self.partial_error()
            .or_else(|| self.data.is_none().then(no_data))
    }

    fn error(&self, message: &str) -> Error {
        Error::new(ErrorKind::Partial, message)
            .with_operation(OPERATION)
            .with_head(&self.head)
            .with_api_errors(self.errors.clone())
    }
}
