//! Comparisons in words: `port in (22,23)`, `name like '%web%'`, `owner is not null`.

use std::borrow::Cow;

use super::comparison_operators::{foreign_keyword, with_value};
use super::connectives::{at_certain_value_end, logic_word};
use super::negation::ends_in_negation;
use super::{Context, Cursor, Recovery, lists, quote};
use crate::ast::literal::{LiteralKind, Value};
use crate::ast::operator::{Comparison, Operator};
use crate::ast::span::Span;
use crate::ast::tree::NodeKind;
use crate::diagnostics::code::Code;
use crate::diagnostics::diagnostic::{Diagnostic, Fix};
use crate::display_safe::message_excerpt;
use crate::parser::grammar::{is_space, is_word_byte};
use crate::pattern::push_literal;
use crate::range_text::RangeText;

/// The FQL equivalent of a word.
#[derive(Clone, Copy)]
enum Equivalent {
    Operator(Comparison),
    List,
    /// A pattern with `%` as the wildcard, and its operator.
    Like(Comparison),
    /// A pattern with a prefix and a suffix around the value.
    Affix(&'static str, &'static str),
    /// Two range comparisons.
    Between,
    /// A regular expression, which FQL does not have.
    Regex,
}

const WORDS: &[(&str, Equivalent)] = &[
    ("is", Equivalent::Operator(Comparison::Equal)),
    ("eq", Equivalent::Operator(Comparison::Equal)),
    ("equals", Equivalent::Operator(Comparison::Equal)),
    ("gt", Equivalent::Operator(Comparison::Greater)),
    ("ge", Equivalent::Operator(Comparison::GreaterOrEqual)),
    ("gte", Equivalent::Operator(Comparison::GreaterOrEqual)),
    ("lt", Equivalent::Operator(Comparison::Less)),
    ("le", Equivalent::Operator(Comparison::LessOrEqual)),
    ("lte", Equivalent::Operator(Comparison::LessOrEqual)),
    ("in", Equivalent::List),
    ("like", Equivalent::Like(Comparison::Wildcard)),
    ("ilike", Equivalent::Like(Comparison::TextWildcard)),
    ("contains", Equivalent::Affix("*", "*")),
    ("startswith", Equivalent::Affix("", "*")),
    ("endswith", Equivalent::Affix("*", "")),
    ("between", Equivalent::Between),
    ("match", Equivalent::Regex),
    ("matches", Equivalent::Regex),
    ("regexp", Equivalent::Regex),
    ("rlike", Equivalent::Regex),
];

/// Words after `is` for a field without a value.
const ABSENT: &[&str] = &[
    "empty",
    "blank",
    "missing",
    "unknown",
    "unset",
    "absent",
    "undefined",
    "none",
];

/// Words after `is` for a field with a value.
const PRESENT: &[&str] = &["present", "set", "defined", "known", "populated"];

/// A comparison in words.
struct WordComparison<'t> {
    property: Span,
    words: Span,
    equivalent: Equivalent,
    is_negated: bool,
    /// The word starts with a dash, as in PowerShell, which ignores the case of strings.
    has_dash: bool,
    /// The position of the value.
    value: Cursor<'t>,
}

/// Words between the property and the value, separated from the property by white space.
pub(super) fn in_clause(context: &Context<'_>) -> Option<Recovery> {
    let property = context.start.property()?;
    if property.end() == context.stopped.at {
        return None;
    }
    let comparison = parse_words(property, context.stopped)?;
    // More words are prose: `this is not a filter`.
    if let Some(first) = word(comparison.value)
        && !matches!(comparison.equivalent, Equivalent::Between)
        && word(comparison.value.moved_by(first.len()).after_space())
            .is_some_and(|next| logic_word(next).is_none())
    {
        return None;
    }
    Some(comparison.recovery())
}

