//! The fields that the documents of a collection have.

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

use fql::Instant;
use fql::collections::external_assets;
use fql::complete::DocumentValue;
use fql::eval::{JsonPaths, JsonScalar};
use fql::table::{FieldType, Table};
use fql_syntax::is_property_name;
use serde_json::Value;

use crate::cancel::CancelToken;
use crate::data::{Document, default_columns};
use crate::store::Snapshot;

/// The number of documents that are read for fields that the table does not have.
const SAMPLE: usize = 1_000;
/// The number of documents that the columns are chosen from.
const COLUMN_SAMPLE: usize = 100;

/// The fields of the documents at one time.
#[derive(Debug, Default)]
pub(super) struct DocumentFields {
    /// The number of documents that have a value of each field of the table and of `inferred`.
    pub(super) counts: HashMap<String, usize>,
    /// The fields that the table does not have, with the types of their values.
    pub(super) inferred: BTreeMap<String, FieldType>,
}

impl DocumentFields {
    /// Reads all documents; of a collection with many, only the first ones for fields that the table
    /// does not have.
    fn read(table: &Table, snapshot: &Snapshot, cancel: &CancelToken) -> Self {
        let mut inferred = BTreeMap::new();
        for document in snapshot.documents().take(SAMPLE) {
            infer(&mut String::new(), &document.to_value(), &mut inferred);
        }
        inferred.retain(|path, _| table.row(path).is_none());
        let rows = table.rows.iter().map(|row| row.name);
        let names: Vec<&str> = rows.chain(inferred.keys().map(String::as_str)).collect();
        let counts = count(&names, snapshot.documents(), cancel);
        let names = names.into_iter().map(str::to_owned);
        Self {
            counts: names.zip(counts).collect(),
            inferred,
        }
    }
}

/// Adds the types of the values of a document.
fn infer(path: &mut String, value: &Value, types: &mut BTreeMap<String, FieldType>) {
    match value {
        Value::Object(members) => {
            // No filter can name another key: a dot goes to a member.
            let is_name = |key: &str| is_property_name(key) && !key.contains('.');
            for (key, member) in members.iter().filter(|(key, _)| is_name(key)) {
                let len = path.len();
                if len > 0 {
                    path.push('.');
                }
                path.push_str(key);
                infer(path, member, types);
                path.truncate(len);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| infer(path, item, types)),
        Value::Null => {}
        scalar if !path.is_empty() => {
            let field_type = field_type(scalar);
            match types.get_mut(path.as_str()) {
                Some(known) => *known = common(*known, field_type),
                None => {
                    types.insert(path.clone(), field_type);
                }
            }
        }
        _ => {}
    }
}

fn field_type(scalar: &Value) -> FieldType {
    match scalar {
        Value::Bool(_) => FieldType::Boolean,
        Value::Number(number) if number.is_f64() => FieldType::Float,
        Value::Number(_) => FieldType::Integer,
        Value::String(string) if string.parse::<Instant>().is_ok() => FieldType::Timestamp,
        Value::String(string) if string.parse::<std::net::IpAddr>().is_ok() => FieldType::Ip,
        _ => FieldType::Text,
    }
}

/// Returns the type of a field that has values of both types.
fn common(left: FieldType, right: FieldType) -> FieldType {
    use FieldType::{Any, Float, Integer, Ip, Text, Timestamp};
    match (left, right) {
        _ if left == right => left,
        (Integer | Float, Integer | Float) => Float,
        (Text | Timestamp | Ip, Text | Timestamp | Ip) => Text,
        _ => Any,
    }
}

/// Returns the number of documents that have a value other than an object at each path.
fn count<'d>(
    paths: &[&str],
    documents: impl Iterator<Item = &'d Document>,
    cancel: &CancelToken,
) -> Vec<usize> {
    let walker = JsonPaths::new(paths);
    let mut counts = vec![0; paths.len()];
    // The number of the last document that has a value, from 1.
    let mut last = vec![0; paths.len()];
    for (document, number) in documents.zip(1_usize..) {
        // A malformed document has no values.
        let _ = walker.visit(document.json().as_bytes(), |path, value| {
            if value != JsonScalar::Object && last[path] != number {
                last[path] = number;
                counts[path] += 1;
            }
        });
        if cancel.is_cancelled() {
            break;
        }
    }
    counts
}

