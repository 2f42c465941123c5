//! What was meant by text that is no FQL.
//!
//! Here is all the knowledge of other query languages, of word processors and of slips. Nothing
//! in this module runs for well-formed text, and nothing looks inside quotes. Each function is
//! given the place where the grammar stopped, and answers with one diagnostic and the place where
//! reading goes on, so that every problem of a text is found in one pass.

mod bare;
mod list;
mod quotes;
mod words;

use nom::Err;

use super::grammar::{self, Expected, Grammar, Unread, is_space};
use crate::code::Code;
use crate::diagnostic::{Diagnostic, Fix};
use crate::operator::{Comparison, Operator};
use crate::render::is_invisible;
use crate::report::Findings;
use crate::shown::shortened;
use crate::span::Span;
use crate::tree::{Element, Join, Node, Scalar, Tag};
use bare::{unquoted, words_without_quotes};
use quotes::{percent_encoded, quote_in_text, smart_quote, smart_quoted, unterminated};

/// How far the end of a value that was not closed properly is looked for, in bytes: a mistake
/// must not cost a look through the whole text each time.
const WINDOW: usize = 200;
/// How many quotes are tried as that end.
const QUOTES_TRIED: usize = 8;

/// A problem, and how to go on.
pub(super) struct Mistake {
    pub(super) diagnostic: Diagnostic,
    /// What else is wrong up to where reading goes on.
    pub(super) more: Findings,
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
            more: Findings::default(),
            resume,
            node: None,
            then: Then::Connector,
        }
    }

    fn before_clause(diagnostic: Diagnostic, resume: usize) -> Self {
        Self {
            diagnostic,
            more: Findings::default(),
            resume,
            node: None,
            then: Then::Operand,
        }
    }
}

/// The text with a place in it: what every recogniser looks at.
#[derive(Clone, Copy)]
struct Place<'t> {
    grammar: Grammar<'t>,
    at: usize,
}

impl<'t> Place<'t> {
    fn text(self) -> &'t str {
        self.grammar.text
    }

    fn moved_to(self, at: usize) -> Self {
        Self {
            at: at.min(self.text().len()),
            ..self
        }
    }

    fn rest(self) -> &'t str {
        self.text().get(self.at..).unwrap_or_default()
    }

    /// The text here as far as it is looked through for the end of a value.
    fn window(self) -> &'t str {
        let rest = self.rest();
        let mut end = rest.len().min(WINDOW);
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        &rest[..end]
    }

    fn bytes(self) -> &'t [u8] {
        &self.text().as_bytes()[self.at..]
    }

    fn behind_space(self) -> Self {
        self.moved_to(
            self.at
                + self
                    .bytes()
                    .iter()
                    .take_while(|byte| is_space(**byte))
                    .count(),
        )
    }

    fn starts_with(self, prefix: &str) -> bool {
        self.bytes().starts_with(prefix.as_bytes())
    }

    /// The next `length` bytes.
    fn span(self, length: usize) -> Span {
        Span::new(self.at, (self.at + length).min(self.text().len()))
    }

    /// The character here, for messages.
    fn character(self) -> Option<char> {
        self.rest().chars().next()
    }

    /// The property that begins here.
    fn property(self) -> Option<Span> {
        let (rest, read) = grammar::property(self.bytes()).ok()?;
        (!read.is_empty()).then(|| Span::new(self.at, self.grammar.offset(rest)))
    }

    /// Whether a property and its colon begin here.
    fn at_clause(self) -> bool {
        self.property().is_some_and(|property| {
            self.moved_to(property.end())
                .behind_space()
                .starts_with(":")
        })
    }

    /// The next place where a clause may have ended, outside quotes, brackets and parentheses that
    /// open here: a connector, a closing parenthesis, or the end.
    fn next_boundary(self) -> usize {
        let bytes = self.text().as_bytes();
        let mut at = self.at;
        let mut in_brackets = false;
        let mut parentheses = 0_usize;
        while at < bytes.len() {
            match bytes[at] {
                quote @ (b'\'' | b'"') => match grammar::quoted(&bytes[at..], quote) {
                    Ok((rest, _)) => {
                        at = self.grammar.offset(rest);
                        continue;
                    }
                    Err(_) => return bytes.len(),
                },
                b'{' if self.grammar.template => match grammar::hole(&bytes[at..]) {
                    Ok((rest, _)) => {
                        at = self.grammar.offset(rest);
                        continue;
                    }
                    Err(_) => return bytes.len(),
                },
                b'[' => in_brackets = true,
                b']' => in_brackets = false,
                b'(' => parentheses += 1,
                b')' if parentheses > 0 => parentheses -= 1,
                b'+' | b',' | b')' if !in_brackets && parentheses == 0 => return at,
                _ => {}
            }
            at += 1;
        }
        bytes.len()
    }
}

