//! Dialects as printers of expressions.

mod address;
mod clickhouse;
mod datafusion;
mod duckdb;
mod number;
mod postgres;
mod scalar;
mod spark;
mod syntax;
mod template;
mod time;

pub(crate) use scalar::{Value, Writer};
pub(crate) use syntax::{JsonBranches, JsonPath, JsonValue, Syntax};

use crate::Dialect;

/// Returns the printer of a dialect.
pub(crate) fn syntax(dialect: Dialect) -> &'static dyn Syntax {
    match dialect {
        Dialect::DuckDb => &duckdb::DuckDb,
        Dialect::DataFusion => &datafusion::DataFusion,
        Dialect::Spark => &spark::Spark,
        Dialect::Postgres => &postgres::Postgres,
        Dialect::ClickHouse => &clickhouse::ClickHouse,
    }
}
