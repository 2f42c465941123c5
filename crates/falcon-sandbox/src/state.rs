//! All that a sandbox is made of but its socket.

use std::sync::{Arc, Mutex};
use std::time::SystemTime;

use bytes::Bytes;
use fql::Timestamp;
use serde_json::Value;

use crate::auth::{Auth, Client};
use crate::data::{Data, Document};
use crate::fault::Faults;
use crate::limiter::Limiter;
use crate::listing::Listings;
use crate::log::Log;
use crate::query::Query;
use crate::refusal::Refusal;
use crate::store::Table;

/// What the requests share.
pub(crate) struct State {
    pub(crate) auth: Auth,
    pub(crate) limiter: Limiter,
    pub(crate) faults: Faults,
    pub(crate) log: Log,
    pub(crate) listings: Listings,
    pub(crate) assets: Table,
    /// Held by the one who adds assets: what is there already is looked for without a stop to the
    /// others.
    pub(crate) adding: Mutex<()>,
    pub(crate) sensors: Table,
    pub(crate) policy_rules: Table,
    pub(crate) subsidiaries: Table,
    pub(crate) identities: Arc<[Document]>,
    pub(crate) graphql: crate::ops::graphql::Answering,
    /// The time that it is here, if it does not pass.
    pub(crate) fixed_now: Option<Timestamp>,
}

impl State {
    /// The time at which a request is answered.
    pub(crate) fn now(&self) -> Timestamp {
        self.fixed_now.unwrap_or_else(|| SystemTime::now().into())
    }

    /// The documents as they are now.
    pub(crate) fn data(&self) -> Data {
        let all = |table: &Table| table.snapshot().documents().cloned().collect();
        Data {
            assets: all(&self.assets),
            sensors: all(&self.sensors),
            policy_rules: all(&self.policy_rules),
            subsidiaries: all(&self.subsidiaries),
            identities: self.identities.to_vec(),
        }
    }
}

/// A request that may be done.
pub(crate) struct Call {
    pub(crate) state: Arc<State>,
    pub(crate) query: Query,
    pub(crate) body: Bytes,
    /// Who asks.
    pub(crate) client: Arc<Client>,
    pub(crate) now: Timestamp,
}

impl Call {
    /// The body as JSON.
    pub(crate) fn json(&self) -> Result<Value, Refusal> {
        if self.body.iter().all(u8::is_ascii_whitespace) {
            return Err(Refusal::bad_request("the body is empty: it is the request"));
        }
        serde_json::from_slice(&self.body)
            .map_err(|error| Refusal::bad_request(format!("the body is no JSON: {error}")))
    }

    /// The time as documents have it: to the second.
    pub(crate) fn now_text(&self) -> String {
        let text = self.now.to_string();
        match text.split_once('.') {
            Some((seconds, _)) => format!("{seconds}Z"),
            None => text,
        }
    }
}
