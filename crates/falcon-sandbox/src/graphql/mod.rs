//! Answers GraphQL queries over the identities.
//!
//! The schema is a small part of the service's, named as public clients name it: the queries
//! `entities` and `countEntities` over users and endpoints, with accounts, roles and risk factors.
//! All of it is in `docs/sandbox-graphql.md`. A query outside it is answered with an error that
//! says what there is.
//!
//! What else is the sandbox's own: names are compared whatever the case, a page without `first`
//! has 100 entities, and the numbers of `extensions` but `runTime` are always the same. Documents
//! that lack a field that must have a value have an empty one.

mod filter;
mod index;
mod object;
mod page;
mod size;
mod table;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use async_graphql::dynamic::{
    Enum, Field, FieldFuture, FieldValue, Interface, InterfaceField, Object, Scalar, Schema,
    SchemaError, TypeRef,
};
use async_graphql::parser::parse_query;
use async_graphql::parser::types::{ExecutableDocument, OperationType};
use async_graphql::{Request, Variables};
use serde_json::{Value, json};

use crate::data::Document;
use crate::envelope::POWERED_BY;
use index::Index;
use table::Row;

/// How deep a query may nest: the longest way through the schema takes six, the introspection of
/// common clients takes more.
const DEEPEST: usize = 20;
/// How many fields a query may have, those of its fragments counted wherever they are used.
const MOST_FIELDS: usize = 500;
/// How many directives a field may have.
const MOST_DIRECTIVES: usize = 8;

/// What is covered, behind every error about something that is not.
const COVERED: &str = "the sandbox answers the queries `entities` and `countEntities` over users \
                       and endpoints; docs/sandbox-graphql.md shows all of its schema";

/// What answers queries.
#[derive(Debug)]
pub(crate) struct GraphQl {
    schema: Result<Schema, SchemaError>,
    /// What was read of the documents that the last query was over: they seldom change.
    last: Mutex<Option<Arc<Index>>>,
}

impl Default for GraphQl {
    fn default() -> Self {
        Self {
            schema: schema(),
            last: Mutex::new(None),
        }
    }
}

impl GraphQl {
    /// The schema in GraphQL's own language.
    #[cfg(test)]
    fn sdl(&self) -> String {
        let options = async_graphql::SDLExportOptions::new().prefer_single_line_descriptions();
        let sdl = self
            .schema
            .as_ref()
            .map(|schema| schema.sdl_with_options(options));
        sdl.unwrap_or_default().replace('\t', "  ")
    }

    /// The answer to a body, `{"query": …, "variables": …}`, over these identities. It has `data`
    /// or `errors` or both, and `extensions`.
    pub(crate) async fn answer(&self, identities: Arc<[Document]>, body: &Value) -> Value {
        let begun = Instant::now();
        let mut answer = match self.executed(identities, body).await {
            Ok(answer) => answer,
            Err(message) => json!({"data": null, "errors": [{"message": message}]}),
        };
        answer["extensions"] = json!({
            "powered_by": POWERED_BY,
            "runTime": u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX),
            "remainingPoints": 499_999,
            "reset": 10_000,
            "consumedPoints": 1,
        });
        answer
    }

    async fn executed(&self, identities: Arc<[Document]>, body: &Value) -> Result<Value, String> {
        let schema = self
            .schema
            .as_ref()
            .map_err(|error| format!("the schema is broken: {error}"))?;
        let request = request(body)?.data(self.index(identities));
        let response = schema.execute(request).await;
        let mut answer = serde_json::to_value(&response)
            .map_err(|error| format!("the answer can't be written: {error}"))?;
        explain(&mut answer);
        Ok(answer)
    }

    /// What is asked of the documents; read again only when they are others than before.
    fn index(&self, documents: Arc<[Document]>) -> Arc<Index> {
        let same = |index: &&Arc<Index>| Arc::ptr_eq(&index.documents, &documents);
        let last = || self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(index) = last().as_ref().filter(same) {
            return Arc::clone(index);
        }
        // Others need not wait while the documents are read.
        let index = Arc::new(Index::new(documents));
        *last() = Some(Arc::clone(&index));
        index
    }
}

