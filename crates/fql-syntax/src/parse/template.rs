//! What only templates have: holes, and braces in quotes.

use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::report::Findings;
use crate::span::Span;
use crate::tree::{Element, Node, Scalar, Tag};

/// Reports single braces inside quotes: a hole there would be quoted twice.
pub(super) fn check_braces(
    text: &str,
    nodes: &[Node],
    elements: &[Element],
    findings: &mut Findings,
) {
    let values = nodes.iter().filter_map(|node| match node.tag {
        Tag::Clause(scalar) => Some((scalar, node.value)),
        _ => None,
    });
    let listed = elements
        .iter()
        .map(|element| (element.scalar, element.span));
    for (scalar, span) in values.chain(listed) {
        let is_quoted = matches!(scalar, Scalar::SingleQuoted | Scalar::DoubleQuoted);
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
