//! Words and signs of other languages between two clauses: `AND`, `||`, `;`.

use super::{Mistake, Place};
use crate::code::Code;
use crate::diagnostic::{Diagnostic, Fix};
use crate::parse::grammar::is_space;
use crate::span::Span;
use crate::tree::Connective;

pub(super) enum WordJoin {
    Connective(Connective),
    Not,
}

pub(super) fn word_join(word: &str) -> Option<WordJoin> {
    match word {
        _ if word.eq_ignore_ascii_case("and") => Some(WordJoin::Connective(Connective::And)),
        _ if word.eq_ignore_ascii_case("or") => Some(WordJoin::Connective(Connective::Or)),
        _ if word.eq_ignore_ascii_case("not") => Some(WordJoin::Not),
        _ => None,
    }
}

pub(super) fn symbol_connective(place: Place<'_>) -> Option<(usize, Connective)> {
    match place.bytes() {
        [b'&', b'&', ..] => Some((2, Connective::And)),
        [b'|', b'|', ..] => Some((2, Connective::Or)),
        [b'&', ..] => Some((1, Connective::And)),
        [b'|', ..] => Some((1, Connective::Or)),
        _ => None,
    }
}

/// `AND`, `&&` and so on between two clauses.
pub(super) fn word_connective(place: Place<'_>, length: usize, join: Connective) -> Mistake {
    let sign = place.span(length);
    let symbol = join.symbol();
    let diagnostic = Diagnostic::new(
        Code::WordConnective,
        sign,
        format!("`{}` is no FQL", sign.slice(place.text())),
        format!("write `{symbol}`"),
    );
    let behind = place.moved_to(sign.end()).behind_space();
    let before = place.text()[..place.at]
        .trim_end_matches(|c: char| c.is_ascii_whitespace())
        .len();
    let stands_between = before > 0
        && !matches!(place.text().as_bytes()[before - 1], b'+' | b',' | b'(')
        && !matches!(behind.bytes().first(), None | Some(b'+' | b',' | b')'));
    // A single `|` may also begin a command of another language.
    let is_sure = length > 1 || behind.at_clause() || behind.starts_with("(");
    let diagnostic = if stands_between && is_sure {
        diagnostic.with_fix(Fix::replace(Span::new(before, behind.at), symbol))
    } else {
        diagnostic
    };
    if behind.bytes().is_empty() {
        Mistake::behind_clause(diagnostic, sign.end())
    } else {
        Mistake::before_clause(diagnostic, sign.end())
    }
}

/// `;` at the end, as of a statement, or between clauses.
pub(super) fn semicolon(place: Place<'_>) -> Mistake {
    let signs = place.bytes().iter();
    let length = signs
        .take_while(|byte| **byte == b';' || is_space(**byte))
        .count();
    let behind = place.moved_to(place.at + length);
    let diagnostic = Diagnostic::new(
        Code::UnexpectedText,
        place.span(1),
        "`;` stands behind a clause",
        "leave it out at the end; between clauses write `+` (and) or `,` (or)",
    );
    if behind.bytes().is_empty() {
        let fix = Fix::replace(place.span(length), "");
        return Mistake::behind_clause(diagnostic.with_fix(fix), behind.at);
    }
    if matches!(behind.bytes()[0], b'+' | b',' | b')') {
        return Mistake::behind_clause(diagnostic, behind.at);
    }
    Mistake::before_clause(diagnostic, behind.at)
}
