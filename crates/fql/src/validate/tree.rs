//! Validation of parsed filters, sorts and property names.

use fql_syntax::{
    Capability, Clause, Code, Comparison, Diagnostic, Diagnostics, Escaper, FieldType, FieldTypes,
    Fix, MAX_DIAGNOSTICS, Operator, PatternSpelling, RangeText, Report, SortKey, Span, TimeMistake,
    Tree, Value, excerpt,
};

use super::clause::{
    ClauseFacts, FieldError, REWRITES, ValueFacts, spelling_error, unknown_field, unsupported,
    value_error,
};
use super::exclusive_values::warn_of_exclusive_values;
use super::message::{MAX_VALUE_CHARS, Message};
use super::rules::{check_complete, replacement, spelled_pattern};
use super::warnings::{
    keyword, may_be_unpublished, may_match_nothing, published_values, warn_of_clause,
};
use crate::schema::{Collection, Grade, Row, Table, TableClass};

/// The number of characters up to which a message shows a rewritten clause.
const MAX_REWRITE_CHARS: usize = 200;

/// Validates every clause of a tree against the collection `C`: the field exists, and it supports the
/// operator and the values.
///
/// # Examples
///
/// ```
/// use fql::collections::external_assets::ExternalAssets;
///
/// let tree = fql::parse_any("ip.ip_address:['192.0.2.1','192.0.2.2']")?.tree()?.into_owned();
/// let diagnostics = fql::syntax::validate::<ExternalAssets>(&tree);
/// let report = fql::Report::new(tree.text(), diagnostics);
/// assert_eq!(report.diagnostics()[0].code().as_str(), "FQL104");
/// assert_eq!(
///     report.fixed().as_deref(),
///     Some("(ip.ip_address:'192.0.2.1',ip.ip_address:'192.0.2.2')"),
/// );
/// # Ok::<(), fql::InvalidFilter>(())
/// ```
#[must_use]
pub fn validate<C: Collection>(tree: &Tree<'_>) -> Diagnostics {
    validate_table(&C::TABLE, tree)
}

/// Validates every clause of a tree, as [`validate`] does, for a collection that is known only at run
/// time.
#[must_use]
pub fn validate_table(table: &Table, tree: &Tree<'_>) -> Diagnostics {
    validate_tree(table, tree, MAX_DIAGNOSTICS)
}

/// Validates every clause of a tree, and keeps up to `max_diagnostics`.
pub(super) fn validate_tree(table: &Table, tree: &Tree<'_>, max_diagnostics: usize) -> Diagnostics {
    let mut diagnostics = Diagnostics::with_max(max_diagnostics);
    if table.is_open {
        for clause in tree.clauses() {
            if may_match_nothing(FieldType::Any, &clause) {
                warn_of_clause(None, &clause, &mut diagnostics);
            }
        }
        return diagnostics;
    }
    let mut single_valued = 0;
    let mut is_repeated = 0;
    let denies_negated_text = !table.denied_negated_text.is_empty();
    for clause in tree.clauses() {
        match table.row(clause.property()) {
            Some(_) if denies_negated_text && is_negated_text(&clause) => {
                report_clause(table, tree.text(), &clause, &mut diagnostics);
            }
            Some(row) if clause.is_supported(row.field_type, row.capabilities()) => {
                let may_warn = row.may_warn(clause.operator().comparison()) || clause.has_word();
                if !may_warn && !row.is_checked(&clause) {
                    continue;
                }
                if clause.operator() == Operator::new(Comparison::Equal) {
                    is_repeated |= single_valued & row.single_value_bit();
                    single_valued |= row.single_value_bit();
                }
                if may_match_nothing(row.field_type, &clause)
                    || row.is_checked(&clause)
                    || may_be_unpublished(row.details.vocabulary.as_ref(), &clause)
                {
                    check_supported(table, row, tree.text(), &clause, &mut diagnostics);
                }
            }
            _ => report_clause(table, tree.text(), &clause, &mut diagnostics),
        }
    }
    if is_repeated != 0 {
        warn_of_exclusive_values(table, tree, &mut diagnostics);
    }
    if !table.required.is_empty() || table.denied_empty_filter.is_some() {
        check_complete(table, tree, &mut diagnostics);
    }
    diagnostics
}

