//! PowerShell.

use std::ops::Range;

use tree_sitter::Node;

use super::{Call, NameKind, Named, Reader, Syntax, named_children, target_name, text};
use crate::commands::lint::format_string;
use crate::commands::lint::host_string::Quoting;

pub(super) struct PowerShell;

const ESCAPE_CALL: &str = r#"-replace "'","\'""#;

static EXPANDABLE: Quoting = Quoting {
    escapes: &[('"', "`\""), ('`', "``"), ('$', "`$")],
    denied: &[],
    escape_call: ESCAPE_CALL,
};
static VERBATIM: Quoting = Quoting {
    escapes: &[('\'', "''")],
    denied: &[],
    escape_call: ESCAPE_CALL,
};
static EXPANDABLE_HERE: Quoting = Quoting {
    escapes: &[('`', "``"), ('$', "`$")],
    denied: &[],
    escape_call: ESCAPE_CALL,
};
static VERBATIM_HERE: Quoting = Quoting {
    escapes: &[],
    denied: &[],
    escape_call: ESCAPE_CALL,
};

impl Syntax for PowerShell {
    fn read(&self, node: Node<'_>, reader: &mut Reader<'_, '_>) -> bool {
        let children = named_children(node);
        match node.kind() {
            "expandable_string_literal" => {
                expandable(node, inside(node, 1), &EXPANDABLE, reader);
            }
            "expandable_here_string_literal" => {
                let content = inside_here(node, reader.source);
                expandable(node, content, &EXPANDABLE_HERE, reader);
            }
            "verbatim_string_characters" => {
                reader.scanned(inside(node, 1), doubled_quote, &VERBATIM);
            }
            "verbatim_here_string_characters" => {
                reader.verbatim(inside_here(node, reader.source), &VERBATIM_HERE);
            }
            "additive_expression" if operands(node).is_some() => {
                return reader.chain(unwrapped(node), operands);
            }
            "format_expression" if children.len() == 3 => return format(&children, reader),
            "parenthesized_expression" => match children.as_slice() {
                [inner] => reader.operand(*inner),
                _ => return false,
            },
            // Each level of the grammar is a node of its own.
            _ => match children.as_slice() {
                [only] if only.byte_range() == node.byte_range() => reader.operand(*only),
                _ => return false,
            },
        }
        reader.string.has_literal()
    }

    fn named<'t>(&self, node: Node<'t>, source: &str) -> Option<Named<'t>> {
        let children = named_children(node);
        let (target, value, kind) = match node.kind() {
            "assignment_expression" => {
                let target = *children.first()?;
                let value = node.child_by_field_name("value")?;
                let operator = children
                    .get(1)
                    .map_or("", |operator| text(*operator, source));
                let kind = match operator {
                    "+=" => NameKind::Appended,
                    _ => super::assigned_kind(target, value, source),
                };
                (target, value, kind)
            }
            "hash_entry" => (*children.first()?, *children.last()?, NameKind::Key),
            "script_parameter" => {
                let is_default = |child: &&Node<'_>| child.kind() == "script_parameter_default";
                let value = children.iter().find(is_default)?;
                let variable = children.iter().find(|child| child.kind() == "variable")?;
                (*variable, *value, NameKind::Assigned)
            }
            _ => return None,
        };
        Some(Named {
            kind,
            name: target_name(text(target, source)).to_owned(),
            value,
        })
    }

    /// Returns the name of the parameter before an argument of a command.
    fn name_before(&self, node: Node<'_>, source: &str) -> Option<String> {
        let mut before = node.prev_named_sibling()?;
        if before.kind() == "command_argument_sep" {
            before = before.prev_named_sibling()?;
        }
        let name = text(before, source)
            .trim_end_matches(':')
            .strip_prefix('-')?;
        (before.kind() == "command_parameter").then(|| name.to_owned())
    }

    fn call<'t>(&self, node: Node<'t>) -> Option<Call<'t>> {
        if node.kind() != "command" {
            return None;
        }
        let arguments = node.child_by_field_name("command_elements");
        Some(Call {
            function: node.child_by_field_name("command_name")?,
            arguments: arguments.map(named_children).unwrap_or_default(),
        })
    }

    fn is_boundary(&self, kind: &str) -> bool {
        kind.ends_with("_statement")
            || matches!(kind, "statement_list" | "script_block" | "program")
    }

    fn is_function(&self, kind: &str) -> bool {
        kind == "function_statement"
    }

    fn is_variable(&self, kind: &str) -> bool {
        kind == "variable"
    }
}

