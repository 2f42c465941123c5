//! Ranges of other languages: `22..25`, `1024-2048`, `>1024<2048`.

use super::connectives::{at_certain_value_end, at_dangling_connective};
use super::cursor::WINDOW;
use super::negation::ends_in_negation;
use super::{Context, Cursor, Recovery};
use std::net::IpAddr;

use crate::ast::operator::Comparison;
use crate::ast::span::Span;
use crate::capability::Capability;
use crate::diagnostics::code::Code;
use crate::diagnostics::diagnostic::{Diagnostic, Fix};
use crate::display_safe::message_excerpt;
use crate::parser::grammar;
use crate::range_text::RangeText;
use crate::time::Time;

/// A range instead of a value, in a list or in a clause: `1024-2048`, `22..25`, `1024<2048` after `>`.
pub(super) fn value(context: &Context<'_>) -> Option<Recovery> {
    let cursor = context.stopped;
    let window = cursor.window();
    let end = window
        .find(|c: char| c.is_whitespace() || matches!(c, '+' | ',' | ')' | ']' | ';' | '&' | '|'))
        .unwrap_or(window.len());
    let literal = &window[..end];
    let span = cursor.span(end);
    if let Some(range) = RangeText::parse(literal) {
        return Some(Recovery::then_connective(
            range_instead_of_value(cursor, span, range),
            span.end(),
        ));
    }
    let at = literal.find(['<', '>'])?;
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let other = literal[at..].trim_start_matches(['<', '>', '=']);
    let symbol = &literal[at..literal.len() - other.len()];
    if !is_number(&literal[..at]) || !is_number(other) {
        return None;
    }
    let message = format!("second comparison `{symbol}{other}` in a clause");
    let head = compared_property(cursor.before());
    let property = head.map_or("property", |head| head.slice(cursor.source()));
    let help = format!(
        "repeat the property for it: `+{}:{symbol}{other}`",
        message_excerpt(property)
    );
    let diagnostic = Diagnostic::new(Code::ForeignComparison, span, message, help);
    Some(Recovery::then_connective(diagnostic, span.end()))
}

/// Describes a range that is the value of the clause in which the cursor is, up to the end of `span`.
fn range_instead_of_value(cursor: Cursor<'_>, span: Span, range: RangeText<'_>) -> Diagnostic {
    let literal = span.slice(cursor.source());
    let head = clause_head(cursor.before(), &["", ">="]);
    let clause = RangeClause::around(cursor);
    let clauses = clause.equivalent(
        &range.clauses(clause.property),
        &range.clauses_outside(clause.property),
    );
    let excerpt = message_excerpt(literal);
    // A telephone or serial number has a dash, too.
    let (message, help) = if range.has_dash() {
        (
            format!("unquoted `{excerpt}`"),
            format!(
                "for a range use two clauses: `{}`; for a string add quotes",
                message_excerpt(&clauses)
            ),
        )
    } else {
        (
            format!("range `{excerpt}` instead of a value"),
            format!("use two clauses: `{}`", message_excerpt(&clauses)),
        )
    };
    let diagnostic = Diagnostic::new(Code::ForeignComparison, span, message, help);
    let diagnostic = match clause.equated.filter(|_| range.has_dash()) {
        Some(property) => diagnostic.with_help_without(
            property,
            Capability::Range,
            format!("add quotes: `'{}'`", excerpt.trim_matches(['[', ']'])),
        ),
        None => diagnostic,
    };
    let after = cursor.moved_to(span.end());
    let is_certain = at_certain_value_end(after) && !at_dangling_connective(after);
    let Some(property) = head.filter(|_| is_certain) else {
        return diagnostic;
    };
    let fix = Fix::replace(Span::new(property.start(), span.end()), clauses);
    match range.has_dash() {
        true => diagnostic.with_fix_for_ranges(property, fix),
        false => diagnostic.with_fix(fix),
    }
}

