//! What was meant by text that is no FQL.
//!
//! Here is all the knowledge of other query languages, of word processors and of slips. Nothing
//! in this module runs for well-formed text, and nothing looks inside quotes. Each function is
//! given the place where the grammar stopped, and answers with one diagnostic and the place where
//! reading goes on, so that every problem of a text is found in one pass.

mod bare;
mod comparison;
mod connective;
mod hole;
mod list;
mod negation;
mod place;
mod quotes;
mod star;
mod words;

use super::grammar::{self, Expected, Grammar, Unread, is_space};
use crate::code::Code;
use crate::diagnostic::{Diagnostic, Fix};
use crate::display_safe::{is_foreign_space, is_invisible, message_excerpt};
use crate::report::Diagnostics;
use crate::span::Span;
use crate::tree::{ListItem, LiteralKind, Node, Tag};
use bare::{unquoted, words_without_quotes};
use comparison::{foreign_comparison, read_comparison};
use connective::{WordJoin, semicolon, symbol_connective, word_connective, word_join};
use hole::hole_elsewhere;
pub(super) use hole::unclosed_hole;
use negation::prefix_negation;
use place::{Place, run_length};
use quotes::{percent_encoded, quote_in_text, smart_quote, smart_quoted, unterminated};
use star::{lone_star, star_outside_quotes};

/// A problem, and how to go on.
pub(super) struct Mistake {
    pub(super) diagnostic: Diagnostic,
    /// What else is wrong up to where reading goes on.
    pub(super) more: Diagnostics,
    /// Where reading goes on.
    pub(super) resume: usize,
    /// The clause that was meant, as far as it could be read.
    pub(super) node: Option<Node>,
    pub(super) then: Then,
}

/// What stands at the place where reading goes on.
#[derive(Clone, Copy)]
pub(super) enum Then {
    /// A clause. How it is joined does not matter any more: only the clauses of a text with a
    /// mistake are kept.
    Operand,
    /// What stands behind a clause.
    Connector,
}

impl Mistake {
    fn behind_clause(diagnostic: Diagnostic, resume: usize) -> Self {
        Self {
            diagnostic,
            more: Diagnostics::default(),
            resume,
            node: None,
            then: Then::Connector,
        }
    }

    fn before_clause(diagnostic: Diagnostic, resume: usize) -> Self {
        Self {
            diagnostic,
            more: Diagnostics::default(),
            resume,
            node: None,
            then: Then::Operand,
        }
    }
}

/// A clause that could not be read. It begins at `start`; `unread` says where the grammar stopped.
pub(super) fn in_clause(
    grammar: Grammar<'_>,
    start: usize,
    unread: Unread<'_>,
    elements: &mut Vec<ListItem>,
) -> Mistake {
    let start = Place { grammar, at: start };
    let stopped = start.moved_to(grammar.offset(unread.rest));
    if let Some(diagnostic) = invisible(stopped) {
        let behind = diagnostic.span().end();
        return if behind_invisible(start) == behind {
            Mistake::before_clause(diagnostic, behind)
        } else {
            Mistake::behind_clause(diagnostic, stopped.next_boundary())
        };
    }
    match unread.expected {
        Expected::Property => not_a_property(start, elements),
        Expected::Colon => no_colon(start, stopped, elements),
        _ if unread.in_list => list::bad_list(stopped, unread.expected, elements),
        _ => match foreign_comparison(start, stopped, elements) {
            Some(mistake) => mistake,
            None => bad_value(stopped, unread.expected),
        },
    }
}

/// Where a clause is wanted, no property begins.
fn not_a_property(start: Place<'_>, elements: &mut Vec<ListItem>) -> Mistake {
    if start.starts_with("!") {
        return prefix_negation(start, 1, "`!` stands before the property", elements);
    }
    if let Some((length, join)) = symbol_connective(start) {
        return word_connective(start, length, join);
    }
    if start.starts_with("*") {
        return lone_star(start);
    }
    if let Some(mistake) = percent_encoded(start) {
        return mistake;
    }
    if smart_quote(start).is_some() || start.starts_with("'") || start.starts_with("\"") {
        return value_without_property(start);
    }
    if start.starts_with("{") {
        return hole_elsewhere(start);
    }
    if matches!(start.bytes().first(), Some(b'<' | b'>' | b'=' | b'~')) {
        let help = "write the property again: `property:>1+property:<5`";
        return unexpected_with(start, "a clause", help);
    }
    invalid_property(start).unwrap_or_else(|| unexpected(start, "a clause"))
}