/// Adds the warnings about a clause that the grades of its field support, and what its rules report.
#[cold]
#[inline(never)]
fn check_supported(
    table: &Table,
    row: &Row,
    source: &str,
    clause: &Clause<'_>,
    diagnostics: &mut Diagnostics,
) {
    if row.questions_pattern(clause) || row.restricts_values() {
        report_clause(table, source, clause, diagnostics);
    } else {
        warn_of_clause(Some(row), clause, diagnostics);
    }
}

/// Adds the errors and warnings of a clause that is not simply valid.
#[cold]
#[inline(never)]
fn report_clause(table: &Table, source: &str, clause: &Clause<'_>, diagnostics: &mut Diagnostics) {
    let values: Vec<(FieldTypes, Span, String)> = clause
        .values()
        .map(|(value, span)| {
            let literal = excerpt(&value.canonical(), MAX_VALUE_CHARS).into_owned();
            (clause.field_types_of(value), span, literal)
        })
        .collect();
    let value_facts: Vec<ValueFacts<'_>> = values
        .iter()
        .map(|(field_types, _, literal)| ValueFacts::new(field_types.bits(), literal))
        .collect();
    let rewrites =
        Capability::ALL.map(|capability| clause.rewrite_as(capability).unwrap_or_default());
    let excerpts = rewrites
        .each_ref()
        .map(|rewrite| excerpt(rewrite, MAX_REWRITE_CHARS));
    let spelling = clause.pattern_spelling().map_or(0, PatternSpelling::bits);
    let facts = ClauseFacts {
        property: clause.property(),
        capabilities: clause.capability_bits() | spelling,
        values: &value_facts,
        rewrites: excerpts.each_ref().map(AsRef::as_ref),
    };
    let has_suggestions = diagnostics.kept().len() < MAX_DIAGNOSTICS;
    let mut report = |error: FieldError, span: Span, fix: Option<Fix>| {
        diagnostics.push(diagnostic(table, &facts, error, span, fix));
    };

    let Some(row) = table.find(clause.property()) else {
        let error = unknown_field(table, clause.property());
        if let Some(filter) = filter_in_string(clause) {
            let unknown = diagnostic(table, &facts, error, clause.property_span(), None)
                .with_help("the value is a filter: pass only the value");
            diagnostics.push(unknown.with_fix(Fix::replace(clause.span(), filter)));
            return;
        }
        let span = clause.property_span();
        if let FieldError::Renamed(renamed) = error {
            return report(error, span, Some(Fix::replace(span, renamed.field)));
        }
        let fix = field_in_other_case(table, clause);
        if has_suggestions {
            return report(error, span, fix);
        }
        // A search for each of many names would take seconds.
        let message = Message::unknown_field_only(table, &facts);
        diagnostics.push(with_message(message, error, span, fix));
        return;
    };
    if let Some(alias) = table.alias(clause.property()) {
        let fix = Fix::replace(clause.property_span(), alias.field);
        let alias = FieldError::Alias(alias.field);
        report(alias, clause.property_span(), Some(fix));
    }
    let spelling_error = spelling_error(row, &facts);
    let is_denied = spelling_error.is_some_and(|error| !error.is_warning());
    if let Some(error) = unsupported(row, &facts)
        && !(is_denied && error.is_warning())
    {
        let fix = replacement(row, clause, error)
            .or_else(|| equivalent_rewrite(row, clause, source, error, &rewrites));
        report(error, unsupported_span(clause, error), fix);
        if !error.is_warning() {
            return;
        }
    }
    if !table.denied_negated_text.is_empty() && is_negated_text(clause) {
        return report(FieldError::NegatedText, clause.operator_span(), None);
    }
    if let Some(error) = spelling_error {
        let fix = spelled_pattern(row, clause, source, error, &rewrites);
        match literal_star(table, clause, &rewrites).filter(|_| fix.is_some()) {
            Some(help) => diagnostics
                .push(diagnostic(table, &facts, error, clause.value_span(), None).with_help(help)),
            None => diagnostics.push(diagnostic(table, &facts, error, clause.value_span(), fix)),
        }
    }
    let mut start = 0;
    while let Some(error) = value_error(row, &facts, start) {
        let (FieldError::WrongType(index)
        | FieldError::WrongQuotes(index)
        | FieldError::RelativeTime(index)) = error
        else {
            break;
        };
        start = index + 1;
        let (_, span, literal) = &values[index];
        let span = *span;
        if !matches!(error, FieldError::WrongType(_)) {
            let fix = requoted(error, literal, span);
            diagnostics.push(diagnostic(table, &facts, error, span, fix));
            continue;
        }
        let (help, fix) = intended_value(row, clause, span, source);
        let wrong_type = diagnostic(table, &facts, error, span, None);
        let help = help.or_else(|| Some(format!("use `{}`", fix.as_ref()?)));
        let wrong_type = match help {
            Some(help) => wrong_type.with_help(help),
            None => wrong_type,
        };
        diagnostics.push(match (range_in_string(row, clause, source), fix) {
            (Some(range), _) => {
                let help = format!("use two clauses: `{range}`");
                let fix = Fix::replace(clause.span(), range);
                wrong_type.with_help(help).with_fix(fix)
            }
            (None, Some(value)) => wrong_type.with_fix(Fix::replace(span, value)),
            (None, None) => wrong_type,
        });
    }
    if start == 0 {
        warn_of_clause(Some(row), clause, diagnostics);
    }
}

