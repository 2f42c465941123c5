//! A running sandbox and its builder.

use std::fmt;
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::{Duration, SystemTime};

use fql::Instant;
use fql::table::Table as FieldTable;

use crate::allowed_hosts::AllowedHosts;
use crate::auth::{Auth, Client, DEFAULT_LIFETIME};
use crate::collection::collections;
use crate::data::{CollectionData, Data, Generator};
use crate::explore::DocumentFieldsCache;
use crate::fault::{Fault, FaultInjector, FaultRates};
use crate::graphql::GraphqlService;
use crate::http::{Security, Server, serve};
use crate::operation::SCOPES;
use crate::query::listing::ListingCache;
use crate::rate_limit::RateLimiter;
use crate::request_log::{LoggedRequest, Observer, RequestLog, Requests};
use crate::state::AppState;
use crate::store::Table;
#[cfg(feature = "tls")]
use crate::tls::TlsCertificate;

/// A running API server, which stops when it is dropped.
///
/// Each sandbox has its own documents, clients and port, so tests that run in parallel can start
/// one each. It runs on the Tokio runtime that it was started on.
///
/// # Examples
///
/// ```
/// use falcon_sandbox::Sandbox;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> std::io::Result<()> {
/// let sandbox = Sandbox::builder().start().await?;
/// assert!(sandbox.url().starts_with("http://127.0.0.1:"));
/// // Run a client with the base URL `sandbox.url()`, client id `sandbox` and secret `sandbox`.
/// assert_eq!(sandbox.requests().total(), 0);
/// sandbox.stop().await;
/// # Ok(()) }
/// ```
pub struct Sandbox {
    server: Server,
    state: Arc<AppState>,
}

impl Sandbox {
    /// Creates a builder with the default configuration.
    #[must_use]
    pub fn builder() -> SandboxBuilder {
        SandboxBuilder::default()
    }

    /// Returns the base URL, without a trailing slash.
    #[must_use]
    pub fn url(&self) -> String {
        self.server.url().to_owned()
    }

    /// Returns the address that the server listens on.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.server.address()
    }

    /// Returns the requests received so far.
    #[must_use]
    pub fn requests(&self) -> Requests {
        self.state.request_log.snapshot()
    }

    /// Returns the current documents, including the changes that clients made.
    #[must_use]
    pub fn snapshot(&self) -> Data {
        self.state.data()
    }

    /// Appends faults to the script, which applies them to the next requests in this order.
    pub fn script(&self, faults: impl IntoIterator<Item = Fault>) {
        self.state.faults.extend_script(faults.into_iter());
    }

    /// Returns the number of faults in the script that no request got so far.
    #[must_use]
    pub fn remaining_faults(&self) -> usize {
        self.state.faults.remaining()
    }

    /// Expires all issued tokens early.
    pub fn expire_tokens(&self) {
        self.state.auth.expire_all();
    }

    /// Stops the server gracefully: open requests have half a second to finish.
    ///
    /// Dropping the sandbox stops the server immediately.
    pub async fn stop(self) {
        self.server.stop().await;
    }

    /// Stops the server like [`stop`](Self::stop) and returns the final documents. They include
    /// every change that a client received a response for.
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

/// A builder for [`Sandbox`].
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use falcon_sandbox::Sandbox;
/// use falcon_sandbox::data::Generator;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> std::io::Result<()> {
/// let sandbox = Sandbox::builder()
///     .data(Generator::new(7).assets(100).generate())
///     .client("reader", "secret", ["assets:read"])
///     .token_lifetime(Duration::from_secs(60))
///     .start()
///     .await?;
/// # sandbox.stop().await;
/// # Ok(()) }
/// ```
#[derive(Default)]
pub struct SandboxBuilder {
    data: Option<Data>,
    collections: Vec<CollectionData>,
    generator: Option<Generator>,
    clients: Vec<Client>,
    token_lifetime: Option<Duration>,
    rate_limit: Option<u32>,
    script: Vec<Fault>,
    fault_rates: Option<FaultRates>,
    now: Option<Instant>,
    allowed_hosts: Vec<String>,
    observer: Option<Observer>,
    explorer: Option<&'static FieldTable>,
    #[cfg(feature = "tls")]
    certificate: Option<TlsCertificate>,
}

