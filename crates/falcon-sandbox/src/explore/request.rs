//! Requests of the page, and the collections that they name.

use std::sync::Arc;

use bytes::Bytes;
use fql::collections::{self, external_assets, sensors, subsidiaries};
use fql::syntax::{Tree, parse_for_table};
use fql::table::Table as FieldTable;
use fql::{Instant, Limits};
use fql_syntax::{Parsed, excerpt};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Content, ExploreError};
use crate::cancel::CancelToken;
use crate::query::params::QueryParams;
use crate::response::ErrorResponse;
use crate::state::AppState;
use crate::store::Table;

/// A request whose host and content type were accepted.
pub(crate) struct ExploreRequest {
    pub(crate) state: Arc<AppState>,
    pub(crate) path: String,
    pub(crate) params: QueryParams,
    pub(crate) body: Bytes,
    /// Cancelled when the page drops the request, because a newer one replaces it.
    pub(crate) cancel: CancelToken,
}

impl ExploreRequest {
    /// Parses the body.
    pub(super) fn json<T: DeserializeOwned>(&self) -> Result<T, ErrorResponse> {
        serde_json::from_slice(&self.body).map_err(|error| {
            let fault = match error.is_data() {
                true => "invalid request body",
                false => "the request is not valid JSON",
            };
            ErrorResponse::bad_request(format!("{fault}: {error}"))
        })
    }
}

/// A collection, and its documents if the sandbox has any.
#[derive(Clone, Copy)]
pub(super) struct Explored<'s> {
    pub(super) table: &'static FieldTable,
    pub(super) documents: Option<&'s Table>,
}

impl<'s> Explored<'s> {
    /// Returns the collection with this name.
    pub(super) fn find(state: &'s AppState, name: &str) -> Result<Self, ErrorResponse> {
        let mut all = Self::all(state);
        all.find(|explored| explored.table.name == name)
            .ok_or_else(|| {
                let name = excerpt(name, 80);
                ErrorResponse::bad_request(format!("unknown collection `{name}`"))
            })
    }

    /// Returns the collections: those with documents first, then the others by name.
    pub(super) fn all(state: &'s AppState) -> impl Iterator<Item = Self> {
        let fixed = [
            (&external_assets::TABLE, &state.assets),
            (&sensors::TABLE, &state.sensors),
            (&subsidiaries::TABLE, &state.subsidiaries),
        ];
        let derived = state.collections.iter();
        let derived = derived.map(|collection| (collection.table, collection.documents()));
        let served: Vec<Self> = derived
            .chain(fixed)
            .map(|(table, documents)| Self {
                table,
                documents: Some(documents),
            })
            .collect();
        let names: Vec<&str> = served.iter().map(|explored| explored.table.name).collect();
        let mut others: Vec<&FieldTable> = collections::all()
            .filter(|table| !names.contains(&table.name))
            .collect();
        others.sort_by_key(|table| table.name);
        let others = others.into_iter().map(|table| Self {
            table,
            documents: None,
        });
        served.into_iter().chain(others)
    }

    /// Parses a filter. Every endpoint evaluates it if [`valid_tree`] returns its tree, so that warnings do not
    /// prevent an evaluation.
    pub(super) fn parse<'f>(&self, filter: &'f str) -> Parsed<'f> {
        parse_for_table(self.table, filter, &Limits::DEFAULT)
    }

    /// Returns the documents, or an error if the sandbox has none.
    pub(super) fn documents(&self) -> Result<&'s Table, ErrorResponse> {
        self.documents.ok_or_else(|| {
            let name = self.table.name;
            ErrorResponse::bad_request(format!("the sandbox has no documents of `{name}`"))
        })
    }
}

/// Returns the tree of a filter without errors.
///
/// # Errors
///
/// Returns a 422 with the diagnostics if the filter is invalid.
pub(super) fn valid_tree<'p, 'f>(parsed: &'p Parsed<'f>) -> Result<&'p Tree<'f>, ExploreError> {
    let tree = parsed.tree();
    tree.ok_or_else(|| ExploreError::unprocessable(parsed.clone().into_report()))
}

/// Returns a value as the body of a response.
pub(super) fn to_json(value: &impl Serialize) -> Result<Content, ExploreError> {
    match serde_json::to_string(value) {
        Ok(body) => Ok(Content {
            media_type: "application/json",
            body,
        }),
        Err(error) => Err(ErrorResponse::new(500, error.to_string()).into()),
    }
}

/// Returns the time in the sandbox, in steps of 10 seconds, so that the requests about one relative
/// filter evaluate it once.
pub(super) fn coarse_now(state: &AppState) -> Instant {
    const STEP: i64 = 10;
    let steps = || state.now().unix_seconds().div_euclid(STEP);
    let now = state.fixed_now;
    now.unwrap_or_else(|| Instant::from_unix(steps() * STEP))
}
