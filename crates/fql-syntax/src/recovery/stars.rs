//! Stars where none is supported.

use super::connectives::at_certain_value_end;
use super::{Context, Recovery, quotes};
use crate::ast::operator::Comparison;
use crate::ast::span::Span;
use crate::diagnostics::code::Code;
use crate::diagnostics::diagnostic::{Diagnostic, Fix};
use crate::display_safe::message_excerpt;

/// `*` instead of a clause.
pub(super) fn lone_star(context: &Context<'_>) -> Option<Recovery> {
    let start = context.start;
    let span = start.span(start.run(|byte| *byte == b'*'));
    if span.is_empty() {
        return None;
    }
    let stars = message_excerpt(span.slice(start.source()));
    let diagnostic = Diagnostic::new(
        Code::LoneStar,
        span,
        format!("expected a clause, found `{stars}`"),
        "to match everything, use an empty filter or omit the filter",
    );
    let is_whole_filter = start.source().trim_ascii().len() == span.len();
    let diagnostic = if is_whole_filter {
        diagnostic.with_fix(Fix::replace(Span::new(0, start.source().len()), ""))
    } else {
        diagnostic
    };
    let after = start.moved_to(span.end());
    let resume = if after.after_space().at_value_end() {
        after.at
    } else {
        after.next_boundary()
    };
    Some(Recovery::then_connective(diagnostic, resume))
}

/// `'web'*`: a star after the closing quote.
pub(super) fn outside_quotes(context: &Context<'_>) -> Option<Recovery> {
    let string = context.adjacent_string()?;
    let cursor = context.start;
    let span = cursor.span(cursor.run(|byte| *byte == b'*'));
    if span.is_empty() {
        return None;
    }
    let value = string.value.slice(cursor.source());
    let (content, quote) = value.split_at(value.len() - 1);
    // In a pattern, two backslashes are one, and `\*` is not a wildcard.
    let has_escape = content.contains(r"\\");
    let help = if has_escape {
        r"move it into the quotes, where `\\\*` is a backslash and a wildcard".to_owned()
    } else {
        let pattern = format!("{content}*{quote}");
        format!("move it into the quotes: `{}`", message_excerpt(&pattern))
    };
    let message = "`*` outside the quotes";
    let diagnostic = Diagnostic::new(Code::StarOutsideQuotes, span, message, help);
    // After a `*` operator, the star may be meant at either end or at both.
    let is_certain = string.operator.comparison() == Comparison::Equal
        && !has_escape
        && !quotes::contains_quote(&content[1..])
        && at_certain_value_end(cursor.moved_to(span.end()));
    let diagnostic = if is_certain {
        let closing = Span::new(string.value.end() - 1, string.value.end() - 1);
        diagnostic.with_fix(Fix::replace(span, "").and_replace(closing, "*"))
    } else {
        diagnostic
    };
    Some(Recovery::then_connective(diagnostic, span.end()))
}
