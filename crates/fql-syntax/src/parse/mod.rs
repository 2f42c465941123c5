//! Text to tree.
//!
//! [`grammar`] reads one clause. Here clauses are joined into groups, in one loop with a stack of
//! its own, so that no nesting can overflow the program's. What the grammar can't read goes to
//! [`mistake`], which names the problem and says where to read on.

mod grammar;
mod mistake;
mod settle;
mod template;

use std::borrow::Cow;

use nom::Err;

use crate::code::Code;
use crate::diagnostic::{Diagnostic, Fix};
use crate::limits::Limits;
use crate::operator::{Comparison, Operator};
use crate::report::{Diagnostics, Report};
use crate::span::Span;
use crate::tree::{Connective, ListItem, LiteralKind, Node, Tag, Tree};
use grammar::Grammar;
use mistake::Mistake;

/// Reads a filter with the default [`Limits`].
///
/// ```
/// let tree = fql_syntax::parse("status: \"open\"")?;
/// assert_eq!(tree.to_string(), "status:'open'");
/// # Ok::<(), fql_syntax::Report>(())
/// ```
///
/// # Errors
/// Every problem of the text that makes it no filter, and the warnings between them. To have
/// warnings about a valid filter, or other limits, use [`parse_with`].
pub fn parse(text: &str) -> Result<Tree<'_>, Report> {
    parse_with(text, &Limits::DEFAULT).into_result()
}

/// Reads a filter and keeps what is known of it even if it is not valid.
#[must_use]
pub fn parse_with<'t>(text: &'t str, limits: &Limits) -> Parsed<'t> {
    Parser::new(
        Grammar {
            text,
            template: false,
            second_look: false,
        },
        limits,
    )
    .run()
}

/// Reads a filter with holes: `{expression}` in the place of a value, of the values of a list
/// (`[{expression}]`), or of a clause. Inside quotes `{{` and `}}` are braces.
#[must_use]
pub fn parse_template<'t>(text: &'t str, limits: &Limits) -> Parsed<'t> {
    Parser::new(
        Grammar {
            text,
            template: true,
            second_look: false,
        },
        limits,
    )
    .run()
}

/// Whether all of `text` is a property: names of letters, digits and underscores, each beginning
/// with no digit, joined by dots.
#[must_use]
pub fn is_property_name(text: &str) -> bool {
    grammar::property(text.as_bytes()).is_ok_and(|(rest, _)| rest.is_empty())
}

/// Whether a text that is no filter is one without its encoding or its outer quotes.
fn is_filter_at_second_look(text: &str) -> bool {
    let grammar = Grammar {
        text,
        template: false,
        second_look: true,
    };
    Parser::new(grammar, &Limits::DEFAULT)
        .run()
        .tree()
        .is_some()
}

/// What was read of a text, and what was found in it.
#[derive(Debug, Clone)]
pub struct Parsed<'t> {
    tree: Tree<'t>,
    findings: Diagnostics,
}

impl<'t> Parsed<'t> {
    /// The tree, if the text is a filter.
    #[must_use]
    pub fn tree(&self) -> Option<&Tree<'t>> {
        (!self.findings.has_errors()).then_some(&self.tree)
    }

    /// The clauses that could be read, also of a text that is not a filter. Their properties and
    /// values can be checked, so that a report names those problems, too.
    #[must_use]
    pub fn partial(&self) -> &Tree<'t> {
        &self.tree
    }

    /// What was found, in the order of the text.
    #[must_use]
    pub fn diagnostics(&self) -> &Diagnostics {
        &self.findings
    }

    /// Adds findings of one's own. An error among them makes the text no filter.
    pub fn diagnostics_mut(&mut self) -> &mut Diagnostics {
        &mut self.findings
    }

    /// The findings with the text.
    #[must_use]
    pub fn into_report(mut self) -> Report {
        self.findings.sort();
        Report::new(self.tree.text, self.findings)
    }

    /// The tree, or the report.
    ///
    /// # Errors
    /// The report, when the text is not a filter. Warnings about a filter are dropped.
    pub fn into_result(self) -> Result<Tree<'t>, Report> {
        if self.findings.has_errors() {
            Err(self.into_report())
        } else {
            Ok(self.tree)
        }
    }
}

/// A level of parentheses: a list of runs joined by `,`, each of operands joined by `+`. The nodes
/// of the list and of its current run are written ahead of their parts; [`settle`] drops those
/// that turn out to be superfluous.
#[derive(Clone, Copy)]
struct Level {
    list: usize,
    run: usize,
    negated: bool,
    /// Where its parenthesis is.
    opened: usize,
}

