//! The fields of a request and their values in a document.

use falcon_aggregates::ExtraField;
use fql::eval::{JsonPaths, JsonScalar};
use fql::table::{FieldType, Table};

/// The distinct fields that the aggregations of a request read.
#[derive(Debug)]
pub(super) struct Fields<'t> {
    pub(super) table: &'t Table,
    names: Vec<String>,
    /// The paths of all fields, each with the index of its field.
    paths: Vec<(&'static str, usize)>,
    /// As `paths`, for the properties of open collections.
    property_paths: Vec<(String, usize)>,
}

/// The values of a document's fields, by the index of the field.
pub(super) type FieldValues<'d> = [Vec<JsonScalar<'d>>];

impl<'t> Fields<'t> {
    pub(super) fn new(table: &'t Table) -> Self {
        Self {
            table,
            names: Vec::new(),
            paths: Vec::new(),
            property_paths: Vec::new(),
        }
    }

    /// Adds the field with this name and returns its index and its type.
    pub(super) fn add(&mut self, name: &str) -> (usize, FieldType) {
        let row = self.table.find(name);
        let extra = ExtraField::find_in(self.table, name);
        let field_type = row
            .map(|row| row.field_type)
            .or(extra.map(|field| field.field_type))
            .unwrap_or(FieldType::Any);
        if let Some(index) = self.names.iter().position(|known| known == name) {
            return (index, field_type);
        }
        let index = self.names.len();
        self.names.push(name.to_owned());
        match (row, extra) {
            // Documents contain the field itself, not its alias.
            (Some(row), _) => self.paths.push((row.name, index)),
            (None, Some(extra)) => {
                let paths = extra.table_fields.iter();
                self.paths.extend(paths.map(|path| (*path, index)));
            }
            (None, None) => self.property_paths.push((name.to_owned(), index)),
        }
        (index, field_type)
    }

    pub(super) fn reader(&self) -> FieldReader {
        let known = self.paths.iter().map(|(path, index)| (*path, *index));
        let other = self
            .property_paths
            .iter()
            .map(|(path, index)| (path.as_str(), *index));
        let (paths, fields): (Vec<&str>, Vec<usize>) = known.chain(other).unzip();
        FieldReader {
            paths: JsonPaths::new(paths),
            fields,
            count: self.names.len(),
        }
    }
}

/// Reads the values of all fields from a document.
pub(super) struct FieldReader {
    paths: JsonPaths,
    /// The index of the field of each path.
    fields: Vec<usize>,
    count: usize,
}

impl FieldReader {
    /// Replaces `values` with those of a document, reusing their memory.
    pub(super) fn read<'d>(&self, json: &'d str, values: &mut Vec<Vec<JsonScalar<'d>>>) {
        values.resize(self.count, Vec::new());
        values.iter_mut().for_each(Vec::clear);
        // A malformed document has no values.
        let _ = self.paths.visit(json.as_bytes(), |path, value| {
            if value != JsonScalar::Object {
                values[self.fields[path]].push(value);
            }
        });
    }
}
