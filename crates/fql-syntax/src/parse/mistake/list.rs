//! Lists with something wrong inside, and lists in the wrong place.

use nom::Err;

use super::{Mistake, Place, WordJoin, bad_value, quote_in_text, word_join};
use crate::code::Code;
use crate::diagnostic::{Diagnostic, Fix};
use crate::display_safe::message_excerpt;
use crate::parse::grammar::{self, Expected, Grammar, is_space};
use crate::report::Diagnostics;
use crate::span::Span;
use crate::tree::{Connective, ListItem};

/// A place in a list where something is wrong.
#[derive(Clone, Copy)]
struct Problem<'t> {
    place: Place<'t>,
    expected: Expected,
    /// The value before it.
    previous: Option<Span>,
}

/// Every problem of a list. The first is where the grammar stopped.
pub(super) fn bad_list(stopped: Place<'_>, expected: Expected, elements: &[ListItem]) -> Mistake {
    let end = end_of_list(stopped);
    let is_closed = stopped.moved_to(end).starts_with("]");
    // No problem is looked for, or looks, behind the end of the list.
    let text = &stopped.text()[..end];
    let inside = Place {
        grammar: Grammar {
            text,
            ..stopped.grammar
        },
        ..stopped
    };
    let mut next = Some(Problem {
        place: inside,
        expected,
        previous: elements.last().map(|element| element.span),
    });
    let mut found = Diagnostics::default();
    let mut first = None;
    while let Some(problem) = next {
        let (diagnostic, resume) = describe(problem, is_closed);
        match first {
            None => first = Some(diagnostic),
            Some(_) => found.push(diagnostic),
        }
        next = next_problem(inside.moved_to(resume).behind_space());
    }
    let diagnostic = first.unwrap_or_else(|| not_closed(inside));
    Mistake {
        more: found,
        ..Mistake::behind_clause(diagnostic, end + usize::from(is_closed))
    }
}

/// Reads on behind a problem, up to the next.
fn next_problem(mut place: Place<'_>) -> Option<Problem<'_>> {
    let mut previous = None;
    while !place.bytes().is_empty() {
        if !place.starts_with(",") {
            return Some(Problem {
                place,
                expected: Expected::ElementEnd,
                previous,
            });
        }
        let value = place.moved_to(place.at + 1).behind_space();
        match value.grammar.scalar(value.bytes()) {
            Ok((rest, _)) => {
                let end = value.grammar.offset(rest);
                previous = Some(Span::new(value.at, end));
                place = value.moved_to(end).behind_space();
            }
            Err(Err::Incomplete(_)) => return None,
            Err(Err::Error(unread) | Err::Failure(unread)) => {
                return Some(Problem {
                    place: value,
                    expected: unread.expected,
                    previous,
                });
            }
        }
    }
    None
}

/// What is wrong, and where to read on: behind it, or where it is if something is missing.
fn describe(problem: Problem<'_>, is_closed: bool) -> (Diagnostic, usize) {
    let place = problem.place;
    let malformed = |length: usize, message: String, help: &'static str| {
        let diagnostic = Diagnostic::new(Code::MalformedList, place.span(length), message, help);
        (diagnostic, place.at + length)
    };
    let commas = "separate the values by commas: `[value,value]`";
    match (place.character(), problem.expected) {
        (None, _) if !is_closed => (not_closed(place), place.at),
        (None | Some(','), Expected::Value) => (missing_element(place), place.at),
        (Some('['), _) => {
            let length = end_of_list(place.moved_to(place.at + 1)) + 1 - place.at;
            let help = "write one list of values: `[value,value]`";
            malformed(length, "a list stands in a list".to_owned(), help)
        }
        (Some(_), Expected::ElementEnd) if at_word_to(place) => {
            let help = "write two clauses: `property:>=from+property:<=to`";
            let (diagnostic, _) = malformed(2, "`TO` makes no range".to_owned(), help);
            (diagnostic, place.text().len())
        }
        (Some(found), Expected::ElementEnd) => {
            let is_behind_text = |value: &Span| {
                value.end() == place.at && value.slice(place.text()).ends_with(['\'', '"'])
            };
            if let Some(value) = problem.previous.filter(is_behind_text)
                && let Some(mistake) = quote_in_text(place, value)
            {
                return (mistake.diagnostic, mistake.resume);
            }
            let message = format!("`{}` stands where a comma or `]` is wanted", shown(found));
            let (diagnostic, behind) = malformed(found.len_utf8(), message, commas);
            // A value behind white space: the comma between them is missing.
            let value = place.grammar.scalar(place.bytes()).ok();
            let resume = value.map(|(rest, _)| place.grammar.offset(rest));
            (diagnostic, resume.unwrap_or(behind))
        }
        (Some(found @ ('+' | ')')), _) => {
            let message = format!("`{found}` stands where a value is wanted");
            malformed(1, message, commas)
        }
        _ => {
            let mistake = bad_value(place, problem.expected);
            (mistake.diagnostic, mistake.resume)
        }
    }
}

fn shown(found: char) -> String {
    message_excerpt(found.encode_utf8(&mut [0; 4])).into_owned()
}

