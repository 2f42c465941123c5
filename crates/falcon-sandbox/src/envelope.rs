//! The envelope that every JSON answer but GraphQL's comes in.

use serde_json::{Value, json};

use crate::refusal::{ApiError, Refusal};

/// What `meta.powered_by` says.
pub(crate) const POWERED_BY: &str = "falcon-sandbox";

/// What an operation answers.
#[derive(Debug)]
pub(crate) enum Reply {
    Envelope(Envelope),
    /// JSON without an envelope: GraphQL's.
    Json(u16, Value),
    /// A blob.
    Bytes(Vec<u8>),
}

impl From<Envelope> for Reply {
    fn from(envelope: Envelope) -> Self {
        Self::Envelope(envelope)
    }
}

/// An answer with resources. They are kept as JSON text, as the documents are.
#[derive(Debug)]
pub(crate) struct Envelope {
    pub(crate) status: u16,
    resources: String,
    pub(crate) errors: Vec<ApiError>,
    pagination: Option<Value>,
    affected: Option<usize>,
    version_id: Option<String>,
}

impl Envelope {
    pub(crate) fn new() -> Self {
        Self {
            status: 200,
            resources: String::new(),
            errors: Vec::new(),
            pagination: None,
            affected: None,
            version_id: None,
        }
    }

    /// Adds a resource that is JSON text already.
    pub(crate) fn push_json(&mut self, text: &str) {
        if !self.resources.is_empty() {
            self.resources.push(',');
        }
        self.resources.push_str(text);
    }

    /// Adds a resource.
    pub(crate) fn push(&mut self, value: impl Into<Value>) {
        self.push_json(&value.into().to_string());
    }

    /// Adds ids.
    pub(crate) fn ids<'a>(mut self, ids: impl IntoIterator<Item = &'a str>) -> Self {
        ids.into_iter().for_each(|id| self.push(id));
        self
    }

    pub(crate) fn with_pagination(mut self, pagination: Value) -> Self {
        self.pagination = Some(pagination);
        self
    }

    /// Says how many resources were changed.
    pub(crate) fn with_affected(mut self, affected: usize) -> Self {
        self.affected = Some(affected);
        self
    }

    pub(crate) fn with_version(mut self, version_id: String) -> Self {
        self.version_id = Some(version_id);
        self
    }

    /// The answer, or its errors as a refusal when nothing was found at all.
    pub(crate) fn unless_empty(self) -> Result<Reply, Refusal> {
        if self.resources.is_empty() && !self.errors.is_empty() {
            return Err(Refusal::listing(404, self.errors));
        }
        Ok(self.into())
    }

    /// The text of the body.
    pub(crate) fn body(&self, seconds: f64, trace_id: &str) -> String {
        let mut meta = meta(seconds, trace_id);
        let parts = [
            ("pagination", self.pagination.clone()),
            (
                "writes",
                self.affected
                    .map(|affected| json!({ "resources_affected": affected })),
            ),
            ("version_id", self.version_id.clone().map(Value::String)),
        ];
        for (key, part) in parts {
            if let Some(part) = part {
                meta[key] = part;
            }
        }
        let mut body = String::with_capacity(self.resources.len() + 256);
        body.push_str("{\"meta\":");
        body.push_str(&meta.to_string());
        body.push_str(",\"errors\":");
        body.push_str(&listed(&self.errors).to_string());
        body.push_str(",\"resources\":[");
        body.push_str(&self.resources);
        body.push_str("]}");
        body
    }
}

impl Refusal {
    /// The text of the body.
    pub(crate) fn body(&self, seconds: f64, trace_id: &str) -> String {
        json!({
            "meta": meta(seconds, trace_id),
            "errors": listed(&self.errors),
            "resources": null,
        })
        .to_string()
    }
}

fn meta(seconds: f64, trace_id: &str) -> Value {
    json!({ "query_time": seconds, "powered_by": POWERED_BY, "trace_id": trace_id })
}

fn listed(errors: &[ApiError]) -> Value {
    errors.iter().map(ApiError::json).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_body_is_json_with_all_that_was_said() {
        let mut envelope = Envelope::new().ids(["a", "\"b\""]).with_affected(2);
        envelope.errors.push(ApiError::not_found("asset", "c"));
        let body: Value = serde_json::from_str(&envelope.body(0.5, "t")).unwrap();
        assert_eq!(body["resources"], json!(["a", "\"b\""]));
        assert_eq!(body["errors"][0]["id"], "c");
        assert_eq!(body["meta"]["writes"]["resources_affected"], 2);
        assert_eq!(body["meta"]["powered_by"], "falcon-sandbox");
        assert_eq!(body["meta"]["trace_id"], "t");
        assert!(body["meta"].get("pagination").is_none());
    }

    #[test]
    fn only_an_answer_of_nothing_but_errors_is_a_refusal() {
        assert!(Envelope::new().unless_empty().is_ok());
        let mut gone = Envelope::new();
        gone.errors.push(ApiError::not_found("asset", "c"));
        assert_eq!(gone.unless_empty().unwrap_err().status, 404);
        let mut partial = Envelope::new().ids(["a"]);
        partial.errors.push(ApiError::not_found("asset", "c"));
        assert!(partial.unless_empty().is_ok());
    }
}
