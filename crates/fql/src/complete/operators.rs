//! Proposals of operators.

use fql_syntax::{Capability, Comparison, FieldType, Limits, Operator};

use super::{Proposal, ProposalKind};
use crate::schema::{Grade, Quoting, Row, Table};
use crate::validate::parse_for_table;

/// Returns the operators that a field supports, with and without negation. For a field about which nothing
/// is known, and a property of an open collection, these are all valid ones.
///
/// # Examples
///
/// ```
/// use fql::collections::external_assets;
/// use fql::complete::operators;
///
/// let spellings: Vec<&str> = operators(&external_assets::TABLE, "manual")
///     .into_iter()
///     .map(|operator| operator.spelling())
///     .collect();
/// assert_eq!(spellings, ["", "!", "*", "!*"]);
/// ```
#[must_use]
pub fn operators(table: &Table, property: &str) -> Vec<Operator> {
    let row = table.find(property);
    let all = Comparison::ALL.into_iter().flat_map(|comparison| {
        let operator = Operator::new(comparison);
        [operator, !operator]
    });
    all.filter(|operator| {
        is_known(row, operator.comparison())
            && is_valid(table, property, *operator, &sample(row, *operator))
    })
    .collect()
}

/// Proposes the operators with the colon before them.
pub(super) fn propose_with_colon(table: &Table, property: &str) -> Vec<Proposal> {
    let proposals = propose(table, property, "").into_iter();
    let with_colon = |proposal: Proposal| Proposal {
        insert: proposal.label.clone(),
        ..proposal
    };
    let colon = proposal("", "", "is", None);
    std::iter::once(colon)
        .chain(proposals)
        .map(with_colon)
        .collect()
}

/// Proposes the operators that start with what is typed after the colon.
pub(super) fn propose(table: &Table, property: &str, typed: &str) -> Vec<Proposal> {
    let row = table.find(property);
    let mut proposals = Vec::new();
    for operator in operators(table, property) {
        let comparison = operator.comparison();
        let spelling = operator.spelling();
        let grade = row.map(|row| row.grade(capability(comparison)));
        let opening = if takes_string(row, comparison) {
            "'"
        } else {
            ""
        };
        if !(spelling.is_empty() && opening.is_empty()) {
            proposals.push(proposal(spelling, opening, detail(operator), grade));
        }
        if comparison == Comparison::Equal && is_supported(row, Capability::List) {
            let list = format!("[{}]", sample(row, operator));
            if is_valid(table, property, operator, &list) {
                let grade = row.map(|row| row.grade(Capability::List));
                let detail = if operator.is_negated() {
                    "is none of"
                } else {
                    "is one of"
                };
                proposals.push(proposal(spelling, "[", detail, grade));
            }
        }
    }
    proposals.retain(|proposal| proposal.insert.starts_with(typed));
    proposals
}

fn proposal(spelling: &str, opening: &str, detail: &str, grade: Option<Grade>) -> Proposal {
    let insert = format!("{spelling}{opening}");
    Proposal {
        label: format!(":{insert}"),
        insert,
        kind: ProposalKind::Operator,
        detail: detail.to_owned(),
        grade,
    }
}

/// Returns `true` if a source supports the comparison in this spelling, or if none is known to support any and
/// none denies this one.
fn is_known(row: Option<&Row>, comparison: Comparison) -> bool {
    let is_spelled =
        comparison != Comparison::Wildcard || row.is_none_or(Row::supports_operator_wildcard);
    is_spelled && is_supported(row, capability(comparison))
}

fn is_supported(row: Option<&Row>, capability: Capability) -> bool {
    row.is_none_or(|row| match row.capabilities() {
        0 => row.grade(capability) != Grade::Denied,
        _ => row.supports(capability),
    })
}

/// Returns `true` if the value of a clause is written in quotes.
fn takes_string(row: Option<&Row>, comparison: Comparison) -> bool {
    sample(row, Operator::new(comparison)).starts_with('\'')
}

/// Returns a value of the field's type.
fn sample(row: Option<&Row>, operator: Operator) -> String {
    let bare = match row.map_or(FieldType::Any, |row| row.field_type) {
        _ if operator.comparison().accepts_pattern() => "'*x*'",
        FieldType::Timestamp => "'2026-01-01T00:00:00Z'",
        FieldType::Ip => "'192.0.2.1'",
        FieldType::Integer => "1",
        FieldType::Float => "1.5",
        FieldType::Boolean => "true",
        _ => "'x'",
    };
    match row {
        Some(row) if row.quoting == Quoting::Required && !bare.starts_with('\'') => {
            format!("'{bare}'")
        }
        _ => bare.to_owned(),
    }
}

/// Returns `true` if a clause has no errors.
pub(super) fn is_valid(table: &Table, property: &str, operator: Operator, value: &str) -> bool {
    let clause = format!("{property}:{operator}{value}");
    let parsed = parse_for_table(table, &clause, &Limits::DEFAULT);
    !parsed.diagnostics().has_errors()
}

const fn capability(comparison: Comparison) -> Capability {
    match comparison {
        Comparison::Wildcard => Capability::Wildcard,
        Comparison::Text | Comparison::TextWildcard => Capability::TextMatch,
        comparison if comparison.is_range() => Capability::Range,
        _ => Capability::Exact,
    }
}

const fn detail(operator: Operator) -> &'static str {
    match (operator.comparison(), operator.is_negated()) {
        (Comparison::Greater, false) => "is greater than, is after",
        (Comparison::Greater, true) => "is not greater than",
        (Comparison::GreaterOrEqual, false) => "is at least, is at or after",
        (Comparison::GreaterOrEqual, true) => "is not at least",
        (Comparison::Less, false) => "is less than, is before",
        (Comparison::Less, true) => "is not less than",
        (Comparison::LessOrEqual, false) => "is at most, is at or before",
        (Comparison::LessOrEqual, true) => "is not at most",
        (Comparison::Wildcard, false) => "matches the pattern",
        (Comparison::Wildcard, true) => "does not match the pattern",
        (Comparison::Text, false) => "contains the text, ignoring case",
        (Comparison::Text, true) => "does not contain the text, ignoring case",
        (Comparison::TextWildcard, false) => "matches the pattern, ignoring case",
        (Comparison::TextWildcard, true) => "does not match the pattern, ignoring case",
        (_, false) => "is",
        (_, true) => "is not",
    }
}
