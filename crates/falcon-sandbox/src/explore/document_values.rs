//! The fields and values of a collection's documents, for completion and clauses.

use fql::complete::{DocumentField, DocumentValue, Documents};
use fql::table::FieldType;
use serde_json::Value;

use super::request::{ExploreRequest, Explored};
use crate::aggregate::count_values;

/// Maximum number of values of a field that are proposed.
const MAX_VALUES: usize = 1_000;

/// The documents of a collection, if the sandbox has any.
pub(super) struct CollectionDocuments<'r> {
    pub(super) request: &'r ExploreRequest,
    pub(super) explored: Explored<'r>,
}

impl Documents for CollectionDocuments<'_> {
    fn fields(&self) -> Vec<DocumentField> {
        let Some(documents) = self.explored.documents else {
            return Vec::new();
        };
        let cache = &self.request.state.document_fields;
        let snapshot = documents.snapshot();
        let fields = cache.get(self.explored.table, &snapshot, &self.request.cancel);
        let field = |(name, field_type): (&String, &FieldType)| DocumentField {
            name: name.clone(),
            field_type: *field_type,
            count: fields.counts.get(name).copied().unwrap_or_default(),
        };
        fields.inferred.iter().map(field).collect()
    }

    fn values(&self, field: &str) -> Vec<DocumentValue> {
        let Some(documents) = self.explored.documents else {
            return Vec::new();
        };
        let (table, cancel) = (self.explored.table, &self.request.cancel);
        let snapshot = documents.snapshot();
        let cache = &self.request.state.document_fields;
        let read = || {
            let counts = count_values(table, field, MAX_VALUES, snapshot.documents(), cancel);
            let values = counts.map(|counts| counts.values).unwrap_or_default();
            let values = values.iter();
            values
                .filter_map(|(value, count)| document_value(value, *count))
                .collect()
        };
        cache.values(table, field, snapshot.version, cancel, read)
    }
}

/// Returns a JSON value as one that clauses compare with.
pub(super) fn document_value(value: &Value, count: usize) -> Option<DocumentValue> {
    let (text, is_string) = match value {
        Value::String(string) => (string.clone(), true),
        Value::Number(number) => (number.to_string(), false),
        Value::Bool(boolean) => (boolean.to_string(), false),
        _ => return None,
    };
    Some(DocumentValue {
        text,
        is_string,
        count,
    })
}
