//! The rules of a collection about whole filters and the spelling of patterns.

use fql_syntax::{Clause, Code, Comparison, Diagnostic, Diagnostics, Fix, Span, Tree, ValueMatch};

use fql_syntax::Capability;

use crate::schema::{PatternSpelling, Table};

/// Adds the errors of patterns that the collection does not match as patterns.
#[cold]
#[inline(never)]
pub(super) fn check_patterns(
    table: &Table,
    source: &str,
    clause: &Clause<'_>,
    diagnostics: &mut Diagnostics,
) {
    if clause.operator().comparison() != Comparison::Equal {
        return;
    }
    let allows_affix = table.patterns == PatternSpelling::OperatorOrAffix;
    let mut values = clause.values();
    let literal = values.find(|(value, _)| match value.value_match() {
        ValueMatch::Pattern(pattern) => !(allows_affix && is_affix(&pattern)),
        ValueMatch::Exact(_) => false,
    });
    let Some((_, span)) = literal else { return };
    let message = format!(
        "`{}` matches this pattern literally, or matches nothing",
        table.name
    );
    let rewrite = clause.rewrite_as(Capability::Wildcard).unwrap_or_default();
    let help = match rewrite.as_str() {
        "" => "write patterns after the operator `*`: `field:*'*x*'`".to_owned(),
        rewrite => format!("use `{rewrite}`"),
    };
    let diagnostic = Diagnostic::new(Code::PatternSpelling, span, message, help);
    // In a negated group, the rewrite is negated, but the source of the clause is not.
    let is_negated_in_source = clause.operator_span().slice(source).contains('!');
    diagnostics.push(
        if rewrite.is_empty() || is_negated_in_source != clause.operator().is_negated() {
            diagnostic
        } else {
            diagnostic.with_fix(Fix::replace(clause.span(), rewrite))
        },
    );
}

/// Returns `true` for a pattern with one star, at one end of other characters.
fn is_affix(pattern: &str) -> bool {
    let affix = pattern
        .strip_prefix('*')
        .or_else(|| pattern.strip_suffix('*'));
    affix.is_some_and(|affix| !affix.is_empty() && !affix.contains('*'))
}

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
