//! Full-width punctuation of East Asian input methods: `status：'open'，port：22`.

use super::{Context, Cursor, Recovery};
use crate::diagnostics::code::Code;
use crate::diagnostics::diagnostic::{Diagnostic, Fix};
use crate::parser::grammar::Expected;

/// The FQL equivalent of a full-width symbol.
fn equivalent(character: char) -> Option<&'static str> {
    Some(match character {
        '：' => ":",
        '＋' => "+",
        '，' | '、' => ",",
        '（' => "(",
        '）' => ")",
        '［' | '【' => "[",
        '］' | '】' => "]",
        '！' => "!",
        '＊' => "*",
        '～' => "~",
        _ => return None,
    })
}

pub(super) fn is_full_width(character: char) -> bool {
    equivalent(character).is_some()
}

pub(super) fn is_comma(character: char) -> bool {
    equivalent(character) == Some(",")
}

/// Instead of a property, a colon or a value.
pub(super) fn in_clause(context: &Context<'_>) -> Option<Recovery> {
    let cursor = context.stopped;
    let symbol = equivalent(cursor.character()?)?;
    let is_expected = match context.expected {
        Expected::Property => symbol == "(",
        Expected::Colon => symbol == ":",
        Expected::CommaOrBracket => matches!(symbol, "," | "]"),
        // An operator or a bracket before the value.
        _ => cursor.before().ends_with(':') && matches!(symbol, "!" | "*" | "~" | "["),
    };
    let diagnostic = diagnostic(cursor, symbol, is_expected);
    let resume = match context.expected {
        Expected::Property => cursor.character_span().end(),
        _ => cursor.next_boundary(),
    };
    Some(match context.expected {
        Expected::Property => Recovery::then_operand(diagnostic, resume),
        _ => Recovery::then_connective(diagnostic, resume),
    })
}

/// Instead of a connective or a closing parenthesis.
pub(super) fn after_clause(context: &Context<'_>) -> Option<Recovery> {
    after_value(context.start)
}

/// The same after a value that is certainly complete.
pub(super) fn after_value(cursor: Cursor<'_>) -> Option<Recovery> {
    let symbol = equivalent(cursor.character()?)?;
    let after = cursor.moved_to(cursor.character_span().end());
    let is_connective = matches!(symbol, "+" | ",");
    let diagnostic = diagnostic(cursor, symbol, is_connective || symbol == ")");
    Some(
        match is_connective && !after.after_space().at_clause_end() {
            true => Recovery::then_operand(diagnostic, after.at),
            false => Recovery::then_connective(diagnostic, after.at),
        },
    )
}

fn diagnostic(cursor: Cursor<'_>, symbol: &'static str, is_certain: bool) -> Diagnostic {
    let span = cursor.character_span();
    let message = format!("full-width `{}`", span.slice(cursor.source()));
    let help = format!("use `{symbol}`");
    let diagnostic = Diagnostic::new(Code::UnexpectedToken, span, message, help);
    match is_certain {
        true => diagnostic.with_fix(Fix::replace(span, symbol)),
        false => diagnostic,
    }
}
