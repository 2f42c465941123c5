//! The parser.
//!
//! [`grammar`] parses one clause. The loop here joins clauses into groups, with its own stack, so
//! that no nesting overflows the stack of the program. Input that the grammar rejects goes to
//! [`recovery`], which describes the problem and says where to continue.

mod errors;
mod flatten;
pub(crate) mod grammar;
mod list_equivalent;
mod template;

use std::borrow::Cow;

use nom::Err;

use crate::ast::literal::{ListItem, LiteralKind, Value};
use crate::ast::operator::Comparison;
use crate::ast::span::Span;
use crate::ast::tree::{Connective, Node, NodeKind, Tree};
use crate::diagnostics::report::{Diagnostics, Report};
use crate::limits::Limits;
use crate::pattern::has_escaped_star;
use crate::recovery::{self, Recovery};
use flatten::OpenGroup;
use grammar::Grammar;
pub use grammar::is_property_name;

/// Parses a filter with the default [`Limits`].
///
/// ```
/// let tree = fql_syntax::parse("status: \"open\"")?;
/// assert_eq!(tree.to_string(), "status:'open'");
/// # Ok::<(), fql_syntax::Report>(())
/// ```
///
/// # Errors
///
/// Returns all errors and warnings of an invalid filter. For the warnings of a valid filter, or for
/// other limits, use [`parse_with`].
pub fn parse(source: &str) -> Result<Tree<'_>, Report> {
    parse_with(source, &Limits::DEFAULT).into_result()
}

/// Parses a filter. The result includes the clauses of an invalid filter and the warnings of a
/// valid one.
#[must_use]
pub fn parse_with<'t>(source: &'t str, limits: &Limits) -> Parsed<'t> {
    let grammar = Grammar {
        source,
        is_template: false,
        is_filter: Some(is_filter),
    };
    Parser::new(grammar, limits).run()
}

/// Parses a filter with placeholders: `{expression}` instead of a value, of the values of a list
/// (`[{expression}]`), or of a clause. In strings `{{` and `}}` are literal braces.
#[must_use]
pub fn parse_template<'t>(source: &'t str, limits: &Limits) -> Parsed<'t> {
    let grammar = Grammar {
        source,
        is_template: true,
        is_filter: Some(is_filter),
    };
    Parser::new(grammar, limits).run()
}

/// Parses a candidate for a fix of a whole filter.
fn is_filter(source: &str) -> bool {
    #[cfg(test)]
    crate::recovery::work::add(source.len());
    // No fix removes all of a filter.
    if source.trim_ascii().is_empty() {
        return false;
    }
    let grammar = Grammar {
        source,
        is_template: false,
        is_filter: None,
    };
    let parsed = Parser::new(grammar, &Limits::DEFAULT).run();
    parsed.tree().is_some()
}

/// The result of parsing: a tree, complete or partial, and diagnostics.
#[derive(Debug, Clone)]
pub struct Parsed<'t> {
    tree: Tree<'t>,
    diagnostics: Diagnostics,
}

impl<'t> Parsed<'t> {
    /// Returns the tree if the filter is valid.
    #[must_use]
    pub fn tree(&self) -> Option<&Tree<'t>> {
        (!self.diagnostics.is_rejection()).then_some(&self.tree)
    }

    /// Returns the clauses that were recognized, even if the filter is invalid, so that their
    /// properties and values can be checked as well.
    #[must_use]
    pub fn partial_tree(&self) -> &Tree<'t> {
        &self.tree
    }

    /// Returns the diagnostics.
    #[must_use]
    pub fn diagnostics(&self) -> &Diagnostics {
        &self.diagnostics
    }

    /// Returns the diagnostics mutably. Adding an error makes the filter invalid.
    pub fn diagnostics_mut(&mut self) -> &mut Diagnostics {
        &mut self.diagnostics
    }

    /// Converts the result to a report of all diagnostics, warnings included.
    #[must_use]
    pub fn into_report(mut self) -> Report {
        self.diagnostics.sort();
        Report::new(self.tree.source, self.diagnostics)
    }

    /// Returns the tree of a valid filter and drops its warnings.
    ///
    /// # Errors
    ///
    /// Returns the report of an invalid filter.
    pub fn into_result(self) -> Result<Tree<'t>, Report> {
        if self.diagnostics.is_rejection() {
            Err(self.into_report())
        } else {
            Ok(self.tree)
        }
    }
}