/// Returns `true` if some document has a value at a path.
pub(super) fn is_in_documents(path: &str, snapshot: &Snapshot, cancel: &CancelToken) -> bool {
    let counts = count(&[path], snapshot.documents(), cancel);
    counts.iter().any(|count| *count > 0)
}

/// The fields of the collections' documents and their values, read again when documents change.
#[derive(Debug, Default)]
pub(crate) struct DocumentFieldsCache {
    fields: Versioned<&'static str, Arc<DocumentFields>>,
    values: Versioned<(&'static str, String), Vec<DocumentValue>>,
}

impl DocumentFieldsCache {
    pub(super) fn get(
        &self,
        table: &'static Table,
        snapshot: &Snapshot,
        cancel: &CancelToken,
    ) -> Arc<DocumentFields> {
        let read = || Arc::new(DocumentFields::read(table, snapshot, cancel));
        let is_complete = |_: &_| !cancel.is_cancelled();
        self.fields
            .get(table.name, snapshot.version, read, is_complete)
    }

    /// Returns the values of a field, which `read` returns.
    pub(super) fn values(
        &self,
        table: &'static Table,
        field: &str,
        version: u64,
        cancel: &CancelToken,
        read: impl FnOnce() -> Vec<DocumentValue>,
    ) -> Vec<DocumentValue> {
        let key = (table.name, field.to_owned());
        // Any name can be asked for; the fields with values are limited.
        let is_field = |values: &Vec<_>| !values.is_empty() && !cancel.is_cancelled();
        self.values.get(key, version, read, is_field)
    }
}

/// Values that depend on the version of a collection's documents.
#[derive(Debug)]
struct Versioned<K, V> {
    by_key: Mutex<HashMap<K, (u64, V)>>,
}

impl<K, V> Default for Versioned<K, V> {
    fn default() -> Self {
        Self {
            by_key: Mutex::default(),
        }
    }
}

impl<K: Eq + Hash, V: Clone> Versioned<K, V> {
    /// Returns the value of this version, or reads it and keeps it if it is worth keeping.
    fn get(
        &self,
        key: K,
        version: u64,
        read: impl FnOnce() -> V,
        is_kept: impl FnOnce(&V) -> bool,
    ) -> V {
        let lock = || self.by_key.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, value)) = lock().get(&key)
            && *known == version
        {
            return value.clone();
        }
        let value = read();
        if is_kept(&value) {
            lock().insert(key, (version, value.clone()));
        }
        value
    }
}

/// The columns of external assets, of which one asset has only some.
const ASSET_COLUMNS: [&str; 8] = [
    "ip.ip_address",
    "dns_domain.fqdn",
    "criticality",
    "ip.services.port",
    "internet_exposure",
    "last_seen",
    "subsidiaries.name",
    "id",
];

/// Returns the columns of a table of the documents. Each is a field that a filter can name.
pub(super) fn columns(table: &Table, snapshot: &Snapshot) -> Vec<String> {
    let sample = || snapshot.documents().take(COLUMN_SAMPLE);
    let with_values = |chosen: Vec<String>| -> Vec<String> {
        let names: Vec<&str> = chosen.iter().map(String::as_str).collect();
        let counts = count(&names, sample(), &CancelToken::default());
        let columns = chosen.iter().zip(counts).filter(|(_, count)| *count > 0);
        columns.map(|(name, _)| name.clone()).collect()
    };
    if table.name == external_assets::TABLE.name {
        let columns = with_values(ASSET_COLUMNS.map(str::to_owned).to_vec());
        // Other documents of the collection, such as a projection, have few of these fields.
        if columns.len() >= ASSET_COLUMNS.len() / 2 {
            return columns;
        }
    }
    let values: Vec<Value> = sample().map(Document::to_value).collect();
    with_values(default_columns(&values, table.id_field))
}
