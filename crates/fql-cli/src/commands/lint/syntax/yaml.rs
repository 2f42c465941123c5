//! YAML.

use std::ops::Range;

use tree_sitter::Node;

use super::reader::c_escape;
use super::{Call, NameKind, Named, Reader, Syntax, named_fields};
use crate::commands::lint::host_string::Quoting;

pub(super) struct Yaml;

static DOUBLE: Quoting = Quoting {
    escapes: &[('"', "\\\""), ('\\', "\\\\")],
    denied: &[],
    escape_call: "\\'",
};
static SINGLE: Quoting = Quoting {
    escapes: &[('\'', "''")],
    denied: &[],
    escape_call: "\\'",
};
static PLAIN: Quoting = Quoting {
    escapes: &[],
    denied: &['#', '{', '}', '[', ']', ',', ' '],
    escape_call: "\\'",
};
static BLOCK: Quoting = Quoting {
    escapes: &[],
    denied: &[],
    escape_call: "\\'",
};

impl Syntax for Yaml {
    fn read(&self, node: Node<'_>, reader: &mut Reader<'_, '_>) -> bool {
        let whole = node.byte_range();
        let content = whole.start + 1..whole.end.saturating_sub(1);
        match node.kind() {
            "double_quote_scalar" => reader.template(content, double_escape, &DOUBLE),
            "single_quote_scalar" => reader.template(content, single_escape, &SINGLE),
            "plain_scalar" => reader.template(whole, line_break, &PLAIN),
            "block_scalar" => {
                let block = reader.text(node);
                let content = block_content(block, &whole);
                match block.starts_with('|') {
                    true => reader.template(content, |_| None, &BLOCK),
                    false => reader.template(content, line_break, &BLOCK),
                }
            }
            _ => return false,
        }
        true
    }

    fn named<'t>(&self, node: Node<'t>, source: &str) -> Option<Named<'t>> {
        match node.kind() {
            "block_mapping_pair" | "flow_pair" => {
                named_fields(node, source, NameKind::Key, "key", "value")
            }
            _ => None,
        }
    }

    fn call<'t>(&self, _node: Node<'t>) -> Option<Call<'t>> {
        None
    }

    fn is_boundary(&self, _kind: &str) -> bool {
        false
    }

    fn is_function(&self, _kind: &str) -> bool {
        false
    }

    fn is_variable(&self, _kind: &str) -> bool {
        false
    }
}

/// A line break and the indentation after it are one space.
fn line_break(rest: &str) -> Option<(usize, String)> {
    let after = rest.strip_prefix("\r\n").or(rest.strip_prefix('\n'))?;
    Some((rest.len() - after.trim_start().len(), " ".to_owned()))
}

fn double_escape(rest: &str) -> Option<(usize, String)> {
    c_escape(rest).or_else(|| line_break(rest))
}

fn single_escape(rest: &str) -> Option<(usize, String)> {
    match rest.starts_with("''") {
        true => Some((2, "'".to_owned())),
        false => line_break(rest),
    }
}

/// Returns the lines after the indicator of a block: `|`, `>` and their options.
fn block_content(block: &str, range: &Range<usize>) -> Range<usize> {
    let header = block.find('\n').unwrap_or(block.len());
    let content = &block[header..];
    let indent = content.len() - content.trim_start().len();
    let end = block.trim_end().len().max(header + indent);
    range.start + header + indent..range.start + end
}
