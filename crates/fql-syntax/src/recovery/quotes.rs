//! Quotes that are typographic, missing, or inside a string.

use super::connectives::{LogicWord, at_certain_value_end, logic_word};
use super::cursor::Cursor;
use super::{Context, Recovery, quote};
use crate::ast::span::Span;
use crate::diagnostics::code::Code;
use crate::diagnostics::diagnostic::{Diagnostic, Fix};
use crate::display_safe::message_excerpt;
use crate::parser::grammar::{self, Expected, is_space};

/// The maximum number of quotes that are tried as the end of a malformed string.
const MAX_CANDIDATES: usize = 8;

pub(super) fn is_typographic(character: char) -> bool {
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

fn is_single(quote: char) -> bool {
    matches!(quote, '\'' | '‘' | '’' | '‚' | '‛' | '′' | '`' | '´' | '＇')
}

/// Returns `true` if there is a quote other than an apostrophe inside a word: it may be the end of
/// the string, or the start of another.
pub(super) fn contains_quote(content: &str) -> bool {
    let is_quote = |c: char| matches!(c, '\'' | '"') || is_typographic(c);
    content.match_indices(is_quote).any(|(offset, quote)| {
        let before = content[..offset].chars().next_back();
        let after = content[offset + quote.len()..].chars().next();
        let is_in_word = [before, after]
            .iter()
            .all(|neighbor| neighbor.is_some_and(char::is_alphanumeric));
        !is_in_word || !quote.starts_with(is_single)
    })
}

/// Returns `true` if a string whose quotes are not certain may contain an operator or a connective.
pub(super) fn may_contain_clause(content: &str) -> bool {
    content.contains([':', '=', '<', '>', '~', '+', ',', '&', '|', ';', '%'])
}

/// Returns `true` if a backslash may be an escape, or literal.
fn is_ambiguous_escape(content: &str) -> bool {
    content.contains("\\\\") || content.ends_with('\\')
}

pub(super) fn typographic(context: &Context<'_>) -> Option<Recovery> {
    typographic_string(context.stopped)
}

/// A value with a typographic quote at its start or its end.
pub(super) fn typographic_string(cursor: Cursor<'_>) -> Option<Recovery> {
    let opening = cursor
        .character()
        .filter(|character| matches!(character, '\'' | '"') || is_typographic(*character))?;
    let content_start = cursor.moved_by(opening.len_utf8());
    let window = content_start.window();
    if !is_typographic(opening) && window.is_ascii() && !window.contains('`') {
        return None;
    }
    let Some((length, closing)) = closing_quote(content_start, opening) else {
        return unclosed_typographic(cursor, opening);
    };
    let content = content_start.span(length);
    let literal = content.slice(cursor.source());
    // Of the quotes around a string, only `’` is also an apostrophe.
    let is_apostrophe = closing == '’' && opening != closing;
    let is_certain = is_single(opening) == is_single(closing)
        && !contains_quote(literal)
        && !literal.contains(opening)
        && (is_apostrophe || !literal.contains(closing))
        && (is_typographic(opening) == is_typographic(closing) || !may_contain_clause(literal))
        && !is_ambiguous_escape(literal);
    if !is_certain {
        return unclosed_typographic(cursor, opening);
    }
    let whole = Span::new(cursor.at, content.end() + closing.len_utf8());
    let quoted = quote(literal);
    let typographic = if is_typographic(opening) {
        opening
    } else {
        closing
    };
    let diagnostic = Diagnostic::new(
        Code::SmartQuotes,
        whole,
        typographic_message(typographic),
        format!("use straight quotes: `{}`", message_excerpt(&quoted)),
    )
    .with_fix(Fix::replace(whole, quoted));
    Some(Recovery::then_connective(diagnostic, whole.end()))
}

fn typographic_message(quote: char) -> String {
    match quote {
        '`' => "backtick used as a quote".to_owned(),
        _ => format!("`{quote}` is a typographic quote"),
    }
}

/// The offset of the closing quote from the start of the content, and the quote. One of the two
/// quotes is typographic.
fn closing_quote(content: Cursor<'_>, opening: char) -> Option<(usize, char)> {
    let is_closing = |character: char| {
        is_typographic(character) || (is_typographic(opening) && matches!(character, '\'' | '"'))
    };
    content
        .window()
        .char_indices()
        .filter(|(_, character)| is_closing(*character))
        .take(MAX_CANDIDATES)
        .find(|(offset, character)| {
            at_certain_value_end(content.moved_by(offset + character.len_utf8()))
        })
}

/// A string of unknown extent. Skips the rest of the source, which may be a part of it.
fn unclosed_typographic(cursor: Cursor<'_>, opening: char) -> Option<Recovery> {
    is_typographic(opening).then(|| {
        let diagnostic = Diagnostic::new(
            Code::SmartQuotes,
            cursor.character_span(),
            typographic_message(opening),
            "use straight quotes: `'…'`",
        );
        Recovery::then_connective(diagnostic, cursor.source().len())
    })
}

pub(super) fn unterminated(context: &Context<'_>) -> Option<Recovery> {
    let is_unterminated = context.expected == Expected::ClosingQuote;
    is_unterminated.then(|| unterminated_string(context.stopped))
}

pub(super) fn unterminated_after_clause(context: &Context<'_>) -> Option<Recovery> {
    let cursor = context.start;
    let quote = cursor.byte().filter(|_| cursor.at_quote())?;
    let is_unterminated = grammar::quoted(cursor.bytes(), quote).is_err();
    is_unterminated.then(|| unterminated_string(cursor))
}

fn unterminated_string(cursor: Cursor<'_>) -> Recovery {
    let quote = cursor.character().unwrap_or('\'');
    let diagnostic = Diagnostic::new(
        Code::UnterminatedString,
        Span::new(cursor.at, cursor.source().len()),
        "unterminated string",
        format!(
            "add a closing `{quote}`; in the string use `\\{quote}` for a quote and `\\\\` for a final \
             backslash"
        ),
    );
    Recovery::then_connective(diagnostic, cursor.source().len())
}

/// `'Pat O'Neil'`: another quote after the string probably closes it.
pub(super) fn quote_in_string(context: &Context<'_>) -> Option<Recovery> {
    let string = context.adjacent_string()?;
    if context.start.at_clause() {
        return None;
    }
    unescaped_quote(context.start, string.value)
}

/// A quote inside a string, directly before the cursor. `string` is what the grammar took for the
/// string.
pub(super) fn unescaped_quote(cursor: Cursor<'_>, string: Span) -> Option<Recovery> {
    let quote_byte = cursor.source().as_bytes()[string.start()];
    let quote_character = char::from(quote_byte);
    let first = cursor.byte()?;
    if let Some(recovery) = escaped_closing_quote(cursor, string, quote_character) {
        return Some(recovery);
    }
    if let Some(recovery) = missing_closing_quote(cursor, string, quote_character) {
        return Some(recovery);
    }
    if let Some(recovery) = doubled_quotes(cursor, string, quote_character) {
        return Some(recovery);
    }
    if is_space(first) || first == b'(' {
        return None;
    }
    let (closing, _) = cursor
        .window()
        .match_indices(quote_character)
        .take(MAX_CANDIDATES)
        .find(|(offset, _)| at_certain_value_end(cursor.moved_by(offset + 1)))?;
    let content = Span::new(string.start() + 1, cursor.at + closing);
    // SQL doubles a quote inside a string.
    let escaped = if first == quote_byte { "''" } else { "'" };
    let content_source = content.slice(cursor.source());
    // The string may end before a symbol, and the help must not make a clause a part of it.
    let is_in_word = first == quote_byte || first.is_ascii_alphanumeric() || !first.is_ascii();
    let help = if may_contain_clause(content_source) || !is_in_word {
        format!("use `\\{quote_character}` for a quote in the string")
    } else {
        let quoted = quote(&content_source.replace(escaped, "'"));
        format!("use `{}`", message_excerpt(&quoted))
    };
    let diagnostic = Diagnostic::new(
        Code::QuoteInString,
        Span::new(cursor.at - 1, cursor.at),
        format!("unescaped `{quote_character}` in a string"),
        help,
    );
    Some(Recovery::then_connective(diagnostic, content.end() + 1))
}

/// `'C:\','x'`: a backslash makes the quote after it a part of the string.
fn escaped_closing_quote(cursor: Cursor<'_>, string: Span, quote: char) -> Option<Recovery> {
    let source = cursor.source();
    let escape = escaped_end(cursor.moved_to(string.start() + 1), string.end() - 1, quote)?;
    let path = Span::new(string.start(), escape).slice(source);
    let diagnostic = Diagnostic::new(
        Code::UnterminatedString,
        Span::new(escape, escape + 2),
        format!("`\\{quote}` does not end the string"),
        format!(
            "use `\\\\` for a final backslash: `{}`",
            message_excerpt(&format!("{path}\\\\{quote}"))
        ),
    );
    let (closing, _) = cursor.window().match_indices(quote).next()?;
    Some(Recovery::then_connective(
        diagnostic,
        cursor.at + closing + 1,
    ))
}

/// The offset of the first escaped quote in a string before which a value may end.
fn escaped_end(content: Cursor<'_>, end: usize, quote: char) -> Option<usize> {
    let string = Span::new(content.at, end).slice(content.source());
    let escape = ['\\', quote].iter().collect::<String>();
    string
        .match_indices(&escape)
        .take(MAX_CANDIDATES)
        .map(|(offset, _)| content.at + offset)
        .find(|at| {
            let after = content.moved_to(at + 2).after_space();
            after.at < end && after.at_value_end()
        })
}

/// `status:'open,port:'22'`: what the grammar took for a string ends with the start of a clause.
fn missing_closing_quote(cursor: Cursor<'_>, string: Span, quote: char) -> Option<Recovery> {
    let content = Span::new(string.start() + 1, string.end() - 1).slice(cursor.source());
    let at = start_of_last_clause(content)?;
    let closed = format!("{quote}{}{quote}", content[..at].trim_ascii_end());
    let start = string.start() + 1 + at;
    let diagnostic = Diagnostic::new(
        Code::UnterminatedString,
        Span::new(start, start),
        format!(
            "missing closing `{quote}` before `{}`",
            message_excerpt(content[at..].trim_ascii())
        ),
        format!("close the string: `{}`", message_excerpt(&closed)),
    );
    let (closing, _) = cursor.window().match_indices(quote).next()?;
    Some(Recovery::then_connective(
        diagnostic,
        cursor.at + closing + 1,
    ))
}

/// The offset of the connective before a property and an operator at the end of a string.
fn start_of_last_clause(content: &str) -> Option<usize> {
    let is_operator = |c: char| matches!(c, ':' | '=' | '<' | '>' | '!' | '~' | '*' | '[' | '(');
    let trimmed = content.trim_ascii_end();
    let head = trimmed.trim_end_matches(is_operator);
    if !trimmed[head.len()..].contains([':', '=', '<', '>']) {
        return None;
    }
    let before = last_word(head.trim_ascii_end())?.trim_ascii_end();
    if let Some(before) = before.strip_suffix(['+', ',', ';', '&', '|']) {
        return Some(before.trim_end_matches(['&', '|']).len());
    }
    let connective = last_word(before)?;
    let word = &before[connective.len()..];
    let is_connective = matches!(logic_word(word), Some(LogicWord::Connective(_)));
    (is_connective && connective.ends_with(is_ascii_space)).then_some(connective.len())
}

/// The source before the property at its end.
fn last_word(source: &str) -> Option<&str> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.');
    let before = source.trim_end_matches(is_part);
    grammar::is_property_name(&source[before.len()..]).then_some(before)
}

fn is_ascii_space(character: char) -> bool {
    u8::try_from(character).is_ok_and(is_space)
}

/// `status:\'\'open\'\'`
fn doubled_quotes(cursor: Cursor<'_>, string: Span, quote: char) -> Option<Recovery> {
    if string.len() != 2 {
        return None;
    }
    let window = cursor.window();
    let content = &window[..window.find(quote)?];
    let after = cursor.moved_by(content.len() + 2);
    if content.is_empty() || !window[content.len() + 1..].starts_with(quote) {
        return None;
    }
    let span = Span::new(string.start(), after.at);
    let single = format!("{quote}{content}{quote}");
    let diagnostic = Diagnostic::new(
        Code::QuoteInString,
        span,
        "doubled quotes around a string",
        format!("use one pair of quotes: `{}`", message_excerpt(&single)),
    );
    let is_certain = !contains_quote(content)
        && !may_contain_clause(content)
        && !is_ambiguous_escape(content)
        && at_certain_value_end(after);
    let diagnostic = if is_certain {
        diagnostic.with_fix(Fix::replace(span, single))
    } else {
        diagnostic
    };
    Some(Recovery::then_connective(diagnostic, after.at))
}
