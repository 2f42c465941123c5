//! The rules of collections beyond types and grades.

use fql_syntax::{
    Capability, Clause, Code, Comparison, Diagnostic, Diagnostics, Fix, Span, Tree, Value,
    ValueMatch, excerpt,
};

use super::clause::{FieldError, REWRITES};
use super::message::MAX_VALUE_CHARS;
use super::tree::is_negated_as_in_source;
use super::warnings::unpublished;
use crate::schema::{Bounds, ExactForm, Ids, Inexact, Row, Table};

/// Adds an error if the service rejects the filter as a whole.
#[cold]
#[inline(never)]
pub(super) fn check_complete(table: &Table, tree: &Tree<'_>, diagnostics: &mut Diagnostics) {
    let source = tree.text();
    // Without clauses, the source of an invalid filter is not the empty filter.
    if tree.is_match_all() && !source.trim().is_empty() && table.required.is_empty() {
        return;
    }
    if let Err(error) = table.check_complete(tree) {
        let span = Span::new(0, source.len());
        let message = error.to_string();
        let diagnostic = Diagnostic::new(Code::MissingClause, span, message, error.help());
        diagnostics.push(diagnostic);
    }
}

/// Returns the warning about a value without a prefix that the values of the field have.
pub(super) fn missing_prefix(
    row: &Row,
    clause: &Clause<'_>,
    value: &str,
    span: Span,
) -> Option<Diagnostic> {
    let prefixes = row.details.rules?.prefixes;
    let has_prefix = prefixes.iter().any(|prefix| value.starts_with(prefix));
    if prefixes.is_empty() || has_prefix || value.is_empty() {
        return None;
    }
    let in_other_case = prefixes.iter().find_map(|prefix| {
        let (start, rest) = value.split_at_checked(prefix.len())?;
        let form = format!("`'{prefix}{}'`", excerpt(rest, MAX_VALUE_CHARS));
        start.eq_ignore_ascii_case(prefix).then(|| vec![form])
    });
    let value = excerpt(value, MAX_VALUE_CHARS);
    let property = clause.property();
    let message = format!("`{value}` is not a published form of a value of `{property}`");
    let forms: Vec<String> = in_other_case.unwrap_or_else(|| {
        let prefixes = prefixes.iter();
        prefixes
            .map(|prefix| format!("`'{prefix}{value}'`"))
            .collect()
    });
    let help = format!("use {}", forms.join(" or "));
    Some(Diagnostic::new(Code::UnpublishedValue, span, message, help))
}

/// Returns the warning about a number outside of the published range, or a bound that excludes the
/// whole range.
pub(super) fn out_of_bounds(
    bounds: Bounds,
    clause: &Clause<'_>,
    value: Value<'_>,
    span: Span,
) -> Option<Diagnostic> {
    let ValueMatch::Exact(literal) = value.value_match() else {
        return None;
    };
    let number: f64 = literal.parse().ok()?;
    let Bounds { min, max, .. } = bounds;
    let (least, greatest) = (f64::from(min), f64::from(max));
    let operator = clause.operator();
    let selects_published = match (operator.comparison(), operator.is_negated()) {
        (Comparison::Greater, false) | (Comparison::LessOrEqual, true) => greatest > number,
        (Comparison::GreaterOrEqual, false) | (Comparison::Less, true) => greatest >= number,
        (Comparison::Less, false) | (Comparison::GreaterOrEqual, true) => least < number,
        (Comparison::LessOrEqual, false) | (Comparison::Greater, true) => least <= number,
        _ => least <= number && number <= greatest,
    };
    if selects_published {
        return None;
    }
    let message = if operator.comparison().is_range() {
        let value = value.canonical();
        let value = excerpt(&value, MAX_VALUE_CHARS);
        let field = clause.property();
        format!("`{operator}{value}` selects no published value of `{field}`")
    } else {
        unpublished(clause, &literal)
    };
    let help = format!(
        "published values: {min} to {max}; source: {}",
        bounds.source
    );
    Some(Diagnostic::new(Code::UnpublishedValue, span, message, help))
}

/// Returns the warning about an id in place of a name.
pub(super) fn misplaced_id(
    row: &Row,
    clause: &Clause<'_>,
    value: &str,
    span: Span,
) -> Option<Diagnostic> {
    let Ids { prefix, field } = row.details.rules?.ids?;
    let start = value.get(..prefix.len())?;
    let digits = value.get(prefix.len()..)?;
    let is_id = start.eq_ignore_ascii_case(prefix)
        && digits.starts_with(|first: char| first.is_ascii_digit())
        && digits
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.');
    if !is_id {
        return None;
    }
    let property = clause.property();
    let value = excerpt(value, MAX_VALUE_CHARS);
    let message = format!("`{value}` is an id, and `{property}` has names");
    let help = format!("use `{field}:{}'{value}'`", clause.operator());
    Some(Diagnostic::new(Code::UnpublishedValue, span, message, help))
}

/// Returns the published value that is meant by one that is often written.
pub(super) fn corrected(row: &Row, value: &str) -> Option<&'static str> {
    let corrections = row.details.rules?.corrections.iter();
    let mut corrections = corrections.filter(|(written, _)| written.eq_ignore_ascii_case(value));
    corrections.next().map(|(_, published)| *published)
}

/// Returns the fix that replaces a denied field with the one that its table names.
pub(super) fn replacement(row: &Row, clause: &Clause<'_>, error: FieldError) -> Option<Fix> {
    match (error, row.details.replacement) {
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
        && row.pattern_field().is_none()
        && !rewrite.is_empty()
        && is_negated_as_in_source(clause, source);
    is_fixable.then(|| Fix::replace(clause.span(), rewrite.clone()))
}

/// Returns the rule of an equality with a value that is not exact; `None` for a list, whose values match
/// as they are.
pub(crate) fn inexact_rule(row: &Row, clause: &Clause<'_>, value: Value<'_>) -> Option<Inexact> {
    let rule = row.details.rules?.inexact?;
    let is_equality = clause.operator().comparison() == Comparison::Equal;
    let is_list = matches!(clause.value(), Value::List(_));
    let is_value = matches!(value, Value::String(_) | Value::Word(_) | Value::Integer(_))
        && matches!(value.value_match(), ValueMatch::Exact(string) if !string.is_empty());
    (is_equality && !is_list && is_value).then_some(rule)
}

/// Returns the warning about an equality that is not exact.
pub(super) fn inexact_equality(
    row: &Row,
    clause: &Clause<'_>,
    value: Value<'_>,
    span: Span,
) -> Option<Diagnostic> {
    let rule = inexact_rule(row, clause, value)?;
    // Without an exact form, equality matches words, and a word is what is meant.
    let is_word = rule.exact == ExactForm::Unknown
        && matches!(value.value_match(), ValueMatch::Exact(string) if !string.contains(char::is_whitespace));
    if is_word || !row.supports(Capability::Exact) {
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
