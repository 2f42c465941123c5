//! The default columns of documents without columns of their own, chosen from their content.

use falcon_sandbox::data::default_columns;
use serde_json::Value;

use super::columns::Column;

/// The number of documents from which the columns are chosen.
pub(super) const SAMPLE: usize = 100;

/// Chooses the columns. Without fields that summarize the documents, the only column is the id.
pub(super) fn choose_columns(documents: &[Value], id_field: &str) -> Vec<Column> {
    let paths = default_columns(documents, id_field);
    paths.iter().map(|path| Column::of_path(path)).collect()
}

/// Returns the indexes of the columns that a narrow terminal hides, in this order: from the last, up
/// to the first two.
pub(super) fn optional_indexes(columns: &[Column]) -> Vec<usize> {
    (2..columns.len()).rev().collect()
}
