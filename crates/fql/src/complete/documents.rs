//! Fields and values of documents, and clauses that match them.

use fql_syntax::{Comparison, FieldType, Operator};

use super::operators::is_valid;
use super::values::{Form, literal};
use crate::schema::{ExactForm, Table};

/// The documents that a filter is written for. Their fields and values complete those that the table has.
///
/// The methods are called for a position where a field or a value may be, at most once for each completion.
pub trait Documents {
    /// Returns the fields that the documents have and the table lacks.
    fn fields(&self) -> Vec<DocumentField>;

    /// Returns the values of a field, the most frequent first.
    fn values(&self, field: &str) -> Vec<DocumentValue>;
}

/// No documents.
impl Documents for () {
    fn fields(&self) -> Vec<DocumentField> {
        Vec::new()
    }

    fn values(&self, _: &str) -> Vec<DocumentValue> {
        Vec::new()
    }
}

/// A field that documents have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentField {
    /// The name, with dots.
    pub name: String,
    /// The type of its values.
    pub field_type: FieldType,
    /// The number of documents that have it.
    pub count: usize,
}

/// A value that documents have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentValue {
    /// The content of a string, the digits of a number, `true` or `false`.
    pub text: String,
    /// `true` for a string.
    pub is_string: bool,
    /// The number of documents that have it.
    pub count: usize,
}

/// Returns a clause that matches the documents with a value; `None` if the table does not support one. Where
/// equality is not exact and a list is, the clause has a list.
///
/// # Examples
///
/// ```
/// use fql::collections::external_assets;
/// use fql::complete::{DocumentValue, equality};
///
/// let value = |text: &str, is_string| DocumentValue { text: text.to_owned(), is_string, count: 1 };
/// let clause = |field, value| equality(&external_assets::TABLE, field, &value);
/// assert_eq!(clause("id", value("a*'", true)).as_deref(), Some(r"id:'a\*\''"));
/// assert_eq!(clause("confidence", value("75", false)).as_deref(), Some("confidence:75"));
/// assert_eq!(clause("confidence", value("high", true)), None);
/// ```
#[must_use]
pub fn equality(table: &Table, field: &str, value: &DocumentValue) -> Option<String> {
    let rules = table.find(field).and_then(|row| row.details.rules);
    let inexact = rules.and_then(|rules| rules.inexact);
    let is_in_list = inexact.is_some_and(|rule| rule.exact == ExactForm::List);
    let equal = Operator::new(Comparison::Equal);
    let literal = literal(
        table,
        field,
        equal,
        is_in_list,
        &value.text,
        Form::of(value),
    )?;
    Some(match is_in_list {
        true => format!("{field}:[{literal}]"),
        false => format!("{field}:{literal}"),
    })
}

/// Returns a clause that matches the documents without a value of a field; `None` if the table does not support
/// one.
///
/// # Examples
///
/// ```
/// use fql::collections::external_assets;
/// use fql::complete::absence;
///
/// assert_eq!(absence(&external_assets::TABLE, "id").as_deref(), Some("id:null"));
/// assert_eq!(absence(&external_assets::TABLE, "unknown"), None);
/// ```
#[must_use]
pub fn absence(table: &Table, field: &str) -> Option<String> {
    let equal = Operator::new(Comparison::Equal);
    is_valid(table, field, equal, "null").then(|| format!("{field}:null"))
}

/// Returns a number of documents in words.
pub(super) fn number_of_documents(count: usize) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} document{plural}")
}