/// The clause around a value that is a range.
struct RangeClause<'t> {
    /// The name of the property, or `property` if it is not valid.
    property: &'t str,
    /// The span of a valid name before equality.
    equated: Option<Span>,
    is_negated: bool,
    is_in_list: bool,
}

impl<'t> RangeClause<'t> {
    fn around(value: Cursor<'t>) -> Self {
        let before = value.before();
        // A list may have any number of ranges.
        let near = before.floor_char_boundary(before.len().saturating_sub(WINDOW));
        let list = before[near..]
            .rfind(['[', ']'])
            .map(|at| near + at)
            .filter(|at| before.ends_with(['[', ',']) && before[*at..].starts_with('['));
        let head = list.map_or(before, |open| before[..open].trim_ascii_end());
        let operator = head.trim_end_matches(['!', '>', '=']).len();
        let has_bang = head[operator..].contains('!');
        let name = head[..operator].trim_ascii_end();
        let name = name.strip_suffix(':').unwrap_or("").trim_ascii_end();
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.');
        let start = name.trim_end_matches(is_part).len();
        let property = &name[start..];
        let is_valid = grammar::is_property_name(property);
        let is_equality = !head[operator..].contains('>');
        Self {
            property: if is_valid { property } else { "property" },
            equated: (is_valid && is_equality).then(|| Span::new(start, name.len())),
            is_negated: has_bang ^ ends_in_negation(&name[..start]),
            is_in_list: list.is_some(),
        }
    }

    /// The clauses that match the range, beside the other values of a list.
    fn equivalent(&self, inside: &str, outside: &str) -> String {
        let property = self.property;
        match (self.is_in_list, self.is_negated) {
            (false, false) => inside.to_owned(),
            (false, true) => outside.to_owned(),
            (true, false) => format!("({property}:[…],{inside})"),
            (true, true) => format!("{property}:![…]+{outside}"),
        }
    }
}

/// Returns `true` for a range that `RangeText` does not parse: `1.5..2.5`, `5..1`, `1..`, `1.5-2.5`.
pub(super) fn is_unsupported(literal: &str) -> bool {
    let is_end =
        |end: &str| is_number(end) || end.parse::<IpAddr>().is_ok() || Time::parse(end).is_ok();
    let mut ends = literal.split("..").map(|end| end.trim_matches(['.', '=']));
    let has_end = literal.contains(|c: char| c.is_ascii_alphanumeric());
    if literal.contains("..") {
        return has_end && ends.all(|end| end.is_empty() || is_end(end));
    }
    // A dash at the start is a sign.
    let from = literal.strip_prefix('-').unwrap_or(literal);
    from.split_once('-').is_some_and(|(from, to)| {
        let are_addresses = from.parse::<IpAddr>().is_ok() && to.parse::<IpAddr>().is_ok();
        // Two integers that are not in order are more likely a part of a string.
        (literal.contains('.') && is_number(from) && is_number(to)) || are_addresses
    })
}

fn is_number(text: &str) -> bool {
    text.starts_with(|c: char| c == '-' || c.is_ascii_digit())
        && grammar::is_number_or_word(text.as_bytes())
}

/// The help for a range that `RangeText` does not parse.
pub(super) fn unsupported_help(literal: &str, value: Cursor<'_>) -> String {
    let clause = RangeClause::around(value);
    let property = clause.property;
    let ends = literal
        .split_once("..")
        .filter(|(from, to)| is_number(from) && is_number(to));
    let is_ordered = |from: &str, to: &str| {
        let [from, to] = [from, to].map(|end| end.parse::<f64>().ok());
        from.is_some() && from <= to
    };
    let (from, to) = ends
        .filter(|(from, to)| is_ordered(from, to))
        .unwrap_or(("from", "to"));
    let clauses = clause.equivalent(
        &format!("{property}:>={from}+{property}:<={to}"),
        &format!("({property}:<{from},{property}:>{to})"),
    );
    format!(
        "for a range use two clauses: `{}`; for a string add quotes",
        message_excerpt(&clauses)
    )
}