impl SandboxBuilder {
    /// Sets the initial documents. By default, the [generator](Self::generator) creates them.
    #[must_use]
    pub fn data(mut self, data: Data) -> Self {
        self.data = Some(data);
        self
    }

    /// Serves the listings and lookups of a collection, such as hosts, from documents. Call it once for
    /// each collection.
    ///
    /// By default, the sandbox serves sample hosts, alerts and Spotlight vulnerabilities of the
    /// [generator](Self::generator). They are generated for the first request that reads them.
    #[must_use]
    pub fn collection(mut self, collection: CollectionData) -> Self {
        self.collections.push(collection);
        self
    }

    /// Sets the generator of the documents that are not given. The default has seed 1 and the time of
    /// [`now`](Self::now).
    #[must_use]
    pub fn generator(mut self, generator: Generator) -> Self {
        self.generator = Some(generator);
        self
    }

    /// Adds an API client with scopes such as `assets:read`.
    ///
    /// By default, there is one client with the id `sandbox`, the secret `sandbox` and all scopes.
    /// Adding a client removes the default one.
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

    /// Returns all scopes of the API, for [`client`](Self::client).
    #[must_use]
    pub fn all_scopes() -> &'static [&'static str] {
        &SCOPES
    }

    /// Sets the lifetime of tokens. The default is the service's: 1,799 seconds.
    #[must_use]
    pub fn token_lifetime(mut self, lifetime: Duration) -> Self {
        self.token_lifetime = Some(lifetime);
        self
    }

    /// Limits requests per minute; further requests get a 429. Token requests are not limited.
    ///
    /// By default, requests are not limited.
    #[must_use]
    pub fn rate_limit(mut self, per_minute: u32) -> Self {
        self.rate_limit = Some(per_minute);
        self
    }

    /// Appends faults to the script, which applies them to the next requests in this order.
    #[must_use]
    pub fn script(mut self, faults: impl IntoIterator<Item = Fault>) -> Self {
        self.script.extend(faults);
        self
    }

    /// Sets random faults.
    #[must_use]
    pub fn faults(mut self, rates: FaultRates) -> Self {
        self.fault_rates = Some(rates);
        self
    }

    /// Fixes the time in the sandbox, for reproducible results of filters such as
    /// `last_seen:>'now-7d'` and reproducible timestamps of updates.
    ///
    /// Token lifetimes and the rate limit use the real time. By default, everything does.
    #[must_use]
    pub fn now(mut self, now: Instant) -> Self {
        self.now = Some(now);
        self
    }

    /// Accepts requests to a host, such as `sandbox.example`. The port does not matter.
    ///
    /// By default, requests to a host other than the address that the server listens on, a loopback
    /// address, `localhost` and its subdomains get a 421. Otherwise a web page could read the
    /// responses after it pointed its own domain at this machine.
    #[must_use]
    pub fn allow_host(mut self, host: impl Into<String>) -> Self {
        self.allowed_hosts.push(host.into());
        self
    }

    /// Serves the explorer at `/`: a page that checks, completes and evaluates filters in a browser. It
    /// shows the documents of this collection first.
    ///
    /// Its requests need no token, so that everyone who can reach the address can read the documents.
    /// They are not in the log of [requests](Sandbox::requests), and get no faults. By default, the
    /// sandbox has no explorer.
    ///
    /// # Examples
    ///
    /// ```
    /// use falcon_sandbox::Sandbox;
    /// use fql::collections::hosts;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> std::io::Result<()> {
    /// let sandbox = Sandbox::builder().explorer(&hosts::TABLE).start().await?;
    /// println!("open {} in a browser", sandbox.url());
    /// # sandbox.stop().await;
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn explorer(mut self, first: &'static FieldTable) -> Self {
        self.explorer = Some(first);
        self
    }

    /// Calls a function with each request before its response is sent. It must not block.
    ///
    /// # Examples
    ///
    /// ```
    /// # let _ =
    /// falcon_sandbox::Sandbox::builder().on_request(|request| {
    ///     eprintln!("{} {} {}", request.method, request.path, request.status);
    /// });
    /// ```
    #[must_use]
    pub fn on_request(mut self, f: impl Fn(&LoggedRequest) + Send + Sync + 'static) -> Self {
        self.observer = Some(Box::new(f));
        self
    }

    /// Serves HTTPS with this certificate instead of plain HTTP.
    ///
    /// # Examples
    ///
    /// ```
    /// use falcon_sandbox::{Sandbox, TlsCertificate};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> std::io::Result<()> {
    /// let certificate = TlsCertificate::self_signed(["api.example"])?;
    /// // Clients have to trust this certificate.
    /// let pem = certificate.to_pem();
    /// assert!(pem.starts_with("-----BEGIN CERTIFICATE-----"));
    /// let sandbox = Sandbox::builder()
    ///     .tls(certificate)
    ///     .allow_host("api.example")
    ///     .start()
    ///     .await?;
    /// assert!(sandbox.url().starts_with("https://127.0.0.1:"));
    /// # sandbox.stop().await;
    /// # Ok(()) }
    /// ```
    #[cfg(feature = "tls")]
    #[must_use]
    pub fn tls(mut self, certificate: TlsCertificate) -> Self {
        self.certificate = Some(certificate);
        self
    }

    /// Starts the server on a free port of the loopback interface.
    ///
    /// # Errors
    ///
    /// Returns an error if no port is free, or a [collection](Self::collection) cannot be served: it has
    /// neither a listing nor a lookup, or the operations of another one.
    pub async fn start(self) -> io::Result<Sandbox> {
        self.serve(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).await
    }

    /// Starts the server on an address; port 0 chooses a free port.
    ///
    /// Everyone who can reach the address can use the sandbox: the secret of the default client is
    /// public.
    ///
    /// # Errors
    ///
    /// Returns an error if the address cannot be bound, for example because it is in use, or a
    /// [collection](Self::collection) cannot be served: it has neither a listing nor a lookup, or the
    /// operations of another one.
    pub async fn serve(self, address: impl Into<SocketAddr>) -> io::Result<Sandbox> {
        let address = address.into();
        let security = self.security()?;
        let state = Arc::new(self.into_state(address.ip())?);
        let server = serve(address, security, Arc::clone(&state)).await?;
        // Nothing else sets it.
        let _ = state.url.set(server.url().to_owned());
        Ok(Sandbox { server, state })
    }

    fn security(&self) -> io::Result<Security> {
        #[cfg(feature = "tls")]
        if let Some(certificate) = &self.certificate {
            return Ok(Security::Tls(certificate.acceptor()?));
        }
        Ok(Security::Plain)
    }

    fn into_state(self, listening: IpAddr) -> io::Result<AppState> {
        let generator = self
            .generator
            .unwrap_or_else(|| default_generator(self.now));
        let collections = collections(self.collections, &generator)?;
        let data = self.data.unwrap_or_else(|| generator.generate());
        let mut clients = self.clients;
        if clients.is_empty() {
            clients.push(Client::default_client());
        }
        Ok(AppState {
            auth: Auth::new(clients, self.token_lifetime.unwrap_or(DEFAULT_LIFETIME)),
            allowed_hosts: AllowedHosts::new(&self.allowed_hosts, listening),
            rate_limiter: RateLimiter::new(self.rate_limit),
            faults: FaultInjector::new(self.script, self.fault_rates),
            request_log: RequestLog::new(self.observer),
            listings: ListingCache::default(),
            assets: Table::new(data.assets),
            inventory_lock: Mutex::default(),
            sensors: Table::new(data.sensors),
            policy_rules: Table::new(data.policy_rules),
            subsidiaries: Table::new(data.subsidiaries),
            identities: data.identities.into(),
            collections,
            graphql: GraphqlService::default(),
            document_fields: DocumentFieldsCache::default(),
            url: OnceLock::new(),
            explorer: self.explorer,
            fixed_now: self.now,
        })
    }
}

fn default_generator(now: Option<Instant>) -> Generator {
    let now = now.and_then(|now| {
        let seconds = now.unix_seconds().try_into().ok()?;
        SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds))
    });
    let generator = Generator::new(1);
    match now {
        Some(now) => generator.now(now),
        None => generator,
    }
}

impl fmt::Debug for SandboxBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SandboxBuilder")
            .field("clients", &self.clients)
            .field("token_lifetime", &self.token_lifetime)
            .field("rate_limit", &self.rate_limit)
            .field("allowed_hosts", &self.allowed_hosts)
            .finish_non_exhaustive()
    }
}
