//! Warnings about valid clauses that probably match nothing.

use fql_syntax::{
    Clause, Code, Comparison, Diagnostic, Diagnostics, Span, ValueMatch, closest_match, excerpt,
};

use super::tree::MAX_VALUE_CHARS;
use crate::schema::{Row, Vocabulary};

/// Adds the warnings about a clause that its field supports.
#[inline(never)]
pub(super) fn warn_of_clause(row: &Row, clause: &Clause<'_>, diagnostics: &mut Diagnostics) {
    if clause.operator().comparison() != Comparison::Equal {
        return;
    }
    let Some(vocabulary) = &row.vocabulary else {
        return;
    };
    for (value, span) in clause.values() {
        // Filters in use compare with the empty string to match absent values.
        if let ValueMatch::Exact(value) = value.value_match()
            && !value.is_empty()
            && !vocabulary.values.contains(&value.as_ref())
            && let Some(warning) = unpublished_value(row.name, vocabulary, &value, span)
        {
            diagnostics.push(warning);
        }
    }
}

/// Returns the warning about a value that is not in the vocabulary. In an open vocabulary, only a
/// misspelled value is one.
fn unpublished_value(
    field: &str,
    vocabulary: &Vocabulary,
    value: &str,
    span: Span,
) -> Option<Diagnostic> {
    let help = match closest_match(value, vocabulary.values.iter().copied()) {
        Some(published) => format!("did you mean `{published}`?"),
        None if vocabulary.is_open => return None,
        None => published_values(vocabulary),
    };
    let value = excerpt(value, MAX_VALUE_CHARS);
    let message = format!("`{value}` is not a published value of `{field}`");
    Some(Diagnostic::new(Code::UnpublishedValue, span, message, help))
}

/// Returns a list of the values for a help text.
fn published_values(vocabulary: &Vocabulary) -> String {
    let values = vocabulary.values.iter();
    let values: Vec<String> = values.map(|value| format!("`{value}`")).collect();
    format!("published values: {}", values.join(", "))
}
