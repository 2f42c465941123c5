//! Values without the quotes they need.

use super::connectives::{
    at_certain_value_end, at_dangling_connective, connective_symbol, connective_word,
    foreign_connective, logic_word, unexpected_semicolon,
};
use super::cursor::{Cursor, WINDOW, run_length};
use super::full_width::{self, is_full_width};
use super::invisible::{is_stray, stray_characters};
use super::{Context, Recovery, lists, quote, ranges, wrappings};
use std::net::IpAddr;

use crate::ast::literal::LiteralKind;
use crate::ast::span::Span;
use crate::ast::tree::NodeKind;
use crate::diagnostics::code::Code;
use crate::diagnostics::diagnostic::{Diagnostic, Fix};
use crate::display_safe::message_excerpt;
use crate::parser::grammar::{self, is_space, is_word_byte};
use crate::time::{Time, TimeMistake};

/// A number, word, time or address that needs quotes, or that is followed by something unexpected.
pub(super) fn value(context: &Context<'_>) -> Option<Recovery> {
    let cursor = context.stopped;
    let run = cursor.span(value_length(cursor));
    let literal = run.slice(cursor.source());
    let after = cursor.moved_to(run.end());
    if let Some(recovery) = string_with_apostrophe(cursor, after) {
        return Some(recovery);
    }
    if grammar::is_number_or_word(literal.as_bytes()) && !at_end_of_run(after) {
        return Some(unexpected_after_value(cursor, run));
    }
    if let Some(length) = rest_of_time(literal, after) {
        return Some(time_with_rest(cursor.span(run.len() + length), cursor));
    }
    Some(unquoted_string(run, cursor, run.end()))
}

/// The length of a value without quotes: up to a symbol of FQL or of another language.
fn value_length(cursor: Cursor<'_>) -> usize {
    let bytes = cursor.bytes();
    let is_end = |offset: &usize| match &bytes[*offset..] {
        [b';', ..] | [b'&', b'&', ..] | [b'|', b'|', ..] => true,
        [b'&' | b'|', ..] => {
            cursor.moved_by(offset + 1).at_clause()
                || wrappings::at_parameter(cursor.moved_by(*offset)).is_some()
        }
        [0x80..=0xff, ..] => {
            let character = cursor.moved_by(*offset).character();
            character.is_some_and(|c| is_stray(c) || is_full_width(c))
        }
        after => run_length(&after[..1]) == 0,
    };
    (1..bytes.len()).find(is_end).unwrap_or(bytes.len())
}

/// Returns `true` if a value without quotes may end here.
fn at_end_of_run(cursor: Cursor<'_>) -> bool {
    cursor.byte().is_none_or(is_space) || cursor.at_value_end()
}

/// `O'Neil`
fn string_with_apostrophe(cursor: Cursor<'_>, after: Cursor<'_>) -> Option<Recovery> {
    if !after.starts_with("'") {
        return None;
    }
    let end = after.moved_by(1 + run_length(&after.window().as_bytes()[1..]));
    let span = Span::new(cursor.at, end.at);
    at_end_of_run(end).then(|| unquoted_string(span, cursor, end.at))
}

/// A number or word that is followed by something unexpected.
fn unexpected_after_value(cursor: Cursor<'_>, run: Span) -> Recovery {
    let after = cursor.moved_to(run.end());
    if let Some(diagnostic) = stray_characters(after) {
        // Characters without width may be inside a word.
        let span = diagnostic.span();
        let rest = after.moved_to(span.end());
        let is_in_word = rest.byte().is_some_and(is_word_byte)
            && !span.slice(cursor.source()).contains(char::is_whitespace);
        let length = if is_in_word { value_length(rest) } else { 0 };
        return Recovery::then_connective(diagnostic, rest.at + length);
    }
    if let Some(recovery) = wrappings::parameter_at(after) {
        return recovery;
    }
    // A word may continue with such a symbol.
    let is_word = !cursor
        .byte()
        .is_some_and(|byte| byte.is_ascii_digit() || byte == b'-');
    if let Some(recovery) = full_width::after_value(after) {
        return match is_word {
            true => Recovery {
                diagnostic: recovery.diagnostic.without_fix(),
                ..recovery
            },
            false => recovery,
        };
    }
    match connective_symbol(after) {
        Some((length, connective)) => foreign_connective(after, length, connective),
        None if after.starts_with(";") => unexpected_semicolon(after),
        None => unquoted_string(run, cursor, after.next_boundary()),
    }
}

