//! Builder of the client.

use std::fmt;
use std::time::Duration;

use fql_syntax::excerpt;
use http::header::{ACCEPT, USER_AGENT};
use http::{HeaderMap, HeaderValue};
use secrecy::{ExposeSecret, SecretString};
use url::{Position, Url};

use crate::auth::credentials::Credentials;
use crate::auth::token::{Token, TokenCache};
use crate::client::{Falcon, Inner, Timeouts};
use crate::cloud::{Cloud, CloudChoice};
use crate::error::Error;
use crate::http::endpoint::{Endpoint, is_loopback};
use crate::http::limiter::Limiter;
use crate::http::peer::Proxies;
use crate::http::retry_policy::{RetryBudget, RetryPolicy};
use crate::response::limit::DEFAULT_MAX_LEN;
#[cfg(any(feature = "__rustls", feature = "native-tls"))]
use crate::tls;

/// Default limit of path and query, in bytes. The service documents no limit, load balancers
/// commonly accept 16 KiB, and a hundred ids fit.
const DEFAULT_MAX_URL_LEN: usize = 16 * 1024;

const USER_AGENT_OF_CRATE: &str = concat!("falcon-transport/", env!("CARGO_PKG_VERSION"));

/// Upper bound of the limit: the HTTP library counts a URL, scheme and host included, in 16 bits.
const MAX_URL_LEN: usize = 60_000;

/// Builds a [`Falcon`] client.
///
/// Only credentials or a token are required. Building sends nothing: the first call requests a
/// token.
///
/// # Examples
///
/// ```
/// use falcon_transport::{Cloud, Falcon};
///
/// let falcon = Falcon::builder()
///     .credentials("client-id", "client-secret")
///     .cloud(Cloud::Eu1)
///     .build()?;
/// # Ok::<(), falcon_transport::Error>(())
/// ```
#[derive(Default)]
#[must_use]
pub struct FalconBuilder {
    client_id: Option<String>,
    client_secret: Option<SecretString>,
    member_cid: Option<String>,
    token: Option<SecretString>,
    pub(crate) cloud: Option<CloudChoice>,
    base_url: Option<String>,
    allow_insecure_http: bool,
    http: Option<reqwest::Client>,
    proxy: Option<SecretString>,
    #[cfg(any(feature = "__rustls", feature = "native-tls"))]
    root_certificates: Vec<Vec<u8>>,
    user_agent: Option<String>,
    timeouts: Timeouts,
    retry: RetryPolicy,
    max_url_len: Option<usize>,
    max_response_len: Option<usize>,
}

impl Falcon {
    /// Returns a builder with the default settings.
    pub fn builder() -> FalconBuilder {
        FalconBuilder::default()
    }
}

impl FalconBuilder {
    /// Sets the id and secret of the API client. The secret is wiped from memory when the client is
    /// dropped.
    pub fn credentials(mut self, id: impl Into<String>, secret: impl Into<String>) -> Self {
        self.client_id = Some(id.into());
        self.client_secret = Some(SecretString::from(secret.into()));
        self
    }

