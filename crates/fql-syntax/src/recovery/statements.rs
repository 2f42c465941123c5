//! Parts of a query that are not conditions: `WHERE`, `ORDER BY`, comments.

use super::{Context, Cursor, Recovery};
use crate::diagnostics::code::Code;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::parser::grammar::is_space;

/// Keywords before a condition.
const BEFORE_CONDITION: &[&str] = &["where", "having", "search"];

/// Keywords of what comes before or after the condition of a query.
const OUTSIDE_CONDITION: &[&str] = &["select", "from", "order", "group", "limit", "sort"];

const PASS_ONLY_CONDITION: &str = "pass only the condition";

/// The keyword here, followed by white space, and its length.
fn keyword(cursor: Cursor<'_>, keywords: &[&str]) -> Option<usize> {
    let length = cursor.run(|byte| byte.is_ascii_alphabetic());
    let word = cursor.span(length).slice(cursor.source());
    let is_keyword = keywords
        .iter()
        .any(|keyword| word.eq_ignore_ascii_case(keyword));
    let is_word = cursor.moved_by(length).byte().is_some_and(is_space);
    (is_keyword && is_word && !cursor.at_clause()).then_some(length)
}

fn unexpected_keyword(cursor: Cursor<'_>, length: usize) -> Diagnostic {
    let span = cursor.span(length);
    let message = format!(
        "`{}` is not a part of a filter",
        span.slice(cursor.source())
    );
    Diagnostic::new(Code::WrappedFilter, span, message, PASS_ONLY_CONDITION)
}

/// `SELECT * FROM hosts WHERE status = 'open'`, `where status = 'open'`
pub(super) fn keyword_before_condition(context: &Context<'_>) -> Option<Recovery> {
    let cursor = context.start;
    if let Some(length) = keyword(cursor, BEFORE_CONDITION) {
        let after = cursor.moved_by(length).after_space();
        let diagnostic = unexpected_keyword(cursor, length);
        return Some(Recovery::then_operand(diagnostic, after.at));
    }
    keyword_after_condition(context)
}

/// `status:'open' ORDER BY name`
pub(super) fn keyword_after_condition(context: &Context<'_>) -> Option<Recovery> {
    let cursor = context.start;
    let length = keyword(cursor, OUTSIDE_CONDITION)?;
    let diagnostic = unexpected_keyword(cursor, length);
    Some(Recovery::then_connective(diagnostic, cursor.source().len()))
}

/// `# new hosts`, `-- new hosts`, `/* new hosts */`
pub(super) fn comment(context: &Context<'_>) -> Option<Recovery> {
    let cursor = context.start;
    let rest = cursor.rest();
    let length = if rest.starts_with("/*") {
        rest.find("*/").map(|end| end + 2)
    } else if rest.starts_with('#') || rest.starts_with("//") || rest.starts_with("-- ") {
        rest.find('\n')
    } else {
        return None;
    };
    let span = cursor.span(length.unwrap_or(rest.len()));
    let diagnostic = Diagnostic::new(
        Code::UnexpectedToken,
        span,
        "comment in the filter",
        "remove the comment",
    );
    Some(match context.previous {
        None => Recovery::then_operand(diagnostic, span.end()),
        Some(_) => Recovery::then_connective(diagnostic, span.end()),
    })
}
