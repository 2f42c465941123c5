//! Ranges of other languages: `22..25`, `1024-2048`, `>1024<2048`.

use super::connectives::at_certain_value_end;
use super::{Context, Cursor, Recovery};
use crate::ast::operator::Comparison;
use crate::ast::span::Span;
use crate::diagnostics::code::Code;
use crate::diagnostics::diagnostic::{Diagnostic, Fix};
use crate::display_safe::message_excerpt;
use crate::parser::grammar;
use crate::range_text::RangeText;

/// A range instead of a value, in a list or in a clause: `1024-2048`, `22..25`, `1024<2048` after `>`.
pub(super) fn value(context: &Context<'_>) -> Option<Recovery> {
    let cursor = context.stopped;
    let window = cursor.window();
    let end = window
        .find(|c: char| c.is_whitespace() || matches!(c, '+' | ',' | ')' | ']' | ';' | '&' | '|'))
        .unwrap_or(window.len());
    let literal = &window[..end];
    let span = cursor.span(end);
    if let Some(range) = RangeText::parse(literal) {
        return Some(Recovery::then_connective(
            range_instead_of_value(cursor, span, range),
            span.end(),
        ));
    }
    let at = literal.find(['<', '>'])?;
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let other = literal[at..].trim_start_matches(['<', '>', '=']);
    let symbol = &literal[at..literal.len() - other.len()];
    if !is_number(&literal[..at]) || !is_number(other) {
        return None;
    }
    let message = format!("second comparison `{symbol}{other}` in a clause");
    let help = format!("repeat the property for it: `+property:{symbol}{other}`");
    let diagnostic = Diagnostic::new(Code::ForeignComparison, span, message, help);
    Some(Recovery::then_connective(diagnostic, span.end()))
}

/// Describes a range that is the value of the clause in which the cursor is, up to the end of `span`.
fn range_instead_of_value(cursor: Cursor<'_>, span: Span, range: RangeText<'_>) -> Diagnostic {
    let literal = span.slice(cursor.source());
    let head = clause_head(cursor.before(), &["", ">="]);
    let property = head.map_or("property", |head| head.slice(cursor.source()));
    let clauses = range.clauses(property);
    let excerpt = message_excerpt(literal);
    // A telephone or serial number has a dash, too.
    let (message, help) = if range.has_dash() {
        (
            format!("unquoted `{excerpt}`"),
            format!(
                "for a range use two clauses: `{}`; for a string add quotes",
                message_excerpt(&clauses)
            ),
        )
    } else {
        (
            format!("range `{excerpt}` instead of a value"),
            format!("use two clauses: `{}`", message_excerpt(&clauses)),
        )
    };
    let diagnostic = Diagnostic::new(Code::ForeignComparison, span, message, help);
    let Some(property) = head.filter(|_| at_certain_value_end(cursor.moved_to(span.end()))) else {
        return diagnostic;
    };
    let fix = Fix::replace(Span::new(property.start(), span.end()), clauses);
    match range.has_dash() {
        true => diagnostic.with_fix_for_ranges(property, fix),
        false => diagnostic.with_fix(fix),
    }
}

/// Returns the property before a value and a range operator.
pub(super) fn compared_property(before: &str) -> Option<Span> {
    let operators = ["<", "<=", ">", ">="];
    clause_head(before, &operators).or_else(|| {
        let name = before.trim_end_matches(['<', '>', '=']).trim_ascii_end();
        (name.len() < before.len())
            .then(|| property_at_end(name))
            .flatten()
    })
}

/// Returns the property before a value if one of the operators is between them.
fn clause_head(before: &str, operators: &[&str]) -> Option<Span> {
    operators.iter().find_map(|operator| {
        let colon = before.strip_suffix(operator)?.trim_ascii_end();
        property_at_end(colon.strip_suffix(':')?.trim_ascii_end())
    })
}

/// The property at the end of `source`, after a connective or at the start.
fn property_at_end(source: &str) -> Option<Span> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.');
    let before = source.trim_end_matches(is_part);
    let span = Span::new(before.len(), source.len());
    // A sign before it is a part of another mistake.
    let before = before.trim_ascii_end();
    let is_whole = before.is_empty() || before.ends_with(['+', ',', '(']);
    (is_whole && grammar::is_property_name(span.slice(source))).then_some(span)
}

/// `[22..25]`: a range as the only item of a list that ends at `end`.
pub(super) fn only_item(stopped: Cursor<'_>, end: usize) -> Option<Recovery> {
    let source = stopped.source();
    let open = source[..stopped.at].rfind('[')?;
    let range = RangeText::parse(&source[open + 1..end])?;
    let list = stopped.moved_to(open);
    let span = Span::new(open, end + 1);
    let diagnostic = range_instead_of_value(list, span, range);
    Some(Recovery::then_connective(diagnostic, span.end()))
}

/// `last_seen:'now-7d'..'now'`, `port:22 to 25`, `port:>='a'..<='b'`
pub(super) fn after_value(context: &Context<'_>) -> Option<Recovery> {
    let cursor = context.start;
    let node = context.previous?;
    let length = separator_length(cursor)?;
    let to = cursor.moved_by(length).after_space();
    let to = if to.starts_with("<=") {
        to.moved_by(2).after_space()
    } else {
        to
    };
    let (rest, _) = to.grammar.scalar(to.bytes()).ok()?;
    let end = to.moved_to(to.grammar.offset(rest));
    let source = cursor.source();
    let separator = cursor.span(length);
    let literals = [node.value, Span::new(to.at, end.at)].map(|span| span.slice(source));
    let range = RangeText::new(literals[0], literals[1]);
    let property = node.property.slice(source);
    let help = match range {
        Some(range) => range.clauses(property),
        None => format!("{property}:>={}+{property}:<={}", literals[0], literals[1]),
    };
    let diagnostic = Diagnostic::new(
        Code::ForeignComparison,
        separator,
        format!("`{}` is not an FQL operator", separator.slice(source)),
        format!("use two clauses: `{}`", message_excerpt(&help)),
    );
    let is_lower_end = matches!(
        (node.operator.comparison(), node.operator.is_negated()),
        (Comparison::Equal | Comparison::GreaterOrEqual, false)
    );
    let diagnostic = match range {
        Some(_) if is_lower_end && at_certain_value_end(end) => {
            diagnostic.with_fix(Fix::replace(Span::new(node.property.start(), end.at), help))
        }
        _ => diagnostic,
    };
    Some(Recovery::then_connective(diagnostic, end.at))
}

/// The length of `..` or `to` between two values.
fn separator_length(cursor: Cursor<'_>) -> Option<usize> {
    if cursor.starts_with("..") {
        return Some(2);
    }
    let word = cursor.property()?;
    (word.slice(cursor.source()).eq_ignore_ascii_case("to") && !cursor.at_clause())
        .then_some(word.len())
}
