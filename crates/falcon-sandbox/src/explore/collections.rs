//! The collections, their fields and the columns of their documents.

use fql::complete::operators;
use fql::table::{Capability, Row, Table};
use serde::Serialize;

use super::copy::module;
use super::document_fields::{DocumentFields, columns};
use super::request::{ExploreRequest, Explored, to_json};
use super::{Content, ExploreError};

/// The grade of a field that only documents have.
pub(super) const INFERRED: &str = "inferred";

#[derive(Serialize)]
struct CollectionsJson {
    default: &'static str,
    now: String,
    collections: Vec<CollectionJson>,
}

#[derive(Serialize)]
struct CollectionJson {
    name: &'static str,
    documents: Option<usize>,
    rust_module: String,
    columns: Vec<String>,
}

/// Lists the collections.
pub(super) fn list(request: &ExploreRequest) -> Result<Content, ExploreError> {
    let state = &request.state;
    let collections: Vec<CollectionJson> = Explored::all(state).map(collection).collect();
    to_json(&CollectionsJson {
        default: state.explorer.map_or("", |table| table.name),
        now: state.now().to_string(),
        collections,
    })
}

fn collection(explored: Explored<'_>) -> CollectionJson {
    let table = explored.table;
    let documents = explored.documents;
    let columns = documents.map(|documents| columns(table, &documents.snapshot()));
    CollectionJson {
        name: table.name,
        documents: documents.map(|documents| documents.len()),
        rust_module: module(table),
        columns: columns.unwrap_or_default(),
    }
}

#[derive(Serialize)]
struct FieldsJson<'f> {
    fields: Vec<FieldJson<'f>>,
}

#[derive(Serialize)]
struct FieldJson<'f> {
    name: &'f str,
    #[serde(rename = "type")]
    field_type: &'static str,
    grade: &'static str,
    comparisons: Vec<&'static str>,
    operators: Vec<String>,
    values: &'static [&'static str],
    note: Option<&'static str>,
    count: Option<usize>,
}

/// Lists the fields of a collection: those of its table, then others that its documents have.
pub(super) fn fields(request: &ExploreRequest) -> Result<Content, ExploreError> {
    let state = &request.state;
    let explored = Explored::find(state, request.params.required("collection")?)?;
    let table = explored.table;
    let of_documents = explored.documents.map(|documents| {
        let snapshot = documents.snapshot();
        state.document_fields.get(table, &snapshot, &request.cancel)
    });
    let of_documents = of_documents.as_deref();
    let rows = table
        .rows
        .iter()
        .map(|row| documented(table, row, of_documents));
    let inferred = of_documents.map(|fields| inferred(table, fields));
    to_json(&FieldsJson {
        fields: rows.chain(inferred.into_iter().flatten()).collect(),
    })
}

fn documented<'f>(table: &Table, row: &'f Row, fields: Option<&DocumentFields>) -> FieldJson<'f> {
    FieldJson {
        name: row.name,
        field_type: row.field_type.name(),
        grade: row.presence.name(),
        comparisons: row.supported().map(Capability::name).collect(),
        operators: spellings(table, row.name),
        values: row
            .details
            .vocabulary
            .map_or(&[], |vocabulary| vocabulary.values),
        note: Some(row.details.reason).filter(|reason| !reason.is_empty()),
        count: fields.map(|fields| fields.counts.get(row.name).copied().unwrap_or_default()),
    }
}

fn inferred<'f>(table: &Table, fields: &'f DocumentFields) -> impl Iterator<Item = FieldJson<'f>> {
    fields.inferred.iter().map(|(name, field_type)| FieldJson {
        name,
        field_type: field_type.name(),
        grade: INFERRED,
        comparisons: Vec::new(),
        operators: spellings(table, name),
        values: &[],
        note: None,
        count: fields.counts.get(name).copied(),
    })
}

fn spellings(table: &Table, field: &str) -> Vec<String> {
    let operators = operators(table, field).into_iter();
    operators.map(|operator| format!(":{operator}")).collect()
}
