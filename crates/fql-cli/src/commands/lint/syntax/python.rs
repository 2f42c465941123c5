//! Python.

use tree_sitter::Node;

use super::reader::c_escape;
use super::{Call, NameKind, Named, Reader, Syntax, named_children, named_fields, text, unquoted};
use crate::commands::lint::format_string::{self, Arguments};
use crate::commands::lint::host_string::Quoting;

pub(super) struct Python;

const ESCAPE_CALL: &str = r#".replace("'", "\\'")"#;

macro_rules! quoting {
    ($escapes:expr, $denied:expr) => {
        Quoting {
            escapes: $escapes,
            denied: $denied,
            escape_call: ESCAPE_CALL,
        }
    };
}

static DOUBLE: Quoting = quoting!(&[('"', "\\\""), ('\\', "\\\\")], &[]);
static SINGLE: Quoting = quoting!(&[('\'', "\\'"), ('\\', "\\\\")], &[]);
static RAW_DOUBLE: Quoting = quoting!(&[], &['"', '\\']);
static RAW_SINGLE: Quoting = quoting!(&[], &['\'', '\\']);
static FORMAT_DOUBLE: Quoting = quoting!(
    &[('"', "\\\""), ('\\', "\\\\"), ('{', "{{"), ('}', "}}")],
    &[]
);
static FORMAT_SINGLE: Quoting = quoting!(
    &[('\'', "\\'"), ('\\', "\\\\"), ('{', "{{"), ('}', "}}")],
    &[]
);

impl Syntax for Python {
    fn read(&self, node: Node<'_>, reader: &mut Reader<'_, '_>) -> bool {
        match node.kind() {
            "string" => {
                literal(node, reader);
                true
            }
            "concatenated_string" => {
                named_children(node)
                    .into_iter()
                    .for_each(|child| reader.operand(child));
                true
            }
            "parenthesized_expression" => match named_children(node).as_slice() {
                [inner] => {
                    reader.operand(*inner);
                    reader.string.has_literal()
                }
                _ => false,
            },
            "binary_operator" => match operator(node, reader.source) {
                "+" => reader.chain(node, |node| operands(node, "+")),
                "%" => percent(node, reader),
                _ => false,
            },
            "call" => format_call(node, reader),
            _ => false,
        }
    }

    fn named<'t>(&self, node: Node<'t>, source: &str) -> Option<Named<'t>> {
        let (kind, name, value) = match node.kind() {
            "keyword_argument" => (NameKind::Argument, "name", "value"),
            "default_parameter" | "typed_default_parameter" | "named_expression" => {
                (NameKind::Assigned, "name", "value")
            }
            "pair" => (NameKind::Key, "key", "value"),
            "assignment" => (NameKind::Assigned, "left", "right"),
            "augmented_assignment" => (NameKind::Appended, "left", "right"),
            _ => return None,
        };
        named_fields(node, source, kind, name, value)
    }

    fn call<'t>(&self, node: Node<'t>) -> Option<Call<'t>> {
        if node.kind() != "call" {
            return None;
        }
        let arguments = node.child_by_field_name("arguments")?;
        Some(Call {
            function: node.child_by_field_name("function")?,
            arguments: named_children(arguments),
        })
    }

    fn is_boundary(&self, kind: &str) -> bool {
        kind.ends_with("_statement") || matches!(kind, "block" | "module" | "lambda")
    }

    fn is_function(&self, kind: &str) -> bool {
        kind == "function_definition"
    }

    fn is_variable(&self, kind: &str) -> bool {
        matches!(kind, "identifier" | "attribute")
    }
}

fn operator<'s>(node: Node<'_>, source: &'s str) -> &'s str {
    node.child_by_field_name("operator")
        .map_or("", |operator| text(operator, source))
}

fn operands<'t>(node: Node<'t>, kind: &str) -> Option<(Node<'t>, Node<'t>)> {
    let is_sum =
        node.kind() == "binary_operator" && node.child_by_field_name("operator")?.kind() == kind;
    let left = node.child_by_field_name("left")?;
    let right = node.child_by_field_name("right")?;
    is_sum.then_some((left, right))
}

