//! Negation before the property: `!field:'x'`, `NOT field:'x'`.

use super::comparison_operators::with_value;
use super::connectives::{LogicWord, at_certain_value_end, logic_word};
use super::{Context, Cursor, Recovery};
use crate::ast::literal::{ListItem, LiteralKind};
use crate::ast::operator::{Comparison, Operator};
use crate::ast::span::Span;
use crate::ast::tree::{Node, NodeKind};
use crate::diagnostics::code::Code;
use crate::diagnostics::diagnostic::{Diagnostic, Fix};
use crate::display_safe::message_excerpt;
use crate::parser::grammar::is_space;

/// A negation before a property or a parenthesis.
struct Negation<'t> {
    operator: Span,
    /// The operand after white space.
    operand: Cursor<'t>,
    code: Code,
    message: String,
}

impl Negation<'_> {
    fn diagnostic(&self, help: impl Into<String>) -> Diagnostic {
        Diagnostic::new(self.code, self.operator, self.message.clone(), help.into())
    }
}

/// Continues at a position where there may be an operand.
fn resume_at(cursor: Cursor<'_>, diagnostic: Diagnostic) -> Recovery {
    if cursor.at_clause_end() {
        Recovery::then_connective(diagnostic, cursor.at)
    } else {
        Recovery::then_operand(diagnostic, cursor.at)
    }
}

pub(super) fn bang(context: &Context<'_>) -> Option<Recovery> {
    if !context.start.starts_with("!") {
        return None;
    }
    let operator = context.start.span(1);
    Some(prefix_negation(Negation {
        operator,
        operand: context.start.moved_to(operator.end()).after_space(),
        code: Code::PrefixNegation,
        message: "`!` is not allowed before a property".to_owned(),
    }))
}

/// `status:'open' -port:22`
pub(super) fn minus(context: &Context<'_>) -> Option<Recovery> {
    let cursor = context.start;
    let operand = cursor.moved_by(1);
    if !cursor.starts_with("-") || !operand.at_clause() {
        return None;
    }
    let diagnostic = Diagnostic::new(
        Code::PrefixNegation,
        cursor.span(1),
        "`-` before a property",
        "join the clauses with `+`, and to negate one use `!` after the colon",
    );
    Some(Recovery::then_connective(
        diagnostic,
        operand.next_boundary(),
    ))
}

pub(super) fn not(context: &Context<'_>) -> Option<Recovery> {
    let operator = context.start.property()?;
    let word = operator.slice(context.start.source());
    let LogicWord::Not = logic_word(word)? else {
        return None;
    };
    Some(prefix_negation(Negation {
        operator,
        operand: context.start.moved_to(operator.end()).after_space(),
        code: Code::ForeignConnective,
        message: format!("`{word}` is not an FQL operator"),
    }))
}

/// Returns `true` if the source ends in a negation, which is about what follows.
pub(super) fn ends_in_negation(before: &str) -> bool {
    let before = before.trim_ascii_end();
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let word = before
        .bytes()
        .rev()
        .take_while(|byte| is_word(*byte))
        .count();
    before.ends_with('!') || before[before.len() - word..].eq_ignore_ascii_case("not")
}

/// `status!:'open'`
pub(super) fn bang_before_colon(context: &Context<'_>) -> Option<Recovery> {
    let property = context.start.property()?;
    let bang = context.stopped;
    let colon = bang.moved_by(1).after_space();
    if !bang.starts_with("!") || !colon.starts_with(":") {
        return None;
    }
    let name = message_excerpt(property.slice(bang.source()));
    let diagnostic = Diagnostic::new(
        Code::PrefixNegation,
        bang.span(1),
        "`!` before the colon",
        format!("use `!` after the colon: `{name}:!`"),
    );
    let value = colon.moved_by(1).after_space();
    let operator = !Operator::new(Comparison::Equal);
    Some(with_value(property, operator, value, diagnostic))
}

