//! A sandbox, and how it is made.

use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use fql::{Time, Timestamp};

use crate::auth::{Auth, Client, LIFETIME};
use crate::data::{Data, Generator};
use crate::fault::{Fault, FaultRates, Faults};
use crate::limiter::Limiter;
use crate::listing::Listings;
use crate::log::{Log, Requests};
use crate::operation::SCOPES;
use crate::server::Server;
use crate::service::{router, unreadable};
use crate::state::State;
use crate::store::Table;

/// An API on this machine that runs until it is stopped or dropped.
///
/// ```
/// use falcon_sandbox::Sandbox;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> std::io::Result<()> {
/// let sandbox = Sandbox::builder().start().await?;
/// assert!(sandbox.url().starts_with("http://127.0.0.1:"));
/// // … the program that is tested gets the URL, and `sandbox` as client id and as secret …
/// assert_eq!(sandbox.requests().total(), 0);
/// sandbox.stop().await;
/// # Ok(()) }
/// ```
pub struct Sandbox {
    server: Server,
    state: Arc<State>,
}

impl Sandbox {
    /// A sandbox that is not yet made.
    #[must_use]
    pub fn builder() -> SandboxBuilder {
        SandboxBuilder::default()
    }

    /// The base URL, without a slash at its end.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.server.address())
    }

    /// The address that it listens on.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.server.address()
    }

    /// The requests that it got up to now.
    #[must_use]
    pub fn requests(&self) -> Requests {
        self.state.log.read()
    }

    /// The documents as they are now, with all that was changed.
    #[must_use]
    pub fn snapshot(&self) -> Data {
        self.state.data()
    }

    /// Puts faults behind those that are still in the script.
    pub fn script(&self, faults: impl IntoIterator<Item = Fault>) {
        self.state.faults.add(faults.into_iter());
    }

    /// Ends every token that was given out, before its time.
    pub fn expire_tokens(&self) {
        self.state.auth.expire_all();
    }

    /// Stops. No connection is taken any more; what is being answered may take half a second.
    ///
    /// A sandbox that is dropped stops at once.
    pub async fn stop(self) {
        self.server.stop().await;
    }

    /// Stops as [`stop`](Self::stop) does, and gives the documents as they are then: every change
    /// that a client was told of is in them.
    pub async fn stop_with_data(self) -> Data {
        self.server.stop().await;
        self.state.data()
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox")
            .field("url", &self.url())
            .finish_non_exhaustive()
    }
}

/// What a sandbox is to be like.
#[derive(Default)]
pub struct SandboxBuilder {
    data: Option<Data>,
    clients: Vec<Client>,
    token_lifetime: Option<Duration>,
    rate_limit: Option<u32>,
    script: Vec<Fault>,
    faults: Option<FaultRates>,
    now: Option<Timestamp>,
}

impl SandboxBuilder {
    /// The documents that it begins with: those of a [`Generator`] with the seed 1 unless said
    /// otherwise.
    #[must_use]
    pub fn data(mut self, data: Data) -> Self {
        self.data = Some(data);
        self
    }

    /// A client that may ask for tokens, and the scopes that it has, such as `assets:read`.
    ///
    /// Unless one is named there is one with the id and the secret `sandbox` and every scope; once
    /// one is named, only those that are named.
    #[must_use]
    pub fn client<S: Into<String>>(
        mut self,
        id: impl Into<String>,
        secret: impl Into<String>,
        scopes: impl IntoIterator<Item = S>,
    ) -> Self {
        let scopes = scopes.into_iter().map(Into::into);
        self.clients
            .push(Client::new(id.into(), secret.into(), scopes));
        self
    }

    /// Every scope that there is, to give to a [`client`](Self::client).
    #[must_use]
    pub fn all_scopes() -> &'static [&'static str] {
        &SCOPES
    }

    /// How long a token lasts: 1,799 seconds unless said otherwise.
    #[must_use]
    pub fn token_lifetime(mut self, lifetime: Duration) -> Self {
        self.token_lifetime = Some(lifetime);
        self
    }

    /// Refuses more requests a minute than these with a 429. Those about tokens do not count.
    #[must_use]
    pub fn rate_limit(mut self, per_minute: u32) -> Self {
        self.rate_limit = Some(per_minute);
        self
    }

    /// Faults for the next requests, in this order.
    #[must_use]
    pub fn script(mut self, faults: impl IntoIterator<Item = Fault>) -> Self {
        self.script.extend(faults);
        self
    }

    /// Faults at random.
    #[must_use]
    pub fn faults(mut self, rates: FaultRates) -> Self {
        self.faults = Some(rates);
        self
    }

    /// The time that it is in the sandbox, which then does not pass: for filters such as
    /// `last_seen:>'now-7d'`, and for what is changed. Tokens and the rate limit have the real one.
    #[must_use]
    pub fn now(mut self, now: Timestamp) -> Self {
        self.now = Some(now);
        self
    }

    /// Starts on a free port of this machine. It runs on the Tokio runtime that this is called on.
    ///
    /// # Errors
    /// When there is none.
    pub async fn start(self) -> io::Result<Sandbox> {
        self.serve(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).await
    }

    /// Starts on this address; port 0 is any free one.
    ///
    /// Whoever can reach the address can reach the sandbox: it has no TLS, and its client's secret
    /// is public unless another is named.
    ///
    /// # Errors
    /// When the address can't be listened on, for instance because it is taken.
    pub async fn serve(self, address: impl Into<SocketAddr>) -> io::Result<Sandbox> {
        let state = Arc::new(self.state());
        let refusing = Arc::clone(&state);
        let refuse = Arc::new(move |status| unreadable(&refusing, status));
        let router = router(Arc::clone(&state));
        let server = Server::start(address.into(), router, refuse).await?;
        Ok(Sandbox { server, state })
    }

    fn state(self) -> State {
        let data = self.data.unwrap_or_else(|| default_data(self.now));
        let clients = match self.clients {
            none if none.is_empty() => vec![Client::default_client()],
            named => named,
        };
        State {
            auth: Auth::new(clients, self.token_lifetime.unwrap_or(LIFETIME)),
            limiter: Limiter::new(self.rate_limit),
            faults: Faults::new(self.script, self.faults),
            log: Log::default(),
            listings: Listings::default(),
            assets: Table::new(data.assets),
            adding: Mutex::default(),
            sensors: Table::new(data.sensors),
            policy_rules: Table::new(data.policy_rules),
            subsidiaries: Table::new(data.subsidiaries),
            identities: data.identities.into(),
            graphql: crate::ops::graphql::Answering::default(),
            fixed_now: self.now,
        }
    }
}

fn default_data(now: Option<Timestamp>) -> Data {
    let generator = Generator::new(1);
    let moment = now.and_then(|now| match now.time() {
        Time::Absolute { seconds, .. } => Some(Duration::from_secs(seconds.try_into().ok()?)),
        Time::Relative(_) => None,
    });
    let moment = moment.and_then(|moment| SystemTime::UNIX_EPOCH.checked_add(moment));
    match moment {
        Some(moment) => generator.now(moment).generate(),
        None => generator.generate(),
    }
}

impl fmt::Debug for SandboxBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SandboxBuilder")
            .field("clients", &self.clients)
            .field("token_lifetime", &self.token_lifetime)
            .field("rate_limit", &self.rate_limit)
            .finish_non_exhaustive()
    }
}