/// Returns `true` for `!~` and `~*!`.
pub(crate) fn is_negated_text(clause: &Clause<'_>) -> bool {
    let operator = clause.operator();
    operator.is_negated()
        && matches!(
            operator.comparison(),
            Comparison::Text | Comparison::TextWildcard
        )
}

/// Returns the fix that adds or removes the quotes of a value.
fn requoted(error: FieldError, literal: &str, span: Span) -> Option<Fix> {
    let content = literal.trim_matches('\'');
    match error {
        FieldError::WrongQuotes(_) if content == literal => {
            Some(Fix::replace(span, format!("'{literal}'")))
        }
        FieldError::WrongQuotes(_) => Some(Fix::replace(span, content.to_owned())),
        _ => None,
    }
}

/// Returns the filter in `filter:"status:'open'"`, which is copied with the name of its parameter.
fn filter_in_string(clause: &Clause<'_>) -> Option<String> {
    let is_parameter = ["filter", "fql", "query"]
        .iter()
        .any(|name| clause.property().eq_ignore_ascii_case(name));
    let is_equal = clause.operator() == Operator::new(Comparison::Equal);
    let Value::String(string) = clause.value() else {
        return None;
    };
    let filter = string.value();
    let is_filter = is_parameter
        && is_equal
        && fql_syntax::parse(&filter).is_ok_and(|tree| !tree.is_match_all());
    is_filter.then(|| filter.into_owned())
}

/// Returns two clauses for the only value of a clause if it is a range, such as `'22-25'`.
fn range_in_string(row: &Row, clause: &Clause<'_>, source: &str) -> Option<String> {
    let is_equal = clause.operator() == Operator::new(Comparison::Equal);
    // In a negated group, the clause is not what its source says.
    if !is_equal || !clause.operator_span().is_empty() || !row.supports(Capability::Range) {
        return None;
    }
    let literal = clause.value_span().slice(source);
    let literal = literal
        .trim_matches(['[', ']', ' '])
        .trim_matches(['\'', '"']);
    let range = RangeText::parse(literal)?;
    let range = match row.field_type {
        FieldType::Integer => range,
        _ => range.quoted(),
    };
    let clauses = range.clauses(row.name);
    let tree = fql_syntax::parse(&clauses).ok()?;
    let is_valid = tree
        .clauses()
        .all(|clause| clause.is_supported(row.field_type, row.capabilities()));
    is_valid.then_some(clauses)
}

/// Returns the fix of a name that differs in case from a single field.
fn field_in_other_case(table: &Table, clause: &Clause<'_>) -> Option<Fix> {
    let mut rows = table
        .rows
        .iter()
        .filter(|row| row.name.eq_ignore_ascii_case(clause.property()));
    let row = rows.next()?;
    rows.next()
        .is_none()
        .then(|| Fix::replace(clause.property_span(), row.name))
}

