//! What was meant by text that is no FQL.
//!
//! Here is all the knowledge of other query languages, of word processors and of slips. Nothing
//! in this module runs for well-formed text, and nothing looks inside quotes. Each function is
//! given the place where the grammar stopped, and answers with one diagnostic and the place where
//! reading goes on, so that every problem of a text is found in one pass.

use core::fmt::Write as _;

use nom::Err;

use super::grammar::{self, Expected, Grammar, Unread, is_space};
use crate::code::Code;
use crate::diagnostic::{Diagnostic, Fix};
use crate::escape::push_quoted;
use crate::operator::{Comparison, Operator};
use crate::report::Findings;
use crate::span::Span;
use crate::tree::{Element, Join, Node, Scalar, Tag};

/// How far the end of a value that was not closed properly is looked for, in bytes: a mistake
/// must not cost a look through the whole text each time.
const WINDOW: usize = 200;

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
    /// A clause: what was found joins it in this way to the one before.
    Operand(Join),
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

    fn before_clause(diagnostic: Diagnostic, resume: usize, join: Join) -> Self {
        Self {
            diagnostic,
            more: Findings::default(),
            resume,
            node: None,
            then: Then::Operand(join),
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

    /// The next place where a clause may have ended, outside quotes and brackets: a connector, a
    /// closing parenthesis, or the end.
    fn next_boundary(self) -> usize {
        let bytes = self.text().as_bytes();
        let mut at = self.at;
        let mut in_brackets = false;
        while at < bytes.len() {
            match bytes[at] {
                quote @ (b'\'' | b'"') => match grammar::quoted(&bytes[at..], quote) {
                    Ok((rest, _)) => {
                        at = self.grammar.offset(rest);
                        continue;
                    }
                    Err(_) => return bytes.len(),
                },
                b'[' => in_brackets = true,
                b']' => in_brackets = false,
                b'+' | b',' | b')' if !in_brackets => return at,
                _ => {}
            }
            at += 1;
        }
        bytes.len()
    }

    /// The text here up to white space or a sign of the language.
    fn run(self) -> Span {
        let end = self
            .bytes()
            .iter()
            .position(|byte| is_space(*byte) || b"+,()[]'\"".contains(byte))
            .unwrap_or(self.bytes().len());
        self.span(end)
    }
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
    match unread.expected {
        Expected::Property => not_a_property(start, elements),
        Expected::Colon => no_colon(start, stopped, elements),
        _ if unread.in_list => bad_list(stopped, unread.expected),
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
        return word_connective(start, length, join, Then::Operand(join));
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
            return word_connective(start, word.len(), join, Then::Operand(join));
        }
        None => {}
    }
    let adjacent = start.at + word.len() == stopped.at;
    if adjacent && let Some(mistake) = invalid_property(start) {
        return mistake;
    }
    let help = if stopped.starts_with("'") || stopped.starts_with("\"") {
        format!("write `{word}:` before the value")
    } else {
        format!("a clause has the form `{word}:value`")
    };
    let diagnostic = Diagnostic::new(
        Code::MissingColon,
        Span::new(start.at, start.at + word.len()),
        format!("no colon stands behind `{}`", shortened(word)),
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
        Expected::NumberOrWord => unquoted(stopped),
        Expected::ClosingQuote => unterminated(stopped),
        Expected::ClosingBrace => {
            let end = stopped.text().len();
            Mistake::behind_clause(unclosed_hole(Span::new(stopped.at, end)), end)
        }
        Expected::NoList => operator_on_list(stopped),
        _ if at_end_of_value(stopped) => missing_value(stopped),
        _ if stopped.starts_with("{") => hole_elsewhere(stopped),
        _ => {
            let run = stopped.run();
            if run.is_empty()
                || run
                    .slice(stopped.text())
                    .starts_with(['!', '=', '<', '>', '~'])
            {
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

/// Behind a clause stands neither a connector nor a closing parenthesis.
pub(super) fn between_clauses(grammar: Grammar<'_>, at: usize, previous: Option<&Node>) -> Mistake {
    let place = Place { grammar, at };
    if let Some((length, join)) = symbol_connective(place) {
        return word_connective(place, length, join, Then::Operand(join));
    }
    if let Some(span) = place.property()
        && let Some(WordJoin::Join(join)) = word_join(span.slice(place.text()))
        && !place.at_clause()
    {
        return word_connective(place, span.len(), join, Then::Operand(join));
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
            && let Some(mistake) = quote_in_text(place, node)
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
        return Mistake::before_clause(diagnostic, at, Join::And);
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
    let character = place.character();
    let length = character.map_or(0, char::len_utf8);
    let found = match character {
        None => "the filter ends".to_owned(),
        Some(character) if character.is_control() || character.is_whitespace() => {
            format!("the character U+{:04X} stands", u32::from(character))
        }
        Some(character) => format!("`{character}` stands"),
    };
    let diagnostic = Diagnostic::new(
        Code::UnexpectedText,
        place.span(length),
        format!("{found} where {wanted} is wanted"),
        "a clause has the form `property:value`, and clauses are joined by `+` (and) or `,` (or)",
    );
    let resume = place.moved_to(place.at + length).next_boundary();
    Mistake::behind_clause(diagnostic, resume)
}

fn value_without_property(place: Place<'_>) -> Mistake {
    let diagnostic = Diagnostic::new(
        Code::UnexpectedText,
        place.span(place.character().map_or(0, char::len_utf8)),
        "a value stands where a clause is wanted",
        "write the property and a colon before it: `property:'value'`",
    );
    let resume = match smart_quoted(place) {
        Some(mistake) => mistake.resume,
        None => place.next_boundary(),
    };
    Mistake::behind_clause(diagnostic, resume)
}

fn missing_value(place: Place<'_>) -> Mistake {
    let diagnostic = Diagnostic::new(
        Code::MissingValue,
        place.span(1),
        "the clause has no value",
        "write a value behind the colon, or `null` to ask for what has no value",
    );
    Mistake::behind_clause(diagnostic, place.at)
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
    let diagnostic = Diagnostic::new(
        Code::InvalidProperty,
        name,
        format!(
            "`{}` is not a property name",
            shortened(name.slice(start.text()))
        ),
        "a property has letters, digits and underscores, begins with no digit, and may have parts \
         joined by dots",
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
        return Mistake::before_clause(diagnostic, clause.at, Join::And);
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
            Some(_) => Mistake::before_clause(diagnostic, rest.at, Join::And),
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
            Some(_) => Mistake::before_clause(diagnostic, clause.at, Join::And),
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
        format!("write `{property}:{negated}{}`", shortened(value)),
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
fn word_connective(place: Place<'_>, length: usize, join: Join, then: Then) -> Mistake {
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
    let diagnostic = if stands_between {
        diagnostic.with_fix(Fix::replace(Span::new(before, behind.at), symbol))
    } else {
        diagnostic
    };
    let then = if behind.bytes().is_empty() {
        Then::Connector
    } else {
        then
    };
    Mistake {
        then,
        ..Mistake::behind_clause(diagnostic, sign.end())
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
        (_, true) | (_, false) if signs.contains('=') && !operator.comparison().is_range() => {
            format!("`{signs}` compares nothing here")
        }
        _ => format!("`{signs}` stands without a colon"),
    };
    let fix = Fix::replace(Span::new(property.end(), value.at), format!(":{operator}"));
    let diagnostic = Diagnostic::new(code, signs_at.span(length), message, help);

    // Read the value, so that it and the property are checked, too.
    Some(
        match value.grammar.comparison(property, value.bytes(), elements) {
            Ok((rest, mut node)) if node.operator == Operator::new(Comparison::Equal) => {
                let takes_no_list = node.tag == Tag::ListClause && operator.comparison().is_range();
                let diagnostic = if takes_no_list {
                    diagnostic
                } else {
                    diagnostic.with_fix(fix)
                };
                node.operator = operator;
                node.canonical = false;
                let resume = value.grammar.offset(rest);
                Mistake {
                    node: Some(node),
                    ..Mistake::behind_clause(diagnostic, resume)
                }
            }
            _ => Mistake::behind_clause(diagnostic, value.next_boundary()),
        },
    )
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
        "~" | "=~" | "~=" if !is_fql => Operator::new(Comparison::Text),
        _ => return None,
    };
    Some((operator, Code::ForeignComparison))
}

/// A number, word, time or address that needs quotes.
fn unquoted(place: Place<'_>) -> Mistake {
    let run = place.run();
    let text = run.slice(place.text());
    let is_time = grammar::looks_like_now(text.as_bytes()) || looks_like_date(text);
    // A sign of the language inside a time, as in an offset, ends the run; only the whole is sure.
    let followed_by = place.moved_to(run.end());
    let whole = matches!(
        followed_by.behind_space().bytes().first(),
        None | Some(b'+' | b',' | b')' | b']')
    ) || is_space(followed_by.bytes().first().copied().unwrap_or(b' '));
    let mut quoted = String::new();
    push_quoted(text, &mut quoted);
    let (code, message) = if is_time {
        (
            Code::UnquotedTime,
            format!("the time `{}` has no quotes", shortened(text)),
        )
    } else {
        (
            Code::UnquotedText,
            format!("the text `{}` has no quotes", shortened(text)),
        )
    };
    let diagnostic = Diagnostic::new(
        code,
        run,
        message,
        format!("write `{}`", shortened(&quoted)),
    );
    let diagnostic = if whole {
        diagnostic.with_fix(Fix::replace(run, quoted))
    } else {
        diagnostic
    };
    let resume = if whole {
        run.end()
    } else {
        followed_by.next_boundary()
    };
    Mistake::behind_clause(diagnostic, resume)
}

fn looks_like_date(run: &str) -> bool {
    let bytes = run.as_bytes();
    bytes.len() >= 7
        && bytes[..4].iter().all(u8::is_ascii_digit)
        && bytes[4] == b'-'
        && bytes[5..7].iter().all(u8::is_ascii_digit)
}

/// `name:foo bar`: a word behind a word, neither in quotes.
fn words_without_quotes(place: Place<'_>, previous: Option<&Node>) -> Option<Mistake> {
    let word = previous.filter(|node| node.tag == Tag::Clause(Scalar::Word))?;
    if place.property().is_none() || place.at_clause() {
        return None;
    }
    let end = place.next_boundary();
    let text = place.text()[word.value.start()..end].trim_end();
    let mut quoted = String::new();
    push_quoted(text, &mut quoted);
    let diagnostic = Diagnostic::new(
        Code::UnquotedText,
        Span::new(word.value.start(), word.value.start() + text.len()),
        format!("the text `{}` has no quotes", shortened(text)),
        format!("write `{}`", shortened(&quoted)),
    );
    Some(Mistake::behind_clause(diagnostic, end))
}

/// The length of a typographic quote.
fn smart_quote(place: Place<'_>) -> Option<usize> {
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
fn smart_quoted(place: Place<'_>) -> Option<Mistake> {
    let opening = place.character()?;
    let content_at = match opening {
        '\'' | '"' => place.moved_to(place.at + 1),
        _ => place.moved_to(place.at + smart_quote(place)?),
    };
    // `'open’` ends with a quote that does not close it.
    let is_closing = |character: char| {
        is_smart_quote(character) || (is_smart_quote(opening) && matches!(character, '\'' | '"'))
    };
    let closing = content_at.window().char_indices().find(|(at, character)| {
        let behind = content_at.moved_to(content_at.at + at + character.len_utf8());
        is_closing(*character) && at_end_of_value(behind.behind_space())
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
        format!("write `{}`", shortened(&quoted)),
    )
    .with_fix(Fix::replace(whole, quoted));
    Some(Mistake::behind_clause(diagnostic, whole.end()))
}

/// `%3A` and the like, which an HTTP client writes, not a person. Takes the rest of the text.
fn percent_encoded(place: Place<'_>) -> Option<Mistake> {
    // The sign may stand inside the run that could not be read.
    let run = place.run().slice(place.text());
    let at = run.as_bytes().windows(3).position(is_escape)?;
    let text = place.text();
    let sign = place.moved_to(place.at + at).span(3);
    let diagnostic = Diagnostic::new(
        Code::PercentEncoded,
        sign,
        format!("`{}` is percent-encoded", sign.slice(text)),
        "give the filter as it is; it is encoded when it is sent",
    );
    if place.grammar.decoded {
        return None;
    }
    let decoded = percent_decode(text);
    let is_sure = super::is_filter_without_encoding(&decoded);
    let all = Span::new(0, text.len());
    let diagnostic = if is_sure {
        diagnostic.with_fix(Fix::replace(all, decoded))
    } else {
        diagnostic
    };
    Some(Mistake::behind_clause(diagnostic, text.len()))
}

fn is_escape(window: &[u8]) -> bool {
    matches!(window, [b'%', high, low] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit())
}

/// The text with what is percent-encoded outside quotes resolved. Inside quotes it is just text.
fn percent_decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let quoted = match bytes[at] {
            quote @ (b'\'' | b'"') => grammar::quoted(&bytes[at..], quote).ok(),
            _ => None,
        };
        let next = if let Some((rest, _)) = quoted {
            let end = bytes.len() - rest.len();
            decoded.extend_from_slice(&bytes[at..end]);
            end
        } else if let Some(escape) = bytes.get(at..at + 3).filter(|window| is_escape(window)) {
            let hex = core::str::from_utf8(&escape[1..]).unwrap_or_default();
            decoded.extend(u8::from_str_radix(hex, 16));
            at + 3
        } else {
            decoded.push(bytes[at]);
            at + 1
        };
        at = next;
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

fn unterminated(place: Place<'_>) -> Mistake {
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
fn quote_in_text(place: Place<'_>, node: &Node) -> Option<Mistake> {
    let quote = place.text().as_bytes()[node.value.start()];
    let first = *place.bytes().first()?;
    if is_space(first) || first == b'(' {
        return None;
    }
    let closing = memchr::memchr_iter(quote, place.window().as_bytes())
        .find(|at| at_end_of_value(place.moved_to(place.at + at + 1).behind_space()))?;
    let content = Span::new(node.value.start() + 1, place.at + closing);
    let mut quoted = String::new();
    push_quoted(content.slice(place.text()), &mut quoted);
    let diagnostic = Diagnostic::new(
        Code::QuoteInText,
        Span::new(place.at - 1, place.at),
        format!(
            "this `{}` ends the text, but the text goes on",
            char::from(quote)
        ),
        format!("if it belongs to the text write `{}`", shortened(&quoted)),
    );
    Some(Mistake::behind_clause(diagnostic, content.end() + 1))
}

/// The first problem of a list, where the grammar stopped, and those behind it.
fn bad_list(stopped: Place<'_>, expected: Expected) -> Mistake {
    let bracket = closing_bracket(stopped);
    let mut mistake = bad_list_part(stopped, expected, bracket);
    let mut place = stopped.moved_to(mistake.resume).behind_space();
    // Every turn reads an element or a problem, so that the whole list is read once.
    while !matches!(place.bytes().first(), None | Some(b']')) {
        let (at, wanted) = if place.starts_with(",") {
            (place.moved_to(place.at + 1).behind_space(), Expected::Value)
        } else {
            (place, Expected::ElementEnd)
        };
        let unread = match at.grammar.scalar(at.bytes()) {
            Ok((rest, _)) if wanted == Expected::Value => {
                place = at.moved_to(at.grammar.offset(rest)).behind_space();
                continue;
            }
            Ok(_) | Err(Err::Incomplete(_)) => wanted,
            Err(Err::Error(unread) | Err::Failure(unread)) if wanted == Expected::Value => {
                unread.expected
            }
            Err(_) => wanted,
        };
        let next = bad_list_part(at, unread, bracket);
        place = at.moved_to(next.resume).behind_space();
        mistake.more.push(next.diagnostic);
    }
    let closed = usize::from(place.starts_with("]"));
    Mistake {
        resume: place.at + closed,
        ..mistake
    }
}

/// One problem of a list that ends at `bracket`. Reading goes on behind the part that has it.
fn bad_list_part(place: Place<'_>, expected: Expected, bracket: usize) -> Mistake {
    let (code, length, message, help) = match (place.bytes().first(), expected) {
        (None, _) => (
            Code::MalformedList,
            0,
            "the list is not closed".to_owned(),
            "close it with `]`",
        ),
        (Some(b']' | b','), Expected::Value) => return missing_element(place),
        (Some(b'['), _) => (
            Code::MalformedList,
            end_of_list(place) - place.at,
            "a list stands in a list".to_owned(),
            "write one list of values: `[value,value]`",
        ),
        (Some(_), Expected::ElementEnd) => {
            let found = place.character().unwrap_or(' ');
            // A value behind white space: the comma between them is missing.
            let value = place.grammar.scalar(place.bytes()).ok();
            let read = value.map(|(rest, _)| place.grammar.offset(rest) - place.at);
            let diagnostic = Diagnostic::new(
                Code::MalformedList,
                place.span(found.len_utf8()),
                format!("`{found}` stands where a comma or `]` is wanted"),
                "separate the values by commas: `[value,value]`",
            );
            let length = read.unwrap_or(found.len_utf8());
            return Mistake::behind_clause(diagnostic, place.at + length);
        }
        (Some(_), _) => {
            let value = bad_value(place, expected);
            // A problem never takes the bracket that closes the list.
            let resume = value.resume.min(bracket.max(place.at));
            return Mistake { resume, ..value };
        }
    };
    let diagnostic = Diagnostic::new(code, place.span(length), message, help);
    Mistake::behind_clause(diagnostic, place.at + length)
}

fn missing_element(place: Place<'_>) -> Mistake {
    let before = place.text()[..place.at].trim_end();
    let diagnostic = if place.starts_with("]") && before.ends_with('[') {
        Diagnostic::new(
            Code::EmptyList,
            Span::new(before.len() - 1, place.at + 1),
            "the list is empty",
            "write a value, or `property:null` to ask for what has no value",
        )
    } else {
        Diagnostic::new(
            Code::MalformedList,
            place.span(1),
            "a value is missing in the list",
            "separate values by one comma, and write none behind the last",
        )
    };
    Mistake::behind_clause(diagnostic, place.at)
}

/// Behind the bracket that closes the list, or the end.
fn end_of_list(place: Place<'_>) -> usize {
    place.moved_to(closing_bracket(place) + 1).at
}

/// Where the bracket is that closes the list, or the end.
fn closing_bracket(place: Place<'_>) -> usize {
    let bytes = place.text().as_bytes();
    let mut at = place.at;
    while at < bytes.len() {
        match bytes[at] {
            quote @ (b'\'' | b'"') => match grammar::quoted(&bytes[at..], quote) {
                Ok((rest, _)) => at = place.grammar.offset(rest),
                Err(_) => return bytes.len(),
            },
            b']' => return at,
            _ => at += 1,
        }
    }
    bytes.len()
}

fn operator_on_list(place: Place<'_>) -> Mistake {
    let diagnostic = Diagnostic::new(
        Code::OperatorOnList,
        place.span(1),
        "a list stands behind an operator that takes none",
        "a list means any of its values and takes no operator but `!`",
    );
    Mistake::behind_clause(diagnostic, end_of_list(place))
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

/// A text for a message: whole if it is short, else its start and an ellipsis.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut shown = String::new();
    for (index, character) in text.chars().enumerate() {
        if index == LONGEST {
            shown.push('…');
            break;
        }
        if character.is_control() {
            // Writing to a string does not fail.
            let _ = write!(shown, "{}", character.escape_default());
        } else {
            shown.push(character);
        }
    }
    shown
}
