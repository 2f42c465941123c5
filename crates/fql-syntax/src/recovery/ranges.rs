//! Ranges of other languages: `22..25`, `1024-2048`, `>1024<2048`, `≥443`.

use super::{Context, Cursor, Recovery};
use crate::ast::span::Span;
use crate::diagnostics::code::Code;
use crate::diagnostics::diagnostic::{Diagnostic, Fix};
use crate::display_safe::message_excerpt;
use crate::time::Time;

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
    let (message, help) = if let Some((from, to)) = bounds(literal) {
        let message = format!("range `{}` instead of a value", message_excerpt(literal));
        (
            message,
            format!("use two clauses: `property:>={from}+property:<={to}`"),
        )
    } else {
        let at = literal.find(['<', '>'])?;
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let other = literal[at..].trim_start_matches(['<', '>', '=']);
        let symbol = &literal[at..literal.len() - other.len()];
        if !is_number(&literal[..at]) || !is_number(other) {
            return None;
        }
        let message = format!("second comparison `{symbol}{other}` in a clause");
        (
            message,
            format!("repeat the property for it: `+property:{symbol}{other}`"),
        )
    };
    let diagnostic = Diagnostic::new(Code::ForeignComparison, span, message, help);
    Some(Recovery::then_connective(diagnostic, span.end()))
}

/// The numbers at both ends of a range. A number and a month are a time.
fn bounds(literal: &str) -> Option<(&str, &str)> {
    let (from, to) = match literal.split_once("..") {
        Some((from, to)) => (from, to.trim_start_matches('=')),
        None if Time::parse(literal).is_ok() => return None,
        None => literal.split_once('-')?,
    };
    let number = |text: &str| {
        let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse::<u64>().ok().filter(|_| is_number)
    };
    (number(from)? <= number(to)?).then_some((from, to))
}

/// `last_seen:'now-7d'..'now'`
pub(super) fn dots_after_value(context: &Context<'_>) -> Option<Recovery> {
    let cursor = context.start;
    let node = context.previous?;
    if !cursor.starts_with("..") {
        return None;
    }
    let to = cursor.moved_by(2).after_space();
    let (rest, _) = to.grammar.scalar(to.bytes()).ok()?;
    let end = to.grammar.offset(rest);
    let source = cursor.source();
    let property = message_excerpt(node.property.slice(source));
    let from = message_excerpt(node.value.slice(source));
    let help = format!(
        "use two clauses: `{property}:>={from}+{property}:<={}`",
        message_excerpt(Span::new(to.at, end).slice(source))
    );
    let message = "`..` is not an FQL operator";
    let diagnostic = Diagnostic::new(Code::ForeignComparison, cursor.span(2), message, help);
    Some(Recovery::then_connective(diagnostic, end))
}