/// `[1 TO 5]`
fn at_word_to(place: Place<'_>) -> bool {
    let bytes = place.bytes();
    bytes.len() > 2 && bytes[..2].eq_ignore_ascii_case(b"to") && is_space(bytes[2])
}

fn not_closed(place: Place<'_>) -> Diagnostic {
    Diagnostic::new(
        Code::MalformedList,
        place.span(0),
        "the list is not closed",
        "close it with `]`",
    )
}

fn missing_element(place: Place<'_>) -> Diagnostic {
    let before = place.text()[..place.at].trim_ascii_end();
    if place.bytes().is_empty() && before.ends_with('[') {
        return Diagnostic::new(
            Code::EmptyList,
            Span::new(before.len() - 1, place.at + 1),
            "the list is empty",
            "write a value, or `property:null` to ask for what has no value",
        );
    }
    Diagnostic::new(
        Code::MalformedList,
        Span::new(place.at, place.at + 1),
        "a value is missing in the list",
        "separate values by one comma, and write none behind the last",
    )
}

/// Where the list ends that this place is in: at its bracket, or, when that is missing, before
/// the next clause or at the end of the text.
fn end_of_list(place: Place<'_>) -> usize {
    let bytes = place.text().as_bytes();
    let begins_value = |byte: u8| is_space(byte) || matches!(byte, b'[' | b',');
    let mut at = place.at;
    let mut depth = 1_usize;
    let mut may_quote = at == 0 || begins_value(bytes[at - 1]);
    while at < bytes.len() {
        match bytes[at] {
            // Elsewhere a quote is an apostrophe.
            quote @ (b'\'' | b'"') if may_quote => match grammar::quoted(&bytes[at..], quote) {
                Ok((rest, _)) => {
                    at = place.grammar.offset(rest);
                    may_quote = false;
                    continue;
                }
                Err(_) => return bytes.len(),
            },
            b'{' if place.grammar.template => match grammar::hole(&bytes[at..]) {
                Ok((rest, _)) => {
                    at = place.grammar.offset(rest);
                    may_quote = false;
                    continue;
                }
                Err(_) => return bytes.len(),
            },
            b'[' => depth += 1,
            b']' if depth == 1 => return at,
            b']' => depth -= 1,
            b'+' if place.moved_to(at + 1).behind_space().at_clause() => return at,
            _ => {}
        }
        may_quote = begins_value(bytes[at]);
        at += 1;
    }
    bytes.len()
}

pub(super) fn operator_on_list(place: Place<'_>) -> Mistake {
    let before = place.text()[..place.at].trim_ascii_end();
    let help = if before.ends_with(['*', '~']) {
        "write no operator; a value of a list may hold stars itself: `['web*','db*']`"
    } else {
        "a list means any of its values and takes no operator but `!`"
    };
    let diagnostic = Diagnostic::new(
        Code::OperatorOnList,
        place.span(1),
        "a list stands behind an operator that takes none",
        help,
    );
    let inside = place.moved_to(place.at + 1);
    let end = inside.moved_to(end_of_list(inside));
    Mistake::behind_clause(diagnostic, end.at + usize::from(end.starts_with("]")))
}

/// `status:('open','new')` and `status:(open OR new)`.
pub(super) fn list_in_parentheses(place: Place<'_>) -> Option<Mistake> {
    let (list, end) = values_in_parentheses(place)?;
    let span = Span::new(place.at, end);
    let diagnostic = Diagnostic::new(
        Code::MalformedList,
        span,
        "a list stands in parentheses",
        format!("write `{}`", message_excerpt(&list)),
    );
    let before = place.text()[..place.at].trim_ascii_end();
    // Any other operator takes no list.
    let diagnostic = if before.ends_with([':', '!']) {
        diagnostic.with_fix(Fix::replace(span, list))
    } else {
        diagnostic
    };
    Some(Mistake::behind_clause(diagnostic, end))
}

/// The values between parentheses, as a list, if they are joined by commas or by `OR`; and where
/// the parentheses end.
pub(super) fn values_in_parentheses(place: Place<'_>) -> Option<(String, usize)> {
    let mut list = String::from("[");
    let mut place = place.moved_to(place.at + 1).behind_space();
    loop {
        let (rest, _) = place.grammar.scalar(place.bytes()).ok()?;
        let behind = place.moved_to(place.grammar.offset(rest));
        list.push_str(Span::new(place.at, behind.at).slice(place.text()));
        let at_joint = behind.behind_space();
        if at_joint.starts_with(")") {
            list.push(']');
            return Some((list, at_joint.at + 1));
        }
        place = at_joint
            .moved_to(at_joint.at + joint_length(at_joint)?)
            .behind_space();
        list.push(',');
    }
}

fn joint_length(place: Place<'_>) -> Option<usize> {
    if place.starts_with(",") {
        return Some(1);
    }
    if place.starts_with("||") {
        return Some(2);
    }
    let word = place.property()?.slice(place.text());
    match word_join(word) {
        Some(WordJoin::Connective(Connective::Or)) => Some(word.len()),
        _ => None,
    }
}