/// Returns the property before a value and a range operator.
pub(super) fn compared_property(before: &str) -> Option<Span> {
    let operators = ["<", "<=", ">", ">="];
    clause_head(before, &operators).or_else(|| {
        let name = before.trim_end_matches(['<', '>', '=']).trim_ascii_end();
        (name.len() < before.len())
            .then(|| property_at_end(name))
            .flatten()
    })
}

/// Returns the property before a value if one of the operators is between them.
fn clause_head(before: &str, operators: &[&str]) -> Option<Span> {
    operators.iter().find_map(|operator| {
        let colon = before.strip_suffix(operator)?.trim_ascii_end();
        property_at_end(colon.strip_suffix(':')?.trim_ascii_end())
    })
}

/// The property at the end of `source`, after a connective or at the start.
fn property_at_end(source: &str) -> Option<Span> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.');
    let before = source.trim_end_matches(is_part);
    let span = Span::new(before.len(), source.len());
    // A sign before it is a part of another mistake.
    let before = before.trim_ascii_end();
    let is_whole = before.is_empty() || before.ends_with(['+', ',', '(']);
    (is_whole && grammar::is_property_name(span.slice(source))).then_some(span)
}

/// `[22..25]`: a range as the only item of a list that ends at `end`.
pub(super) fn only_item(stopped: Cursor<'_>, end: usize) -> Option<Recovery> {
    let source = stopped.source();
    let open = source[..stopped.at].rfind('[')?;
    let range = RangeText::parse(&source[open + 1..end])?;
    let list = stopped.moved_to(open);
    let span = Span::new(open, end + 1);
    let diagnostic = range_instead_of_value(list, span, range);
    Some(Recovery::then_connective(diagnostic, span.end()))
}

/// `last_seen:'now-7d'..'now'`, `port:22 to 25`, `port:>='a'..<='b'`
pub(super) fn after_value(context: &Context<'_>) -> Option<Recovery> {
    let cursor = context.start;
    let node = context.previous?;
    let length = separator_length(cursor)?;
    let to = cursor.moved_by(length).after_space();
    let to = if to.starts_with("<=") {
        to.moved_by(2).after_space()
    } else {
        to
    };
    let (rest, _) = to.grammar.scalar(to.bytes()).ok()?;
    let end = to.moved_to(to.grammar.offset(rest));
    let source = cursor.source();
    let separator = cursor.span(length);
    let literals = [node.value, Span::new(to.at, end.at)].map(|span| span.slice(source));
    let range = RangeText::new(literals[0], literals[1]);
    let property = node.property.slice(source);
    let before = &source[..node.property.start()];
    let help = match (range, node.operator.is_negated() ^ ends_in_negation(before)) {
        (Some(range), false) => range.clauses(property),
        (Some(range), true) => range.clauses_outside(property),
        (None, false) => format!("{property}:>={}+{property}:<={}", literals[0], literals[1]),
        (None, true) => format!("({property}:<{},{property}:>{})", literals[0], literals[1]),
    };
    let diagnostic = Diagnostic::new(
        Code::ForeignComparison,
        separator,
        format!("`{}` is not an FQL operator", separator.slice(source)),
        format!("use two clauses: `{}`", message_excerpt(&help)),
    );
    let is_lower_end = matches!(
        (node.operator.comparison(), node.operator.is_negated()),
        (Comparison::Equal | Comparison::GreaterOrEqual, false)
    );
    let diagnostic = match range {
        Some(_) if is_lower_end && at_certain_value_end(end) => {
            diagnostic.with_fix(Fix::replace(Span::new(node.property.start(), end.at), help))
        }
        _ => diagnostic,
    };
    Some(Recovery::then_connective(diagnostic, end.at))
}

/// The length of `..` or `to` between two values.
fn separator_length(cursor: Cursor<'_>) -> Option<usize> {
    if cursor.starts_with("..") {
        return Some(2);
    }
    let word = cursor.property()?;
    (word.slice(cursor.source()).eq_ignore_ascii_case("to") && !cursor.at_clause())
        .then_some(word.len())
}
