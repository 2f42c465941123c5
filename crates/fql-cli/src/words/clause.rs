//! What a clause asks.

use fql::{Comparison, FieldType};
use fql_syntax::{Clause, Value, ValueMatch};

use super::pattern;
use super::value;

/// A clause in words. The field's kind, where it is known, says how its values are compared.
pub(super) fn in_words(clause: &Clause<'_>, kind: Option<FieldType>) -> String {
    let phrase = phrase(clause, kind);
    let verb = if clause.operator().is_negated() {
        phrase.negative
    } else {
        phrase.positive
    };
    let space = if phrase.object.is_empty() { "" } else { " " };
    format!("{} {verb}{space}{}", clause.property(), phrase.object)
}

/// A verb, its negation, and what is behind either.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    pub(super) positive: &'static str,
    pub(super) negative: &'static str,
    pub(super) object: String,
}

impl Phrase {
    pub(super) fn new(verbs: (&'static str, &'static str), object: impl Into<String>) -> Self {
        Self {
            positive: verbs.0,
            negative: verbs.1,
            object: object.into(),
        }
    }
}

fn phrase(clause: &Clause<'_>, kind: Option<FieldType>) -> Phrase {
    let value = clause.value();
    match clause.operator().comparison() {
        Comparison::Equal => equal(value, kind),
        Comparison::Wildcard => pattern::phrase(&text_of(value)),
        Comparison::Text => Phrase::new(
            ("matches", "does not match"),
            format!("the text {}, in any case", value.canonical()),
        ),
        Comparison::TextWildcard => {
            let phrase = pattern::phrase(&text_of(value));
            Phrase::new(
                (phrase.positive, phrase.negative),
                format!("{}, in any case", phrase.object),
            )
        }
        range => compared(range, value, kind),
    }
}

/// No operator.
fn equal(value: Value<'_>, kind: Option<FieldType>) -> Phrase {
    match value {
        Value::Null => Phrase::new(("has no value", "has a value"), ""),
        Value::List(list) => one_of(list.iter().collect()),
        _ => match value.value_match() {
            ValueMatch::Pattern(source) => pattern::phrase(&source),
            ValueMatch::Exact(text) => one(value, &text, kind),
        },
    }
}

fn one(value: Value<'_>, text: &str, kind: Option<FieldType>) -> Phrase {
    if kind == Some(FieldType::Ip) && text.contains('/') {
        return Phrase::new(("is in", "is not in"), format!("the network {text}"));
    }
    match value::moment(text).filter(|_| kind == Some(FieldType::Timestamp)) {
        Some(moment) => Phrase::new(("is exactly", "is not exactly"), moment),
        None => Phrase::new(("is", "is not"), value::plain(value, text)),
    }
}

fn one_of(values: Vec<Value<'_>>) -> Phrase {
    let is_pattern = |value: &Value<'_>| matches!(value.value_match(), ValueMatch::Pattern(_));
    let verbs = match (&values[..], values.iter().any(is_pattern)) {
        (_, true) => ("matches one of", "matches none of"),
        ([_], false) => ("is", "is not"),
        (_, false) => ("is one of", "is none of"),
    };
    let shown: Vec<String> = values.into_iter().map(Value::canonical).collect();
    Phrase::new(verbs, shown.join(", "))
}

/// `>`, `>=`, `<`, `<=`
fn compared(range: Comparison, value: Value<'_>, kind: Option<FieldType>) -> Phrase {
    let text = text_of(value);
    let moment = match kind {
        Some(FieldType::Timestamp) => value::moment(&text),
        Some(_) => None,
        // A year alone may as well be a number.
        None => value::moment(&text).filter(|_| text.starts_with("now") || text.contains('-')),
    };
    let as_time = moment.is_some();
    let verbs = match (range, as_time) {
        (Comparison::Greater, true) => ("is after", "is not after"),
        (Comparison::Greater, false) => ("is greater than", "is not greater than"),
        (Comparison::GreaterOrEqual, true) => ("is at or after", "is not at or after"),
        (Comparison::GreaterOrEqual, false) => ("is at least", "is not at least"),
        (Comparison::Less, true) => ("is before", "is not before"),
        (Comparison::Less, false) => ("is less than", "is not less than"),
        (_, true) => ("is at or before", "is not at or before"),
        (_, false) => ("is at most", "is not at most"),
    };
    Phrase::new(verbs, moment.unwrap_or_else(|| value.canonical()))
}

/// The text that a value stands for, stars and their escapes included.
fn text_of(value: Value<'_>) -> String {
    match value {
        Value::String(text) => text.value().into_owned(),
        other => other.canonical(),
    }
}