/// Returns the content of a literal with delimiters of this length.
fn inside(node: Node<'_>, delimiter: usize) -> Range<usize> {
    let start = node.start_byte() + delimiter;
    start..node.end_byte().saturating_sub(delimiter).max(start)
}

/// Returns the content of a here-string: the lines between its delimiters.
fn inside_here(node: Node<'_>, source: &str) -> Range<usize> {
    let content = inside(node, 2);
    let text = source.get(content.clone()).unwrap_or_default();
    let start = text.find('\n').map_or(0, |at| at + 1);
    let lines = &text[start..];
    let lines = lines.strip_suffix('\n').unwrap_or(lines);
    let lines = lines.strip_suffix('\r').unwrap_or(lines);
    content.start + start..content.start + start + lines.len()
}

/// Returns the innermost node of the same source.
fn unwrapped(node: Node<'_>) -> Node<'_> {
    let mut node = node;
    while let [only] = named_children(node).as_slice()
        && only.byte_range() == node.byte_range()
    {
        node = *only;
    }
    node
}

fn operands(node: Node<'_>) -> Option<(Node<'_>, Node<'_>)> {
    let node = unwrapped(node);
    let is_sum = node.kind() == "additive_expression" && node.child(1)?.kind() == "+";
    let left = node.named_child(0)?;
    let right = node.named_child(1)?;
    is_sum.then_some((left, right))
}

fn doubled_quote(rest: &str) -> Option<(usize, String)> {
    rest.starts_with("''").then(|| (2, "'".to_owned()))
}

fn escape_sequence(rest: &str) -> Option<(usize, String)> {
    if rest.starts_with("\"\"") {
        return Some((2, "\"".to_owned()));
    }
    let escaped = rest.strip_prefix('`')?.chars().next()?;
    let decoded = match escaped {
        'n' => "\n".to_owned(),
        't' => "\t".to_owned(),
        'r' => "\r".to_owned(),
        '0' => "\0".to_owned(),
        '\n' => String::new(),
        other => other.to_string(),
    };
    Some((1 + escaped.len_utf8(), decoded))
}

fn expandable(
    node: Node<'_>,
    content: Range<usize>,
    quoting: &'static Quoting,
    reader: &mut Reader<'_, '_>,
) {
    let mut copied = content.start;
    for child in named_children(node) {
        if !matches!(child.kind(), "variable" | "sub_expression") {
            continue;
        }
        reader.scanned(
            copied..child.start_byte().max(copied),
            escape_sequence,
            quoting,
        );
        let expression = reader.text(child);
        let expression = expression
            .strip_prefix("$(")
            .and_then(|inner| inner.strip_suffix(')'))
            .unwrap_or(expression);
        reader.interpolation(child.byte_range(), expression);
        copied = child.end_byte();
    }
    reader.scanned(copied..content.end.max(copied), escape_sequence, quoting);
}

fn format(children: &[Node<'_>], reader: &mut Reader<'_, '_>) -> bool {
    let [left, _, right] = children else {
        return false;
    };
    let Some(format) = reader.separately(*left) else {
        return false;
    };
    let list = unwrapped(*right);
    let arguments = match list.kind() {
        "array_literal_expression" => reader.arguments(named_children(list)),
        _ => reader.arguments([*right]),
    };
    let replaced = format_string::braces(&format, &arguments);
    reader.string.pieces.extend(replaced.pieces);
    true
}
