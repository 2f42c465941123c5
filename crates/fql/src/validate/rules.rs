//! The rules of collections beyond types and grades.

use fql_syntax::{
    Capability, Clause, Code, Comparison, Diagnostic, Diagnostics, Fix, Span, Time, Tree, Value,
    ValueMatch,
};

use super::clause::{FieldError, REWRITES};
use super::tree::is_negated_as_in_source;
use crate::schema::{ExactForm, Row, Table};

/// Adds an error for each required field without a clause.
#[cold]
#[inline(never)]
pub(super) fn check_required(table: &Table, tree: &Tree<'_>, diagnostics: &mut Diagnostics) {
    for required in table.required {
        if tree.clauses().all(|clause| clause.property() != *required) {
            let span = Span::new(0, tree.text().len());
            let message = format!("missing clause with `{required}`");
            let help = format!("add `{required}:…`, which every filter of the collection needs");
            diagnostics.push(Diagnostic::new(Code::MissingClause, span, message, help));
        }
    }
}

/// Returns the fix that replaces a denied field with the one that its table names.
pub(super) fn replacement(row: &Row, clause: &Clause<'_>, error: FieldError) -> Option<Fix> {
    match (error, row.replacement) {
        (
            FieldError::Unsupported(Capability::Exact) | FieldError::Disputed(Capability::Exact),
            _,
        ) => {
            let field = row.exact_field()?;
            Some(Fix::replace(clause.property_span(), field))
        }
        (FieldError::DeniedField, Some(field)) => Some(Fix::replace(clause.property_span(), field)),
        _ => None,
    }
}

/// Returns the fix that spells a pattern as the collection does.
pub(super) fn spelled_pattern(
    row: &Row,
    clause: &Clause<'_>,
    source: &str,
    error: FieldError,
    rewrites: &[String; REWRITES],
) -> Option<Fix> {
    let rewrite = &rewrites[Capability::Wildcard as usize];
    let is_fixable = matches!(error, FieldError::PatternSpelling(_))
        && row.supports_operator_wildcard()
        && !rewrite.is_empty()
        && is_negated_as_in_source(clause, source);
    is_fixable.then(|| Fix::replace(clause.span(), rewrite.clone()))
}

/// Returns the warning about an equality that is not exact.
pub(super) fn inexact_equality(
    row: &Row,
    clause: &Clause<'_>,
    value: Value<'_>,
    span: Span,
) -> Option<Diagnostic> {
    let rule = row.rules?.inexact.as_ref()?;
    let is_equality = clause.operator().comparison() == Comparison::Equal;
    let is_list = matches!(clause.value(), Value::List(_));
    let is_value = matches!(value, Value::String(_) | Value::Word(_) | Value::Integer(_))
        && matches!(value.value_match(), ValueMatch::Exact(string) if !string.is_empty());
    // Without an exact form, equality matches words, and a word is what is meant.
    let is_word = rule.exact == ExactForm::Unknown
        && matches!(value.value_match(), ValueMatch::Exact(string) if !string.contains(char::is_whitespace));
    if !is_equality || is_list || !is_value || is_word || !row.supports(Capability::Exact) {
        return None;
    }
    let property = clause.property();
    let operator = clause.operator();
    let literal = value.canonical();
    let message = format!("equality of field `{property}` {}", rule.matches);
    let help = match rule.exact {
        ExactForm::List => format!("for this value only, use `{property}:{operator}[{literal}]`"),
        ExactForm::Field(field) => {
            format!("for this value only, use `{field}:{operator}{literal}`")
        }
        ExactForm::Unknown if row.supports(Capability::TextMatch) => format!(
            "no exact form is known; `{property}:~{literal}` matches the words of the value; source: {}",
            rule.source
        ),
        ExactForm::Unknown => format!("no exact form is known; source: {}", rule.source),
    };
    Some(Diagnostic::new(Code::InexactEquality, span, message, help))
}

/// Returns the error of a relative time where only absolute times are supported.
pub(super) fn relative_time(
    row: &Row,
    clause: &Clause<'_>,
    value: Value<'_>,
    span: Span,
) -> Option<Diagnostic> {
    let ValueMatch::Exact(literal) = value.value_match() else {
        return None;
    };
    if !row.is_absolute || !matches!(Time::parse(&literal), Ok(Time::Relative(_))) {
        return None;
    }
    let property = clause.property();
    let message = format!("field `{property}` does not support relative times");
    let help = format!(
        "use an absolute time, such as `'2026-11-28T00:00:00Z'`; source: {}",
        row.source
    );
    Some(Diagnostic::new(Code::UnsupportedTime, span, message, help))
}
