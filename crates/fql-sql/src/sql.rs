//! The lowering of filters: paths, negation and connectives.

use fql::eval::{ClausePlan, Predicate};
use fql::table::{Collection, Table};
use fql::{Filter, Instant};
use fql_syntax::{Clause, Connective, Expression, Tree};

use crate::lower::{self, JSON_INTEGER, Leaf, SIGNED, UNSIGNED};
use crate::print::{self, JsonBranches, JsonPath, JsonValue, Value, Writer};
use crate::shape::{ColumnType, LIST_DEPTH, Root, Shape};
use crate::test::{Test, TimeColumn};
use crate::{Dialect, SqlError};

/// The depth of nested groups up to which filters are lowered.
pub const MAX_DEPTH: usize = 256;

/// A value of a statement with parameters.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Param {
    /// A string.
    Text(String),
    /// An integer between the least `i64` and the greatest `u64`.
    Integer(i128),
    /// A finite floating-point number. For ClickHouse, pass its JSON text as a string.
    Real(f64),
}

/// A boolean expression with parameters.
#[derive(Debug, Clone, PartialEq)]
pub struct ParamSql {
    /// The expression, with the placeholders of the dialect: `$1` for DuckDB, DataFusion and
    /// PostgreSQL, `:p1` for Spark, `{p1:String}` for ClickHouse.
    pub sql: String,
    /// The values of the parameters, in the order of their numbers.
    pub params: Vec<Param>,
}

/// Lowers filters to boolean expressions of a dialect, for data of a shape.
///
/// An expression is `TRUE` for the rows whose document the filter matches, and `FALSE` for all others;
/// it is never null. It contains the names of columns, so it belongs into a query of one table.
///
/// # Examples
///
/// ```
/// use fql::collections::external_assets as asset;
/// use fql::{Instant, fql};
/// use fql_sql::{ColumnType, Dialect, Lowering, Shape};
///
/// let shape = Shape::from_columns([("criticality", ColumnType::Text)]);
/// let lowering = Lowering::new(Dialect::DuckDb, &shape, Instant::now());
/// let filter = fql!(asset, "criticality:!'Critical'");
/// assert_eq!(
///     lowering.to_sql(&filter)?,
///     "(\"criticality\" IS NULL OR NOT (\"criticality\" = 'Critical'))",
/// );
/// let statement = lowering.to_sql_params(&filter)?;
/// assert_eq!(statement.params, [fql_sql::Param::Text("Critical".into())]);
/// # Ok::<(), fql_sql::SqlError>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Lowering<'s> {
    dialect: Dialect,
    shape: &'s Shape,
    now: Instant,
}

impl<'s> Lowering<'s> {
    /// Creates a lowering. Relative times of filters count from `now`.
    #[must_use]
    pub fn new(dialect: Dialect, shape: &'s Shape, now: impl Into<Instant>) -> Self {
        Self {
            dialect,
            shape,
            now: now.into(),
        }
    }

    /// Returns the filter as an expression with literals. No value can change the statement.
    ///
    /// # Errors
    /// Returns an error if the dialect cannot evaluate the filter exactly for this shape.
    pub fn to_sql<C: Collection>(&self, filter: &Filter<C>) -> Result<String, SqlError> {
        self.tree_to_sql(&C::TABLE, &filter.tree()?)
    }

    /// Returns the filter as an expression with parameters.
    ///
    /// # Errors
    /// Returns an error if the dialect cannot evaluate the filter exactly for this shape.
    pub fn to_sql_params<C: Collection>(&self, filter: &Filter<C>) -> Result<ParamSql, SqlError> {
        self.tree_to_sql_params(&C::TABLE, &filter.tree()?)
    }

    /// Returns a tree as an expression with literals, for a collection that is known only at run time.
    ///
    /// # Errors
    /// Returns an error if the dialect cannot evaluate the filter exactly for this shape.
    pub fn tree_to_sql(&self, table: &Table, tree: &Tree<'_>) -> Result<String, SqlError> {
        Ok(self.lower(table, tree, false)?.sql)
    }

    /// Returns a tree as an expression with parameters, for a collection that is known only at run
    /// time.
    ///
    /// # Errors
    /// Returns an error if the dialect cannot evaluate the filter exactly for this shape.
    pub fn tree_to_sql_params(&self, table: &Table, tree: &Tree<'_>) -> Result<ParamSql, SqlError> {
        self.lower(table, tree, true)
    }