fn unquoted_string(run: Span, cursor: Cursor<'_>, resume: usize) -> Recovery {
    let literal = run.slice(cursor.source());
    let is_time = grammar::looks_like_now(literal.as_bytes()) || looks_like_date(literal);
    let mut quoted = Some(quote(literal));
    let diagnostic = if is_time {
        let help = match intended_time(literal) {
            Some((help, intended)) => {
                quoted = intended;
                help
            }
            None => format!("add quotes: `{}`", message_excerpt(&quote(literal))),
        };
        unquoted_time(run, literal, help)
    } else {
        string_without_quotes(run, literal, &quote(literal))
    };
    let is_range = is_range_operator(cursor.before());
    let after = cursor.moved_to(run.end());
    let other_meaning = other_meaning(literal, cursor, after);
    let has_other_meaning = other_meaning.is_some();
    let bound = bound_help(literal).filter(|_| is_range && !is_time);
    let diagnostic = match other_meaning.or(bound) {
        Some(help) => diagnostic.with_help(help),
        None => diagnostic,
    };
    // Only the whole value is certain, and only without symbols that another language may have
    // meant, or that quotes give another meaning.
    // After a space, other words may be a part of the value.
    let is_whole = at_certain_value_end(after)
        || after.after_space().at_clause()
        || stray_characters(after).is_some();
    let is_plain = |c: char| c.is_alphanumeric() || "._-:/\\@%*".contains(c);
    let has_escape = literal.contains(r"\\") || literal.contains(r"\*");
    let is_known = is_time || is_address(literal);
    if let Some(quoted) = quoted
        && is_whole
        && !has_other_meaning
        && (is_known || !at_dangling_connective(after))
        && !has_escape
        && (is_known || !may_contain_clause(literal))
        && !has_connective_word(literal)
        && literal.chars().all(is_plain)
    {
        let fix = Fix::replace(run, quoted);
        let diagnostic = match ranges::compared_property(cursor.before()) {
            _ if is_known || !is_range => diagnostic.with_fix(fix),
            Some(property) if !literal.ends_with('%') => {
                diagnostic.with_fix_for_ranges(property, fix)
            }
            _ => diagnostic,
        };
        return Recovery::then_connective(diagnostic, resume);
    }
    let resume = if is_whole {
        resume
    } else {
        after.next_boundary()
    };
    Recovery::then_connective(diagnostic, resume)
}

fn string_without_quotes(span: Span, literal: &str, quoted: &str) -> Diagnostic {
    let quoted = message_excerpt(quoted);
    let help = if literal.contains('|') {
        let list = literal.split('|').map(quote).collect::<Vec<_>>().join(",");
        let list = message_excerpt(&list);
        format!("for several values use a list: `[{list}]`; for one string add quotes: `{quoted}`")
    } else {
        format!("add quotes: `{quoted}`")
    };
    let message = format!("unquoted string `{}`", message_excerpt(literal));
    Diagnostic::new(Code::UnquotedString, span, message, help)
}

const REGEX_HELP: &str =
    "use a pattern with `*` as the wildcard: `:*'web*'`; for a string add quotes";

/// The help for a value that is meant as a range or a pattern of another language. Quotes would make
/// it a string.
fn other_meaning(literal: &str, cursor: Cursor<'_>, after: Cursor<'_>) -> Option<String> {
    if ranges::is_unsupported(literal) {
        return Some(ranges::unsupported_help(literal, cursor));
    }
    if is_regular_expression(literal, after) {
        return Some(REGEX_HELP.to_owned());
    }
    let is_percentage = !literal.starts_with('%') && !literal.contains(char::is_alphabetic);
    (literal.contains('%') && !is_percentage).then(|| {
        let quoted = quote(literal);
        let quoted = message_excerpt(&quoted);
        format!(
            "use `*` as the wildcard of a pattern: `:*'*web*'`; for a string add quotes: `{quoted}`"
        )
    })
}

