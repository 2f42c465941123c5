//! Connectives of other languages: `AND`, `||`, `;`.

use super::{Context, Cursor, Recovery, wrappings};
use crate::ast::span::Span;
use crate::ast::tree::Connective;
use crate::diagnostics::code::Code;
use crate::diagnostics::diagnostic::{Diagnostic, Fix};
use crate::parser::grammar::is_space;

pub(super) enum LogicWord {
    Connective(Connective),
    Not,
}

pub(super) fn logic_word(word: &str) -> Option<LogicWord> {
    match word {
        _ if word.eq_ignore_ascii_case("and") => Some(LogicWord::Connective(Connective::And)),
        _ if word.eq_ignore_ascii_case("or") => Some(LogicWord::Connective(Connective::Or)),
        _ if word.eq_ignore_ascii_case("not") => Some(LogicWord::Not),
        _ => None,
    }
}

/// The symbol of a connective here, and its length.
pub(super) fn connective_symbol(cursor: Cursor<'_>) -> Option<(usize, Connective)> {
    match cursor.bytes() {
        [b'&', b'&', ..] => Some((2, Connective::And)),
        [b'|', b'|', ..] => Some((2, Connective::Or)),
        [b'&', ..] => Some((1, Connective::And)),
        [b'|', ..] => Some((1, Connective::Or)),
        _ => None,
    }
}

/// The word of a connective here, and its length.
pub(super) fn connective_word(cursor: Cursor<'_>) -> Option<(usize, Connective)> {
    // PowerShell writes `-and`.
    let dash = usize::from(cursor.starts_with("-"));
    let word = cursor.moved_by(dash).property()?;
    match logic_word(word.slice(cursor.source()))? {
        LogicWord::Connective(connective) => Some((dash + word.len(), connective)),
        LogicWord::Not => None,
    }
}

/// Returns `true` if a value certainly ends here: before the end of a value, or a connective.
pub(super) fn at_certain_value_end(cursor: Cursor<'_>) -> bool {
    let next = cursor.after_space();
    next.at_value_end()
        || next.starts_with(";")
        || connective_symbol(next).is_some()
        || (connective_word(next).is_some() && !next.at_clause())
}

/// Returns `true` before a connective without a clause after it, which may be a part of the word
/// before it: `name:C++`.
pub(super) fn at_dangling_connective(cursor: Cursor<'_>) -> bool {
    matches!(cursor.byte(), Some(b'+' | b',')) && cursor.moved_by(1).after_space().at_clause_end()
}

pub(super) fn symbol(context: &Context<'_>) -> Option<Recovery> {
    let (length, connective) = connective_symbol(context.start)?;
    Some(foreign_connective(context.start, length, connective))
}

pub(super) fn word(context: &Context<'_>) -> Option<Recovery> {
    let (length, connective) = connective_word(context.start)?;
    Some(foreign_connective(context.start, length, connective))
}

/// A property may have the name of a connective.
pub(super) fn word_between_clauses(context: &Context<'_>) -> Option<Recovery> {
    if context.start.at_clause() {
        return None;
    }
    word(context)
}

/// `AND`, `&&` and so on.
pub(super) fn foreign_connective(
    cursor: Cursor<'_>,
    length: usize,
    connective: Connective,
) -> Recovery {
    if let Some(recovery) = wrappings::entities(cursor) {
        return recovery;
    }
    let span = cursor.span(length);
    let symbol = connective.symbol();
    let before = cursor.before();
    let after = cursor.moved_to(span.end()).after_space();
    let value_end = end_of_value(after).filter(|_| !before.is_empty());
    let help = match (value_end, connective) {
        (None, _) => format!("use `{symbol}`"),
        (Some(_), Connective::And) => "repeat the property: `property:'a'+property:'b'`".to_owned(),
        (Some(_), Connective::Or) => {
            "for several values use a list: `property:['a','b']`".to_owned()
        }
    };
    let message = format!("`{}` is not an FQL operator", span.slice(cursor.source()));
    let diagnostic = Diagnostic::new(Code::ForeignConnective, span, message, help);
    if let Some(end) = value_end {
        return Recovery::then_connective(diagnostic, end);
    }
    let has_operands =
        !before.is_empty() && !before.ends_with(['+', ',', '(']) && !after.at_clause_end();
    // A single `|` may also start a command of another language.
    let is_certain = length > 1 || after.at_clause() || after.starts_with("(");
    let diagnostic = if has_operands && is_certain {
        diagnostic.with_fix(Fix::replace(Span::new(before.len(), after.at), symbol))
    } else {
        diagnostic
    };
    if after.bytes().is_empty() {
        Recovery::then_connective(diagnostic, span.end())
    } else if matches!(after.byte(), Some(b'+' | b',')) {
        // Both are one connective.
        Recovery::then_operand(diagnostic, after.at + 1)
    } else {
        Recovery::then_operand(diagnostic, span.end())
    }
}

/// The end of the value here, if it is certainly not the start of a clause.
fn end_of_value(cursor: Cursor<'_>) -> Option<usize> {
    let (rest, _) = cursor.grammar.scalar(cursor.bytes()).ok()?;
    let end = cursor.moved_to(cursor.grammar.offset(rest));
    at_certain_value_end(end).then_some(end.at)
}

/// `;` between clauses, or at the end as of a statement.
pub(super) fn semicolon(context: &Context<'_>) -> Option<Recovery> {
    let cursor = context.start;
    cursor
        .starts_with(";")
        .then(|| unexpected_semicolon(cursor))
}

pub(super) fn unexpected_semicolon(cursor: Cursor<'_>) -> Recovery {
    let length = cursor.run(|byte| *byte == b';' || is_space(*byte));
    let after = cursor.moved_by(length);
    let diagnostic = Diagnostic::new(
        Code::UnexpectedToken,
        cursor.span(1),
        "unexpected `;`",
        "remove it, or join clauses with `+` (and) or `,` (or)",
    );
    if after.bytes().is_empty() {
        let fix = Fix::replace(cursor.span(length), "");
        return Recovery::then_connective(diagnostic.with_fix(fix), after.at);
    }
    if after.at_clause_end() {
        Recovery::then_connective(diagnostic, after.at)
    } else {
        Recovery::then_operand(diagnostic, after.at)
    }
}
