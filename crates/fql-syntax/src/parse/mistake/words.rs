//! Comparisons in words: `port in (22,23)`, `name like '%web%'`, `owner is not null`.

use std::borrow::Cow;

use super::{Mistake, Place, is_space, list, read_comparison, word_join};
use crate::code::Code;
use crate::diagnostic::{Diagnostic, Fix};
use crate::display_safe::message_excerpt;
use crate::escape::push_quoted;
use crate::operator::{Comparison, Operator};
use crate::pattern::push_literal;
use crate::span::Span;
use crate::tree::ListItem;
use crate::value::Value;

/// What the words mean in FQL.
#[derive(Clone, Copy)]
enum OperatorWord {
    /// This operator.
    Compare(Comparison),
    /// A list of values.
    AnyOf,
    /// A pattern, with `%` for a star.
    Like,
    /// A pattern with stars before and behind the value.
    Around(&'static str, &'static str),
    /// Two range comparisons.
    Between,
}

const WORDS: &[(&str, OperatorWord)] = &[
    ("is", OperatorWord::Compare(Comparison::Equal)),
    ("eq", OperatorWord::Compare(Comparison::Equal)),
    ("equals", OperatorWord::Compare(Comparison::Equal)),
    ("gt", OperatorWord::Compare(Comparison::Greater)),
    ("ge", OperatorWord::Compare(Comparison::GreaterOrEqual)),
    ("gte", OperatorWord::Compare(Comparison::GreaterOrEqual)),
    ("lt", OperatorWord::Compare(Comparison::Less)),
    ("le", OperatorWord::Compare(Comparison::LessOrEqual)),
    ("lte", OperatorWord::Compare(Comparison::LessOrEqual)),
    ("in", OperatorWord::AnyOf),
    ("like", OperatorWord::Like),
    ("ilike", OperatorWord::Like),
    ("contains", OperatorWord::Around("*", "*")),
    ("startswith", OperatorWord::Around("", "*")),
    ("endswith", OperatorWord::Around("*", "")),
    ("between", OperatorWord::Between),
];

/// The words that begin at `at`, behind the property that begins at `start`.
pub(super) fn comparison(
    start: Place<'_>,
    at: Place<'_>,
    elements: &mut Vec<ListItem>,
) -> Option<Mistake> {
    let property = start.property()?;
    let mut negated = false;
    let mut meaning = None;
    let mut end = at;
    // `is not` and `not in`: a word and its negation, in either order.
    for _ in 0..2 {
        let place = end.behind_space();
        let Some(word) = word(place) else { break };
        let known = WORDS
            .iter()
            .find(|(name, _)| word.eq_ignore_ascii_case(name));
        if !negated && word.eq_ignore_ascii_case("not") {
            negated = true;
        } else if !negated && word.eq_ignore_ascii_case("ne") && meaning.is_none() {
            (negated, meaning) = (true, Some(OperatorWord::Compare(Comparison::Equal)));
        } else if let (Some((_, known)), None) = (known, meaning) {
            meaning = Some(*known);
        } else {
            break;
        }
        end = place.moved_to(place.at + word.len());
    }
    let words = Span::new(at.at, end.at);
    let value = end.behind_space();
    // More words are prose: `this is not a filter`.
    if let Some(first) = word(value)
        && !matches!(meaning, Some(OperatorWord::Between))
        && word(value.moved_to(value.at + first.len()).behind_space())
            .is_some_and(|next| word_join(next).is_none())
    {
        return None;
    }
    Some(describe(
        property, words, meaning?, negated, value, elements,
    ))
}

/// The word here, if it stands alone.
fn word(place: Place<'_>) -> Option<&str> {
    let window = place.window();
    let length = window
        .bytes()
        .position(|byte| !byte.is_ascii_alphabetic())
        .unwrap_or(window.len());
    let follows = window.as_bytes().get(length);
    let is_alone = follows.is_none_or(|byte| is_space(*byte) || b"('\"[".contains(byte));
    (length > 0 && is_alone).then(|| &window[..length])
}

