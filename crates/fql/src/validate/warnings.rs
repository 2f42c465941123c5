//! Warnings about valid clauses that probably match nothing.

use std::net::IpAddr;

use fql_syntax::{
    Clause, Code, Comparison, Diagnostic, Diagnostics, FieldType, Fix, Span, Time, TimeMistake,
    Value, ValueMatch, closest_match, excerpt,
};

use super::message::MAX_VALUE_CHARS;
use super::period::Period;
use super::rules::{corrected, inexact_equality, misplaced_id, missing_prefix, out_of_bounds};

use crate::schema::{Row, Vocabulary};
use crate::value::Network;

/// Returns `true` if [`warn_of_clause`] may have a warning about a supported clause, apart from its
/// vocabulary.
#[inline(always)]
pub(super) fn may_match_nothing(field_type: FieldType, clause: &Clause<'_>) -> bool {
    let comparison = clause.operator().comparison();
    (comparison == Comparison::Equal && (field_type == FieldType::Timestamp || clause.has_word()))
        || (field_type == FieldType::Any && comparison.is_range())
}

/// Returns `true` if a value of the clause may not be in the vocabulary. Published strings, the usual
/// case, are found without a call.
#[inline(always)]
pub(super) fn may_be_unpublished(vocabulary: Option<&Vocabulary>, clause: &Clause<'_>) -> bool {
    let Some(vocabulary) = vocabulary else {
        return false;
    };
    clause.operator().comparison() == Comparison::Equal
        && match clause.value() {
            Value::String(string) => !vocabulary.values.contains(&string.raw()),
            _ => true,
        }
}

/// Adds the warnings about a clause that its field supports. Without a row the field's type is unknown.
#[cold]
#[inline(never)]
pub(super) fn warn_of_clause(
    row: Option<&Row>,
    clause: &Clause<'_>,
    diagnostics: &mut Diagnostics,
) {
    let field_type = row.map_or(FieldType::Any, |row| row.field_type);
    let comparison = clause.operator().comparison();
    if let Some(row) = row {
        for (value, span) in clause.values() {
            diagnostics.extend(inexact_equality(row, clause, value, span));
        }
    }
    if let Some(bounds) = row.and_then(|row| row.details.rules?.bounds)
        && (comparison == Comparison::Equal || comparison.is_range())
    {
        diagnostics.extend(
            clause
                .values()
                .filter_map(|(value, span)| out_of_bounds(bounds, clause, value, span)),
        );
    }
    if comparison.is_range() && field_type == FieldType::Any {
        diagnostics.extend(incomparable_bound(clause));
    }
    if comparison != Comparison::Equal {
        return;
    }
    for (value, span) in clause.values() {
        if let Value::Word(word) = value
            && let Some(warning) = keyword_spelling(clause, field_type, word, span)
        {
            diagnostics.push(warning);
            continue;
        }
        if let ValueMatch::Exact(string) = value.value_match() {
            diagnostics.extend(row.and_then(|row| unpublished_value(row, clause, &string, span)));
            diagnostics.extend(row.and_then(|row| missing_prefix(row, clause, &string, span)));
            diagnostics.extend(row.and_then(|row| misplaced_id(row, clause, &string, span)));
            let can_equal = row.is_some_and(|row| row.is_date) && is_date(&string);
            if field_type == FieldType::Timestamp && !can_equal {
                diagnostics.extend(time_equality(clause, &string, span));
            }
        }
    }
}

/// `NULL`, and `True` where the type is unknown. A field of strings may have the word as a value, so it gets no fix.
fn keyword_spelling(
    clause: &Clause<'_>,
    field_type: FieldType,
    word: &str,
    span: Span,
) -> Option<Diagnostic> {
    let keyword = keyword(word)?;
    let is_in_list = matches!(clause.value(), Value::List(_));
    // Quotes around all words of a list with `None` are as likely.
    let has_python_null = clause
        .values()
        .any(|(value, _)| value == Value::Word("None"));
    let is_fixable = field_type == FieldType::Any && !(is_in_list && has_python_null);
    match (keyword, field_type) {
        ("null", FieldType::Any | FieldType::Text) if !is_in_list => {}
        ("true" | "false", FieldType::Any) => {}
        _ => return None,
    }
    let message = format!("`{word}` is a string, not `{keyword}`");
    let help = format!("use `{keyword}`, or quotes for the string: `'{word}'`");
    let warning = Diagnostic::new(Code::KeywordSpelling, span, message, help);
    Some(match is_fixable {
        true => warning.with_fix(Fix::replace(span, keyword)),
        false => warning,
    })
}

