//! The canonical text: no white space, single quotes, the fewest escapes, and parentheses wherever
//! `+` and `,` mix, so that operator precedence does not matter.

use std::fmt;

use crate::ast::literal::{ListItem, LiteralKind, StringLiteral, Value, is_like_string};
use crate::ast::span::Span;
use crate::ast::tree::{Clause, Connective, Node, NodeKind, Tree};
use crate::escape;

impl Tree<'_> {
    /// Returns the canonical text. `Display` gives the same, but copies it.
    #[must_use]
    pub fn canonical(&self) -> String {
        let mut out = String::new();
        self.print_to(&mut out);
        out
    }

    /// Appends the canonical text.
    pub fn print_to(&self, out: &mut String) {
        out.reserve(self.source.len());
        match self.connective() {
            Some(connective) => print_root(self, connective, out),
            // One part, or the clauses of an invalid filter.
            None => self
                .nodes
                .iter()
                .for_each(|node| print_part(self, node, out)),
        }
    }
}

impl fmt::Display for Tree<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.canonical())
    }
}

impl fmt::Debug for Tree<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Tree").field(&self.canonical()).finish()
    }
}

impl Clause<'_> {
    /// Returns the canonical text of the clause.
    #[must_use]
    pub fn canonical(&self) -> String {
        let mut out = String::with_capacity(self.span().len());
        print_clause(self.tree, self.node, &mut out);
        out
    }
}

impl fmt::Debug for Clause<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Clause").field(&self.canonical()).finish()
    }
}

impl Value<'_> {
    /// Returns the canonical text of the value.
    #[must_use]
    pub fn canonical(self) -> String {
        match self {
            Self::String(literal) => {
                let mut quoted = String::new();
                escape::push_quoted(&literal.value(), &mut quoted);
                quoted
            }
            Self::Integer(spelling) | Self::Float(spelling) => spelling.into(),
            Self::Word(spelling) if is_like_string(spelling) => format!("'{spelling}'"),
            Self::Word(spelling) => spelling.into(),
            Self::Boolean(true) => "true".into(),
            Self::Boolean(false) => "false".into(),
            Self::Null => "null".into(),
            Self::List(list) => {
                let values: Vec<String> = list.iter().map(Value::canonical).collect();
                format!("[{}]", values.join(","))
            }
            Self::Placeholder(placeholder) => format!("{{{}}}", placeholder.expression()),
        }
    }
}

/// A group whose parts are being printed.
#[derive(Clone, Copy)]
struct OpenGroup {
    connective: Connective,
    end: usize,
}

/// Prints a tree of several clauses. The root needs no parentheses; any other group needs them,
/// because its connective differs from the one around it.
fn print_root(tree: &Tree<'_>, connective: Connective, out: &mut String) {
    let root = OpenGroup {
        connective,
        end: tree.nodes.len(),
    };
    let mut group = root;
    let mut outer: Vec<OpenGroup> = Vec::new();
    let mut is_first = true;
    // Canonical clauses with nothing but the connective between them are copied together, in a third
    // of the time.
    let mut copied = Span::default();
    for (index, node) in tree.nodes.iter().enumerate().skip(1) {
        let is_next = !copied.is_empty() && copied.end() + 1 == node.property.start();
        if is_next && index < group.end && node.is_canonical {
            copied = copied.to(node.value);
            continue;
        }
        out.push_str(copied.slice(&tree.source));
        copied = Span::default();
        while group.end == index {
            out.push(')');
            group = outer.pop().unwrap_or(root);
        }
        if !is_first {
            out.push(group.connective.symbol());
        }
        is_first = false;
        match node.kind {
            NodeKind::Group(connective) => {
                out.push('(');
                outer.push(group);
                let end = node.range().end;
                group = OpenGroup { connective, end };
                is_first = true;
            }
            _ if node.is_canonical => copied = node.property.to(node.value),
            _ => print_part(tree, node, out),
        }
    }
    out.push_str(copied.slice(&tree.source));
    out.extend(outer.iter().map(|_| ')'));
}

fn print_part(tree: &Tree<'_>, node: &Node, out: &mut String) {
    match node.kind {
        NodeKind::PlaceholderClause => out.push_str(node.property.slice(&tree.source)),
        _ => print_clause(tree, node, out),
    }
}

fn print_clause(tree: &Tree<'_>, node: &Node, out: &mut String) {
    if node.is_canonical {
        out.push_str(node.property.to(node.value).slice(&tree.source));
        return;
    }
    out.push_str(node.property.slice(&tree.source));
    out.push(':');
    out.push_str(node.operator.spelling());
    let clause = Clause { tree, node };
    match node.kind {
        NodeKind::Clause(kind) => print_item(clause.single_item(kind), &tree.source, out),
        _ => {
            out.push('[');
            for (index, item) in clause.list_items().iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                print_item(*item, &tree.source, out);
            }
            out.push(']');
        }
    }
}

fn print_item(item: ListItem, source: &str, out: &mut String) {
    let spelling = item.span.slice(source);
    let quote = match item.kind {
        LiteralKind::SingleQuoted => '\'',
        LiteralKind::DoubleQuoted => '"',
        // A word has no character that needs an escape.
        LiteralKind::Word if is_like_string(spelling) => {
            out.push('\'');
            out.push_str(spelling);
            return out.push('\'');
        }
        _ => return out.push_str(spelling),
    };
    let content = &spelling[1..spelling.len() - 1];
    escape::push_quoted(&StringLiteral::new(content, quote).value(), out);
}
