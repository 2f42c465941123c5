//! The envelope around the resources and errors of every JSON response except GraphQL's.

use serde_json::{Value, json};

use super::error::{ApiError, ErrorResponse};

/// The value of `meta.powered_by`.
pub(crate) const POWERED_BY: &str = "falcon-sandbox";

/// A response with resources, kept as JSON text because the documents are JSON text already.
#[derive(Debug)]
pub(crate) struct Envelope {
    resources: String,
    /// No resources are `null` instead of an empty list.
    is_null_if_empty: bool,
    pub(crate) errors: Vec<ApiError>,
    pagination: Option<Value>,
    resources_affected: Option<usize>,
    version_id: Option<String>,
}

impl Envelope {
    pub(crate) fn new() -> Self {
        Self {
            resources: String::new(),
            is_null_if_empty: false,
            errors: Vec::new(),
            pagination: None,
            resources_affected: None,
            version_id: None,
        }
    }

    /// Creates an envelope whose `resources` are `null`.
    pub(crate) fn without_resources() -> Self {
        Self {
            is_null_if_empty: true,
            ..Self::new()
        }
    }

    /// Adds a resource that is JSON text already.
    pub(crate) fn push_json(&mut self, json: &str) {
        if !self.resources.is_empty() {
            self.resources.push(',');
        }
        self.resources.push_str(json);
    }

    pub(crate) fn push(&mut self, resource: impl Into<Value>) {
        self.push_json(&resource.into().to_string());
    }

    pub(crate) fn with_ids<'a>(mut self, ids: impl IntoIterator<Item = &'a str>) -> Self {
        ids.into_iter().for_each(|id| self.push(id));
        self
    }

    pub(crate) fn with_pagination(mut self, pagination: Value) -> Self {
        self.pagination = Some(pagination);
        self
    }

    /// Sets `meta.writes.resources_affected`.
    pub(crate) fn with_resources_affected(mut self, count: usize) -> Self {
        self.resources_affected = Some(count);
        self
    }

    pub(crate) fn with_version_id(mut self, version_id: String) -> Self {
        self.version_id = Some(version_id);
        self
    }

    /// Returns the envelope, or a 404 with its errors when there are errors and no resources.
    ///
    /// The API definition has no 404. The tests of falconpy accept one for external assets, and
    /// only their operations use it.
    pub(crate) fn found_or_404(self) -> Result<Self, ErrorResponse> {
        if self.resources.is_empty() && !self.errors.is_empty() {
            return Err(ErrorResponse::with_errors(404, self.errors));
        }
        Ok(self)
    }

    /// Returns the body as JSON text.
    pub(crate) fn to_body(&self, query_time: f64, trace_id: &str) -> String {
        let mut meta = meta(query_time, trace_id);
        if let Some(pagination) = &self.pagination {
            meta["pagination"] = pagination.clone();
        }
        if let Some(count) = self.resources_affected {
            meta["writes"] = json!({ "resources_affected": count });
        }
        if let Some(version_id) = &self.version_id {
            meta["version_id"] = version_id.as_str().into();
        }
        let errors = errors_json(&self.errors);
        let resources = match self.resources.as_str() {
            "" if self.is_null_if_empty => "null".to_owned(),
            resources => format!("[{resources}]"),
        };
        format!("{{\"meta\":{meta},\"errors\":{errors},\"resources\":{resources}}}")
    }
}

impl ErrorResponse {
    /// Returns the body as JSON text.
    pub(crate) fn to_body(&self, query_time: f64, trace_id: &str) -> String {
        let resources = match self.has_empty_list {
            true => json!([]),
            false => Value::Null,
        };
        json!({
            "meta": meta(query_time, trace_id),
            "errors": errors_json(&self.errors),
            "resources": resources,
        })
        .to_string()
    }
}

fn meta(query_time: f64, trace_id: &str) -> Value {
    json!({ "query_time": query_time, "powered_by": POWERED_BY, "trace_id": trace_id })
}

fn errors_json(errors: &[ApiError]) -> Value {
    errors.iter().map(ApiError::to_json).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn envelope_body_has_resources_errors_and_meta() {
        let mut envelope = Envelope::new()
            .with_ids(["a", "\"b\""])
            .with_resources_affected(2);
        envelope.errors.push(ApiError::not_found("asset", "c"));
        let body: Value = serde_json::from_str(&envelope.to_body(0.5, "t")).unwrap();
        assert_eq!(body["resources"], json!(["a", "\"b\""]));
        assert_eq!(body["errors"][0]["id"], "c");
        assert_eq!(body["meta"]["writes"]["resources_affected"], 2);
        assert_eq!(body["meta"]["powered_by"], "falcon-sandbox");
        assert_eq!(body["meta"]["trace_id"], "t");
        assert!(body["meta"].get("pagination").is_none());
    }

    #[test]
    fn errors_without_resources_are_a_404() {
        assert!(Envelope::new().found_or_404().is_ok());
        let mut not_found = Envelope::new();
        not_found.errors.push(ApiError::not_found("asset", "c"));
        assert_eq!(not_found.found_or_404().unwrap_err().status, 404);
        let mut partial = Envelope::new().with_ids(["a"]);
        partial.errors.push(ApiError::not_found("asset", "c"));
        assert!(partial.found_or_404().is_ok());
    }
}
