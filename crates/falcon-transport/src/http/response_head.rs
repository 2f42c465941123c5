//! What the headers of an answer say.

use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName};

use crate::http::rate_limit::RateLimit;

/// The service's own id of a request.
static TRACE_ID: HeaderName = HeaderName::from_static("x-cs-traceid");

/// What the headers of an answer say.
#[derive(Clone, Debug)]
pub(crate) struct Head {
    pub(crate) status: u16,
    pub(crate) trace_id: Option<String>,
    pub(crate) rate_limit: RateLimit,
}

impl Head {
    pub(crate) fn of(response: &reqwest::Response) -> Self {
        let headers = response.headers();
        Self {
            status: response.status().as_u16(),
            trace_id: text_header(headers, &TRACE_ID),
            rate_limit: RateLimit::read(headers),
        }
    }
}

/// What the service says the body is.
pub(crate) fn content_type(response: &reqwest::Response) -> Option<String> {
    text_header(response.headers(), &CONTENT_TYPE)
}

pub(crate) fn text_header(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}
