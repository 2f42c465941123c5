//! JavaScript and TypeScript.

use tree_sitter::Node;

use super::reader::c_escape;
use super::{Call, NameKind, Named, Reader, Syntax, named_children, named_fields, sum};
use crate::commands::lint::host_string::Quoting;

pub(super) struct JavaScript;

const ESCAPE_CALL: &str = r#".replace(/'/g, "\\'")"#;

static DOUBLE: Quoting = Quoting {
    escapes: &[('"', "\\\""), ('\\', "\\\\")],
    denied: &[],
    escape_call: ESCAPE_CALL,
};
static SINGLE: Quoting = Quoting {
    escapes: &[('\'', "\\'"), ('\\', "\\\\")],
    denied: &[],
    escape_call: ESCAPE_CALL,
};
static TEMPLATE: Quoting = Quoting {
    escapes: &[('`', "\\`"), ('\\', "\\\\"), ('$', "\\$")],
    denied: &[],
    escape_call: ESCAPE_CALL,
};

impl Syntax for JavaScript {
    fn read(&self, node: Node<'_>, reader: &mut Reader<'_, '_>) -> bool {
        match node.kind() {
            "string" | "template_string" => {
                literal(node, reader);
                true
            }
            "parenthesized_expression" => match named_children(node).as_slice() {
                [inner] => {
                    reader.operand(*inner);
                    true
                }
                _ => false,
            },
            "binary_expression" if sum(node).is_some() => reader.chain(node, sum),
            _ => false,
        }
    }

    fn named<'t>(&self, node: Node<'t>, source: &str) -> Option<Named<'t>> {
        let (kind, name, value) = match node.kind() {
            "variable_declarator" | "public_field_definition" => {
                (NameKind::Assigned, "name", "value")
            }
            "field_definition" => (NameKind::Assigned, "property", "value"),
            "required_parameter" | "optional_parameter" => (NameKind::Assigned, "pattern", "value"),
            "assignment_expression" | "assignment_pattern" => (NameKind::Assigned, "left", "right"),
            "augmented_assignment_expression" => (NameKind::Appended, "left", "right"),
            "pair" => (NameKind::Key, "key", "value"),
            _ => return None,
        };
        named_fields(node, source, kind, name, value)
    }

    fn call<'t>(&self, node: Node<'t>) -> Option<Call<'t>> {
        let function = match node.kind() {
            "call_expression" => "function",
            "new_expression" => "constructor",
            _ => return None,
        };
        Some(Call {
            function: node.child_by_field_name(function)?,
            arguments: named_children(node.child_by_field_name("arguments")?),
        })
    }

    fn is_boundary(&self, kind: &str) -> bool {
        kind.ends_with("_statement") || matches!(kind, "statement_block" | "class_body" | "program")
    }

    fn is_function(&self, kind: &str) -> bool {
        kind.contains("function") || matches!(kind, "method_definition" | "class_body")
    }

    fn is_variable(&self, kind: &str) -> bool {
        matches!(
            kind,
            "identifier" | "shorthand_property_identifier" | "member_expression"
        )
    }
}

fn literal(node: Node<'_>, reader: &mut Reader<'_, '_>) {
    let quoting = match reader.text(node).as_bytes().first() {
        Some(b'"') => &DOUBLE,
        Some(b'`') => &TEMPLATE,
        _ => &SINGLE,
    };
    for child in named_children(node) {
        match child.kind() {
            "template_substitution" => {
                let expression = named_children(child);
                let expression = expression.first().map_or("", |inner| reader.text(*inner));
                reader.interpolation(child.byte_range(), expression);
            }
            _ => reader.scanned(child.byte_range(), escape_sequence, quoting),
        }
    }
}

/// Any other character after a backslash is itself.
fn escape_sequence(rest: &str) -> Option<(usize, String)> {
    c_escape(rest).or_else(|| {
        let escaped = rest.strip_prefix('\\')?.chars().next()?;
        Some((1 + escaped.len_utf8(), escaped.to_string()))
    })
}