/// A level of parentheses: a list of runs joined by `,`, each of operands joined by `+`.
#[derive(Clone, Copy)]
struct Level {
    list: OpenGroup,
    run: OpenGroup,
    is_negated: bool,
    /// The offset of the opening parenthesis.
    opened: u32,
}

impl Level {
    /// Negation swaps the connectives.
    #[inline]
    fn new(is_negated: bool, opened: u32, nodes: &[Node]) -> Self {
        Self {
            list: OpenGroup::new(Connective::Or.flipped_if(is_negated), nodes),
            run: OpenGroup::new(Connective::And.flipped_if(is_negated), nodes),
            is_negated,
            opened,
        }
    }
}

/// The position of an operand: a clause or a parenthesis.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Position {
    Start,
    AfterProblem,
    AfterParenthesis,
    /// With the offset of the connective.
    AfterConnective(usize),
}

/// The next part of the grammar of groups.
enum Next {
    Operand(Position),
    Connective,
}

struct Parser<'t> {
    grammar: Grammar<'t>,
    limits: Limits,
    at: usize,
    nodes: Vec<Node>,
    items: Vec<ListItem>,
    diagnostics: Diagnostics,
    level: Level,
    outer: Vec<Level>,
    property_count: usize,
}

impl<'t> Parser<'t> {
    #[inline]
    fn new(grammar: Grammar<'t>, limits: &Limits) -> Self {
        Self {
            grammar,
            limits: *limits,
            at: 0,
            nodes: Vec::new(),
            items: Vec::new(),
            diagnostics: Diagnostics::with_limits(limits),
            level: Level::new(false, 0, &[]),
            outer: Vec::new(),
            property_count: 0,
        }
    }

