//! Percent-encoded filters, which belong in a URL.

use super::{Context, Cursor, Recovery};
use crate::ast::span::Span;
use crate::diagnostics::code::Code;
use crate::diagnostics::diagnostic::{Diagnostic, Fix};
use crate::parser::grammar;
use crate::recovery::cursor::run_length;

/// The length of `%3A`.
const ESCAPE: usize = 3;

pub(super) fn encoded(context: &Context<'_>) -> Option<Recovery> {
    encoded_filter(context.stopped)
}

/// Skips the rest of the source, because probably all of it is encoded.
fn encoded_filter(cursor: Cursor<'_>) -> Option<Recovery> {
    let is_filter = cursor.grammar.is_filter?;
    // The escape may be inside the run that the grammar rejects.
    let window = cursor.window();
    let offset = window
        .match_indices('%')
        .map(|(offset, _)| offset)
        .find(|offset| is_escape(&window.as_bytes()[*offset..]))?;
    if run_length(&window.as_bytes()[..offset]) < offset {
        return None;
    }
    let source = cursor.source();
    let escape = cursor.moved_by(offset).span(ESCAPE);
    let diagnostic = Diagnostic::new(
        Code::PercentEncoded,
        escape,
        format!("percent-encoded `{}` in the filter", escape.slice(source)),
        "pass the filter unencoded; the HTTP client encodes it",
    );
    let diagnostic = match decode(source).filter(|decoded| is_filter(decoded)) {
        Some(decoded) => diagnostic.with_fix(Fix::replace(Span::new(0, source.len()), decoded)),
        None => diagnostic,
    };
    Some(Recovery::then_connective(diagnostic, source.len()))
}

fn is_escape(bytes: &[u8]) -> bool {
    matches!(bytes, [b'%', high, low, ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit())
}

/// Decodes everything outside quotes; inside them `%` is literal. Returns `None` if the result is
/// not UTF-8 or a quote is not closed.
fn decode(source: &str) -> Option<String> {
    let mut decoded = Vec::with_capacity(source.len());
    let mut input = source.as_bytes();
    while let Some((&byte, after)) = input.split_first() {
        input = match byte {
            b'\'' | b'"' => {
                let (after, _) = grammar::quoted(input, byte).ok()?;
                decoded.extend_from_slice(&input[..input.len() - after.len()]);
                after
            }
            _ if is_escape(input) => {
                let hex = core::str::from_utf8(&input[1..ESCAPE]).ok()?;
                decoded.push(u8::from_str_radix(hex, 16).ok()?);
                &input[ESCAPE..]
            }
            _ => {
                decoded.push(byte);
                after
            }
        };
    }
    String::from_utf8(decoded).ok()
}