/// `status:in ('open','new')`, `port:not in [22]`: the grammar took the first word for the value.
pub(super) fn after_colon(context: &Context<'_>) -> Option<Recovery> {
    let cursor = context.start;
    let node = context.previous?;
    let is_word = node.kind == NodeKind::Clause(LiteralKind::Word)
        && matches!(node.operator.spelling(), "" | "!");
    let between = cursor.source().get(node.value.end()..cursor.at)?;
    if !is_word || !between.trim_ascii().is_empty() || cursor.at_clause() {
        return None;
    }
    let mut comparison = parse_words(node.property, cursor.moved_to(node.value.start()))?;
    let is_negated = comparison.is_negated && node.operator.is_negated();
    let has_value = match comparison.value.byte()? {
        b'(' | b'[' => matches!(comparison.equivalent, Equivalent::List),
        // Words may be a part of the value: `status:in progress`.
        _ => comparison.value().is_some_and(|(kind, span)| {
            let value = span.slice(cursor.source());
            kind != LiteralKind::Word
                || foreign_keyword(value).is_some()
                || comparison.presence().is_some()
        }),
    };
    if !has_value || is_negated || comparison.value.at <= node.value.end() {
        return None;
    }
    comparison.is_negated |= node.operator.is_negated();
    Some(Recovery {
        replaces_previous: true,
        ..comparison.recovery()
    })
}