    #[inline]
    fn run(mut self) -> Parsed<'t> {
        let source = self.grammar.source;
        if source.len() > self.limits.max_len.min(u32::MAX as usize) {
            self.diagnostics
                .push(errors::too_long(source, &self.limits));
            return self.finish();
        }
        self.skip_space();
        if self.at < source.len() {
            // A clause has about 30 bytes.
            self.nodes = Vec::with_capacity(4 + source.len() / 24);
            self.parse_operands();
        }
        self.finish()
    }

    /// Parses operands and connectives alternately.
    fn parse_operands(&mut self) {
        let mut next = Next::Operand(Position::Start);
        loop {
            self.skip_space();
            let Some(byte) = self.rest().first().copied() else {
                return self.end_of_input(&next);
            };
            let after = match next {
                Next::Operand(position) => self.operand(byte, position),
                Next::Connective => self.connective(byte),
            };
            match after {
                Some(after) => next = after,
                None => return,
            }
        }
    }

    /// Parses an operand. Returns `None` if the parser cannot continue.
    fn operand(&mut self, byte: u8, position: Position) -> Option<Next> {
        match byte {
            b'(' => self.open(false),
            b'!' if self.is_group_negation() => {
                let bang = Span::new(self.at, self.at + 1);
                self.diagnostics.push(errors::negated_group(bang));
                self.at += 1;
                self.skip_space();
                self.open(true)
            }
            b'+' | b',' => {
                let source = self.grammar.source;
                let may_be_in_value = self.may_be_in_value(position);
                let diagnostic =
                    errors::connective_without_operand(source, self.at, position, may_be_in_value);
                self.diagnostics.push(diagnostic);
                self.at += 1;
                Some(Next::Operand(position))
            }
            b')' => self.close_without_operand(position),
            b'{' if self.grammar.is_template => self.placeholder_clause(),
            _ => self.clause(),
        }
    }

    fn clause(&mut self) -> Option<Next> {
        match self.grammar.clause(self.rest(), &mut self.items) {
            Ok((rest, node)) => {
                self.at = self.grammar.offset(rest);
                self.push_clause(node);
                Some(Next::Connective)
            }
            Err(Err::Error(rejected) | Err::Failure(rejected)) => {
                let last_item = self.items.last().map(|item| item.span);
                let previous = self.nodes.last();
                let recovery =
                    recovery::in_clause(self.grammar, self.at, rejected, last_item, previous);
                Some(self.recover(recovery))
            }
            Err(Err::Incomplete(_)) => None,
        }
    }

    #[inline(never)]
    fn placeholder_clause(&mut self) -> Option<Next> {
        let Ok((rest, ())) = grammar::placeholder(self.rest()) else {
            let span = Span::new(self.at, self.grammar.source.len());
            self.diagnostics.push(recovery::unclosed_placeholder(span));
            return None;
        };
        let span = Span::new(self.at, self.grammar.offset(rest));
        self.at = span.end();
        if self.level.is_negated {
            self.diagnostics.push(template::negated_placeholder(span));
        }
        self.nodes.push(Node::placeholder_clause(span));
        self.level.run.add_clause();
        Some(Next::Connective)
    }

    /// Parses what follows an operand. Returns `None` if the parser cannot continue.
    fn connective(&mut self, byte: u8) -> Option<Next> {
        match byte {
            b'+' => {}
            b',' => self.next_run(),
            b')' if self.outer.is_empty() => {
                self.unmatched_parenthesis();
                return Some(Next::Connective);
            }
            b')' => return Some(self.close()),
            _ => {
                let recovery = recovery::between_clauses(self.grammar, self.at, self.nodes.last());
                return Some(self.recover(recovery));
            }
        }
        self.at += 1;
        Some(Next::Operand(Position::AfterConnective(self.at - 1)))
    }

    /// Reports a problem and continues where the recovery says. A recovery advances, unless only
    /// something is missing: then it changes what comes next.
    // Inlined, this and the other rare paths out of the loop slow valid filters down by up to 5 %.
    #[cold]
    #[inline(never)]
    fn recover(&mut self, recovery: Recovery) -> Next {
        self.diagnostics.push(recovery.diagnostic);
        self.diagnostics.append(recovery.more);
        self.at = recovery.resume;
        if recovery.replaces_previous && self.nodes.pop().is_some() {
            self.property_count -= 1;
        }
        if let Some((mut node, items)) = recovery.clause {
            let offset = self.items.len() as u32;
            (node.first, node.end) = (node.first + offset, node.end + offset);
            self.items.extend(items);
            self.push_clause(node);
        }
        match recovery.next {
            // A missing connective before it is not reported.
            recovery::Next::Operand => Next::Operand(Position::AfterProblem),
            recovery::Next::Connective => Next::Connective,
        }
    }

    fn push_clause(&mut self, mut node: Node) {
        self.property_count += 1;
        if node.has_backslash && node.has_star {
            self.warn_of_escaped_star(&node);
        }
        if self.level.is_negated {
            node.operator = !node.operator;
            node.is_canonical = false;
        }
        self.nodes.push(node);
        self.level.run.add_clause();
    }

    /// Warns once per clause. Only a value with a backslash can contain an escaped star.
    #[cold]
    fn warn_of_escaped_star(&mut self, node: &Node) {
        let source = self.grammar.source;
        let may_be_pattern = matches!(
            node.operator.comparison(),
            Comparison::Equal | Comparison::Wildcard | Comparison::TextWildcard
        );
        if !may_be_pattern {
            return;
        }
        let single = [ListItem {
            kind: match node.kind {
                NodeKind::Clause(kind) => kind,
                _ => LiteralKind::Null,
            },
            has_star: node.has_star,
            span: node.value,
        }];
        let items = match node.kind {
            NodeKind::ListClause => &self.items[node.range()],
            _ => &single,
        };
        let escaped = items.iter().find(|item| match item.value(source) {
            Value::String(literal) => has_escaped_star(&literal.value()),
            _ => false,
        });
        if let Some(item) = escaped {
            self.diagnostics.push(errors::escaped_star(item.span));
        }
    }

    fn is_group_negation(&self) -> bool {
        let after = &self.rest()[1..];
        after.iter().find(|byte| !grammar::is_space(**byte)) == Some(&b'(')
    }

    fn open(&mut self, is_negated: bool) -> Option<Next> {
        if self.outer.len() >= self.limits.max_nesting {
            let diagnostic = errors::too_deep(self.at, &self.limits);
            self.diagnostics.push(diagnostic);
            return None;
        }
        self.outer.push(self.level);
        let is_negated = self.level.is_negated ^ is_negated;
        self.level = Level::new(is_negated, self.at as u32, &self.nodes);
        self.at += 1;
        Some(Next::Operand(Position::AfterParenthesis))
    }

    fn close(&mut self) -> Next {
        self.at += 1;
        if let Some(outer) = self.outer.pop() {
            let Level { list, run, .. } = self.level;
            // A single run with the connective of the outer run is dissolved before it gets a node.
            if list.is_empty() && outer.run.has_connective_of(&run) {
                self.level = outer;
                self.level.run.absorb(&run);
            } else {
                self.end_level();
                self.level = outer;
                self.level.run.add_last(&mut self.nodes);
            }
        }
        Next::Connective
    }

    /// Closes a parenthesis where an operand is expected.
    #[cold]
    #[inline(never)]
    fn close_without_operand(&mut self, position: Position) -> Option<Next> {
        match position {
            Position::AfterConnective(at) => {
                self.trailing_connective(at);
            }
            Position::AfterParenthesis => {
                let diagnostic = errors::empty_parentheses(self.level.opened as usize, self.at + 1);
                self.diagnostics.push(diagnostic);
            }
            Position::Start | Position::AfterProblem => {}
        }
        if self.outer.is_empty() {
            self.unmatched_parenthesis();
            return Some(Next::Operand(Position::AfterProblem));
        }
        Some(self.close())
    }

    #[cold]
    #[inline(never)]
    fn trailing_connective(&mut self, at: usize) {
        let may_be_in_value = self.may_be_in_value(Position::AfterConnective(at));
        let diagnostic = errors::trailing_connective(self.grammar.source, at, may_be_in_value);
        self.diagnostics.push(diagnostic);
    }

    /// Returns `true` if the connective may be a part of an unquoted word before it: `name:C++`.
    #[cold]
    #[inline(never)]
    fn may_be_in_value(&self, position: Position) -> bool {
        let Position::AfterConnective(at) = position else {
            return false;
        };
        let before = self.grammar.source[..at].trim_ascii_end();
        let last = self.nodes.last();
        match last.filter(|node| node.value.end() == before.len()) {
            // Up to a maximum, because any number of connectives may follow.
            Some(node) if node.kind == NodeKind::ListClause => self.items[node.range()]
                .iter()
                .take(100)
                .any(|item| item.kind == LiteralKind::Word),
            Some(node) => node.kind == NodeKind::Clause(LiteralKind::Word),
            None => recovery::ends_in_word(before),
        }
    }

    fn unmatched_parenthesis(&mut self) {
        let diagnostic = errors::unmatched_parenthesis(self.at);
        self.diagnostics.push(diagnostic);
        self.at += 1;
    }

    fn next_run(&mut self) {
        self.end_run();
        let connective = Connective::And.flipped_if(self.level.is_negated);
        self.level.run = OpenGroup::new(connective, &self.nodes);
    }

    fn end_run(&mut self) {
        self.level.run.close(&mut self.nodes);
        self.level.list.add_last(&mut self.nodes);
    }

    fn end_level(&mut self) {
        self.end_run();
        self.level.list.close(&mut self.nodes);
    }

    fn end_of_input(&mut self, next: &Next) {
        if let Next::Operand(Position::AfterConnective(at)) = next {
            self.trailing_connective(*at);
        }
        if !self.outer.is_empty() {
            let diagnostic =
                errors::unclosed_parentheses(self.level.opened as usize, self.outer.len());
            self.diagnostics.push(diagnostic);
        }
        self.end_level();
    }

    #[inline]
    fn finish(mut self) -> Parsed<'t> {
        let source = self.grammar.source;
        if self.grammar.is_template {
            template::check(source, &self.nodes, &self.items, &mut self.diagnostics);
        }
        if self.diagnostics.has_errors() {
            // The groups around a problem are not reliable.
            self.nodes.retain(|node| !node.is_group());
        } else {
            // Each level has two groups.
            let max_depth = 2 * self.outer.capacity() + 2;
            flatten::into_preorder(&mut self.nodes, max_depth);
        }
        if self.property_count > self.limits.max_properties {
            let diagnostic = errors::many_properties(
                source,
                self.property_count,
                &self.limits,
                list_equivalent::property(source, &self.nodes),
            );
            self.diagnostics.push(diagnostic);
        }
        let tree = Tree {
            source: Cow::Borrowed(source),
            nodes: self.nodes,
            items: self.items,
        };
        Parsed {
            tree,
            diagnostics: self.diagnostics,
        }
    }

    fn rest(&self) -> &'t [u8] {
        &self.grammar.source.as_bytes()[self.at..]
    }

    #[inline]
    fn skip_space(&mut self) {
        let bytes = self.grammar.source.as_bytes();
        while bytes
            .get(self.at)
            .is_some_and(|&byte| grammar::is_space(byte))
        {
            self.at += 1;
        }
    }
}
