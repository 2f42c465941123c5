//! Status and headers of a response.

use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName};

use crate::http::rate_limit::RateLimit;

static TRACE_ID: HeaderName = HeaderName::from_static("x-cs-traceid");

/// Status and headers of a response that callers see.
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

/// Defines the methods that return the headers of a response with a field `head`.
macro_rules! header_methods {
    () => {
        /// Returns the HTTP status, such as 200, 201 or 207.
        #[must_use]
        pub fn status(&self) -> u16 {
            self.head.status
        }

        /// Returns the service's id of the request.
        #[must_use]
        pub fn trace_id(&self) -> Option<&str> {
            self.head.trace_id.as_deref()
        }

        /// Returns the rate limit that the response reported.
        #[must_use]
        pub fn rate_limit(&self) -> $crate::http::rate_limit::RateLimit {
            self.head.rate_limit
        }
    };
}
pub(crate) use header_methods;

/// Returns the media type of the body.
pub(crate) fn content_type(response: &reqwest::Response) -> Option<String> {
    header_str(response.headers(), &CONTENT_TYPE)
}

/// Returns the value of a header that consists of visible ASCII.
pub(crate) fn header_str(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}