/// Parses a word and its negation in either order: `is not`, `not in`.
fn parse_words(property: Span, start: Cursor<'_>) -> Option<WordComparison<'_>> {
    let mut is_negated = false;
    let mut equivalent = None;
    let dash = start.after_space();
    let has_dash = dash.starts_with("-");
    let mut end = if has_dash { dash.moved_by(1) } else { start };
    for _ in 0..2 {
        let cursor = if has_dash { end } else { end.after_space() };
        let Some(word) = word(cursor) else { break };
        let negated = word
            .get(..3)
            .filter(|not| has_dash && not.eq_ignore_ascii_case("not"))
            .map_or("", |_| &word[3..]);
        let find = |word: &str| {
            let known = WORDS
                .iter()
                .find(|(name, _)| word.eq_ignore_ascii_case(name));
            known.map(|(_, equivalent)| *equivalent)
        };
        if !is_negated && word.eq_ignore_ascii_case("not") {
            is_negated = true;
        } else if !is_negated && word.eq_ignore_ascii_case("ne") && equivalent.is_none() {
            is_negated = true;
            equivalent = Some(Equivalent::Operator(Comparison::Equal));
        } else if let (Some(known), None) = (find(negated), equivalent) {
            is_negated = true;
            equivalent = Some(known);
        } else if let (Some(known), None) = (find(word), equivalent) {
            equivalent = Some(known);
        } else {
            break;
        }
        end = cursor.moved_by(word.len());
    }
    Some(WordComparison {
        property,
        words: Span::new(dash.at, end.at),
        equivalent: equivalent?,
        is_negated,
        has_dash,
        value: end.after_space(),
    })
}

/// The word here, if it ends at white space or before a value.
fn word(cursor: Cursor<'_>) -> Option<&str> {
    let window = cursor.window();
    let length = window
        .bytes()
        .position(|byte| !byte.is_ascii_alphabetic())
        .unwrap_or(window.len());
    let after = window.as_bytes().get(length);
    let is_word = after.is_none_or(|byte| is_space(*byte) || b"('\"[".contains(byte));
    (length > 0 && is_word).then(|| &window[..length])
}

impl WordComparison<'_> {
    fn recovery(&self) -> Recovery {
        let recovery = self.equivalent_recovery();
        match self.has_dash {
            true => Recovery {
                diagnostic: recovery.diagnostic.without_fix(),
                ..recovery
            },
            false => recovery,
        }
    }

    fn equivalent_recovery(&self) -> Recovery {
        let property = message_excerpt(self.property.slice(self.value.source()));
        let bang = if self.is_negated { "!" } else { "" };
        match self.equivalent {
            Equivalent::Operator(_) if let Some((word, is_present)) = self.presence() => {
                let is_negated = self.is_negated ^ self.is_after_negation();
                let bang = if is_present ^ is_negated { "!" } else { "" };
                let string_bang = if is_negated { "!" } else { "" };
                let fields = match bang {
                    "" => "fields without a value",
                    _ => "fields with a value",
                };
                let string = word.slice(self.value.source());
                let diagnostic = self.diagnostic(format!(
                    "use `{property}:{bang}null` to match {fields}; for the string add quotes: \
                     `{property}:{string_bang}'{string}'`"
                ));
                Recovery::then_connective(diagnostic, word.end())
            }
            Equivalent::Operator(comparison) => {
                let operator = Operator::new(comparison).with_negation(self.is_negated);
                let value = self.literal_source().unwrap_or("value");
                let value = foreign_keyword(value).unwrap_or(value);
                let value = message_excerpt(value);
                let diagnostic = self.diagnostic(format!("use `{property}:{operator}{value}`"));
                with_value(self.property, operator, self.value, diagnostic)
            }
            Equivalent::List => {
                self.list(self.diagnostic(format!("use a list: `{property}:{bang}['a','b']`")))
            }
            Equivalent::Like(comparison) => {
                let operator = Operator::new(comparison).with_negation(self.is_negated);
                let pattern = match self.has_dash {
                    true => Some(self.content().into_owned()),
                    false => like_pattern(&self.content()),
                };
                self.pattern(match pattern {
                    Some(pattern) => {
                        let pattern = quote(&pattern);
                        let pattern = message_excerpt(&pattern);
                        format!("use `{property}:{operator}{pattern}`, with `*` as the wildcard")
                    }
                    None => format!(
                        "use `{property}:{operator}'…'`, with `*` as the wildcard; there is none for \
                         one character, such as `_`"
                    ),
                })
            }
            Equivalent::Affix(prefix, suffix) => {
                let pattern = quote(&self.literal(prefix, suffix));
                let pattern = message_excerpt(&pattern);
                self.pattern(format!("use `{property}:{bang}*{pattern}`"))
            }
            Equivalent::Between => self.between(property.as_ref()),
            Equivalent::Regex => self.pattern(format!(
                "use a pattern with `*` as the wildcard: `{property}:{bang}*'web*'`"
            )),
        }
    }

    /// The word after `is` for a field with or without a value, and `true` if it is with one.
    fn presence(&self) -> Option<(Span, bool)> {
        let words = self.words.slice(self.value.source());
        let span = self.value.span(self.value.run(|byte| is_word_byte(*byte)));
        let word = span.slice(self.value.source());
        let is_in = |words: &[&str]| words.iter().any(|one| word.eq_ignore_ascii_case(one));
        let is_present = is_in(PRESENT);
        let is_is = words.get(..2)?.eq_ignore_ascii_case("is");
        (is_is && (is_present || is_in(ABSENT))).then_some((span, is_present))
    }

    fn is_after_negation(&self) -> bool {
        ends_in_negation(&self.value.source()[..self.property.start()])
    }

    fn diagnostic(&self, help: String) -> Diagnostic {
        let words = message_excerpt(self.words.slice(self.value.source()));
        let message = format!("`{words}` is not an FQL operator");
        Diagnostic::new(Code::ForeignComparison, self.words, message, help)
    }

    /// `between 1 and 5`
    fn between(&self, property: &str) -> Recovery {
        let Some((range, end)) = range(self.value) else {
            let help = format!("use `{property}:>=from+{property}:<=to`");
            return Recovery::then_connective(self.diagnostic(help), self.value.next_boundary());
        };
        let [from, to] = range.map(|span| span.slice(self.value.source()));
        let is_negated = self.is_negated ^ self.is_after_negation();
        let Some(range) = RangeText::new(from, to).filter(|_| !is_negated) else {
            let help = match is_negated {
                true => format!("use `({property}:<{from},{property}:>{to})`"),
                false => format!("use `{property}:>={from}+{property}:<={to}`"),
            };
            return Recovery::then_connective(self.diagnostic(help), end.at);
        };
        let clauses = range.clauses(self.property.slice(self.value.source()));
        let diagnostic = self.diagnostic(format!("use `{}`", message_excerpt(&clauses)));
        let diagnostic = if at_certain_value_end(end) && !self.is_after_negation() {
            let whole = Span::new(self.property.start(), end.at);
            diagnostic.with_fix(Fix::replace(whole, clauses))
        } else {
            diagnostic
        };
        Recovery::then_connective(diagnostic, end.at)
    }

    /// The kind and the span of the value, if there is a single one.
    fn value(&self) -> Option<(LiteralKind, Span)> {
        let (rest, (kind, _)) = self.value.grammar.scalar(self.value.bytes()).ok()?;
        Some((
            kind,
            Span::new(self.value.at, self.value.grammar.offset(rest)),
        ))
    }

    fn literal_source(&self) -> Option<&str> {
        let (_, span) = self.value()?;
        Some(span.slice(self.value.source()))
    }

    /// The content of the value, or `value` if there is none.
    fn content(&self) -> Cow<'_, str> {
        self.value()
            .and_then(|(kind, span)| match kind.value(self.value.source(), span) {
                Value::String(literal) => Some(literal.value()),
                Value::Word(spelling) | Value::Integer(spelling) | Value::Float(spelling) => {
                    Some(Cow::Borrowed(spelling))
                }
                _ => None,
            })
            .unwrap_or(Cow::Borrowed("value"))
    }

    /// The value as a part of a pattern.
    fn literal(&self, prefix: &str, suffix: &str) -> String {
        let mut pattern = String::from(prefix);
        push_literal(&self.content(), &mut pattern);
        pattern + suffix
    }

    /// Continues after the value, which is not certain to be meant as a pattern.
    fn pattern(&self, help: String) -> Recovery {
        let resume = match self.value() {
            Some((_, span)) => span.end(),
            None => self.value.next_boundary(),
        };
        Recovery::then_connective(self.diagnostic(help), resume)
    }

    /// `in ('a','b')` and `in ['a','b']`
    fn list(&self, diagnostic: Diagnostic) -> Recovery {
        let operator = Operator::new(Comparison::Equal).with_negation(self.is_negated);
        if !self.value.starts_with("(") {
            return with_value(self.property, operator, self.value, diagnostic);
        }
        let Some((list, end, is_certain)) = lists::values_in_parentheses(self.value) else {
            return Recovery::then_connective(diagnostic, self.value.next_boundary());
        };
        if !is_certain {
            return Recovery::then_connective(diagnostic, end);
        }
        let whole = Span::new(self.property.end(), end);
        let fix = Fix::replace(whole, format!(":{operator}{list}"));
        Recovery::then_connective(diagnostic.with_fix(fix), end)
    }
}

