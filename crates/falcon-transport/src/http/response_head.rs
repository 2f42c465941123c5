//! What the headers of an answer say.

use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName};

use crate::http::rate_limit::RateLimit;

/// The service's own id of a request.
static TRACE_ID: HeaderName = HeaderName::from_static("x-cs-traceid");

/// What the headers of an answer say.
#[derive(Clone, Debug)]
pub(crate) struct ResponseHead {
    pub(crate) status: u16,
    pub(crate) trace_id: Option<String>,
    pub(crate) rate_limit: RateLimit,
}

impl ResponseHead {
    pub(crate) fn of(response: &reqwest::Response) -> Self {
        let headers = response.headers();
        Self {
            status: response.status().as_u16(),
            trace_id: header_str(headers, &TRACE_ID),
            rate_limit: RateLimit::read(headers),
        }
    }
}

/// What the service says the body is.
pub(crate) fn content_type(response: &reqwest::Response) -> Option<String> {
    header_str(response.headers(), &CONTENT_TYPE)
}

pub(crate) fn header_str(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}
