//! Clauses with the path and type of their field.

use fql_syntax::{Clause, FieldType};

use super::json::JsonPath;
use super::predicate::Predicate;
use crate::schema::{Row, Table, Twin};
use crate::value::Instant;

/// A clause compiled for evaluation: the path to its values, its comparison and its negation.
///
/// [`Matcher`](super::Matcher) evaluates clauses in this form. Use it to evaluate filters elsewhere
/// with the same result, such as in a database.
///
/// # Examples
///
/// ```
/// use fql::eval::{ClausePlan, Predicate};
/// use fql::Instant;
/// use fql::collections::external_assets::TABLE;
///
/// let tree = fql_syntax::parse("ip.services.port:!22")?;
/// let clause = tree.clauses().next().expect("one clause");
/// let plan = ClausePlan::new(&TABLE, &clause, Instant::now());
/// assert_eq!(plan.keys(), ["ip", "services", "port"]);
/// assert!(plan.is_negated());
/// assert!(matches!(plan.predicate(), Predicate::Equal(_)));
/// # Ok::<(), fql_syntax::Report>(())
/// ```
#[derive(Debug, Clone)]
pub struct ClausePlan {
    pub(super) path: JsonPath,
    pub(super) predicate: Predicate,
    pub(super) is_negated: bool,
}

impl ClausePlan {
    /// Compiles a clause. Its relative times count from `now`. A field that the table does not have
    /// is one of an open collection.
    #[must_use]
    pub fn new(table: &Table, clause: &Clause<'_>, now: Instant) -> Self {
        // An alias has the path of its field, and a twin those of itself and its parent.
        let row = table.find(clause.property());
        let twin = row.and_then(Row::twin);
        let (name, field_type) = match row {
            Some(row) => (row.name, row.field_type),
            None => (clause.property(), FieldType::Any),
        };
        let predicate = Predicate::new(clause, field_type, now);
        Self {
            path: match twin {
                Some(_) => JsonPath::of_twin(name),
                None => JsonPath::new(name),
            },
            predicate: match twin {
                Some(Twin::Insensitive) => predicate.ignoring_case(),
                _ => predicate,
            },
            is_negated: clause.operator().is_negated(),
        }
    }

    /// Returns the keys of the path.
    #[must_use]
    pub fn keys(&self) -> &[String] {
        self.path.keys()
    }

    /// Returns `true` if the last key may be missing: the path reaches the values of its parent, too,
    /// and no objects.
    #[must_use]
    pub fn includes_parent(&self) -> bool {
        self.path.is_twin()
    }

    /// Returns the comparison without its negation.
    #[must_use]
    pub fn predicate(&self) -> &Predicate {
        &self.predicate
    }

    /// Returns `true` if the clause holds exactly when its comparison does not.
    #[must_use]
    pub fn is_negated(&self) -> bool {
        self.is_negated
    }
}
