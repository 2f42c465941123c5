//! The explorer: a page that checks, completes and evaluates filters, and the endpoints that it calls.
//!
//! The page has no knowledge of filters. Each endpoint calls the functions that the program `fql` and
//! the operations of the API use. The endpoints need no token; they are for the user of the machine.

mod check;
mod collections;
mod copy;
mod counts;
mod document_fields;
mod document_values;
mod documents;
mod histogram;
mod page;
mod request;

use fql::Report;

use crate::query::parse_error::errors;
use crate::response::ErrorResponse;

pub(crate) use document_fields::DocumentFieldsCache;
use page::PageFile;
pub(crate) use request::ExploreRequest;

/// An endpoint of the explorer.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Endpoint {
    File(&'static PageFile),
    Collections,
    Fields,
    Code,
    Check,
    Complete,
    Documents,
    Document,
    Counts,
    Histogram,
}

/// The endpoints that the files of the page call, with their paths.
const API: [(Endpoint, &str); 9] = [
    (Endpoint::Collections, "/explore/collections"),
    (Endpoint::Fields, "/explore/fields"),
    (Endpoint::Code, "/explore/codes/{code}"),
    (Endpoint::Check, "/explore/check"),
    (Endpoint::Complete, "/explore/complete"),
    (Endpoint::Documents, "/explore/documents"),
    (Endpoint::Document, "/explore/document"),
    (Endpoint::Counts, "/explore/counts"),
    (Endpoint::Histogram, "/explore/histogram"),
];

/// Returns all endpoints with their paths.
pub(crate) fn routes() -> impl Iterator<Item = (Endpoint, &'static str)> {
    let files = page::FILES.iter();
    files
        .map(|file| (Endpoint::File(file), file.path))
        .chain(API)
}

impl Endpoint {
    /// Returns `true` if the request has a body. Such endpoints are called with POST, the others with
    /// GET.
    pub(crate) fn has_body(self) -> bool {
        !matches!(
            self,
            Self::File(_) | Self::Collections | Self::Fields | Self::Code
        )
    }
}

/// The body of a successful response.
#[derive(Debug)]
pub(crate) struct Content {
    pub(crate) media_type: &'static str,
    pub(crate) body: String,
}

/// An error response, and the diagnostics that explain it.
#[derive(Debug)]
pub(crate) struct ExploreError {
    pub(crate) response: ErrorResponse,
    pub(crate) report: Option<Box<Report>>,
}

impl ExploreError {
    /// Creates a 422 whose message is that of the first error, or of the first warning if there is none.
    fn unprocessable(report: Report) -> Self {
        let first = errors(&report).next();
        let first = first.or(report.diagnostics().first());
        let message = first.map_or("", |diagnostic| diagnostic.message());
        Self {
            response: ErrorResponse::new(422, message),
            report: Some(Box::new(report)),
        }
    }
}

impl From<ErrorResponse> for ExploreError {
    fn from(response: ErrorResponse) -> Self {
        Self {
            response,
            report: None,
        }
    }
}

/// Responds to a request. It may take long.
///
/// # Errors
///
/// Returns a 4xx for an invalid request, and a 422 for an invalid filter or sort.
pub(crate) fn run(endpoint: Endpoint, request: &ExploreRequest) -> Result<Content, ExploreError> {
    match endpoint {
        Endpoint::File(file) => Ok(file.into()),
        Endpoint::Collections => collections::list(request),
        Endpoint::Fields => collections::fields(request),
        Endpoint::Code => check::code(request),
        Endpoint::Check => check::check(request),
        Endpoint::Complete => check::complete(request),
        Endpoint::Documents => documents::list(request),
        Endpoint::Document => documents::get(request),
        Endpoint::Counts => counts::counts(request),
        Endpoint::Histogram => histogram::histogram(request),
    }
}
