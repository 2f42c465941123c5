//! Random filters.

use fql_syntax::push_quoted;
use serde_json::Value;

use crate::documents::{self, ADDRESSES, NUMBERS, TEXTS, TIMES};
use crate::rng::Rng;

const FIELDS: &[&str] = &[
    "name",
    "name.raw",
    "name.insensitive",
    "nickname",
    "port",
    "flag",
    "seen",
    "addr",
    "score",
    "tags",
    "extra",
    "extra.raw",
    "missing",
    "device",
    "device.name",
    "device.port",
    "device.seen",
    "device.addr",
    "items",
    "items.name",
    "items.port",
    "items.seen",
    "items.addr",
    "items.inner",
    "items.inner.name",
    "items.inner.port",
    "items.inner.seen",
];

const NETWORKS: &[&str] = &[
    "192.0.2.0/24",
    "192.0.2.0/31",
    "0.0.0.0/0",
    "10.0.0.0/8",
    "192.0.2.7/32",
    "::ffff:192.0.2.0/120",
    "::ffff:0:0/96",
    "::/0",
    "::/80",
    "2001:db8::/32",
    "2001:db8::1/128",
];

const RELATIVE: &[&str] = &[
    "now",
    "now-7d",
    "now-1h",
    "now-30m",
    "now-4294967295w",
    "now-500000d",
];

/// Strings of the documents, so that filters match some.
pub(crate) struct Literals(Vec<String>);

impl Literals {
    pub(crate) fn of(documents: &[Value]) -> Self {
        let mut literals = Vec::new();
        for document in documents {
            collect(document, &mut literals);
        }
        Self(literals)
    }
}

fn collect(value: &Value, literals: &mut Vec<String>) {
    match value {
        Value::Null => {}
        Value::String(text) => literals.push(text.clone()),
        Value::Bool(_) | Value::Number(_) => literals.push(value.to_string()),
        Value::Array(elements) => elements.iter().for_each(|value| collect(value, literals)),
        Value::Object(members) => members.values().for_each(|value| collect(value, literals)),
    }
}

/// Returns a random filter of up to four clauses.
pub(crate) fn filter(rng: &mut Rng, literals: &Literals) -> String {
    let mut filter = clause(rng, literals);
    while rng.one_in(2) {
        let connective = rng.pick(&['+', ',']);
        let other = clause(rng, literals);
        filter = match rng.below(3) {
            0 => format!("{filter}{connective}{other}"),
            1 => format!("({filter}){connective}{other}"),
            _ => format!("{other}{connective}!({filter})"),
        };
    }
    filter
}

fn clause(rng: &mut Rng, literals: &Literals) -> String {
    let field = rng.pick(FIELDS);
    let mut clause = format!("{field}:");
    match rng.below(14) {
        0..4 => {
            clause.push_str(negation(rng));
            push_value(rng, field, literals, &mut clause);
        }
        4 => {
            clause.push_str(negation(rng));
            clause.push_str("null");
        }
        5 | 6 => {
            clause.push_str(negation(rng));
            clause.push('[');
            for index in 0..1 + rng.below(4) {
                if index > 0 {
                    clause.push(',');
                }
                push_value(rng, field, literals, &mut clause);
            }
            clause.push(']');
        }
        7..10 => {
            clause.push_str(negation(rng));
            clause.push_str(rng.pick(&[">", ">=", "<", "<="]));
            push_value(rng, field, literals, &mut clause);
        }
        10 | 11 => {
            clause.push_str(rng.pick(&["*", "!*"]));
            let pattern = pattern(rng, literals);
            push_quoted(&pattern, &mut clause);
        }
        12 => {
            clause.push_str(rng.pick(&["~", "!~"]));
            let text = part(rng, literals);
            push_quoted(&text, &mut clause);
        }
        _ => {
            clause.push_str(rng.pick(&["~*", "~*!"]));
            let pattern = pattern(rng, literals);
            push_quoted(&pattern, &mut clause);
        }
    }
    clause
}

fn negation(rng: &mut Rng) -> &'static str {
    if rng.one_in(4) { "!" } else { "" }
}

/// Writes a value that suits the field, or any other one.
fn push_value(rng: &mut Rng, field: &str, literals: &Literals, clause: &mut String) {
    let last = field.rsplit('.').next().unwrap_or_default();
    let text = match (rng.below(10), last) {
        (0, _) => documents::text(rng),
        (1..4, _) if !literals.0.is_empty() => rng.pick(&literals.0),
        (_, "port" | "score") => (rng.pick(NUMBERS)).to_owned(),
        (4, "seen") => (rng.pick(RELATIVE)).to_owned(),
        (5 | 6, "seen") => documents::random_time(rng),
        (_, "seen") => (rng.pick(TIMES)).to_owned(),
        (4 | 5, "addr") => (rng.pick(NETWORKS)).to_owned(),
        (_, "addr") => (rng.pick(ADDRESSES)).to_owned(),
        (_, "flag") => (rng.pick(&["true", "false"])).to_owned(),
        _ => (rng.pick(TEXTS)).to_owned(),
    };
    let is_number = fql_syntax::parse(&format!("x:{text}")).is_ok_and(|tree| {
        let mut clauses = tree.clauses();
        clauses.next().is_some_and(|clause| {
            matches!(
                clause.value(),
                fql_syntax::Value::Integer(_)
                    | fql_syntax::Value::Float(_)
                    | fql_syntax::Value::Boolean(_)
            )
        }) && clauses.next().is_none()
    });
    if is_number && rng.one_in(2) {
        clause.push_str(&text);
    } else {
        push_quoted(&text, clause);
    }
}

/// Returns a part of a string.
fn part(rng: &mut Rng, literals: &Literals) -> String {
    let text = match rng.one_in(2) && !literals.0.is_empty() {
        true => rng.pick(&literals.0),
        false => documents::text(rng),
    };
    let characters: Vec<char> = text.chars().collect();
    let start = rng.below(characters.len() + 1);
    let end = start + rng.below(characters.len() - start + 1);
    match rng.below(4) {
        0 => text,
        1 => characters[start..end]
            .iter()
            .collect::<String>()
            .to_uppercase(),
        _ => characters[start..end].iter().collect(),
    }
}

fn pattern(rng: &mut Rng, literals: &Literals) -> String {
    let mut pattern = String::new();
    if rng.one_in(6) && !literals.0.is_empty() {
        // The whole text of a value.
        fql_syntax::push_literal(&rng.pick(&literals.0), &mut pattern);
        return pattern;
    }
    for _ in 0..rng.below(4) {
        if rng.one_in(2) {
            pattern.push('*');
        }
        let part = part(rng, literals);
        match rng.one_in(3) {
            true => pattern.push_str(&part),
            false => fql_syntax::push_literal(&part, &mut pattern),
        }
    }
    if rng.one_in(2) {
        pattern.push('*');
    }
    pattern
}
