//! Quotes of the wrong kind, in the wrong place or missing, and percent-encoding.

use super::{Mistake, Place, at_end_of_value, message_excerpt, run_length};
use crate::code::Code;
use crate::diagnostic::{Diagnostic, Fix};
use crate::escape::push_quoted;
use crate::parse::grammar::{self, is_space};
use crate::span::Span;

/// How many quotes are tried as the end of a value that was not closed properly.
const QUOTES_TRIED: usize = 8;

/// The length of a typographic quote.
pub(super) fn smart_quote(place: Place<'_>) -> Option<usize> {
    place
        .character()
        .filter(|character| is_smart_quote(*character))
        .map(char::len_utf8)
}

fn is_smart_quote(character: char) -> bool {
    matches!(
        character,
        '‘' | '’'
            | '‚'
            | '‛'
            | '“'
            | '”'
            | '„'
            | '‟'
            | '′'
            | '″'
            | '`'
            | '´'
            | '＇'
            | '＂'
    )
}

/// A value in typographic quotes, or with one of them at its start or its end.
pub(super) fn smart_quoted(place: Place<'_>) -> Option<Mistake> {
    let opening = place.character()?;
    let content_at = match opening {
        '\'' | '"' => place.moved_to(place.at + 1),
        _ => place.moved_to(place.at + smart_quote(place)?),
    };
    let window = content_at.window();
    if opening.is_ascii() && opening != '`' && window.is_ascii() && !window.contains('`') {
        return None;
    }
    // `'open’` ends with a quote that does not close it.
    let is_closing = |character: char| {
        is_smart_quote(character) || (is_smart_quote(opening) && matches!(character, '\'' | '"'))
    };
    let quotes = window
        .char_indices()
        .filter(|(_, character)| is_closing(*character));
    let closing = quotes.take(QUOTES_TRIED).find(|(at, character)| {
        let behind = content_at.moved_to(content_at.at + at + character.len_utf8());
        at_end_of_value(behind.behind_space())
    });
    let Some((length, quote)) = closing else {
        return is_smart_quote(opening).then(|| {
            let diagnostic = Diagnostic::new(
                Code::SmartQuotes,
                place.span(opening.len_utf8()),
                format!("`{opening}` is a typographic quote"),
                "write straight quotes: `'…'`",
            );
            Mistake::behind_clause(diagnostic, content_at.next_boundary())
        });
    };
    let content = content_at.span(length);
    let whole = Span::new(place.at, content.end() + quote.len_utf8());
    let mut quoted = String::new();
    push_quoted(content.slice(place.text()), &mut quoted);
    let shown = if is_smart_quote(opening) {
        opening
    } else {
        quote
    };
    let diagnostic = Diagnostic::new(
        Code::SmartQuotes,
        whole,
        format!("`{shown}` is a typographic quote"),
        format!("write `{}`", message_excerpt(&quoted)),
    )
    .with_fix(Fix::replace(whole, quoted));
    Some(Mistake::behind_clause(diagnostic, whole.end()))
}

/// `%3A` and the like, which an HTTP client writes, not a person. Takes the rest of the text.
pub(super) fn percent_encoded(place: Place<'_>) -> Option<Mistake> {
    if place.grammar.second_look {
        return None;
    }
    // The sign may stand inside the run that could not be read.
    let window = place.window();
    let at = window
        .match_indices('%')
        .map(|(at, _)| at)
        .find(|at| window.as_bytes()[*at..].get(..3).is_some_and(is_escape))?;
    if run_length(&window.as_bytes()[..at]) < at {
        return None;
    }
    let text = place.text();
    let sign = place.moved_to(place.at + at).span(3);
    let diagnostic = Diagnostic::new(
        Code::PercentEncoded,
        sign,
        format!("`{}` is percent-encoded", sign.slice(text)),
        "give the filter as it is; it is encoded when it is sent",
    );
    let decoded =
        percent_decode(text).filter(|decoded| crate::parse::is_filter_at_second_look(decoded));
    let diagnostic = match decoded {
        Some(decoded) => diagnostic.with_fix(Fix::replace(Span::new(0, text.len()), decoded)),
        None => diagnostic,
    };
    Some(Mistake::behind_clause(diagnostic, text.len()))
}

fn is_escape(window: &[u8]) -> bool {
    matches!(window, [b'%', high, low] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit())
}

/// The text with what is percent-encoded outside quotes resolved. Inside quotes it is just text.
/// `None` if that is no UTF-8 or a quote is not closed.
fn percent_decode(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((&byte, behind)) = rest.split_first() {
        let here = rest;
        rest = match byte {
            b'\'' | b'"' => {
                let (behind, _) = grammar::quoted(here, byte).ok()?;
                decoded.extend_from_slice(&here[..here.len() - behind.len()]);
                behind
            }
            _ if here.len() >= 3 && is_escape(&here[..3]) => {
                let hex = core::str::from_utf8(&here[1..3]).ok()?;
                decoded.push(u8::from_str_radix(hex, 16).ok()?);
                &here[3..]
            }
            _ => {
                decoded.push(byte);
                behind
            }
        };
    }
    String::from_utf8(decoded).ok()
}

pub(super) fn unterminated(place: Place<'_>) -> Mistake {
    let quote = place.character().unwrap_or('\'');
    let diagnostic = Diagnostic::new(
        Code::UnterminatedString,
        Span::new(place.at, place.text().len()),
        format!("the text that begins here has no closing `{quote}`"),
        "close it; a quote or a backslash at the end of the text itself is written `\\'` or `\\\\`",
    );
    Mistake::behind_clause(diagnostic, place.text().len())
}

/// `'Pat O'Neil'`: the text goes on behind its quote. `None` if no other quote closes it.
pub(super) fn quote_in_text(place: Place<'_>, value: Span) -> Option<Mistake> {
    let quote = place.text().as_bytes()[value.start()];
    let first = *place.bytes().first()?;
    if is_space(first) || first == b'(' {
        return None;
    }
    let quotes = place.window().match_indices(char::from(quote));
    let (closing, _) = quotes
        .take(QUOTES_TRIED)
        .find(|(at, _)| at_end_of_value(place.moved_to(place.at + at + 1).behind_space()))?;
    let content = Span::new(value.start() + 1, place.at + closing);
    // SQL writes a quote inside a text twice.
    let doubled = if first == quote { "''" } else { "'" };
    let mut quoted = String::new();
    push_quoted(
        &content.slice(place.text()).replace(doubled, "'"),
        &mut quoted,
    );
    let diagnostic = Diagnostic::new(
        Code::QuoteInText,
        Span::new(place.at - 1, place.at),
        format!(
            "this `{}` ends the text, but the text goes on",
            char::from(quote)
        ),
        format!(
            "if it belongs to the text write `{}`",
            message_excerpt(&quoted)
        ),
    );
    Some(Mistake::behind_clause(diagnostic, content.end() + 1))
}
