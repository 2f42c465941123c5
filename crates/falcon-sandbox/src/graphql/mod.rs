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
mod ast;
mod coerce;
mod complexity;
mod entity_filter;
mod execute;
mod index;
mod introspection;
mod lexer;
mod merge;
mod page;
mod parser;
mod queries;
mod resolve;
mod schema_tables;
#[cfg(test)]
mod sdl;
mod time_range;
mod types;
mod validate;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use fql_syntax::excerpt;
use serde_json::{Value, json};

use crate::cancel::CancelToken;
use crate::data::Document as DataDocument;
use crate::response::{ErrorResponse, POWERED_BY};
use ast::{Document, Operation, OperationKind, location};
use coerce::Coercion;
use execute::Executor;
use index::EntityIndex;
use introspection::DIRECTIVE_ARGUMENT;
use queries::QueryContext;
use resolve::Resolver;
use types::{FieldType, Schema};

/// Maximum number of fields in a query, counting the fields of a fragment at each use.
const MAX_FIELDS: usize = 500;
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
    schema: Result<(Schema, FieldType), String>,
    /// The index of the previous query's documents, which rarely change.
    last_index: Mutex<Option<Arc<EntityIndex>>>,
}

impl Default for GraphqlService {
    fn default() -> Self {
        let schema = Schema::build().and_then(|schema| {
            let directive_argument = FieldType::with_arguments(DIRECTIVE_ARGUMENT, &[])?;
            Ok((schema, directive_argument))
        });
        Self {
            schema,
            last_index: Mutex::new(None),
        }
    }
}

impl GraphqlService {
    /// Executes the query of a request body, `{"query": …, "variables": …}`, over these identities.
    ///
    /// The response is JSON text. It has `data` unless the query was rejected before its execution,
    /// `errors` if there are some, and `extensions`. The members of `data` are in the order of the
    /// query.
    ///
    /// # Errors
    ///
    /// Returns a 400 if there is no query.
    pub(crate) fn execute(
        &self,
        identities: Arc<[DataDocument]>,
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
        let context = || QueryContext {
            index: self.index(identities),
            now,
            cancel,
        };
        let (data, errors) = match self.run(query, body, context) {
            Ok((data, errors)) => (format!("\"data\":{data},"), errors),
            Err(errors) => (String::new(), errors),
        };
        let extensions = json!({
            "powered_by": POWERED_BY,
            "runTime": u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX),
            "remainingPoints": 499_999,
            "reset": 10_000,
            "consumedPoints": 1,
        });
        let errors = match errors.is_empty() {
            true => String::new(),
            false => format!("\"errors\":{},", Value::from(errors)),
        };
        Ok(format!("{{{data}{errors}\"extensions\":{extensions}}}"))
    }

    /// Returns the JSON text of `data` and the errors of fields, or the errors for which the query is
    /// rejected.
    fn run(
        &self,
        query: &str,
        body: &Value,
        context: impl FnOnce() -> QueryContext,
    ) -> Result<(String, Vec<Value>), Vec<Value>> {
        let rejected = |message: String| vec![json!({ "message": message })];
        let schema = self.schema.as_ref();
        let (schema, directive_argument) =
            schema.map_err(|error| rejected(format!("invalid schema: {error}")))?;
        let located = |(message, offset): (String, usize)| json!({ "message": message, "locations": [location(query, offset)] });
        let document = parser::parse(query).map_err(|(message, offset)| {
            vec![located((
                format!("invalid GraphQL query: {message}"),
                offset,
            ))]
        })?;
        check_limits(&document, body).map_err(rejected)?;
        validate::validate(schema, directive_argument, &document)
            .map_err(|errors| errors.into_iter().map(located).collect::<Vec<_>>())?;
        let operation = select_operation(&document, &body["operationName"]).map_err(rejected)?;
        let variables =
            coerce::variables(schema, operation, &body["variables"]).map_err(rejected)?;
        let coercion = Coercion {
            schema,
            variables: Some(&variables),
        };
        let resolver = Resolver {
            schema,
            query: &context(),
            directive_argument,
        };
        Ok(Executor::new(query, &document, coercion, resolver).execute(operation))
    }

    fn index(&self, documents: Arc<[DataDocument]>) -> Arc<EntityIndex> {
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

/// Checks everything that does not depend on the schema.
fn check_limits(document: &Document<'_>, body: &Value) -> Result<(), String> {
    let mut operations = document.operations.iter();
    let unsupported = operations.find(|operation| operation.kind != OperationKind::Query);
    if let Some(operation) = unsupported {
        return Err(format!("unsupported {}: {SUPPORTED}", operation.kind));
    }
    complexity::check_fields(document, MAX_FIELDS)?;
    complexity::check_depth(document)?;
    complexity::check_items(document, &body["variables"], MAX_ITEMS)?;
    match body["variables"] {
        Value::Null | Value::Object(_) => Ok(()),
        _ => Err("expected an object for `variables`".to_owned()),
    }
}

fn select_operation<'d, 'q>(
    document: &'d Document<'q>,
    name: &Value,
) -> Result<&'d Operation<'q>, String> {
    let name = name.as_str().filter(|name| !name.is_empty());
    match (name, &document.operations[..]) {
        (None, [operation]) => Ok(operation),
        (None, _) => Err("missing `operationName`: the query has several operations".to_owned()),
        (Some(name), operations) => {
            let operation = operations
                .iter()
                .find(|operation| operation.name == Some(name));
            operation.ok_or_else(|| format!("unknown operation `{}`", excerpt(name, 40)))
        }
    }
}

#[cfg(test)]
mod activity_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod validation_tests;
