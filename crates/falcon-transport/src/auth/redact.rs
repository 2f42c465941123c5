//! Redaction of secrets in strings that servers send.

use serde_json::{Map, Value};

/// Replaces every occurrence of a secret in `string`, in case the server echoed one.
///
/// Secrets shorter than eight bytes are kept: replacing them would garble unrelated strings.
pub(crate) fn redact(string: String, secrets: &[&str]) -> String {
    secrets
        .iter()
        .filter(|secret| secret.len() >= 8)
        .fold(string, |string, secret| string.replace(secret, "[removed]"))
}

/// Replaces secrets in every string of a JSON value, object keys included.
pub(crate) fn redact_value(value: Value, secrets: &[&str]) -> Value {
    match value {
        Value::String(string) => Value::String(redact(string, secrets)),
        Value::Array(list) => {
            let items = list.into_iter().map(|item| redact_value(item, secrets));
            Value::Array(items.collect())
        }
        Value::Object(object) => Value::Object(redact_object(object, secrets)),
        other => other,
    }
}

pub(crate) fn redact_object(object: Map<String, Value>, secrets: &[&str]) -> Map<String, Value> {
    let pairs = object.into_iter();
    pairs
        .map(|(key, value)| (redact(key, secrets), redact_value(value, secrets)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_occurrence_is_redacted() {
        let string = "sent Bearer abcdefgh, and abcdefgh".to_owned();
        assert_eq!(
            redact(string, &["abcdefgh"]),
            "sent Bearer [removed], and [removed]"
        );
    }
}
