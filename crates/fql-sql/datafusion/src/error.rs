//! The errors of lowering.

use std::fmt;

use datafusion::error::DataFusionError;
use fql_sql::SqlError;

/// The error of a filter that has no exact expression for a schema.
#[derive(Debug)]
#[non_exhaustive]
pub enum ExprError {
    /// DataFusion cannot evaluate the filter exactly.
    Sql(SqlError),
    /// The planner of DataFusion rejected the expression.
    Plan(Box<DataFusionError>),
}

impl fmt::Display for ExprError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sql(error) => error.fmt(f),
            Self::Plan(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ExprError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Sql(error) => error.source(),
            Self::Plan(error) => error.source(),
        }
    }
}

impl From<SqlError> for ExprError {
    fn from(error: SqlError) -> Self {
        Self::Sql(error)
    }
}

impl From<DataFusionError> for ExprError {
    fn from(error: DataFusionError) -> Self {
        Self::Plan(Box::new(error))
    }
}
