//! A check that enum values in a query are names and not strings.
//!
//! The GraphQL specification requires it. async-graphql accepts strings, and the open enums of the
//! sandbox's schema are scalars, which accept strings too. In JSON, the values of variables are
//! strings.

use async_graphql::parser::types::{ExecutableDocument, Selection, SelectionSet};
use async_graphql_value::Value;

use super::activity_tables::{INCIDENT_FILTERS, TIMELINE_FILTERS};
use super::schema_tables::{FILTERS, SORT, fields, is_enum};

/// The argument of `hasRole`, in the form of a table.
const HAS_ROLE: &str = "type: EntityRoleType # The role";

/// Returns an error if an argument that is an enum has a string as its value.
pub(super) fn check(document: &ExecutableDocument) -> Result<(), String> {
    let operations = document.operations.iter().map(|(_, operation)| operation);
    let selections = operations
        .map(|operation| &operation.node.selection_set.node)
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
        Value::String(string) => match enum_of(name) {
            None => Ok(()),
            Some(type_name) => Err(format!(
                "enum `{type_name}` cannot represent the string {string:?}: use a name without \
                 quotes for `{name}`"
            )),
        },
        _ => Ok(()),
    }
}

/// Returns the enum that is the type of an argument. No two arguments of the schema have the same
/// name and different types.
fn enum_of(argument: &str) -> Option<&'static str> {
    let tables = [FILTERS, SORT, TIMELINE_FILTERS, INCIDENT_FILTERS, HAS_ROLE];
    let def = tables
        .into_iter()
        .flat_map(fields)
        .find(|def| def.name == argument)?;
    let type_name = def.type_source.trim_matches(['[', ']', '!']);
    is_enum(type_name).then_some(type_name)
}