fn diagnostic(
    table: &Table,
    clause: &ClauseFacts<'_>,
    error: FieldError,
    span: Span,
    fix: Option<Fix>,
) -> Diagnostic {
    with_message(Message::new(table, clause, error), error, span, fix)
}

fn with_message(
    Message { message, help }: Message,
    error: FieldError,
    span: Span,
    fix: Option<Fix>,
) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        error.code(),
        span,
        message.as_str().to_owned(),
        help.as_str().to_owned(),
    );
    match fix {
        Some(fix) => diagnostic.with_fix(fix),
        None => diagnostic,
    }
}

/// Returns the span of the part of the clause that needs the capability.
fn unsupported_span(clause: &Clause<'_>, error: FieldError) -> Span {
    match error {
        FieldError::DeniedField | FieldError::CandidateField => clause.property_span(),
        FieldError::Unsupported(Capability::Exact | Capability::List) => clause.value_span(),
        _ if clause.operator_span().is_empty() => clause.value_span(),
        _ => clause.operator_span(),
    }
}

/// Returns the fix that replaces the clause with one that is equivalent for every document.
fn equivalent_rewrite(
    row: &Row,
    clause: &Clause<'_>,
    source: &str,
    error: FieldError,
    rewrites: &[String; REWRITES],
) -> Option<Fix> {
    let alternatives: &[Capability] = match error {
        FieldError::Unsupported(Capability::List) => &[Capability::Exact],
        FieldError::Unsupported(Capability::Exact) => &[Capability::List, Capability::Range],
        _ => return None,
    };
    if !is_negated_as_in_source(clause, source) {
        return None;
    }
    let rewrite = alternatives
        .iter()
        .filter(|capability| row.supports(**capability))
        .map(|capability| &rewrites[*capability as usize])
        .find(|rewrite| !rewrite.is_empty())?;
    Some(Fix::replace(clause.span(), rewrite.clone()))
}

/// Returns the help about a star where values are patterns themselves, as those of exclusions are: the star
/// can be one of the value.
fn literal_star(
    table: &Table,
    clause: &Clause<'_>,
    rewrites: &[String; REWRITES],
) -> Option<String> {
    let Value::String(string) = clause.value() else {
        return None;
    };
    let mut literal = String::new();
    Escaper::Exact.push(&string.value(), &mut literal);
    table.has_pattern_values.then(|| {
        format!(
            "for the value with the stars, use `{}:{}'{literal}'`; for a pattern, use `{}`",
            clause.property(),
            clause.operator(),
            rewrites[Capability::Wildcard as usize]
        )
    })
}

/// Returns `false` for a clause of a negated group: its rewrites are negated, but its source is not.
pub(super) fn is_negated_as_in_source(clause: &Clause<'_>, source: &str) -> bool {
    let is_negated_in_source = clause.operator_span().slice(source).contains('!');
    is_negated_in_source == clause.operator().is_negated()
}

/// Returns the help about a value of the wrong type if its mistake is known, and the value that is
/// certainly meant.
fn intended_value(
    row: &Row,
    clause: &Clause<'_>,
    span: Span,
    source: &str,
) -> (Option<String>, Option<String>) {
    let literal = span.slice(source);
    let content = literal.trim_matches(['\'', '"']);
    let is_bare = literal.starts_with(|first: char| first.is_ascii_alphanumeric() || first == '-');
    let has_help = row
        .details
        .rules
        .is_some_and(|rules| !rules.value_help.is_empty());
    match (row.field_type, &row.details.vocabulary) {
        _ if has_help => (None, None),
        (FieldType::Text | FieldType::Integer, Some(vocabulary))
            if !vocabulary.values.contains(&literal) =>
        {
            (Some(published_values(vocabulary)), None)
        }
        (FieldType::Text, _) if is_bare && literal != "null" => {
            (None, Some(format!("'{literal}'")))
        }
        (FieldType::Timestamp, _)
            if row.accepts_epoch && content.bytes().all(|byte| byte.is_ascii_digit()) =>
        {
            let help = "numbers of seconds have no quotes here".to_owned();
            (Some(help), Some(content.to_owned()))
        }
        (FieldType::Timestamp, _) => match TimeMistake::find(content) {
            Some(mistake) => {
                let replacement = mistake.replacement().map(|time| format!("'{time}'"));
                // A relative time is a bound, and not a value for equality.
                let is_range = clause.operator().comparison().is_range();
                let help = mistake.help().to_owned();
                (Some(help), replacement.filter(|_| is_range))
            }
            None => (None, None),
        },
        (FieldType::Boolean, _) => (None, keyword(content).map(str::to_owned)),
        _ => (None, None),
    }
}

