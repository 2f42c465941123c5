//! GraphQL queries over the identities.
//!
//! The schema is a small part of the service's, under the names that public clients use: the
//! queries `entities` and `countEntities` over users and endpoints, with accounts, roles and risk
//! factors. `docs/sandbox-graphql.md` has all of it.
//!
//! Behavior that the service does not document: names compare case-insensitively, the default page
//! size is 100, and the numbers in `extensions` are constant except for `runTime`. A document
//! without a value for a required field gets an empty value.

mod complexity;
mod entity_filter;
mod index;
mod object;
mod page;
mod schema;
mod schema_tables;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use async_graphql::dynamic::{Schema, SchemaError};
use async_graphql::parser::parse_query;
use async_graphql::parser::types::{ExecutableDocument, OperationType};
use async_graphql::{Request, Variables};
use serde_json::{Value, json};

use crate::data::Document;
use crate::response::{ErrorResponse, POWERED_BY};
use index::EntityIndex;
use schema::MAX_FIELDS;

/// The end of every error about an unsupported part of the service's schema.
const SUPPORTED: &str = "the sandbox supports the queries `entities` and `countEntities` over \
                         users and endpoints; introspection returns its schema";

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
    /// The response has `data`, `errors` or both, and `extensions`.
    ///
    /// # Errors
    ///
    /// Returns a 400 if there is no query.
    pub(crate) async fn execute(
        &self,
        identities: Arc<[Document]>,
        body: &Value,
    ) -> Result<Value, ErrorResponse> {
        let start = Instant::now();
        let query = body.get("query").and_then(Value::as_str);
        let query = query.filter(|query| !query.trim().is_empty());
        let query = query.ok_or_else(|| {
            ErrorResponse::bad_request(
                "missing `query` in the request body: expected `{\"query\": \"…\", \
                 \"variables\": {…}}`",
            )
        })?;
        let mut response = match self.try_execute(identities, query, body).await {
            Ok(response) => response,
            Err(message) => json!({"data": null, "errors": [{"message": message}]}),
        };
        response["extensions"] = json!({
            "powered_by": POWERED_BY,
            "runTime": u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX),
            "remainingPoints": 499_999,
            "reset": 10_000,
            "consumedPoints": 1,
        });
        Ok(response)
    }

    async fn try_execute(
        &self,
        identities: Arc<[Document]>,
        query: &str,
        body: &Value,
    ) -> Result<Value, String> {
        let schema = self
            .schema
            .as_ref()
            .map_err(|error| format!("invalid schema: {error}"))?;
        let request = parse_request(query, body)?.data(self.index(identities));
        let response = schema.execute(request).await;
        let mut response = serde_json::to_value(&response)
            .map_err(|error| format!("failed to serialize the response: {error}"))?;
        explain_unknown_names(&mut response);
        Ok(response)
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

fn parse_request(query: &str, body: &Value) -> Result<Request, String> {
    let document = parse_query(query).map_err(|error| format!("invalid GraphQL query: {error}"))?;
    check_operations(&document)?;
    complexity::check(&document, MAX_FIELDS)?;
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

/// Adds the supported queries to errors about unknown fields, arguments and types.
fn explain_unknown_names(response: &mut Value) {
    let errors = response.get_mut("errors").and_then(Value::as_array_mut);
    for error in errors.into_iter().flatten() {
        let unknown = error["message"]
            .as_str()
            .filter(|message| message.starts_with("Unknown "));
        if let Some(message) = unknown {
            error["message"] = format!("{}: {SUPPORTED}", message.trim_end_matches('.')).into();
        }
    }
}

#[cfg(test)]
mod tests;
