//! Generated strings, and the clauses that filters must have.

use fql::{Comparison, Filter, Operator};
use fql_syntax::{Expression, Value, ValueMatch};
use proptest::prelude::*;

/// The configuration of the environment, without regression files in the source tree.
pub(crate) fn config() -> ProptestConfig {
    ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// An arbitrary string, biased towards characters and fragments with a meaning in FQL.
pub(crate) fn any_string() -> impl Strategy<Value = String> {
    let special = prop::sample::select(vec![
        "'", "\\", "*", "\"", "{", "}", "+", ",", "(", ")", "[", "]", "!", ":", ">", "~", "\n",
        "\0", " ", "a", "é", "🦅", "'+t:'", "*'", "\\'", "\\*", "null", "now", "%27", "’",
    ]);
    let part = prop_oneof![
        8 => special.prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        1 => "[a-z]{1,9}",
    ];
    prop_oneof![
        9 => prop::collection::vec(part, 0..12).prop_map(|parts| parts.concat()),
        1 => any::<String>(),
    ]
}

/// A value of a parsed clause.
#[derive(Debug, PartialEq)]
pub(crate) enum ParsedValue {
    Exact(String),
    Pattern(String),
}

pub(crate) fn parsed_value(comparison: Comparison, value: Value<'_>) -> ParsedValue {
    match (comparison, value) {
        (Comparison::Wildcard | Comparison::TextWildcard, Value::String(string)) => {
            ParsedValue::Pattern(string.value().into_owned())
        }
        (Comparison::Equal, value @ Value::String(_)) => match value.value_match() {
            ValueMatch::Exact(value) => ParsedValue::Exact(value.into_owned()),
            ValueMatch::Pattern(pattern) => ParsedValue::Pattern(pattern.into_owned()),
        },
        (_, Value::String(string)) => ParsedValue::Exact(string.value().into_owned()),
        (_, value) => panic!("expected a string, found {value:?}"),
    }
}

/// Returns property, operator and values of a filter that must be a single clause in canonical form.
pub(crate) fn only_clause<C>(filter: &Filter<C>) -> (String, Operator, Vec<ParsedValue>) {
    let tree = filter.tree().unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(tree.to_string(), filter.as_str(), "the canonical text");
    let clauses: Vec<_> = tree.clauses().collect();
    let [clause] = clauses.as_slice() else {
        panic!("{} clauses in {filter}", clauses.len())
    };
    assert!(
        matches!(tree.root(), Some(Expression::Clause(_))),
        "{filter}"
    );
    let comparison = clause.operator().comparison();
    let values = clause
        .values()
        .map(|(value, _)| parsed_value(comparison, value))
        .collect();
    (clause.property().to_owned(), clause.operator(), values)
}

pub(crate) fn exact(value: &str) -> ParsedValue {
    ParsedValue::Exact(value.to_owned())
}
