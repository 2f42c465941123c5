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

/// Decodes a source that is encoded as a whole. Returns `None` if the result is not UTF-8, if a quote
/// is not closed, or if a string may be encoded in part.
pub(super) fn decode(source: &str) -> Option<String> {
    let mut decoded = Vec::with_capacity(source.len());
    let mut is_encoded = Vec::with_capacity(source.len());
    let mut input = source.as_bytes();
    while let Some((&byte, after)) = input.split_first() {
        let is_escape = is_escape(input);
        is_encoded.push(is_escape);
        input = if is_escape {
            let hex = core::str::from_utf8(&input[1..ESCAPE]).ok()?;
            decoded.push(u8::from_str_radix(hex, 16).ok()?);
            &input[ESCAPE..]
        } else {
            decoded.push(byte);
            after
        };
    }
    let mut at = 0;
    while at < decoded.len() {
        let quote = decoded[at];
        if !matches!(quote, b'\'' | b'"') {
            at += 1;
            continue;
        }
        let (after, _) = grammar::quoted(&decoded[at..], quote).ok()?;
        let end = decoded.len() - after.len();
        if !is_certain_string(&decoded[at..end], &is_encoded[at..end]) {
            return None;
        }
        at = end;
    }
    String::from_utf8(decoded).ok()
}

/// Returns `true` if a decoded string has one meaning. In literal quotes an escape may be a part of
/// the value, and so may an escape that is left after decoding. A literal `+` may be a space in the
/// encoding of forms.
fn is_certain_string(decoded: &[u8], is_encoded: &[bool]) -> bool {
    let has_encoded_quotes = is_encoded[0] && is_encoded[is_encoded.len() - 1];
    let has_plus = decoded
        .iter()
        .zip(is_encoded)
        .any(|(byte, is_encoded)| *byte == b'+' && !is_encoded);
    (has_encoded_quotes || !is_encoded.contains(&true))
        && !has_plus
        && !decoded.windows(ESCAPE).any(is_escape)
}