    fn lower(
        &self,
        table: &Table,
        tree: &Tree<'_>,
        has_params: bool,
    ) -> Result<ParamSql, SqlError> {
        let mut lowering = TreeLowering {
            target: self,
            table,
            writer: Writer::new(print::syntax(self.dialect), has_params),
        };
        let mut sql = String::new();
        match tree.root() {
            Some(root) => lowering.expression(root, 0, &mut sql)?,
            None => sql.push_str("TRUE"),
        }
        Ok(ParamSql {
            sql,
            params: lowering.writer.into_params(),
        })
    }
}

struct TreeLowering<'l> {
    target: &'l Lowering<'l>,
    table: &'l Table,
    writer: Writer<'static>,
}

/// The test whether some value at the end of a path satisfies a comparison.
struct PathTest {
    sql: String,
    nullness: Nullness,
}

/// The reasons for a test to be null.
enum Nullness {
    Never,
    /// It is null exactly when the only value is, which is this expression.
    Operand(String),
    Unknown,
}

impl PathTest {
    /// A test that may be null.
    fn nullable(sql: String) -> Self {
        Self {
            sql,
            nullness: Nullness::Unknown,
        }
    }

    /// The test whether an expression is not null.
    fn is_present(expression: &str) -> Self {
        Self {
            sql: sql!("(", expression, " IS NOT NULL)"),
            nullness: Nullness::Never,
        }
    }
}

/// The test whether a floating-point number is one: infinities and `NaN` are null.
const FINITE: Test = Test::RealBetween(f64::MIN, f64::MAX);