    /// Sets an access token that was obtained elsewhere.
    ///
    /// Without credentials it cannot be renewed: once the service rejects it, calls fail with
    /// [`Error::is_unauthorized`].
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.token = Some(SecretString::from(token.into()));
        self
    }

    /// Sets the member customer to act for, when the API client belongs to a parent customer.
    pub fn member_cid(mut self, cid: impl Into<String>) -> Self {
        self.member_cid = Some(cid.into());
        self
    }

    /// Sets the cloud of the tenant; `us-1` by default.
    pub fn cloud(mut self, cloud: Cloud) -> Self {
        self.cloud = Some(CloudChoice::One(cloud));
        self
    }

    /// Discovers the cloud of the tenant.
    ///
    /// The first token is requested from `us-1`, and the header `X-Cs-Region` of the response names
    /// the cloud to use from then on. Only the clouds of [`Cloud`] are followed.
    pub fn discover_cloud(mut self) -> Self {
        self.cloud = Some(CloudChoice::Auto);
        self
    }

    /// Sets the base URL of the API, for example of a sandbox or a gateway; it may have a path.
    ///
    /// It replaces the cloud and disables cloud discovery. Plain `http` is rejected except for
    /// loopback addresses; see [`allow_insecure_http`](Self::allow_insecure_http).
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// Accepts a base URL with plain `http` on another machine. Everyone on the network path can
    /// then read the secret and the token.
    pub fn allow_insecure_http(mut self) -> Self {
        self.allow_insecure_http = true;
        self
    }

    /// Sets a custom HTTP client with its own TLS, proxy and connection settings. Those of this
    /// builder are then ignored, except the request and overall timeouts.
    ///
    /// Build it with `redirect(Policy::none())`, and with the features `rustls-ring` and
    /// `rustls-aws-lc-rs` after [`install_tls_provider`](crate::install_tls_provider). If it follows redirects nevertheless, no token or
    /// secret is sent to another host, and a response from another host is an error.
    pub fn http_client(mut self, client: reqwest::Client) -> Self {
        self.http = Some(client);
        self
    }

    /// Sets a proxy for all requests, such as `http://proxy.example:3128`.
    ///
    /// By default `HTTPS_PROXY` and related environment variables apply, except for a base URL on
    /// this machine.
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.proxy = Some(SecretString::from(url.into()));
        self
    }

    /// Adds a trusted root certificate in PEM format, for example of a gateway that intercepts TLS.
    /// Requires one of the TLS features.
    #[cfg(any(feature = "__rustls", feature = "native-tls"))]
    pub fn root_certificate(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.root_certificates.push(pem.into());
        self
    }

    /// Sets the header `User-Agent`; `falcon-transport/` and the version by default.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = Some(user_agent.into());
        self
    }

    /// Sets the timeout for establishing a connection; 10 s by default.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.connect = timeout;
        self
    }

    /// Sets the timeout of one attempt, from sending the request to the end of the body; 60 s by
    /// default.
    ///
    /// For a download it bounds the wait for the headers and for each chunk. Half of it, at most 5 s, bounds
    /// the wait for the body of an error response.
    pub fn request_timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.request = Some(timeout);
        self
    }

    /// Sets the timeout of one call with all its attempts, waits and token requests; 5 minutes by
    /// default.
    ///
    /// A wait that would end after the timeout is not started: the call fails at once. In a listing
    /// the timeout applies to each page, in a download it ends with the headers. `None` removes it,
    /// and a call then waits as long as the service requests.
    pub fn overall_timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.timeouts.overall = timeout.into();
        self
    }

    /// Sets the retry policy.
    #[doc(alias = "retry_policy")]
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// Sets the maximum length of path and query, in bytes; 16,384 by default, at most 60,000.
    ///
    /// A call with a longer URL fails with [`Error::is_argument`] before anything is sent.
    pub fn max_url_len(mut self, bytes: usize) -> Self {
        self.max_url_len = Some(bytes.min(MAX_URL_LEN));
        self
    }

    /// Sets the maximum size of a JSON response, in bytes; 33,554,432 (32 MiB) by default. Downloads
    /// have no limit.
    ///
    /// A response to a request for a known number of items, by ids or a limit, may have an eighth of
    /// it and a thirty-second per item, by default 4 MiB and 1 MiB per item, and twice the number of
    /// items and 1,000. A response may have one JSON value per sixteen bytes of its limit. A larger
    /// response is an error with [`Error::is_decode`], and is not requested again.
    pub fn max_response_len(mut self, bytes: usize) -> Self {
        self.max_response_len = Some(bytes);
        self
    }

    /// Builds the client.
    ///
    /// # Errors
    ///
    /// [`Error::is_config`] for missing or incomplete credentials, an invalid base URL, plain
    /// `http` to another machine, or an invalid proxy, certificate or user agent.
    pub fn build(self) -> Result<Falcon, Error> {
        let endpoint = self.endpoint()?;
        let credentials = self.validated_credentials()?;
        let headers = self.headers()?;
        let tokens = match &self.token {
            Some(token) => {
                let token = Token::new(token.expose_secret(), None, headers.clone())?;
                TokenCache::with_token(token)
            }
            None if credentials.is_none() => return Err(no_credentials()),
            None => TokenCache::default(),
        };
        let (http, proxies) = match self.http.clone() {
            Some(client) => (client, Proxies::default()),
            None => self.build_http_client(&endpoint)?,
        };
        Ok(Falcon::from(Inner {
            http,
            proxies,
            headers,
            endpoint,
            credentials,
            tokens,
            limiter: Limiter::default(),
            retry_policy: self.retry,
            retry_budget: RetryBudget::full(),
            timeouts: self.timeouts,
            max_url_len: self.max_url_len.unwrap_or(DEFAULT_MAX_URL_LEN),
            max_response_len: self.max_response_len.unwrap_or(DEFAULT_MAX_LEN),
        }))
    }

    fn endpoint(&self) -> Result<Endpoint, Error> {
        match &self.base_url {
            Some(url) => parse_base_url(url, self.allow_insecure_http).map(Endpoint::fixed),
            None => Endpoint::for_cloud(self.cloud.unwrap_or(CloudChoice::One(Cloud::default()))),
        }
    }

    fn validated_credentials(&self) -> Result<Option<Credentials>, Error> {
        let id = self.client_id.as_ref().filter(|id| !id.is_empty());
        let secret = self
            .client_secret
            .as_ref()
            .filter(|secret| !secret.expose_secret().is_empty());
        match (id, secret) {
            (Some(id), Some(secret)) => Ok(Some(Credentials {
                client_id: id.clone(),
                client_secret: secret.clone(),
                member_cid: self.member_cid.clone().filter(|cid| !cid.is_empty()),
            })),
            (None, None) if self.client_id.is_none() && self.client_secret.is_none() => Ok(None),
            (None, _) => Err(Error::config("client id is empty")),
            (_, None) => Err(Error::config("client secret is empty")),
        }
    }

    /// Returns the headers of every API request. They include the user agent, because the HTTP
    /// client would insert it into each request anew.
    fn headers(&self) -> Result<HeaderMap, Error> {
        let accept = HeaderValue::from_static("application/json, */*;q=0.5");
        let mut headers = HeaderMap::from_iter([(ACCEPT, accept)]);
        // A custom HTTP client has its own user agent.
        if self.http.is_none() {
            headers.insert(USER_AGENT, self.user_agent_header()?);
        }
        Ok(headers)
    }

    fn user_agent_header(&self) -> Result<HeaderValue, Error> {
        let user_agent = self.user_agent.as_deref().unwrap_or(USER_AGENT_OF_CRATE);
        HeaderValue::from_str(user_agent).map_err(|cause| {
            let message = "user agent contains characters that are not valid in an HTTP header";
            Error::config(message).with_source(cause)
        })
    }

    fn build_http_client(&self, endpoint: &Endpoint) -> Result<(reqwest::Client, Proxies), Error> {
        // The user agent is set here too, for the token requests.
        let mut builder = reqwest::Client::builder()
            .user_agent(self.user_agent_header()?)
            .connect_timeout(self.timeouts.connect)
            .redirect(reqwest::redirect::Policy::none());
        let mut proxies = Proxies::from_system();
        if let Some(proxy) = &self.proxy {
            let url = proxy.expose_secret();
            builder = builder.proxy(parse_proxy(url)?);
            proxies = Proxies::all(url);
        } else if is_loopback(endpoint.base().url()) {
            // A proxy from the environment must not see requests to this machine.
            builder = builder.no_proxy();
            proxies = Proxies::default();
        }
        #[cfg(any(feature = "__rustls", feature = "native-tls"))]
        {
            builder = tls::configure(builder, &self.root_certificates)?;
        }
        let client = builder.build().map_err(|cause| {
            Error::config("could not build the HTTP client")
                .with_source(cause.without_url())
                .with_help("check the root certificates")
        })?;
        Ok((client, proxies))
    }
}