/// Returns `true` for symbols of a regular expression: `.*`, `^web`, `\d`.
fn is_regular_expression(literal: &str, after: Cursor<'_>) -> bool {
    let has_class = literal.match_indices('\\').any(|(at, _)| {
        let mut escaped = literal[at + 1..].chars();
        match escaped.next() {
            Some('w' | 'W' | 'd' | 'D' | 's' | 'S' | 'b' | 'B') => {
                escaped.next().is_none_or(|c| !c.is_alphanumeric())
            }
            // Not in a path of Windows.
            Some('.') => !literal.contains(':') && !literal.starts_with('\\'),
            _ => false,
        }
    });
    has_class
        || literal.contains(".*")
        || (literal.ends_with('.') && after.starts_with("+"))
        || literal.starts_with('^')
        || literal.ends_with('$')
}

/// Returns `true` if the source ends in an unquoted word, or in a list of such words.
pub(crate) fn ends_in_word(source: &str) -> bool {
    let near = source.floor_char_boundary(source.len().saturating_sub(WINDOW));
    let source = source[near..].trim_end_matches([']', ' ']);
    let is_part = |c: char| !c.is_whitespace() && !",;|:[(<>=!~".contains(c);
    let word = &source[source.trim_end_matches(is_part).len()..];
    let is_closed = word.is_empty() || word.ends_with(['\'', '"', '’', '”', '`', ')', '}', '+']);
    let is_other = ["true", "false", "null"].contains(&word)
        || (!word.contains(char::is_alphabetic) && grammar::is_number_or_word(word.as_bytes()));
    !is_closed && !is_other
}

/// Returns `true` after an operator that compares numbers, times and addresses only.
fn is_range_operator(before: &str) -> bool {
    before.trim_end_matches('=').ends_with(['<', '>'])
}

/// The help for a bound that is neither a number nor a time.
fn bound_help(literal: &str) -> Option<String> {
    if let Some(number) = literal.strip_suffix('%')
        && grammar::is_number_or_word(number.as_bytes())
    {
        return Some(format!("use a number: `{}`", message_excerpt(number)));
    }
    let mistake = TimeMistake::find(literal)?;
    Some(format!("for a time {}, in quotes", mistake.help()))
}

/// A number and a connective: `5AND port:22`.
fn has_connective_word(literal: &str) -> bool {
    let word = literal.trim_start_matches(|c: char| c.is_ascii_digit());
    word.len() < literal.len() && logic_word(word).is_some()
}

/// An address of any kind, or a network.
fn is_address(literal: &str) -> bool {
    let mut parts = literal.split(':');
    let is_mac = literal.len() == 17
        && parts.all(|part| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_hexdigit()));
    let address = literal
        .split_once('/')
        .map_or(literal, |(address, _)| address);
    is_mac || address.parse::<IpAddr>().is_ok()
}

/// Returns `true` for a colon after a word, except in a path of Windows and in a URL.
fn may_contain_clause(literal: &str) -> bool {
    literal.split_once(':').is_some_and(|(before, after)| {
        let is_path = after.starts_with(['\\', '/']);
        !is_path && !before.is_empty()
    })
}

