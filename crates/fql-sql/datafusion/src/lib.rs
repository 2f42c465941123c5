//! Filters of CrowdStrike Falcon's API as expressions of Apache DataFusion.
//!
//! A program that plans queries with DataFusion passes the [`Expr`] of a filter to `DataFrame::filter`, next to its
//! own expressions. The rows are those whose documents the filter matches in `fql::eval`, and comparisons of columns
//! that are not in lists are pushed down into Parquet.
//!
//! ```
//! use std::sync::Arc;
//!
//! use datafusion::arrow::array::{RecordBatch, StringArray};
//! use datafusion::prelude::SessionContext;
//! use fql::collections::external_assets as asset;
//! use fql::{Instant, fql};
//! use fql_sql_datafusion::ExprLowering;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let criticality = StringArray::from(vec![Some("High"), Some("Critical"), None]);
//! let batch = RecordBatch::try_from_iter([("criticality", Arc::new(criticality) as _)])?;
//! let assets = SessionContext::new().read_batch(batch)?;
//!
//! let lowering = ExprLowering::new(assets.schema(), Instant::now());
//! let expr = lowering.to_expr(&fql!(asset, "criticality:!'Critical'"))?;
//! assert_eq!(assets.filter(expr)?.count().await?, 2);
//! # Ok(())
//! # }
//! ```
//!
//! # Core types
//!
//! * [`ExprLowering`] lowers filters for the columns of a table and a time.
//! * [`ExprError`] is the error of a filter that has no exact expression.
//!
//! # Limits
//!
//! Expressions are those of the dialect `datafusion` of `fql-sql`, parsed and planned by DataFusion, so that its
//! limits apply; the [page about SQL](https://github.com/falcon-fql/falcon-fql/blob/main/docs/sql.md) lists them.
//!
//! DataFusion 55 fails for lists in structs next to other conditions, unless the setting
//! `datafusion.optimizer.enable_leaf_expression_pushdown` of the session that runs the query is off.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod error;
mod lowering;

pub use error::ExprError;
pub use lowering::ExprLowering;

#[cfg(doc)]
use datafusion::logical_expr::Expr;

/// Runs the examples of the crate's README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct ReadmeDoctests;
