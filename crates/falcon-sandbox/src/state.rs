//! The state that all requests of a sandbox share.

use std::sync::{Arc, Mutex, OnceLock};

use fql::Instant;
use fql::table::Table as FieldTable;

use crate::allowed_hosts::AllowedHosts;
use crate::auth::Auth;
use crate::collection::Collection;
use crate::data::{Data, Document};
use crate::explore::DocumentFieldsCache;
use crate::fault::FaultInjector;
use crate::graphql::GraphqlService;
use crate::query::listing::ListingCache;
use crate::rate_limit::RateLimiter;
use crate::request_log::RequestLog;
use crate::store::Table;

/// The shared state of a sandbox.
pub(crate) struct AppState {
    pub(crate) auth: Auth,
    pub(crate) allowed_hosts: AllowedHosts,
    pub(crate) rate_limiter: RateLimiter,
    pub(crate) faults: FaultInjector,
    pub(crate) request_log: RequestLog,
    pub(crate) listings: ListingCache,
    pub(crate) assets: Table,
    /// Serializes additions to the inventory, so that looking for existing assets does not block
    /// readers of the table.
    pub(crate) inventory_lock: Mutex<()>,
    pub(crate) sensors: Table,
    pub(crate) policy_rules: Table,
    pub(crate) subsidiaries: Table,
    pub(crate) identities: Arc<[Document]>,
    /// The collections whose operations derive from their tables.
    pub(crate) collections: Vec<Collection>,
    pub(crate) graphql: GraphqlService,
    pub(crate) document_fields: DocumentFieldsCache,
    /// The base URL of the server, after it has started.
    pub(crate) url: OnceLock<String>,
    /// The collection that the explorer shows first; `None` without the explorer.
    pub(crate) explorer: Option<&'static FieldTable>,
    /// The time in the sandbox if it is fixed.
    pub(crate) fixed_now: Option<Instant>,
}

impl AppState {
    /// Returns the current time in the sandbox.
    pub(crate) fn now(&self) -> Instant {
        self.fixed_now.unwrap_or_else(Instant::now)
    }

    /// Returns the current documents.
    pub(crate) fn data(&self) -> Data {
        let documents = |table: &Table| table.snapshot().documents().cloned().collect();
        Data {
            assets: documents(&self.assets),
            sensors: documents(&self.sensors),
            policy_rules: documents(&self.policy_rules),
            subsidiaries: documents(&self.subsidiaries),
            identities: self.identities.to_vec(),
        }
    }
}