/// What stood before the place where a clause is wanted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum After {
    Start,
    Parenthesis,
    Connector(usize),
}

enum Want {
    Operand(After),
    Connector,
}

struct Parser<'t> {
    grammar: Grammar<'t>,
    limits: Limits,
    at: usize,
    nodes: Vec<Node>,
    elements: Vec<ListItem>,
    findings: Diagnostics,
    level: Level,
    outer: Vec<Level>,
    properties: usize,
}

impl<'t> Parser<'t> {
    #[inline]
    fn new(grammar: Grammar<'t>, limits: &Limits) -> Self {
        Self {
            grammar,
            limits: *limits,
            at: 0,
            nodes: Vec::new(),
            elements: Vec::new(),
            findings: Diagnostics::default(),
            level: Level {
                list: 0,
                run: 1,
                negated: false,
                opened: 0,
            },
            outer: Vec::new(),
            properties: 0,
        }
    }

    #[inline]
    fn run(mut self) -> Parsed<'t> {
        self.read_text();
        self.finish()
    }

    fn read_text(&mut self) {
        let text = self.grammar.text;
        if text.len() > self.limits.text.min(u32::MAX as usize) {
            return self.findings.push(too_long(text, self.limits.text));
        }
        self.skip_space();
        if self.at < text.len() {
            // A clause takes about 30 bytes.
            self.nodes = Vec::with_capacity(4 + text.len() / 24);
            self.level = self.write_ahead(false, 0);
            self.read_all();
        }
    }

    /// The loop: operand, connector, operand, …
    fn read_all(&mut self) {
        let mut want = Want::Operand(After::Start);
        loop {
            self.skip_space();
            let Some(byte) = self.rest().first().copied() else {
                return self.at_end(&want);
            };
            let next = match want {
                Want::Operand(after) => self.operand(byte, after),
                Want::Connector => self.connector(byte),
            };
            match next {
                Some(next) => want = next,
                None => return,
            }
        }
    }

    /// At the start of a clause or a parenthesis. `None` ends the reading.
    fn operand(&mut self, byte: u8, after: After) -> Option<Want> {
        match byte {
            b'(' => self.open(false),
            b'!' if self.negates_group() => {
                let bang = Span::new(self.at, self.at + 1);
                self.findings.push(negated_group(bang));
                self.at += 1;
                self.skip_space();
                self.open(true)
            }
            b'+' | b',' => {
                self.findings
                    .push(dangling(self.grammar.text, self.at, after));
                self.at += 1;
                Some(Want::Operand(after))
            }
            b')' => {
                match after {
                    After::Connector(at) => {
                        self.findings
                            .push(dangling_before_end(self.grammar.text, at));
                    }
                    After::Parenthesis => {
                        self.findings
                            .push(empty_parentheses(self.level.opened, self.at + 1));
                    }
                    // Behind a mistake that was reported, or unopened.
                    After::Start => {}
                }
                if self.outer.is_empty() {
                    self.findings.push(unopened(self.at));
                    self.at += 1;
                    return Some(Want::Operand(After::Start));
                }
                self.close()
            }
            b'{' if self.grammar.template => self.hole_clause(),
            _ => self.clause(),
        }
    }

    fn clause(&mut self) -> Option<Want> {
        match self.grammar.clause(self.rest(), &mut self.elements) {
            Ok((rest, node)) => {
                self.at = self.grammar.offset(rest);
                self.push_clause(node);
                Some(Want::Connector)
            }
            Err(Err::Error(unread) | Err::Failure(unread)) => {
                let mistake = mistake::in_clause(self.grammar, self.at, unread, &mut self.elements);
                self.recover(mistake)
            }
            Err(Err::Incomplete(_)) => None,
        }
    }

    fn hole_clause(&mut self) -> Option<Want> {
        let Ok((rest, _)) = grammar::hole(self.rest()) else {
            let span = Span::new(self.at, self.grammar.text.len());
            self.findings.push(mistake::unclosed_hole(span));
            return None;
        };
        let span = Span::new(self.at, self.grammar.offset(rest));
        self.at = span.end();
        if self.level.negated {
            self.findings.push(template::negated_hole(span));
        }
        self.nodes.push(Node {
            tag: Tag::PlaceholderClause,
            operator: Operator::new(Comparison::Equal),
            canonical: true,
            backslash: false,
            star: false,
            property: span,
            value: span,
            first: 0,
            end: 0,
        });
        self.nodes[self.level.run].first += 1;
        Some(Want::Connector)
    }

    /// Behind a clause or a closed parenthesis. `None` ends the reading.
    fn connector(&mut self, byte: u8) -> Option<Want> {
        match byte {
            b'+' => {}
            b',' => self.next_run(),
            b')' if self.outer.is_empty() => {
                self.findings.push(unopened(self.at));
                self.at += 1;
                return Some(Want::Connector);
            }
            b')' => return self.close(),
            _ => {
                let mistake = mistake::between_clauses(self.grammar, self.at, self.nodes.last());
                return self.recover(mistake);
            }
        }
        self.at += 1;
        Some(Want::Operand(After::Connector(self.at - 1)))
    }

    /// Notes a mistake and reads on where it says.
    fn recover(&mut self, mistake: Mistake) -> Option<Want> {
        self.findings.push(mistake.diagnostic);
        self.findings.append(mistake.more);
        // Every mistake takes at least a byte, unless it only misses something.
        self.at = mistake.resume;
        if let Some(node) = mistake.node {
            self.push_clause(node);
        }
        Some(match mistake.then {
            // What follows is not blamed for a connector that was never written.
            mistake::Then::Operand => Want::Operand(After::Start),
            mistake::Then::Connector => Want::Connector,
        })
    }

    fn push_clause(&mut self, mut node: Node) {
        self.properties += 1;
        if node.backslash {
            self.warn_of_escaped_star(&node);
        }
        if self.level.negated {
            node.operator = !node.operator;
            node.canonical = false;
        }
        self.nodes.push(node);
        self.nodes[self.level.run].first += 1;
    }

    /// Warns once a clause. Only a value with a backslash can hold an escaped star.
    #[cold]
    fn warn_of_escaped_star(&mut self, node: &Node) {
        let text = self.grammar.text;
        let compares_pattern = matches!(
            node.operator.comparison(),
            Comparison::Equal | Comparison::Wildcard | Comparison::TextWildcard
        );
        if !compares_pattern || !node.value.slice(text).contains('*') {
            return;
        }
        let one = [ListItem {
            scalar: match node.tag {
                Tag::Clause(scalar) => scalar,
                _ => LiteralKind::Null,
            },
            star: node.star,
            span: node.value,
        }];
        let elements = match node.tag {
            Tag::ListClause => &self.elements[node.first as usize..node.end as usize],
            _ => &one,
        };
        let escaped = elements.iter().find(|element| match element.value(text) {
            crate::Value::String(value) => crate::pattern::has_escaped_star(&value.value()),
            _ => false,
        });
        if let Some(element) = escaped {
            self.findings.push(Diagnostic::new(
                Code::EscapedStar,
                element.span,
                "`\\*` is a star itself, not a backslash and a wildcard",
                "for a backslash and a wildcard write `\\\\\\*`; for a star this is right",
            ));
        }
    }

    fn negates_group(&self) -> bool {
        let behind = &self.rest()[1..];
        behind.iter().find(|byte| !grammar::is_space(**byte)) == Some(&b'(')
    }

    /// Writes the nodes of a new level.
    fn write_ahead(&mut self, negated: bool, opened: usize) -> Level {
        let list = self.nodes.len();
        self.nodes.push(group(Connective::Or.flipped_if(negated)));
        self.nodes.push(group(Connective::And.flipped_if(negated)));
        Level {
            list,
            run: list + 1,
            negated,
            opened,
        }
    }

    fn open(&mut self, negated: bool) -> Option<Want> {
        if self.outer.len() >= self.limits.nesting {
            self.findings.push(Diagnostic::new(
                Code::TooDeep,
                Span::new(self.at, self.at + 1),
                format!(
                    "more than {} parentheses are open here",
                    self.limits.nesting
                ),
                "take superfluous parentheses out, or raise the limit in the program",
            ));
            return None;
        }
        let inner = self.write_ahead(self.level.negated ^ negated, self.at);
        self.outer.push(self.level);
        self.level = inner;
        self.at += 1;
        Some(Want::Operand(After::Parenthesis))
    }

    fn close(&mut self) -> Option<Want> {
        self.at += 1;
        if let Some(outer) = self.outer.pop() {
            self.end_level();
            self.level = outer;
            self.nodes[self.level.run].first += 1;
        }
        Some(Want::Connector)
    }

    fn next_run(&mut self) {
        self.end_run();
        self.level.run = self.nodes.len();
        self.nodes
            .push(group(Connective::And.flipped_if(self.level.negated)));
    }

    fn end_run(&mut self) {
        self.nodes[self.level.run].end = self.nodes.len() as u32;
        self.nodes[self.level.list].first += 1;
    }

    fn end_level(&mut self) {
        self.end_run();
        self.nodes[self.level.list].end = self.nodes.len() as u32;
    }

    fn at_end(&mut self, want: &Want) {
        if let Want::Operand(After::Connector(at)) = want {
            self.findings
                .push(dangling_before_end(self.grammar.text, *at));
        }
        if !self.outer.is_empty() {
            self.findings
                .push(unclosed(self.level.opened, self.outer.len()));
        }
        self.end_level();
    }

    #[inline]
    fn finish(mut self) -> Parsed<'t> {
        if self.properties > self.limits.properties {
            self.findings.push(Diagnostic::new(
                Code::ManyProperties,
                Span::new(0, self.grammar.text.len()),
                format!("the filter has {} properties", self.properties),
                format!(
                    "{} are documented; a list says the same as several clauses on one property",
                    self.limits.properties
                ),
            ));
        }
        if self.grammar.template {
            template::check(
                self.grammar.text,
                &self.nodes,
                &self.elements,
                &mut self.findings,
            );
        }
        if self.findings.has_errors() {
            self.nodes.retain(|node| !matches!(node.tag, Tag::Group(_)));
        } else {
            settle::settle(&mut self.nodes);
        }
        let tree = Tree {
            text: Cow::Borrowed(self.grammar.text),
            nodes: self.nodes,
            elements: self.elements,
        };
        Parsed {
            tree,
            findings: self.findings,
        }
    }

    fn rest(&self) -> &'t [u8] {
        &self.grammar.text.as_bytes()[self.at..]
    }

    #[inline]
    fn skip_space(&mut self) {
        let bytes = self.grammar.text.as_bytes();
        while bytes
            .get(self.at)
            .is_some_and(|&byte| grammar::is_space(byte))
        {
            self.at += 1;
        }
    }
}