/// `status:not 'open'`: the grammar took the word for the value.
pub(super) fn not_before_value(context: &Context<'_>) -> Option<Recovery> {
    let cursor = context.start;
    let node = context.previous?;
    let source = cursor.source();
    let word = node.value.slice(source);
    let is_plain = node.operator == Operator::new(Comparison::Equal)
        && node.kind == NodeKind::Clause(LiteralKind::Word);
    let between = source.get(node.value.end()..cursor.at)?;
    if !is_plain || !word.eq_ignore_ascii_case("not") || !between.trim_ascii().is_empty() {
        return None;
    }
    let mut items = Vec::new();
    let comparison = cursor
        .grammar
        .comparison(node.property, cursor.bytes(), &mut items);
    let (rest, value) = comparison.ok()?;
    if cursor.at_clause() || value.operator != node.operator {
        return None;
    }
    let property = message_excerpt(node.property.slice(source));
    let literal = message_excerpt(value.value.slice(source));
    let diagnostic = Diagnostic::new(
        Code::ForeignConnective,
        node.value,
        format!("`{word}` is not an FQL operator"),
        format!("use `!`: `{property}:!{literal}`"),
    );
    let end = cursor.moved_to(cursor.grammar.offset(rest));
    let diagnostic = if at_certain_value_end(end) {
        diagnostic.with_fix(Fix::replace(
            Span::new(node.value.start(), value.value.start()),
            "!",
        ))
    } else {
        diagnostic
    };
    Some(Recovery {
        replaces_previous: true,
        ..Recovery::then_connective(diagnostic, end.at)
    })
}

fn prefix_negation(negation: Negation<'_>) -> Recovery {
    let operand = negation.operand;
    if operand.starts_with("(") {
        return negated_group(&negation);
    }
    if operand.starts_with("!") {
        return repeated_negation(&negation);
    }
    let mut items = Vec::new();
    match operand.grammar.clause(operand.bytes(), &mut items) {
        Ok((rest, node)) => negated_clause(&negation, node, items, operand.grammar.offset(rest)),
        Err(_) => {
            let help = "use `!` after the colon: `property:!'value'`";
            resume_at(operand, negation.diagnostic(help))
        }
    }
}

fn negated_group(negation: &Negation<'_>) -> Recovery {
    let whole = Span::new(negation.operator.start(), negation.operand.at);
    let diagnostic = negation
        .diagnostic("use `!` before the parenthesis")
        .with_fix(Fix::replace(whole, "!"));
    Recovery::then_operand(diagnostic, negation.operand.at)
}

/// Any number of `!` is one problem.
fn repeated_negation(negation: &Negation<'_>) -> Recovery {
    let length = negation
        .operand
        .run(|byte| *byte == b'!' || is_space(*byte));
    let after = negation.operand.moved_by(length);
    let diagnostic = Diagnostic::new(
        negation.code,
        Span::new(negation.operator.start(), after.at),
        "repeated `!` before a property",
        "use a single `!` after the colon, or none",
    );
    resume_at(after, diagnostic)
}

fn negated_clause(
    negation: &Negation<'_>,
    mut node: Node,
    items: Vec<ListItem>,
    end: usize,
) -> Recovery {
    let source = negation.operand.source();
    let operator = !node.operator;
    let diagnostic = negation.diagnostic(format!(
        "use `{}:{operator}{}`",
        message_excerpt(node.property.slice(source)),
        message_excerpt(node.value.slice(source))
    ));
    // A clause that is negated already may be meant either way.
    let diagnostic = if node.operator.is_negated() {
        diagnostic
    } else {
        let prefix = Span::new(negation.operator.start(), negation.operand.at);
        let between = Span::new(node.property.end(), node.value.start());
        let fix = Fix::replace(prefix, "").and_replace(between, format!(":{operator}"));
        diagnostic.with_fix(fix)
    };
    node.operator = operator;
    node.is_canonical = false;
    Recovery {
        clause: Some((node, items)),
        ..Recovery::then_connective(diagnostic, end)
    }
}
