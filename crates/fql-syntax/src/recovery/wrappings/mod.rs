//! Text around a filter that was copied with it: the name of a parameter, an option or a variable, a
//! URL, JSON, a command, a code fence, HTML entities, and the escapes of a shell or of JSON.

mod assignment;
mod command;
mod encoded;
mod query_string;

use super::{Context, Cursor, Recovery, percent};
use crate::ast::span::Span;
use crate::diagnostics::code::Code;
use crate::diagnostics::diagnostic::{Diagnostic, Fix};
use crate::parser::grammar;
pub(super) use encoded::entities;
pub(super) use query_string::{at_parameter, parameter, parameter_at};

/// The longest source that is unwrapped as a whole, because that is tried for each problem.
const MAX_LEN: usize = 1 << 16;

const PASS_ONLY_FILTER: &str = "pass only the filter";

pub(super) fn wrapping(context: &Context<'_>) -> Option<Recovery> {
    context.start.grammar.is_filter?;
    if context.start.before().is_empty()
        && let Some(recovery) = around(context.start)
    {
        return Some(recovery);
    }
    entities(context.stopped).or_else(|| encoded::escaped_quotes(context.stopped))
}

/// Text before the filter, at the start of the source.
fn around(start: Cursor<'_>) -> Option<Recovery> {
    query_string::url(start)
        .or_else(|| query_string::parameters(start))
        .or_else(|| assignment::prefix(start))
        .or_else(|| code_fence(start))
        .or_else(|| string_literal(start))
        .or_else(|| command::json(start))
        .or_else(|| command::command(start))
}

fn diagnostic(span: Span, message: impl Into<String>, help: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::WrappedFilter, span, message.into(), help.into())
}

/// The rest of the source is a part of the wrapping.
fn whole(cursor: Cursor<'_>, diagnostic: Diagnostic, unwrapped: Option<String>) -> Recovery {
    let source = cursor.source();
    let diagnostic = match unwrapped {
        Some(filter) => diagnostic.with_fix(Fix::replace(Span::new(0, source.len()), filter)),
        None => diagnostic,
    };
    Recovery::then_connective(diagnostic, source.len())
}

/// A filter between lines of backticks, as in Markdown.
fn code_fence(start: Cursor<'_>) -> Option<Recovery> {
    const FENCE: &str = "```";
    if !start.starts_with(FENCE) {
        return None;
    }
    let rest = start.rest().trim_ascii_end();
    let inside = rest.strip_prefix(FENCE)?.strip_suffix(FENCE);
    let filter = inside.and_then(|inside| {
        // The first line may name a language.
        let inside = match inside.split_once('\n') {
            Some((language, rest)) if !language.contains(':') => rest,
            _ => inside,
        };
        unwrapped(start, inside.trim_ascii()).filter(|filter| !filter.contains('`'))
    });
    let diagnostic = diagnostic(
        start.span(FENCE.len()),
        "code fence around the filter",
        PASS_ONLY_FILTER,
    );
    Some(whole(start, diagnostic, filter))
}

/// `f"status:'{status}'"`: a letter before the quote means a string in the source of a program.
fn string_literal(start: Cursor<'_>) -> Option<Recovery> {
    let length = start.run(|byte| byte.is_ascii_alphabetic() || b"@$".contains(byte));
    let string = start.moved_by(length);
    if length == 0 || length > 2 || !string.at_quote() || !string.moved_by(1).at_clause() {
        return None;
    }
    let span = start.span(length);
    let diagnostic = diagnostic(span, "string literal instead of a filter", PASS_ONLY_FILTER);
    Some(whole(start, diagnostic, None))
}

/// The filter in a value: as it is, in quotes, or percent-encoded.
fn unwrapped(start: Cursor<'_>, value: &str) -> Option<String> {
    let is_filter = start.grammar.is_filter?;
    if value.is_empty() || value.len() > MAX_LEN {
        return None;
    }
    if is_filter(value) {
        return Some(value.to_owned());
    }
    let quote = value
        .chars()
        .next()
        .filter(|first| matches!(first, '\'' | '"' | '`'));
    let inside = quote.and_then(|quote| value.strip_prefix(quote)?.strip_suffix(quote));
    let is_certain = |inside: &&str| {
        let is_nested = quote == Some('"') && inside.contains('"');
        !has_code(inside) && !is_nested
    };
    if let Some(inside) = inside.filter(is_certain) {
        return is_filter(inside).then(|| inside.to_owned());
    }
    percent::decode(value).filter(|decoded| is_filter(decoded))
}

/// Returns `true` for escapes, and for variables of shells.
fn has_code(string: &str) -> bool {
    string.contains(['\\', '$', '`'])
}

/// Returns `true` if a string may contain an escape or a space of a URL.
fn has_encoded_string(value: &str) -> bool {
    strings(value).any(|string| string.contains(['+', '%']))
}

/// The content of each part of the source between literal quotes.
fn strings(source: &str) -> impl Iterator<Item = &str> {
    let mut rest = source;
    std::iter::from_fn(move || {
        let opening = rest.find(['\'', '"'])?;
        let quote = rest.as_bytes()[opening];
        let (after, _) = grammar::quoted(&rest.as_bytes()[opening..], quote).ok()?;
        let end = rest.len() - after.len();
        let string = &rest[opening + 1..end - 1];
        rest = &rest[end..];
        Some(string)
    })
}
