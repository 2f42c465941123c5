//! Rust.

use tree_sitter::Node;

use super::reader::c_escape;
use super::{
    Call, NameKind, Named, Reader, Syntax, named_children, named_fields, sum, text, unquoted,
};
use crate::commands::lint::format_string;
use crate::commands::lint::host_string::Quoting;

pub(super) struct Rust;

const ESCAPE_CALL: &str = r#".replace('\'', "\\'")"#;

static STRING: Quoting = Quoting {
    escapes: &[('"', "\\\""), ('\\', "\\\\")],
    denied: &[],
    escape_call: ESCAPE_CALL,
};
static FORMAT: Quoting = Quoting {
    escapes: &[('"', "\\\""), ('\\', "\\\\"), ('{', "{{"), ('}', "}}")],
    denied: &[],
    escape_call: ESCAPE_CALL,
};
static RAW: Quoting = Quoting {
    escapes: &[],
    denied: &['"'],
    escape_call: ESCAPE_CALL,
};

/// Methods that convert a literal to another string type.
const CONVERSIONS: [&str; 4] = ["to_string", "to_owned", "into", "as_str"];

impl Syntax for Rust {
    fn read(&self, node: Node<'_>, reader: &mut Reader<'_, '_>) -> bool {
        match node.kind() {
            "string_literal" => {
                let children = named_children(node);
                if let (Some(first), Some(last)) = (children.first(), children.last()) {
                    // A line break with `\r` is two nodes.
                    let content = first.start_byte()..last.end_byte();
                    reader.scanned(content, escape_sequence, &STRING);
                }
                true
            }
            "raw_string_literal" => {
                for child in named_children(node) {
                    reader.verbatim(child.byte_range(), &RAW);
                }
                true
            }
            "parenthesized_expression" | "reference_expression" => {
                match named_children(node).last() {
                    Some(inner) => {
                        reader.operand(*inner);
                        true
                    }
                    None => false,
                }
            }
            "binary_expression" if sum(node).is_some() => reader.chain(node, sum),
            "call_expression" => conversion(node, reader),
            "macro_invocation" => format(node, reader),
            _ => false,
        }
    }

    fn named<'t>(&self, node: Node<'t>, source: &str) -> Option<Named<'t>> {
        let (kind, name, value) = match node.kind() {
            "let_declaration" => (NameKind::Assigned, "pattern", "value"),
            "const_item" | "static_item" => (NameKind::Assigned, "name", "value"),
            "assignment_expression" => (NameKind::Assigned, "left", "right"),
            "compound_assignment_expr" => (NameKind::Appended, "left", "right"),
            "field_initializer" => (NameKind::Key, "field", "value"),
            "call_expression" => return pushed(node, source),
            _ => return None,
        };
        named_fields(node, source, kind, name, value)
    }

    /// Returns the key before a value in `json!({"filter": "…"})`.
    fn name_before(&self, node: Node<'_>, source: &str) -> Option<String> {
        let colon = node.prev_sibling().filter(|before| before.kind() == ":")?;
        let key = colon.prev_sibling()?;
        let is_key = matches!(key.kind(), "string_literal" | "identifier");
        let is_macro = node.parent()?.kind() == "token_tree";
        (is_key && is_macro).then(|| unquoted(text(key, source)).to_owned())
    }

    fn call<'t>(&self, node: Node<'t>) -> Option<Call<'t>> {
        let (function, arguments) = match node.kind() {
            "call_expression" => ("function", "arguments"),
            "struct_expression" => ("name", "body"),
            _ => return None,
        };
        Some(Call {
            function: node.child_by_field_name(function)?,
            arguments: named_children(node.child_by_field_name(arguments)?),
        })
    }

    fn is_boundary(&self, kind: &str) -> bool {
        matches!(
            kind,
            "block" | "expression_statement" | "source_file" | "match_arm"
        )
    }

    fn is_function(&self, kind: &str) -> bool {
        kind == "function_item"
    }

    fn is_variable(&self, kind: &str) -> bool {
        matches!(kind, "identifier" | "field_expression")
    }
}

/// A line break after a backslash continues the literal after the white space.
fn escape_sequence(rest: &str) -> Option<(usize, String)> {
    let after = rest.strip_prefix("\\\n");
    match after.or_else(|| rest.strip_prefix("\\\r\n")) {
        Some(after) => Some((rest.len() - after.trim_start().len(), String::new())),
        None => c_escape(rest),
    }
}

/// Returns the method and the object of `object.method(…)`.
fn method<'t>(node: Node<'t>) -> Option<(Node<'t>, Node<'t>)> {
    let function = node.child_by_field_name("function")?;
    let object = function.child_by_field_name("value")?;
    Some((function.child_by_field_name("field")?, object))
}

/// Returns `filter` and the string for `filter.push_str("…")`.
fn pushed<'t>(node: Node<'t>, source: &str) -> Option<Named<'t>> {
    let (method, object) = method(node)?;
    let value = node.child_by_field_name("arguments")?;
    (text(method, source) == "push_str").then(|| Named {
        kind: NameKind::Appended,
        name: super::target_name(text(object, source)).to_owned(),
        value,
    })
}

fn conversion(node: Node<'_>, reader: &mut Reader<'_, '_>) -> bool {
    let Some((method, object)) = method(node) else {
        return false;
    };
    let is_conversion = CONVERSIONS.contains(&reader.text(method));
    if is_conversion {
        reader.operand(object);
    }
    is_conversion && reader.string.has_literal()
}

fn format(node: Node<'_>, reader: &mut Reader<'_, '_>) -> bool {
    let name = node.child_by_field_name("macro");
    if name.is_none_or(|name| reader.text(name) != "format") {
        return false;
    }
    let tokens = named_children(node).into_iter();
    let Some(tree) = tokens.last().filter(|tree| tree.kind() == "token_tree") else {
        return false;
    };
    let Some(literal) = named_children(tree).first().copied() else {
        return false;
    };
    let Some(mut format) = reader.separately(literal) else {
        return false;
    };
    for piece in &mut format.pieces {
        if let crate::commands::lint::host_string::Piece::Text(text) = piece
            && std::ptr::eq(text.quoting, &STRING)
        {
            text.quoting = &FORMAT;
        }
    }
    let rest = literal.end_byte()..tree.end_byte().saturating_sub(1);
    let arguments = format_string::split_arguments(reader.source.get(rest).unwrap_or_default());
    let replaced = format_string::braces(&format, &arguments);
    reader.string.pieces.extend(replaced.pieces);
    true
}
