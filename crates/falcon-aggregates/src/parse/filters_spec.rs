//! Parsing of the parameter `filters_spec`.

use serde_json::Value;

use super::Schema;
use super::object::{ObjectReader, is_empty, json_type};
use crate::request::filters_spec::FiltersSpec;
use crate::request::parameter::Parameter;

/// The label of the bucket for all other documents if the request has none: that of the underlying
/// search engine.
const DEFAULT_OTHER_LABEL: &str = "_other_";

/// Parses the parameter. One without filters counts as absent, because clients generated from the
/// API definition write `{"filters": {}, "other_bucket": false, "other_bucket_key": ""}`.
pub(super) fn filters_spec<C>(
    reader: &mut ObjectReader<'_>,
    schema: Schema<'_, C>,
) -> Option<Box<FiltersSpec<C>>> {
    let key = Parameter::FiltersSpec.as_str();
    let value = reader.get(key)?;
    let Value::Object(object) = value else {
        let message = format!("expected an object, found {}", json_type(value));
        reader.error(key, message, "use `{\"filters\": {\"name\": \"filter\"}}`");
        return None;
    };
    let path = reader.path.key(key);
    let mut inner = ObjectReader::new(object, &path, reader.errors);
    inner.reject_keys_except(&["filters", "other_bucket", "other_bucket_key"]);
    let is_requested = match inner.get("other_bucket") {
        None | Some(Value::Bool(false)) => false,
        Some(Value::Bool(true)) => true,
        Some(other) => {
            let message = format!("expected a boolean, found {}", json_type(other));
            inner.error("other_bucket", message, "use `true` or `false`");
            false
        }
    };
    let label = inner.string("other_bucket_key").map(str::to_owned);
    let mut spec = FiltersSpec::new();
    // A label alone requests the bucket, as in the underlying search engine.
    if is_requested || label.is_some() {
        spec = spec.other_bucket(label.unwrap_or_else(|| DEFAULT_OTHER_LABEL.to_owned()));
    }
    match inner.get("filters") {
        None => return None,
        Some(Value::Object(filters)) if filters.is_empty() => return None,
        Some(Value::Object(filters)) => {
            let path = path.key("filters");
            let mut filters_reader = ObjectReader::new(filters, &path, inner.errors);
            for (label, source) in filters {
                let parsed = filters_reader.filter(label, schema);
                // An empty filter matches everything.
                if parsed.is_some() || is_empty(source) {
                    spec = spec.filter(label.clone(), parsed);
                }
            }
        }
        Some(other) => {
            let message = format!("expected an object, found {}", json_type(other));
            inner.error(
                "filters",
                message,
                "use an object such as `{\"name\": \"filter\"}`",
            );
        }
    }
    Some(Box::new(spec))
}
