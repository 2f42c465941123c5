//! `!` and `NOT` before a property.

use super::{Mistake, Place};
use crate::code::Code;
use crate::diagnostic::{Diagnostic, Fix};
use crate::display_safe::message_excerpt;
use crate::parse::grammar::is_space;
use crate::span::Span;
use crate::tree::ListItem;

/// `!field:'x'` and `NOT field:'x'`. The sign takes `length` bytes.
pub(super) fn prefix_negation(
    start: Place<'_>,
    length: usize,
    message: &'static str,
    elements: &mut Vec<ListItem>,
) -> Mistake {
    let sign = start.span(length);
    let clause = start.moved_to(sign.end()).behind_space();
    let code = if length == 1 {
        Code::PrefixNegation
    } else {
        Code::WordConnective
    };
    if clause.starts_with("(") {
        let diagnostic = Diagnostic::new(code, sign, message, "write `!` before the parenthesis")
            .with_fix(Fix::replace(Span::new(start.at, clause.at), "!"));
        return Mistake::before_clause(diagnostic, clause.at);
    }
    if clause.starts_with("!") {
        // However many there are, they are one mistake.
        let signs = clause
            .bytes()
            .iter()
            .take_while(|byte| **byte == b'!' || is_space(**byte));
        let rest = clause.moved_to(clause.at + signs.count());
        let diagnostic = Diagnostic::new(
            code,
            Span::new(start.at, rest.at),
            "`!` stands several times before the property",
            "write it once, after the colon, or not at all",
        );
        return match rest.bytes().first() {
            None | Some(b'+' | b',' | b')') => Mistake::behind_clause(diagnostic, rest.at),
            Some(_) => Mistake::before_clause(diagnostic, rest.at),
        };
    }
    let Ok((rest, mut node)) = clause.grammar.clause(clause.bytes(), elements) else {
        let diagnostic = Diagnostic::new(
            code,
            sign,
            message,
            "write `!` after the colon: `property:!'value'`",
        );
        return match clause.bytes().first() {
            None | Some(b'+' | b',' | b')') => Mistake::behind_clause(diagnostic, clause.at),
            Some(_) => Mistake::before_clause(diagnostic, clause.at),
        };
    };
    let text = start.text();
    let property = node.property.slice(text);
    let value = node.value.slice(text);
    let operator = Span::new(node.property.end(), node.value.start());
    let negated = !node.operator;
    let diagnostic = Diagnostic::new(
        code,
        sign,
        message,
        format!(
            "write `{}:{negated}{}`",
            message_excerpt(property),
            message_excerpt(value)
        ),
    );
    // A clause that is negated already may have been meant either way.
    let diagnostic = if node.operator.is_negated() {
        diagnostic
    } else {
        let fix = Fix::replace(Span::new(start.at, clause.at), "")
            .and_replace(operator, format!(":{negated}"));
        diagnostic.with_fix(fix)
    };
    node.operator = negated;
    node.canonical = false;
    let resume = clause.grammar.offset(rest);
    Mistake {
        node: Some(node),
        ..Mistake::behind_clause(diagnostic, resume)
    }
}