/// The pattern that is equivalent to one of SQL, where `\` makes the next character literal. Returns
/// `None` if there is a wildcard for one character.
fn like_pattern(sql: &str) -> Option<String> {
    // A path, whose backslashes are literal.
    if sql.contains(":\\") || sql.starts_with(r"\\") {
        let parts: Vec<_> = sql
            .split('%')
            .map(|part| {
                let mut pattern = String::new();
                push_literal(part, &mut pattern);
                pattern
            })
            .collect();
        return (!sql.contains('_')).then(|| parts.join("*"));
    }
    let mut pattern = String::new();
    let mut characters = sql.chars();
    while let Some(character) = characters.next() {
        match character {
            '%' => pattern.push('*'),
            '_' => return None,
            '\\' => {
                let literal = characters.next().unwrap_or('\\');
                push_literal(literal.encode_utf8(&mut [0; 4]), &mut pattern);
            }
            _ => push_literal(character.encode_utf8(&mut [0; 4]), &mut pattern),
        }
    }
    Some(pattern)
}

/// Both values of `1 and 5`, and the position after it.
fn range(from: Cursor<'_>) -> Option<([Span; 2], Cursor<'_>)> {
    let scalar = |cursor: Cursor<'_>| {
        let (rest, _) = cursor.grammar.scalar(cursor.bytes()).ok()?;
        Some(Span::new(cursor.at, cursor.grammar.offset(rest)))
    };
    let lower = scalar(from)?;
    let and = from.moved_to(lower.end()).after_space();
    let word = word(and).filter(|word| word.eq_ignore_ascii_case("and"))?;
    let upper = scalar(and.moved_by(word.len()).after_space())?;
    Some(([lower, upper], from.moved_to(upper.end())))
}
