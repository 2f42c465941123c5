//! What only templates have: holes, and braces in quotes.

use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::report::Diagnostics;
use crate::span::Span;
use crate::tree::{ListItem, LiteralKind, Node, Tag};

/// The filter in the hole is known only when the program runs, and may be the one that has no
/// negation.
pub(super) fn negated_hole(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::HoleElsewhere,
        span,
        "a placeholder for a clause stands in a negated group",
        "negate the filter in the program, and write the placeholder outside the group",
    )
}

/// Reports single braces inside quotes, where a hole would be quoted twice, and holes with nothing
/// in them.
pub(super) fn check(text: &str, nodes: &[Node], elements: &[ListItem], findings: &mut Diagnostics) {
    let values = nodes.iter().filter_map(|node| match node.tag {
        Tag::Clause(scalar) => Some((scalar, node.value)),
        Tag::PlaceholderClause => Some((LiteralKind::Placeholder, node.value)),
        Tag::Group(_) | Tag::ListClause => None,
    });
    let listed = elements
        .iter()
        .map(|element| (element.scalar, element.span));
    for (scalar, span) in values.chain(listed) {
        if scalar == LiteralKind::Placeholder
            && span.slice(text)[1..span.len() - 1].trim().is_empty()
        {
            findings.push(Diagnostic::new(
                Code::InvalidHole,
                span,
                "nothing stands between the braces",
                "write an expression between them: `{value}`",
            ));
        }
        let is_quoted = matches!(
            scalar,
            LiteralKind::SingleQuoted | LiteralKind::DoubleQuoted
        );
        if let Some(at) = is_quoted.then(|| single_brace(span.slice(text))).flatten() {
            let brace = Span::new(span.start() + at, span.start() + at + 1);
            findings.push(Diagnostic::new(
                Code::HoleInQuotes,
                brace,
                format!("`{}` stands inside quotes", brace.slice(text)),
                "drop the quotes around `{…}`: the value is quoted and escaped as it is printed; \
                 for a brace itself write it twice",
            ));
        }
    }
}

/// The offset of the first brace that is not doubled.
fn single_brace(quoted: &str) -> Option<usize> {
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
