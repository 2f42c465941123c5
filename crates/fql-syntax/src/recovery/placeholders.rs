//! Placeholders that are not closed, or are where none is supported.

use super::{Context, Cursor, Recovery};
use crate::ast::span::Span;
use crate::ast::tree::NodeKind;
use crate::diagnostics::code::Code;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::parser::grammar::{self, Expected};

pub(crate) fn unclosed_placeholder(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::InvalidPlaceholder,
        span,
        "unclosed placeholder",
        "add a `}`",
    )
}

pub(super) fn unclosed(context: &Context<'_>) -> Option<Recovery> {
    if context.expected != Expected::ClosingBrace {
        return None;
    }
    let end = context.stopped.source().len();
    let diagnostic = unclosed_placeholder(Span::new(context.stopped.at, end));
    Some(Recovery::then_connective(diagnostic, end))
}

pub(super) fn misplaced(context: &Context<'_>) -> Option<Recovery> {
    let cursor = context.stopped;
    cursor
        .starts_with("{")
        .then(|| misplaced_placeholder(cursor, PLACEHOLDER_HELP))
}

/// `{property}:'x'`: the placeholder was taken for a clause.
pub(super) fn as_property(context: &Context<'_>) -> Option<Recovery> {
    let cursor = context.start;
    let node = context
        .previous
        .filter(|node| node.kind == NodeKind::PlaceholderClause)?;
    let before = cursor.before().trim_end_matches([')', ' ']);
    if !cursor.starts_with(":") || before.len() != node.property.end() {
        return None;
    }
    Some(Recovery {
        resume: cursor.next_boundary(),
        ..misplaced_placeholder(cursor.moved_to(node.property.start()), PROPERTY_HELP)
    })
}

const PLACEHOLDER_HELP: &str =
    "use placeholders for whole values, all values of a list, or whole clauses";
const PROPERTY_HELP: &str = "write the property in the literal; for a property that is known only at run time, use \
     `Filter::clause`";

fn misplaced_placeholder(cursor: Cursor<'_>, help: &'static str) -> Recovery {
    let (message, help) = if cursor.grammar.is_template {
        ("misplaced placeholder", help)
    } else {
        (
            "`{` outside a string",
            "use a value; only templates support placeholders",
        )
    };
    let diagnostic = Diagnostic::new(Code::MisplacedPlaceholder, cursor.span(1), message, help);
    let resume = match grammar::placeholder(cursor.bytes()) {
        Ok((rest, ())) => cursor.grammar.offset(rest),
        Err(_) => cursor.source().len(),
    };
    Recovery::then_connective(diagnostic, resume)
}
