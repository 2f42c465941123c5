//! Completion of filters, for editors.
//!
//! [`complete`] returns the proposals for one position of a filter, which may be incomplete or invalid.
//! The explorer of the sandbox uses it.

mod cursor;
mod documents;
mod fields;
mod operators;
mod rank;
mod values;

use fql_syntax::Span;

use crate::schema::{Grade, Table};
use cursor::Cursor;

pub use documents::{DocumentField, DocumentValue, Documents, absence, equality};
pub use operators::operators;

/// The maximum number of proposals for one position.
pub const MAX_PROPOSALS: usize = 50;

/// The proposals for a position of a filter, the best first.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Completion {
    /// The part of the source that a proposal replaces. It is empty where nothing is typed yet.
    pub span: Span,
    /// Up to [`MAX_PROPOSALS`] proposals.
    pub proposals: Vec<Proposal>,
}

/// A proposal: text that replaces the span of its [`Completion`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Proposal {
    /// The text to show.
    pub label: String,
    /// The text to insert. The cursor belongs at its end.
    pub insert: String,
    /// The kind of text.
    pub kind: ProposalKind,
    /// The meaning in a few words, such as the type of a field.
    pub detail: String,
    /// The evidence that the collection supports the field or the comparison; `None` where there is no
    /// such evidence to give.
    pub grade: Option<Grade>,
}

/// The kind of text that a proposal inserts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ProposalKind {
    /// The name of a field, and a colon if none follows.
    Field,
    /// A comparison operator, up to the start of its value.
    Operator,
    /// A value, in quotes if it needs them.
    Value,
    /// A connective between clauses or list items, a bracket or a parenthesis.
    Connective,
}

impl ProposalKind {
    /// Returns the name in lower case.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Field => "field",
            Self::Operator => "operator",
            Self::Value => "value",
            Self::Connective => "connective",
        }
    }
}

/// Proposes texts for a position of a filter, a byte offset. A position beyond the end is the end, and one
/// within a character is the start of the character.
///
/// Fields are those of the table that no source denies. Operators are those that the field supports; for a
/// field about which nothing is known, all that are valid. Values are the published ones of the field,
/// and for times some relative ones.
///
/// # Examples
///
/// ```
/// use fql::collections::external_assets;
/// use fql::complete::complete;
///
/// let table = &external_assets::TABLE;
/// let field = complete(table, "manual:true+critic", 18);
/// assert_eq!(field.span.range(), 12..18);
/// assert_eq!(field.proposals[0].insert, "criticality:");
/// assert_eq!(field.proposals[0].detail, "text; exact, wildcard, list");
///
/// let value = complete(table, "criticality:'cri", 16);
/// assert_eq!(value.span.range(), 12..16);
/// assert_eq!(value.proposals[0].insert, "'Critical'");
/// ```
#[must_use]
pub fn complete(table: &Table, source: &str, position: usize) -> Completion {
    complete_with(table, source, position, &())
}

/// Proposes texts as [`complete`] does, and the fields and values of documents.
///
/// Fields that only documents have come after those of the table, without a grade; they are not proposed for
/// a collection whose list of fields is complete. Values of documents come after the published ones. The
/// detail has the number of documents.
///
/// # Examples
///
/// ```
/// use fql::collections::sensors;
/// use fql::complete::{DocumentField, DocumentValue, Documents, complete_with};
/// use fql::table::FieldType;
///
/// struct Sensors;
///
/// impl Documents for Sensors {
///     fn fields(&self) -> Vec<DocumentField> {
///         let name = "site".to_owned();
///         vec![DocumentField { name, field_type: FieldType::Text, count: 3 }]
///     }
///
///     fn values(&self, field: &str) -> Vec<DocumentValue> {
///         assert_eq!(field, "site");
///         let text = "Bergen".to_owned();
///         vec![DocumentValue { text, is_string: true, count: 2 }]
///     }
/// }
///
/// let field = complete_with(&sensors::TABLE, "si", 2, &Sensors);
/// assert_eq!(field.proposals[0].insert, "site:");
/// let value = complete_with(&sensors::TABLE, "site:'", 6, &Sensors);
/// assert_eq!(value.proposals[0].insert, "'Bergen'");
/// assert_eq!(value.proposals[0].detail, "in 2 documents");
/// ```
#[must_use]
pub fn complete_with(
    table: &Table,
    source: &str,
    position: usize,
    documents: &dyn Documents,
) -> Completion {
    let position = source.floor_char_boundary(position);
    let (span, mut proposals) = match Cursor::find(source, position) {
        Cursor::Field { span, has_colon } => {
            let typed = span.slice(source);
            (span, fields::propose(table, typed, has_colon, documents))
        }
        Cursor::Colon { property, at } => (
            Span::new(at, at),
            operators::propose_with_colon(table, property.slice(source)),
        ),
        Cursor::Value(value) => values::propose(table, source, &value, documents),
        Cursor::Group { at } => (Span::new(at, at), vec![connective("(")]),
        Cursor::AfterItem { at } => (Span::new(at, at), vec![connective(","), connective("]")]),
        Cursor::Connective { span, is_in_group } => {
            let mut proposals = connectives(is_in_group);
            if span.slice(source).eq_ignore_ascii_case("or") {
                proposals.swap(0, 1);
            }
            (span, proposals)
        }
    };
    proposals.truncate(MAX_PROPOSALS);
    Completion { span, proposals }
}

/// Returns the connectives after a clause.
fn connectives(is_in_group: bool) -> Vec<Proposal> {
    let mut proposals = vec![connective("+"), connective(",")];
    if is_in_group {
        proposals.push(connective(")"));
    }
    proposals
}

fn connective(symbol: &str) -> Proposal {
    let detail = match symbol {
        "+" => "and",
        "," => "or",
        "]" => "end of the list",
        "(" => "start of the negated group",
        _ => "end of the group",
    };
    Proposal {
        label: symbol.to_owned(),
        insert: symbol.to_owned(),
        kind: ProposalKind::Connective,
        detail: detail.to_owned(),
        grade: None,
    }
}
