//! The columns of assets in tables and CSV.

use std::collections::BTreeSet;

use fql::collections::external_assets;
use fql_syntax::closest_match;
use serde_json::Value;

use super::format::Format;

/// A column: its heading and the paths of its values in an asset.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pub(super) heading: String,
    paths: Vec<String>,
    combination: Combination,
    is_named: bool,
}

/// The values of a cell, if there are several paths or values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Combination {
    /// The values of the first path that has any.
    First,
    /// The distinct values of all paths, in numerical order.
    Sorted,
}

/// A column with a name of its own. Any other column is named after its path.
struct NamedColumn {
    name: &'static str,
    heading: &'static str,
    paths: &'static [&'static str],
    combination: Combination,
}

const NAMED: [NamedColumn; 8] = [
    NamedColumn {
        name: "asset",
        heading: "asset",
        paths: &["ip.ip_address", "dns_domain.fqdn"],
        combination: Combination::First,
    },
    first("criticality", "criticality", &["criticality"]),
    NamedColumn {
        name: "ports",
        heading: "ports",
        paths: &["ip.services.port", "dns_domain.services.port"],
        combination: Combination::Sorted,
    },
    first("exposure", "exposure", &["internet_exposure"]),
    first("last_seen", "last seen", &["last_seen"]),
    first(
        "country",
        "country",
        &["ip.location.country_name", "ip.location.country_code"],
    ),
    first("subsidiaries", "subsidiaries", &["subsidiaries.name"]),
    first("id", "id", &["id"]),
];

const fn first(
    name: &'static str,
    heading: &'static str,
    paths: &'static [&'static str],
) -> NamedColumn {
    NamedColumn {
        name,
        heading,
        paths,
        combination: Combination::First,
    }
}

/// Headings of the default columns that a narrow terminal hides, in this order.
const OPTIONAL: [&str; 4] = ["exposure", "subsidiaries", "id", "last seen"];

/// Returns the default columns. CSV is not limited by a width, so it has the country as well.
pub(super) fn default_columns(format: Format) -> Vec<Column> {
    let columns = NAMED.iter();
    columns
        .filter(|column| column.name != "country" || format == Format::Csv)
        .map(|column| Column::named(column, column.heading))
        .collect()
}

/// Returns the indexes of the columns that a narrow terminal hides, in this order.
pub(super) fn optional_indexes(columns: &[Column]) -> Vec<usize> {
    let index = |name: &&str| columns.iter().position(|column| column.heading == *name);
    OPTIONAL.iter().filter_map(index).collect()
}

impl Column {
    fn named(column: &NamedColumn, heading: &str) -> Self {
        Self {
            heading: heading.to_owned(),
            paths: column.paths.iter().map(|path| (*path).to_owned()).collect(),
            combination: column.combination,
            is_named: true,
        }
    }

    /// Returns the column of a name in `--columns`, which is its heading.
    pub(super) fn new(name: &str) -> Self {
        match NAMED.iter().find(|column| column.name == name) {
            Some(column) => Self::named(column, name),
            None => Self {
                heading: name.to_owned(),
                paths: vec![name.to_owned()],
                combination: Combination::First,
                is_named: false,
            },
        }
    }

    /// Returns the cell of an asset.
    pub(super) fn cell(&self, asset: &Value) -> String {
        let values = self.paths.iter().map(|path| values(asset, path));
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

    /// Returns `true` for a name of this program, a documented field or a group of them.
    pub(super) fn is_known(&self) -> bool {
        let group = format!("{}.", self.heading);
        let is_field = |name: &str| name == self.heading || name.starts_with(&group);
        self.is_named || fields().any(is_field)
    }

    /// Returns the known name that may have been meant.
    pub(super) fn suggestion(&self) -> Option<&'static str> {
        let names = || NAMED.iter().map(|column| column.name).chain(fields());
        let same = names().find(|name| name.eq_ignore_ascii_case(&self.heading));
        same.or_else(|| closest_match(&self.heading, names()))
    }
}

/// Returns the documented fields.
fn fields() -> impl Iterator<Item = &'static str> {
    external_assets::TABLE.rows.iter().map(|row| row.name)
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
            assert_eq!(Column::new(column).cell(&asset), cell, "{column}");
        }
    }

    #[test]
    fn unknown_columns_have_a_suggestion() {
        for (name, suggestion) in [("criticalty", "criticality"), ("ID", "id")] {
            let column = Column::new(name);
            assert_eq!(
                (column.is_known(), column.suggestion()),
                (false, Some(suggestion))
            );
        }
        for known in ["asset", "ip.location.country_code", "ip", "ip.location"] {
            assert!(Column::new(known).is_known(), "{known}");
        }
    }
}