/// Returns the report of a sort by a field that the table does not have.
pub(crate) fn unknown_sort_field(table: &Table, field: &str, source: &str) -> Report {
    unknown_sort(table, field, source, Code::UnknownSortField)
}

/// Returns the report of a sort by a field that the table may lack, or whose sorting no source documents
/// or shows. It is empty for other fields.
pub(crate) fn sort_warning(table: &Table, key: &SortKey<'_>) -> Report {
    let source = key.print(table.separator);
    match table.find(key.field()) {
        _ if table.class == TableClass::NoTable => Report::new(source, Diagnostics::default()),
        None => unknown_sort(table, key.field(), &source, Code::UnlistedField),
        Some(row) if row.sort_grade() == Grade::Unknown => undocumented_sort(table, row, &source),
        Some(_) => Report::new(source, Diagnostics::default()),
    }
}

/// The number of fields up to which a help about a sort names them.
const MAX_SORT_FIELDS: usize = 8;

fn undocumented_sort(table: &Table, row: &Row, source: &str) -> Report {
    let message = format!("sorting by field `{}` is undocumented", row.name);
    let is_supported = |row: &&Row| row.sort_grade().is_supported();
    let names: Vec<String> = table
        .rows
        .iter()
        .filter(is_supported)
        .map(|row| format!("`{}`", row.name))
        .collect();
    let help = match names.len() {
        // Nothing is known about the sorts of this collection.
        0 => return Report::new(source, Diagnostics::default()),
        count if count > MAX_SORT_FIELDS => {
            format!(
                "supported: {} and others",
                names[..MAX_SORT_FIELDS].join(", ")
            )
        }
        _ => format!("supported: {}", names.join(", ")),
    };
    let span = Span::new(0, row.name.len().min(source.len()));
    report(source, Code::UndocumentedMatch, span, &message, &help)
}

fn unknown_sort(table: &Table, field: &str, source: &str, code: Code) -> Report {
    let facts = ClauseFacts {
        property: field,
        capabilities: 0,
        values: &[],
        rewrites: [""; REWRITES],
    };
    let Message { message, help } = Message::new(table, &facts, FieldError::UnknownField);
    let span = Span::new(0, field.len());
    report(source, code, span, message.as_str(), help.as_str())
}

/// Returns the report of a sort by a field for which a source denies sorting.
pub(crate) fn unsupported_sort(table: &Table, row: &Row, source: &str) -> Report {
    let message = format!("sorting by field `{}` is not supported", row.name);
    let help = match table.sort_reason(row) {
        "" => "a source says that the service does not sort by this field",
        reason => reason,
    };
    let span = Span::new(0, row.name.len());
    report(source, Code::UnsupportedSort, span, &message, help)
}

/// Returns the report of an invalid property name at the start of `source`.
pub(crate) fn invalid_property(property: &str, source: &str) -> Report {
    let span = Span::new(0, property.len());
    let message = format!(
        "invalid property name `{}`",
        excerpt(property, MAX_VALUE_CHARS)
    );
    let help = "names consist of letters, digits and underscores, do not start with a digit, and \
                are joined by dots";
    report(source, Code::InvalidProperty, span, &message, help)
}

fn report(source: &str, code: Code, span: Span, message: &str, help: &str) -> Report {
    let mut diagnostics = Diagnostics::default();
    diagnostics.push(Diagnostic::new(
        code,
        span,
        message.to_owned(),
        help.to_owned(),
    ));
    Report::new(source, diagnostics)
}
