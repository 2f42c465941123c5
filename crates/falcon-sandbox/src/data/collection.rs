//! The documents of a collection.

use std::io::BufRead;

use fql::table::Table;
use serde_json::Value;

use super::{Document, DocumentError, ReadError, ndjson};

/// Documents of a collection, such as hosts, that its listings, lookups and aggregations serve.
///
/// The operations come from the [table](fql::table::Table::all_operations) of the collection, also of
/// one that your program defines with [`fql::collection!`]. External assets, sensors and subsidiaries
/// are in [`Data`](super::Data).
///
/// # Examples
///
/// ```
/// use falcon_sandbox::Sandbox;
/// use falcon_sandbox::data::CollectionData;
/// use fql::collections::hosts;
/// use serde_json::json;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let hosts = CollectionData::new(&hosts::TABLE, [
///     json!({"device_id": "d1", "hostname": "web-1", "platform_name": "Linux"}),
/// ])?;
/// let sandbox = Sandbox::builder().collection(hosts).start().await?;
/// // `GET /devices/queries/devices/v1?filter=platform_name:'Linux'` returns `d1`.
/// # sandbox.stop().await;
/// # Ok(()) }
/// ```
#[derive(Debug, Clone)]
pub struct CollectionData {
    table: &'static Table,
    documents: Vec<Document>,
}

impl CollectionData {
    /// Creates the data from JSON values. The id of a document is the string at the table's
    /// [`id_field`](Table::id_field), or at `id`.
    ///
    /// # Errors
    ///
    /// Returns an error for a document without an id.
    pub fn new(
        table: &'static Table,
        documents: impl IntoIterator<Item = Value>,
    ) -> Result<Self, DocumentError> {
        let document = |value: Value| {
            Document::from_value(table.id_field, &value)
                .or_else(|error| Document::from_value("id", &value).map_err(|_| error))
        };
        Ok(Self {
            table,
            documents: documents
                .into_iter()
                .map(document)
                .collect::<Result<_, _>>()?,
        })
    }

    /// Reads the data from NDJSON: one JSON object per line. Empty lines are skipped.
    ///
    /// # Errors
    ///
    /// Returns an error if reading fails, and for the first line that is not a JSON object, contains
    /// an object with a duplicate key, or has no id or that of an earlier line.
    pub fn read_ndjson(table: &'static Table, reader: impl BufRead) -> Result<Self, ReadError> {
        let documents = ndjson::read_documents(reader, table.id_field)?;
        Ok(Self { table, documents })
    }

    /// Adds the documents of other data of the same collection.
    pub fn append(&mut self, other: Self) {
        self.documents.extend(other.documents);
    }

    pub(crate) fn from_documents(table: &'static Table, documents: Vec<Document>) -> Self {
        Self { table, documents }
    }

    /// Returns the table of the collection.
    #[must_use]
    pub fn table(&self) -> &'static Table {
        self.table
    }

    /// Returns the documents.
    #[must_use]
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }

    pub(crate) fn into_documents(self) -> Vec<Document> {
        self.documents
    }
}
