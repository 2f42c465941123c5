//! URLs, and the other parameters of a URL: `limit=10&filter=status:'open'`.

use super::{PASS_ONLY_FILTER, diagnostic, has_encoded_string, unwrapped, whole};
use crate::ast::span::Span;
use crate::display_safe::message_excerpt;
use crate::parser::grammar::is_space;
use crate::recovery::{Context, Cursor, Recovery, percent};

const PASS_ONLY_VALUE: &str = "pass only the value of the parameter `filter`, decoded";

const FILTER_PARAMETERS: &[&str] = &["?filter=", "&filter="];

/// `https://…?filter=…&limit=5`, `GET /queries/v1?filter=…`
pub(super) fn url(start: Cursor<'_>) -> Option<Recovery> {
    let rest = start.rest();
    let value = FILTER_PARAMETERS
        .iter()
        .find_map(|name| rest.find(name).map(|at| at + name.len()));
    let is_absolute = rest.starts_with("https://") || rest.starts_with("http://");
    let is_path = |before: &str| {
        let path = before.split_once(' ').map_or(before, |(method, path)| {
            let is_method = method.bytes().all(|byte| byte.is_ascii_uppercase());
            if is_method { path } else { before }
        });
        path.contains('/') && !path.contains(|c: char| c.is_whitespace() || "'\":".contains(c))
    };
    if !is_absolute && !value.is_some_and(|at| is_path(&rest[..at])) {
        return None;
    }
    let filter = value.filter(|_| has_one_filter(rest)).and_then(|at| {
        let value = &rest[at..];
        let value = &value[..value.find(['&', '#']).unwrap_or(value.len())];
        let value = value.trim_ascii_end();
        unwrapped(start, value)
            .filter(|filter| !has_encoded_string(value) && !has_other_filter(start, rest, filter))
    });
    let end = rest.find("://").map_or(1, |at| at + 3);
    let diagnostic = diagnostic(start.span(end), "URL instead of a filter", PASS_ONLY_VALUE);
    Some(whole(start, diagnostic, filter))
}

/// Returns `true` unless there is a second filter, which the first would replace.
fn has_one_filter(source: &str) -> bool {
    source.to_ascii_lowercase().matches("filter=").count() == 1
}

/// Returns `true` if a parameter of another name has a filter for its value.
pub(super) fn has_other_filter(start: Cursor<'_>, query: &str, filter: &str) -> bool {
    query
        .split(['?', '&', '#'])
        .filter_map(|parameter| parameter.split_once('='))
        .filter_map(|(_, value)| percent::decode(value))
        .any(|value| {
            value != filter
                && start
                    .grammar
                    .is_filter
                    .is_some_and(|is_filter| is_filter(&value))
        })
}

/// `limit=10&filter=status:'open'`. Some of the parameters may be meant as clauses.
pub(super) fn parameters(start: Cursor<'_>) -> Option<Recovery> {
    let first = start.moved_by(start.run(|byte| matches!(byte, b'?' | b'&')));
    let name = first.property()?;
    let is_query = first.moved_to(name.end()).starts_with("=")
        && first
            .window()
            .split_once("&filter=")
            .is_some_and(|(before, _)| !before.contains(|c: char| c == '\'' || c.is_whitespace()));
    if !is_query {
        return None;
    }
    let name = Span::new(start.at, name.end() + 1);
    let message = format!(
        "URL parameter `{}` before the filter",
        message_excerpt(name.slice(start.source()))
    );
    Some(whole(
        start,
        diagnostic(name, message, PASS_ONLY_VALUE),
        None,
    ))
}

/// The name of a URL parameter here, after `&`. A clause of another language would have spaces around
/// the operators, or a quoted value.
pub(in crate::recovery) fn at_parameter(cursor: Cursor<'_>) -> Option<Span> {
    if !cursor.starts_with("&") || cursor.source()[..cursor.at].ends_with(char::is_whitespace) {
        return None;
    }
    let name = cursor.moved_by(1).property()?;
    let value = cursor.moved_to(name.end() + 1);
    let is_value = value
        .byte()
        .is_some_and(|byte| !is_space(byte) && !b"=~'\"[(".contains(&byte));
    (cursor.moved_to(name.end()).starts_with("=") && is_value).then_some(name)
}

pub(in crate::recovery) fn parameter(context: &Context<'_>) -> Option<Recovery> {
    parameter_at(context.start)
}

/// `status:'open'&limit=10`
pub(in crate::recovery) fn parameter_at(cursor: Cursor<'_>) -> Option<Recovery> {
    let name = at_parameter(cursor)?;
    let parameter = message_excerpt(name.slice(cursor.source()));
    let message = format!("URL parameter `{parameter}` after the filter");
    let help = format!("{PASS_ONLY_FILTER}; for another clause use `+{parameter}:`");
    let span = Span::new(cursor.at, name.end());
    Some(Recovery::then_connective(
        diagnostic(span, message, help),
        cursor.next_boundary(),
    ))
}
