//! A check that enum values in a query are names and not strings.
//!
//! The GraphQL specification requires it. async-graphql accepts strings, and the open enums of the
//! sandbox's schema are scalars, which accept strings too. In JSON, the values of variables are
//! strings.

use async_graphql::parser::types::{ExecutableDocument, Selection, SelectionSet};
use async_graphql_value::{ConstValue, Value};
use fql_syntax::excerpt;

use super::activity_tables::{INCIDENT_FILTERS, TIMELINE_FILTERS};
use super::schema_tables::{FILTERS, SORT, fields, is_enum};

/// The argument of `hasRole`, in the form of a table.
const HAS_ROLE: &str = "type: EntityRoleType # The role";

/// Returns an error if an argument that is an enum has a string as its value.
pub(super) fn check(document: &ExecutableDocument) -> Result<(), String> {
    let operations = || {
        document
            .operations
            .iter()
            .map(|(_, operation)| &operation.node)
    };
    for variable in operations().flat_map(|operation| &operation.variable_definitions) {
        let variable = &variable.node;
        let type_name = variable.var_type.node.to_string();
        if let Some(default) = &variable.default_value
            && is_enum(type_name.trim_matches(['[', ']', '!']))
        {
            check_default(&variable.name.node, &default.node)?;
        }
    }
    let selections = operations()
        .map(|operation| &operation.selection_set.node)
        .chain(
            document
                .fragments
                .values()
                .map(|fragment| &fragment.node.selection_set.node),
        );
    let mut pending: Vec<&SelectionSet> = selections.collect();
    while let Some(selections) = pending.pop() {
        for selection in &selections.items {
            match &selection.node {
                Selection::Field(field) => {
                    for (name, value) in &field.node.arguments {
                        check_argument(&name.node, &value.node)?;
                    }
                    pending.push(&field.node.selection_set.node);
                }
                Selection::InlineFragment(fragment) => {
                    pending.push(&fragment.node.selection_set.node);
                }
                Selection::FragmentSpread(_) => {}
            }
        }
    }
    Ok(())
}

/// Checks an argument, or a member of an argument that is an object.
fn check_argument(name: &str, value: &Value) -> Result<(), String> {
    match value {
        Value::Object(members) => members
            .iter()
            .try_for_each(|(name, value)| check_argument(name, value)),
        Value::List(items) => items.iter().try_for_each(|item| check_argument(name, item)),
        Value::String(string) if is_enum_argument(name) => Err(not_a_string(name, string)),
        _ => Ok(()),
    }
}

/// Checks the default value of a variable of an enum type.
fn check_default(name: &str, value: &ConstValue) -> Result<(), String> {
    match value {
        ConstValue::List(items) => items.iter().try_for_each(|item| check_default(name, item)),
        ConstValue::String(string) => Err(not_a_string(name, string)),
        _ => Ok(()),
    }
}

fn not_a_string(name: &str, string: &str) -> String {
    let string = excerpt(string, 40);
    format!("enum `{name}` cannot be the string \"{string}\": use a name without quotes")
}

fn is_enum_argument(name: &str) -> bool {
    let tables = [FILTERS, SORT, TIMELINE_FILTERS, INCIDENT_FILTERS, HAS_ROLE];
    let mut defs = tables.into_iter().flat_map(fields);
    defs.any(|def| def.name == name && is_enum(def.type_source.trim_matches(['[', ']', '!'])))
}
