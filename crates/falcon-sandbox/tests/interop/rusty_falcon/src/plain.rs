//! The same requests without a client: what the sandbox answers.

use std::error::Error;

use reqwest::{Client, Method};
use serde_json::{Value, json};

/// A request as it stands in the documentation.
pub struct Plain {
    pub method: Method,
    pub path: &'static str,
    pub query: &'static [(&'static str, &'static str)],
    /// Null where there is none.
    pub body: Value,
}

impl Plain {
    pub fn get(path: &'static str, query: &'static [(&'static str, &'static str)]) -> Self {
        Self {
            method: Method::GET,
            path,
            query,
            body: Value::Null,
        }
    }

    pub fn post(path: &'static str, body: Value) -> Self {
        Self {
            method: Method::POST,
            path,
            query: &[],
            body,
        }
    }

    pub async fn send(&self, base_url: &str, token: &str) -> Result<Response, Box<dyn Error>> {
        let mut request = Client::new()
            .request(self.method.clone(), format!("{base_url}{}", self.path))
            .bearer_auth(token)
            .query(self.query);
        if !self.body.is_null() {
            request = request.json(&self.body);
        }
        let answer = request.send().await?;
        let status = answer.status().as_u16();
        let content_type = answer.headers().get("content-type");
        let content_type = content_type.map_or(Ok(""), |value| value.to_str())?;
        let content_type = content_type.to_owned();
        let bytes = answer.bytes().await?;
        let body = if content_type.starts_with("application/json") {
            serde_json::from_slice(&bytes)?
        } else {
            json!({ "content_type": content_type, "bytes": bytes.len() })
        };
        Ok(Response { status, body })
    }
}

/// What came back.
pub struct Response {
    pub status: u16,
    /// The body; of one that is no JSON, its type and its length.
    pub body: Value,
}

impl Response {
    /// The answer in short.
    pub fn shape(&self) -> String {
        let what = match &self.body {
            body if body["resources"].is_array() => {
                let count = counted(&body["resources"], "resource");
                format!("{count} in {} bytes", length(&body["resources"]))
            }
            body if body["data"].is_object() => format!("data of {} bytes", length(&body["data"])),
            body if body["bytes"].is_u64() => {
                let content_type = body["content_type"].as_str().unwrap_or_default();
                format!("{} bytes of {content_type}", body["bytes"])
            }
            _ => "no resources".to_owned(),
        };
        match &self.body["errors"] {
            Value::Array(errors) if !errors.is_empty() => {
                let errors = counted(&self.body["errors"], "error");
                format!("{}, {what}, {errors}", self.status)
            }
            _ => format!("{}, {what}", self.status),
        }
    }
}

fn counted(list: &Value, what: &str) -> String {
    match list.as_array().map_or(0, Vec::len) {
        1 => format!("1 {what}"),
        count => format!("{count} {what}s"),
    }
}

fn length(value: &Value) -> usize {
    value.to_string().len()
}
