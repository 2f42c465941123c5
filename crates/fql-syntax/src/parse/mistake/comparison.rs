//! Comparisons in the signs of other languages: `field=='x'`, `field>=5`, `field=~'x'`.

use nom::Err;

use super::{Mistake, Place, at_end_of_value, bad_value};
use crate::code::Code;
use crate::diagnostic::{Diagnostic, Fix};
use crate::operator::{Comparison, Operator};
use crate::report::Diagnostics;
use crate::span::Span;
use crate::tree::{ListItem, LiteralKind, Node, Tag};

/// `field='x'`, `field>5`, `field:=='x'`, `field:=<5` and so on; `at` is where the signs stand.
pub(super) fn foreign_comparison(
    start: Place<'_>,
    at: Place<'_>,
    elements: &mut Vec<ListItem>,
) -> Option<Mistake> {
    // Behind a colon, the grammar may have taken the first sign for an operator.
    let property = start.property()?;
    let colon = start.moved_to(property.end()).behind_space();
    let has_colon = colon.starts_with(":");
    let signs_at = if has_colon {
        colon.moved_to(colon.at + 1).behind_space()
    } else {
        at
    };
    let length = signs_at
        .bytes()
        .iter()
        .take_while(|byte| b"=<>!~*".contains(byte))
        .count();
    let signs = signs_at.span(length).slice(start.text());
    let (operator, code) = foreign_operator(signs, has_colon)?;

    let value = signs_at.moved_to(signs_at.at + length).behind_space();
    let help = match operator.spelling() {
        "" => "write `:` for equality".to_owned(),
        "!" => "write `:!` for inequality".to_owned(),
        spelling => format!("write `:{spelling}`"),
    };
    let message = match (code, has_colon) {
        (Code::ReversedComparison, _) => format!("the signs of `{signs}` are reversed"),
        (_, false) if operator.comparison().is_range() || signs == "~" => {
            format!("`{signs}` stands without a colon")
        }
        _ => format!("`{signs}` compares nothing here"),
    };
    let diagnostic = Diagnostic::new(code, signs_at.span(length), message, help);

    Some(read_comparison(
        property, operator, value, diagnostic, elements,
    ))
}

/// Reads the value behind a foreign operator, so that it and the property are checked, too. If
/// that works, the fix is sure.
pub(super) fn read_comparison(
    property: Span,
    operator: Operator,
    value: Place<'_>,
    diagnostic: Diagnostic,
    elements: &mut Vec<ListItem>,
) -> Mistake {
    let fix = Fix::replace(Span::new(property.end(), value.at), format!(":{operator}"));
    match value.grammar.comparison(property, value.bytes(), elements) {
        Ok((rest, mut node)) if node.operator == Operator::new(Comparison::Equal) => {
            let takes_no_list = node.tag == Tag::ListClause && operator.comparison().is_range();
            let diagnostic = if takes_no_list {
                diagnostic
            } else {
                diagnostic.with_fix(spelled_in_lower_case(value, &node, fix))
            };
            node.operator = operator;
            node.canonical = false;
            let resume = value.grammar.offset(rest);
            Mistake {
                node: Some(node),
                ..Mistake::behind_clause(diagnostic, resume)
            }
        }
        Err(Err::Error(unread) | Err::Failure(unread)) if !unread.in_list => {
            let stopped = value.moved_to(value.grammar.offset(unread.rest));
            if at_end_of_value(stopped) {
                return Mistake::behind_clause(diagnostic, stopped.at);
            }
            // The value is another mistake.
            let mistake = bad_value(stopped, unread.expected);
            let diagnostic = match mistake.diagnostic.fix() {
                Some(_) => diagnostic.with_fix(fix),
                None => diagnostic,
            };
            let mut more = Diagnostics::default();
            more.push(mistake.diagnostic);
            more.append(mistake.more);
            Mistake {
                diagnostic,
                more,
                node: None,
                ..mistake
            }
        }
        _ => Mistake::behind_clause(diagnostic, value.next_boundary()),
    }
}

/// Where comparisons are of another language, so is the case of `NULL` and `TRUE`.
fn spelled_in_lower_case(place: Place<'_>, node: &Node, fix: Fix) -> Fix {
    let lower = node.value.slice(place.text()).to_ascii_lowercase();
    if node.tag == Tag::Clause(LiteralKind::Word) && matches!(&*lower, "null" | "true" | "false") {
        fix.and_replace(node.value, lower)
    } else {
        fix
    }
}

fn foreign_operator(signs: &str, has_colon: bool) -> Option<(Operator, Code)> {
    let equal = Operator::new(Comparison::Equal);
    let is_fql = has_colon;
    let operator = match signs {
        "=" | "==" | "===" => equal,
        "!=" | "!==" | "<>" | "=!" => !equal,
        "=<" => {
            return Some((
                Operator::new(Comparison::LessOrEqual),
                Code::ReversedComparison,
            ));
        }
        "=>" => {
            return Some((
                Operator::new(Comparison::GreaterOrEqual),
                Code::ReversedComparison,
            ));
        }
        ">" if !is_fql => Operator::new(Comparison::Greater),
        ">=" if !is_fql => Operator::new(Comparison::GreaterOrEqual),
        "<" if !is_fql => Operator::new(Comparison::Less),
        "<=" if !is_fql => Operator::new(Comparison::LessOrEqual),
        "=~" | "~=" => Operator::new(Comparison::Text),
        "~" if !is_fql => Operator::new(Comparison::Text),
        _ => return None,
    };
    Some((operator, Code::ForeignComparison))
}
