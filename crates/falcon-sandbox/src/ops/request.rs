//! Requests as operations see them.

use std::sync::Arc;

use bytes::Bytes;
use fql::Instant;
use fql::table::Table;
use serde_json::Value;

use crate::auth::Client;
use crate::cancel::CancelToken;
use crate::query::filter::Evaluation;
use crate::query::params::QueryParams;
use crate::response::ErrorResponse;
use crate::state::AppState;
use crate::store::Snapshot;

/// An authorized request of an operation.
pub(crate) struct ApiRequest {
    pub(crate) state: Arc<AppState>,
    pub(crate) params: QueryParams,
    pub(crate) body: Bytes,
    pub(crate) client: Arc<Client>,
    /// The time in the sandbox.
    pub(crate) now: Instant,
    /// Cancelled when the client closes the connection.
    pub(crate) cancel: CancelToken,
}

impl ApiRequest {
    pub(crate) fn has_body(&self) -> bool {
        !self.body.iter().all(u8::is_ascii_whitespace)
    }

    /// Parses the body as JSON.
    pub(crate) fn json(&self) -> Result<Value, ErrorResponse> {
        if !self.has_body() {
            return Err(ErrorResponse::bad_request("missing request body"));
        }
        serde_json::from_slice(&self.body).map_err(|error| {
            ErrorResponse::bad_request(format!("invalid JSON in the request body: {error}"))
        })
    }

    /// Returns the evaluation of filters against the documents of a collection.
    pub(crate) fn evaluation<'r>(
        &'r self,
        table: &'r Table,
        snapshot: &'r Snapshot,
    ) -> Evaluation<'r> {
        Evaluation {
            table,
            snapshot,
            now: self.now,
            cancel: &self.cancel,
        }
    }

    /// Returns the time in the format of the documents, in whole seconds.
    pub(crate) fn timestamp(&self) -> String {
        Instant::from_unix(self.now.unix_seconds()).to_string()
    }
}
