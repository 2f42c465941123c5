//! Stars where none may stand.

use super::{Mistake, Place, at_end_of_value};
use crate::code::Code;
use crate::diagnostic::{Diagnostic, Fix};
use crate::display_safe::message_excerpt;
use crate::operator::Comparison;
use crate::span::Span;
use crate::tree::Node;

/// A star in the place of a clause.
pub(super) fn lone_star(start: Place<'_>) -> Mistake {
    let stars = start
        .bytes()
        .iter()
        .take_while(|byte| **byte == b'*')
        .count();
    let span = start.span(stars);
    let diagnostic = Diagnostic::new(
        Code::LoneStar,
        span,
        format!(
            "`{}` stands where a clause is wanted",
            message_excerpt(span.slice(start.text()))
        ),
        "for a filter that matches everything leave the filter out",
    );
    let is_all = start.text().trim_ascii().len() == stars;
    let diagnostic = if is_all {
        diagnostic.with_fix(Fix::replace(Span::new(0, start.text().len()), ""))
    } else {
        diagnostic
    };
    let behind = start.moved_to(span.end());
    let resume = if at_end_of_value(behind.behind_space()) {
        span.end()
    } else {
        behind.next_boundary()
    };
    Mistake::behind_clause(diagnostic, resume)
}

/// `'web'*`: a star behind the closing quote.
pub(super) fn star_outside_quotes(place: Place<'_>, node: &Node) -> Mistake {
    let stars = place
        .bytes()
        .iter()
        .take_while(|byte| **byte == b'*')
        .count();
    let span = place.span(stars);
    let value = node.value.slice(place.text());
    let inside = format!(
        "{}*{}",
        &value[..value.len() - 1],
        &value[value.len() - 1..]
    );
    let diagnostic = Diagnostic::new(
        Code::StarOutsideQuotes,
        span,
        "a star stands outside the quotes",
        format!(
            "write the stars of a pattern inside its quotes: `{}`",
            message_excerpt(&inside)
        ),
    );
    // With a star before the quotes, too, one inside may have been meant at either end or at both.
    let is_sure = node.operator.comparison() == Comparison::Equal;
    let diagnostic = if is_sure {
        let closing = Span::new(node.value.end() - 1, node.value.end() - 1);
        diagnostic.with_fix(Fix::replace(span, "").and_replace(closing, "*"))
    } else {
        diagnostic
    };
    Mistake::behind_clause(diagnostic, span.end())
}
