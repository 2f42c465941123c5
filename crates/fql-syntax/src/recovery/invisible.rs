//! Invisible characters and foreign white space, which come with copied text.

use super::{Context, Cursor, Recovery};
use crate::ast::span::Span;
use crate::diagnostics::code::Code;
use crate::diagnostics::diagnostic::{Diagnostic, Fix};
use crate::display_safe::{is_foreign_space, is_invisible};

/// Control characters are not among them, because there is no obvious replacement.
pub(super) fn is_stray(character: char) -> bool {
    !character.is_control() && (is_invisible(character) || is_foreign_space(character))
}

/// Reports the stray characters here. The span of the diagnostic covers all of them.
pub(super) fn stray_characters(cursor: Cursor<'_>) -> Option<Diagnostic> {
    let first = cursor.character().filter(|first| is_stray(*first))?;
    let span = Span::new(cursor.at, end_of_stray(cursor));
    let is_space = span.slice(cursor.source()).contains(char::is_whitespace);
    let (help, replacement) = if is_space {
        ("use a plain space", " ")
    } else {
        ("remove it", "")
    };
    let message = format!("invisible character U+{:04X}", u32::from(first));
    let diagnostic = Diagnostic::new(Code::UnexpectedToken, span, message, help);
    Some(diagnostic.with_fix(Fix::replace(span, replacement)))
}

fn end_of_stray(cursor: Cursor<'_>) -> usize {
    let stray = cursor.window().chars().take_while(|c| is_stray(*c));
    cursor.at + stray.map(char::len_utf8).sum::<usize>()
}

pub(super) fn in_clause(context: &Context<'_>) -> Option<Recovery> {
    let diagnostic = stray_characters(context.stopped)?;
    let end = diagnostic.span().end();
    // Before a clause the characters are skipped; inside, the clause is.
    Some(if end_of_stray(context.start) == end {
        Recovery::then_operand(diagnostic, end)
    } else {
        Recovery::then_connective(diagnostic, context.stopped.next_boundary())
    })
}

pub(super) fn after_clause(context: &Context<'_>) -> Option<Recovery> {
    let diagnostic = stray_characters(context.start)?;
    let end = diagnostic.span().end();
    Some(Recovery::then_connective(diagnostic, end))
}
