//! Parsing and validation in one step.

use std::collections::BTreeMap;

use fql_syntax::{
    Capability, Code, Diagnostic, FieldType, Limits, Parsed, Severity, Span, apply_fixes_with_spans,
};

use super::tree::validate_tree;
use crate::schema::Table;

/// Parses a filter and validates it, for a collection that is known only at run time. The diagnostics
/// are those of [`Filter::parse_with`](crate::Filter::parse_with).
///
/// A fix whose result the collection does not accept is removed, and the help says what it accepts. The
/// help of a syntax error does not suggest a list or a range for a field without them.
///
/// # Examples
///
/// ```
/// use fql::collections::external_assets;
///
/// let limits = fql::Limits::DEFAULT;
/// let parsed = fql::syntax::parse_for_table(&external_assets::TABLE, "criticalty:'High'", &limits);
/// assert!(parsed.tree().is_none());
/// assert_eq!(parsed.into_report().diagnostics()[0].code().as_str(), "FQL101");
/// ```
#[must_use]
pub fn parse_for_table<'s>(table: &Table, source: &'s str, limits: &Limits) -> Parsed<'s> {
    parse_and_validate(table, source, limits, fql_syntax::parse_with)
}

/// Parses a template, which is a filter with [placeholders](macro@crate::fql#placeholders), and validates
/// it as [`parse_for_table`] does. A placeholder for a value is valid for every field.
///
/// # Examples
///
/// ```
/// use fql::collections::external_assets;
/// use fql::syntax::parse_template_for_table;
///
/// let limits = fql::Limits::DEFAULT;
/// let valid = "criticality:{level}+ip.services.port:[{ports}]";
/// let parsed = parse_template_for_table(&external_assets::TABLE, valid, &limits);
/// assert!(parsed.tree().is_some());
/// let parsed = parse_template_for_table(&external_assets::TABLE, "criticalty:{level}", &limits);
/// assert_eq!(parsed.into_report().diagnostics()[0].code().as_str(), "FQL101");
/// ```
#[must_use]
pub fn parse_template_for_table<'s>(table: &Table, source: &'s str, limits: &Limits) -> Parsed<'s> {
    parse_and_validate(table, source, limits, fql_syntax::parse_template)
}

/// [`fql_syntax::parse_with`] or [`fql_syntax::parse_template`].
type Parse = for<'s, 'l> fn(&'s str, &'l Limits) -> Parsed<'s>;

fn parse_and_validate<'s>(
    table: &Table,
    source: &'s str,
    limits: &Limits,
    parse: Parse,
) -> Parsed<'s> {
    let mut parsed = parse(source, limits);
    let diagnostics = validate_tree(table, parsed.partial_tree(), limits.max_diagnostics);
    if parsed.diagnostics().has_errors() && !table.is_open {
        decide_fixes(table, source, &mut parsed);
        decide_helps(table, source, &mut parsed);
        remove_invalid_fixes(table, source, &mut parsed, parse);
        if table.denied_empty_filter.is_some() {
            reject_empty_fix(table, source, &mut parsed);
        }
    }
    if parsed.diagnostics().has_errors() {
        // A clause may be a fragment of what was meant, so that warnings about its value mislead.
        let about_fields = diagnostics.kept().iter().filter(|diagnostic| {
            diagnostic.code() < Code::UnpublishedValue || is_error(diagnostic)
        });
        parsed.diagnostics_mut().extend(about_fields.cloned());
    } else {
        parsed.diagnostics_mut().append(diagnostics);
    }
    parsed
}

fn is_error(diagnostic: &Diagnostic) -> bool {
    diagnostic.severity() == Severity::Error
}

