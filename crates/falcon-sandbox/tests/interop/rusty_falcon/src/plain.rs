//! The same requests without a client library.

use std::error::Error;

use reqwest::{Client, Method};
use serde_json::{Value, json};

/// A request as documented.
pub struct PlainRequest {
    pub method: Method,
    pub path: &'static str,
    pub query: &'static [(&'static str, &'static str)],
    /// Null without a body.
    pub body: Value,
}

impl PlainRequest {
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
        let response = request.send().await?;
        let status = response.status().as_u16();
        let content_type = response.headers().get("content-type");
        let content_type = content_type.map_or(Ok(""), |value| value.to_str())?;
        let content_type = content_type.to_owned();
        let bytes = response.bytes().await?;
        let body = if content_type.starts_with("application/json") {
            serde_json::from_slice(&bytes)?
        } else {
            json!({ "content_type": content_type, "bytes": bytes.len() })
        };
        Ok(Response { status, body })
    }
}

pub struct Response {
    pub status: u16,
    /// The body, or the content type and length of a body that is not JSON.
    pub body: Value,
}

impl Response {
    /// Summarizes the response.
    pub fn summary(&self) -> String {
        let content = match &self.body {
            body if body["resources"].is_array() => {
                let count = count(&body["resources"], "resource");
                format!("{count} in {} bytes", json_len(&body["resources"]))
            }
            body if body["data"].is_object() => {
                format!("data of {} bytes", json_len(&body["data"]))
            }
            body if body["bytes"].is_u64() => {
                let content_type = body["content_type"].as_str().unwrap_or_default();
                format!("{} bytes of {content_type}", body["bytes"])
            }
            _ => "no resources".to_owned(),
        };
        match &self.body["errors"] {
            Value::Array(errors) if !errors.is_empty() => {
                let errors = count(&self.body["errors"], "error");
                format!("{}, {content}, {errors}", self.status)
            }
            _ => format!("{}, {content}", self.status),
        }
    }
}

fn count(list: &Value, noun: &str) -> String {
    match list.as_array().map_or(0, Vec::len) {
        1 => format!("1 {noun}"),
        count => format!("{count} {noun}s"),
    }
}

fn json_len(value: &Value) -> usize {
    value.to_string().len()
}