/// How far text reaches up to white space or a sign of the language.
fn run_length(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .position(|byte| is_space(*byte) || b"+,()[]'\"".contains(byte))
        .unwrap_or(bytes.len())
}

/// A clause that could not be read. It begins at `start`; `unread` says where the grammar stopped.
pub(super) fn in_clause(
    grammar: Grammar<'_>,
    start: usize,
    unread: Unread<'_>,
    elements: &mut Vec<Element>,
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
fn not_a_property(start: Place<'_>, elements: &mut Vec<Element>) -> Mistake {
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
fn no_colon(start: Place<'_>, stopped: Place<'_>, elements: &mut Vec<Element>) -> Mistake {
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
        Some(WordJoin::Join(join)) => {
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
    let word = shortened(word);
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

/// What is behind the invisible characters here.
fn behind_invisible(place: Place<'_>) -> usize {
    let invisible = place.window().chars().take_while(|c| is_invisible(*c));
    place.at + invisible.map(char::len_utf8).sum::<usize>()
}

/// Characters that can't be seen, and white space that FQL does not know: they come with text
/// that was copied.
fn invisible(place: Place<'_>) -> Option<Diagnostic> {
    let first = place.character().filter(|first| is_invisible(*first))?;
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
        && node.tag == Tag::HoleClause
        && place.starts_with(":")
    {
        let hole = place.moved_to(node.property.start());
        return Mistake {
            resume: place.next_boundary(),
            ..hole_elsewhere(hole)
        };
    }
    if let Some(span) = place.property()
        && let Some(WordJoin::Join(join)) = word_join(span.slice(place.text()))
        && !place.at_clause()
    {
        return word_connective(place, span.len(), join);
    }
    let behind_text = previous.filter(|node| {
        node.value.end() == at
            && matches!(
                node.tag,
                Tag::Clause(Scalar::SingleQuoted | Scalar::DoubleQuoted)
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
        Some(character) if character.is_control() || is_invisible(character) => {
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

/// `;` at the end, as of a statement, or between clauses.
fn semicolon(place: Place<'_>) -> Mistake {
    let signs = place.bytes().iter();
    let length = signs
        .take_while(|byte| **byte == b';' || is_space(**byte))
        .count();
    let behind = place.moved_to(place.at + length);
    let diagnostic = Diagnostic::new(
        Code::UnexpectedText,
        place.span(1),
        "`;` stands behind a clause",
        "leave it out at the end; between clauses write `+` (and) or `,` (or)",
    );
    if behind.bytes().is_empty() {
        let fix = Fix::replace(place.span(length), "");
        return Mistake::behind_clause(diagnostic.with_fix(fix), behind.at);
    }
    if matches!(behind.bytes()[0], b'+' | b',' | b')') {
        return Mistake::behind_clause(diagnostic, behind.at);
    }
    Mistake::before_clause(diagnostic, behind.at)
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
        Some(property) if crate::is_property(property) => {
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
        format!("`{}` is not a property name", shortened(spelled)),
        help,
    );
    Some(Mistake::behind_clause(
        diagnostic,
        start.moved_to(name.end()).next_boundary(),
    ))
}

/// `!field:'x'` and `NOT field:'x'`. The sign takes `length` bytes.
fn prefix_negation(
    start: Place<'_>,
    length: usize,
    message: &'static str,
    elements: &mut Vec<Element>,
) -> Mistake {
    let sign = start.span(length);
    let clause = start.moved_to(sign.end()).behind_space();
    let code = if length == 1 {
        Code::PrefixNegation
    } else {
        Code::WordConnective
    };
    if clause.starts_with("(") {
        let diagnostic = Diagnostic::new(code, sign, message, "write `!` before the parenthesis")
            .with_fix(Fix::replace(Span::new(start.at, clause.at), "!"));
        return Mistake::before_clause(diagnostic, clause.at);
    }
    if clause.starts_with("!") {
        // However many there are, they are one mistake.
        let signs = clause
            .bytes()
            .iter()
            .take_while(|byte| **byte == b'!' || is_space(**byte));
        let rest = clause.moved_to(clause.at + signs.count());
        let diagnostic = Diagnostic::new(
            code,
            Span::new(start.at, rest.at),
            "`!` stands several times before the property",
            "write it once, after the colon, or not at all",
        );
        return match rest.bytes().first() {
            None | Some(b'+' | b',' | b')') => Mistake::behind_clause(diagnostic, rest.at),
            Some(_) => Mistake::before_clause(diagnostic, rest.at),
        };
    }
    let Ok((rest, mut node)) = clause.grammar.clause(clause.bytes(), elements) else {
        let diagnostic = Diagnostic::new(
            code,
            sign,
            message,
            "write `!` after the colon: `property:!'value'`",
        );
        return match clause.bytes().first() {
            None | Some(b'+' | b',' | b')') => Mistake::behind_clause(diagnostic, clause.at),
            Some(_) => Mistake::before_clause(diagnostic, clause.at),
        };
    };
    let text = start.text();
    let property = node.property.slice(text);
    let value = node.value.slice(text);
    let operator = Span::new(node.property.end(), node.value.start());
    let negated = !node.operator;
    let diagnostic = Diagnostic::new(
        code,
        sign,
        message,
        format!(
            "write `{}:{negated}{}`",
            shortened(property),
            shortened(value)
        ),
    );
    // A clause that is negated already may have been meant either way.
    let diagnostic = if node.operator.is_negated() {
        diagnostic
    } else {
        let fix = Fix::replace(Span::new(start.at, clause.at), "")
            .and_replace(operator, format!(":{negated}"));
        diagnostic.with_fix(fix)
    };
    node.operator = negated;
    node.canonical = false;
    let resume = clause.grammar.offset(rest);
    Mistake {
        node: Some(node),
        ..Mistake::behind_clause(diagnostic, resume)
    }
}

enum WordJoin {
    Join(Join),
    Not,
}

fn word_join(word: &str) -> Option<WordJoin> {
    match word {
        _ if word.eq_ignore_ascii_case("and") => Some(WordJoin::Join(Join::And)),
        _ if word.eq_ignore_ascii_case("or") => Some(WordJoin::Join(Join::Or)),
        _ if word.eq_ignore_ascii_case("not") => Some(WordJoin::Not),
        _ => None,
    }
}

fn symbol_connective(place: Place<'_>) -> Option<(usize, Join)> {
    match place.bytes() {
        [b'&', b'&', ..] => Some((2, Join::And)),
        [b'|', b'|', ..] => Some((2, Join::Or)),
        [b'&', ..] => Some((1, Join::And)),
        [b'|', ..] => Some((1, Join::Or)),
        _ => None,
    }
}

/// `AND`, `&&` and so on between two clauses.
fn word_connective(place: Place<'_>, length: usize, join: Join) -> Mistake {
    let sign = place.span(length);
    let symbol = join.symbol();
    let diagnostic = Diagnostic::new(
        Code::WordConnective,
        sign,
        format!("`{}` is no FQL", sign.slice(place.text())),
        format!("write `{symbol}`"),
    );
    let behind = place.moved_to(sign.end()).behind_space();
    let before = place.text()[..place.at]
        .trim_end_matches(|c: char| c.is_ascii_whitespace())
        .len();
    let stands_between = before > 0
        && !matches!(place.text().as_bytes()[before - 1], b'+' | b',' | b'(')
        && !matches!(behind.bytes().first(), None | Some(b'+' | b',' | b')'));
    // A single `|` may also begin a command of another language.
    let is_sure = length > 1 || behind.at_clause() || behind.starts_with("(");
    let diagnostic = if stands_between && is_sure {
        diagnostic.with_fix(Fix::replace(Span::new(before, behind.at), symbol))
    } else {
        diagnostic
    };
    if behind.bytes().is_empty() {
        Mistake::behind_clause(diagnostic, sign.end())
    } else {
        Mistake::before_clause(diagnostic, sign.end())
    }
}

/// `field='x'`, `field>5`, `field:=='x'`, `field:=<5` and so on; `at` is where the signs stand.
fn foreign_comparison(
    start: Place<'_>,
    at: Place<'_>,
    elements: &mut Vec<Element>,
) -> Option<Mistake> {
    // Behind a colon, the grammar may have taken the first sign for an operator.
    let property = start.property()?;
    let colon = start.moved_to(property.end()).behind_space();
    let has_colon = colon.starts_with(":");
    let signs_at = if has_colon {
        colon.moved_to(colon.at + 1).behind_space()
    } else {
        at
    };
    let length = signs_at
        .bytes()
        .iter()
        .take_while(|byte| b"=<>!~*".contains(byte))
        .count();
    let signs = signs_at.span(length).slice(start.text());
    let (operator, code) = foreign_operator(signs, has_colon)?;

    let value = signs_at.moved_to(signs_at.at + length).behind_space();
    let help = match operator.spelling() {
        "" => "write `:` for equality".to_owned(),
        "!" => "write `:!` for inequality".to_owned(),
        spelling => format!("write `:{spelling}`"),
    };
    let message = match (code, has_colon) {
        (Code::ReversedComparison, _) => format!("the signs of `{signs}` are reversed"),
        (_, false) if operator.comparison().is_range() || signs == "~" => {
            format!("`{signs}` stands without a colon")
        }
        _ => format!("`{signs}` compares nothing here"),
    };
    let diagnostic = Diagnostic::new(code, signs_at.span(length), message, help);

    Some(read_comparison(
        property, operator, value, diagnostic, elements,
    ))
}

/// Reads the value behind a foreign operator, so that it and the property are checked, too. If
/// that works, the fix is sure.
fn read_comparison(
    property: Span,
    operator: Operator,
    value: Place<'_>,
    diagnostic: Diagnostic,
    elements: &mut Vec<Element>,
) -> Mistake {
    let fix = Fix::replace(Span::new(property.end(), value.at), format!(":{operator}"));
    match value.grammar.comparison(property, value.bytes(), elements) {
        Ok((rest, mut node)) if node.operator == Operator::new(Comparison::Equal) => {
            let takes_no_list = node.tag == Tag::ListClause && operator.comparison().is_range();
            let diagnostic = if takes_no_list {
                diagnostic
            } else {
                diagnostic.with_fix(spelled_in_lower_case(value, &node, fix))
            };
            node.operator = operator;
            node.canonical = false;
            let resume = value.grammar.offset(rest);
            Mistake {
                node: Some(node),
                ..Mistake::behind_clause(diagnostic, resume)
            }
        }
        Err(Err::Error(unread) | Err::Failure(unread)) if !unread.in_list => {
            let stopped = value.moved_to(value.grammar.offset(unread.rest));
            if at_end_of_value(stopped) {
                return Mistake::behind_clause(diagnostic, stopped.at);
            }
            // The value is another mistake.
            let mistake = bad_value(stopped, unread.expected);
            let diagnostic = match mistake.diagnostic.fix() {
                Some(_) => diagnostic.with_fix(fix),
                None => diagnostic,
            };
            let mut more = Findings::default();
            more.push(mistake.diagnostic);
            more.append(mistake.more);
            Mistake {
                diagnostic,
                more,
                node: None,
                ..mistake
            }
        }
        _ => Mistake::behind_clause(diagnostic, value.next_boundary()),
    }
}

/// Where comparisons are of another language, so is the case of `NULL` and `TRUE`.
fn spelled_in_lower_case(place: Place<'_>, node: &Node, fix: Fix) -> Fix {
    let lower = node.value.slice(place.text()).to_ascii_lowercase();
    if node.tag == Tag::Clause(Scalar::Word) && matches!(&*lower, "null" | "true" | "false") {
        fix.and_replace(node.value, lower)
    } else {
        fix
    }
}

fn foreign_operator(signs: &str, has_colon: bool) -> Option<(Operator, Code)> {
    let equal = Operator::new(Comparison::Equal);
    let is_fql = has_colon;
    let operator = match signs {
        "=" | "==" | "===" => equal,
        "!=" | "!==" | "<>" | "=!" => !equal,
        "=<" => {
            return Some((
                Operator::new(Comparison::LessOrEqual),
                Code::ReversedComparison,
            ));
        }
        "=>" => {
            return Some((
                Operator::new(Comparison::GreaterOrEqual),
                Code::ReversedComparison,
            ));
        }
        ">" if !is_fql => Operator::new(Comparison::Greater),
        ">=" if !is_fql => Operator::new(Comparison::GreaterOrEqual),
        "<" if !is_fql => Operator::new(Comparison::Less),
        "<=" if !is_fql => Operator::new(Comparison::LessOrEqual),
        "=~" | "~=" => Operator::new(Comparison::Text),
        "~" if !is_fql => Operator::new(Comparison::Text),
        _ => return None,
    };
    Some((operator, Code::ForeignComparison))
}

/// A star in the place of a clause.
fn lone_star(start: Place<'_>) -> Mistake {
    let stars = start
        .bytes()
        .iter()
        .take_while(|byte| **byte == b'*')
        .count();
    let span = start.span(stars);
    let diagnostic = Diagnostic::new(
        Code::LoneStar,
        span,
        format!(
            "`{}` stands where a clause is wanted",
            shortened(span.slice(start.text()))
        ),
        "for a filter that matches everything leave the filter out",
    );
    let is_all = start.text().trim_ascii().len() == stars;
    let diagnostic = if is_all {
        diagnostic.with_fix(Fix::replace(Span::new(0, start.text().len()), ""))
    } else {
        diagnostic
    };
    let behind = start.moved_to(span.end());
    let resume = if at_end_of_value(behind.behind_space()) {
        span.end()
    } else {
        behind.next_boundary()
    };
    Mistake::behind_clause(diagnostic, resume)
}

/// `'web'*`: a star behind the closing quote.
fn star_outside_quotes(place: Place<'_>, node: &Node) -> Mistake {
    let stars = place
        .bytes()
        .iter()
        .take_while(|byte| **byte == b'*')
        .count();
    let span = place.span(stars);
    let value = node.value.slice(place.text());
    let inside = format!(
        "{}*{}",
        &value[..value.len() - 1],
        &value[value.len() - 1..]
    );
    let diagnostic = Diagnostic::new(
        Code::StarOutsideQuotes,
        span,
        "a star stands outside the quotes",
        format!(
            "write the stars of a pattern inside its quotes: `{}`",
            shortened(&inside)
        ),
    );
    // With a star before the quotes, too, one inside may have been meant at either end or at both.
    let is_sure = node.operator.comparison() == Comparison::Equal;
    let diagnostic = if is_sure {
        let closing = Span::new(node.value.end() - 1, node.value.end() - 1);
        diagnostic.with_fix(Fix::replace(span, "").and_replace(closing, "*"))
    } else {
        diagnostic
    };
    Mistake::behind_clause(diagnostic, span.end())
}

pub(super) fn unclosed_hole(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::InvalidHole,
        span,
        "the placeholder that begins here is not closed",
        "close it with `}`",
    )
}

fn hole_elsewhere(place: Place<'_>) -> Mistake {
    let (message, help) = if place.grammar.template {
        (
            "a placeholder stands here",
            "a placeholder is a whole value, a list's values or a clause",
        )
    } else {
        (
            "`{` stands in a filter that is no template",
            "placeholders are for templates; write a value",
        )
    };
    let diagnostic = Diagnostic::new(Code::HoleElsewhere, place.span(1), message, help);
    let resume = match grammar::hole(place.bytes()) {
        Ok((rest, _)) => place.grammar.offset(rest),
        Err(Err::Error(_) | Err::Failure(_) | Err::Incomplete(_)) => place.text().len(),
    };
    Mistake::behind_clause(diagnostic, resume)
}
