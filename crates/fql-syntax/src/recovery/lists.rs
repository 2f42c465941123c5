//! Malformed lists, and lists where none is supported.

use nom::Err;

use super::comparison_operators::{PYTHON_NULL, foreign_keyword};
use super::connectives::{LogicWord, at_dangling_connective, logic_word};
use super::{Context, Cursor, Recovery, full_width, in_value, quotes, ranges};
use crate::ast::operator::Comparison;
use crate::ast::span::Span;
use crate::ast::tree::{Connective, NodeKind};
use crate::capability::Capability;
use crate::diagnostics::code::Code;
use crate::diagnostics::diagnostic::{Diagnostic, Fix};
use crate::diagnostics::report::Diagnostics;
use crate::display_safe::message_excerpt;
use crate::parser::grammar::{Expected, Grammar, is_space, is_word_byte};

/// A problem inside a list.
#[derive(Clone, Copy)]
struct ListProblem<'t> {
    cursor: Cursor<'t>,
    expected: Expected,
    /// The value before it.
    previous: Option<Span>,
}

/// Reports all problems of a list. The first is where the grammar stopped.
pub(super) fn malformed(
    stopped: Cursor<'_>,
    expected: Expected,
    last_item: Option<Span>,
) -> Recovery {
    let end = end_of_list(stopped);
    let is_closed = stopped.moved_to(end).starts_with("]");
    if is_closed
        && last_item.is_none_or(|item| {
            stopped.source()[..item.start()]
                .trim_ascii_end()
                .ends_with('[')
        })
        && let Some(recovery) = ranges::only_item(stopped, end)
    {
        return recovery;
    }
    // Ends the source at the end of the list, so that no recognizer looks further.
    let source = &stopped.source()[..end];
    let inside = Cursor {
        grammar: Grammar {
            source,
            // A part of a filter is not a candidate for a fix of the whole.
            is_filter: match stopped.grammar.is_filter {
                Some(_) if end < stopped.source().len() => Some(|_| false),
                is_filter => is_filter,
            },
            ..stopped.grammar
        },
        ..stopped
    };
    let after = stopped.moved_to(end + usize::from(is_closed));
    let may_continue = at_dangling_connective(after);
    let mut problem = Some(ListProblem {
        cursor: inside,
        expected,
        previous: last_item,
    });
    let mut first = None;
    let mut more = Diagnostics::with_max(usize::MAX);
    while let Some(current) = problem {
        let (diagnostic, resume) = describe(current, is_closed);
        // `[^a]+` may be a regular expression.
        let diagnostic = match diagnostic.code() {
            Code::UnquotedString if may_continue => diagnostic.without_fix(),
            _ => diagnostic,
        };
        match first {
            None => first = Some(diagnostic),
            Some(_) => more.push(diagnostic),
        }
        problem = next_problem(inside.moved_to(resume).after_space());
    }
    let diagnostic = first.unwrap_or_else(|| unclosed_list(inside));
    Recovery {
        more,
        ..Recovery::then_connective(diagnostic, after.at)
    }
}

