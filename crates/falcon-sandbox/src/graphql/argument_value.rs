//! Values of arguments as strings.

use serde_json::Value;

/// Returns a string or the name of an enum value.
pub(super) fn to_string(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

/// Returns a list of strings; a single string counts as a list of one.
pub(super) fn to_strings(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::Array(values) => Some(values.iter().filter_map(to_string).collect()),
        single => Some(vec![to_string(single)?]),
    }
}
