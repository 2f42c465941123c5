//! GraphQL queries over the identities.
//!
//! The schema is a part of the service's, under the names that public clients use: queries over
//! users and endpoints, their timelines, incidents and domains. `docs/sandbox-graphql.md` has all
//! of it.
//!
//! Behavior that the service does not document: names compare case-insensitively, the default page
//! size is 100, and the numbers in `extensions` are constant except for `runTime`. A document
//! without a value for a required field gets an empty value.

mod activity_tables;
mod argument_value;
mod complexity;
mod entity_filter;
mod enum_literals;
mod index;
mod object;
mod page;
mod queries;
mod schema;
mod schema_tables;
mod time_range;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use async_graphql::dynamic::{Schema, SchemaError};
use async_graphql::parser::parse_query;
use async_graphql::parser::types::{ExecutableDocument, OperationType};
use async_graphql::{Request, Response, Variables};
use serde_json::{Value, json};

use crate::cancel::CancelToken;
use crate::data::Document;
use crate::response::{ErrorResponse, POWERED_BY};
use index::EntityIndex;
use queries::QueryContext;
use schema::MAX_FIELDS;

/// Maximum number of items on all pages that a query requests together, counting the pages of an
/// item once for each item: 20 of the largest pages.
const MAX_ITEMS: usize = 20_000;

/// The end of every error about an unsupported part of the service's schema.
const SUPPORTED: &str = "the sandbox supports the queries `entities`, `countEntities`, `timeline`, \
                         `incidents`, `domains` and `securityAssessment`; introspection returns \
                         its schema";

/// Executes GraphQL queries.
#[derive(Debug)]
pub(crate) struct GraphqlService {
    schema: Result<Schema, SchemaError>,
    /// The index of the previous query's documents, which rarely change.
    last_index: Mutex<Option<Arc<EntityIndex>>>,
}

impl Default for GraphqlService {
    fn default() -> Self {
        Self {
            schema: schema::build(),
            last_index: Mutex::new(None),
        }
    }
}

impl GraphqlService {
    /// Returns the schema in the GraphQL schema definition language.
    #[cfg(test)]
    fn sdl(&self) -> String {
        let options = async_graphql::SDLExportOptions::new().prefer_single_line_descriptions();
        let sdl = self
            .schema
            .as_ref()
            .map(|schema| schema.sdl_with_options(options));
        sdl.unwrap_or_default().replace('\t', "  ")
    }

    /// Executes the query of a request body, `{"query": …, "variables": …}`, over these identities.
    ///
    /// The response is JSON text. It has `data` unless the query was rejected before its execution,
    /// `errors` if there are some, and `extensions`. The members of `data` are in the order of the
    /// query.
    ///
    /// # Errors
    ///
    /// Returns a 400 if there is no query.
    pub(crate) async fn execute(
        &self,
        identities: Arc<[Document]>,
        body: &Value,
        now: fql::Instant,
        cancel: CancelToken,
    ) -> Result<String, ErrorResponse> {
        let start = Instant::now();
        let query = body.get("query").and_then(Value::as_str);
        let query = query.filter(|query| !query.trim().is_empty());
        let query = query.ok_or_else(|| {
            ErrorResponse::bad_request(
                "missing `query` in the request body: expected `{\"query\": \"…\", \
                 \"variables\": {…}}`",
            )
        })?;
        let result = match (&self.schema, parse_request(query, body)) {
            (Err(error), _) => Err(format!("invalid schema: {error}")),
            (Ok(_), Err(message)) => Err(message),
            (Ok(schema), Ok(request)) => {
                let index = self.index(identities);
                let context = QueryContext { index, now, cancel };
                Ok(schema.execute(request.data(context)).await)
            }
        };
        let (data, errors) = match result {
            Ok(response) => data_and_errors(&response),
            Err(message) => (None, vec![json!({ "message": message })]),
        };
        let extensions = json!({
            "powered_by": POWERED_BY,
            "runTime": u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX),
            "remainingPoints": 499_999,
            "reset": 10_000,
            "consumedPoints": 1,
        });
        let data = data
            .map(|data| format!("\"data\":{data},"))
            .unwrap_or_default();
        let errors = match errors.is_empty() {
            true => String::new(),
            false => format!("\"errors\":{},", Value::from(errors)),
        };
        Ok(format!("{{{data}{errors}\"extensions\":{extensions}}}"))
    }

    fn index(&self, documents: Arc<[Document]>) -> Arc<EntityIndex> {
        let is_current = |index: &&Arc<EntityIndex>| Arc::ptr_eq(&index.documents, &documents);
        let last_index = || {
            self.last_index
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
        };
        if let Some(index) = last_index().as_ref().filter(is_current) {
            return Arc::clone(index);
        }
        // The lock is not held meanwhile, so that other queries need not wait.
        let index = Arc::new(EntityIndex::new(documents));
        *last_index() = Some(Arc::clone(&index));
        index
    }
}

/// Returns the JSON text of `data` and the errors. A query that was rejected before its execution
/// has no data: its errors have no path.
fn data_and_errors(response: &Response) -> (Option<String>, Vec<Value>) {
    let is_executed = response.errors.iter().all(|error| !error.path.is_empty());
    let data = is_executed.then(|| match &response.data {
        // All fields were skipped.
        async_graphql::Value::Null if response.errors.is_empty() => "{}".to_owned(),
        data => serde_json::to_string(data).unwrap_or_default(),
    });
    let errors = response.errors.iter().map(|error| {
        let mut error = serde_json::to_value(error).unwrap_or_default();
        explain_unknown_name(&mut error);
        error
    });
    (data, errors.collect())
}

fn parse_request(query: &str, body: &Value) -> Result<Request, String> {
    let document = parse_query(query).map_err(|error| format!("invalid GraphQL query: {error}"))?;
    check_operations(&document)?;
    complexity::check_fields(&document, MAX_FIELDS)?;
    complexity::check_items(&document, &body["variables"], MAX_ITEMS)?;
    enum_literals::check(&document)?;
    let mut request = Request::new(query);
    request.set_parsed_query(document);
    match &body["variables"] {
        Value::Null => {}
        variables @ Value::Object(_) => {
            request = request.variables(Variables::from_json(variables.clone()));
        }
        _ => return Err("expected an object for `variables`".to_owned()),
    }
    match &body["operationName"] {
        Value::String(name) if !name.is_empty() => request = request.operation_name(name),
        _ => {}
    }
    Ok(request)
}

fn check_operations(document: &ExecutableDocument) -> Result<(), String> {
    let unsupported = document
        .operations
        .iter()
        .map(|(_, operation)| operation.node.ty)
        .find(|operation_type| *operation_type != OperationType::Query);
    match unsupported {
        Some(operation_type) => Err(format!("unsupported {operation_type}: {SUPPORTED}")),
        None => Ok(()),
    }
}

/// Adds the supported queries to an error about an unknown field, argument or type.
fn explain_unknown_name(error: &mut Value) {
    let message = error["message"].as_str().unwrap_or_default();
    if message.starts_with("Unknown ") {
        error["message"] = format!("{}: {SUPPORTED}", message.trim_end_matches('.')).into();
    }
}

#[cfg(test)]
mod activity_tests;
#[cfg(test)]
mod tests;