fn group(join: Connective) -> Node {
    Node {
        tag: Tag::Group(join),
        operator: Operator::new(Comparison::Equal),
        canonical: false,
        backslash: false,
        star: false,
        property: Span::default(),
        value: Span::default(),
        first: 0,
        end: 0,
    }
}

fn too_long(text: &str, limit: usize) -> Diagnostic {
    Diagnostic::new(
        Code::TooLong,
        // What is too much begins with a whole character.
        Span::new(text.floor_char_boundary(limit), text.len()),
        format!(
            "the filter has {} bytes, and {limit} is the limit",
            text.len()
        ),
        "ask for a long list of values in several queries, or raise the limit in the program",
    )
}

fn negated_group(bang: Span) -> Diagnostic {
    Diagnostic::new(
        Code::NegatedGroup,
        bang,
        "a group is negated",
        "it is printed with the negation on each clause, which asks the same",
    )
}

/// A connector where a clause is wanted.
fn dangling(text: &str, at: usize, after: After) -> Diagnostic {
    let span = Span::new(at, at + 1);
    let (message, sure) = match after {
        After::Start | After::Parenthesis => ("has no clause before it", true),
        // `a+,b` may mean either.
        After::Connector(other) => (
            "stands behind another connector",
            text.as_bytes()[other] == text.as_bytes()[at],
        ),
    };
    let diagnostic = Diagnostic::new(
        Code::DanglingConnector,
        span,
        format!("`{}` {message}", span.slice(text)),
        "leave it out, or write the clause that is missing",
    );
    if sure {
        diagnostic.with_fix(Fix::replace(span, ""))
    } else {
        diagnostic
    }
}

/// A connector before `)` or the end.
fn dangling_before_end(text: &str, at: usize) -> Diagnostic {
    let span = Span::new(at, at + 1);
    Diagnostic::new(
        Code::DanglingConnector,
        span,
        format!("`{}` has no clause behind it", span.slice(text)),
        "leave it out, or write the clause that is missing",
    )
    .with_fix(Fix::replace(span, ""))
}

fn empty_parentheses(start: usize, end: usize) -> Diagnostic {
    Diagnostic::new(
        Code::EmptyParentheses,
        Span::new(start, end),
        "nothing stands in these parentheses",
        "leave them out, or write a clause between them",
    )
}

fn unopened(at: usize) -> Diagnostic {
    Diagnostic::new(
        Code::UnopenedParenthesis,
        Span::new(at, at + 1),
        "`)` closes nothing",
        "leave it out, or open it with `(`",
    )
}

fn unclosed(opened: usize, open: usize) -> Diagnostic {
    let message = match open {
        1 => "`(` is not closed".to_owned(),
        _ => format!("`(` is not closed, nor are {} before it", open - 1),
    };
    Diagnostic::new(
        Code::UnclosedParenthesis,
        Span::new(opened, opened + 1),
        message,
        "close it with `)`",
    )
}
