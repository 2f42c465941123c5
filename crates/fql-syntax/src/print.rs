//! Tree to canonical text: no white space, single quotes, the fewest escapes, and parentheses
//! wherever `+` and `,` mix, so that no reader's idea of precedence matters.

use crate::escape;
use crate::operator::Operator;
use crate::span::Span;
use crate::tree::{Join, Node, Scalar, Tag, Tree};
use crate::value::Text;

/// A group that is being printed.
struct Open {
    join: Join,
    end: usize,
    in_parentheses: bool,
}

pub(crate) fn tree(tree: &Tree<'_>, out: &mut String) {
    out.reserve(tree.text.len());
    let mut open: Vec<Open> = Vec::new();
    let mut at_start = true;
    for (index, node) in tree.nodes.iter().enumerate() {
        close_finished(&mut open, index, out);
        if !at_start && let Some(group) = open.last() {
            out.push(group.join.symbol());
        }
        at_start = false;
        match node.tag {
            Tag::Group(join) => {
                // The root needs no parentheses; any other group mixes with the one around it.
                let in_parentheses = !open.is_empty();
                if in_parentheses {
                    out.push('(');
                }
                open.push(Open {
                    join,
                    end: node.end as usize,
                    in_parentheses,
                });
                at_start = true;
            }
            Tag::HoleClause => out.push_str(node.property.slice(&tree.text)),
            Tag::Clause(_) | Tag::ListClause => clause(tree, node, out),
        }
    }
    close_finished(&mut open, tree.nodes.len(), out);
}

fn close_finished(open: &mut Vec<Open>, index: usize, out: &mut String) {
    while open.last().is_some_and(|group| group.end == index) {
        if open.pop().is_some_and(|group| group.in_parentheses) {
            out.push(')');
        }
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

fn scalar(kind: Scalar, span: Span, text: &str, out: &mut String) {
    let spelled = span.slice(text);
    let quote = match kind {
        Scalar::SingleQuoted => '\'',
        Scalar::DoubleQuoted => '"',
        _ => return out.push_str(spelled),
    };
    let content = &spelled[1..spelled.len() - 1];
    escape::push_quoted(&Text::new(content, quote).value(), out);
}
