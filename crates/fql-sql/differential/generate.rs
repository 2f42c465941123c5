//! Writes random documents, random filters, the rows that evaluation says, and the SQL of each dialect,
//! for `engines.py`.
//!
//!     cargo run --example differential -- FOLDER (columns|json) SEED DATASETS FILTERS
//!
//! `columns` writes documents of a table with nested columns, `json` documents of any shape for one column.

mod documents;
mod filters;
mod rng;

use std::error::Error;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

use fql::Instant;
use fql::eval::Matcher;
use fql_sql::{ColumnType, Dialect, Lowering, Param, Shape, SqlError, TimeUnit};
use serde_json::{Value, json};

use rng::Rng;

/// The collection of the filters: fields of every type, at every depth.
mod things {
    fql::collection! {
        /// Things of the differential test.
        pub Things "things" sort ".";
        name: text [exact, wildcard, list];
        name.raw: text [exact];
        name.insensitive: text [exact, list];
        port: integer [exact, list, range];
        flag: boolean [exact];
        seen: timestamp [exact, range];
        addr: ip [exact, range];
        score: float [exact, range];
        tags: text [exact, wildcard, list];
        device.name: text [exact, wildcard, list];
        device.port: integer [exact, list, range];
        device.seen: timestamp [exact, range];
        device.addr: ip [exact, range];
        items.name: text [exact, wildcard, list];
        items.port: integer [exact, list, range];
        items.seen: timestamp [exact, range];
        items.addr: ip [exact, range];
        items.inner.name: text [exact, wildcard, list];
        items.inner.port: integer [exact, list, range];
        alias nickname = name;
    }
}

/// The time of all evaluations.
const NOW: &str = "2026-11-22T10:00:00Z";

/// The documents of a dataset.
const DOCUMENTS: usize = 150;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("missing FOLDER")?;
    let is_json = match arguments.next().as_deref() {
        Some("columns") => false,
        Some("json") => true,
        _ => return Err("expected `columns` or `json`".into()),
    };
    let mut number = || -> Result<u64, Box<dyn Error>> {
        Ok(arguments.next().ok_or("missing number")?.parse()?)
    };
    let (seed, datasets, filters) = (number()?, number()?, number()?);
    for dataset in 0..datasets {
        let mut rng = Rng::new(seed.wrapping_mul(1_000_003).wrapping_add(dataset));
        let folder = Path::new(&folder).join(format!("{dataset:04}"));
        fs::create_dir_all(&folder)?;
        write_dataset(&folder, &mut rng, is_json, filters)?;
    }
    Ok(())
}

