//! The collections whose operations derive from their tables.

use std::io;
use std::sync::LazyLock;

use fql::operation::{Method, OperationKind, OperationSpec};
use fql::table::Table as FieldTable;

use crate::data::{CollectionData, Document, Generator};
use crate::operation::SPECS;
use crate::store::Table;

/// A collection with its documents, which are generated when they are first read.
pub(crate) struct Collection {
    pub(crate) table: &'static FieldTable,
    documents: LazyLock<Table, Box<dyn FnOnce() -> Table + Send>>,
}

impl Collection {
    fn new(
        table: &'static FieldTable,
        documents: impl FnOnce() -> Vec<Document> + Send + 'static,
    ) -> Self {
        let documents: Box<dyn FnOnce() -> Table + Send> =
            Box::new(move || Table::new(documents()));
        Self {
            table,
            documents: LazyLock::new(documents),
        }
    }

    pub(crate) fn documents(&self) -> &Table {
        &self.documents
    }

    /// Returns the operations that the sandbox can execute.
    pub(crate) fn operations(&self) -> impl Iterator<Item = &'static OperationSpec> {
        served_operations(self.table)
    }
}

/// Returns the listings, lookups and aggregations of a collection, without those among the twenty operations.
fn served_operations(table: &FieldTable) -> impl Iterator<Item = &'static OperationSpec> + use<> {
    table.all_operations().filter(|operation| {
        let is_served = matches!(
            operation.kind,
            OperationKind::Listing(_) | OperationKind::Details(_) | OperationKind::Aggregation(_)
        );
        is_served && !operation.path.contains('{') && !is_fixed(operation)
    })
}

/// Returns `true` for one of the twenty operations, which have their own documents.
fn is_fixed(operation: &OperationSpec) -> bool {
    SPECS
        .iter()
        .any(|spec| (spec.method.as_str(), spec.path) == route(operation))
}

fn route(operation: &OperationSpec) -> (&'static str, &'static str) {
    (operation.method.name(), operation.path)
}

/// Returns the collections to serve: the given ones, and sample documents of others.
///
/// # Errors
///
/// Returns an error for a collection without an operation to serve, or with one that another
/// collection has.
pub(crate) fn collections(
    given: Vec<CollectionData>,
    generator: &Generator,
) -> io::Result<Vec<Collection>> {
    let mut collections: Vec<Collection> = Vec::new();
    for data in given {
        let table = data.table();
        if served_operations(table).next().is_none() {
            let reason = match table.all_operations().any(is_fixed) {
                true => "its documents belong to `data`",
                false => "it has no listing, no lookup by id and no aggregation",
            };
            return Err(invalid(table, reason));
        }
        if let Some(other) = collections
            .iter()
            .find(|other| share_route(other.table, table))
        {
            let reason = match other.table.name == table.name {
                true => "its documents were given before".to_owned(),
                false => format!("`{}` has the same operations", other.table.name),
            };
            return Err(invalid(table, &reason));
        }
        collections.push(Collection::new(table, || data.into_documents()));
    }
    for sample in Generator::SAMPLES {
        let table = sample.table;
        if !collections
            .iter()
            .any(|other| share_route(other.table, table))
        {
            let generator = generator.clone();
            collections.push(Collection::new(table, move || generator.sample(sample)));
        }
    }
    Ok(collections)
}

fn share_route(left: &FieldTable, right: &FieldTable) -> bool {
    served_operations(left)
        .any(|left| served_operations(right).any(|right| route(left) == route(right)))
}

fn invalid(table: &FieldTable, reason: &str) -> io::Error {
    let message = format!("cannot serve the collection `{}`: {reason}", table.name);
    io::Error::new(io::ErrorKind::InvalidInput, message)
}

/// Returns the method of a route.
pub(crate) fn http_method(method: Method) -> axum::http::Method {
    match method {
        Method::Get => axum::http::Method::GET,
        Method::Post => axum::http::Method::POST,
        Method::Patch => axum::http::Method::PATCH,
        Method::Delete => axum::http::Method::DELETE,
    }
}
