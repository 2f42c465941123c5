//! Checks of templates: placeholders, and braces in strings.

use crate::ast::literal::{ListItem, LiteralKind};
use crate::ast::span::Span;
use crate::ast::tree::{Node, NodeKind};
use crate::diagnostics::code::Code;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::diagnostics::report::Diagnostics;

/// A placeholder for a filter, which may turn out to be the match-all filter. That has no negation.
pub(super) fn negated_placeholder(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::MisplacedPlaceholder,
        span,
        "placeholder for a clause in a negated group",
        "negate the filter in the program and move the placeholder out of the group",
    )
}

/// Reports unescaped braces in strings, which are probably meant as placeholders, and empty
/// placeholders.
pub(super) fn check(
    source: &str,
    nodes: &[Node],
    items: &[ListItem],
    diagnostics: &mut Diagnostics,
) {
    let values = nodes.iter().filter_map(|node| match node.kind {
        NodeKind::Clause(kind) => Some((kind, node.value)),
        NodeKind::PlaceholderClause => Some((LiteralKind::Placeholder, node.value)),
        NodeKind::Group(_) | NodeKind::ListClause => None,
    });
    let listed = items.iter().map(|item| (item.kind, item.span));
    for (kind, span) in values.chain(listed) {
        if kind == LiteralKind::Placeholder && is_blank(span.slice(source)) {
            diagnostics.push(Diagnostic::new(
                Code::InvalidPlaceholder,
                span,
                "empty placeholder",
                "add an expression: `{value}`",
            ));
        }
        if kind.is_quoted()
            && let Some(offset) = unescaped_brace(span.slice(source))
        {
            let brace = Span::new(span.start() + offset, span.start() + offset + 1);
            diagnostics.push(brace_in_quotes(brace, brace.slice(source)));
        }
    }
}

fn is_blank(placeholder: &str) -> bool {
    placeholder[1..placeholder.len() - 1].trim().is_empty()
}

fn brace_in_quotes(span: Span, brace: &str) -> Diagnostic {
    Diagnostic::new(
        Code::PlaceholderInQuotes,
        span,
        format!("unescaped `{brace}` in a string"),
        format!(
            "remove the quotes around a placeholder, which is quoted automatically; for a literal \
             brace use `{brace}{brace}`"
        ),
    )
}

/// The offset of the first brace that is not doubled.
fn unescaped_brace(quoted: &str) -> Option<usize> {
    let bytes = quoted.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if matches!(bytes[at], b'{' | b'}') {
            if bytes.get(at + 1) != Some(&bytes[at]) {
                return Some(at);
            }
            at += 1;
        }
        at += 1;
    }
    None
}
