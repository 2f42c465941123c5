//! Placeholders that are cut off, or stand where none may.

use nom::Err;

use super::{Mistake, Place};
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::parse::grammar;
use crate::span::Span;

pub(in crate::parse) fn unclosed_hole(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::InvalidHole,
        span,
        "the placeholder that begins here is not closed",
        "close it with `}`",
    )
}

pub(super) fn hole_elsewhere(place: Place<'_>) -> Mistake {
    let (message, help) = if place.grammar.template {
        (
            "a placeholder stands here",
            "a placeholder is a whole value, a list's values or a clause",
        )
    } else {
        (
            "`{` stands in a filter that is no template",
            "placeholders are for templates; write a value",
        )
    };
    let diagnostic = Diagnostic::new(Code::HoleElsewhere, place.span(1), message, help);
    let resume = match grammar::hole(place.bytes()) {
        Ok((rest, _)) => place.grammar.offset(rest),
        Err(Err::Error(_) | Err::Failure(_) | Err::Incomplete(_)) => place.text().len(),
    };
    Mistake::behind_clause(diagnostic, resume)
}
