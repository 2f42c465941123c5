//! The columns of tables and CSV.

use std::collections::BTreeSet;

use fql::table::Table;
use fql_syntax::closest_match;
use serde_json::Value;

use super::asset_columns::{self, NamedColumn};

/// A column: its heading and the paths of its values in a document.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pub(super) heading: String,
    paths: Vec<String>,
    combination: Combination,
    is_named: bool,
}

/// The values of a cell, if there are several paths or values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Combination {
    /// The values of the first path that has any.
    First,
    /// The distinct values of all paths, in numerical order.
    Sorted,
}

/// Returns the columns with names of their own, which only external assets have.
fn named_columns(table: &Table) -> &'static [NamedColumn] {
    if table.name == asset_columns::COLLECTION {
        &asset_columns::NAMED
    } else {
        &[]
    }
}

impl Column {
    pub(super) fn named(column: &NamedColumn, heading: &str) -> Self {
        Self {
            heading: heading.to_owned(),
            paths: column.paths.iter().map(|path| (*path).to_owned()).collect(),
            combination: column.combination,
            is_named: true,
        }
    }

    /// Returns the column of the values at a path.
    pub(super) fn of_path(path: &str) -> Self {
        Self {
            heading: path.to_owned(),
            paths: vec![path.to_owned()],
            combination: Combination::First,
            is_named: false,
        }
    }

    /// Returns the column of a name in `--columns`, which is its heading.
    pub(super) fn new(name: &str, table: &Table) -> Self {
        let mut named = named_columns(table).iter();
        match named.find(|column| column.name == name) {
            Some(column) => Self::named(column, name),
            None => Self::of_path(name),
        }
    }

    /// Returns the cell of a document.
    pub(super) fn cell(&self, document: &Value) -> String {
        let values = self.paths.iter().map(|path| values(document, path));
        match self.combination {
            Combination::First => {
                let mut values = values.filter(|values| !values.is_empty());
                values.next().unwrap_or_default().join("; ")
            }
            Combination::Sorted => {
                let key = |value: String| (value.parse().unwrap_or(i64::MAX), value);
                let values: BTreeSet<(i64, String)> = values.flatten().map(key).collect();
                let values: Vec<String> = values.into_iter().map(|(_, value)| value).collect();
                values.join(" ")
            }
        }
    }

    /// Returns `true` for a name of this program, a field of the table or a group of them.
    pub(super) fn is_known(&self, table: &Table) -> bool {
        let group = format!("{}.", self.heading);
        let is_field = |name: &str| name == self.heading || name.starts_with(&group);
        self.is_named || fields(table).any(is_field)
    }

    /// Returns the known name that may have been meant: of this program, of a field, or of a path in
    /// the documents.
    pub(super) fn suggestion<'p>(
        &self,
        table: &Table,
        paths: &'p BTreeSet<String>,
    ) -> Option<&'p str> {
        let named = named_columns(table).iter().map(|column| column.name);
        let mut names: Vec<&str> = named.chain(fields(table)).collect();
        names.extend(paths.iter().map(String::as_str));
        let is_same = |name: &&str| name.eq_ignore_ascii_case(&self.heading);
        let same = names.iter().copied().find(is_same);
        same.or_else(|| closest_match(&self.heading, names))
    }
}

/// Returns the names of the fields in the table.
fn fields(table: &Table) -> impl Iterator<Item = &'static str> + use<> {
    table.rows.iter().map(|row| row.name)
}

/// Returns the values at a dotted path, through arrays.
///
/// A value of another type in the place of an object is returned itself, so that it is not hidden.
fn values(value: &Value, path: &str) -> Vec<String> {
    let mut values = Vec::new();
    push_values(value, Some(path), &mut values);
    values
}

fn push_values(value: &Value, path: Option<&str>, values: &mut Vec<String>) {
    match (value, path) {
        (Value::Null, _) => {}
        (Value::Array(items), _) => {
            for item in items {
                push_values(item, path, values);
            }
        }
        (Value::Object(members), Some(path)) => {
            let (key, rest) = match path.split_once('.') {
                Some((key, rest)) => (key, Some(rest)),
                None => (path, None),
            };
            if let Some(value) = members.get(key) {
                push_values(value, rest, values);
            }
        }
        (Value::String(text), _) => values.push(text.clone()),
        (value, _) => values.push(value.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use fql::collections::external_assets::TABLE;
    use serde_json::json;

    use super::Column;

    #[test]
    fn cells_show_values_of_any_type() {
        let asset = json!({
            "ip": {"ip_address": null, "services": [{"port": 443}, {"port": "22"}, {"port": 22}, 7]},
            "dns_domain": {"fqdn": "a.example", "services": {"port": [1000, true]}},
            "criticality": {"level": 1},
            "last_seen": [],
            "subsidiaries": ["A", {"name": "B; C"}, {"name": null}],
            "manual": false,
            "triage": "odd",
        });
        for (column, cell) in [
            ("asset", "a.example"),
            ("ports", "7 22 443 1000 true"),
            ("criticality", r#"{"level":1}"#),
            ("last_seen", ""),
            ("subsidiaries", "A; B; C"),
            ("manual", "false"),
            ("triage.status", "odd"),
            ("dns_domain.services.port", "1000; true"),
            ("nothing.at.all", ""),
        ] {
            assert_eq!(Column::new(column, &TABLE).cell(&asset), cell, "{column}");
        }
    }

    #[test]
    fn unknown_columns_have_a_suggestion() {
        let paths = BTreeSet::from(["vendor_extension".to_owned()]);
        for (name, suggestion) in [
            ("criticalty", "criticality"),
            ("ID", "id"),
            ("vendor_extenson", "vendor_extension"),
        ] {
            let column = Column::new(name, &TABLE);
            assert_eq!(
                (column.is_known(&TABLE), column.suggestion(&TABLE, &paths)),
                (false, Some(suggestion))
            );
        }
        for known in ["asset", "ip.location.country_code", "ip", "ip.location"] {
            assert!(Column::new(known, &TABLE).is_known(&TABLE), "{known}");
        }
    }
}