/// `name:/^web.*/`, `name:(?i)web`
pub(super) fn regular_expression(context: &Context<'_>) -> Option<Recovery> {
    let cursor = context.stopped;
    if let [b'(', b'?', b'a'..=b'z' | b':' | b'=' | b'!' | b'<', ..] = cursor.bytes() {
        let span = cursor.span(cursor.run(|byte| !is_space(*byte)));
        let resume = cursor.next_boundary().max(span.end());
        return Some(Recovery::then_connective(
            regular_expression_at(span, cursor),
            resume,
        ));
    }
    let inside = cursor.window().strip_prefix('/')?;
    let length = inside.find(|c: char| c == '/' || c.is_whitespace())?;
    let (expression, after) = inside.split_at(length);
    let after = after.strip_prefix('/')?;
    let flags = after.len()
        - after
            .trim_start_matches(['g', 'i', 'm', 's', 'u', 'x'])
            .len();
    let span = cursor.span(1 + length + 1 + flags);
    // Otherwise this is a path.
    let has_symbol = cursor.before().ends_with('~')
        || expression.contains(['*', '^', '$', '\\', '[', '(', '|', '?', '{', '+']);
    if !has_symbol || after[flags..].starts_with(char::is_alphanumeric) {
        return None;
    }
    let diagnostic = regular_expression_at(span, cursor);
    let after = cursor.moved_to(span.end());
    let resume = match at_certain_value_end(after) {
        true => after.at,
        false => after.next_boundary(),
    };
    Some(Recovery::then_connective(diagnostic, resume))
}

fn regular_expression_at(span: Span, cursor: Cursor<'_>) -> Diagnostic {
    Diagnostic::new(
        Code::UnquotedString,
        span,
        format!(
            "regular expression `{}`",
            message_excerpt(span.slice(cursor.source()))
        ),
        REGEX_HELP,
    )
}

fn unquoted_time(span: Span, literal: &str, help: String) -> Diagnostic {
    let message = format!("unquoted time `{}`", message_excerpt(literal));
    Diagnostic::new(Code::UnquotedTime, span, message, help)
}

/// The length of what follows a time and is not a part of the run: an offset, or the time of day
/// after a space.
fn rest_of_time(literal: &str, after: Cursor<'_>) -> Option<usize> {
    let is_now = grammar::looks_like_now(literal.as_bytes());
    match after.bytes() {
        [b'+', digit, ..] if digit.is_ascii_digit() && (is_now || literal.contains('T')) => {}
        [b' ', one, two, b':', ..] if one.is_ascii_digit() && two.is_ascii_digit() => {}
        _ => return None,
    }
    (is_now || looks_like_date(literal))
        .then(|| 1 + run_length(after.moved_by(1).window().as_bytes()))
}

fn time_with_rest(span: Span, cursor: Cursor<'_>) -> Recovery {
    let literal = span.slice(cursor.source());
    let time = intended_time(literal);
    let help = match &time {
        Some((help, _)) => help.clone(),
        None => {
            "use a time such as `'2026-11-22T10:00:00Z'`, or a relative time, such as `'now-7d'`"
                .to_owned()
        }
    };
    let diagnostic = unquoted_time(span, literal, help);
    let diagnostic = match time {
        Some((_, Some(quoted))) if at_certain_value_end(cursor.moved_to(span.end())) => {
            diagnostic.with_fix(Fix::replace(span, quoted))
        }
        _ => diagnostic,
    };
    Recovery::then_connective(diagnostic, span.end())
}

/// Returns the help for a time without quotes and, if it is certain, the quoted time.
fn intended_time(literal: &str) -> Option<(String, Option<String>)> {
    if Time::parse(literal).is_ok() {
        let quoted = quote(literal);
        let help = format!("add quotes: `{}`", message_excerpt(&quoted));
        return Some((help, Some(quoted)));
    }
    let mistake = TimeMistake::find(literal)?;
    let help = format!("{}, in quotes", mistake.help());
    Some((help, mistake.replacement().map(quote)))
}

fn looks_like_date(run: &str) -> bool {
    let bytes = run.as_bytes();
    bytes.len() >= 7
        && bytes[..4].iter().all(u8::is_ascii_digit)
        && bytes[4] == b'-'
        && bytes[5..7].iter().all(u8::is_ascii_digit)
}