/// A property was read, but no colon stands behind it.
fn no_colon(start: Place<'_>, stopped: Place<'_>, elements: &mut Vec<ListItem>) -> Mistake {
    let word = start
        .property()
        .map(|span| span.slice(start.text()))
        .unwrap_or_default();
    if let Some(mistake) = percent_encoded(stopped) {
        return mistake;
    }
    if let Some(mistake) = foreign_comparison(start, stopped, elements) {
        return mistake;
    }
    match word_join(word) {
        Some(WordJoin::Not) => {
            return prefix_negation(start, word.len(), "`NOT` is no FQL", elements);
        }
        Some(WordJoin::Connective(join)) => {
            return word_connective(start, word.len(), join);
        }
        None => {}
    }
    let adjacent = start.at + word.len() == stopped.at;
    if adjacent && let Some(mistake) = invalid_property(start) {
        return mistake;
    }
    if !adjacent && let Some(mistake) = words::comparison(start, stopped, elements) {
        return mistake;
    }
    let word = message_excerpt(word);
    let help = if stopped.starts_with("'") || stopped.starts_with("\"") {
        format!("write `{word}:` before the value")
    } else {
        format!("a clause has the form `{word}:value`")
    };
    let diagnostic = Diagnostic::new(
        Code::MissingColon,
        start.property().unwrap_or(start.span(0)),
        format!("no colon stands behind `{word}`"),
        help,
    );
    Mistake::behind_clause(diagnostic, stopped.next_boundary())
}

/// A value that could not be read, in a clause or in a list.
fn bad_value(stopped: Place<'_>, expected: Expected) -> Mistake {
    if let Some(mistake) = percent_encoded(stopped) {
        return mistake;
    }
    if let Some(mistake) = smart_quoted(stopped) {
        return mistake;
    }
    match expected {
        Expected::ClosingQuote => unterminated(stopped),
        Expected::ClosingBrace => {
            let end = stopped.text().len();
            Mistake::behind_clause(unclosed_hole(Span::new(stopped.at, end)), end)
        }
        Expected::NoList => list::operator_on_list(stopped),
        _ if at_end_of_value(stopped) => missing_value(stopped),
        _ if stopped.starts_with("(") => {
            list::list_in_parentheses(stopped).unwrap_or_else(|| unexpected(stopped, "a value"))
        }
        _ if stopped.starts_with("{") => hole_elsewhere(stopped),
        _ => {
            if matches!(
                stopped.bytes()[0],
                b'(' | b'!' | b'=' | b'<' | b'>' | b'~' | b':'
            ) {
                unexpected(stopped, "a value")
            } else {
                unquoted(stopped)
            }
        }
    }
}

fn at_end_of_value(place: Place<'_>) -> bool {
    matches!(
        place.bytes().first(),
        None | Some(b'+' | b',' | b')' | b']')
    )
}

/// Invisible characters and foreign white space, which come with copied text. A control character
/// does not, and has no obvious replacement.
fn is_stray(character: char) -> bool {
    !character.is_control() && (is_invisible(character) || is_foreign_space(character))
}

/// What is behind the invisible characters here.
fn behind_invisible(place: Place<'_>) -> usize {
    let invisible = place.window().chars().take_while(|c| is_stray(*c));
    place.at + invisible.map(char::len_utf8).sum::<usize>()
}

/// Characters that can't be seen, and white space that FQL does not know: they come with text
/// that was copied.
fn invisible(place: Place<'_>) -> Option<Diagnostic> {
    let first = place.character().filter(|first| is_stray(*first))?;
    let span = Span::new(place.at, behind_invisible(place));
    let is_space = span.slice(place.text()).contains(char::is_whitespace);
    Some(
        Diagnostic::new(
            Code::UnexpectedText,
            span,
            format!(
                "the invisible character U+{:04X} stands here",
                u32::from(first)
            ),
            "leave it out; white space is plain spaces, tabs and newlines",
        )
        .with_fix(Fix::replace(span, if is_space { " " } else { "" })),
    )
}

/// Behind a clause stands neither a connector nor a closing parenthesis.
pub(super) fn between_clauses(grammar: Grammar<'_>, at: usize, previous: Option<&Node>) -> Mistake {
    let place = Place { grammar, at };
    if let Some((length, join)) = symbol_connective(place) {
        return word_connective(place, length, join);
    }
    if let Some(diagnostic) = invisible(place) {
        let behind = diagnostic.span().end();
        return Mistake::behind_clause(diagnostic, behind);
    }
    if place.starts_with(";") {
        return semicolon(place);
    }
    if let Some(node) = previous
        && node.tag == Tag::PlaceholderClause
        && place.starts_with(":")
    {
        let hole = place.moved_to(node.property.start());
        return Mistake {
            resume: place.next_boundary(),
            ..hole_elsewhere(hole)
        };
    }
    if let Some(span) = place.property()
        && let Some(WordJoin::Connective(join)) = word_join(span.slice(place.text()))
        && !place.at_clause()
    {
        return word_connective(place, span.len(), join);
    }
    let behind_text = previous.filter(|node| {
        node.value.end() == at
            && matches!(
                node.tag,
                Tag::Clause(LiteralKind::SingleQuoted | LiteralKind::DoubleQuoted)
            )
    });
    if let Some(mistake) = percent_encoded(place) {
        return mistake;
    }
    if let Some(node) = behind_text {
        if place.starts_with("*") {
            return star_outside_quotes(place, node);
        }
        if !place.at_clause()
            && let Some(mistake) = quote_in_text(place, node.value)
        {
            return mistake;
        }
    }
    if let Some(mistake) = words_without_quotes(place, previous) {
        return mistake;
    }
    let begins_operand =
        place.property().is_some() || matches!(place.bytes().first(), Some(b'(' | b'!' | b'{'));
    if begins_operand {
        let diagnostic = Diagnostic::new(
            Code::MissingConnector,
            Span::new(at, at + place.character().map_or(0, char::len_utf8)),
            "nothing joins this to the clause before it",
            "write `+` (and) or `,` (or) between them",
        );
        return Mistake::before_clause(diagnostic, at);
    }
    if place.starts_with("'") || place.starts_with("\"") {
        let quote = place.bytes()[0];
        if grammar::quoted(place.bytes(), quote).is_err() {
            return unterminated(place);
        }
    }
    unexpected(place, "`+`, `,` or the end")
}

