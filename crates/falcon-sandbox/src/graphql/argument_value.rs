//! Values of arguments as strings.

use async_graphql::Value;

/// Returns a string or the name of an enum value.
pub(super) fn to_string(value: &Value) -> Option<String> {
    match value {
        Value::String(string) => Some(string.clone()),
        Value::Enum(name) => Some(name.to_string()),
        _ => None,
    }
}

/// Returns a list of strings; a single string counts as a list of one.
pub(super) fn to_strings(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::List(values) => Some(values.iter().filter_map(to_string).collect()),
        single => Some(vec![to_string(single)?]),
    }
}
