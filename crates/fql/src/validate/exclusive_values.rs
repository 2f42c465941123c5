//! Clauses that require two values of a field which has at most one.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use fql_syntax::{
    Capability, Clause, Code, Comparison, Connective, Diagnostic, Diagnostics, Expression,
    FieldType, Group, Operator, Time, Tree, Value, ValueMatch, excerpt,
};

use super::message::MAX_VALUE_CHARS;
use crate::schema::{Row, Table};

/// The clauses of a group about one field.
struct Values<'t> {
    first: Clause<'t>,
    /// The values that all of the clauses allow.
    common: BTreeSet<String>,
    is_reported: bool,
}

/// Adds the warnings about fields that have at most one value, and are compared with different ones.
#[cold]
#[inline(never)]
pub(super) fn warn_of_exclusive_values(
    table: &Table,
    tree: &Tree<'_>,
    diagnostics: &mut Diagnostics,
) {
    // A stack, because a tree may be deeper than that of the program.
    let mut groups: Vec<Group<'_>> = Vec::new();
    groups.extend(tree.root().and_then(group));
    while let Some(outer) = groups.pop() {
        if outer.connective() == Connective::And {
            warn_of_group(table, &outer, diagnostics);
        }
        groups.extend(outer.parts().filter_map(group));
    }
}

fn group(expression: Expression<'_>) -> Option<Group<'_>> {
    match expression {
        Expression::Group(group) => Some(group),
        _ => None,
    }
}

fn warn_of_group(table: &Table, group: &Group<'_>, diagnostics: &mut Diagnostics) {
    let mut fields: BTreeMap<&str, Values<'_>> = BTreeMap::new();
    for part in group.parts() {
        let Expression::Clause(clause) = part else {
            continue;
        };
        let row = table.row(clause.property());
        let Some(row) = row.filter(|row| row.is_single_valued()) else {
            continue;
        };
        let Some(values) = compared_values(row, &clause) else {
            continue;
        };
        let Some(earlier) = fields.get_mut(row.name) else {
            let values = Values {
                first: clause,
                common: values,
                is_reported: false,
            };
            fields.insert(row.name, values);
            continue;
        };
        earlier.common.retain(|value| values.contains(value));
        if earlier.common.is_empty() && !earlier.is_reported {
            earlier.is_reported = true;
            diagnostics.push(exclusive(row, &earlier.first, &clause));
        }
    }
}

fn exclusive(row: &Row, first: &Clause<'_>, second: &Clause<'_>) -> Diagnostic {
    let [one, other] = [first, second]
        .map(|clause| excerpt(&clause.value().canonical(), MAX_VALUE_CHARS).into_owned());
    let field = row.name;
    let are_lists = [first, second]
        .iter()
        .any(|clause| matches!(clause.value(), Value::List(_) | Value::Null));
    let help = if are_lists {
        "to match any of the values use `,` (or) between the clauses".to_owned()
    } else if row.supports(Capability::List) {
        format!("to match either value use a list: `{field}:[{one},{other}]`")
    } else {
        format!("to match either value use `({field}:{one},{field}:{other})`")
    };
    let message = format!("`{field}` has one value, which cannot equal both `{one}` and `{other}`");
    Diagnostic::new(Code::ExclusiveValues, second.span(), message, help)
}

/// Returns the values with which a clause compares the field; `None` if it may match others.
fn compared_values(row: &Row, clause: &Clause<'_>) -> Option<BTreeSet<String>> {
    if clause.operator() != Operator::new(Comparison::Equal) {
        return None;
    }
    let values = clause.values();
    values
        .map(|(value, _)| compared_value(row, value))
        .collect()
}

/// Returns one spelling for all literals that may be equal: services differ in case, and some compare
/// absent values with the empty string.
fn compared_value(row: &Row, value: Value<'_>) -> Option<String> {
    if matches!(value, Value::Placeholder(_)) {
        return None;
    }
    let ValueMatch::Exact(literal) = value.value_match() else {
        return None;
    };
    if literal.is_empty() || literal.eq_ignore_ascii_case("null") {
        return Some(String::new());
    }
    match row.field_type {
        FieldType::Timestamp => match Time::parse(&literal).ok()? {
            time @ Time::Absolute { .. } => Some(format!("{time:?}")),
            Time::Relative(_) => None,
        },
        // A network matches several addresses.
        FieldType::Ip => Some(literal.parse::<IpAddr>().ok()?.to_string()),
        _ => Some(match literal.parse::<f64>() {
            Ok(number) => number.to_string(),
            Err(_) => literal.to_lowercase(),
        }),
    }
}
