//! Tokens that are missing or unexpected, where the intended syntax is unknown.

use super::{Context, Cursor, Recovery, quotes};
use crate::ast::span::Span;
use crate::diagnostics::code::Code;
use crate::diagnostics::diagnostic::{Diagnostic, Fix};
use crate::display_safe::{is_foreign_space, is_invisible, message_excerpt};
use crate::parser::grammar::is_property_name;

/// The token here is unexpected.
pub(super) fn token(cursor: Cursor<'_>, expected: &str) -> Recovery {
    let help =
        "a clause has the form `property:value`, and clauses are joined by `+` (and) or `,` (or)";
    token_with_help(cursor, expected, help)
}

fn token_with_help(cursor: Cursor<'_>, expected: &str, help: &'static str) -> Recovery {
    let found = match cursor.character() {
        None => "the end of the filter".to_owned(),
        Some(character) if is_invisible(character) || is_foreign_space(character) => {
            format!("the character U+{:04X}", u32::from(character))
        }
        Some(character) => format!("`{character}`"),
    };
    let span = cursor.character_span();
    let message = format!("expected {expected}, found {found}");
    let diagnostic = Diagnostic::new(Code::UnexpectedToken, span, message, help);
    // The token may be a quote, or open a list or a group.
    let resume = cursor.next_boundary().max(span.end());
    Recovery::then_connective(diagnostic, resume)
}

/// `'open'`, or `"status:'open'"`.
pub(super) fn value_without_property(context: &Context<'_>) -> Option<Recovery> {
    let cursor = context.start;
    let is_quote = cursor.at_quote() || cursor.character().is_some_and(quotes::is_typographic);
    if !is_quote {
        return None;
    }
    if let Some(diagnostic) = quoted_filter(cursor) {
        let end = cursor.source().len();
        return Some(Recovery::then_connective(diagnostic, end));
    }
    let inside = cursor.moved_to(cursor.character_span().end()).after_space();
    let help = match (inside.at_clause(), cursor.before()) {
        (true, "") => "pass only the filter, without quotes around it",
        (true, _) => "remove the quotes around the clause",
        (false, _) => {
            "add the property: `property:'value'`, or `property:['a','b']` for several values"
        }
    };
    let diagnostic = Diagnostic::new(
        Code::UnexpectedToken,
        cursor.character_span(),
        "expected a clause, found a value",
        help,
    );
    let resume = match quotes::typographic_string(cursor) {
        Some(recovery) => recovery.resume,
        None => cursor.next_boundary(),
    };
    Some(Recovery::then_connective(diagnostic, resume))
}

/// `"status": 'open'`, `` `status` = 'open' ``
pub(super) fn quoted_property(context: &Context<'_>) -> Option<Recovery> {
    let cursor = context.start;
    let opening = cursor.byte()?;
    let closing = match opening {
        b'\'' | b'"' | b'`' => opening,
        b'[' => b']',
        _ => return None,
    };
    let property = cursor.moved_by(1).property()?;
    let end = cursor.moved_to(property.end());
    let after = end.moved_by(1).after_space();
    if end.byte() != Some(closing) {
        return None;
    }
    // The operands of another operator may be the other way around: `'x' = status`.
    let is_property = match after.byte()? {
        b':' => true,
        b'=' | b'<' | b'>' | b'!' if opening != b'\'' => {
            let value = after.moved_by(after.run(|byte| b"=<>!".contains(byte)));
            let first = value.after_space().byte();
            first.is_some_and(|byte| byte == b'\'' || byte.is_ascii_digit())
        }
        _ => false,
    };
    let name = property.slice(cursor.source());
    let span = Span::new(cursor.at, property.end() + 1);
    let diagnostic = Diagnostic::new(
        Code::InvalidProperty,
        span,
        "quotes around a property",
        format!("remove them: `{}`", message_excerpt(name)),
    );
    // In JSON, a comma between two members is not `or`.
    let is_member = after.starts_with(":") && matches!(opening, b'\'' | b'"');
    let diagnostic = match is_member {
        true => diagnostic,
        false => diagnostic.with_fix(Fix::replace(span, name)),
    };
    is_property.then(|| Recovery::then_connective(diagnostic, after.next_boundary()))
}

/// `['a','b']`
pub(super) fn list_without_property(context: &Context<'_>) -> Option<Recovery> {
    let cursor = context.start;
    cursor.starts_with("[").then(|| {
        let diagnostic = Diagnostic::new(
            Code::UnexpectedToken,
            cursor.span(1),
            "expected a clause, found a list",
            "add the property: `property:['a','b']`",
        );
        Recovery::then_connective(diagnostic, cursor.next_boundary())
    })
}

/// `status:'open':port:22`
pub(super) fn second_colon(context: &Context<'_>) -> Option<Recovery> {
    let cursor = context.start;
    cursor.starts_with(":").then(|| {
        let diagnostic = Diagnostic::new(
            Code::UnexpectedToken,
            cursor.span(1),
            "`:` after a value",
            "join clauses with `+` (and) or `,` (or)",
        );
        Recovery::then_connective(diagnostic, cursor.next_boundary())
    })
}

