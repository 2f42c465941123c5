//! Checks of a filter in a program.

use std::ops::Range;

use fql::diagnostics::{Code, Diagnostic, Severity};
use fql::syntax::{Limits, parse_for_table, parse_template_for_table};
use fql::table::Table;
use fql_syntax::{Fix, Span, closest_match, display_safe};

use super::calls;
use super::evidence::FoundFilter;
use super::finding::Finding;
use super::host_string::{Piece, Placeholder, Quoting};
use super::scan::{Candidate, Scan};
use super::template::Template;
use crate::collection::name_collections_of_fields;

/// Returns the findings about a filter, in the order of the file.
pub(super) fn check(candidate: &Candidate, scan: &Scan, filter: &FoundFilter) -> Vec<Finding> {
    let template = &filter.template;
    let mut findings: Vec<Finding> = match filter.tables.as_slice() {
        [table] => diagnostics(table, template),
        tables => common_diagnostics(tables, filter),
    }
    .into_iter()
    .filter(|diagnostic| !is_about_unknown_text(template, diagnostic))
    .map(|diagnostic| finding(template, &diagnostic))
    .collect();
    let unescaped = template
        .quoted
        .iter()
        .filter(|placeholder| !is_safe(placeholder, scan, candidate.functions()));
    findings.extend(unescaped.map(|placeholder| unescaped_value(candidate, placeholder)));
    findings.sort_by_key(Finding::order);
    findings
}

/// Returns `true` for a diagnostic that a value of unknown text causes, and not the program.
pub(super) fn is_about_unknown_text(template: &Template, diagnostic: &Diagnostic) -> bool {
    let span = diagnostic.span().range();
    match diagnostic.code() {
        Code::PlaceholderInQuotes
        | Code::InvalidPlaceholder
        | Code::MisplacedPlaceholder
        | Code::TooLong => true,
        // A part of the filter can supply it.
        Code::MissingClause => !template.unquoted.is_empty(),
        // The rest of the filter closes them.
        Code::UnclosedParenthesis | Code::UnterminatedString if template.continues[1] => true,
        Code::UnmatchedParenthesis if template.continues[0] => true,
        code if code < Code::UnknownField => template.touches_unquoted(span),
        // The value can be a string, a list or a number.
        _ if template.is_unquoted(&span) => true,
        // A format string, to which the program applies the arguments elsewhere.
        Code::InexactEquality | Code::UnpublishedValue if is_directive(template, span.clone()) => {
            true
        }
        // A name to which the program adds a part.
        Code::UnknownField | Code::UnlistedField => {
            let mut unquoted = template.unquoted.iter();
            unquoted.any(|value| value.end == span.start || value.start == span.end)
        }
        _ => false,
    }
}

/// Returns `true` for a string that is a directive of a format string, such as `'{name}'` and `'%s'`.
fn is_directive(template: &Template, span: Range<usize>) -> bool {
    let value = template.source.get(span).unwrap_or_default();
    let value = value.trim_matches(['\'', '"']);
    value == "%s" || (value.starts_with('{') && value.ends_with('}'))
}

fn diagnostics(table: &Table, template: &Template) -> Vec<Diagnostic> {
    let limits = Limits::DEFAULT;
    let mut parsed = match template.is_template {
        true => parse_template_for_table(table, &template.source, &limits),
        false => parse_for_table(table, &template.source, &limits),
    };
    name_collections_of_fields(table, &mut parsed);
    parsed.into_report().diagnostics().to_vec()
}