/// The reason why a clause cannot be lowered.
enum ClauseError {
    Unsupported(&'static str),
    Missing,
    UnknownType(&'static str),
}

impl ClauseError {
    /// Returns the error of a clause.
    fn of(self, clause: &Clause<'_>, dialect: Dialect) -> SqlError {
        let field = || clause.property().to_owned();
        match self {
            Self::Unsupported(reason) => SqlError::Unsupported {
                dialect,
                clause: clause.canonical(),
                reason,
            },
            Self::Missing => SqlError::MissingField { field: field() },
            Self::UnknownType(reason) => SqlError::UnknownType {
                field: field(),
                reason,
            },
        }
    }
}

impl TreeLowering<'_> {
    /// Appends an expression.
    fn expression(
        &mut self,
        expression: Expression<'_>,
        depth: usize,
        out: &mut String,
    ) -> Result<(), SqlError> {
        match expression {
            Expression::Clause(clause) => self.clause(&clause, out)?,
            Expression::Group(_) if depth == MAX_DEPTH => return Err(SqlError::TooDeep),
            Expression::Group(group) => {
                let connective = match group.connective() {
                    Connective::And => " AND ",
                    Connective::Or => " OR ",
                };
                for (index, part) in group.parts().enumerate() {
                    out.push_str(if index == 0 { "(" } else { connective });
                    self.expression(part, depth + 1, out)?;
                }
                out.push(')');
            }
            // Only templates have placeholders.
            Expression::Placeholder(placeholder) => {
                return Err(SqlError::MissingField {
                    field: placeholder.expression().to_owned(),
                });
            }
        }
        Ok(())
    }

    /// Appends a clause.
    fn clause(&mut self, clause: &Clause<'_>, out: &mut String) -> Result<(), SqlError> {
        let plan = ClausePlan::new(self.table, clause, self.target.now);
        let is_null_test = matches!(plan.predicate(), Predicate::IsNull);
        let positive = self
            .path(&plan)
            .map_err(|error| error.of(clause, self.target.dialect))?;
        // `IsNull` is lowered as the test whether there is a value.
        let is_negated = plan.is_negated() != is_null_test;
        let Some(PathTest { sql, nullness }) = positive else {
            out.push_str(if is_negated { "TRUE" } else { "FALSE" });
            return Ok(());
        };
        match (nullness, is_negated) {
            (Nullness::Never, false) => out.push_str(&sql),
            (Nullness::Never, true) => out.extend(["NOT ", &sql]),
            // Engines skip row groups of Parquet only for comparisons of columns.
            (Nullness::Operand(operand), false) => {
                out.extend(["(", &operand, " IS NOT NULL AND ", &sql, ")"]);
            }
            (Nullness::Operand(operand), true) => {
                out.extend(["(", &operand, " IS NULL OR NOT (", &sql, "))"]);
            }
            (Nullness::Unknown, false) => out.extend(["COALESCE(", &sql, ", FALSE)"]),
            (Nullness::Unknown, true) => out.extend(["NOT COALESCE(", &sql, ", FALSE)"]),
        }
        Ok(())
    }

    /// Returns the test of a clause before its negation, `None` if no document satisfies it.
    fn path(&mut self, plan: &ClausePlan) -> Result<Option<PathTest>, ClauseError> {
        let keys: Vec<&str> = plan.keys().iter().map(String::as_str).collect();
        match &self.target.shape.root {
            Root::Document { column, list_depth } => {
                let path = JsonPath {
                    column: &self.writer.syntax.identifier(column),
                    keys: &keys,
                    list_depth: *list_depth,
                    starts_with_list: false,
                };
                self.json(path, plan)
            }
            Root::Columns(columns) => {
                let (key, rest) = keys.split_first().ok_or(ClauseError::Missing)?;
                let Some(column_type) = self.find(columns, key)? else {
                    return Ok(None);
                };
                let column = self.writer.syntax.identifier(key);
                self.column(&column, column_type, rest, plan)
            }
        }
    }

    /// Returns the type of a member, `None` if no document has it.
    fn find<'t>(
        &self,
        members: &'t [(String, ColumnType)],
        key: &str,
    ) -> Result<Option<&'t ColumnType>, ClauseError> {
        let Some((_, found)) = members.iter().find(|(name, _)| name == key) else {
            return self.missing();
        };
        let mut names = members.iter().map(|(name, _)| name);
        if self.writer.syntax.ignores_case_of_names()
            && names.any(|name| name != key && equals_ignoring_case(name, key))
        {
            return Err(ClauseError::Unsupported(
                "the dialect ignores the case of names, and two differ only in case",
            ));
        }
        Ok(Some(found))
    }

    /// Returns the result for a field that the shape does not have.
    fn missing<T>(&self) -> Result<Option<T>, ClauseError> {
        match self.target.shape.is_complete {
            true => Ok(None),
            false => Err(ClauseError::Missing),
        }
    }

    /// Returns the test whether some value at the end of the keys satisfies the comparison, `None` if
    /// none can.
    fn column(
        &mut self,
        x: &str,
        column_type: &ColumnType,
        keys: &[&str],
        plan: &ClausePlan,
    ) -> Result<Option<PathTest>, ClauseError> {
        match (column_type, keys) {
            (ColumnType::List(element), _) => {
                let variable = self.writer.variable();
                let body = self.column(&variable, element, keys, plan)?;
                let Some(body) = body else {
                    return Ok(None);
                };
                let test = self.writer.syntax.any(x, &variable, &body.sql);
                let test = test.ok_or(ClauseError::Unsupported("lists are not supported"))?;
                Ok(Some(PathTest::nullable(test)))
            }
            (ColumnType::Struct(members), [key, rest @ ..]) => {
                let Some(member_type) = self.find(members, key)? else {
                    return Ok(None);
                };
                let member = self.writer.syntax.member(x, key);
                let member = member.ok_or(ClauseError::Unsupported("structs are not supported"))?;
                self.column(&member, member_type, rest, plan)
            }
            (ColumnType::Struct(_), []) => {
                let counts =
                    matches!(plan.predicate(), Predicate::IsNull) && !plan.includes_parent();
                if !counts {
                    return Ok(None);
                }
                let test = self.writer.syntax.is_object(x);
                let test = test.ok_or(ClauseError::Unsupported("structs have no test for null"))?;
                Ok(Some(PathTest::nullable(test)))
            }
            (ColumnType::Json, keys) => {
                let path = JsonPath {
                    column: x,
                    keys,
                    list_depth: LIST_DEPTH,
                    starts_with_list: true,
                };
                self.json(path, plan)
            }
            (ColumnType::Unknown, _) => Err(ClauseError::UnknownType("the sample has only `null`")),
            (ColumnType::Unsupported(reason), _) => Err(ClauseError::UnknownType(reason)),
            (_, [_, ..]) if !(plan.includes_parent() && keys.len() == 1) => self.missing(),
            (scalar, _) => self.scalar(x, scalar, plan),
        }
    }

    fn scalar(
        &mut self,
        x: &str,
        column_type: &ColumnType,
        plan: &ClausePlan,
    ) -> Result<Option<PathTest>, ClauseError> {
        let (leaf, json_type) = match column_type {
            ColumnType::Integer => (SIGNED, JsonValue::Integer),
            ColumnType::Unsigned => (UNSIGNED, JsonValue::Integer),
            ColumnType::Real => (Leaf::Real, JsonValue::Real),
            ColumnType::Boolean => (Leaf::Boolean, JsonValue::Boolean),
            ColumnType::Timestamp { unit, has_zone } => {
                let column = TimeColumn {
                    unit: *unit,
                    has_zone: *has_zone,
                };
                (Leaf::Time(column), JsonValue::Text)
            }
            _ => (Leaf::Text, JsonValue::Text),
        };
        if matches!(plan.predicate(), Predicate::IsNull) && leaf != Leaf::Real {
            return Ok(Some(PathTest::is_present(x)));
        }
        let value = Value {
            expression: x,
            json_type,
        };
        let test = match plan.predicate() {
            Predicate::IsNull => FINITE,
            predicate => lower::lower(predicate, leaf).map_err(ClauseError::Unsupported)?,
        };
        self.test(test, leaf, value)
    }

    fn test(
        &mut self,
        test: Test,
        leaf: Leaf,
        value: Value<'_>,
    ) -> Result<Option<PathTest>, ClauseError> {
        match test {
            Test::Never => Ok(None),
            Test::Always if leaf == Leaf::Real => self.test(FINITE, leaf, value),
            Test::Always => Ok(Some(PathTest::is_present(value.expression))),
            test => {
                let sql = self.writer.test(&test, value);
                let sql = sql.map_err(ClauseError::Unsupported)?;
                let nullness = match test.is_total() {
                    true => Nullness::Operand(value.expression.to_owned()),
                    false => Nullness::Unknown,
                };
                Ok(Some(PathTest { sql, nullness }))
            }
        }
    }

    /// Returns the test whether some value that the keys reach in JSON satisfies the comparison.
    fn json(
        &mut self,
        path: JsonPath<'_>,
        plan: &ClausePlan,
    ) -> Result<Option<PathTest>, ClauseError> {
        let syntax = self.writer.syntax;
        let variable = self.writer.variable();
        let body = match plan.predicate() {
            Predicate::IsNull => Some(syntax.json_is_value(&variable, !plan.includes_parent())),
            predicate => self.json_test(predicate, &variable)?,
        };
        let Some(body) = body else {
            return Ok(None);
        };
        let any = |path| {
            syntax
                .any_json(path, &variable, &body)
                .ok_or(ClauseError::Unsupported("JSON columns are not supported"))
        };
        let reached = any(path)?;
        match path.keys {
            [parent @ .., _]
                if plan.includes_parent() && (path.starts_with_list || !parent.is_empty()) =>
            {
                let keys = parent;
                let reached = sql!("(", reached, " OR ", any(JsonPath { keys, ..path })?, ")");
                Ok(Some(PathTest::nullable(reached)))
            }
            _ => Ok(Some(PathTest::nullable(reached))),
        }
    }

    fn json_test(
        &mut self,
        predicate: &Predicate,
        element: &str,
    ) -> Result<Option<String>, ClauseError> {
        let mut of_type = |leaf, json_type| {
            let test = lower::lower(predicate, leaf).map_err(ClauseError::Unsupported)?;
            if test == Test::Never {
                return Ok(None);
            }
            let expression = self.writer.syntax.json_value(element, json_type);
            let value = Value {
                expression: &expression,
                json_type,
            };
            let test = self.test(test, leaf, value)?;
            Ok(test.map(|test| test.sql))
        };
        let branches = JsonBranches {
            text: of_type(Leaf::Text, JsonValue::Text)?,
            integer: of_type(JSON_INTEGER, JsonValue::Integer)?,
            real: of_type(Leaf::Real, JsonValue::Real)?,
            boolean: of_type(Leaf::Boolean, JsonValue::Boolean)?,
        };
        let is_empty = [
            &branches.text,
            &branches.integer,
            &branches.real,
            &branches.boolean,
        ]
        .iter()
        .all(|branch| branch.is_none());
        Ok((!is_empty).then(|| self.writer.syntax.json_branches(element, &branches)))
    }
}

/// Returns `true` if a name equals a key apart from case. Keys are ASCII, so that a name is only folded if it is
/// not: the names of all columns are compared for each clause.
fn equals_ignoring_case(name: &str, key: &str) -> bool {
    match name.is_ascii() {
        true => name.eq_ignore_ascii_case(key),
        false => name.to_lowercase() == key.to_ascii_lowercase(),
    }
}