/// `name:foo bar`: words after a word.
pub(super) fn words(context: &Context<'_>) -> Option<Recovery> {
    let cursor = context.start;
    let word = context
        .previous
        .filter(|node| node.kind == NodeKind::Clause(LiteralKind::Word))?;
    let between = cursor.source().get(word.value.end()..cursor.at)?;
    if !between.trim_ascii().is_empty() || cursor.property().is_none() || cursor.at_clause() {
        return None;
    }
    let mut end = cursor.at;
    let mut next = cursor;
    // Up to the next clause, connective or symbol.
    while let Some(property) = next.property().filter(|_| !next.at_clause()) {
        if begins_next_clause(next) {
            break;
        }
        end = property.end();
        next = cursor.moved_to(end).after_space();
    }
    let span = Span::new(word.value.start(), end);
    let literal = span.slice(cursor.source());
    let diagnostic = string_without_quotes(span, literal, &quote(literal));
    let resume = if next.at_clause() || begins_next_clause(next) {
        end
    } else {
        next.next_boundary()
    };
    Some(Recovery::then_connective(diagnostic, resume))
}

/// A connective between words and the next clause. In lower case, it may be a part of a string.
fn begins_next_clause(cursor: Cursor<'_>) -> bool {
    connective_word(cursor).is_some_and(|(length, _)| {
        let word = cursor.span(length).slice(cursor.source());
        let after = cursor.moved_by(length).after_space();
        after.at_clause() || !word.contains(|c: char| c.is_ascii_lowercase())
    })
}

/// `name:%web%`: `%` is the wildcard of SQL.
pub(super) fn sql_pattern(context: &Context<'_>) -> Option<Recovery> {
    let cursor = context.stopped;
    let run = cursor.span(value_length(cursor));
    let literal = run.slice(cursor.source());
    let is_plain = |c: char| c.is_alphanumeric() || "._-%".contains(c);
    let is_percentage = !literal.starts_with('%') && !literal.contains(char::is_alphabetic);
    let is_pattern = (literal.starts_with('%') || literal.ends_with('%'))
        && !is_percentage
        && !literal.trim_matches('%').is_empty()
        && !literal.trim_matches('%').contains('%')
        && literal.chars().all(is_plain);
    if !is_pattern {
        return None;
    }
    let after = cursor.moved_to(run.end());
    let is_whole = at_certain_value_end(after) && !at_dangling_connective(after);
    let pattern = quote(&literal.replace('%', "*"));
    let diagnostic = Diagnostic::new(
        Code::UnquotedString,
        run,
        format!("SQL pattern `{}`", message_excerpt(literal)),
        format!("use `*` as the wildcard: `:*{}`", message_excerpt(&pattern)),
    );
    if is_whole && cursor.before().ends_with([':', '!']) {
        let diagnostic = diagnostic.with_fix(Fix::replace(run, format!("*{pattern}")));
        return Some(Recovery::then_connective(diagnostic, run.end()));
    }
    Some(Recovery::then_connective(
        diagnostic,
        cursor.next_boundary(),
    ))
}

/// `status:in['open']`, `status:in('open')`
pub(super) fn in_before_list(context: &Context<'_>) -> Option<Recovery> {
    let cursor = context.stopped;
    let list = cursor.moved_by(2).after_space();
    let is_in = cursor.bytes().get(..2)?.eq_ignore_ascii_case(b"in");
    let parentheses = match list.byte()? {
        b'[' => None,
        b'(' => Some(lists::values_in_parentheses(list)?),
        _ => return None,
    };
    if !is_in {
        return None;
    }
    let word = cursor.span(2);
    let help = match &parentheses {
        Some((list, ..)) => format!("use a list in brackets: `{}`", message_excerpt(list)),
        None => "remove it: a list matches any of its values".to_owned(),
    };
    let message = format!("`{}` is not an FQL operator", word.slice(cursor.source()));
    let diagnostic = Diagnostic::new(Code::ForeignComparison, word, message, help);
    let has_list = cursor.before().ends_with([':', '!']);
    if let Some((list, end, is_certain)) = parentheses {
        let diagnostic = match has_list && is_certain {
            true => diagnostic.with_fix(Fix::replace(Span::new(word.start(), end), list)),
            false => diagnostic,
        };
        return Some(Recovery::then_connective(diagnostic, end));
    }
    let diagnostic = if has_list {
        diagnostic.with_fix(Fix::replace(Span::new(word.start(), list.at), ""))
    } else {
        diagnostic
    };
    Some(Recovery::then_connective(
        diagnostic,
        cursor.next_boundary(),
    ))
}
