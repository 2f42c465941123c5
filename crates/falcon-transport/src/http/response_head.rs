//! Status and headers of a response.

use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName};

use crate::http::rate_limit::RateLimit;

static TRACE_ID: HeaderName = HeaderName::from_static("x-cs-traceid");

/// Status and headers of a response, as far as callers see them.
#[derive(Clone, Debug)]
pub(crate) struct ResponseHead {
    pub(crate) status: u16,
    pub(crate) trace_id: Option<String>,
    pub(crate) rate_limit: RateLimit,
}

impl ResponseHead {
    pub(crate) fn from_response(response: &reqwest::Response) -> Self {
        let headers = response.headers();
        Self {
            status: response.status().as_u16(),
            trace_id: header_str(headers, &TRACE_ID),
            rate_limit: RateLimit::from_headers(headers),
        }
    }
}

/// Returns the media type of the body.
pub(crate) fn content_type(response: &reqwest::Response) -> Option<String> {
    header_str(response.headers(), &CONTENT_TYPE)
}

/// Returns the value of a header that consists of visible ASCII.
pub(crate) fn header_str(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}
