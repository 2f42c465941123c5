//! Reading of string expressions.

use std::collections::HashSet;
use std::ops::Range;

use tree_sitter::Node;

use super::{Syntax, text};
use crate::commands::lint::format_string::{self, Arguments};
use crate::commands::lint::host_string::{HostString, Piece, Placeholder, Quoting};

/// The depth of nested expressions up to which they are read.
const MAX_DEPTH: usize = 64;

/// Reads one string expression.
pub(in super::super) struct Reader<'s, 'c> {
    pub(in super::super) source: &'s str,
    pub(in super::super) string: HostString,
    syntax: &'static dyn Syntax,
    /// The nodes that are parts of a string that was read, or are known not to be strings.
    consumed: &'c mut HashSet<usize>,
    depth: usize,
}

impl<'s, 'c> Reader<'s, 'c> {
    /// Reads a node. Returns `None` if it is not a string expression with a literal.
    pub(in super::super) fn read(
        syntax: &'static dyn Syntax,
        node: Node<'_>,
        source: &'s str,
        consumed: &'c mut HashSet<usize>,
    ) -> Option<HostString> {
        if consumed.contains(&node.id()) {
            return None;
        }
        let mut reader = Reader {
            source,
            string: HostString::default(),
            syntax,
            consumed,
            depth: 0,
        };
        let is_string = reader.read_node(node) && reader.string.has_literal();
        is_string.then_some(reader.string)
    }

    fn read_node(&mut self, node: Node<'_>) -> bool {
        if self.depth >= MAX_DEPTH || self.consumed.contains(&node.id()) {
            return false;
        }
        self.depth += 1;
        let pieces = self.string.pieces.len();
        let is_string = self.syntax.read(node, self);
        self.depth -= 1;
        // The walk comes to the parts of an expression after it.
        if is_string || self.depth > 0 {
            self.consumed.insert(node.id());
        }
        if !is_string {
            self.string.pieces.truncate(pieces);
        }
        is_string
    }

    /// Reads an operand: a string expression, or else a value that is known only at run time.
    pub(super) fn operand(&mut self, node: Node<'_>) {
        if !self.read_node(node) {
            self.placeholder(node);
        }
    }

    /// Reads a node as a part of its own, such as a format string.
    pub(super) fn separately(&mut self, node: Node<'_>) -> Option<HostString> {
        let outer = std::mem::take(&mut self.string);
        let is_string = self.read_node(node);
        let inner = std::mem::replace(&mut self.string, outer);
        (is_string && inner.has_literal()).then_some(inner)
    }

    /// Reads the operands of a chain of `+`, whose left operands are nested.
    pub(super) fn chain<'t>(
        &mut self,
        node: Node<'t>,
        operands: impl Fn(Node<'t>) -> Option<(Node<'t>, Node<'t>)>,
    ) -> bool {
        let mut rights = Vec::new();
        let mut left = node;
        while let Some((inner, right)) = operands(left) {
            self.consumed.insert(left.id());
            rights.push(right);
            left = inner;
        }
        self.operand(left);
        for right in rights.into_iter().rev() {
            self.operand(right);
        }
        self.string.has_literal()
    }

    /// Adds a value that is known only at run time.
    pub(super) fn placeholder(&mut self, node: Node<'_>) {
        let expression = self.text(node);
        self.string.push_placeholder(node.byte_range(), expression);
    }

    /// Adds an interpolation: its bytes, and the expression in it.
    pub(super) fn interpolation(&mut self, source: Range<usize>, expression: &str) {
        self.string.push_placeholder(source, expression);
    }

    /// Adds an interpolation whose format is that of a number.
    pub(super) fn number(&mut self, source: Range<usize>, expression: &str) {
        self.string.pieces.push(Piece::Placeholder(Placeholder {
            source,
            expression: expression.to_owned(),
            is_number: true,
        }));
    }

    /// Adds the content of a literal without escapes.
    pub(super) fn verbatim(&mut self, range: Range<usize>, quoting: &'static Quoting) {
        let text = self.source.get(range.clone()).unwrap_or_default();
        self.string.push_text(text.to_owned(), range, quoting);
    }

    /// Adds the content of a literal, in which `sequence` finds the escape sequence at the start of a
    /// string: its length and its meaning.
    pub(super) fn scanned(
        &mut self,
        range: Range<usize>,
        sequence: impl Fn(&str) -> Option<(usize, String)>,
        quoting: &'static Quoting,
    ) {
        let (mut copied, mut at) = (range.start, range.start);
        while at < range.end {
            let rest = self.source.get(at..range.end).unwrap_or_default();
            match sequence(rest) {
                Some((len, decoded)) if len > 0 => {
                    self.verbatim(copied..at, quoting);
                    self.string.push_text(decoded, at..at + len, quoting);
                    at += len;
                    copied = at;
                }
                _ => at += rest.chars().next().map_or(1, char::len_utf8),
            }
        }
        self.verbatim(copied..range.end, quoting);
    }

    /// Adds the content of a literal of a template, whose variables are values that are known only at run time.
    pub(super) fn template(
        &mut self,
        range: Range<usize>,
        sequence: impl Fn(&str) -> Option<(usize, String)>,
        quoting: &'static Quoting,
    ) {
        let (mut copied, mut at) = (range.start, range.start);
        while at < range.end {
            let rest = self.source.get(at..range.end).unwrap_or_default();
            match format_string::braced_variable(rest) {
                Some((len, name)) => {
                    self.scanned(copied..at, &sequence, quoting);
                    self.string.push_placeholder(at..at + len, name);
                    at += len;
                    copied = at;
                }
                None => at += rest.chars().next().map_or(1, char::len_utf8),
            }
        }
        self.scanned(copied..range.end, sequence, quoting);
    }

    pub(super) fn text(&self, node: Node<'_>) -> &'s str {
        text(node, self.source)
    }

    /// Returns arguments of a formatting call without names.
    pub(super) fn arguments<'t>(&self, nodes: impl IntoIterator<Item = Node<'t>>) -> Arguments {
        let nodes = nodes.into_iter();
        nodes
            .map(|node| (None, self.text(node).to_owned()))
            .collect()
    }
}

/// Finds an escape sequence of those that C has and most languages took over.
pub(super) fn c_escape(rest: &str) -> Option<(usize, String)> {
    let after = rest.strip_prefix('\\')?;
    let first = after.chars().next()?;
    let character = match first {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        '0' => '\0',
        'a' => '\u{7}',
        'b' => '\u{8}',
        'f' => '\u{c}',
        'v' => '\u{b}',
        'u' if after.starts_with("u{") => return code_point(after, 2, after.find('}')? - 2, 1),
        'x' => return code_point(after, 1, 2, 0),
        'u' => return code_point(after, 1, 4, 0),
        'U' => return code_point(after, 1, 8, 0),
        '\n' => return Some((2, String::new())),
        '\r' if after.starts_with("\r\n") => return Some((3, String::new())),
        '\'' | '"' | '`' | '\\' | '/' | '$' | '{' => first,
        _ => return None,
    };
    Some((2, character.to_string()))
}

/// Decodes hexadecimal digits. `end` is the length of what follows them.
fn code_point(after: &str, start: usize, len: usize, end: usize) -> Option<(usize, String)> {
    let digits = after.get(start..start + len)?;
    let character = char::from_u32(u32::from_str_radix(digits, 16).ok()?)?;
    Some((1 + start + len + end, character.to_string()))
}