fn describe(
    property: Span,
    words: Span,
    meaning: OperatorWord,
    negated: bool,
    value: Place<'_>,
    elements: &mut Vec<ListItem>,
) -> Mistake {
    let text = value.text();
    let bang = if negated { "!" } else { "" };
    let name = message_excerpt(property.slice(text));
    let message = format!(
        "`{}` compares nothing here",
        message_excerpt(words.slice(text))
    );
    let diagnostic =
        |help: String| Diagnostic::new(Code::ForeignComparison, words, message.clone(), help);
    let (content, behind) = match value.grammar.scalar(value.bytes()) {
        Ok((rest, (scalar, _))) => {
            let span = Span::new(value.at, value.grammar.offset(rest));
            (content(scalar.value(text, span)), Some(span.end()))
        }
        Err(_) => (Cow::Borrowed("value"), None),
    };
    let around = |before: &str, after: &str| {
        let mut pattern = String::from(before);
        push_literal(&content, &mut pattern);
        pattern + after
    };

    let help = match meaning {
        OperatorWord::Compare(comparison) => {
            let operator = Operator::new(comparison).with_negation(negated);
            let help = diagnostic(format!("write `{name}:{operator}` and the value"));
            return read_comparison(property, operator, value, help, elements);
        }
        OperatorWord::AnyOf => {
            let help = diagnostic(format!("write a list: `{name}:{bang}['a','b']`"));
            return any_of(property, negated, value, help, elements);
        }
        OperatorWord::Like => {
            let pattern = around("", "").replace('%', "*");
            let quoted = quoted(&pattern);
            let pattern = message_excerpt(&quoted);
            format!("write `{name}:{bang}*{pattern}`, with `*` for any run of characters")
        }
        OperatorWord::Around(before, after) => {
            let quoted = quoted(&around(before, after));
            let pattern = message_excerpt(&quoted);
            format!("write `{name}:{bang}*{pattern}`")
        }
        OperatorWord::Between => {
            let help = format!("write `{name}:>=from+{name}:<=to`");
            let resume = behind_range(value).unwrap_or_else(|| value.next_boundary());
            return Mistake::behind_clause(diagnostic(help), resume);
        }
    };
    // Looked for here only: what is looked through is not read again.
    let resume = behind.unwrap_or_else(|| value.next_boundary());
    Mistake::behind_clause(diagnostic(help), resume)
}

fn content(value: Value<'_>) -> Cow<'_, str> {
    match value {
        Value::String(text) => text.value(),
        Value::Word(spelled) | Value::Integer(spelled) | Value::Float(spelled) => {
            Cow::Borrowed(spelled)
        }
        _ => Cow::Borrowed("value"),
    }
}

fn quoted(text: &str) -> String {
    let mut quoted = String::new();
    push_quoted(text, &mut quoted);
    quoted
}

/// `in ('a','b')` and `in ['a','b']`
fn any_of(
    property: Span,
    negated: bool,
    value: Place<'_>,
    diagnostic: Diagnostic,
    elements: &mut Vec<ListItem>,
) -> Mistake {
    let operator = Operator::new(Comparison::Equal).with_negation(negated);
    if value.starts_with("(") {
        return match list::values_in_parentheses(value) {
            Some((list, end)) => {
                let all = Span::new(property.end(), end);
                let fix = Fix::replace(all, format!(":{operator}{list}"));
                Mistake::behind_clause(diagnostic.with_fix(fix), end)
            }
            None => Mistake::behind_clause(diagnostic, value.next_boundary()),
        };
    }
    read_comparison(property, operator, value, diagnostic, elements)
}

/// Behind `1 and 5`.
fn behind_range(from: Place<'_>) -> Option<usize> {
    let (rest, _) = from.grammar.scalar(from.bytes()).ok()?;
    let and = from.moved_to(from.grammar.offset(rest)).behind_space();
    let joint = word(and).filter(|word| word.eq_ignore_ascii_case("and"))?;
    let to = and.moved_to(and.at + joint.len()).behind_space();
    let (rest, _) = to.grammar.scalar(to.bytes()).ok()?;
    Some(to.grammar.offset(rest))
}
