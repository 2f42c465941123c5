//! Comparison operators of other languages: `field=='x'`, `field>=5`, `field=~'x'`.

use nom::Err;

use super::connectives::at_certain_value_end;
use super::{Context, Cursor, Recovery, in_value};
use crate::ast::literal::{ListItem, LiteralKind};
use crate::ast::operator::{Comparison, Operator};
use crate::ast::span::Span;
use crate::ast::tree::{Node, NodeKind};
use crate::diagnostics::code::Code;
use crate::diagnostics::diagnostic::{Diagnostic, Fix};
use crate::diagnostics::report::Diagnostics;
use crate::parser::grammar::{is_space, is_word_byte};

/// `field='x'`, `field>5`, `field:=='x'`, `field:=<5` and so on.
pub(super) fn in_clause(context: &Context<'_>) -> Option<Recovery> {
    let property = context.start.property()?;
    // After a colon, the grammar may have taken the first symbol for an operator.
    let colon = context.start.moved_to(property.end()).after_space();
    let has_colon = colon.starts_with(":");
    let at_operator = if has_colon {
        colon.moved_by(1).after_space()
    } else {
        context.stopped
    };
    let span = match at_operator.character() {
        Some('≥' | '≤' | '≠' | '＝' | '＜' | '＞') => at_operator.character_span(),
        _ => at_operator.span(symbols_length(at_operator)),
    };
    let symbols = span.slice(context.start.source());
    let (operator, code) = foreign_operator(symbols, has_colon)?;

    let message = match (code, has_colon) {
        (Code::ReversedComparison, _) => format!("reversed comparison operator `{symbols}`"),
        (_, false) if operator.comparison().is_range() || symbols == "~" => {
            format!("missing `:` before `{symbols}`")
        }
        _ => format!("`{symbols}` is not an FQL operator"),
    };
    let help = match operator.spelling() {
        "" => "use `:` for equality".to_owned(),
        "!" => "use `:!` for inequality".to_owned(),
        spelling => format!("use `:{spelling}`"),
    };
    let diagnostic = Diagnostic::new(code, span, message, help);
    let value = at_operator.moved_to(span.end()).after_space();
    if operator.comparison() == Comparison::Text && may_be_regular_expression(value) {
        let help =
            "use a pattern with `*` as the wildcard: `:*'web*'`, or `:~` for a part of the text";
        let recovery = with_value(property, operator, value, diagnostic.with_help(help));
        let diagnostic = recovery.diagnostic.without_fix();
        return Some(Recovery {
            diagnostic,
            ..recovery
        });
    }
    Some(with_value(property, operator, value, diagnostic))
}

/// The length of the operator here. In `name=*web*` the star is a part of the value.
fn symbols_length(cursor: Cursor<'_>) -> usize {
    let length = cursor.run(|byte| b"=<>!~*".contains(byte));
    let symbols = cursor.span(length).slice(cursor.source());
    let is_equality = symbols.starts_with('=') || symbols.starts_with("!=");
    match is_equality {
        true => symbols.trim_end_matches('*').len(),
        false => length,
    }
}

/// Returns `true` before a value with symbols of a regular expression.
fn may_be_regular_expression(value: Cursor<'_>) -> bool {
    let end = value
        .end_of_token()
        .unwrap_or_else(|| value.at + value.run(|byte| !is_space(*byte) && !b"+,".contains(byte)));
    let literal = Span::new(value.at, end).slice(value.source());
    literal.trim_matches(['\'', '"']).starts_with('/')
        || literal.contains(".*")
        || literal.contains(['^', '$', '[', '(', '{', '|', '\\', '+', '?'])
}