/// Returns the diagnostics of a filter that may be for any of several collections: those on which all
/// agree that know as many of its fields as any does.
fn common_diagnostics(tables: &[&'static Table], filter: &FoundFilter) -> Vec<Diagnostic> {
    let template = &filter.template;
    let parsed = super::evidence::parse(template);
    let properties: Vec<(&str, Span)> = parsed
        .partial_tree()
        .clauses()
        .map(|clause| (clause.property(), clause.property_span()))
        .collect();
    let known = |table: &&&Table| {
        let known = properties
            .iter()
            .filter(|(name, _)| table.find(name).is_some());
        known.count()
    };
    // A collection without a table accepts every field, so that it says nothing about other collections.
    let is_decisive = |table: &&&Table| filter.is_known_call || !table.is_open;
    let most = tables
        .iter()
        .filter(is_decisive)
        .map(|table| known(&table))
        .max();
    let best = tables
        .iter()
        .filter(is_decisive)
        .filter(|table| Some(known(table)) == most);
    let mut reports = best.map(|table| diagnostics(table, template));
    let Some(first) = reports.next() else {
        return Vec::new();
    };
    let common = reports.fold(first, |mut common, report| {
        common.retain(|diagnostic| {
            let mut others = report.iter();
            others
                .any(|other| other.code() == diagnostic.code() && other.span() == diagnostic.span())
        });
        common
    });
    let is_about_field = |diagnostic: &Diagnostic| {
        matches!(diagnostic.code(), Code::UnknownField | Code::UnlistedField)
    };
    let mut common: Vec<Diagnostic> = common
        .into_iter()
        .filter(|diagnostic| !is_about_field(diagnostic))
        .map(|diagnostic| match diagnostic.code() > Code::UnknownField {
            // The fix of one collection may not be that of another.
            true => diagnostic.without_fix(),
            false => diagnostic,
        })
        .collect();
    let accepts = |table: &Table, name: &str| {
        table.find(name).is_some() || (table.is_open && filter.is_known_call)
    };
    let unknown = properties
        .iter()
        .filter(|(name, _)| !tables.iter().any(|table| accepts(table, name)));
    common.extend(unknown.map(|(name, span)| unknown_everywhere(tables, name, *span)));
    common
}

/// The number of collections up to which a message names them.
const MAX_NAMED: usize = 4;

/// Returns the diagnostic of a field that none of the collections has.
fn unknown_everywhere(tables: &[&'static Table], name: &str, span: Span) -> Diagnostic {
    let fields = tables
        .iter()
        .flat_map(|table| table.rows)
        .map(|row| row.name);
    let help = match closest_match(name, fields) {
        Some(known) => format!("did you mean `{known}`?"),
        None => "run `fql fields --all` to search for fields".to_owned(),
    };
    let names: Vec<&str> = tables.iter().map(|table| table.name).collect();
    let message = match names.len() {
        count if count > MAX_NAMED => format!("no collection is known to have a field `{name}`"),
        _ => format!("unknown field `{name}` in {}", names.join(", ")),
    };
    Diagnostic::new(Code::UnlistedField, span, message, help)
}

/// Returns the finding of a diagnostic. A fix that the literal cannot contain is left out.
fn finding(template: &Template, diagnostic: &Diagnostic) -> Finding {
    let fix = diagnostic.fix().and_then(|fix| {
        let mut edits = fix.edits().iter();
        edits.try_fold(Fix::default(), |fix, edit| {
            let (span, text) = template.file_edit(edit.span().range(), edit.replacement())?;
            Some(fix.and_replace(file_span(span), text))
        })
    });
    let span = file_span(template.file_span(diagnostic.span().range()));
    let (message, help) = (
        diagnostic.message().to_owned(),
        diagnostic.help().to_owned(),
    );
    let found = Diagnostic::new(diagnostic.code(), span, message, help);
    Finding {
        severity: severity(template, diagnostic),
        diagnostic: match fix {
            Some(fix) => found.with_fix(fix),
            None => found,
        },
    }
}

fn file_span(range: Range<usize>) -> Span {
    Span::new(range.start, range.end)
}

/// Returns the severity of a diagnostic. No source documents `False` and `NULL`, but published programs of
/// CrowdStrike send them, so they are only a warning.
fn severity(template: &Template, diagnostic: &Diagnostic) -> Severity {
    let text = template.source.get(diagnostic.span().range());
    let is_keyword = |text: &str| {
        let mut keywords = ["true", "false", "null"].into_iter();
        keywords.any(|keyword| text != keyword && text.eq_ignore_ascii_case(keyword))
    };
    match diagnostic.code() {
        Code::WrongType if text.is_some_and(is_keyword) => Severity::Warning,
        _ => diagnostic.severity(),
    }
}

fn unescaped_value(candidate: &Candidate, placeholder: &Placeholder) -> Finding {
    let escape =
        quoting_at(candidate, placeholder.source.clone()).map_or("", |quoting| quoting.escape_call);
    let name = match placeholder.expression.as_str() {
        "" => String::new(),
        long if long.len() > 40 || long.contains('\n') => String::new(),
        name => format!(" `{}`", display_safe(name)),
    };
    Finding {
        severity: Severity::Warning,
        diagnostic: Diagnostic::new(
            Code::UnescapedValue,
            file_span(placeholder.source.clone()),
            format!("a quote in the value{name} changes the filter"),
            format!("escape quotes: `{escape}`"),
        ),
    }
}

/// Returns the quoting of the literal nearest to a place of the file.
fn quoting_at(candidate: &Candidate, place: Range<usize>) -> Option<&'static Quoting> {
    let texts = candidate
        .string
        .pieces
        .iter()
        .filter_map(|piece| match piece {
            Piece::Text(text) => Some(text),
            Piece::Placeholder(_) => None,
        });
    let nearest = texts.min_by_key(|text| text.source.start.abs_diff(place.start));
    nearest.map(|text| text.quoting)
}

/// The number of assignments that are followed to find out if a value is escaped.
const MAX_ASSIGNMENTS: usize = 4;

/// Returns `true` if the value cannot contain a quote, or the program escapes it. `functions` are those around
/// the value, the outermost first.
fn is_safe(placeholder: &Placeholder, scan: &Scan, functions: &[usize]) -> bool {
    placeholder.is_number || is_safe_expression(&placeholder.expression, scan, functions, 0)
}

fn is_safe_expression(expression: &str, scan: &Scan, functions: &[usize], depth: usize) -> bool {
    let expression = expression.trim();
    let lower = expression.to_ascii_lowercase();
    let number = expression.trim_start_matches(['-', '+']);
    let is_number = !number.is_empty()
        && number
            .chars()
            .all(|c| c.is_ascii_digit() || "._".contains(c));
    if is_number || SAFE_STARTS.iter().any(|start| lower.starts_with(start)) {
        return true;
    }
    if SAFE_PARTS.iter().any(|part| lower.contains(part)) || calls::replaces_quotes(expression) {
        return true;
    }
    if let Some((function, _)) = expression.split_once('(')
        && scan.is_escape(function)
    {
        return true;
    }
    // A literal without a quote, apart from those around it, or its repetition.
    let is_count = |count: &str| count.trim().parse::<usize>().is_ok();
    let expression = match expression.rsplit_once('*') {
        Some((literal, count)) if is_count(count) => literal.trim_end(),
        _ => expression,
    };
    let inner = expression.trim_matches(['"', '\'', '`']);
    if inner.len() + 2 == expression.len() && !inner.contains(['"', '\'', '`', '{', '$']) {
        return true;
    }
    let variable = expression.trim_start_matches('$');
    let is_name = variable
        .chars()
        .all(|character| character.is_alphanumeric() || "_.".contains(character));
    if !is_name || depth >= MAX_ASSIGNMENTS {
        return false;
    }
    let name = calls::last_identifier(variable);
    let is_safe = |value: &str, functions| is_safe_expression(value, scan, functions, depth + 1);
    let assigned = scan.values_of(name);
    if !assigned.is_empty() {
        return assigned.iter().all(|value| is_safe(value, functions));
    }
    // A parameter is safe if each call in the file passes a safe value.
    let passed = scan.passed_to(name, functions);
    !passed.is_empty() && passed.iter().all(|value| is_safe(value, &[]))
}

/// Starts of expressions, in lower case, whose values have no quotes.
const SAFE_STARTS: [&str; 11] = [
    "$(date",
    "int(",
    "float(",
    "len(",
    "str(int(",
    "str(len(",
    "number(",
    "parseint(",
    "[int]",
    "strconv.itoa(",
    "strconv.formatint(",
];

/// Parts of expressions, in lower case, that escape quotes or format times, numbers and ids.
const SAFE_PARTS: [&str; 19] = [
    "alphanumeric",
    "escape",
    "quote",
    "saniti",
    "datetime.",
    "timedelta(",
    "isoformat(",
    "strftime(",
    "toisostring(",
    "uuid4(",
    ".format(time.",
    ".format(\"2006",
    "to_rfc3339(",
    "format: 'yyyy",
    "-format ",
    "get-date",
    ".tostring('yyyy",
    ".tostring(\"yyyy",
    "utcnow(",
];
