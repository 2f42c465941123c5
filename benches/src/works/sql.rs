//! Lowering filters to SQL.

use fql::Instant;
use fql::collections::external_assets::ExternalAssets;
use fql::{Collection, Filter};
use fql_sql::{ColumnType, Dialect, Lowering, Shape};

use super::Work;
use crate::filters::{CLEAN, clauses, six_clauses};

pub(super) fn works() -> Vec<Work> {
    let samples = [
        ("6 clauses", six_clauses(CLEAN)),
        ("20 clauses", clauses(20, CLEAN)),
        ("200 clauses", clauses(200, CLEAN)),
    ];
    samples
        .into_iter()
        .flat_map(|(name, text)| on(name, &text))
        .collect()
}

fn on(name: &'static str, text: &str) -> [Work; 3] {
    let columns: &'static Shape = Box::leak(Box::new(columns()));
    let json: &'static Shape = Box::leak(Box::new(Shape::json_column("doc")));
    let filter: &'static Filter<ExternalAssets> =
        Box::leak(Box::new(text.parse().expect("a valid filter")));
    let work = |what, dialect, shape| {
        let lowering = Lowering::new(dialect, shape, Instant::UNIX_EPOCH);
        let length = lowering.to_sql(filter).expect("a supported filter").len();
        Work::new(what, name, length, move || lowering.to_sql(filter))
    };
    [
        work("duckdb, columns", Dialect::DuckDb, columns),
        work("spark, columns", Dialect::Spark, columns),
        work("postgres, JSON", Dialect::Postgres, json),
    ]
}

/// Returns the columns of external assets: objects are structs, those of services and subsidiaries in lists.
fn columns() -> Shape {
    let names: Vec<&str> = ExternalAssets::TABLE
        .rows
        .iter()
        .map(|row| row.name)
        .collect();
    Shape::from_columns(members(&names))
}

fn members(names: &[&str]) -> Vec<(String, ColumnType)> {
    let mut members: Vec<(String, ColumnType)> = Vec::new();
    for name in names {
        let key = name.split('.').next().unwrap_or_default();
        if members.iter().any(|(known, _)| known == key) {
            continue;
        }
        let prefix = format!("{key}.");
        let rest: Vec<&str> = names
            .iter()
            .filter_map(|name| name.strip_prefix(&prefix))
            .collect();
        let member = match (key, rest.is_empty()) {
            ("port" | "confidence" | "asn", true) => ColumnType::Integer,
            ("manual", true) => ColumnType::Boolean,
            (_, true) => ColumnType::Text,
            (_, false) => ColumnType::Struct(self::members(&rest)),
        };
        members.push((
            key.to_owned(),
            match key {
                "services" | "subsidiaries" => ColumnType::List(Box::new(member)),
                _ => member,
            },
        ));
    }
    members
}
