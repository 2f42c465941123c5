//! A straightforward evaluator: it walks the tree for each document and parses paths and values on the
//! fly.
//!
//! It supports what the benches need: types are guessed from the values, relative times are not
//! supported, and times compare as strings.

use std::cmp::Ordering;
use std::net::IpAddr;

use fql::syntax::{Connective, Tree};
use fql::{Comparison, Network};
use fql_syntax::{Clause, Expression, PatternMatcher, Value as Literal, ValueMatch};
use serde_json::Value;

/// Returns `true` if the document matches.
#[must_use]
pub fn matches(tree: &Tree<'_>, document: &Value) -> bool {
    tree.root().is_none_or(|root| holds(&root, document))
}

fn holds(expression: &Expression<'_>, document: &Value) -> bool {
    match expression {
        Expression::Clause(clause) => clause_holds(clause, document),
        Expression::Group(group) => match group.connective() {
            Connective::And => group.parts().all(|part| holds(&part, document)),
            Connective::Or => group.parts().any(|part| holds(&part, document)),
        },
        _ => false,
    }
}

fn clause_holds(clause: &Clause<'_>, document: &Value) -> bool {
    let parts: Vec<&str> = clause.property().split('.').collect();
    let mut values = Vec::new();
    collect(document, &parts, &mut values);
    let comparison = clause.operator().comparison();
    let positive = clause.values().any(|(literal, _)| {
        if matches!(literal, Literal::Null) {
            return values.is_empty();
        }
        values
            .iter()
            .any(|value| compares(comparison, literal, value))
    });
    positive != clause.operator().is_negated()
}

fn collect<'d>(value: &'d Value, parts: &[&str], values: &mut Vec<&'d Value>) {
    match (value, parts) {
        (Value::Null, _) => {}
        (Value::Array(elements), _) => {
            for element in elements {
                collect(element, parts, values);
            }
        }
        (Value::Object(members), [first, rest @ ..]) => {
            if let Some(member) = members.get(*first) {
                collect(member, rest, values);
            }
        }
        (value, []) => values.push(value),
        _ => {}
    }
}

fn compares(comparison: Comparison, literal: Literal<'_>, value: &Value) -> bool {
    let value = match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let text = match literal {
        Literal::String(text) => text.value().into_owned(),
        other => other.canonical(),
    };
    match comparison {
        Comparison::Equal => match literal.value_match() {
            ValueMatch::Pattern(pattern) => PatternMatcher::new(&pattern).matches(&value),
            ValueMatch::Exact(text) => {
                if let (Ok(network), Ok(address)) =
                    (text.parse::<Network>(), value.parse::<IpAddr>())
                {
                    return network.contains(address);
                }
                *text == value
            }
        },
        Comparison::Wildcard => PatternMatcher::new(&text).matches(&value),
        Comparison::Text | Comparison::TextWildcard => false,
        range => {
            let order = match (value.parse::<f64>(), text.parse::<f64>()) {
                (Ok(one), Ok(other)) => one.partial_cmp(&other),
                _ => Some(value.cmp(&text)),
            };
            match range {
                Comparison::Greater => order == Some(Ordering::Greater),
                Comparison::GreaterOrEqual => order.is_some_and(Ordering::is_ge),
                Comparison::Less => order == Some(Ordering::Less),
                _ => order.is_some_and(Ordering::is_le),
            }
        }
    }
}
