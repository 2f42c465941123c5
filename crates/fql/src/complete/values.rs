//! Proposals of values.

use std::borrow::Cow;
use std::collections::HashSet;

use fql_syntax::{Comparison, Escaper, FieldType, Operator, Span};

use super::cursor::ValueCursor;
use super::documents::{DocumentValue, Documents, number_of_documents};
use super::operators::{self, is_valid};
use super::rank::rank;
use super::{Proposal, ProposalKind, connectives};
use crate::schema::{Row, Table};

/// The maximum number of characters of a proposed value.
const MAX_CHARS: usize = 200;

/// Relative times, which are proposed for timestamps.
const TIMES: [(&str, &str); 6] = [
    ("now-1h", "1 hour before now"),
    ("now-1d", "1 day before now"),
    ("now-7d", "7 days before now"),
    ("now-30d", "30 days before now"),
    ("now-90d", "90 days before now"),
    ("now", "the current time"),
];

/// Proposes the values that contain what is typed, and operators where none is typed yet. After a whole
/// value, proposes connectives.
pub(super) fn propose(
    table: &Table,
    source: &str,
    cursor: &ValueCursor,
    documents: &dyn Documents,
) -> (Span, Vec<Proposal>) {
    let property = cursor.property.slice(source);
    let operator = cursor.operator.slice(source);
    let typed = typed(
        cursor.span.slice(source),
        cursor.position - cursor.span.start(),
    );
    let literal = cursor.span.slice(source);
    let is_quoted = literal.starts_with(['\'', '"']);
    let mut proposals = match comparison_operator(operator) {
        Some(operator) => {
            let values = Values {
                table,
                property,
                operator,
                is_in_list: cursor.is_in_list,
            };
            values.propose(&typed, documents)
        }
        None => Vec::new(),
    };
    // A quote is typed already where the value has none.
    let is_usable = |insert: &str| !(is_quoted && insert == "null") && insert != literal;
    proposals.retain(|proposal| is_usable(&proposal.insert));
    let at_operator = cursor.operator.end() == cursor.span.start() && typed.is_empty();
    if at_operator && literal.is_empty() && !cursor.is_in_list {
        let rest = operators::propose(table, property, operator);
        let rest = rest
            .into_iter()
            .filter(|proposal| proposal.insert != operator);
        if operator.is_empty() {
            proposals.extend(rest);
        } else {
            // They replace the operator, too.
            let values = proposals.into_iter().map(|proposal| Proposal {
                insert: format!("{operator}{}", proposal.insert),
                ..proposal
            });
            let span = cursor.operator.to(cursor.span);
            return (span, null_last(values.chain(rest)));
        }
    }
    let is_whole = !literal.is_empty() && !is_quoted && cursor.position == cursor.span.end();
    if proposals.is_empty() && is_whole && !cursor.is_in_list {
        let at = Span::new(cursor.span.end(), cursor.span.end());
        return (at, connectives(cursor.is_in_group));
    }
    (cursor.span, null_last(proposals))
}

/// Moves `null`, which few filters need, to the end.
fn null_last(proposals: impl IntoIterator<Item = Proposal>) -> Vec<Proposal> {
    let mut proposals: Vec<Proposal> = proposals.into_iter().collect();
    proposals.sort_by_key(|proposal| proposal.label == "null");
    proposals
}

/// Parses the text between colon and value; `None` if it is not an operator.
fn comparison_operator(text: &str) -> Option<Operator> {
    let spelling: String = text.chars().filter(|one| !one.is_whitespace()).collect();
    let all = Comparison::ALL.into_iter().map(Operator::new);
    let mut both = all.flat_map(|operator| [operator, !operator]);
    both.find(|operator| operator.spelling() == spelling)
}

/// Returns the typed part of a value, up to the cursor, without quotes and escapes.
fn typed(literal: &str, len: usize) -> Cow<'_, str> {
    let typed = &literal[..len];
    let content = typed.strip_prefix(['\'', '"']).unwrap_or(typed);
    match content.contains(['\\', '*']) {
        true => Cow::Owned(content.replace(['\\', '*'], "")),
        false => Cow::Borrowed(content),
    }
}

/// The place of a value in a clause.
#[derive(Clone, Copy)]
struct Values<'v> {
    table: &'v Table,
    property: &'v str,
    operator: Operator,
    is_in_list: bool,
}

/// A value to propose, and its meaning.
struct Candidate {
    text: Cow<'static, str>,
    form: Form,
    detail: String,
}

impl Candidate {
    fn known(text: &'static str, detail: &str) -> Self {
        Self {
            text: text.into(),
            form: Form::OfType,
            detail: detail.to_owned(),
        }
    }

    /// Returns `true` if the candidate is the value of documents. A string has quotes where its text is also a
    /// keyword or a number.
    fn is_form_of(&self, value: &DocumentValue) -> bool {
        let has_form = match self.form {
            Form::OfType => self.text != "null",
            form => form == Form::of(value),
        };
        has_form && self.text == value.text
    }
}

/// The form of a literal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// That of the field's type: with or without quotes.
    OfType,
    /// With quotes, if the field's type does not decide.
    String,
    /// Without quotes, if the field's type does not decide.
    Bare,
}

impl Form {
    pub(super) fn of(value: &DocumentValue) -> Self {
        match value.is_string {
            true => Self::String,
            false => Self::Bare,
        }
    }
}