fn literal(node: Node<'_>, reader: &mut Reader<'_, '_>) {
    let children = named_children(node);
    let start = children.first().map_or("", |start| reader.text(*start));
    let (prefix, quote) = match start.find(['"', '\'']) {
        Some(at) => start.split_at(at),
        None => ("", start),
    };
    let has = |letter| prefix.to_ascii_lowercase().contains(letter);
    let is_double = quote.starts_with('"');
    let quoting = match (has('r'), has('f'), is_double) {
        (true, _, true) => &RAW_DOUBLE,
        (true, _, false) => &RAW_SINGLE,
        (false, true, true) => &FORMAT_DOUBLE,
        (false, true, false) => &FORMAT_SINGLE,
        (false, false, true) => &DOUBLE,
        (false, false, false) => &SINGLE,
    };
    let (is_raw, is_format) = (has('r'), has('f'));
    for child in children {
        match child.kind() {
            "string_content" => {
                let escape = |rest: &str| escape_sequence(rest, is_raw, is_format);
                reader.scanned(child.byte_range(), escape, quoting);
            }
            "interpolation" => {
                let expression = child.child_by_field_name("expression");
                let expression = expression.map_or("", |expression| reader.text(expression));
                let form = child.child_by_field_name("format_specifier");
                let form = form.map_or("", |form| reader.text(form));
                // `%` formats a time.
                match form.ends_with(['d', 'x', 'f']) || form.contains('%') {
                    true => reader.number(child.byte_range(), expression),
                    false => reader.interpolation(child.byte_range(), expression),
                }
            }
            _ => {}
        }
    }
}

fn escape_sequence(rest: &str, is_raw: bool, is_format: bool) -> Option<(usize, String)> {
    match rest.get(..2) {
        Some("{{") if is_format => Some((2, "{".to_owned())),
        Some("}}") if is_format => Some((2, "}".to_owned())),
        _ if is_raw => None,
        _ => c_escape(rest),
    }
}

fn percent(node: Node<'_>, reader: &mut Reader<'_, '_>) -> bool {
    let (Some(left), Some(right)) = (
        node.child_by_field_name("left"),
        node.child_by_field_name("right"),
    ) else {
        return false;
    };
    let Some(format) = reader.separately(left) else {
        return false;
    };
    let arguments = match right.kind() {
        "tuple" => reader.arguments(named_children(right)),
        "dictionary" => pairs(right, reader),
        _ => reader.arguments([right]),
    };
    let replaced = format_string::percent(&format, &arguments);
    reader.string.pieces.extend(replaced.pieces);
    true
}

fn pairs(dictionary: Node<'_>, reader: &Reader<'_, '_>) -> Arguments {
    let pairs = named_children(dictionary).into_iter().filter_map(|pair| {
        let key = reader.text(pair.child_by_field_name("key")?);
        let value = reader.text(pair.child_by_field_name("value")?);
        Some((Some(unquoted(key).to_owned()), value.to_owned()))
    });
    pairs.collect()
}

/// Reads `"…".format(…)`, and methods that keep the content of a literal, such as `strip`.
fn format_call(node: Node<'_>, reader: &mut Reader<'_, '_>) -> bool {
    let function = node.child_by_field_name("function");
    let Some(function) = function.filter(|function| function.kind() == "attribute") else {
        return false;
    };
    let (Some(object), Some(method)) = (
        function.child_by_field_name("object"),
        function.child_by_field_name("attribute"),
    ) else {
        return false;
    };
    let Some(arguments) = node.child_by_field_name("arguments") else {
        return false;
    };
    match reader.text(method) {
        "format" => {
            let Some(format) = reader.separately(object) else {
                return false;
            };
            let arguments = named_children(arguments).into_iter().map(|argument| {
                let named = Python.named(argument, reader.source);
                match named {
                    Some(named) => (Some(named.name), reader.text(named.value).to_owned()),
                    None => (None, reader.text(argument).to_owned()),
                }
            });
            let arguments: Arguments = arguments.collect();
            let replaced = format_string::braces(&format, &arguments);
            reader.string.pieces.extend(replaced.pieces);
            true
        }
        "strip" if arguments.named_child_count() == 0 => {
            reader.operand(object);
            reader.string.has_literal()
        }
        _ => false,
    }
}