/// `"status:'open'"`: the whole filter in quotes, as for a shell.
fn quoted_filter(cursor: Cursor<'_>) -> Option<Diagnostic> {
    let is_filter = cursor.grammar.is_filter?;
    let quote = cursor.character()?;
    let whole = cursor.rest().trim_ascii_end();
    let inside = whole.strip_prefix(quote)?.strip_suffix(quote)?;
    // Between two such quotes inside there may be a clause, and a shell may remove a backslash.
    let mut strings = inside.split(quote).skip(1).step_by(2);
    let is_certain = !inside.contains(|c: char| c == '\\' || quotes::is_typographic(c))
        && !strings.any(quotes::may_contain_clause);
    if !is_certain || !cursor.before().is_empty() || !is_filter(inside) {
        return None;
    }
    let span = cursor.span(whole.len());
    let diagnostic = Diagnostic::new(
        Code::UnexpectedToken,
        span,
        "quotes around the whole filter",
        "remove the outer quotes",
    );
    Some(diagnostic.with_fix(Fix::replace(span, inside)))
}

/// `port:>1 AND <5`
pub(super) fn operator_without_property(context: &Context<'_>) -> Option<Recovery> {
    let is_operator = matches!(context.start.byte()?, b'<' | b'>' | b'=' | b'~');
    let help = "repeat the property: `property:>1+property:<5`";
    is_operator.then(|| token_with_help(context.start, "a clause", help))
}

pub(super) fn operator_instead_of_value(context: &Context<'_>) -> Option<Recovery> {
    let cursor = context.stopped;
    let is_operator = matches!(
        cursor.byte()?,
        b'(' | b'!' | b'=' | b'<' | b'>' | b'~' | b':'
    );
    is_operator.then(|| token(cursor, "a value"))
}

pub(super) fn missing_value(context: &Context<'_>) -> Option<Recovery> {
    let cursor = context.stopped;
    if !cursor.at_value_end() {
        return None;
    }
    let diagnostic = Diagnostic::new(
        Code::MissingValue,
        cursor.span(1),
        "missing value",
        "add a value, or `null` to match fields without a value",
    );
    // An unmatched bracket here is not a second problem.
    let bracket = usize::from(cursor.starts_with("]"));
    Some(Recovery::then_connective(diagnostic, cursor.at + bracket))
}

pub(super) fn missing_colon(context: &Context<'_>) -> Recovery {
    let start = context.start;
    let span = start.property().unwrap_or(start.span(0));
    let property = message_excerpt(span.slice(start.source()));
    let help = if context.stopped.at_quote() {
        format!("use `{property}:` before the value")
    } else {
        format!("a clause has the form `{property}:value`")
    };
    let message = format!("missing `:` after `{property}`");
    let diagnostic = Diagnostic::new(Code::MissingColon, span, message, help);
    Recovery::then_connective(diagnostic, context.stopped.next_boundary())
}

pub(super) fn missing_connective(context: &Context<'_>) -> Option<Recovery> {
    let cursor = context.start;
    if cursor.property().is_none() && !matches!(cursor.byte()?, b'(' | b'!' | b'{') {
        return None;
    }
    let diagnostic = Diagnostic::new(
        Code::MissingConnective,
        cursor.character_span(),
        "missing `+` or `,` between clauses",
        "use `+` (and) or `,` (or)",
    );
    Some(Recovery::then_operand(diagnostic, cursor.at))
}

/// A run up to a colon that is not a property name.
pub(super) fn invalid_property(context: &Context<'_>) -> Option<Recovery> {
    let start = context.start;
    let length = start.rest().find(|character: char| {
        character.is_whitespace() || matches!(character, ':' | '+' | ',' | '(' | ')' | '[' | ']')
    })?;
    let span = start.span(length);
    let colon = start.moved_to(span.end());
    if length == 0 || !colon.starts_with(":") {
        return None;
    }
    let name = span.slice(start.source());
    let is_negation = name.strip_prefix('-').is_some_and(is_property_name);
    let help = if is_negation {
        "to negate the clause use `!` after the colon: `property:!'value'`"
    } else {
        "names consist of letters, digits and underscores, do not start with a digit, and are \
         joined by dots"
    };
    let message = format!("invalid property name `{}`", message_excerpt(name));
    let diagnostic = Diagnostic::new(Code::InvalidProperty, span, message, help);
    Some(Recovery::then_connective(diagnostic, colon.next_boundary()))
}

/// The start of the run is a property name.
pub(super) fn property_with_invalid_end(context: &Context<'_>) -> Option<Recovery> {
    let property = context.start.property()?;
    if property.end() != context.stopped.at {
        return None;
    }
    invalid_property(context)
}

/// `services[0].port`
pub(super) fn index(context: &Context<'_>) -> Option<Recovery> {
    let bracket = context.stopped;
    let property = context.start.property()?;
    if property.end() != bracket.at || !bracket.starts_with("[") {
        return None;
    }
    let inside = bracket.moved_by(1);
    let digits = inside.run(|byte| byte.is_ascii_digit() || *byte == b'*');
    if !inside.moved_by(digits).starts_with("]") {
        return None;
    }
    let span = bracket.span(digits + 2);
    let after = bracket.moved_to(span.end());
    let rest = after.run(|byte| byte.is_ascii_alphanumeric() || b"._".contains(byte));
    let path = format!(
        "{}{}",
        property.slice(bracket.source()),
        after.span(rest).slice(bracket.source())
    );
    let diagnostic = Diagnostic::new(
        Code::InvalidProperty,
        span,
        "index in a property name",
        format!(
            "a path goes through every element of an array: `{}`",
            message_excerpt(&path)
        ),
    );
    Some(Recovery::then_connective(diagnostic, after.next_boundary()))
}
