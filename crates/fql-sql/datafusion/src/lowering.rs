//! The lowering of filters to expressions.

use std::sync::LazyLock;

use datafusion::common::DFSchema;
use datafusion::common::config::{ConfigNonZeroUsize, Dialect as ParserDialect};
use datafusion::execution::session_state::{SessionState, SessionStateBuilder};
use datafusion::logical_expr::Expr;
use datafusion::prelude::SessionConfig;
use fql::table::{Collection, Table};
use fql::{Filter, Instant};
use fql_sql::{Dialect, Lowering, MAX_DEPTH, Shape};
use fql_syntax::Tree;

use crate::ExprError;

/// Lowers filters to expressions for the columns of a table.
///
/// An expression is true for the rows whose document the filter matches, and false for all others; it is never null.
/// A field that the table does not have is missing in every document.
///
/// # Examples
///
/// ```
/// use datafusion::arrow::datatypes::{DataType, Field, Schema};
/// use datafusion::common::DFSchema;
/// use fql::collections::external_assets as asset;
/// use fql::{Instant, fql};
/// use fql_sql_datafusion::ExprLowering;
///
/// let confidence = Field::new("confidence", DataType::Int64, true);
/// let schema = DFSchema::try_from(Schema::new(vec![confidence]))?;
/// let lowering = ExprLowering::new(&schema, Instant::now());
/// let expr = lowering.to_expr(&fql!(asset, "confidence:75"))?;
/// assert_eq!(expr.to_string(), "confidence IS NOT NULL AND confidence = Int64(75)");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct ExprLowering<'s> {
    schema: &'s DFSchema,
    shape: Shape,
    now: Instant,
}

impl<'s> ExprLowering<'s> {
    /// Creates a lowering for tables with this schema. Relative times of filters count from `now`.
    #[must_use]
    pub fn new(schema: &'s DFSchema, now: impl Into<Instant>) -> Self {
        Self {
            schema,
            shape: Shape::from_arrow(schema.as_arrow()),
            now: now.into(),
        }
    }

    /// Returns the filter as an expression. No value can change its form.
    ///
    /// # Errors
    /// Returns an error if DataFusion cannot evaluate the filter exactly for the schema, or if groups nest too deep.
    pub fn to_expr<C: Collection>(&self, filter: &Filter<C>) -> Result<Expr, ExprError> {
        self.plan(&self.sql().to_sql(filter)?)
    }

    /// Returns a tree as an expression, for a collection that is known only at run time.
    ///
    /// # Errors
    /// Returns an error if DataFusion cannot evaluate the filter exactly for the schema, or if groups nest too deep.
    pub fn tree_to_expr(&self, table: &Table, tree: &Tree<'_>) -> Result<Expr, ExprError> {
        self.plan(&self.sql().tree_to_sql(table, tree)?)
    }

    fn sql(&self) -> Lowering<'_> {
        Lowering::new(Dialect::DataFusion, &self.shape, self.now)
    }

    fn plan(&self, sql: &str) -> Result<Expr, ExprError> {
        Ok(PLANNER.create_logical_expr(sql, self.schema)?)
    }
}

/// Parses and plans expressions, with the functions of DataFusion whatever a session registers under their names.
static PLANNER: LazyLock<SessionState> = LazyLock::new(|| {
    let mut config = SessionConfig::new();
    let parser = &mut config.options_mut().sql_parser;
    // It has the lambdas of lists.
    parser.dialect = ParserDialect::DuckDB;
    // All groups of a filter, and the expression of a clause.
    if let Ok(limit) = ConfigNonZeroUsize::try_new(MAX_DEPTH + 64) {
        parser.recursion_limit = limit;
    }
    SessionStateBuilder::new_with_default_features()
        .with_config(config)
        .build()
});