/// The request that a body is.
fn request(body: &Value) -> Result<Request, String> {
    let query = match &body["query"] {
        Value::String(query) if !query.trim().is_empty() => query,
        _ => {
            return Err(
                "the body has no query: send `{\"query\": \"…\"}`, with `variables` where there \
                 are any"
                    .to_owned(),
            );
        }
    };
    let document =
        parse_query(query).map_err(|error| format!("the query can't be read: {error}"))?;
    only_queries(&document)?;
    size::check(&document, MOST_FIELDS)?;
    let mut request = Request::new(query);
    request.set_parsed_query(document);
    match &body["variables"] {
        Value::Null => {}
        variables @ Value::Object(_) => {
            request = request.variables(Variables::from_json(variables.clone()));
        }
        _ => return Err("`variables` is no object: send `{\"name\": value}`".to_owned()),
    }
    match &body["operationName"] {
        Value::String(name) if !name.is_empty() => request = request.operation_name(name),
        _ => {}
    }
    Ok(request)
}

fn only_queries(document: &ExecutableDocument) -> Result<(), String> {
    let other = document
        .operations
        .iter()
        .map(|(_, operation)| operation.node.ty)
        .find(|kind| *kind != OperationType::Query);
    match other {
        Some(kind) => Err(format!("a {kind} is not covered: {COVERED}")),
        None => Ok(()),
    }
}

/// Says behind what is unknown what is known.
fn explain(answer: &mut Value) {
    let errors = answer.get_mut("errors").and_then(Value::as_array_mut);
    for error in errors.into_iter().flatten() {
        let unknown = error["message"]
            .as_str()
            .filter(|message| message.starts_with("Unknown "));
        if let Some(message) = unknown {
            error["message"] = format!("{}: {COVERED}", message.trim_end_matches('.')).into();
        }
    }
}

/// The schema, made from the tables.
fn schema() -> Result<Schema, SchemaError> {
    let mut schema = Schema::build("Query", None, None)
        .limit_depth(DEEPEST)
        .limit_complexity(MOST_FIELDS)
        .limit_directives(MOST_DIRECTIVES)
        .register(query());
    for (name, says) in table::SCALARS {
        schema = schema.register(Scalar::new(*name).description(*says));
    }
    for (name, items) in table::ENUMS {
        schema = schema.register(Enum::new(*name).items(items.iter().copied()));
    }
    for plain in table::PLAIN {
        schema = schema.register(object::object(plain.name, &[plain.rows]));
    }
    let role = object::argument(&Row {
        name: "type",
        type_text: "EntityRoleType",
        says: "Which role",
    });
    let has_role = InterfaceField::new("hasRole", TypeRef::named("Boolean")).argument(role);
    schema
        .register(interface("Entity", table::ENTITY).field(has_role))
        .register(interface("AccountDescriptor", table::ACCOUNT))
        .register(entity("UserEntity", table::USER))
        .register(entity("EndpointEntity", table::ENDPOINT))
        .register(
            object::object(
                "ActiveDirectoryAccountDescriptor",
                &[table::ACCOUNT, table::ACTIVE_DIRECTORY],
            )
            .implement("AccountDescriptor"),
        )
        .finish()
}

fn interface(name: &str, rows: &[Row]) -> Interface {
    rows.iter().fold(Interface::new(name), |interface, row| {
        let field = InterfaceField::new(row.name, object::reference(row));
        interface.field(field.description(row.says))
    })
}

fn entity(name: &str, own: &'static [Row]) -> Object {
    object::object(name, &[table::ENTITY, own])
        .field(object::has_role())
        .implement("Entity")
}

fn query() -> Object {
    let entities = Field::new("entities", TypeRef::named("EntityConnection"), |context| {
        FieldFuture::new(async move {
            let index = context.data::<Arc<Index>>()?;
            let connection = page::connection(index, &context.args)?;
            Ok(Some(FieldValue::owned_any(connection)))
        })
    });
    let entities = table::FILTERS
        .iter()
        .chain(table::PAGING)
        .fold(entities, |field, row| field.argument(object::argument(row)));
    let count = Field::new(
        "countEntities",
        TypeRef::named_nn(TypeRef::INT),
        |context| {
            FieldFuture::new(async move {
                let index = context.data::<Arc<Index>>()?;
                // More than this many are not in memory.
                let count = i32::try_from(page::count(index, &context.args)).unwrap_or(i32::MAX);
                Ok(Some(FieldValue::value(count)))
            })
        },
    );
    let count = table::FILTERS
        .iter()
        .fold(count, |field, row| field.argument(object::argument(row)));
    Object::new("Query")
        .field(entities.description("The entities that suit all filters, in order, page by page"))
        .field(count.description("How many entities suit all filters"))
}

#[cfg(test)]
mod tests;