fn no_credentials() -> Error {
    Error::config("no credentials or access token configured")
        .with_help("call `credentials` or `token`")
}

/// Parses a proxy URL. It may contain a password, so neither it nor the source is shown.
fn parse_proxy(url: &str) -> Result<reqwest::Proxy, Error> {
    let invalid = || Error::config("invalid proxy URL (expected `http://host:port`)");
    // If a password contains a slash, the URL's host is the user name, which errors would show.
    let after_scheme = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = after_scheme.split_once(['/', '\\', '?', '#']);
    if path.is_some_and(|(_, path)| path.contains('@')) {
        return Err(invalid());
    }
    reqwest::Proxy::all(url).map_err(|_| invalid())
}

/// Parses a base URL and rejects one that would expose secrets.
fn parse_base_url(url: &str, allow_insecure_http: bool) -> Result<Url, Error> {
    let invalid = || Error::config("invalid base URL (expected `https://host`)");
    let url = Url::parse(url.trim()).map_err(|_| invalid())?;
    // `user:password@host` without a scheme has the scheme `user`.
    if !url.has_host() {
        return Err(invalid());
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Error::config("base URL contains a user name or password")
            .with_help("pass the client id and secret to `credentials`"));
    }
    // If a password contains a slash, the host is the user name, which would receive the secret.
    if url.as_str().contains('@') {
        return Err(Error::config("base URL contains an `@` after its host")
            .with_help("encode it as `%40`; pass the client id and secret to `credentials`"));
    }
    let quoted = quote_origin(&url);
    if url.query().is_some() || url.fragment().is_some() {
        let message = format!("base URL{quoted} contains a query or fragment");
        return Err(Error::config(message));
    }
    match url.scheme() {
        "https" => Ok(url),
        "http" if allow_insecure_http || is_loopback(&url) => Ok(url),
        "http" => {
            let message =
                format!("base URL{quoted} uses plain http, which exposes the client secret");
            let help = "use `https`, or accept the risk with `allow_insecure_http`";
            Err(Error::config(message).with_help(help))
        }
        _ => Err(Error::config(
            "base URL has an unsupported scheme (expected `https`)",
        )),
    }
}

/// Returns scheme, host and port of a rejected base URL in backticks, after a space.
///
/// Path and query may contain secrets.
fn quote_origin(url: &Url) -> String {
    format!(" `{}`", excerpt(&url[..Position::BeforePath], 120))
}

impl fmt::Debug for FalconBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let base_url = self.base_url.as_deref();
        // A URL that `build` rejects may contain a password.
        let base_url = base_url.and_then(|url| parse_base_url(url, self.allow_insecure_http).ok());
        f.debug_struct("FalconBuilder")
            .field("client_id", &self.client_id)
            .field("cloud", &self.cloud)
            .field("base_url", &base_url.map(String::from))
            .field("timeouts", &self.timeouts)
            .field("retry", &self.retry)
            .finish_non_exhaustive()
    }
}
