//! [`ObjectReader`]: access to the values of a JSON object that reports their errors.

use std::fmt::Display;
use std::str::FromStr;

use fql::diagnostics::Severity;
use fql::{Filter, Limits};
use serde_json::{Map, Value};
use strum::VariantNames;

use super::Schema;
use crate::error::InvalidAggregates;
use crate::json_path::JsonPath;
use crate::request::messages::{excerpt, help_for_unknown};
use crate::request::parameter::Parameter;

/// Reads the values of the JSON object at `path`, and reports their errors.
pub(super) struct ObjectReader<'r> {
    object: &'r Map<String, Value>,
    pub(super) path: &'r JsonPath<'r>,
    pub(super) errors: &'r mut InvalidAggregates,
}

impl<'r> ObjectReader<'r> {
    pub(super) fn new(
        object: &'r Map<String, Value>,
        path: &'r JsonPath<'r>,
        errors: &'r mut InvalidAggregates,
    ) -> Self {
        Self {
            object,
            path,
            errors,
        }
    }

    pub(super) fn error(&mut self, key: &str, message: impl Into<String>, help: impl Into<String>) {
        self.errors.push(&self.path.key(key), message, help);
    }

    /// Returns the value of the key, unless it counts as absent.
    pub(super) fn get(&self, key: &str) -> Option<&'r Value> {
        self.object.get(key).filter(|value| !is_empty(value))
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    pub(super) fn string(&mut self, key: &str) -> Option<&'r str> {
        let value = self.get(key)?;
        if value.as_str().is_none() {
            let message = format!("expected a string, found {}", json_type(value));
            self.error(key, message, "write the value in quotes");
        }
        value.as_str()
    }

    pub(super) fn parsed<T>(&mut self, key: &str, help: fn(&T::Err) -> String) -> Option<T>
    where
        T: FromStr<Err: Display>,
    {
        match self.string(key)?.parse() {
            Ok(parsed) => Some(parsed),
            Err(error) => {
                self.error(key, error.to_string(), help(&error));
                None
            }
        }
    }

    pub(super) fn filter<C>(&mut self, key: &str, schema: Schema<'_, C>) -> Option<Filter<C>> {
        let source = self.string(key)?;
        let parsed = (schema.parse_filter)(schema.table, source, &Limits::DEFAULT);
        for diagnostic in parsed.report().diagnostics() {
            if diagnostic.severity() == Severity::Error {
                self.error(key, diagnostic.message(), diagnostic.help());
            }
        }
        parsed.into_result().ok()
    }

    pub(super) fn count(&mut self, parameter: Parameter) -> Option<u64> {
        let value = self.get(parameter.as_str())?;
        let count = value.as_u64();
        if count.is_none() {
            let message = format!("expected a non-negative integer, found {}", describe(value));
            self.error(parameter.as_str(), message, "use a number such as `10`");
        }
        count
    }

    pub(super) fn array(&mut self, parameter: Parameter) -> &'r [Value] {
        match self.get(parameter.as_str()) {
            None => &[],
            Some(Value::Array(list)) => list,
            Some(other) => {
                let message = format!("expected a list, found {}", json_type(other));
                self.error(parameter.as_str(), message, "write the values in brackets");
                &[]
            }
        }
    }

    pub(super) fn reject_unknown_keys(&mut self) {
        let mut known = vec!["name", "type", "field"];
        known.extend(<Parameter as VariantNames>::VARIANTS);
        self.reject_keys_except(&known);
    }

    pub(super) fn reject_keys_except(&mut self, known: &[&'static str]) {
        for key in self.object.keys() {
            if !known.contains(&key.as_str()) && self.has(key) {
                let message = format!("unknown key `{}`", excerpt(key));
                self.error(key, message, help_for_unknown(key, known));
            }
        }
    }
}

/// Returns `true` for values that count as absent.
pub(super) fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(string) => string.is_empty(),
        Value::Array(list) => list.is_empty(),
        _ => false,
    }
}

/// Returns the type of the value, for messages.
pub(super) fn json_type(value: &Value) -> &'static str {
    match value {
        Value::Null => "`null`",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// Describes the value for messages: lists and objects by their type.
pub(super) fn describe(value: &Value) -> String {
    match value {
        Value::Array(_) | Value::Object(_) => json_type(value).to_owned(),
        Value::String(string) => format!("`\"{}\"`", excerpt(string)),
        other => format!("`{other}`"),
    }
}