/// Parses items up to the next problem.
fn next_problem(mut cursor: Cursor<'_>) -> Option<ListProblem<'_>> {
    let mut previous = None;
    while !cursor.bytes().is_empty() {
        if !cursor.starts_with(",") {
            return Some(ListProblem {
                cursor,
                expected: Expected::CommaOrBracket,
                previous,
            });
        }
        let item = cursor.moved_by(1).after_space();
        match item.grammar.scalar(item.bytes()) {
            Ok((rest, _)) => {
                let end = item.grammar.offset(rest);
                previous = Some(Span::new(item.at, end));
                cursor = item.moved_to(end).after_space();
            }
            Err(Err::Incomplete(_)) => return None,
            Err(Err::Error(rejected) | Err::Failure(rejected)) => {
                return Some(ListProblem {
                    cursor: item,
                    expected: rejected.expected,
                    previous,
                });
            }
        }
    }
    None
}

/// Describes a problem. Also returns the offset at which to continue: after the problem, or at it if
/// something is missing.
fn describe(problem: ListProblem<'_>, is_closed: bool) -> (Diagnostic, usize) {
    let cursor = problem.cursor;
    match (cursor.character(), problem.expected) {
        (None, _) if !is_closed => (unclosed_list(cursor), cursor.at),
        (None | Some(','), Expected::Value) => (missing_item(cursor), cursor.at),
        (Some('['), _) => nested_list(cursor),
        (Some(_), Expected::CommaOrBracket) if at_range_keyword(cursor) => range_keyword(cursor),
        (Some(_), _) if let Some(found) = foreign_separator(problem) => separator(found),
        (Some(found), Expected::CommaOrBracket) => missing_comma(problem, found),
        (Some(found @ ('+' | ')')), _) => {
            let message = format!("expected a value, found `{found}`");
            malformed_at(cursor, 1, message, COMMAS)
        }
        _ => {
            let recovery = in_value(cursor, problem.expected);
            (recovery.diagnostic, recovery.resume)
        }
    }
}

const COMMAS: &str = "separate values with commas: `[value,value]`";

fn malformed_at(
    cursor: Cursor<'_>,
    length: usize,
    message: impl Into<String>,
    help: &'static str,
) -> (Diagnostic, usize) {
    let span = cursor.span(length);
    let diagnostic = Diagnostic::new(Code::MalformedList, span, message.into(), help);
    (diagnostic, cursor.at + length)
}

/// The symbol or word between two values that another language writes instead of a comma.
fn foreign_separator(problem: ListProblem<'_>) -> Option<(Cursor<'_>, usize)> {
    let cursor = match problem.expected {
        Expected::CommaOrBracket => problem.cursor,
        // The grammar stops at the start of a number or a word.
        Expected::Value => {
            let length = problem.cursor.run(|byte| is_word_byte(*byte));
            problem.cursor.moved_by((length > 0).then_some(length)?)
        }
        _ => return None,
    };
    let cursor = cursor.after_space();
    match cursor.bytes() {
        [b';', ..] => Some((cursor, 1)),
        [b'|', b'|', ..] => Some((cursor, 2)),
        [b'|', ..] => Some((cursor, 1)),
        _ if cursor.character().is_some_and(full_width::is_comma) => {
            Some((cursor, cursor.character_span().len()))
        }
        _ if problem.expected == Expected::CommaOrBracket => {
            Some((cursor, separator_length(cursor)?))
        }
        _ => None,
    }
}

/// `[22;3389]`, `['x' OR 'y']`: another separator between two values.
fn separator((cursor, length): (Cursor<'_>, usize)) -> (Diagnostic, usize) {
    let found = cursor.span(length).slice(cursor.source());
    let message = format!("expected `,`, found `{found}`");
    let (diagnostic, after) = malformed_at(cursor, length, message, COMMAS);
    let item = cursor.moved_to(after).after_space();
    let value = item.grammar.scalar(item.bytes()).ok();
    let end = match value {
        Some((rest, _)) => item.grammar.offset(rest),
        None => item.at + item.run(|byte| is_word_byte(*byte)),
    };
    let next = item.moved_to(end).after_space();
    let is_next_separator = next.starts_with(",")
        || next.starts_with(";")
        || next.starts_with("|")
        || next.character().is_some_and(full_width::is_comma)
        || separator_length(next).is_some();
    let diagnostic = if end > item.at && (next.bytes().is_empty() || is_next_separator) {
        diagnostic.with_fix(Fix::replace(cursor.span(length), ","))
    } else {
        diagnostic
    };
    (diagnostic, end)
}

fn nested_list(cursor: Cursor<'_>) -> (Diagnostic, usize) {
    let length = end_of_list(cursor.moved_by(1)) + 1 - cursor.at;
    let help = "use one list of values: `[value,value]`";
    malformed_at(cursor, length, "nested list", help)
}

/// `[1 TO 5]`
fn at_range_keyword(cursor: Cursor<'_>) -> bool {
    let bytes = cursor.bytes();
    bytes.len() > 2 && bytes[..2].eq_ignore_ascii_case(b"to") && is_space(bytes[2])
}

fn range_keyword(cursor: Cursor<'_>) -> (Diagnostic, usize) {
    let help = "use two clauses: `property:>=from+property:<=to`";
    let (diagnostic, _) = malformed_at(cursor, 2, "`TO` is not an FQL operator", help);
    (diagnostic, cursor.source().len())
}

fn missing_comma(problem: ListProblem<'_>, found: char) -> (Diagnostic, usize) {
    let cursor = problem.cursor;
    let is_adjacent_string = |value: &Span| {
        value.end() == cursor.at && value.slice(cursor.source()).ends_with(['\'', '"'])
    };
    if let Some(string) = problem.previous.filter(is_adjacent_string)
        && let Some(recovery) = quotes::unescaped_quote(cursor, string)
    {
        return (recovery.diagnostic, recovery.resume);
    }
    let message = format!(
        "expected `,` or `]`, found `{}`",
        message_excerpt(found.encode_utf8(&mut [0; 4]))
    );
    let (diagnostic, after) = malformed_at(cursor, found.len_utf8(), message, COMMAS);
    // A value here is valid; only the comma before it is missing.
    let value = cursor.grammar.scalar(cursor.bytes()).ok();
    let resume = value.map_or(after, |(rest, _)| cursor.grammar.offset(rest));
    (diagnostic, resume)
}

fn unclosed_list(cursor: Cursor<'_>) -> Diagnostic {
    Diagnostic::new(
        Code::MalformedList,
        cursor.span(0),
        "missing `]` at the end of the list",
        "add a `]`",
    )
}

fn missing_item(cursor: Cursor<'_>) -> Diagnostic {
    let before = cursor.before();
    if cursor.bytes().is_empty() && before.ends_with('[') {
        return Diagnostic::new(
            Code::EmptyList,
            Span::new(before.len() - 1, cursor.at + 1),
            "empty list",
            "add a value, or use `property:null` to match fields without a value",
        );
    }
    Diagnostic::new(
        Code::MalformedList,
        Span::new(cursor.at, cursor.at + 1),
        "missing value in the list",
        "use one comma between two values, and none after the last",
    )
}

/// The offset of the end of the list around the cursor: its bracket or, if that is missing, the next
/// clause or the end of the source.
fn end_of_list(cursor: Cursor<'_>) -> usize {
    let bytes = cursor.source().as_bytes();
    let starts_item = |byte: u8| is_space(byte) || matches!(byte, b'[' | b',');
    let mut at = cursor.at;
    let mut depth = 1_usize;
    let mut may_quote = at == 0 || starts_item(bytes[at - 1]);
    while at < bytes.len() {
        let here = cursor.moved_to(at);
        // A quote that does not start an item is an apostrophe.
        let is_apostrophe = here.at_quote() && !may_quote;
        if !is_apostrophe && let Some(end) = here.end_of_token() {
            at = end;
            may_quote = false;
            continue;
        }
        match bytes[at] {
            b'[' => depth += 1,
            b']' if depth == 1 => return at,
            b']' => depth -= 1,
            b'+' if here.moved_by(1).after_space().at_clause() => return at,
            _ => {}
        }
        may_quote = starts_item(bytes[at]);
        at += 1;
    }
    bytes.len()
}

pub(super) fn operator_on_list(context: &Context<'_>) -> Option<Recovery> {
    if context.expected != Expected::SingleValue {
        return None;
    }
    let cursor = context.stopped;
    let before = cursor.before();
    let operator = before.trim_end_matches(['!', '<', '>', '=', '~', '*']);
    let operator = &before[operator.len()..];
    let help = if operator.ends_with(['*', '~']) {
        "remove the operator: the values of a list may contain `*`, as in `['web*','db*']`"
    } else {
        "remove the operator: a list matches any of its values, and supports only `!`"
    };
    let message = format!("operator `{operator}` does not support lists");
    let diagnostic = Diagnostic::new(Code::OperatorOnList, cursor.span(1), message, help);
    let inside = cursor.moved_by(1);
    let end = inside.moved_to(end_of_list(inside));
    let resume = end.at + usize::from(end.starts_with("]"));
    Some(Recovery::then_connective(diagnostic, resume))
}

/// `status:('open','new')` and `status:(open OR new)`.
pub(super) fn in_parentheses(context: &Context<'_>) -> Option<Recovery> {
    let cursor = context.stopped;
    if !cursor.starts_with("(") {
        return None;
    }
    let (list, end, is_certain) = values_in_parentheses(cursor)?;
    let span = Span::new(cursor.at, end);
    let diagnostic = Diagnostic::new(
        Code::MalformedList,
        span,
        "list in parentheses",
        format!("use brackets: `{}`", message_excerpt(&list)),
    );
    // No other operator supports lists.
    let diagnostic = if is_certain && cursor.before().ends_with([':', '!']) {
        diagnostic.with_fix(Fix::replace(span, list))
    } else {
        diagnostic
    };
    Some(Recovery::then_connective(diagnostic, end))
}

/// Converts values in parentheses, joined by commas or `OR`, to a list. Also returns the offset
/// after the parentheses, and `false` if a value may be a string or null.
pub(super) fn values_in_parentheses(cursor: Cursor<'_>) -> Option<(String, usize, bool)> {
    let mut list = String::from("[");
    let mut is_certain = true;
    let mut item = cursor.moved_by(1).after_space();
    loop {
        let (rest, _) = item.grammar.scalar(item.bytes()).ok()?;
        let after = item.moved_to(item.grammar.offset(rest));
        let literal = Span::new(item.at, after.at).slice(item.source());
        is_certain &= literal != PYTHON_NULL;
        list.push_str(foreign_keyword(literal).unwrap_or(literal));
        let separator = after.after_space();
        if separator.starts_with(")") {
            list.push(']');
            return Some((list, separator.at + 1, is_certain));
        }
        item = separator
            .moved_by(separator_length(separator)?)
            .after_space();
        list.push(',');
    }
}

/// The length of a comma or `OR`.
fn separator_length(cursor: Cursor<'_>) -> Option<usize> {
    if cursor.starts_with(",") {
        return Some(1);
    }
    if cursor.starts_with("||") {
        return Some(2);
    }
    let word = cursor.property()?.slice(cursor.source());
    match logic_word(word) {
        Some(LogicWord::Connective(Connective::Or)) => Some(word.len()),
        _ => None,
    }
}

/// `port:22,23`: a value of the property of the clause before it.
pub(super) fn value_without_property(context: &Context<'_>) -> Option<Recovery> {
    let start = context.start;
    let node = context.previous.filter(|node| {
        matches!(node.kind, NodeKind::Clause(_)) && node.operator.comparison() == Comparison::Equal
    })?;
    let source = start.source();
    let between = source.get(node.value.end()..start.at)?;
    if between.trim_ascii() != "," {
        return None;
    }
    let first = node.value.slice(source);
    let mut values = vec![message_excerpt(first)];
    let mut end = start;
    loop {
        let (rest, _) = end.grammar.scalar(end.bytes()).ok()?;
        let after = end.moved_to(end.grammar.offset(rest));
        values.push(message_excerpt(Span::new(end.at, after.at).slice(source)));
        let next = after.after_space();
        if !next.at_clause_end() {
            return None;
        }
        end = after;
        let item = next.moved_by(1).after_space();
        if !next.starts_with(",") || item.at_clause() || item.grammar.scalar(item.bytes()).is_err()
        {
            break;
        }
        end = item;
    }
    let span = Span::new(start.at, end.at);
    let property = message_excerpt(node.property.slice(source));
    let (bang, connective) = match node.operator.is_negated() {
        true => ("!", "+"),
        false => ("", ","),
    };
    let clauses: Vec<String> = values
        .iter()
        .map(|value| format!("{property}:{bang}{value}"))
        .collect();
    let diagnostic = Diagnostic::new(
        Code::UnexpectedToken,
        span,
        "expected a clause, found a value",
        format!(
            "for several values use a list: `{property}:{bang}[{}]`",
            values.join(",")
        ),
    );
    let diagnostic = diagnostic.with_help_without(
        node.property,
        Capability::List,
        format!(
            "repeat the property for several values: `({})`",
            clauses.join(connective)
        ),
    );
    Some(Recovery::then_connective(diagnostic, end.at))
}
