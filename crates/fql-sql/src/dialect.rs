//! The dialects of SQL.

use std::fmt;
use std::str::FromStr;

/// A dialect of SQL.
///
/// # Examples
///
/// ```
/// use fql_sql::Dialect;
///
/// assert_eq!("spark".parse(), Ok(Dialect::Spark));
/// assert_eq!(Dialect::DuckDb.to_string(), "duckdb");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Dialect {
    /// DuckDB, from 1.3 on: nested columns, and JSON columns.
    DuckDb,
    /// Apache DataFusion: nested columns. Its SQL parser accepts lambdas, which lists and times
    /// need, in its dialect `duckdb`.
    DataFusion,
    /// Apache Spark SQL, from 3.5 on: nested columns.
    Spark,
    /// PostgreSQL, from 14 on: JSON columns of the type `jsonb`, and columns of scalars.
    Postgres,
    /// ClickHouse: nested columns.
    ClickHouse,
}

impl Dialect {
    /// All dialects.
    pub const ALL: [Self; 5] = [
        Self::DuckDb,
        Self::DataFusion,
        Self::Spark,
        Self::Postgres,
        Self::ClickHouse,
    ];

    /// Returns the name in lower case, as [`FromStr`] parses it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::DuckDb => "duckdb",
            Self::DataFusion => "datafusion",
            Self::Spark => "spark",
            Self::Postgres => "postgres",
            Self::ClickHouse => "clickhouse",
        }
    }
}

impl fmt::Display for Dialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Dialect {
    type Err = UnknownDialect;

    fn from_str(name: &str) -> Result<Self, UnknownDialect> {
        let dialect = Self::ALL.into_iter().find(|dialect| dialect.name() == name);
        dialect.ok_or(UnknownDialect)
    }
}

/// The error of a name that is not a dialect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownDialect;

impl fmt::Display for UnknownDialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = Dialect::ALL.map(Dialect::name).join(", ");
        write!(f, "unknown dialect; supported: {names}")
    }
}

impl std::error::Error for UnknownDialect {}
