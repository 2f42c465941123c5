//! What the headers of an answer say.

use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::rate_limit::RateLimit;

/// The service's own id of a request.
static TRACE_ID: HeaderName = HeaderName::from_static("x-cs-traceid");

/// What the headers of an answer say.
#[derive(Clone, Debug)]
pub(crate) struct Head {
    pub(crate) status: u16,
    pub(crate) trace_id: Option<String>,
    pub(crate) rate_limit: RateLimit,
    /// Of most answers it is of no interest, so it is not made a text of its own.
    content_type: Option<HeaderValue>,
}

impl Head {
    pub(crate) fn of(response: &reqwest::Response) -> Self {
        let headers = response.headers();
        Self {
            status: response.status().as_u16(),
            trace_id: text_header(headers, &TRACE_ID),
            rate_limit: RateLimit::read(headers),
            content_type: headers.get(CONTENT_TYPE).cloned(),
        }
    }

    pub(crate) fn content_type(&self) -> Option<&str> {
        self.content_type.as_ref()?.to_str().ok()
    }
}

pub(crate) fn text_header(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}