// One function a mistake, in the order of their codes.

fn unexpected(place: Place<'_>, wanted: &str) -> Mistake {
    let help =
        "a clause has the form `property:value`, and clauses are joined by `+` (and) or `,` (or)";
    unexpected_with(place, wanted, help)
}

fn unexpected_with(place: Place<'_>, wanted: &str, help: &'static str) -> Mistake {
    let character = place.character();
    let length = character.map_or(0, char::len_utf8);
    let found = match character {
        None => "the filter ends".to_owned(),
        Some(character) if is_invisible(character) || is_foreign_space(character) => {
            format!("the character U+{:04X} stands", u32::from(character))
        }
        Some(character) => format!("`{character}` stands"),
    };
    let diagnostic = Diagnostic::new(
        Code::UnexpectedText,
        place.span(length),
        format!("{found} where {wanted} is wanted"),
        help,
    );
    // What is unexpected may be quoted, or open a list or a group.
    let resume = place.next_boundary().max(place.at + length);
    Mistake::behind_clause(diagnostic, resume)
}

fn value_without_property(place: Place<'_>) -> Mistake {
    if let Some(diagnostic) = quoted_filter(place) {
        return Mistake::behind_clause(diagnostic, place.text().len());
    }
    let diagnostic = Diagnostic::new(
        Code::UnexpectedText,
        place.span(place.character().map_or(0, char::len_utf8)),
        "a value stands where a clause is wanted",
        "write `property:'value'`, or `property:['a','b']` for any of several values",
    );
    let resume = match smart_quoted(place) {
        Some(mistake) => mistake.resume,
        None => place.next_boundary(),
    };
    Mistake::behind_clause(diagnostic, resume)
}

/// `"status:'open'"`: the whole filter in quotes, as for a shell.
fn quoted_filter(place: Place<'_>) -> Option<Diagnostic> {
    let quote = place.character()?;
    let whole = place.rest().trim_ascii_end();
    let inside = whole.strip_prefix(quote)?.strip_suffix(quote)?;
    let is_first = place.text()[..place.at].trim_ascii().is_empty();
    if place.grammar.second_look || !is_first || !super::is_filter_at_second_look(inside) {
        return None;
    }
    let outer = place.span(whole.len());
    let diagnostic = Diagnostic::new(
        Code::UnexpectedText,
        outer,
        "the whole filter stands in quotes",
        "take the outer quotes away",
    );
    Some(diagnostic.with_fix(Fix::replace(outer, inside)))
}

fn missing_value(place: Place<'_>) -> Mistake {
    let diagnostic = Diagnostic::new(
        Code::MissingValue,
        place.span(1),
        "the clause has no value",
        "write a value behind the colon, or `null` to ask for what has no value",
    );
    // A bracket that closes nothing is no problem of its own here.
    let bracket = usize::from(place.starts_with("]"));
    Mistake::behind_clause(diagnostic, place.at + bracket)
}

/// A run up to the colon that is no property name, if there is one.
fn invalid_property(start: Place<'_>) -> Option<Mistake> {
    let end = start.rest().find(|character: char| {
        character.is_whitespace() || matches!(character, ':' | '+' | ',' | '(' | ')' | '[' | ']')
    })?;
    let name = start.span(end);
    if end == 0 || !start.moved_to(name.end()).starts_with(":") {
        return None;
    }
    let spelled = name.slice(start.text());
    let help = match spelled.strip_prefix('-') {
        Some(property) if crate::is_property_name(property) => {
            "if this is a negation, write `!` after the colon: `property:!'value'`"
        }
        _ => {
            "a property has letters, digits and underscores, begins with no digit, and may have \
             parts joined by dots"
        }
    };
    let diagnostic = Diagnostic::new(
        Code::InvalidProperty,
        name,
        format!("`{}` is not a property name", message_excerpt(spelled)),
        help,
    );
    Some(Mistake::behind_clause(
        diagnostic,
        start.moved_to(name.end()).next_boundary(),
    ))
}