/// Completes the recovery from a foreign operator. Parses the value after it, so that the property
/// and the value are checked, too; only if that succeeds, the fix is certain.
pub(super) fn with_value(
    property: Span,
    operator: Operator,
    value: Cursor<'_>,
    diagnostic: Diagnostic,
) -> Recovery {
    let fix = Fix::replace(Span::new(property.end(), value.at), format!(":{operator}"));
    let mut items = Vec::new();
    let comparison = value
        .grammar
        .comparison(property, value.bytes(), &mut items);
    match comparison {
        Ok((rest, mut node)) if node.operator == Operator::new(Comparison::Equal) => {
            let is_list = node.kind == NodeKind::ListClause;
            let has_python_null = items
                .iter()
                .any(|item| item.span.slice(value.source()) == PYTHON_NULL);
            let is_valid = !is_list || !(operator.comparison().is_range() || has_python_null);
            let diagnostic = if is_valid {
                diagnostic.with_fix(with_lower_case_keywords(value, &node, &items, fix))
            } else {
                diagnostic
            };
            node.operator = operator;
            node.is_canonical = false;
            Recovery {
                clause: Some((node, items)),
                ..Recovery::then_connective(diagnostic, value.grammar.offset(rest))
            }
        }
        Err(Err::Error(rejected) | Err::Failure(rejected)) if !rejected.in_list => {
            let stopped = value.moved_to(value.grammar.offset(rejected.rest));
            if stopped.at_value_end() {
                return Recovery::then_connective(diagnostic, stopped.at);
            }
            // The value is another problem.
            let recovery = in_value(stopped, rejected.expected);
            let is_fixed = recovery.diagnostic.fix().is_some();
            let is_undecided = recovery.diagnostic.undecided_property().is_some();
            let diagnostic = match with_rejected_keyword(value, fix) {
                Some(fix) if is_fixed => diagnostic.with_fix(fix),
                Some(fix) if is_undecided => diagnostic.with_fix_for_ranges(property, fix),
                _ => diagnostic,
            };
            let mut more = Diagnostics::default();
            more.push(recovery.diagnostic);
            more.append(recovery.more);
            Recovery {
                diagnostic,
                more,
                clause: None,
                ..recovery
            }
        }
        _ => Recovery::then_connective(diagnostic, value.next_boundary()),
    }
}

/// Replaces the keywords of a value, too.
fn with_lower_case_keywords(value: Cursor<'_>, node: &Node, items: &[ListItem], fix: Fix) -> Fix {
    let is_word = node.kind == NodeKind::Clause(LiteralKind::Word);
    let word = is_word.then_some(node.value);
    let words = items
        .iter()
        .filter(|item| item.kind == LiteralKind::Word)
        .map(|item| item.span);
    word.into_iter().chain(words).fold(fix, |fix, word| {
        match foreign_keyword(word.slice(value.source())) {
            Some(keyword) => fix.and_replace(word, keyword),
            None => fix,
        }
    })
}

/// The same for a value that the grammar rejects. There is no fix for a keyword that may continue.
fn with_rejected_keyword(value: Cursor<'_>, fix: Fix) -> Option<Fix> {
    let word = value.span(value.run(|byte| is_word_byte(*byte)));
    match foreign_keyword(word.slice(value.source())) {
        Some(keyword) => {
            at_certain_value_end(value.moved_to(word.end())).then(|| fix.and_replace(word, keyword))
        }
        None => Some(fix),
    }
}

/// The word for null of Python, which may also be a string.
pub(super) const PYTHON_NULL: &str = "None";

/// The FQL spelling of a keyword. Languages with such operators also write `NULL` and `TRUE`.
pub(super) fn foreign_keyword(word: &str) -> Option<&'static str> {
    ["null", "true", "false"]
        .into_iter()
        .find(|keyword| word.eq_ignore_ascii_case(keyword))
}

/// The FQL operator for the symbols of another language. After a colon, some of the symbols are
/// FQL.
fn foreign_operator(symbols: &str, has_colon: bool) -> Option<(Operator, Code)> {
    let (operator, code) = match symbols {
        "=" | "==" | "===" | "＝" => (Operator::new(Comparison::Equal), Code::ForeignComparison),
        "!=" | "!==" | "<>" | "=!" | "≠" => {
            (!Operator::new(Comparison::Equal), Code::ForeignComparison)
        }
        "≥" => (
            Operator::new(Comparison::GreaterOrEqual),
            Code::ForeignComparison,
        ),
        "≤" => (
            Operator::new(Comparison::LessOrEqual),
            Code::ForeignComparison,
        ),
        "＞" => (Operator::new(Comparison::Greater), Code::ForeignComparison),
        "＜" => (Operator::new(Comparison::Less), Code::ForeignComparison),
        "=~" | "~=" => (Operator::new(Comparison::Text), Code::ForeignComparison),
        "=<" => (
            Operator::new(Comparison::LessOrEqual),
            Code::ReversedComparison,
        ),
        "=>" => (
            Operator::new(Comparison::GreaterOrEqual),
            Code::ReversedComparison,
        ),
        _ if has_colon => return None,
        _ => {
            let comparison = match symbols {
                ">" => Comparison::Greater,
                ">=" => Comparison::GreaterOrEqual,
                "<" => Comparison::Less,
                "<=" => Comparison::LessOrEqual,
                "~" => Comparison::Text,
                _ => return None,
            };
            (Operator::new(comparison), Code::ForeignComparison)
        }
    };
    Some((operator, code))
}
