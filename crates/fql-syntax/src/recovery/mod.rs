//! Error recovery: recognizes the syntax of other query languages, smart punctuation and typos.
//!
//! Nothing here runs for well-formed input, and nothing looks inside quotes. Where the grammar
//! stops, an ordered list of recognizers is tried; the first that matches describes the problem and
//! says where to continue, so that all problems of a filter are found in one pass.

mod comparison_operators;
mod comparison_words;
mod connectives;
mod cursor;
mod full_width;
mod invisible;
mod lists;
mod negation;
mod percent;
mod placeholders;
mod quotes;
mod ranges;
mod stars;
mod statements;
mod unexpected;
mod unquoted;
mod wrappings;

use crate::ast::literal::ListItem;
use crate::ast::span::Span;
use crate::ast::tree::{Node, NodeKind};
use crate::diagnostics::diagnostic::Diagnostic;
use crate::diagnostics::report::Diagnostics;
use crate::escape::push_quoted;
use crate::parser::grammar::{Expected, Grammar, Rejected};
use cursor::Cursor;
#[cfg(test)]
pub(crate) use cursor::work;
pub(crate) use placeholders::unclosed_placeholder;
pub(crate) use unquoted::ends_in_word;

/// A problem, and how to continue after it.
pub(crate) struct Recovery {
    pub(crate) diagnostic: Diagnostic,
    /// Other problems before `resume`.
    pub(crate) more: Diagnostics,
    /// The offset at which to continue.
    pub(crate) resume: usize,
    pub(crate) next: Next,
    /// The clause that was probably meant, with the items of its list.
    pub(crate) clause: Option<(Node, Vec<ListItem>)>,
    /// The clause before the problem is a part of it.
    pub(crate) replaces_previous: bool,
}

/// The token that comes next at the offset where the parser continues.
#[derive(Clone, Copy)]
pub(crate) enum Next {
    /// A clause. A connective before it may be missing: groups are not reliable after a problem.
    Operand,
    Connective,
}

impl Recovery {
    fn then_connective(diagnostic: Diagnostic, resume: usize) -> Self {
        Self {
            diagnostic,
            more: Diagnostics::default(),
            resume,
            next: Next::Connective,
            clause: None,
            replaces_previous: false,
        }
    }

    fn then_operand(diagnostic: Diagnostic, resume: usize) -> Self {
        Self {
            next: Next::Operand,
            ..Self::then_connective(diagnostic, resume)
        }
    }
}

/// The position of a problem.
#[derive(Clone, Copy)]
struct Context<'t> {
    /// The start of the clause, or the position after a clause.
    start: Cursor<'t>,
    /// The unexpected token. After a clause it is at `start`.
    stopped: Cursor<'t>,
    expected: Expected,
    /// The last node before `start`, unless the problem is in a value.
    previous: Option<Node>,
}

impl Context<'_> {
    /// The string that ends at `start` without white space between.
    fn adjacent_string(&self) -> Option<Node> {
        self.previous.filter(|node| {
            let is_string = matches!(node.kind, NodeKind::Clause(kind) if kind.is_quoted());
            is_string && node.value.end() == self.start.at
        })
    }
}

/// A name and a function that recognizes one kind of problem.
type Recognizer = (&'static str, fn(&Context<'_>) -> Option<Recovery>);

/// Recognizers where a property is expected.
const BEFORE_PROPERTY: &[Recognizer] = &[
    ("negation", negation::bang),
    ("connective symbol", connectives::symbol),
    ("star", stars::lone_star),
    ("comment", statements::comment),
    ("quoted property", unexpected::quoted_property),
    // After those that depend on the first character alone, because it skips the whole source.
    ("percent-encoding", percent::encoded),
    ("value", unexpected::value_without_property),
    ("list", unexpected::list_without_property),
    ("placeholder", placeholders::misplaced),
    ("operator", unexpected::operator_without_property),
    // Last, because it takes any characters up to a colon.
    ("invalid property", unexpected::invalid_property),
];

/// Recognizers where a colon is expected.
const AFTER_PROPERTY: &[Recognizer] = &[
    ("percent-encoding", percent::encoded),
    // Before words, because a property may be called `and` or `not`.
    ("comparison operator", comparison_operators::in_clause),
    // Before comparisons in words: `NOT port in (22,23)`.
    ("negation", negation::bang_before_colon),
    ("NOT", negation::not),
    ("connective word", connectives::word),
    ("query keyword", statements::keyword_before_condition),
    ("index", unexpected::index),
    ("invalid property", unexpected::property_with_invalid_end),
    ("comparison word", comparison_words::in_clause),
];

