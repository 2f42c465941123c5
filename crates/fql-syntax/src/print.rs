//! Tree to canonical text: no white space, single quotes, the fewest escapes, and parentheses
//! wherever `+` and `,` mix, so that no reader's idea of precedence matters.

use crate::escape;
use crate::operator::Operator;
use crate::span::Span;
use crate::tree::{Connective, LiteralKind, Node, Tag, Tree};
use crate::value::StringLiteral;

/// A group that is being printed.
#[derive(Clone, Copy)]
struct Open {
    join: Connective,
    end: usize,
}

pub(crate) fn tree(tree: &Tree<'_>, out: &mut String) {
    out.reserve(tree.text.len());
    let Some(join) = tree.connective() else {
        // One part, or the clauses of a text that is no filter.
        return tree.nodes.iter().for_each(|node| part(tree, node, out));
    };
    // The root needs no parentheses; any other group mixes with the one around it.
    let end = tree.nodes.len();
    let mut group = Open { join, end };
    let mut outer: Vec<Open> = Vec::new();
    let mut at_start = true;
    for (index, node) in tree.nodes.iter().enumerate().skip(1) {
        while group.end == index {
            out.push(')');
            group = outer.pop().unwrap_or(Open { join, end });
        }
        if !at_start {
            out.push(group.join.symbol());
        }
        at_start = false;
        if let Tag::Group(join) = node.tag {
            out.push('(');
            outer.push(group);
            group = Open {
                join,
                end: node.end as usize,
            };
            at_start = true;
        } else {
            part(tree, node, out);
        }
    }
    out.extend(outer.iter().map(|_| ')'));
}

/// Prints what is no group.
fn part(tree: &Tree<'_>, node: &Node, out: &mut String) {
    match node.tag {
        Tag::PlaceholderClause => out.push_str(node.property.slice(&tree.text)),
        _ => clause(tree, node, out),
    }
}

pub(crate) fn clause(tree: &Tree<'_>, node: &Node, out: &mut String) {
    if node.canonical {
        out.push_str(node.property.to(node.value).slice(&tree.text));
        return;
    }
    out.push_str(node.property.slice(&tree.text));
    out.push(':');
    out.push_str(Operator::spelling(node.operator));
    match node.tag {
        Tag::Clause(kind) => scalar(kind, node.value, &tree.text, out),
        _ => {
            out.push('[');
            let elements = &tree.elements[node.first as usize..node.end as usize];
            for (index, element) in elements.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                scalar(element.scalar, element.span, &tree.text, out);
            }
            out.push(']');
        }
    }
}

fn scalar(kind: LiteralKind, span: Span, text: &str, out: &mut String) {
    let spelled = span.slice(text);
    let quote = match kind {
        LiteralKind::SingleQuoted => '\'',
        LiteralKind::DoubleQuoted => '"',
        _ => return out.push_str(spelled),
    };
    let content = &spelled[1..spelled.len() - 1];
    escape::push_quoted(&StringLiteral::new(content, quote).value(), out);
}
