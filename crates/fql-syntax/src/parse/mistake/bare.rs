//! Values without quotes that need them.

use super::{
    Mistake, Place, at_end_of_value, invisible, is_stray, message_excerpt, run_length, semicolon,
    symbol_connective, word_connective,
};
use crate::code::Code;
use crate::diagnostic::{Diagnostic, Fix};
use crate::escape::push_quoted;
use crate::parse::grammar::{self, is_space};
use crate::span::Span;
use crate::tree::{LiteralKind, Node, Tag};

/// A number, word, time or address that needs quotes.
pub(super) fn unquoted(place: Place<'_>) -> Mistake {
    let run = place.span(value_length(place));
    let text = run.slice(place.text());
    let behind = place.moved_to(run.end());
    if behind.starts_with("'") {
        // `O'Neil`
        let length = 1 + run_length(&behind.window().as_bytes()[1..]);
        let after = behind.moved_to(behind.at + length);
        if at_end_of_run(after) {
            return text_without_quotes(place.span(after.at - place.at), place, after.at);
        }
    }
    if grammar::is_number_or_word(text.as_bytes()) && !at_end_of_run(behind) {
        if let Some(diagnostic) = invisible(behind) {
            // A character without width may stand inside a word.
            let after = behind.moved_to(diagnostic.span().end());
            let next = after.bytes().first();
            let in_word = next.is_some_and(|byte| grammar::is_word_byte(*byte))
                && !diagnostic
                    .span()
                    .slice(place.text())
                    .contains(char::is_whitespace);
            let length = if in_word { value_length(after) } else { 0 };
            return Mistake::behind_clause(diagnostic, after.at + length);
        }
        return match symbol_connective(behind) {
            Some((length, join)) => word_connective(behind, length, join),
            None if behind.starts_with(";") => semicolon(behind),
            None => text_without_quotes(run, place, behind.next_boundary()),
        };
    }
    if let Some(length) = rest_of_time(text, behind) {
        return time_with_more(place.span(run.len() + length), place);
    }
    text_without_quotes(run, place, run.end())
}

/// How far a value without quotes reaches: up to a sign of this or of another language.
fn value_length(place: Place<'_>) -> usize {
    let bytes = place.bytes();
    let foreign = |at: &usize| match &bytes[*at..] {
        [b';', ..] | [b'&', b'&', ..] | [b'|', b'|', ..] => true,
        [b'&' | b'|', ..] => place.moved_to(place.at + at + 1).at_clause(),
        [0x80..=0xff, ..] => {
            let character = place.moved_to(place.at + at).character();
            character.is_some_and(is_stray)
        }
        behind => run_length(&behind[..1]) == 0,
    };
    (1..bytes.len()).find(foreign).unwrap_or(bytes.len())
}

/// Whether a value without quotes ends before this place as it does in FQL.
fn at_end_of_run(place: Place<'_>) -> bool {
    place.bytes().first().is_none_or(|byte| is_space(*byte)) || at_end_of_value(place)
}

fn text_without_quotes(run: Span, place: Place<'_>, resume: usize) -> Mistake {
    let text = run.slice(place.text());
    let is_time = grammar::looks_like_now(text.as_bytes()) || looks_like_date(text);
    let (code, what) = if is_time {
        (Code::UnquotedTime, "time")
    } else {
        (Code::UnquotedText, "text")
    };
    let mut quoted = String::new();
    push_quoted(text, &mut quoted);
    let diagnostic = Diagnostic::new(
        code,
        run,
        format!("the {what} `{}` has no quotes", message_excerpt(text)),
        format!("write `{}`", message_excerpt(&quoted)),
    );
    // A sign of the language ends the run; only the whole is sure, and only without signs that
    // mean something in a language that may have been meant.
    let behind = place.moved_to(run.end());
    let ends = at_end_of_run(behind)
        || invisible(behind).is_some()
        || behind.starts_with(";")
        || symbol_connective(behind).is_some();
    let is_plain = |c: char| c.is_alphanumeric() || "._-:/\\@%*".contains(c);
    if ends && text.chars().all(is_plain) {
        let diagnostic = diagnostic.with_fix(Fix::replace(run, quoted));
        return Mistake::behind_clause(diagnostic, resume);
    }
    let resume = if ends { resume } else { behind.next_boundary() };
    Mistake::behind_clause(diagnostic, resume)
}

/// The length of what follows a time without belonging to one: an offset, or the time of day
/// behind a space.
fn rest_of_time(text: &str, behind: Place<'_>) -> Option<usize> {
    let is_now = grammar::looks_like_now(text.as_bytes());
    let length = match behind.bytes() {
        [b'+', digit, ..] if digit.is_ascii_digit() && (is_now || text.contains('T')) => 1,
        [b' ', one, two, b':', ..] if one.is_ascii_digit() && two.is_ascii_digit() => 1,
        _ => return None,
    };
    (is_now || looks_like_date(text))
        .then(|| length + run_length(behind.moved_to(behind.at + length).window().as_bytes()))
}

fn time_with_more(time: Span, place: Place<'_>) -> Mistake {
    let diagnostic = Diagnostic::new(
        Code::UnquotedTime,
        time,
        format!(
            "the time `{}` has no quotes",
            message_excerpt(time.slice(place.text()))
        ),
        "write a time of UTC as `'2026-11-22T10:00:00Z'`, or one before now as `'now-7d'`",
    );
    Mistake::behind_clause(diagnostic, time.end())
}

fn looks_like_date(run: &str) -> bool {
    let bytes = run.as_bytes();
    bytes.len() >= 7
        && bytes[..4].iter().all(u8::is_ascii_digit)
        && bytes[4] == b'-'
        && bytes[5..7].iter().all(u8::is_ascii_digit)
}

/// `name:foo bar`: a word behind a word, neither in quotes.
pub(super) fn words_without_quotes(place: Place<'_>, previous: Option<&Node>) -> Option<Mistake> {
    let word = previous.filter(|node| node.tag == Tag::Clause(LiteralKind::Word))?;
    let between = place.text().get(word.value.end()..place.at)?;
    if !between.trim_ascii().is_empty() || place.property().is_none() || place.at_clause() {
        return None;
    }
    let mut end = place.at;
    let mut next = place;
    // Up to the next clause, connector or sign.
    while let Some(property) = next.property().filter(|_| !next.at_clause()) {
        end = property.end();
        next = place.moved_to(end).behind_space();
    }
    let span = Span::new(word.value.start(), end);
    let text = span.slice(place.text());
    let mut quoted = String::new();
    push_quoted(text, &mut quoted);
    let diagnostic = Diagnostic::new(
        Code::UnquotedText,
        span,
        format!("the text `{}` has no quotes", message_excerpt(text)),
        format!("write `{}`", message_excerpt(&quoted)),
    );
    let resume = if next.at_clause() {
        end
    } else {
        next.next_boundary()
    };
    Some(Mistake::behind_clause(diagnostic, resume))
}
