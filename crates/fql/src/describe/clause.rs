//! Clauses in words.

use fql_syntax::{Clause, Comparison, FieldType, Value, ValueMatch, push_quoted};

use super::time;
use crate::schema::Row;
use crate::validate::inexact_rule;

/// Describes a clause. The row of the field, if known, decides how its value is described.
pub(super) fn describe(clause: &Clause<'_>, row: Option<&Row>) -> String {
    let predicate = predicate(clause, row.map(|row| row.field_type));
    let verb = if clause.operator().is_negated() {
        predicate.negative
    } else {
        predicate.positive
    };
    let words = format!("{} {verb} {}", clause.property(), predicate.object);
    let words = words.trim_end();
    match row.and_then(|row| inexact_rule(row, clause, clause.value())) {
        Some(rule) => format!("{words}; equality of this field {}", rule.matches),
        None => words.to_owned(),
    }
}

/// A verb with its negation, and the object of both.
#[derive(Debug)]
struct Predicate {
    positive: &'static str,
    negative: &'static str,
    object: String,
}

impl Predicate {
    fn new(positive: &'static str, negative: &'static str, object: impl Into<String>) -> Self {
        Self {
            positive,
            negative,
            object: object.into(),
        }
    }
}

fn predicate(clause: &Clause<'_>, field_type: Option<FieldType>) -> Predicate {
    let value = clause.value();
    match clause.operator().comparison() {
        Comparison::Equal => equality(value, field_type),
        Comparison::Wildcard => wildcard(&content(value)),
        Comparison::Text => {
            let object = format!("the text {}, ignoring case", value.canonical());
            Predicate::new("matches", "does not match", object)
        }
        Comparison::TextWildcard => {
            let mut predicate = wildcard(&content(value));
            predicate.object.push_str(", ignoring case");
            predicate
        }
        comparison => range(comparison, value, field_type),
    }
}

fn equality(value: Value<'_>, field_type: Option<FieldType>) -> Predicate {
    match value {
        Value::Null => Predicate::new("has no value", "has a value", ""),
        Value::List(list) => list_membership(&list.iter().collect::<Vec<_>>(), field_type),
        _ => match value.value_match() {
            ValueMatch::Pattern(pattern) => wildcard(&pattern),
            ValueMatch::Exact(_) => exact(value, field_type),
        },
    }
}

fn exact(value: Value<'_>, field_type: Option<FieldType>) -> Predicate {
    let object = item(value, field_type);
    let (positive, negative) = match (field_type, value) {
        (Some(FieldType::Ip), _) if is_network(value) => ("is in", "is not in"),
        (Some(FieldType::Timestamp), _) if time::describe(&content(value)).is_some() => {
            ("is exactly", "is not exactly")
        }
        _ => ("is", "is not"),
    };
    Predicate::new(positive, negative, object)
}

/// Describes a value that is compared as it is.
fn item(value: Value<'_>, field_type: Option<FieldType>) -> String {
    let literal = match value.value_match() {
        ValueMatch::Exact(literal) => literal,
        ValueMatch::Pattern(_) => return value.canonical(),
    };
    let time = match field_type {
        Some(FieldType::Timestamp) => time::describe(&literal),
        _ => None,
    };
    match (time, value) {
        (Some(time), _) => time,
        _ if field_type == Some(FieldType::Ip) && is_network(value) => {
            format!("the network {literal}")
        }
        // Not the canonical text, which escapes `*`: nothing is a pattern here.
        (_, Value::String(_)) => quoted(&literal),
        (_, other) => other.canonical(),
    }
}

fn is_network(value: Value<'_>) -> bool {
    matches!(value.value_match(), ValueMatch::Exact(literal) if literal.contains('/'))
}

fn list_membership(values: &[Value<'_>], field_type: Option<FieldType>) -> Predicate {
    let is_pattern = |value: &Value<'_>| matches!(value.value_match(), ValueMatch::Pattern(_));
    let (positive, negative) = match (values, values.iter().any(is_pattern)) {
        (_, true) => ("matches one of", "matches none of"),
        ([value], false) => return exact(*value, field_type),
        (_, false) => ("is one of", "is none of"),
    };
    let items: Vec<String> = values
        .iter()
        .map(|value| item(*value, field_type))
        .collect();
    Predicate::new(positive, negative, items.join(", "))
}

fn range(comparison: Comparison, value: Value<'_>, field_type: Option<FieldType>) -> Predicate {
    let literal = content(value);
    let time = match field_type {
        Some(FieldType::Timestamp) => time::describe(&literal),
        Some(_) => None,
        // Without a field type, a year alone could be any number.
        None if literal.starts_with("now") || literal.contains('-') => time::describe(&literal),
        None => None,
    };
    let (positive, negative) = match (comparison, time.is_some()) {
        (Comparison::Greater, true) => ("is after", "is not after"),
        (Comparison::Greater, false) => ("is greater than", "is not greater than"),
        (Comparison::GreaterOrEqual, true) => ("is at or after", "is not at or after"),
        (Comparison::GreaterOrEqual, false) => ("is at least", "is not at least"),
        (Comparison::Less, true) => ("is before", "is not before"),
        (Comparison::Less, false) => ("is less than", "is not less than"),
        (_, true) => ("is at or before", "is not at or before"),
        (_, false) => ("is at most", "is not at most"),
    };
    Predicate::new(
        positive,
        negative,
        time.unwrap_or_else(|| value.canonical()),
    )
}

/// Describes a pattern in the simplest words: a prefix, a suffix or a substring if possible.
fn wildcard(pattern: &str) -> Predicate {
    let (leading, rest) = match pattern.strip_prefix('*') {
        Some(rest) => (true, rest),
        None => (false, pattern),
    };
    let (trailing, middle) = match rest.strip_suffix('*') {
        Some(middle) => (true, middle),
        None => (false, rest),
    };
    if leading && middle.is_empty() {
        return Predicate::new("has any value", "has no value", "");
    }
    // A backslash may escape the star after it, so such a pattern is printed unchanged.
    if middle.contains(['*', '\\']) {
        let object = format!("the pattern {}", quoted(pattern));
        return Predicate::new("matches", "does not match", object);
    }
    let (positive, negative) = match (leading, trailing) {
        (true, true) => ("contains", "does not contain"),
        (true, false) => ("ends with", "does not end with"),
        (false, true) => ("starts with", "does not start with"),
        (false, false) => ("is", "is not"),
    };
    Predicate::new(positive, negative, quoted(middle))
}

/// Returns the content of a string, with pattern escapes, or the canonical text of another value.
fn content(value: Value<'_>) -> String {
    match value {
        Value::String(literal) => literal.value().into_owned(),
        other => other.canonical(),
    }
}

fn quoted(literal: &str) -> String {
    let mut quoted = String::new();
    push_quoted(literal, &mut quoted);
    quoted
}
