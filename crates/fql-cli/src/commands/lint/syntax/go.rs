//! Go.

use tree_sitter::Node;

use super::reader::c_escape;
use super::{Call, NameKind, Named, Reader, Syntax, named_children, named_fields, sum, text};
use crate::commands::lint::format_string;
use crate::commands::lint::host_string::Quoting;

pub(super) struct Go;

const ESCAPE_CALL: &str = "strings.ReplaceAll(value, \"'\", `\\'`)";

static INTERPRETED: Quoting = Quoting {
    escapes: &[('"', "\\\""), ('\\', "\\\\")],
    denied: &[],
    escape_call: ESCAPE_CALL,
};
static RAW: Quoting = Quoting {
    escapes: &[],
    denied: &['`'],
    escape_call: ESCAPE_CALL,
};

impl Syntax for Go {
    fn read(&self, node: Node<'_>, reader: &mut Reader<'_, '_>) -> bool {
        match node.kind() {
            "interpreted_string_literal" => {
                for child in named_children(node) {
                    reader.scanned(child.byte_range(), c_escape, &INTERPRETED);
                }
                true
            }
            "raw_string_literal" => {
                for child in named_children(node) {
                    reader.verbatim(child.byte_range(), &RAW);
                }
                true
            }
            "parenthesized_expression" | "expression_list" | "literal_element" => {
                match named_children(node).as_slice() {
                    [inner] => {
                        reader.operand(*inner);
                        true
                    }
                    _ => false,
                }
            }
            "binary_expression" if sum(node).is_some() => reader.chain(node, sum),
            "call_expression" => sprintf(node, reader),
            _ => false,
        }
    }

    fn named<'t>(&self, node: Node<'t>, source: &str) -> Option<Named<'t>> {
        let (kind, name, value) = match node.kind() {
            "short_var_declaration" => (NameKind::Assigned, "left", "right"),
            "assignment_statement" => {
                let operator = node.child_by_field_name("operator");
                match operator.is_some_and(|operator| text(operator, source) == "+=") {
                    true => (NameKind::Appended, "left", "right"),
                    false => (NameKind::Assigned, "left", "right"),
                }
            }
            "var_spec" | "const_spec" => (NameKind::Assigned, "name", "value"),
            "keyed_element" => (NameKind::Key, "key", "value"),
            _ => return None,
        };
        named_fields(node, source, kind, name, value)
    }

    fn call<'t>(&self, node: Node<'t>) -> Option<Call<'t>> {
        let (function, arguments) = match node.kind() {
            "call_expression" => ("function", "arguments"),
            "composite_literal" => ("type", "body"),
            _ => return None,
        };
        Some(Call {
            function: node.child_by_field_name(function)?,
            arguments: named_children(node.child_by_field_name(arguments)?),
        })
    }

    fn is_boundary(&self, kind: &str) -> bool {
        kind == "block" || (kind.ends_with("_statement") && kind != "assignment_statement")
    }

    fn is_function(&self, kind: &str) -> bool {
        matches!(
            kind,
            "function_declaration" | "method_declaration" | "func_literal"
        )
    }

    fn is_variable(&self, kind: &str) -> bool {
        matches!(kind, "identifier" | "selector_expression")
    }
}

fn sprintf(node: Node<'_>, reader: &mut Reader<'_, '_>) -> bool {
    let Some(call) = Go.call(node) else {
        return false;
    };
    if !reader.text(call.function).ends_with("Sprintf") {
        return false;
    }
    let Some((first, rest)) = call.arguments.split_first() else {
        return false;
    };
    let Some(format) = reader.separately(*first) else {
        return false;
    };
    let arguments = reader.arguments(rest.iter().copied());
    let replaced = format_string::percent(&format, &arguments);
    reader.string.pieces.extend(replaced.pieces);
    true
}