/// Recognizers where a value is expected.
const VALUE: &[Recognizer] = &[
    // Before quotes, because both quotes and what they contain may be encoded.
    ("percent-encoding", percent::encoded),
    // Before unterminated strings: a straight quote may be closed by a typographic one.
    ("typographic quotes", quotes::typographic),
    ("unterminated string", quotes::unterminated),
    ("unclosed placeholder", placeholders::unclosed),
    ("operator on list", lists::operator_on_list),
    ("regular expression", unquoted::regular_expression),
    ("missing value", unexpected::missing_value),
    ("list in parentheses", lists::in_parentheses),
    ("placeholder", placeholders::misplaced),
    ("operator", unexpected::operator_instead_of_value),
    ("range", ranges::value),
    ("SQL pattern", unquoted::sql_pattern),
    ("IN before a list", unquoted::in_before_list),
    // Last, because it takes anything.
    ("unquoted value", unquoted::value),
];

/// Recognizers after a clause.
const AFTER_CLAUSE: &[Recognizer] = &[
    ("URL parameter", wrappings::parameter),
    ("connective symbol", connectives::symbol),
    ("invisible character", invisible::after_clause),
    ("full-width symbol", full_width::after_clause),
    ("semicolon", connectives::semicolon),
    ("comment", statements::comment),
    ("negated clause", negation::minus),
    ("placeholder as property", placeholders::as_property),
    ("connective word", connectives::word_between_clauses),
    // After those that depend on the next character or word alone, because it skips the whole
    // source; before quotes, because a quote may be encoded.
    ("percent-encoding", percent::encoded),
    // Before the negation: `port:not in [22]`.
    ("comparison word", comparison_words::after_colon),
    ("negation word", negation::not_before_value),
    ("range", ranges::after_value),
    // Before quotes in strings, which takes a star for a part of the string.
    ("star outside quotes", stars::outside_quotes),
    ("second colon", unexpected::second_colon),
    ("quote in string", quotes::quote_in_string),
    ("unquoted words", unquoted::words),
    // After those that take words as a part of the value.
    ("query keyword", statements::keyword_after_condition),
    ("missing connective", unexpected::missing_connective),
    ("unterminated string", quotes::unterminated_after_clause),
];

/// Returns the result of the first recognizer that matches.
fn recognize(recognizers: &[Recognizer], context: &Context<'_>) -> Option<Recovery> {
    recognizers
        .iter()
        .find_map(|(_, recognizer)| recognizer(context))
}

/// Recovers from a clause that the grammar rejects. It begins at `start`; `last_item` is the last
/// item of its list, if there is one.
pub(crate) fn in_clause(
    grammar: Grammar<'_>,
    start: usize,
    rejected: Rejected<'_>,
    last_item: Option<Span>,
    previous: Option<&Node>,
) -> Recovery {
    let start = Cursor { grammar, at: start };
    let context = Context {
        start,
        stopped: start.moved_to(grammar.offset(rejected.rest)),
        expected: rejected.expected,
        previous: previous.copied(),
    };
    if let Some(recovery) = wrappings::wrapping(&context) {
        return recovery;
    }
    if matches!(rejected.expected, Expected::Property | Expected::Colon)
        && let Some(recovery) = lists::value_without_property(&context)
    {
        return recovery;
    }
    // First: next to an invisible character, any other diagnostic would be puzzling.
    if let Some(recovery) = invisible::in_clause(&context) {
        return recovery;
    }
    if !rejected.in_list
        && let Some(recovery) = full_width::in_clause(&context)
    {
        return recovery;
    }
    match rejected.expected {
        Expected::Property => recognize(BEFORE_PROPERTY, &context)
            .unwrap_or_else(|| unexpected::token(start, "a clause")),
        Expected::Colon => recognize(AFTER_PROPERTY, &context)
            .unwrap_or_else(|| unexpected::missing_colon(&context)),
        _ if rejected.in_list => lists::malformed(context.stopped, rejected.expected, last_item),
        _ => comparison_operators::in_clause(&context)
            .unwrap_or_else(|| in_value(context.stopped, rejected.expected)),
    }
}

/// Recovers from a value that the grammar rejects, in a clause or in a list.
fn in_value(stopped: Cursor<'_>, expected: Expected) -> Recovery {
    let context = Context {
        start: stopped,
        stopped,
        expected,
        previous: None,
    };
    recognize(VALUE, &context).unwrap_or_else(|| unexpected::token(stopped, "a value"))
}

/// Recovers where a clause is followed neither by a connective nor by a closing parenthesis.
pub(crate) fn between_clauses(
    grammar: Grammar<'_>,
    at: usize,
    previous: Option<&Node>,
) -> Recovery {
    let start = Cursor { grammar, at };
    let context = Context {
        start,
        stopped: start,
        expected: Expected::Property,
        previous: previous.copied(),
    };
    if let Some(recovery) = wrappings::wrapping(&context) {
        return recovery;
    }
    recognize(AFTER_CLAUSE, &context)
        .unwrap_or_else(|| unexpected::token(start, "`+`, `,` or the end of the filter"))
}