/// Makes the fixes available that depend on the type of a field, if that has ranges.
#[cold]
#[inline(never)]
fn decide_fixes(table: &Table, source: &str, parsed: &mut Parsed<'_>) {
    let has_ranges = |property: Span| {
        table.row(property.slice(source)).is_some_and(|row| {
            let is_ordered = matches!(
                row.field_type,
                FieldType::Integer | FieldType::Float | FieldType::Timestamp | FieldType::Ip
            );
            is_ordered && row.supports(Capability::Range)
        })
    };
    parsed
        .diagnostics_mut()
        .replace_each(|_, diagnostic| match diagnostic.undecided_property() {
            Some(property) if has_ranges(property) => diagnostic.with_certain_type(),
            _ => diagnostic,
        });
}

/// Replaces each help that suggests a comparison which is not documented for the field.
#[cold]
#[inline(never)]
fn decide_helps(table: &Table, source: &str, parsed: &mut Parsed<'_>) {
    let is_useless = |(property, capability): (Span, Capability)| {
        table.row(property.slice(source)).is_some_and(|row| {
            // Quotes make a range a string, which only some types accept.
            let accepts_strings = matches!(row.field_type, FieldType::Text | FieldType::Any);
            let has_alternative = accepts_strings || capability != Capability::Range;
            has_alternative && row.supports(Capability::Exact) && !row.supports(capability)
        })
    };
    parsed
        .diagnostics_mut()
        .replace_each(|_, diagnostic| match diagnostic.help_requirement() {
            Some(requirement) if is_useless(requirement) => diagnostic.with_alternative_help(),
            _ => diagnostic,
        });
}

/// Removes the fixes of syntax errors after which a clause is not valid for its field.
#[cold]
#[inline(never)]
fn remove_invalid_fixes(table: &Table, source: &str, parsed: &mut Parsed<'_>, parse: Parse) {
    let kept = parsed.diagnostics().kept();
    let Some((fixed, edits)) = apply_fixes_with_spans(source, kept) else {
        return;
    };
    let parsed_again = parse(&fixed, &Limits::TRUSTED);
    let tree = parsed_again.partial_tree();
    let errors = validate_tree(table, tree, usize::MAX);
    let clauses: Vec<Span> = tree.clauses().map(|clause| clause.span()).collect();
    let mut helps: BTreeMap<usize, &str> = BTreeMap::new();
    for error in errors.kept().iter().filter(|error| is_final(error)) {
        let next = clauses.partition_point(|clause| clause.start() <= error.span().start());
        let Some(clause) = next.checked_sub(1).map(|index| clauses[index]) else {
            continue;
        };
        let first = edits.partition_point(|(_, edit)| edit.end() <= clause.start());
        for (index, edit) in &edits[first..] {
            if edit.start() >= clause.end() {
                break;
            }
            if is_about_clause(kept[*index].code()) {
                helps.insert(*index, error.help());
            }
        }
    }
    parsed
        .diagnostics_mut()
        .replace_each(|index, diagnostic| match helps.get(&index) {
            Some(help) => diagnostic.without_fix().with_help((*help).to_owned()),
            None => diagnostic,
        });
}

/// Removes the fix that leaves the empty filter of a lone star, which the service does not accept.
#[cold]
fn reject_empty_fix(table: &Table, source: &str, parsed: &mut Parsed<'_>) {
    let is_whole = |diagnostic: &Diagnostic| {
        let (start, end) = (diagnostic.span().start(), diagnostic.span().end());
        diagnostic.code() == Code::LoneStar
            && [&source[..start], &source[end..]]
                .iter()
                .all(|rest| rest.trim().is_empty())
    };
    parsed.diagnostics_mut().replace_each(|_, diagnostic| {
        if !is_whole(&diagnostic) {
            return diagnostic;
        }
        let help = format!(
            "`{}` does not support the empty filter either: add at least one clause",
            table.name
        );
        diagnostic.without_fix().with_help(help)
    });
}

/// Returns `true` for an error of a value or a comparison that no further fix removes.
fn is_final(error: &Diagnostic) -> bool {
    is_error(error) && error.fix().is_none() && error.code() != Code::UnknownField
}

/// Returns `true` unless the fix changes the whole filter.
fn is_about_clause(code: Code) -> bool {
    !matches!(
        code,
        Code::PercentEncoded | Code::UnexpectedToken | Code::WrappedFilter
    )
}
