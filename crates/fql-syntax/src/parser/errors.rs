//! The diagnostics about connectives, parentheses and limits.

use super::Position;
use crate::ast::span::Span;
use crate::diagnostics::code::Code;
use crate::diagnostics::diagnostic::{Diagnostic, Fix};
use crate::display_safe::message_excerpt;
use crate::limits::Limits;

/// A connective where a clause is expected.
pub(super) fn connective_without_operand(
    source: &str,
    at: usize,
    position: Position,
    may_be_in_value: bool,
) -> Diagnostic {
    let span = Span::new(at, at + 1);
    let found = span.slice(source);
    let (message, is_fixable) = match position {
        Position::Start | Position::AfterParenthesis => {
            (format!("expected a clause before `{found}`"), true)
        }
        // The connective may belong to the problem.
        Position::AfterProblem => (format!("expected a clause before `{found}`"), false),
        Position::AfterConnective(before) => {
            let before = Span::new(before, before + 1).slice(source);
            let message = format!("expected a clause between `{before}` and `{found}`");
            // `a+,b` may mean either.
            (message, before == found)
        }
    };
    let is_fixable = is_fixable && !may_be_in_value;
    let diagnostic = dangling_connective(span, message, may_be_in_value);
    if is_fixable {
        diagnostic.with_fix(Fix::replace(span, ""))
    } else {
        diagnostic
    }
}

/// A connective before a closing parenthesis or the end.
pub(super) fn trailing_connective(source: &str, at: usize, may_be_in_value: bool) -> Diagnostic {
    let span = Span::new(at, at + 1);
    let message = format!("expected a clause after `{}`", span.slice(source));
    let diagnostic = dangling_connective(span, message, may_be_in_value);
    match may_be_in_value {
        true => diagnostic,
        false => diagnostic.with_fix(Fix::replace(span, "")),
    }
}

fn dangling_connective(span: Span, message: String, may_be_in_value: bool) -> Diagnostic {
    let help = match may_be_in_value {
        true => {
            "remove it, add the missing clause, or add quotes if it is a part of the value: `'C++'`"
        }
        false => "remove it or add the missing clause",
    };
    Diagnostic::new(Code::DanglingConnective, span, message, help)
}

pub(super) fn empty_parentheses(start: usize, end: usize) -> Diagnostic {
    Diagnostic::new(
        Code::EmptyParentheses,
        Span::new(start, end),
        "empty parentheses",
        "remove them or add a clause",
    )
}

pub(super) fn unmatched_parenthesis(at: usize) -> Diagnostic {
    Diagnostic::new(
        Code::UnmatchedParenthesis,
        Span::new(at, at + 1),
        "unmatched `)`",
        "remove it or add a `(`",
    )
}

/// Parentheses that are open at the end. The innermost is at `innermost`.
pub(super) fn unclosed_parentheses(innermost: usize, count: usize) -> Diagnostic {
    let (message, help) = match count {
        1 => ("unclosed `(`".to_owned(), "add a `)`"),
        _ => {
            let message = format!("unclosed `(`, and {} more before it", count - 1);
            (message, "add the missing `)`")
        }
    };
    let span = Span::new(innermost, innermost + 1);
    Diagnostic::new(Code::UnclosedParenthesis, span, message, help)
}

pub(super) fn too_deep(at: usize, limits: &Limits) -> Diagnostic {
    Diagnostic::new(
        Code::TooDeep,
        Span::new(at, at + 1),
        format!(
            "parentheses nested more than {} levels deep",
            limits.max_nesting
        ),
        "remove redundant parentheses or raise `Limits::max_nesting`",
    )
}

pub(super) fn too_long(source: &str, limits: &Limits) -> Diagnostic {
    Diagnostic::new(
        Code::TooLong,
        Span::new(source.floor_char_boundary(limits.max_len), source.len()),
        format!(
            "filter of {} bytes exceeds the limit of {} bytes",
            source.len(),
            limits.max_len
        ),
        "split a long list of values over several queries or raise `Limits::max_len`",
    )
}

pub(super) fn many_properties(
    source: &str,
    count: usize,
    limits: &Limits,
    repeated: Option<&str>,
) -> Diagnostic {
    let help = match repeated {
        Some(property) => {
            let property = message_excerpt(property);
            format!("combine the alternatives of `{property}` into a list: `{property}:[1,2]`")
        }
        None => "split the filter over several queries if the service rejects it".to_owned(),
    };
    Diagnostic::new(
        Code::ManyProperties,
        Span::new(0, source.len()),
        format!(
            "filter with {count} properties exceeds the documented limit of {}",
            limits.max_properties
        ),
        help,
    )
}

pub(super) fn negated_group(bang: Span) -> Diagnostic {
    Diagnostic::new(
        Code::NegatedGroup,
        bang,
        "negated groups are not documented",
        "negate each clause instead, as the canonical filter does",
    )
}

pub(super) fn escaped_star(value: Span) -> Diagnostic {
    Diagnostic::new(
        Code::EscapedStar,
        value,
        "`\\*` matches a literal `*`, not a backslash and a wildcard",
        "for a backslash and a wildcard use `\\\\\\*`",
    )
}
