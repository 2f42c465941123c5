//! Proposals of values.

use std::borrow::Cow;

use fql_syntax::{Comparison, FieldType, Operator, Span, push_quoted};

use super::cursor::ValueCursor;
use super::operators::{self, is_valid};
use super::rank::rank;
use super::{Proposal, ProposalKind, connectives};
use crate::schema::{Row, Table};

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
pub(super) fn propose(table: &Table, source: &str, cursor: &ValueCursor) -> (Span, Vec<Proposal>) {
    let property = cursor.property.slice(source);
    let operator = cursor.operator.slice(source);
    let typed = typed(
        cursor.span.slice(source),
        cursor.position - cursor.span.start(),
    );
    let literal = cursor.span.slice(source);
    let is_quoted = literal.starts_with(['\'', '"']);
    let mut proposals = match comparison_operator(operator) {
        Some(operator) => values(table, property, operator, cursor, &typed),
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

fn values(
    table: &Table,
    property: &str,
    operator: Operator,
    cursor: &ValueCursor,
    typed: &str,
) -> Vec<Proposal> {
    let Some(row) = table.find(property) else {
        return Vec::new();
    };
    let mut ranked: Vec<(usize, Proposal)> = candidates(row, operator, cursor.is_in_list)
        .into_iter()
        .filter_map(|(value, detail)| {
            let rank = rank(value, typed)?;
            let insert = literal(table, row, operator, cursor.is_in_list, value)?;
            let proposal = Proposal {
                label: value.to_owned(),
                insert,
                kind: ProposalKind::Value,
                detail: detail.to_owned(),
                grade: None,
            };
            Some((rank, proposal))
        })
        .collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, proposal)| proposal).collect()
}

/// Returns the values to propose for a field, with their meaning.
fn candidates(
    row: &Row,
    operator: Operator,
    is_in_list: bool,
) -> Vec<(&'static str, &'static str)> {
    let published = row
        .details
        .vocabulary
        .map_or(&[][..], |vocabulary| vocabulary.values);
    let mut candidates: Vec<_> = published
        .iter()
        .map(|value| (*value, "published value"))
        .collect();
    match row.field_type {
        FieldType::Boolean if published.is_empty() => {
            candidates.extend([("true", "boolean"), ("false", "boolean")]);
        }
        FieldType::Timestamp if operator.comparison().is_range() => candidates.extend(TIMES),
        _ => {}
    }
    if operator.comparison() == Comparison::Equal && !is_in_list {
        candidates.push(("null", "no value"));
    }
    candidates
}

/// Returns a value as the field accepts it: in quotes or without them.
fn literal(
    table: &Table,
    row: &Row,
    operator: Operator,
    is_in_list: bool,
    value: &str,
) -> Option<String> {
    let mut quoted = String::new();
    push_quoted(value, &mut quoted);
    let bare = value.to_owned();
    let is_bare = value == "null"
        || matches!(
            row.field_type,
            FieldType::Boolean | FieldType::Integer | FieldType::Float
        );
    let spellings = if is_bare {
        [bare, quoted]
    } else {
        [quoted, bare]
    };
    spellings.into_iter().find(|literal| match is_in_list {
        true => is_valid(table, row.name, operator, &format!("[{literal}]")),
        false => is_valid(table, row.name, operator, literal),
    })
}