impl Values<'_> {
    /// Proposes the values that contain what is typed: by the place of that, and of the same place the
    /// published ones first.
    fn propose(self, typed: &str, documents: &dyn Documents) -> Vec<Proposal> {
        let mut candidates = match self.table.find(self.property) {
            Some(row) => candidates(row, self.operator, self.is_in_list),
            None => Vec::new(),
        };
        self.add_documents(&mut candidates, documents);
        let mut ranked: Vec<(usize, Candidate)> = candidates
            .into_iter()
            .filter_map(|candidate| Some((rank(&candidate.text, typed)?, candidate)))
            .collect();
        ranked.sort_by_key(|(rank, _)| *rank);
        let proposals = ranked.into_iter();
        let proposals = proposals.filter_map(|(_, candidate)| self.proposal(candidate));
        let mut inserts = HashSet::new();
        // A number and its digits in a string may have the same literal.
        let proposals = proposals.filter(|proposal| inserts.insert(proposal.insert.clone()));
        proposals.take(super::MAX_PROPOSALS).collect()
    }

    /// Adds the values of documents, after the published ones. Those have the number of documents in their
    /// detail, too.
    fn add_documents(self, candidates: &mut Vec<Candidate>, documents: &dyn Documents) {
        let row = self.table.find(self.property);
        // A whole time is rarely typed again.
        if row.is_some_and(|row| row.field_type == FieldType::Timestamp) {
            return;
        }
        for value in documents.values(self.property) {
            let count = self.documents_with(value.count);
            let known = candidates
                .iter_mut()
                .find(|candidate| candidate.is_form_of(&value));
            match known {
                Some(known) => known.detail = format!("{}; {count}", known.detail),
                None if value.text.chars().count() <= MAX_CHARS => candidates.push(Candidate {
                    form: Form::of(&value),
                    text: value.text.into(),
                    detail: count,
                }),
                None => {}
            }
        }
    }

    /// Returns the number of documents that have a value. Only a comparison for equality selects them.
    fn documents_with(self, count: usize) -> String {
        let number = number_of_documents(count);
        match (self.operator == Operator::new(Comparison::Equal), count) {
            (true, _) => format!("in {number}"),
            (false, 1) => format!("{number} has it"),
            (false, _) => format!("{number} have it"),
        }
    }

    fn proposal(self, candidate: Candidate) -> Option<Proposal> {
        let Candidate { text, form, detail } = candidate;
        let insert = literal(
            self.table,
            self.property,
            self.operator,
            self.is_in_list,
            &text,
            form,
        )?;
        let label = match form == Form::String && insert.starts_with('\'') && is_other_type(&text) {
            true => insert.clone(),
            false => text.into_owned(),
        };
        Some(Proposal {
            label,
            insert,
            kind: ProposalKind::Value,
            detail,
            grade: None,
        })
    }
}

/// Returns `true` if a string is another value without quotes.
fn is_other_type(text: &str) -> bool {
    let is_number = text.starts_with(|first: char| first == '-' || first.is_ascii_digit())
        && text.parse::<f64>().is_ok();
    is_number || matches!(text, "null" | "true" | "false")
}

/// Returns the values to propose for a field of the table.
fn candidates(row: &Row, operator: Operator, is_in_list: bool) -> Vec<Candidate> {
    let published = row
        .details
        .vocabulary
        .map_or(&[][..], |vocabulary| vocabulary.values);
    let known = |(text, detail): &(&'static str, &str)| Candidate::known(text, detail);
    let mut candidates: Vec<_> = published
        .iter()
        .map(|value| Candidate::known(value, "published value"))
        .collect();
    match row.field_type {
        FieldType::Boolean if published.is_empty() => {
            candidates.extend(
                [("true", "boolean"), ("false", "boolean")]
                    .iter()
                    .map(known),
            );
        }
        FieldType::Timestamp if operator.comparison().is_range() => {
            candidates.extend(TIMES.iter().map(known));
        }
        _ => {}
    }
    if operator.comparison() == Comparison::Equal && !is_in_list {
        candidates.push(Candidate::known("null", "no value"));
    }
    candidates
}

/// Returns a value as the field accepts it: in quotes or without them.
pub(super) fn literal(
    table: &Table,
    property: &str,
    operator: Operator,
    is_in_list: bool,
    text: &str,
    form: Form,
) -> Option<String> {
    let escaper = match operator.comparison() {
        Comparison::Equal => Escaper::Exact,
        comparison if comparison.accepts_pattern() => Escaper::QuotedLiteral,
        _ => Escaper::Quoted,
    };
    let mut quoted = String::from("'");
    escaper.push(text, &mut quoted);
    quoted.push('\'');
    let bare = text.to_owned();
    let row = table.find(property);
    let spellings = match (form, row.map_or(FieldType::Any, |row| row.field_type)) {
        (Form::OfType, _) if text == "null" => vec![bare, quoted],
        _ if text == "null" => vec![quoted],
        (_, FieldType::Boolean | FieldType::Integer | FieldType::Float) => vec![bare, quoted],
        (Form::Bare, FieldType::Any) => vec![bare],
        (Form::String, FieldType::Any) => vec![quoted],
        _ => vec![quoted, bare],
    };
    spellings.into_iter().find(|literal| match is_in_list {
        true => is_valid(table, property, operator, &format!("[{literal}]")),
        false => is_valid(table, property, operator, literal),
    })
}
