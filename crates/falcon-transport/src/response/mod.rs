//! Responses, which may have failed in part, and their parts.

pub(crate) mod api_error;
pub(crate) mod decode;
pub(crate) mod envelope;
pub(crate) mod limit;
pub(crate) mod meta;
mod not_an_iterator;
pub(crate) mod partial;
pub(crate) mod parts;
pub(crate) mod typed_response;

pub use crate::api::raw_response::RawResponse;
pub use crate::http::download::{Download, Progress};
pub use crate::http::rate_limit::RateLimit;
pub use crate::response::api_error::ApiError;
pub use crate::response::meta::{Meta, Offset, Pagination, WriteCounts};
pub use crate::response::partial::Partial;
pub use crate::response::parts::{MalformedItem, RejectedItem, ResponseParts};
pub use crate::response::typed_response::Response;
