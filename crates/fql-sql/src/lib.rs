//! Filters of CrowdStrike Falcon's API as SQL.
//!
//! Exports of assets, hosts and alerts end up in data lakes and databases. This crate lowers a filter to a
//! boolean expression that selects exactly the rows whose documents the filter matches in
//! `fql::eval`.
//!
//! ```
//! use fql::collections::external_assets as asset;
//! use fql::{Instant, fql};
//! use fql_sql::{Dialect, Lowering, Shape};
//!
//! // The columns of the table, read from a sample of the documents.
//! let shape = Shape::from_sample(
//!     r#"{"criticality":"High","ip":{"services":[{"port":22}]}}"#,
//! )?;
//! let lowering = Lowering::new(Dialect::DuckDb, &shape, Instant::now());
//! assert_eq!(
//!     lowering.to_sql(&fql!(asset, "criticality:'Critical'+ip.services.port:[22,3389]"))?,
//!     "((\"criticality\" IS NOT NULL AND \"criticality\" = 'Critical') AND \
//!      COALESCE(len(list_filter(struct_extract(\"ip\", 'services'), lambda fql_1: \
//!      struct_extract(fql_1, 'port') IN (22, 3389))) > 0, FALSE))",
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Core types
//!
//! * [`Lowering`] lowers filters for a dialect, a shape and a time.
//! * [`Dialect`] names the engines.
//! * [`Shape`] describes the columns: which are lists, and the types of their values.
//! * [`SqlError`] is the error of a filter that a dialect cannot evaluate exactly.
//!
//! # Tasks
//!
//! * Lower a filter with values as literals: [`Lowering::to_sql`]; as parameters:
//!   [`Lowering::to_sql_params`].
//! * Lower a filter whose collection is known only at run time: [`Lowering::tree_to_sql`].
//! * Describe a table: [`Shape::from_columns`], [`Shape::from_sample`]; a column of JSON:
//!   [`Shape::json_column`].
//!
//! # Features
//!
//! * `arrow`: `Shape::from_arrow`, for the schemas of `arrow-schema` 59.
//!
//! # Limits
//!
//! Where an engine cannot evaluate a clause with the documented result, lowering is an error. The
//! [page about SQL](https://github.com/falcon-fql/falcon-fql/blob/main/docs/sql.md) lists these, and the
//! rules of evaluation are in `docs/evaluation.md`.
//!
//! Data must have the declared shape. JSON columns must have no object with a key twice. Arrays in them that
//! directly contain arrays deeper than [`LIST_DEPTH`] are an error of the engine.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

#[macro_use]
mod concat;
mod dialect;
mod error;
mod lower;
mod print;
mod shape;
mod sql;
mod test;

pub use dialect::{Dialect, UnknownDialect};
pub use error::SqlError;
pub use shape::{ColumnType, LIST_DEPTH, SampleError, Shape, TimeUnit};
pub use sql::{Lowering, MAX_DEPTH, Param, ParamSql};

/// Runs the examples of the crate's README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct ReadmeDoctests;