fn quote(string: &str) -> String {
    let mut quoted = String::new();
    push_quoted(string, &mut quoted);
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;
    use nom::Err;

    /// The context where the grammar stops in `source`, or after its first clause.
    fn context(source: &str) -> Context<'_> {
        let grammar = Grammar {
            source,
            is_template: source.starts_with("{x}") || source.ends_with("{x"),
            is_filter: Some(|source| source.starts_with("a:")),
        };
        let cursor = |at| Cursor { grammar, at };
        let (start, stopped, expected, previous) = match source.strip_prefix("{x}") {
            Some(_) => {
                let placeholder = Node::placeholder_clause(Span::new(0, 3));
                (3, 3, Expected::Property, Some(placeholder))
            }
            None => match grammar.clause(source.as_bytes(), &mut Vec::new()) {
                Ok((rest, node)) => {
                    let after = cursor(grammar.offset(rest)).after_space().at;
                    (after, after, Expected::Property, Some(node))
                }
                Err(Err::Error(rejected) | Err::Failure(rejected)) => {
                    let stopped = grammar.offset(rejected.rest);
                    (0, stopped, rejected.expected, None)
                }
                Err(Err::Incomplete(_)) => panic!("{source}"),
            },
        };
        Context {
            start: cursor(start),
            stopped: cursor(stopped),
            expected,
            previous,
        }
    }

    #[test]
    fn each_recognizer_is_first_for_its_example() {
        for (recognizers, examples) in [
            (
                BEFORE_PROPERTY,
                &[
                    "!a:1", "&&a:1", "*", "# x", "\"a\": 1", "%61:1", "'x'", "['x']", "{", "<5",
                    "1a:1",
                ][..],
            ),
            (
                AFTER_PROPERTY,
                &[
                    "a%3A1",
                    "a=1",
                    "a!:1",
                    "NOT a:1",
                    "and a:1",
                    "where a:1",
                    "a[0]:1",
                    "a$b:1",
                    "a in (1)",
                ],
            ),
            (
                VALUE,
                &[
                    "a:%27x",
                    "a:‘x’",
                    "a:'x",
                    "a:{x",
                    "a:>[1]",
                    "a:/x.*/",
                    "a:",
                    "a:(1)",
                    "a:{}",
                    "a:=1",
                    "a:1..5",
                    "a:%x%",
                    "a:in[1]",
                    "a:10.0.0.1",
                ],
            ),
            (
                AFTER_CLAUSE,
                &[
                    "a:'x'&b=1",
                    "a:1 || b:1",
                    "a:1 \u{200b}",
                    "a:1 ，b:1",
                    "a:'x';",
                    "a:'x' # y",
                    "a:'x' -b:1",
                    "{x}:1",
                    "a:1 AND b:1",
                    "a:'x'%20",
                    "a:in ['x']",
                    "a:not 'x'",
                    "a:'x'..'y'",
                    "a:'x'*",
                    "a:'x':'y'",
                    "a:'it's'",
                    "a:foo bar",
                    "a:1 order by b",
                    "a:1 b:1",
                    "a:1 'x",
                ],
            ),
        ] {
            assert_eq!(recognizers.len(), examples.len());
            for ((name, _), example) in recognizers.iter().zip(examples) {
                let context = context(example);
                let first = recognizers
                    .iter()
                    .find(|(_, recognizer)| recognizer(&context).is_some());
                assert_eq!(first.map(|(name, _)| name), Some(name), "{example}");
            }
        }
    }

    /// The number of bytes that recovery visits for one byte of a source that repeats `unit`.
    fn visits_per_byte(unit: &str, length: usize) -> usize {
        let source = unit.repeat(length / unit.len());
        work::take();
        let _ = crate::parse_with(&source, &crate::Limits::DEFAULT).into_report();
        work::take() / source.len()
    }

    #[test]
    fn work_is_proportional_to_the_length_of_the_source() {
        for unit in [
            "a=1 AND ",
            "a:1 AND + ",
            "&",
            "|",
            "a:'x",
            "a:'x' ",
            "a between 1 and 5 and ",
            "a:1-5+",
            "a:1|2&",
            "'x';",
            "a:['x';'x']+",
            "a:['x'|",
            "a:1&ampb",
            "a:x&limit=1",
            "a:not in (1)",
            "a:in [1] ",
            "a -eq 'x' -and ",
            "a =~ /x*/ ",
            "a：1，",
            "a:/x*/ ",
            "filter=a:1&",
            "# x",
            "a:1 /* ",
            "where ",
            "order ",
            "\"a\" = 1 ",
            "{\"filter\":\"a:1\"}",
            "```a:1",
            "a:'C:\\'+",
            "a:'x AND b:'y'+",
            "fql check \"a:1\" ",
            "let f = \"a:1\";",
        ] {
            let (short, long) = (1 << 13, 1 << 16);
            let [few, many] = [short, long].map(|length| visits_per_byte(unit, length));
            assert!(
                many <= 2 * few + 8,
                "{unit:?}: {few} to {many} visits per byte"
            );
            assert!(many < 1_000, "{unit:?}: {many} visits per byte");
        }
    }
}
