//! Ranges of other languages: `22..25`, `1024-2048`, `>1024<2048`, `≥443`.

use super::connectives::at_certain_value_end;
use super::{Context, Cursor, Recovery};
use crate::ast::operator::Comparison;
use crate::ast::span::Span;
use crate::diagnostics::code::Code;
use crate::diagnostics::diagnostic::{Diagnostic, Fix};
use crate::display_safe::message_excerpt;
use crate::parser::grammar;
use crate::range_text::RangeText;

/// A range instead of a value, in a list or in a clause.
pub(super) fn value(context: &Context<'_>) -> Option<Recovery> {
    let cursor = context.stopped;
    unicode_operator(cursor).or_else(|| range(cursor))
}

/// `port:≥443`
fn unicode_operator(cursor: Cursor<'_>) -> Option<Recovery> {
    let symbol = cursor.character()?;
    let operator = match symbol {
        '≥' => ">=",
        '≤' => "<=",
        '≠' => "!",
        _ => return None,
    };
    let span = cursor.character_span();
    let message = format!("`{symbol}` is not an FQL operator");
    let diagnostic = Diagnostic::new(
        Code::ForeignComparison,
        span,
        message,
        format!("use `:{operator}`"),
    );
    let value = cursor.moved_to(span.end()).after_space();
    let is_after_colon = cursor.before().ends_with(':');
    let diagnostic = if is_after_colon && value.grammar.scalar(value.bytes()).is_ok() {
        diagnostic.with_fix(Fix::replace(Span::new(span.start(), value.at), operator))
    } else {
        diagnostic
    };
    Some(Recovery::then_connective(
        diagnostic,
        cursor.next_boundary(),
    ))
}

/// `1024-2048`, `22..25`, `1024<2048` after `>`
fn range(cursor: Cursor<'_>) -> Option<Recovery> {
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
    let message = format!("range `{}` instead of a value", message_excerpt(literal));
    let head = clause_head(cursor.before(), &["", ">="]);
    let property = head.map_or("property", |head| head.slice(cursor.source()));
    let clauses = range.clauses(property);
    let help = format!("use two clauses: `{}`", message_excerpt(&clauses));
    let diagnostic = Diagnostic::new(Code::ForeignComparison, span, message, help);
    match head {
        Some(property) if at_certain_value_end(cursor.moved_to(span.end())) => diagnostic.with_fix(
            Fix::replace(Span::new(property.start(), span.end()), clauses),
        ),
        _ => diagnostic,
    }
}

/// Returns the property before a value if one of the operators is between them.
fn clause_head(before: &str, operators: &[&str]) -> Option<Span> {
    operators.iter().find_map(|operator| {
        let colon = before.strip_suffix(operator)?.trim_ascii_end();
        let property = colon.strip_suffix(':')?.trim_ascii_end();
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.');
        let name = property.trim_end_matches(is_part);
        let span = Span::new(name.len(), property.len());
        // A sign before it is a part of another mistake.
        let is_whole =
            name.trim_ascii_end().is_empty() || name.trim_ascii_end().ends_with(['+', ',', '(']);
        (is_whole && grammar::is_property_name(span.slice(before))).then_some(span)
    })
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