/// Returns the keyword that a word in another spelling means.
pub(super) fn keyword(word: &str) -> Option<&'static str> {
    if word == "None" {
        return Some("null");
    }
    ["null", "true", "false"]
        .into_iter()
        .find(|keyword| word.eq_ignore_ascii_case(keyword) && word != *keyword)
}

/// A value that is not in the vocabulary.
fn unpublished_value(
    row: &Row,
    clause: &Clause<'_>,
    value: &str,
    span: Span,
) -> Option<Diagnostic> {
    let vocabulary = row.details.vocabulary.as_ref()?;
    // Filters in use compare with the empty string to match absent values.
    if value.is_empty() || vocabulary.values.contains(&value) {
        return None;
    }
    let meant =
        corrected(row, value).or_else(|| closest_match(value, vocabulary.values.iter().copied()));
    let help = match meant {
        Some(published) => format!("did you mean `{published}`?"),
        None => published_values(vocabulary),
    };
    let message = unpublished(clause, value);
    Some(Diagnostic::new(Code::UnpublishedValue, span, message, help))
}

/// Returns the message about a value that no source publishes.
pub(super) fn unpublished(clause: &Clause<'_>, value: &str) -> String {
    let value = excerpt(value, MAX_VALUE_CHARS);
    format!(
        "`{value}` is not a published value of `{}`",
        clause.property()
    )
}

/// Returns a list of the values for a help text.
pub(super) fn published_values(vocabulary: &Vocabulary) -> String {
    let values = vocabulary.values.iter().filter(|value| !value.is_empty());
    let values: Vec<String> = values.map(|value| format!("`{value}`")).collect();
    let others = if vocabulary.is_open {
        "; there may be others"
    } else {
        ""
    };
    format!("published values: {}{others}", values.join(", "))
}

/// Returns `true` for a whole date such as `2026-11-28`, but not for a month or a relative time.
fn is_date(literal: &str) -> bool {
    literal.len() == "2026-11-28".len() && matches!(Time::parse(literal), Ok(Time::Absolute { .. }))
}

/// A date or a relative time with equality, which compares with one instant.
fn time_equality(clause: &Clause<'_>, literal: &str, span: Span) -> Option<Diagnostic> {
    let field = clause.property();
    let is_negated = clause.operator().is_negated();
    let message = format!("`{field}` is compared with one instant");
    let help = match Time::parse(literal).ok()? {
        Time::Relative(_) if is_negated => format!(
            "use a range comparison: `{field}:<'{literal}'` (before that time) or \
             `{field}:>'{literal}'` (after it)"
        ),
        Time::Relative(_) => format!("use a range comparison: `{field}:>='{literal}'`"),
        Time::Absolute { .. } => {
            let Period { start, end } = Period::new(literal)?;
            if is_negated {
                format!("to exclude the period use `({field}:<'{start}',{field}:>='{end}')`")
            } else {
                format!("to match the period use `{field}:>='{start}'+{field}:<'{end}'`")
            }
        }
    };
    Some(Diagnostic::new(Code::TimeEquality, span, message, help))
}

/// A bound that is not a number, a time or an address, where the type is unknown.
fn incomparable_bound(clause: &Clause<'_>) -> Option<Diagnostic> {
    let value = clause.value();
    let ValueMatch::Exact(bound) = value.value_match() else {
        return None;
    };
    let is_number = !bound.is_empty()
        && bound.bytes().any(|byte| byte.is_ascii_digit())
        && bound.parse::<f64>().is_ok();
    let is_comparable = matches!(value, Value::Null | Value::Placeholder(_))
        || is_number
        || Time::parse(&bound).is_ok()
        || bound.parse::<IpAddr>().is_ok()
        || bound.parse::<Network>().is_ok();
    if is_comparable {
        return None;
    }
    let span = clause.value_span();
    let literal = value.canonical();
    let literal = excerpt(&literal, MAX_VALUE_CHARS);
    let message = format!("nothing compares with `{literal}`");
    let mistake = TimeMistake::find(&bound);
    let help = match &mistake {
        Some(mistake) => mistake.help().to_owned(),
        None if is_version(&bound) => format!(
            "dotted versions have no order here: list them, `{}:['…','…']`, or use a pattern",
            clause.property()
        ),
        None => "ranges compare numbers, times and addresses".to_owned(),
    };
    let warning = Diagnostic::new(Code::IncomparableBound, span, message, help);
    Some(match mistake.as_ref().and_then(TimeMistake::replacement) {
        Some(time) => warning.with_fix(Fix::replace(span, format!("'{time}'"))),
        None => warning,
    })
}

/// `7.0.0`
fn is_version(bound: &str) -> bool {
    let version = bound.strip_prefix('v').unwrap_or(bound);
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    version.contains('.') && version.split('.').all(is_number)
}