fn write_dataset(
    folder: &Path,
    rng: &mut Rng,
    is_json: bool,
    filters: u64,
) -> Result<(), Box<dyn Error>> {
    let (shape, columns, documents) = if is_json {
        let documents: Vec<Value> = (0..DOCUMENTS)
            .map(|_| documents::json_document(rng))
            .collect();
        (Shape::json_column("a doc"), Value::Null, documents)
    } else {
        let columns = documents::random_columns(rng);
        let documents = (0..DOCUMENTS)
            .map(|_| documents::document(rng, &columns))
            .collect();
        let described = columns
            .iter()
            .map(|(name, column_type)| json!([name, describe(column_type)]))
            .collect();
        (
            Shape::from_columns(columns),
            Value::Array(described),
            documents,
        )
    };
    let mut file = BufWriter::new(File::create(folder.join("documents.ndjson"))?);
    for document in &documents {
        writeln!(file, "{document}")?;
    }
    file.flush()?;
    fs::write(folder.join("columns.json"), columns.to_string())?;

    let now: Instant = NOW.parse()?;
    let literals = filters::Literals::of(&documents);
    let mut file = BufWriter::new(File::create(folder.join("filters.ndjson"))?);
    for _ in 0..filters {
        let filter = filters::filter(rng, &literals);
        let tree = fql_syntax::parse(&filter).map_err(|report| format!("{filter}: {report}"))?;
        let matcher = Matcher::from_tree(&things::TABLE, &tree, now);
        let mut ids = Vec::new();
        for (id, document) in documents.iter().enumerate() {
            if matcher.matches(document) {
                ids.push(id);
            }
        }
        let mut sql = serde_json::Map::new();
        let mut errors = serde_json::Map::new();
        for dialect in Dialect::ALL {
            let lowering = Lowering::new(dialect, &shape, now);
            let lowered = lowering.tree_to_sql(&things::TABLE, &tree);
            let bound = lowering.tree_to_sql_params(&things::TABLE, &tree);
            match (lowered, bound) {
                (Ok(expression), Ok(bound)) => {
                    let params: Vec<Value> = bound.params.iter().map(describe_param).collect();
                    let statement = json!({
                        "sql": expression, "bound": bound.sql, "params": params,
                    });
                    sql.insert(dialect.name().into(), statement);
                }
                (Err(error @ (SqlError::Unsupported { .. } | SqlError::UnknownType { .. })), _) => {
                    errors.insert(dialect.name().into(), error.to_string().into());
                }
                (Err(error), _) | (_, Err(error)) => {
                    return Err(format!("{filter}: {error}").into());
                }
            }
        }
        writeln!(
            file,
            "{}",
            json!({"filter": filter, "ids": ids, "sql": sql, "errors": errors})
        )?;
    }
    file.flush()?;
    if is_json {
        write_deep_arrays(folder, &shape, now)?;
    }
    Ok(())
}

/// Writes documents whose arrays are deeper than the shape says, and the SQL that must fail for them.
fn write_deep_arrays(folder: &Path, shape: &Shape, now: Instant) -> Result<(), Box<dyn Error>> {
    let mut cases = Vec::new();
    for (filter, document) in [
        ("name:'a'", json!({"name": [[["a"]]]})),
        ("name:null", json!({"name": [[[null]]]})),
        ("items.port:!1", json!({"items": [[[[{"port": 1}]]]]})),
        ("name.raw:'a'", json!({"name": [[[["a"]]]]})),
    ] {
        let tree = fql_syntax::parse(filter).map_err(|report| format!("{filter}: {report}"))?;
        let mut sql = serde_json::Map::new();
        for dialect in [Dialect::DuckDb, Dialect::Postgres] {
            let lowering = Lowering::new(dialect, shape, now);
            let expression = lowering.tree_to_sql(&things::TABLE, &tree)?;
            sql.insert(dialect.name().into(), expression.into());
        }
        cases.push(json!({"filter": filter, "document": document.to_string(), "sql": sql}));
    }
    fs::write(folder.join("deep.json"), Value::Array(cases).to_string())?;
    Ok(())
}

fn describe(column_type: &ColumnType) -> Value {
    match column_type {
        ColumnType::Text => json!("text"),
        ColumnType::Integer => json!("integer"),
        ColumnType::Unsigned => json!("unsigned"),
        ColumnType::Real => json!("real"),
        ColumnType::Boolean => json!("boolean"),
        ColumnType::Json => json!("json"),
        ColumnType::Timestamp { unit, has_zone } => {
            let unit = match unit {
                TimeUnit::Second => "s",
                TimeUnit::Millisecond => "ms",
                TimeUnit::Microsecond => "us",
                TimeUnit::Nanosecond => "ns",
            };
            json!({"time": unit, "zone": has_zone})
        }
        ColumnType::List(element) => json!({"list": describe(element)}),
        ColumnType::Struct(members) => {
            let members = members.iter();
            let members = members.map(|(name, member)| json!([name, describe(member)]));
            json!({"struct": members.collect::<Vec<_>>()})
        }
        _ => Value::Null,
    }
}

fn describe_param(param: &Param) -> Value {
    match param {
        Param::Text(text) => json!({"text": text}),
        Param::Integer(integer) => json!({"integer": integer.to_string()}),
        Param::Real(real) => json!({"real": format!("{real:e}")}),
        _ => Value::Null,
    }
}
